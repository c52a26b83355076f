import type { Span } from '@claimspan/core'
import type * as Y from 'yjs'
import { characterIn, lengthOf, type ReturnedWords, type ReturnRecord } from './returned-words.js'
import { type CharacterId, type CharacterPlace, lastUpTo, type Run, type TextPlaces, textPlaces } from './text-walk.js'

/** A span by its first and its last character, and the records that it was made after, so that they say nothing of it. */
export interface HeldSpan {
  readonly start: CharacterId
  readonly end: CharacterId
  readonly known?: ReadonlySet<string>
}

/** Where a span is, and what of that an edit of the text can change only by moving it. */
export interface ResolvedSpan {
  /** `undefined` when every character of the span is gone. */
  readonly span: Span | undefined
  /** The span starts with its own first character, which has never been deleted. */
  readonly hasStart: boolean
  readonly hasEnd: boolean
  /** Words of the span were moved, so that where it is depends on more than one place. */
  readonly isMoved: boolean
}

/** Words go along with a move when those that are moved are at least this many times those that stay. */
const mostOf = 9

/**
 * Where these spans are now, decided from the shared state alone, so that everybody decides alike. A span goes from its
 * first to its last character, as they are or as they were restored; where one is gone, what belongs reaches as far as
 * characters follow each other that stood between the two, or were typed over such. When most of a span was moved, it is
 * where that is. One walk of the text.
 */
export function resolveSpans(
  text: Y.Text,
  spans: readonly (HeldSpan | null)[],
  returned: ReturnedWords,
): readonly ResolvedSpan[] {
  const resolver = new Resolver(textPlaces(text), returned)
  return spans.map((span) => (span === null ? nowhere : resolver.resolve(span)))
}

/**
 * The records that spans made now have to be known to have been made after, by their keys: those of words that were moved
 * from between their ends, or typed over words on the other side of an end.
 */
export function recordsBeside(
  text: Y.Text,
  spans: readonly HeldSpan[],
  returned: ReturnedWords,
): readonly (readonly string[])[] {
  if (returned.isEmpty) return spans.map(() => [])
  const places = textPlaces(text)
  const orderOf = (id: CharacterId | undefined) => id && places.place(id)?.order
  const reaches = [...returned.moved, ...returned.retyped].flatMap((record) => {
    const ids = [characterIn(record.old, 0), lastOf(record.old)]
    if (record.kind === 'retyped') ids.push(characterIn(record.now, 0), lastOf(record.now))
    const orders = ids.map(orderOf).filter((order) => order !== undefined)
    return orders.length === 0 ? [] : [{ record, from: Math.min(...orders), to: Math.max(...orders) }]
  })
  return spans.map(({ start, end }) => {
    const [low = 0, high = 0] = [orderOf(start), orderOf(end)]
    return reaches.flatMap(({ record: { kind, key }, from, to }) => {
      const isInside = kind === 'retyped' && low < from && to < high
      return key === undefined || isInside || to < low || from > high ? [] : [key]
    })
  })
}

const nowhere: ResolvedSpan = { span: undefined, hasStart: false, hasEnd: false, isMoved: false }

/** How long a chain of records is followed; a longer one is no editor's. */
const longestChain = 1000
/** How many records deep it is asked what one hangs on, and how often for one span. */
const deepest = 6
const mostAsked = 400

/**
 * On which side of a span a character is; 0 when it belongs. ±2 says that it was typed over words that reached over that
 * end, so that it is outside wherever it stands.
 */
type Side = -2 | -1 | 0 | 1 | 2

/** What a span is asked about its characters, with what has been answered. */
interface Asked {
  readonly held: HeldSpan
  /** The places of its ends among all characters, as they are held and as they were restored last. */
  readonly ranges: readonly (readonly [from: number, to: number])[]
  readonly relations: Map<ReturnRecord, Relation>
  /** Records that are being asked about: what one says may hang on what others say. */
  readonly open: Set<ReturnRecord>
  /** Something was answered while what it hangs on was open. */
  isLoose: boolean
  steps: number
  /** What was typed within and stands outside, once it is known. */
  within: readonly ReturnRecord[] | undefined
}

/** How the words that a record says were typed over lie to a span. */
type Relation = 'apart' | 'within' | 'all' | 'over-start' | 'over-end'

class Resolver {
  private moves: { readonly record: ReturnRecord; readonly reach: readonly [number, number] | undefined }[] | undefined
  /** What was typed over words, in the order of those. */
  private over:
    | { readonly record: ReturnRecord; readonly old: number; readonly from: number; readonly to: number }[]
    | undefined
  private readonly versions = new Map<string, CharacterPlace | undefined>()

  constructor(
    private readonly places: TextPlaces,
    private readonly returned: ReturnedWords,
  ) {}

  resolve(held: HeldSpan, used: ReadonlySet<ReturnRecord> = new Set()): ResolvedSpan {
    const start = this.places.place(held.start)
    const end = this.places.place(held.end)
    if (start === undefined || end === undefined || start.order > end.order) return nowhere
    const hasStart = !start.deleted
    const hasEnd = !end.deleted
    if (this.returned.isEmpty) {
      const to = end.offset + (hasEnd ? 1 : 0)
      return { span: spanOf(start.offset, to), hasStart, hasEnd, isMoved: false }
    }
    const asked = this.ask(held, start, end)
    const moved = this.moved(asked, used)
    if (moved?.span !== undefined) return moved
    return { span: this.inPlace(asked, hasStart, hasEnd), hasStart, hasEnd, isMoved: moved !== undefined }
  }

  private ask(held: HeldSpan, start: CharacterPlace, end: CharacterPlace): Asked {
    const last = [this.version(held.start)?.order ?? start.order, this.version(held.end)?.order ?? end.order] as const
    const first = [start.order, end.order] as const
    const isRestored = last[0] !== first[0] || last[1] !== first[1]
    return {
      held,
      ranges: isRestored ? [first, last] : [first],
      relations: new Map(),
      open: new Set(),
      isLoose: false,
      steps: 0,
      within: undefined,
    }
  }

  /** A character as it is in the text: itself, or what it was restored as; when that is gone, the last of them. */
  private version(id: CharacterId): CharacterPlace | undefined {
    const place = this.places.place(id)
    if (place === undefined || !place.deleted) return place
    const name = nameOf(id)
    const before = this.versions.get(name)
    if (before !== undefined) return before
    const all = this.restored(id).map((one) => this.places.place(one))
    const last = all.find((one) => one?.deleted === false) ?? all[all.length - 1] ?? place
    this.versions.set(name, last)
    return last
  }

  /** A character and all that it was restored as, as far as these have arrived. */
  private restored(id: CharacterId): readonly CharacterId[] {
    const found = [id]
    const seen = new Set([nameOf(id)])
    for (let at = 0; at < found.length && found.length < longestChain; at++) {
      const here = found[at]
      for (const told of here === undefined ? [] : this.returned.from('restored', here)) {
        const now = characterIn(told.record.now, told.at)
        if (now === undefined || seen.has(nameOf(now)) || this.places.place(now) === undefined) continue
        seen.add(nameOf(now))
        found.push(now)
      }
    }
    return found
  }

  /** The characters that this one was before it was restored, itself first. */
  private ancestors(id: CharacterId): readonly CharacterId[] {
    const all = [id]
    for (let here: CharacterId | undefined = id; here !== undefined && all.length < longestChain; ) {
      const told = this.returned.into('restored', here)
      here = told && characterIn(told.record.old, told.at)
      if (here !== undefined) all.push(here)
    }
    return all
  }

  private side(asked: Asked, id: CharacterId): Side {
    const ancestors = this.ancestors(id)
    const root = ancestors[ancestors.length - 1] ?? id
    const over = this.returned.into('retyped', root)
    const relation = over === undefined ? 'apart' : this.relation(asked, over.record)
    if (relation !== 'apart' && relation !== 'within') return relation === 'over-start' ? -2 : 2
    const last = this.version(id)?.order
    const orders = ancestors.flatMap((one) => this.places.place(one)?.order ?? [])
    const isWithin = (order: number | undefined) => order !== undefined && this.isIn(asked.ranges, order)
    // Of what had been typed when the span was made, it holds the part that it was put on.
    if (over !== undefined && relation === 'within') {
      const [from, to] = [characterIn(over.record.now, 0), lastOf(over.record.now)].map(
        (end) => end && this.places.place(end)?.order,
      )
      if (from !== undefined && !isWithin(from) && !isWithin(to)) return 0
    }
    if (orders.some(isWithin) || isWithin(last)) {
      if (over !== undefined && this.isPast(asked, over.record)) return -2
      if (relation === 'within' || last === undefined) return 0
      return this.gap(asked, id, last)
    }
    if (last !== undefined && this.isBridged(asked, id, last)) {
      return over !== undefined && this.isPast(asked, over.record) ? -2 : 0
    }
    const from = asked.ranges[asked.ranges.length - 1]?.[0] ?? 0
    return (last ?? 0) < from ? -1 : 1
  }

  /** The place of the character that stood before what was typed when it was typed, deleted or not. */
  private orderBefore({ now }: ReturnRecord): number | undefined {
    const first = characterIn(now, 0)
    const before = first && this.places.before(first)
    return before && this.places.place(before)?.order
  }

  private relation(asked: Asked, record: ReturnRecord): Relation {
    const before = asked.relations.get(record)
    if (before !== undefined) return before
    if (isKnown(asked.held, record)) return 'apart'
    const [first, last] = [characterIn(record.old, 0), lastOf(record.old)]
    if (asked.open.has(record) || asked.steps++ > mostAsked || first === undefined || last === undefined) {
      asked.isLoose = true
      return 'apart'
    }
    // What a span was put on was typed before: it has no other place than where it is.
    if ([asked.held.start, asked.held.end].some((end) => this.typedWith(end) === record)) return 'apart'
    const wasLoose = asked.isLoose
    asked.isLoose = false
    asked.open.add(record)
    const relation = this.relationOf(asked, first, last)
    asked.open.delete(record)
    if (!asked.isLoose || asked.open.size === 0) asked.relations.set(record, relation)
    asked.isLoose ||= wasLoose
    return relation
  }

  private relationOf(asked: Asked, first: CharacterId, last: CharacterId): Relation {
    const [from, to] = [this.side(asked, first), this.side(asked, last)]
    if (from === 0 && to === 0) return this.isEnd(asked, first, 0) && this.isEnd(asked, last, 1) ? 'all' : 'within'
    if (from === 0) return 'over-end'
    if (to === 0) return 'over-start'
    if (from < 0 && to > 0) return 'all'
    if (from === -2 || to === -2) return 'over-start'
    return from === 2 || to === 2 ? 'over-end' : 'apart'
  }

  /** Whether a character is the first (0) or last (1) of a span, or of what was typed over that. */
  private isEnd({ held }: Asked, id: CharacterId, end: 0 | 1): boolean {
    const wanted = new Set(this.ancestors(end === 0 ? held.start : held.end).map(nameOf))
    let here: CharacterId | undefined = id
    for (let step = 0; here !== undefined && step < longestChain; step++) {
      const ancestors = this.ancestors(here)
      if (ancestors.some((one) => wanted.has(nameOf(one)))) return true
      const root: CharacterId = ancestors[ancestors.length - 1] ?? here
      const over: ReturnRecord | undefined = this.returned.into('retyped', root)?.record
      const edge = over && (end === 0 ? characterIn(over.now, 0) : lastOf(over.now))
      if (over === undefined || edge === undefined || nameOf(edge) !== nameOf(root)) return false
      here = end === 0 ? characterIn(over.old, 0) : lastOf(over.old)
    }
    return false
  }

  /**
   * Whether what was typed over words before the span stands after its start: what is typed among deleted characters
   * goes after the last of them, and the span's first ones were among those.
   */
  private isPast(asked: Asked, record: ReturnRecord): boolean {
    const last = lastOf(record.old)
    const order = this.orderBefore(record)
    if (isKnown(asked.held, record) || last === undefined || order === undefined || this.side(asked, last) >= 0)
      return false
    return asked.ranges.some(([from]) => order >= from)
  }

  /**
   * Whether a character that stands between the ends of a span does not belong: what is put before words that were typed
   * over the first ones goes after the deleted first ones, and what is put among words that reach over an end is theirs.
   */
  private gap(asked: Asked, id: CharacterId, order: number): Side {
    if (asked.open.size > deepest) {
      asked.isLoose = true
      return 0
    }
    const seen = new Set<ReturnRecord>()
    const open = [asked.held.start, asked.held.end]
    for (let here = open.pop(); here !== undefined && seen.size < longestChain; here = open.pop()) {
      for (const { record, at } of this.restored(here).flatMap((one) => this.returned.from('retyped', one))) {
        const relation = seen.has(record) ? 'apart' : this.relation(asked, record)
        if (relation === 'apart') continue
        seen.add(record)
        const ends = [characterIn(record.now, 0), lastOf(record.now)] as const
        const [from, to] = ends.map((end) => end && this.version(end)?.order)
        for (const end of ends) if (end !== undefined) open.push(end)
        const before = this.orderBefore(record)
        if (from === undefined || to === undefined || before === undefined || order <= before || order > to) continue
        if (relation === 'within' && (at > 0 || order > from)) continue
        // What somebody put there who had not seen those words stands among them by chance.
        if (this.isAmong(record, id, before, to)) return relation === 'over-end' || relation === 'all' ? 1 : -1
      }
    }
    return 0
  }

  /** Whether a character was put before or into the words of a record when these were there. */
  private isAmong(record: ReturnRecord, id: CharacterId, from: number, to: number, depth = 0): boolean {
    const root = this.ancestors(id).at(-1) ?? id
    return [this.places.after(root), this.places.before(root)].some((beside) => {
      if (beside === undefined) return false
      if (this.typedWith(beside) === record) return true
      const order = this.places.place(beside)?.order
      return order !== undefined && from < order && order <= to && depth < 32
        ? this.isAmong(record, beside, from, to, depth + 1)
        : false
    })
  }

  /**
   * Where everything belongs although it stands past an end of the span: what was typed over its last words stands after
   * the deleted ones (or before the deleted first ones), and what is put among that is within the span.
   */
  private isBridged(asked: Asked, id: CharacterId, order: number): boolean {
    const [low, high] = asked.ranges[asked.ranges.length - 1] ?? [0, 0]
    return this.within(asked).some((record) => {
      const [from, to] = [characterIn(record.now, 0), lastOf(record.now)].map((end) => end && this.version(end)?.order)
      const before = this.orderBefore(record) ?? from
      if (from === undefined || to === undefined || before === undefined) return false
      if (to < low) return from <= order && order <= low && this.isAmong(record, id, from, low)
      return from > high && before < order && order <= to && this.isAmong(record, id, before, to)
    })
  }

  /** The records of what was typed over words of a span, stands outside of it and belongs to it. */
  private within(asked: Asked): readonly ReturnRecord[] {
    if (asked.within !== undefined) return asked.within
    if (asked.open.size > deepest) {
      asked.isLoose = true
      return []
    }
    const seen = new Set<ReturnRecord>()
    const open = this.typedOver(asked)
    for (let record = open.pop(); record !== undefined && seen.size < longestChain; record = open.pop()) {
      if (seen.has(record) || this.relation(asked, record) !== 'within') continue
      seen.add(record)
      for (const end of [characterIn(record.now, 0), lastOf(record.now)]) {
        for (const id of end === undefined ? [] : this.restored(end)) {
          open.push(...this.returned.from('retyped', id).map((told) => told.record))
        }
      }
    }
    const within = [...seen]
    if (asked.open.size === 0) asked.within = within
    return within
  }

  /** The records of what was typed over characters between the ends of a span and stands outside of them. */
  private typedOver({ ranges }: Asked): ReturnRecord[] {
    this.over ??= this.returned.retyped
      .flatMap((record) => {
        const orders = [characterIn(record.old, 0), characterIn(record.now, 0), lastOf(record.now)].map(
          (id) => id && this.places.place(id)?.order,
        )
        const [old, from, to] = orders
        return old === undefined || from === undefined || to === undefined ? [] : [{ record, old, from, to }]
      })
      .sort((a, b) => a.old - b.old)
    const over = this.over
    return ranges.flatMap(([low, high]) => {
      const first = lastUpTo(over.length, low - 1, (at) => over[at]?.old ?? 0) + 1
      const end = lastUpTo(over.length, high, (at) => over[at]?.old ?? 0) + 1
      return over.slice(first, end).flatMap(({ record, from, to }) => {
        return to < low || from > high ? [record] : []
      })
    })
  }

  /** Where the first and the last character of what was typed within a span are, of those that are in the text. */
  private typedWithin(asked: Asked): readonly CharacterPlace[] {
    return this.within(asked).flatMap(({ now }) => {
      const places = Array.from({ length: Math.min(lengthOf(now), longestChain) }, (_, at) => characterIn(now, at))
        .map((id) => id && this.side(asked, id) === 0 && this.version(id))
        .filter((place): place is CharacterPlace => typeof place === 'object' && !place.deleted)
      const [first, last] = [places[0], places[places.length - 1]]
      return first === undefined || last === undefined ? [] : [first, last]
    })
  }

  private isIn(ranges: readonly (readonly [from: number, to: number])[], order: number): boolean {
    return ranges.some(([from, to]) => from <= order && order <= to)
  }

  private inPlace(asked: Asked, hasStart: boolean, hasEnd: boolean): Span | undefined {
    const [first, last] = [this.version(asked.held.start), this.version(asked.held.end)]
    if (first === undefined || last === undefined) return undefined
    let from = first.offset
    let to = Math.max(from, last.offset + (last.deleted ? 0 : 1))
    const belongs = (offset: number) => {
      const id = this.places.idAt(offset)
      return id !== undefined && this.side(asked, id) === 0
    }
    const orderAt = (offset: number) => {
      const id = this.places.idAt(offset)
      return (id && this.places.place(id)?.order) ?? 0
    }
    const start = hasStart ? { at: from, until: -1 } : this.past(asked, from, to, belongs)
    const end = hasEnd ? { at: to, until: Number.POSITIVE_INFINITY } : this.upTo(asked, start.at, to, belongs)
    from = start.at
    to = Math.max(from, end.at)
    if (!hasEnd) while (belongs(to) && orderAt(to) < end.until) to++
    if (!hasStart) while (from > 0 && belongs(from - 1) && orderAt(from - 1) > start.until) from--
    const typed = (hasStart && hasEnd ? [] : this.typedWithin(asked)).map(({ offset }) => offset)
    const isEmpty = from >= to
    if (typed.length === 0) return spanOf(from, to)
    return spanOf(
      Math.min(...typed, isEmpty ? Number.POSITIVE_INFINITY : from),
      Math.max(...typed.map((offset) => offset + 1), isEmpty ? 0 : to),
    )
  }

  /** The first offset that belongs, past what does not and past all that was typed over words that reached over the start. */
  private past(asked: Asked, from: number, to: number, belongs: (offset: number) => boolean) {
    let until = -1
    let at = from
    for (; at < to || from === to; at++) {
      const id = this.places.idAt(at)
      if (id === undefined) break
      if (this.side(asked, id) === -2) until = Math.max(until, this.reachOfTyped(id)?.[1] ?? -1)
      // An empty span has what was typed over its words behind what was typed over its start.
      else if (from === to && until === -1) break
      else if (belongs(at) && (this.places.place(id)?.order ?? 0) > until) break
      else if (from === to && !belongs(at)) return { at: from, until: -1 }
    }
    return { at, until }
  }

  /** The end of what belongs, before what does not and before all that was typed over words that reached over the end. */
  private upTo(asked: Asked, from: number, to: number, belongs: (offset: number) => boolean) {
    let until = Number.POSITIVE_INFINITY
    let at = Math.max(from, to)
    for (; at > from; at--) {
      const id = this.places.idAt(at - 1)
      if (id === undefined) continue
      if (this.side(asked, id) === 2) until = Math.min(until, this.reachOfTyped(id)?.[0] ?? until)
      else if (belongs(at - 1) && (this.places.place(id)?.order ?? 0) < until) break
    }
    return { at, until }
  }

  /** The record of what a character was typed with over other words. */
  private typedWith(id: CharacterId): ReturnRecord | undefined {
    return this.returned.into('retyped', this.ancestors(id).at(-1) ?? id)?.record
  }

  /** From where to where what was typed together with a character stands among all characters. */
  private reachOfTyped(id: CharacterId): readonly [from: number, to: number] | undefined {
    const now = this.typedWith(id)?.now
    const ends = now && [characterIn(now, 0), lastOf(now)]
    const [from, to] = ends?.map((one) => one && this.version(one)?.order) ?? []
    return from === undefined || to === undefined ? undefined : [from, to]
  }

  /** Where a span is when most of it was moved; `undefined` when no move is about it. */
  private moved(asked: Asked, used: ReadonlySet<ReturnRecord>): ResolvedSpan | undefined {
    this.moves ??= this.returned.moved.map((record) => ({ record, reach: this.reachOf(record) }))
    const moves = this.moves
      .flatMap(({ record, reach }) => {
        const isApart = reach !== undefined && asked.ranges.every(([from, to]) => reach[1] < from || to < reach[0])
        const [from, to] =
          isApart || used.has(record) || isKnown(asked.held, record) ? [0, 0] : this.belonging(asked, record.old)
        if (from === to) return []
        const beside = [record.beside?.before ?? [], record.beside?.after ?? []]
        const left = beside.reduce((sum, runs) => {
          const [first, end] = this.belonging(asked, runs)
          return sum + end - first
        }, 0)
        return to - from >= mostOf * left ? [{ record, from, to }] : []
      })
      .sort((a, b) => b.to - b.from - (a.to - a.from))
    for (const { record, from, to } of moves) {
      const [start, end] = [characterIn(record.now, from), characterIn(record.now, to - 1)]
      if (start === undefined || end === undefined || this.isBack(record, from, to)) continue
      if (used.size >= longestChain) break
      const { span } = this.resolve({ ...asked.held, start, end }, new Set([...used, record]))
      if (span !== undefined) return { span, hasStart: false, hasEnd: false, isMoved: true }
    }
    return moves.length === 0 ? undefined : { ...nowhere, isMoved: true }
  }

  /** Where the words of a move stood among all characters; `undefined` when that says nothing about where they belonged. */
  private reachOf({ old }: ReturnRecord): readonly [from: number, to: number] | undefined {
    const ends = [characterIn(old, 0), lastOf(old)].map((id) => {
      const cameBack = id === undefined || this.returned.into('restored', id) || this.returned.into('retyped', id)
      return cameBack ? undefined : this.places.place(id)?.order
    })
    const [from, to] = ends
    return from === undefined || to === undefined ? undefined : [from, to]
  }

  /** Which of these characters, which stood in this order, belong to the span: from and to as indexes. */
  private belonging(asked: Asked, runs: readonly Run[]): readonly [from: number, to: number] {
    const firstWith = (least: Side) => {
      let low = 0
      let high = lengthOf(runs)
      while (low < high) {
        const middle = Math.floor((low + high) / 2)
        const id = characterIn(runs, middle)
        if (id !== undefined && this.side(asked, id) < least) low = middle + 1
        else high = middle
      }
      return low
    }
    const from = firstWith(0)
    return [from, Math.max(from, firstWith(1))]
  }

  /** Whether the words that were moved are where they were, because taking them out was undone. */
  private isBack(record: ReturnRecord, from: number, to: number): boolean {
    const probes = Math.min(9, to - from)
    let back = 0
    for (let probe = 0; probe < probes; probe++) {
      const id = characterIn(record.old, from + Math.floor(((probe + 0.5) * (to - from)) / probes))
      if (id !== undefined && this.version(id)?.deleted === false) back++
    }
    return back * 2 > probes
  }
}

const isKnown = ({ known }: HeldSpan, { key }: ReturnRecord): boolean => key !== undefined && known?.has(key) === true
const spanOf = (from: number, to: number): Span | undefined => (from < to ? { from, to } : undefined)
const nameOf = ({ client, clock }: CharacterId): string => `${client}:${clock}`

function lastOf(runs: readonly Run[]): CharacterId | undefined {
  const last = runs[runs.length - 1]
  return last && { client: last.client, clock: last.clock + last.length - 1 }
}
