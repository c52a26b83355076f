import type { CharacterId } from '../src/text-walk.js'

/**
 * One character where one person sees it. `word` is the character, which is its own identity, since each is used once.
 * Identities are counted, so that what is known of all of them are rows of numbers.
 */
export interface Seen {
  readonly word: string
  readonly id: CharacterId
  /** Its identity, also of a line's end: all of these are the same character. */
  readonly name: number
  /** Its identity together with the paste that brought it to where it is, if one did. */
  readonly key: number
}

/** What is asked of a character to know it again: its object may be made anew when a paste is told of it. */
export type Known = Pick<Seen, 'key' | 'name' | 'word'>

/** A character of its own identity: line ends and block borders are not. */
export const isWord = ({ word }: { readonly word: string }) => word !== '\n' && word !== '\u2028'
export const nameOf = ({ client, clock }: CharacterId) => `${client}:${clock}`

/** Counts things by what they are called, from 0. */
export class Register {
  private readonly numbers = new Map<string, number>()
  readonly names: string[] = []

  number(name: string): number {
    const known = this.numbers.get(name)
    if (known !== undefined) return known
    this.numbers.set(name, this.names.length)
    return this.names.push(name) - 1
  }
}

/** Where the characters of one text are. */
export class Look {
  /** By key, and by name: one more than the place of a character, 0 for none. */
  private readonly byKey: Int32Array
  private readonly byName: Int32Array
  /** The other places of names that are there more than once. */
  private readonly more = new Map<number, number[]>()

  constructor(text: readonly Seen[]) {
    let [keys, names] = [0, 0]
    for (const { key, name } of text) {
      if (key > keys) keys = key
      if (name > names) names = name
    }
    this.byKey = new Int32Array(keys + 1)
    this.byName = new Int32Array(names + 1)
    for (let at = 0; at < text.length; at++) {
      const { key, name } = text[at] as Seen
      this.byKey[key] = at + 1
      if (this.byName[name] === 0) this.byName[name] = at + 1
      else this.more.set(name, [...(this.more.get(name) ?? []), at])
    }
  }

  /** The place of the character with a key; -1 for none. Of several, the last. */
  at(key: number): number {
    return (this.byKey[key] ?? 0) - 1
  }

  hasName(name: number): boolean {
    return (this.byName[name] ?? 0) > 0
  }

  isTwice(name: number): boolean {
    return this.more.size > 0 && this.more.has(name)
  }

  placesOf(name: number): readonly number[] {
    const first = this.byName[name] ?? 0
    return first === 0 ? [] : [first - 1, ...(this.more.get(name) ?? [])]
  }
}

const looks = new WeakMap<readonly Seen[], Look>()

/** Where the characters of a text are, found once for each text. */
export function lookAt(text: readonly Seen[]): Look {
  const before = looks.get(text)
  if (before !== undefined) return before
  const look = new Look(text)
  looks.set(text, look)
  return look
}
