import type { CharacterId } from '../src/text-walk.js'
import { isWord, type Known, lookAt, type Seen } from './seen.js'

/** What a span has to hold, known by the characters alone. */
export interface Expected {
  readonly name: string
  /** Characters that belong, by key, where they were when they came to belong, each with its name. */
  readonly members: Map<number, number>
  /** Characters that may be in or out, by name. */
  readonly either: Set<number>
  /** The keys of its first and last character when it was marked. */
  readonly first: number
  readonly last: number
  readonly ends: readonly [first: CharacterId, last: CharacterId]
  /** Whether who marked the span had not got a character that somebody had put there by then. */
  readonly isUnseen: (id: CharacterId) => boolean
  /** Whether some of its words stood there twice, as when a paste has come and the cut has not. */
  readonly isDoubled: boolean
  /** The first character of each paste that the span went along with. */
  readonly moves: CharacterId[]
  /** Where it went along with words: those, by key, and what was left where they had been, which is no part of its place there. */
  readonly along: Set<number>
  readonly left: Set<number>
  /** Characters that were gone for who marked the span, by name. */
  readonly gone: ReadonlySet<number>
  /** What was typed beside such a character by somebody who had it still: whether it is within is for the text to say. */
  readonly loose: Set<number>
}

/** Words that were cut. */
export interface Cut {
  readonly words: readonly string[]
  readonly keys: readonly Known[]
  /** What else was there. */
  readonly beside: readonly Known[]
}

/** Words that were pasted, as the how-manieth of all pastes. */
export interface Pasting {
  readonly cut: Cut
  readonly first: CharacterId | undefined
  /** The key that a character has where it was pasted. */
  readonly keyOf: (name: number) => number
}

/**
 * Whether a span goes along with words that are pasted, since nine tenths of it were cut: then what was left may go or not.
 * Where that hangs on characters that may be in or out, it may be at either place.
 */
export function follow(span: Expected, { cut, first, keyOf }: Pasting): boolean {
  const isSureOf = ({ key, name }: Known) => span.members.has(key) && !span.either.has(name)
  const mayHold = ({ key, name }: Known) => span.members.has(key) || span.either.has(name)
  const most = cut.keys.filter(mayHold)
  const least = units(most.filter(isSureOf))
  // In UTF-16 code units, as all lengths of a text.
  const leastLeft = least === 0 ? 0 : units(cut.beside.filter(isSureOf))
  if (least === 0 || units(most) < 9 * leastLeft) return false
  const isSure = least >= 9 * units(cut.beside.filter(mayHold))
  for (const name of span.members.values()) span.either.add(name)
  const moved = most.filter(({ key }) => span.members.has(key))
  if (isSure) {
    const went = new Set(moved.map(({ key }) => key))
    for (const key of span.members.keys()) if (!went.has(key)) span.left.add(key)
    for (const { key } of cut.beside) if (!went.has(key)) span.left.add(key)
    for (const key of went) span.left.delete(key)
    span.along.clear()
    for (const { name } of moved) span.along.add(keyOf(name))
    for (const { name } of moved) span.either.delete(name)
  }
  for (const { name } of moved) span.members.set(keyOf(name), name)
  if (first !== undefined) span.moves.push(first)
  return true
}

/** The length of characters in UTF-16 code units. */
const units = (all: readonly Known[]) => all.reduce((sum, seen) => sum + (isWord(seen) ? seen.word.length : 1), 0)

const nothing: ReadonlySet<number> = new Set()

/** What is no part of a span's place in a text, since it went along with other words of its and these are there. */
export function leftIn({ along, left }: Expected, text: readonly Seen[]): ReadonlySet<number> {
  if (left.size === 0) return nothing
  const look = lookAt(text)
  for (const key of along) if (look.at(key) >= 0) return left
  return nothing
}

/** From the first to behind the last character of a text that belongs to a span; `undefined` when none is there. */
export function rangeIn(
  { members }: Expected,
  text: readonly Seen[],
  left = nothing,
): readonly [from: number, to: number] | undefined {
  const look = lookAt(text)
  let from = text.length
  let to = -1
  for (const key of members.keys()) {
    const at = look.at(key)
    if (at < 0 || (left.size > 0 && left.has(key))) continue
    if (at < from) from = at
    if (at >= to) to = at + 1
  }
  return to < 0 ? undefined : [from, to]
}
