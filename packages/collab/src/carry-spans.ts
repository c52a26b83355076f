import { contextLength, type Span } from '@claimspan/core'
import * as Y from 'yjs'
import { type Footprint, holdsDeleted, holdsInserted, traced } from './footprint.js'
import { OpenTransactions } from './open-transactions.js'
import { type PlacedRecords, placedRecords } from './placed-records.js'
import { type HeldSpan, homeOf, spanResolver } from './resolve-spans.js'
import { type ReturnedWords, returnedWords } from './returned-words.js'
import type { SharedText } from './shared-text.js'
import { type TextChange, textChanges } from './text-changes.js'
import { type Run, type TextPlaces, textPlaces } from './text-walk.js'

/** What became of a span: nothing, its offsets moved and its words and context did not change, or anything else. */
export const spanChange = { none: 0, moved: 1, other: 2 } as const

/**
 * Spans of one shared text that are resolved once, together, and then follow each edit by its delta. After
 * {@link SpanCarrier.settle} every span is where `resolveSpans` would find it: a span is resolved again when an edit is where
 * only the walk of the text can tell what it did (at an end that is gone, within what records of returned words say of it)
 * and when these records change.
 */
export interface SpanCarrier {
  /** Whether all that was done to the text has been heard; in the middle of a transaction it has not. */
  readonly isCurrent: boolean
  /** Follow one more span. Returns its number. */
  hold(span: HeldSpan | null): number
  /** Follow it no more; its number may be given again. */
  release(slot: number): void
  /** Find all spans whose place is not known. Throws `Error` when the carrier is not current. */
  settle(): void
  /** Where a span is, once settled; `undefined` when none of its characters is there. */
  span(slot: number): Span | undefined
  /** What became of it since the last {@link SpanCarrier.unchanged}: one of {@link spanChange}. */
  change(slot: number): number
  /** From now on nothing has changed. */
  unchanged(): void
  /** Stop listening to the text. */
  close(): void
}

/** Follow spans of a shared text. Nothing is done for an edit while no span is held or nobody asks. */
export function carrySpans(shared: Pick<SharedText, 'text' | 'returns'>): SpanCarrier {
  return new Carrier(shared)
}

/** What is known of a span. */
const startIs = 1 // its first character is there
const endIs = 2 // its last character is there
const told = 4 // records of returned words tell of it: it moves only with its footprint
const open = 8 // where it is must be found in the text
const held = 16

/** The offset of what is nowhere: so far before the text that no edit is near it. */
const nowhere = -0x40000000
/** An edit this near may change a mention's context: one more than that, for half a surrogate pair. */
const near = contextLength + 1
/** With more changes in one transaction, or more transactions unasked for, finding all spans again is faster. */
const mostChanges = 64
const mostUnasked = 64

class Carrier implements SpanCarrier {
  private from = new Int32Array(64)
  private to = new Int32Array(64)
  private state = new Uint8Array(64)
  private changes = new Uint8Array(64)
  private readonly spans: (HeldSpan | null)[] = []
  private readonly free: number[] = []
  private readonly footprints = new Map<number, Footprint>()
  private opened: number[] = []
  private allOpen = false
  private recordsChanged = false
  /** Clients of whom characters are missing, and how much of theirs was there then. */
  private readonly missing = new Map<number, number>()
  private length = 0
  private unasked = 0
  private readonly transactions: OpenTransactions
  private readonly text: Y.Text
  private readonly returns: Y.Map<unknown> | undefined

  constructor({ text, returns }: Pick<SharedText, 'text' | 'returns'>) {
    if (text.doc === null) throw new Error('Spans are followed in a text that is in a document')
    this.text = text
    this.returns = returns
    this.transactions = new OpenTransactions(text.doc)
    text.observe(this.onText)
    returns?.observe(this.onReturns)
  }

  get isCurrent(): boolean {
    return !this.transactions.hasChanged((type) => type === this.text)
  }

  hold(span: HeldSpan | null): number {
    const slot = this.free.pop() ?? this.spans.length
    if (slot >= this.state.length) this.grow()
    this.spans[slot] = span
    this.state[slot] = held
    this.changes[slot] = spanChange.other
    this.from[slot] = nowhere
    this.to[slot] = nowhere
    this.reopen(slot)
    return slot
  }

  release(slot: number): void {
    this.state[slot] = 0
    this.from[slot] = nowhere
    this.to[slot] = nowhere
    this.spans[slot] = null
    this.footprints.delete(slot)
    this.free.push(slot)
  }

  span(slot: number): Span | undefined {
    const [from = nowhere, to = nowhere] = [this.from[slot], this.to[slot]]
    return from < to ? { from, to } : undefined
  }

  change(slot: number): number {
    return this.changes[slot] ?? spanChange.none
  }

  unchanged(): void {
    this.changes.fill(spanChange.none)
  }

  close(): void {
    this.text.unobserve(this.onText)
    this.returns?.unobserve(this.onReturns)
    this.transactions.close()
  }

  settle(): void {
    if (!this.isCurrent) throw new Error('The text is being changed: spans are settled once it has been')
    this.unasked = 0
    if (!this.allOpen && !this.recordsChanged && this.opened.length === 0) return
    const places = textPlaces(this.text)
    const returned = returnedWords(this.returns)
    const records = placedRecords(places, returned)
    if (this.recordsChanged && !this.allOpen) this.reopenTold(places, records)
    if (this.allOpen) this.missing.clear()
    if (this.allOpen || this.recordsChanged) this.awaitMissing(returned)
    if (this.allOpen) this.footprints.clear()
    for (const slot of this.allOpen ? this.spans.keys() : this.opened) {
      const state = this.state[slot] ?? 0
      if ((state & held) !== 0 && (this.allOpen || (state & open) !== 0)) this.find(slot, places, records)
    }
    this.opened = []
    this.allOpen = false
    this.recordsChanged = false
    this.length = this.text.length
  }

  /** Find one span in the text. */
  private find(slot: number, places: TextPlaces, records: PlacedRecords): void {
    const span = this.spans[slot] ?? null
    const home = span === null ? undefined : homeOf(places, span)
    this.changes[slot] = spanChange.other
    if (span === null || home === undefined) {
      this.place(slot, nowhere, nowhere, held)
      if (span !== null) for (const id of [span.start, span.end]) this.awaitMissingOf({ ...id, length: 1 })
    } else if (records.isEmpty || records.touching(home).length === 0) {
      const isStart = places.place(span.start)?.deleted === false ? startIs : 0
      const isEnd = places.place(span.end)?.deleted === false ? endIs : 0
      const [from, to] = [places.visibleBefore(home.from), places.visibleBefore(home.to)]
      this.place(slot, from, to, held | isStart | isEnd)
    } else {
      const reading = traced(places, records)
      const found = spanResolver(reading.places, reading.records)(span)
      this.footprints.set(slot, reading.footprint())
      for (const run of span.gone ?? []) this.awaitMissingOf(run)
      this.place(slot, found?.from ?? nowhere, found?.to ?? nowhere, held | told)
    }
  }

  private place(slot: number, from: number, to: number, state: number): void {
    this.from[slot] = from
    this.to[slot] = to
    this.state[slot] = state
  }

  private readonly onReturns = (): void => {
    this.recordsChanged = true
  }

  private readonly onText = (event: Y.YTextEvent): void => {
    const isKnown = this.transactions.heard(event.transaction)
    if (this.allOpen || this.free.length === this.spans.length) return
    if (!isKnown || !this.isCurrent || this.unasked++ > mostUnasked || this.hasArrived()) {
      this.forget()
      return
    }
    const changes = textChanges(event.delta)
    if (changes === undefined || changes.length > mostChanges) {
      this.forget()
      return
    }
    // From the last to the first, so that the offsets of each are those before the transaction.
    for (let at = changes.length - 1; at >= 0; at--) {
      const change = changes[at]
      if (change !== undefined) this.follow(change)
    }
    if (this.length !== this.text.length) this.forget()
  }

  /** All spans must be found in the text. */
  private forget(): void {
    this.allOpen = true
    this.opened = []
  }

  private follow({ at, deleted, inserted }: TextChange): void {
    this.length += inserted - deleted
    if (deleted > 0) this.followDeleted(at, at + deleted)
    if (inserted > 0) this.followInserted(at, inserted)
  }

  private followInserted(at: number, inserted: number): void {
    const { from, to, changes } = this
    const last = this.spans.length
    for (let slot = 0; slot < last; slot++) {
      const end = to[slot] as number
      if (end + near < at) continue
      const start = from[slot] as number
      if (start > at + near) {
        from[slot] = start + inserted
        to[slot] = end + inserted
        if (changes[slot] === 0) changes[slot] = spanChange.moved
      } else this.insertedNear(slot, at, inserted)
    }
    for (const [slot, footprint] of this.footprints) {
      if (!holdsInserted(footprint, at, inserted)) this.reopen(slot)
    }
  }

  /** Between two characters that are there, one knows on which side of each the new ones are; beside one that is gone, not. */
  private insertedNear(slot: number, at: number, inserted: number): void {
    const state = this.state[slot] ?? 0
    const [start = 0, end = 0] = [this.from[slot], this.to[slot]]
    this.changes[slot] = spanChange.other
    if (at < start || (at === start && (state & startIs) !== 0)) this.from[slot] = start + inserted
    if (at < end) this.to[slot] = end + inserted
    if ((state & told) !== 0) return
    if ((at === start && (state & startIs) === 0) || (at === end && (state & endIs) === 0)) this.reopen(slot)
  }

  private followDeleted(at: number, end: number): void {
    const { from, to, changes } = this
    const last = this.spans.length
    const shift = end - at
    for (let slot = 0; slot < last; slot++) {
      const until = to[slot] as number
      if (until + near < at) continue
      const start = from[slot] as number
      if (start > end + near) {
        from[slot] = start - shift
        to[slot] = until - shift
        if (changes[slot] === 0) changes[slot] = spanChange.moved
      } else this.deletedNear(slot, at, end)
    }
    for (const [slot, footprint] of this.footprints) {
      if (!holdsDeleted(footprint, at, end)) this.reopen(slot)
    }
  }

  private deletedNear(slot: number, at: number, end: number): void {
    const [start = 0, until = 0, state = 0] = [this.from[slot], this.to[slot], this.state[slot]]
    const moved = (offset: number) => (offset <= at ? offset : offset >= end ? offset - (end - at) : at)
    const gone = (at <= start && start < end ? startIs : 0) | (at < until && until <= end ? endIs : 0)
    this.changes[slot] = spanChange.other
    this.place(slot, moved(start), moved(until), state & ~gone)
  }

  private reopen(slot: number): void {
    const state = this.state[slot] ?? 0
    if ((state & open) !== 0) return
    this.state[slot] = state | open
    this.footprints.delete(slot)
    this.opened.push(slot)
  }

  /** Open every span of which records of returned words tell or told. */
  private reopenTold(places: TextPlaces, records: PlacedRecords): void {
    for (const slot of [...this.footprints.keys()]) this.reopen(slot)
    const parts = records
      .touching({ from: 0, to: Number.POSITIVE_INFINITY })
      .flatMap(({ old, now }) => [...old, ...now])
      .map(({ order, length }) => [places.visibleBefore(order), places.visibleBefore(order + length)] as const)
    const joined: { from: number; to: number }[] = []
    for (const [from, to] of parts.sort(([a], [b]) => a - b)) {
      const before = joined[joined.length - 1]
      if (before !== undefined && from <= before.to) before.to = Math.max(before.to, to)
      else joined.push({ from, to })
    }
    for (let slot = 0; slot < this.spans.length; slot++) {
      const [from = nowhere, to = nowhere] = [this.from[slot], this.to[slot]]
      if (from === nowhere) continue
      let low = 0
      for (let high = joined.length; low < high; ) {
        const middle = (low + high) >> 1
        if ((joined[middle]?.to ?? 0) < from) low = middle + 1
        else high = middle
      }
      const part = joined[low]
      if (part !== undefined && part.from <= to) this.reopen(slot)
    }
  }

  private stateOf(client: number): number {
    const { doc } = this.text
    return doc === null ? 0 : Y.getState(doc.store, client)
  }

  private awaitMissingOf({ client, clock, length }: Run): void {
    const state = this.stateOf(client)
    if (state < clock + length) this.missing.set(client, state)
  }

  /** Records may tell of characters that have not arrived. */
  private awaitMissing({ all }: ReturnedWords): void {
    for (const { old, now, beside } of all) {
      for (const runs of [old, now, beside?.before ?? [], beside?.after ?? []]) {
        for (const run of runs) this.awaitMissingOf(run)
      }
    }
  }

  /** Whether anything has arrived of which something is missing. */
  private hasArrived(): boolean {
    for (const [client, state] of this.missing) if (this.stateOf(client) !== state) return true
    return false
  }

  private grow(): void {
    const size = this.state.length * 2
    const longer = <T extends Int32Array | Uint8Array>(to: T, from: T): T => {
      to.set(from)
      return to
    }
    this.from = longer(new Int32Array(size), this.from)
    this.to = longer(new Int32Array(size), this.to)
    this.state = longer(new Uint8Array(size), this.state)
    this.changes = longer(new Uint8Array(size), this.changes)
  }
}
