import type { Span } from '@claimspan/core'
import type * as Y from 'yjs'
import type { ReturnedWords, ReturnRecord } from './returned-words.js'
import { type CharacterId, type CharacterPlace, characterPlaces } from './text-walk.js'

/** A span by its first and its last character. */
export type HeldSpan = readonly [start: CharacterId, end: CharacterId]

/** How much of a span has to have been moved for the span to go along: nine tenths. */
const mostOf = 9

/**
 * Where these spans are now; `undefined` for one whose every character is gone. A deleted end is looked for where the
 * records say that it came back: restored in its place, then typed over; then the span ends where its last remaining
 * character is. When most of a span was moved elsewhere, it is there. Decided from the shared state alone, so everybody
 * decides alike. One walk of the text, one more for each generation of words that came back.
 */
export function resolveSpans(
  text: Y.Text,
  spans: readonly (HeldSpan | null)[],
  returned: ReturnedWords,
): readonly (Span | undefined)[] {
  const places = new Places(text, returned)
  places.want(spans.flatMap((span) => span ?? []))
  const moves = returned.moved.length === 0 ? [] : movesIn(places, returned)
  return spans.map((span) => {
    if (span === null) return undefined
    const start = places.start(span[0])
    const end = places.end(span[1])
    if (start === undefined || end === undefined) return undefined
    const replaced = start.over.some((record) => end.over.includes(record))
    const stayed = start.at < end.at && !replaced ? { from: start.at, to: end.at } : undefined
    return (moves.length > 0 ? movedSpan(span, stayed, moves, places) : undefined) ?? stayed
  })
}

/** Places of characters and of what they came back as, each looked up once. */
class Places {
  private readonly known = new Map<string, CharacterPlace | undefined>()

  constructor(
    private readonly text: Y.Text,
    private readonly returned: ReturnedWords,
  ) {}

  /** Look these up together, and those that they came back as. */
  want(ids: readonly CharacterId[]): void {
    let asked = ids.filter((id) => !this.known.has(key(id)))
    while (asked.length > 0) {
      const found = characterPlaces(this.text, asked)
      for (const [at, id] of asked.entries()) this.known.set(key(id), found[at])
      asked = asked.flatMap((id, at) => (found[at]?.deleted === false ? [] : this.next(id)))
      asked = asked.filter((id) => !this.known.has(key(id)))
    }
  }

  place(id: CharacterId): CharacterPlace | undefined {
    if (!this.known.has(key(id))) this.want([id])
    return this.known.get(key(id))
  }

  private next(id: CharacterId): readonly CharacterId[] {
    return [
      ...this.returned.of('restored', id).map(({ now }) => now),
      ...this.returned.of('moved', id).map(({ now }) => now),
      ...this.returned.of('retyped', id).flatMap(({ record }) => [record.now, lastOf(record.now)]),
    ]
  }

  /** The character itself, or the one that it was restored as, when that is in the text. */
  alive(id: CharacterId, seen: ReadonlySet<string> = new Set()): CharacterPlace | undefined {
    const place = this.place(id)
    if (place !== undefined && !place.deleted) return place
    if (seen.has(key(id))) return undefined
    const all = new Set([...seen, key(id)])
    for (const { now } of this.returned.of('restored', id)) {
      const found = this.alive(now, all)
      if (found !== undefined) return found
    }
    return undefined
  }

  /** Where a span that starts with this character starts now. */
  start(id: CharacterId, over: readonly ReturnRecord[] = []): Edge | undefined {
    const alive = this.alive(id)
    if (alive !== undefined) return { at: alive.offset, over }
    const { record, at } = this.retyped(id, over) ?? {}
    if (record !== undefined) {
      // What was typed over the span's first characters belongs; what reaches over its edge does not.
      return at === 0 ? this.start(record.now, [...over, record]) : this.end(lastOf(record.now), [...over, record])
    }
    const place = this.place(id)
    return place && { at: place.offset, over }
  }

  /** Where a span that ends with this character ends now. */
  end(id: CharacterId, over: readonly ReturnRecord[] = []): Edge | undefined {
    const alive = this.alive(id)
    if (alive !== undefined) return { at: alive.offset + 1, over }
    const { record, at, of } = this.retyped(id, over) ?? {}
    if (record !== undefined && at !== undefined && of !== undefined) {
      if (at === of - 1) return this.end(lastOf(record.now), [...over, record])
      const place = this.place(id)
      return place && { at: place.offset, over: [...over, record] }
    }
    const place = this.place(id)
    return place && { at: place.offset, over }
  }

  movedOn(id: CharacterId) {
    return this.returned.of('moved', id)
  }

  private retyped(id: CharacterId, over: readonly ReturnRecord[]) {
    return this.returned
      .of('retyped', id)
      .find(({ record }) => !over.includes(record) && this.place(record.now) !== undefined)
  }
}

/** One end of a span, and the records of what was typed over it on the way there. */
interface Edge {
  readonly at: number
  readonly over: readonly ReturnRecord[]
}

/** Words that were moved: where they were, in the order of all characters, and the record. */
interface Move {
  readonly from: number
  readonly to: number
  readonly old: CharacterId
  readonly now: CharacterId
}

function movesIn(places: Places, { moved }: ReturnedWords): readonly Move[] {
  const pieces = moved.flatMap(({ old, now }) => {
    let before = 0
    return old.map((run) => {
      const piece = { run, now: { client: now.client, clock: now.clock + before } }
      before += run.length
      return piece
    })
  })
  places.want(pieces.flatMap(({ run }) => [run, lastOf(run)]))
  return pieces.flatMap(({ run, now }) => {
    const [first, last] = [places.place(run), places.place(lastOf(run))]
    return first === undefined || last === undefined ? [] : [{ from: first.order, to: last.order, old: run, now }]
  })
}

/** Where the span is when most of it was moved. */
function movedSpan(
  [start, end]: HeldSpan,
  stayed: Span | undefined,
  moves: readonly Move[],
  places: Places,
): Span | undefined {
  const [first, last] = [places.place(start)?.order, places.place(end)?.order]
  if (first === undefined || last === undefined) return undefined
  const groups: { from: number; to: number }[] = moves
    .flatMap((move) => {
      const from = Math.max(move.from, first)
      const to = Math.min(move.to, last)
      if (from > to) return []
      if (!places.place({ ...move.old, clock: move.old.clock + from - move.from })?.deleted) return []
      const now = (order: number) => ({ client: move.now.client, clock: move.now.clock + order - move.from })
      const span = { from: landed(places, now(from), 'start'), to: landed(places, now(to), 'end') }
      return span.from === undefined || span.to === undefined || span.from >= span.to
        ? []
        : [{ from: span.from, to: span.to }]
    })
    .sort((a, b) => a.from - b.from)
    .reduce<{ from: number; to: number }[]>((joined, piece) => {
      const before = joined[joined.length - 1]
      if (before !== undefined && piece.from <= before.to) before.to = Math.max(before.to, piece.to)
      else joined.push({ ...piece })
      return joined
    }, [])
  const largest = groups.reduce<Span | undefined>(
    (best, group) => (best === undefined || group.to - group.from > best.to - best.from ? group : best),
    undefined,
  )
  if (largest === undefined) return undefined
  const gone = largest.to - largest.from
  const others = groups.reduce((sum, { from, to }) => sum + to - from, 0) - gone
  const left = (stayed === undefined ? 0 : stayed.to - stayed.from) + others
  return gone >= mostOf * left ? largest : undefined
}

/** Where a moved character is: there, restored, or moved on. */
function landed(places: Places, id: CharacterId, side: 'start' | 'end', depth = 0): number | undefined {
  if (places.alive(id) !== undefined || depth > 64) return places[side](id)?.at
  for (const { now } of places.movedOn(id)) {
    const found = landed(places, now, side, depth + 1)
    if (found !== undefined) return found
  }
  return places[side](id)?.at
}

const key = ({ client, clock }: CharacterId): string => `${client}:${clock}`
const lastOf = ({ client, clock, length }: { client: number; clock: number; length: number }): CharacterId => ({
  client,
  clock: clock + length - 1,
})
