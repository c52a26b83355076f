import type { Span } from '@claimspan/core'
import { writeNativeLine } from '@claimspan/core/native'
import * as Y from 'yjs'
import { readAnnotated, type SharedText, sharedLayer } from '../src/index.js'
import { readClaims } from '../src/read-claims.js'
import { runsBetween } from '../src/text-walk.js'
import { nameOf, type Oracle, type Seen } from './oracle.js'
import type { Room } from './person.js'

/** All rooms, as one machine has them. */
export type Docs = ReadonlyMap<Room, Y.Doc>

/** The characters of a text with their identities, of pairs that of the first half. */
export function see(oracle: Oracle, { text }: SharedText): readonly Seen[] {
  const words = text.toString()
  const units = runsBetween(text, 0, text.length).flatMap(({ client, clock, length }) =>
    Array.from({ length }, (_, at) => ({ client, clock: clock + at })),
  )
  const seen: Seen[] = []
  let at = 0
  for (const word of words) {
    const id = units[at]
    if (id === undefined) throw new Error('A character has no identity')
    seen.push(oracle.see(word, id))
    at += word.length
  }
  return seen
}

/** The same documents on a machine that just started. */
export function copied(docs: Docs): Docs {
  return new Map(
    [...docs].map(([room, doc]) => {
      const copy = new Y.Doc()
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
      return [room, copy]
    }),
  )
}

/** Where each claim's words are, or where a planted mistake finds them; throws when a quote is not what stands there. */
export function readSpans(text: SharedText, docs: Docs, planted?: (text: SharedText, span: Span) => Span) {
  const found = new Map<string, { readonly span: Span | undefined; readonly quote: string }>()
  const words = text.text.toString()
  for (const [room, doc] of docs) {
    if (room === 'text') continue
    for (const { id, mentions } of readClaims(sharedLayer(doc), text, room as never)) {
      const [mention] = mentions
      const [read] = mention?.spans ?? []
      const span = read === undefined || planted === undefined ? read : planted(text, read)
      if (read !== undefined && words.slice(read.from, read.to) !== mention?.quote) {
        throw new Error(`The quote of ${id} is not the words at its span`)
      }
      found.set(id, { span, quote: mention?.quote ?? '' })
    }
  }
  return found
}

/** Everything that is exported, in the same bytes on every machine that has the same. */
export function canonical(text: SharedText, docs: Docs): string {
  const layers = [...docs].flatMap(([room, doc]) => (room === 'text' ? [] : [sharedLayer(doc)]))
  const annotated = readAnnotated(text, layers)
  if (annotated === undefined) throw new Error('There is a document')
  return writeNativeLine(annotated)
}

export const unitsAt = (seen: readonly Seen[], at: number): number => {
  let units = 0
  for (let index = 0; index < at; index++) units += seen[index]?.word.length ?? 0
  return units
}

/** The character that starts at a code unit. */
export function characterAt(seen: readonly Seen[], unit: number): number {
  let [at, units] = [0, 0]
  while (units < unit && at < seen.length) units += seen[at++]?.word.length ?? 1
  if (units !== unit) throw new Error(`A span ends at ${unit}, within a character or beyond the text`)
  return at
}

/** Where one text differs from a later one: how much is gone at a place, and what stands there now. */
export function changedPlaces(before: readonly Seen[], after: readonly Seen[]) {
  const old = new Map(before.map(({ id }, at) => [nameOf(id), at]))
  const places: { at: number; deleted: number; from: number; to: number }[] = []
  let [at, from] = [0, 0]
  const end = (next: number, to: number) => {
    if (next > at || to > from) places.push({ at, deleted: next - at, from, to })
  }
  after.forEach(({ id }, index) => {
    const was = old.get(nameOf(id))
    if (was === undefined) return
    end(was, index)
    at = was + 1
    from = index + 1
  })
  end(before.length, after.length)
  return places
}

/** The `number`th character, each used once: Han, Hangul, Yi and private ones, one in ten of them a surrogate pair. */
export function wordAt(number: number): string {
  if (number % 10 === 9) return String.fromCodePoint(0x20000 + Math.floor(number / 10))
  const left = number - Math.floor(number / 10)
  if (left < 20_000) return String.fromCodePoint(0x4e00 + left)
  if (left < 31_000) return String.fromCodePoint(0xac00 + left - 20_000)
  return String.fromCodePoint(0xe000 + left - 31_000)
}
