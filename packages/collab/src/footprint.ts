import type { PlacedRecords } from './placed-records.js'
import type { TextPlaces } from './text-walk.js'

/**
 * Where in the text the answer to one question was read: pairs of offsets in UTF-16 code units, in order and apart, the
 * start and the end of each part. As long as nothing is taken out of a part, or put into it or at an end of it, the answer
 * stays what it is, moved along.
 */
export type Footprint = Int32Array

/** A text and its records that take down what is read of them. */
export function traced(places: TextPlaces, records: PlacedRecords) {
  const read: { from: number; to: number }[] = []
  const note = (from: number, to: number) => {
    read.push({ from: places.visibleBefore(from), to: places.visibleBefore(to) })
  }
  const tracedPlaces: TextPlaces = {
    place(id) {
      const place = places.place(id)
      if (place !== undefined) note(place.order, place.order + 1)
      return place
    },
    pieces(run) {
      const pieces = places.pieces(run)
      for (const { order, length } of pieces) note(order, order + length)
      return pieces
    },
    visibleBefore(order) {
      note(order, order)
      return places.visibleBefore(order)
    },
    idAt(offset) {
      read.push({ from: offset, to: offset + 1 })
      return places.idAt(offset)
    },
    characterAt(order) {
      note(order, order + 1)
      return places.characterAt(order)
    },
    goneBetween(from, to) {
      note(from, to)
      return places.goneBetween(from, to)
    },
    // What stood beside a character when it was inserted never changes.
    beside: (id) => places.beside(id),
    insertedBetween(from, to) {
      note(from, to)
      return places.insertedBetween(from, to)
    },
  }
  const tracedRecords: PlacedRecords = {
    isEmpty: records.isEmpty,
    // That hangs on the records alone.
    rootOf: (id) => records.rootOf(id),
    touching(reach) {
      const found = records.touching(reach)
      note(reach.from, reach.to)
      for (const { old, now } of found) {
        for (const { order, length } of [...old, ...now]) note(order, order + length)
      }
      return found
    },
  }
  return { places: tracedPlaces, records: tracedRecords, footprint: () => joined(read) }
}

function joined(read: readonly { readonly from: number; readonly to: number }[]): Footprint {
  const parts: number[] = []
  for (const { from, to } of [...read].sort((a, b) => a.from - b.from)) {
    const last = parts.length - 1
    const end = parts[last]
    if (end !== undefined && from <= end) parts[last] = Math.max(end, to)
    else parts.push(from, to)
  }
  return Int32Array.from(parts)
}

/** Whether code units put in leave a footprint as it is; it is then moved along. */
export function holdsInserted(footprint: Footprint, at: number, inserted: number): boolean {
  for (let part = 0; part < footprint.length; part += 2) {
    if ((footprint[part] ?? 0) <= at && at <= (footprint[part + 1] ?? 0)) return false
  }
  move(footprint, at, inserted)
  return true
}

/** Whether taking out code units from `at` to before `end` leaves a footprint as it is; it is then moved along. */
export function holdsDeleted(footprint: Footprint, at: number, end: number): boolean {
  for (let part = 0; part < footprint.length; part += 2) {
    const [from = 0, to = 0] = [footprint[part], footprint[part + 1]]
    if (from < end && at < to) return false
  }
  move(footprint, at, at - end)
  return true
}

function move(footprint: Footprint, at: number, shift: number): void {
  for (let bound = 0; bound < footprint.length; bound++) {
    const offset = footprint[bound] ?? 0
    if (offset > at) footprint[bound] = offset + shift
  }
}
