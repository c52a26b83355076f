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

/**
 * How people work. `full` is what editors do: what is cut is pasted within three things done after it. In `wild` people
 * also cut without ever pasting, paste what they cut long ago and what others have brought back since, and retype words
 * letter by letter, until little of the text is left.
 */
export type Profile = 'typing' | 'struct' | 'block' | 'full' | 'wild'
export const profiles: readonly Profile[] = ['typing', 'struct', 'block', 'full', 'wild']

/**
 * The text at the start: an article of some three paragraphs with spans of 10 to 150 characters, or a scrap of a few lines
 * with spans of 3 to 63, in which everybody is always at the ends of somebody's spans.
 */
export type Size = 'article' | 'scrap'

/** A session from start to end: the same one gives the same result. */
export interface Session {
  readonly seed: number
  readonly profile: Profile
  readonly size: Size
  readonly people: number
  readonly operations: readonly Operation[]
}

const typing = { char: 20, word: 12, delete: 12, longDelete: 4, replace: 10, mark: 10 }
const struct = { ...typing, split: 8, join: 8, lineBreak: 2, bold: 4 }
const block = { ...struct, block: 6 }
const full = { ...block, cut: 6, undo: 8, redo: 3 }
const wild = { ...full, retype: 6, paste: 5 }
const weights: Readonly<Record<Profile, Partial<Record<ActName, number>>>> = { typing, struct, block, full, wild }
/** How many things somebody does at most between a cut and its paste, in `full`. */
const mostBetween = 3

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
export function sessionOf(
  seed: number,
  profile: Profile,
  acts: number,
  { size = 'article', crowd }: { readonly size?: Size; readonly crowd?: number } = {},
): Session {
  const random = seeded(seed)
  const people = crowd ?? [2, 3, 3, 5, 5, 8][random.below(6)] ?? 3
  const operations: Operation[] = []
  const numbers = () => Array.from({ length: 6 }, () => Math.round(random.next() * 1e4) / 1e4)
  const untilPaste = new Map<number, number>()
  for (let done = 0; done < acts; done++) {
    const who = random.below(people)
    const left = untilPaste.get(who)
    const act = left === 0 ? 'paste' : random.weighted(weights[profile] as Record<ActName, number>)
    if (left !== undefined) {
      if (left === 0) untilPaste.delete(who)
      else untilPaste.set(who, left - 1)
    }
    if (act === 'cut' && profile === 'full' && left === undefined) untilPaste.set(who, random.below(mostBetween + 1))
    operations.push({ act, who, at: numbers() })
    for (let left = random.below(2 + people); left > 0; left--) operations.push(netStep(random, people, numbers()))
  }
  return { seed, profile, size, people, operations }
}

function netStep(random: Random, people: number, at: readonly number[]): Operation {
  return { act: random.weighted(network), who: random.below(people), at }
}
