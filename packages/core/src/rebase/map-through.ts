import { mapSpan, type Span } from '../span.js'
import type { TextEdit } from './diff-text.js'

/** Takes places of the old text to the new one through all differences at once. Offsets are UTF-16 code units. */
export interface EditMap {
  /** As `mapSpan` through one edit after the other. */
  span(of: Span): Span | undefined
  /** About where an old offset is now. */
  offset(old: number): number
  /** How many code units of a range of the new text were in the old one, at places outside of `own`. */
  keptFromElsewhere(range: Span, own: Span | undefined): number
  /** For each range of the new text that was in the old one: where it was. In order. */
  readonly kept: readonly Kept[]
}

/** `length` code units from `old` on of the old text are those from `now` on of the new one. */
export interface Kept {
  readonly old: number
  readonly now: number
  readonly length: number
}

/** Differences as `diffText` gives them: in order, apart, counted in a text of `length` code units. */
export function editMap(edits: readonly TextEdit[], length: number): EditMap {
  const shifts = [0]
  const kept: Kept[] = []
  let at = 0
  for (const edit of edits) {
    const shift = shifts[shifts.length - 1] ?? 0
    if (edit.at > at) kept.push({ old: at, now: at + shift, length: edit.at - at })
    at = edit.at + edit.deleted
    shifts.push(shift + edit.inserted.length - edit.deleted)
  }
  if (length > at) kept.push({ old: at, now: at + (shifts[shifts.length - 1] ?? 0), length: length - at })

  return {
    kept,
    span(of) {
      // What ends at the span's start only shifts it, what begins at its end or after does nothing.
      const first = firstWith(edits.length, (index) => {
        const edit = edits[index]
        return edit !== undefined && edit.at + edit.deleted > of.from
      })
      let here: Span | undefined = of
      const end = firstWith(edits.length, (index) => (edits[index]?.at ?? 0) >= of.to)
      for (let index = end - 1; index >= first && here !== undefined; index--) {
        const edit = edits[index]
        if (edit !== undefined) here = mapSpan(here, { ...edit, inserted: edit.inserted.length })
      }
      const shift = shifts[first] ?? 0
      return here && { from: here.from + shift, to: here.to + shift }
    },
    offset(old) {
      const index = firstWith(edits.length, (one) => {
        const edit = edits[one]
        return edit !== undefined && edit.at + edit.deleted > old
      })
      const within = edits[index]
      const before = within === undefined ? old : Math.min(old, within.at)
      return before + (shifts[index] ?? 0)
    },
    keptFromElsewhere(range, own) {
      let units = 0
      let index = firstWith(kept.length, (one) => {
        const part = kept[one]
        return part !== undefined && part.now + part.length > range.from
      })
      for (let part = kept[index]; part !== undefined && part.now < range.to; part = kept[++index]) {
        const from = Math.max(part.now, range.from) - part.now + part.old
        const to = Math.min(part.now + part.length, range.to) - part.now + part.old
        const inside = own === undefined ? 0 : Math.max(0, Math.min(to, own.to) - Math.max(from, own.from))
        units += to - from - inside
      }
      return units
    },
  }
}

/** The first index below `length` for which `holds` is true, given that it is then true for all after; else `length`. */
function firstWith(length: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
