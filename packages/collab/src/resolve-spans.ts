import type { Span } from '@claimspan/core'
import type * as Y from 'yjs'
import { type Belonging, belongingOf } from './belonging.js'
import {
  type PlacedRecord,
  type PlacedRecords,
  piecesOf,
  placedRecords,
  reachOf,
  slicePieces,
  spread,
} from './placed-records.js'
import { outside, type Reach, type Reaches, within, withReach } from './reaches.js'
import type { ReturnedWords, ReturnRecord } from './returned-words.js'
import { type CharacterId, type Piece, type Run, type TextPlaces, textPlaces } from './text-walk.js'

/** A span by its first and its last character, and the records that it was made after, so that they say nothing of it. */
export interface HeldSpan {
  readonly start: CharacterId
  readonly end: CharacterId
  readonly known?: ReadonlySet<string>
  /** Characters between its ends that were gone when it was made: words of it only if they come back. */
  readonly gone?: readonly Run[]
}

/** Words go along with a move when those that are moved are at least this many times those that stay. */
const mostOf = 9

/** How many moves in a row are followed; a longer chain is no editor's. */
const longestChain = 200

/**
 * Where these spans are now, decided from the shared state alone, so that everybody decides alike; `undefined` for one of
 * which every character is gone or has not arrived. A span goes from the first to the last visible character of those that
 * belong to it: those that stood between its two ends, what these came back as, what was typed over some of them and what
 * was typed between any. When most of a span was moved, it is where that is. One walk of the text.
 */
export function resolveSpans(
  text: Y.Text,
  spans: readonly (HeldSpan | null)[],
  returned: ReturnedWords,
): readonly (Span | undefined)[] {
  const resolve = spansResolver(text, returned)
  return spans.map((span) => (span === null ? undefined : resolve(span)))
}

/** As {@link resolveSpans}, one span after the other, all in one walk of the text. Not for use after an edit. */
export function spansResolver(text: Y.Text, returned: ReturnedWords): (held: HeldSpan) => Span | undefined {
  const places = textPlaces(text)
  return spanResolver(places, placedRecords(places, returned))
}

/** As {@link resolveSpans}, one span at a time, where the text has been walked already. */
export function spanResolver(places: TextPlaces, records: PlacedRecords): (held: HeldSpan) => Span | undefined {
  const resolver = new Resolver(places, records)
  return (held) => resolver.resolve(held)
}

/** What spans that are made now have to know of what was there before them. */
export interface MadeOver {
  /** The keys of the records that say something about them, which they are not to follow. */
  readonly known: readonly string[]
  /** The characters between their ends that are gone. */
  readonly gone: readonly Run[]
}

/** What each of these spans, made now, has to know. One walk of the text. */
export function madeOver(text: Y.Text, spans: readonly HeldSpan[], returned: ReturnedWords): readonly MadeOver[] {
  const places = textPlaces(text)
  const records = placedRecords(places, returned)
  return spans.map((held) => {
    const home = homeOf(places, held)
    if (home === undefined) return { known: [], gone: [] }
    const known = records.touching(home).flatMap(({ record, old, now }) => {
      const { before = [], after = [] } = record.beside ?? {}
      const said = record.kind === 'restored' ? now : [...old, ...now, ...piecesOf(places, [...before, ...after])]
      const isAtEnd = record.kind === 'retyped' && before.length * after.length === 0
      const isInside = !isAtEnd && said.every(({ order, length }) => home.from <= order && order + length <= home.to)
      return record.key === undefined || (record.kind !== 'moved' && isInside) ? [] : [record.key]
    })
    return { known, gone: places.goneBetween(home.from, home.to) }
  })
}

/** From the first to the last character of a span, when it was made; `undefined` while one of them has not arrived. */
export function homeOf(places: TextPlaces, { start, end }: HeldSpan): Reach | undefined {
  const [first, last] = [places.place(start), places.place(end)]
  if (first === undefined || last === undefined || first.order > last.order) return undefined
  return { from: first.order, to: last.order + 1 }
}

/** Where a span is at one place of the text, and how many visible characters it has there. */
interface Found {
  readonly span: Span | undefined
  readonly weight: number
}

class Resolver {
  constructor(
    private readonly places: TextPlaces,
    private readonly records: PlacedRecords,
  ) {}

  resolve(held: HeldSpan): Span | undefined {
    const home = homeOf(this.places, held)
    if (home === undefined) return undefined
    if (this.records.isEmpty || this.records.touching(home).length === 0) return this.visible([home]).span
    return this.settle(home, held, new Set()).span
  }

  /** Where the words that stood within a reach are: there, or where most of them were moved. */
  private settle(home: Reach, held: HeldSpan, used: ReadonlySet<ReturnRecord>): Found {
    const belonging = belongingOf(home, this.places, this.records, held)
    let best: Found | undefined
    for (const placed of used.size < longestChain ? belonging.moved : []) {
      const { record } = placed
      if (used.has(record)) continue
      const cut = this.cutFrom(placed, belonging)
      const image = cut && spread(slicePieces(placed.now, cut.from, cut.to))
      if (cut === undefined || image === undefined) continue
      const there = this.settle(image, held, new Set([...used, record]))
      if (there.span === undefined || there.weight < this.back(cut.parts, belonging)) continue
      if (best === undefined || there.weight > best.weight) best = there
    }
    return best ?? this.visible(belonging.reaches)
  }

  /** Which of the words of a move belonged to a span; `undefined` when too many of the span's stayed. */
  private cutFrom({ record, old }: PlacedRecord, belonging: Belonging) {
    const parts = belonging.partsOf(old)
    const count = (pieces: readonly Piece[]) => pieces.reduce((sum, { length }) => sum + length, 0)
    const { before = [], after = [] } = record.beside ?? {}
    const beside = piecesOf(this.places, [...before, ...after])
    // Where some of these were gone for who made the span, its own words go on past them: at least those still there.
    const goesOn = beside.some((piece) => within(belonging.wereGone, reachOf(piece)).length > 0)
    const left = count(belonging.partsOf(beside)) + (goesOn ? this.visible(belonging.reaches).weight : 0)
    if (parts.length === 0 || count(parts) < mostOf * left) return undefined
    const from = Math.min(...parts.map(({ at }) => at))
    const to = Math.max(...parts.map(({ at, length }) => at + length))
    return { parts, from, to }
  }

  /** How many characters of words that were moved are where they were, since taking them out was undone. */
  private back(parts: readonly Piece[], { restored }: Belonging): number {
    let back: Reaches = []
    for (let open = parts.map(({ order, length }) => ({ from: order, to: order + length })); open.length > 0; ) {
      const images = restored.flatMap(({ old, now }) =>
        open.flatMap((reach) =>
          within([old], reach).map(({ from, to }) => ({ from: now + from - old.from, to: now + to - old.from })),
        ),
      )
      open = images.flatMap((image) => outside(back, image))
      for (const reach of open) back = withReach(back, reach)
    }
    return this.visible(back).weight
  }

  /** From the first to the last visible character of these. */
  private visible(reaches: Reaches): Found {
    let span: Span | undefined
    let weight = 0
    for (const reach of reaches) {
      const [from, to] = [this.places.visibleBefore(reach.from), this.places.visibleBefore(reach.to)]
      if (from >= to) continue
      span = { from: span?.from ?? from, to }
      weight += to - from
    }
    return { span, weight }
  }
}
