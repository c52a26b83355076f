import { readAnnotated, type SharedText, sharedLayer } from '@claimspan/collab'
import type { Span } from '@claimspan/core'
import { writeNativeLine } from '@claimspan/core/native'
import * as Y from 'yjs'
import type { Oracle, Seen } from '../../packages/collab/fuzz/oracle.js'
import type { Room } from '../../packages/collab/fuzz/person.js'
import { readClaims } from '../../packages/collab/src/read-claims.js'
import { runsBetween } from '../../packages/collab/src/text-walk.js'

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

/** Where each claim's words are; throws when a quote is not what stands there. */
export function readSpans(text: SharedText, docs: Docs) {
  const found = new Map<string, { readonly span: Span | undefined; readonly quote: string }>()
  const words = text.text.toString()
  for (const [room, doc] of docs) {
    if (room === 'text') continue
    for (const { id, mentions } of readClaims(sharedLayer(doc), text, room as never)) {
      const [mention] = mentions
      const [span] = mention?.spans ?? []
      if (span !== undefined && words.slice(span.from, span.to) !== mention?.quote) {
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

/** A character of its own identity: line ends and block borders are not. */
export const isWord = ({ word }: { readonly word: string }) => word !== '\n' && word !== '\u2028'

/** The `number`th character, each used once: Han, Hangul, Yi and private ones, one in ten of them a surrogate pair. */
export function wordAt(number: number): string {
  if (number % 10 === 9) return String.fromCodePoint(0x20000 + Math.floor(number / 10))
  const left = number - Math.floor(number / 10)
  if (left < 20_000) return String.fromCodePoint(0x4e00 + left)
  if (left < 31_000) return String.fromCodePoint(0xac00 + left - 20_000)
  return String.fromCodePoint(0xe000 + left - 31_000)
}
