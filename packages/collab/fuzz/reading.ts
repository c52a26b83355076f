import type { Span } from '@claimspan/core'
import { writeNativeLine } from '@claimspan/core/native'
import * as Y from 'yjs'
import { readAnnotated, type SharedText, sharedLayer } from '../src/index.js'
import { readClaims } from '../src/read-claims.js'
import { runsBetween } from '../src/text-walk.js'
import type { HasSeen, Oracle } from './oracle.js'
import type { Room } from './person.js'
import { nameOf, type Seen } from './seen.js'

/** All rooms, as one machine has them. */
export type Docs = ReadonlyMap<Room, Y.Doc>

/** The characters of a text with their identities, of pairs that of the first half. */
export function see(oracle: Oracle, { text }: SharedText): readonly Seen[] {
  const words = text.toString()
  const seen: Seen[] = []
  let at = 0
  for (const { client, clock, length } of runsBetween(text, 0, text.length)) {
    for (let unit = at; unit < at + length; ) {
      const word = String.fromCodePoint(words.codePointAt(unit) ?? 0)
      seen.push(oracle.see(word, client, clock + unit - at))
      unit += word.length
    }
    at += length
  }
  return seen
}

/** Which characters have come to somebody by now. */
export function seenBy({ text }: { readonly text: SharedText }): HasSeen {
  const clocks = Y.decodeStateVector(Y.encodeStateVector(text.doc))
  return ({ client, clock }) => clock < (clocks.get(client) ?? 0)
}

/** An empty document. Nobody here asks for its guid, and random ones take time. */
export const newDoc = () => new Y.Doc({ guid: 'a document' })

/** The same documents on a machine that just started. */
export function copied(docs: Docs): Docs {
  return new Map(
    [...docs].map(([room, doc]) => {
      const copy = newDoc()
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

/** How many characters two texts have in common at their start and at their end. */
function commonEnds(before: readonly Seen[], after: readonly Seen[]): readonly [start: number, end: number] {
  const most = Math.min(before.length, after.length)
  const isSame = (one: Seen | undefined, other: Seen | undefined) =>
    one === other || (one?.id.client === other?.id.client && one?.id.clock === other?.id.clock)
  let start = 0
  while (start < most && isSame(before[start], after[start])) start++
  let end = 0
  while (end < most - start && isSame(before[before.length - 1 - end], after[after.length - 1 - end])) end++
  return [start, end]
}

/** The characters that went between two looks at a text, and those that came. */
export function differences(before: readonly Seen[], after: readonly Seen[]) {
  const [start, end] = commonEnds(before, after)
  const [old, now] = [before.slice(start, before.length - end), after.slice(start, after.length - end)]
  const [oldNames, nowNames] = [old, now].map((all) => new Set(all.map(({ id }) => nameOf(id))))
  return {
    gone: old.filter(({ id }) => nowNames?.has(nameOf(id)) === false),
    came: now.filter(({ id }) => oldNames?.has(nameOf(id)) === false),
  }
}

/** Where one text differs from a later one: how much is gone at a place, and what stands there now. */
export function changedPlaces(before: readonly Seen[], after: readonly Seen[]) {
  const [start, same] = commonEnds(before, after)
  const old = new Map<string, number>()
  for (let at = start; at < before.length - same; at++) {
    const seen = before[at]
    if (seen !== undefined) old.set(nameOf(seen.id), at)
  }
  const places: { at: number; deleted: number; from: number; to: number }[] = []
  let [at, from] = [start, start]
  const end = (next: number, to: number) => {
    if (next > at || to > from) places.push({ at, deleted: next - at, from, to })
  }
  for (let index = start; index < after.length - same; index++) {
    const seen = after[index]
    const was = seen && old.get(nameOf(seen.id))
    if (was === undefined) continue
    end(was, index)
    at = was + 1
    from = index + 1
  }
  end(before.length - same, after.length - same)
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
