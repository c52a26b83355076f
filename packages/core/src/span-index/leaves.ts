import { textOrder } from './text-order.js'

/** Spans in one leaf, at most. */
export const leafSize = 64
/** Spans that a leaf gets when the leaves are built, and that two leaves may have together to become one. */
const leafFill = 48
/** Leaves under one entry of {@link Leaves.groupReach}. */
export const groupSize = 64

/** No leaf; no place. */
const none = -1

/**
 * Spans in the order of the text, cut into leaves of up to 64. A leaf keeps its offsets relative to a base, so that moving
 * everything behind an edit is one addition a leaf. `place` is a leaf's rank in the text; `handle` is where its spans are
 * stored and stays the same while other leaves come and go. `reach` is the greatest `to` below a leaf or a group of leaves:
 * what ends before a query begins is passed over by it.
 */
export class Leaves {
  /** By handle × 64 + slot: offsets less the base of the leaf, and ids. */
  from: Int32Array
  to: Int32Array
  id: Int32Array
  /** By place. `first` is the `from` of the leaf's first span; no leaf is empty. */
  handle: Int32Array
  base: Int32Array
  count: Int32Array
  first: Int32Array
  reach: Int32Array
  /** By place / 64. */
  groupReach: Int32Array
  /** How many leaves there are: the places are the numbers below. */
  length = 0
  /** By handle. */
  private placeOf: Int32Array
  /** By id: the handle of its leaf. */
  private leafOf: Int32Array
  private readonly freeHandles: number[] = []
  private usedHandles = 0

  /** Leaves of these spans; their ids are their indices. */
  constructor(from: Int32Array, to: Int32Array) {
    const leaves = Math.ceil(from.length / leafFill)
    this.from = new Int32Array(leaves * leafSize)
    this.to = new Int32Array(leaves * leafSize)
    this.id = new Int32Array(leaves * leafSize)
    this.handle = new Int32Array(leaves)
    this.base = new Int32Array(leaves)
    this.count = new Int32Array(leaves)
    this.first = new Int32Array(leaves)
    this.reach = new Int32Array(leaves)
    this.groupReach = new Int32Array(Math.ceil(leaves / groupSize))
    this.placeOf = new Int32Array(leaves)
    this.leafOf = new Int32Array(from.length)
    const order = textOrder(from, to)
    for (let begin = 0; begin < order.length; begin += leafFill) {
      const place = this.length
      this.open(place)
      const handle = this.handle[place] ?? 0
      const base = from[order[begin] ?? 0] ?? 0
      const end = Math.min(begin + leafFill, order.length)
      for (let rank = begin, slot = handle * leafSize; rank < end; rank++, slot++) {
        const id = order[rank] ?? 0
        this.from[slot] = (from[id] ?? 0) - base
        this.to[slot] = (to[id] ?? 0) - base
        this.id[slot] = id
        this.leafOf[id] = handle
      }
      this.base[place] = base
      this.count[place] = end - begin
      this.measure(place)
    }
    this.renumber(0)
  }

  /** Bytes that the spans take. */
  get byteLength(): number {
    const arrays = [this.from, this.to, this.id, this.handle, this.base, this.count, this.first, this.reach]
    return [...arrays, this.groupReach, this.placeOf, this.leafOf].reduce((sum, array) => sum + array.byteLength, 0)
  }

  /** The place of the leaf that has an id, or -1. */
  placeOfId(id: number): number {
    const handle = this.leafOf[id] ?? none
    return handle === none ? none : (this.placeOf[handle] ?? none)
  }

  /** Where in `from`, `to` and `id` an id is that the leaf at `place` has. */
  slotOfId(place: number, id: number): number {
    const start = (this.handle[place] ?? 0) * leafSize
    return this.id.indexOf(id, start)
  }

  /** The last place whose leaf begins before `offset`, or -1. */
  lastBefore(offset: number): number {
    let low = 0
    let high = this.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.first[middle] ?? 0) < offset) low = middle + 1
      else high = middle
    }
    return low - 1
  }

  /** Put in a span under an id that is not in. */
  add(id: number, from: number, to: number): void {
    const place = Math.max(this.lastNotAfter(from, to, id), 0)
    if (place === this.length) {
      this.open(place)
      this.base[place] = from
      this.renumber(place)
    }
    const slot = this.slotFor(place, from, to, id)
    if ((this.count[place] ?? 0) < leafSize) this.addAt(place, slot, id, from, to)
    else {
      const half = this.split(place, slot)
      if (slot > half) this.addAt(place + 1, slot - half, id, from, to)
      else this.addAt(place, slot, id, from, to)
    }
  }

  /** Take out the span of an id that the leaf at `place` has. */
  remove(place: number, id: number): void {
    const slot = this.slotOfId(place, id)
    const end = (this.handle[place] ?? 0) * leafSize + (this.count[place] ?? 0)
    this.move(slot + 1, end, slot)
    this.count[place] = (this.count[place] ?? 0) - 1
    this.leafOf[id] = none
    this.measure(place)
    this.measureGroup(Math.floor(place / groupSize))
    this.join(place - 1, place + 1)
  }

  /** Say that an id is no more: its slot is already gone. */
  forget(id: number): void {
    this.leafOf[id] = none
  }

  /** Move all leaves behind `place` by so many code units. The reach of the group that `place` is in is left as it was. */
  shiftAfter(place: number, by: number): void {
    const { base, first, reach, groupReach, length } = this
    for (let at = place + 1; at < length; at++) {
      base[at] = (base[at] ?? 0) + by
      first[at] = (first[at] ?? 0) + by
      reach[at] = (reach[at] ?? 0) + by
    }
    const groups = Math.ceil(length / groupSize)
    const next = Math.floor(place / groupSize) + 1
    for (let group = next; group < groups; group++) groupReach[group] = (groupReach[group] ?? 0) + by
  }

  /** Find `first` and `reach` of a leaf again. */
  measure(place: number): void {
    const start = (this.handle[place] ?? 0) * leafSize
    const end = start + (this.count[place] ?? 0)
    const base = this.base[place] ?? 0
    const { to } = this
    let reach = -base
    for (let slot = start; slot < end; slot++) reach = Math.max(reach, to[slot] ?? 0)
    this.reach[place] = reach + base
    this.first[place] = (this.from[start] ?? 0) + base
  }

  measureGroup(group: number): void {
    const end = Math.min((group + 1) * groupSize, this.length)
    const { reach } = this
    let greatest = 0
    for (let place = group * groupSize; place < end; place++) greatest = Math.max(greatest, reach[place] ?? 0)
    this.groupReach[group] = greatest
  }

  /** Join thin neighbours among some places and let go of leaves that are empty. */
  join(firstPlace: number, lastPlace: number): void {
    const begin = Math.max(firstPlace, 0)
    const end = Math.min(lastPlace + 1, this.length)
    let kept = begin - 1
    for (let place = begin; place < end; place++) {
      const count = this.count[place] ?? 0
      if (count === 0) this.freeHandles.push(this.handle[place] ?? 0)
      else if (kept >= begin && (this.count[kept] ?? 0) + count <= leafFill) this.append(kept, place)
      else {
        kept += 1
        if (kept !== place) this.moveRows(place, place + 1, kept)
      }
    }
    if (kept + 1 === end) return
    this.moveRows(end, this.length, kept + 1)
    this.length -= end - kept - 1
    this.renumber(begin)
  }

  /** The last place whose first span is not after this one in the order of the text, or -1. */
  private lastNotAfter(from: number, to: number, id: number): number {
    let low = 0
    let high = this.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.isAfter(middle, (this.handle[middle] ?? 0) * leafSize, from, to, id)) high = middle
      else low = middle + 1
    }
    return low - 1
  }

  /** How many spans of a leaf come before this one. */
  private slotFor(place: number, from: number, to: number, id: number): number {
    const start = (this.handle[place] ?? 0) * leafSize
    let low = 0
    let high = this.count[place] ?? 0
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.isAfter(place, start + middle, from, to, id)) high = middle
      else low = middle + 1
    }
    return low
  }

  private isAfter(place: number, slot: number, from: number, to: number, id: number): boolean {
    const base = this.base[place] ?? 0
    const byStart = (this.from[slot] ?? 0) + base - from
    if (byStart !== 0) return byStart > 0
    const byEnd = to - (this.to[slot] ?? 0) - base
    return byEnd !== 0 ? byEnd > 0 : (this.id[slot] ?? 0) > id
  }

  private addAt(place: number, slot: number, id: number, from: number, to: number): void {
    const handle = this.handle[place] ?? 0
    const count = this.count[place] ?? 0
    const base = this.base[place] ?? 0
    const at = handle * leafSize + slot
    this.move(at, handle * leafSize + count, at + 1)
    this.from[at] = from - base
    this.to[at] = to - base
    this.id[at] = id
    this.count[place] = count + 1
    if (slot === 0) this.first[place] = from
    this.reach[place] = count === 0 ? to : Math.max(this.reach[place] ?? 0, to)
    const group = Math.floor(place / groupSize)
    this.groupReach[group] = Math.max(this.groupReach[group] ?? 0, to)
    if (id >= this.leafOf.length) {
      const known = this.leafOf.length
      this.leafOf = grown(this.leafOf, id + 1).fill(none, known)
    }
    this.leafOf[id] = handle
  }

  /**
   * Cut a full leaf in two and return how many spans the first keeps: half of them, but all when the new span comes behind
   * everything, so that spans put in one after the other fill their leaves.
   */
  private split(place: number, slot: number): number {
    const keep = slot === leafSize && place === this.length - 1 ? leafSize - 1 : leafSize / 2
    const next = place + 1
    this.open(next)
    this.base[next] = this.base[place] ?? 0
    const start = (this.handle[place] ?? 0) * leafSize
    this.copy(start + keep, start + leafSize, next)
    this.count[place] = keep
    this.measure(place)
    this.measure(next)
    this.renumber(place)
    return keep
  }

  /** Put all spans of a leaf behind those of another. */
  private append(place: number, source: number): void {
    const handle = this.handle[source] ?? 0
    const start = handle * leafSize
    const from = (this.count[place] ?? 0) + (this.handle[place] ?? 0) * leafSize
    const count = this.count[source] ?? 0
    const by = (this.base[source] ?? 0) - (this.base[place] ?? 0)
    this.copy(start, start + count, place)
    for (let slot = from; slot < from + count; slot++) {
      this.from[slot] = (this.from[slot] ?? 0) + by
      this.to[slot] = (this.to[slot] ?? 0) + by
    }
    this.measure(place)
    this.freeHandles.push(handle)
  }

  /** Copy slots behind the spans of a leaf, which has the room for them. */
  private copy(start: number, end: number, place: number): void {
    const handle = this.handle[place] ?? 0
    const count = this.count[place] ?? 0
    this.move(start, end, handle * leafSize + count)
    for (let slot = start; slot < end; slot++) this.leafOf[this.id[slot] ?? 0] = handle
    this.count[place] = count + end - start
  }

  private move(start: number, end: number, target: number): void {
    for (const column of [this.from, this.to, this.id]) column.copyWithin(target, start, end)
  }

  /** Put an empty leaf at a place. Its base is for the caller to set, and `renumber` is to follow. */
  private open(place: number): void {
    if (this.length === this.handle.length) {
      const rows = this.length + 1
      this.handle = grown(this.handle, rows)
      this.base = grown(this.base, rows)
      this.count = grown(this.count, rows)
      this.first = grown(this.first, rows)
      this.reach = grown(this.reach, rows)
      this.groupReach = grown(this.groupReach, Math.ceil(this.handle.length / groupSize))
    }
    this.moveRows(place, this.length, place + 1)
    this.length += 1
    this.handle[place] = this.freeHandles.pop() ?? this.newHandle()
    this.count[place] = 0
  }

  private newHandle(): number {
    const handle = this.usedHandles
    this.usedHandles += 1
    if (handle === this.placeOf.length) {
      this.placeOf = grown(this.placeOf, handle + 1)
      const slots = this.placeOf.length * leafSize
      this.from = grown(this.from, slots)
      this.to = grown(this.to, slots)
      this.id = grown(this.id, slots)
    }
    return handle
  }

  private moveRows(start: number, end: number, target: number): void {
    if (start === end) return
    for (const row of [this.handle, this.base, this.count, this.first, this.reach]) row.copyWithin(target, start, end)
  }

  /** Note the places of the leaves from `place` on, and the reach of their groups. */
  private renumber(place: number): void {
    for (let at = place; at < this.length; at++) this.placeOf[this.handle[at] ?? 0] = at
    const groups = Math.ceil(this.length / groupSize)
    for (let group = Math.floor(place / groupSize); group < groups; group++) this.measureGroup(group)
  }
}

/** The same numbers in an array with room for at least `length`, and for some more. */
function grown(array: Int32Array, length: number): Int32Array {
  if (length <= array.length) return array
  const larger = new Int32Array(Math.max(length, Math.ceil(array.length * 1.2)))
  larger.set(array)
  return larger
}
