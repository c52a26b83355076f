import { type Random, seeded } from './random.js'

/** What a person does to the text or to a layer. */
export type ActName =
  | 'char'
  | 'word'
  | 'delete'
  | 'longDelete'
  | 'replace'
  | 'retype'
  | 'split'
  | 'join'
  | 'lineBreak'
  | 'bold'
  | 'block'
  | 'cut'
  | 'paste'
  | 'undo'
  | 'redo'
  | 'mark'

/** What the network or a person's machine does. */
export type NetworkName = 'deliver' | 'duplicate' | 'drop' | 'resync' | 'cutOff' | 'heal' | 'restart' | 'replay'

/**
 * One step of a session, as data. `at` are numbers from 0 to 1 that say where and how much, whatever the state is then,
 * so that a session with some of its operations left out is a session too.
 */
export interface Operation {
  readonly act: ActName | NetworkName
  readonly who: number
  readonly at: readonly number[]
}

export type Profile = 'typing' | 'struct' | 'block' | 'full'
export const profiles: readonly Profile[] = ['typing', 'struct', 'block', 'full']

/** A session from start to end: the same one gives the same result. */
export interface Session {
  readonly seed: number
  readonly profile: Profile
  readonly people: number
  readonly operations: readonly Operation[]
}

const typing = { char: 20, word: 12, delete: 12, longDelete: 4, replace: 10, mark: 10 }
const struct = { ...typing, split: 8, join: 8, lineBreak: 2, bold: 4 }
const block = { ...struct, block: 6 }
const full = { ...block, retype: 6, cut: 6, paste: 5, undo: 8, redo: 3 }
const weights: Readonly<Record<Profile, Partial<Record<ActName, number>>>> = { typing, struct, block, full }

const network: Readonly<Record<NetworkName, number>> = {
  deliver: 70,
  duplicate: 5,
  drop: 3,
  resync: 5,
  cutOff: 2,
  heal: 5,
  restart: 0.7,
  replay: 0.7,
}

/** The session of a seed: `acts` things that people do, with what the network does between them. */
export function sessionOf(seed: number, profile: Profile, acts: number, crowd?: number): Session {
  const random = seeded(seed)
  const people = crowd ?? [2, 3, 3, 5, 5, 8][random.below(6)] ?? 3
  const operations: Operation[] = []
  const numbers = () => Array.from({ length: 6 }, () => Math.round(random.next() * 1e4) / 1e4)
  for (let done = 0; done < acts; done++) {
    const act = random.weighted(weights[profile] as Record<ActName, number>)
    operations.push({ act, who: random.below(people), at: numbers() })
    for (let left = random.below(2 + people); left > 0; left--) operations.push(netStep(random, people, numbers()))
  }
  return { seed, profile, people, operations }
}

function netStep(random: Random, people: number, at: readonly number[]): Operation {
  return { act: random.weighted(network), who: random.below(people), at }
}
