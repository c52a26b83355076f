import { mapSpan, type Span, span } from './span.js'
import { groupSize, Leaves, leafSize } from './span-index/leaves.js'

/** The greatest offset that a span index takes: no JavaScript string is longer. */
const lastOffset = 2 ** 30

/** Many spans as two arrays of the same length: span `i` is from `from[i]` to `to[i]`. */
export interface SpanColumns {
  readonly from: ArrayLike<number>
  readonly to: ArrayLike<number>
}

/** What is called for each span found. It must not change the index. */
export type SpanVisit = (id: number, from: number, to: number) => void

/**
 * Spans of one text that are found by offset and follow its edits. Offsets are UTF-16 code units. An id is a whole number
 * that the index gives: the place in the input, then one more for each span put in; none is used twice. Whatever comes as
 * several ids is in the order of the text: by start, then the longer first, then by id.
 */
export interface SpanIndex {
  /** How many spans are in. */
  readonly size: number
  /** Bytes that they take. */
  readonly byteLength: number
  /** The spans that have the character at an offset: from ≤ offset < to. */
  stab(offset: number): number[]
  /** The spans that share a character with this range, which may be of any length. An empty range finds none. */
  window(from: number, to: number): number[]
  /** As {@link SpanIndex.stab}, one at a time and without an array. */
  eachAt(offset: number, visit: SpanVisit): void
  /** As {@link SpanIndex.window}, one at a time and without an array. */
  eachIn(from: number, to: number, visit: SpanVisit): void
  /** Where the span of an id is now; `undefined` when it was removed, has lost all its characters or never was. */
  get(id: number): Span | undefined
  /** Put in a span and return its id. Throws `RangeError` unless 0 ≤ from < to ≤ 2³⁰. */
  insert(from: number, to: number): number
  /** Take out a span; whether it was in. */
  remove(id: number): boolean
  /**
   * Move all spans by an edit of the text, each as `mapSpan` does: at `at`, `deleted` code units gave way to `inserted`
   * others. Returns the ids of the spans that lost all their characters; they are no longer in. Throws `RangeError` unless
   * all three are whole numbers of 0 or more and every span still ends within 2³⁰.
   */
  edit(at: number, deleted: number, inserted: number): readonly number[]
}

/**
 * Make the index of some spans: id 0 is the first of them. A query takes time with the number of spans it finds; an edit
 * with the number of spans it is inside of, and a little for each 48 spans behind it. Throws `RangeError` for what is not a
 * span.
 *
 * The spans stand in the order of the text in leaves of up to 64, as in the lowest two levels of a B-tree, each leaf with
 * the greatest end in it (an interval tree's augmentation: Cormen et al., Introduction to Algorithms, §14.3) and with a
 * base that its offsets are relative to.
 */
export function spanIndex(spans: Iterable<Span> | SpanColumns = []): SpanIndex {
  const { from: froms, to: tos } = columns(spans)
  const leaves = new Leaves(froms, tos)
  let size = froms.length
  let nextId = froms.length

  function eachIn(from: number, to: number, visit: SpanVisit): void {
    if (to <= from) return
    const last = leaves.lastBefore(to)
    const { from: relativeFrom, to: relativeTo, id, handle, base: bases, count, reach, groupReach } = leaves
    for (let begin = 0, group = 0; begin <= last; begin += groupSize, group++) {
      if ((groupReach[group] ?? 0) <= from) continue
      const stop = Math.min(begin + groupSize - 1, last)
      for (let place = begin; place <= stop; place++) {
        if ((reach[place] ?? 0) <= from) continue
        const base = bases[place] ?? 0
        const start = (handle[place] ?? 0) * leafSize
        const end = start + (count[place] ?? 0)
        const low = from - base
        const high = to - base
        for (let slot = start; slot < end; slot++) {
          const startsAt = relativeFrom[slot] ?? 0
          if (startsAt >= high) break
          const endsAt = relativeTo[slot] ?? 0
          if (endsAt > low) visit(id[slot] ?? 0, startsAt + base, endsAt + base)
        }
      }
    }
  }

  const eachAt = (offset: number, visit: SpanVisit): void => eachIn(offset, Math.floor(offset) + 1, visit)

  function edit(at: number, deleted: number, inserted: number): readonly number[] {
    if (!isCount(at) || !isCount(deleted) || !isCount(inserted)) {
      throw new RangeError(
        `An edit needs whole numbers of 0 or more: got ${deleted} deleted, ${inserted} inserted at ${at}`,
      )
    }
    const detached: number[] = []
    const clipped: { readonly id: number; readonly span: Span }[] = []
    const end = at + deleted
    const shift = inserted - deleted
    const last = leaves.lastBefore(end)
    if (shift > 0) requireRoom(end, shift)
    let firstThinned = leaves.length
    let lastThinned = -1
    leaves.shiftAfter(last, shift)

    const { from: relativeFrom, to: relativeTo, id: ids, handle, base: bases, count, reach, groupReach } = leaves
    for (let begin = 0, group = 0; begin <= last; begin += groupSize, group++) {
      if ((groupReach[group] ?? 0) <= at) continue
      const stop = Math.min(begin + groupSize - 1, last)
      for (let place = begin; place <= stop; place++) {
        if ((reach[place] ?? 0) <= at) continue
        const base = bases[place] ?? 0
        const start = (handle[place] ?? 0) * leafSize
        const slots = start + (count[place] ?? 0)
        let kept = start
        for (let slot = start; slot < slots; slot++) {
          const id = ids[slot] ?? 0
          let from = (relativeFrom[slot] ?? 0) + base
          let to = (relativeTo[slot] ?? 0) + base
          if (from >= end) {
            from += shift
            to += shift
          } else if (to > end && from < at) to += shift
          else if (to > at) {
            const mapped = mapSpan({ from, to }, { at, deleted, inserted })
            leaves.forget(id)
            if (mapped === undefined) detached.push(id)
            else clipped.push({ id, span: mapped })
            continue
          }
          relativeFrom[kept] = from - base
          relativeTo[kept] = to - base
          ids[kept] = id
          kept += 1
        }
        count[place] = kept - start
        if (kept < slots) {
          firstThinned = Math.min(firstThinned, place)
          lastThinned = place
        }
        leaves.measure(place)
      }
      leaves.measureGroup(group)
    }
    if (lastThinned >= 0) leaves.join(firstThinned - 1, lastThinned + 1)
    // Spans that a deletion cuts may now begin or end where others do, so their places are found anew.
    for (const { id, span } of clipped) leaves.add(id, span.from, span.to)
    size -= detached.length
    return detached
  }

  /** Throw when text that grows would push what ends at `end` or behind past the last offset. */
  function requireRoom(end: number, shift: number): void {
    const groups = Math.ceil(leaves.length / groupSize)
    for (let group = 0; group < groups; group++) {
      const reach = leaves.groupReach[group] ?? 0
      if (reach >= end && reach + shift > lastOffset) {
        throw new RangeError(`A span that ends at ${reach} cannot move by ${shift}: offsets go up to ${lastOffset}`)
      }
    }
  }

  return {
    get size() {
      return size
    },
    get byteLength() {
      return leaves.byteLength
    },
    stab(offset) {
      const found: number[] = []
      eachAt(offset, (id) => found.push(id))
      return found
    },
    window(from, to) {
      const found: number[] = []
      eachIn(from, to, (id) => found.push(id))
      return found
    },
    eachAt,
    eachIn,
    get(id) {
      const place = leaves.placeOfId(id)
      if (place === -1) return undefined
      const slot = leaves.slotOfId(place, id)
      const base = leaves.base[place] ?? 0
      return { from: (leaves.from[slot] ?? 0) + base, to: (leaves.to[slot] ?? 0) + base }
    },
    insert(from, to) {
      requireSpan(from, to)
      const id = nextId
      leaves.add(id, from, to)
      nextId += 1
      size += 1
      return id
    },
    remove(id) {
      const place = leaves.placeOfId(id)
      if (place === -1) return false
      leaves.remove(place, id)
      size -= 1
      return true
    },
    edit,
  }
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0

function requireSpan(from: number, to: number): void {
  if (!(Number.isSafeInteger(from) && Number.isSafeInteger(to) && 0 <= from && from < to)) span(from, to)
  if (to > lastOffset) throw new RangeError(`A span in an index ends at ${lastOffset} or before: got ${to}`)
}

function columns(spans: Iterable<Span> | SpanColumns): { readonly from: Int32Array; readonly to: Int32Array } {
  if (Symbol.iterator in spans) {
    const list: readonly Span[] = Array.isArray(spans) ? spans : [...spans]
    const [from, to] = [new Int32Array(list.length), new Int32Array(list.length)]
    let at = 0
    for (const one of list) {
      requireSpan(one.from, one.to)
      from[at] = one.from
      to[at] = one.to
      at += 1
    }
    return { from, to }
  }
  if (spans.from.length !== spans.to.length) {
    throw new RangeError(`Columns of spans are of one length: got ${spans.from.length} starts, ${spans.to.length} ends`)
  }
  for (let at = 0; at < spans.from.length; at++) requireSpan(spans.from[at] ?? Number.NaN, spans.to[at] ?? Number.NaN)
  return { from: new Int32Array(spans.from), to: new Int32Array(spans.to) }
}
