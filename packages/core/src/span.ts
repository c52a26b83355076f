/** Half-open range of UTF-16 code units in one document's text: `from` is inside, `to` is not; 0 ≤ from < to. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** Make a span. Throws `RangeError` unless 0 ≤ from < to, both whole numbers. */
export function span(from: number, to: number): Span {
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 0 || to <= from) {
    throw new RangeError(`A span needs whole numbers with 0 ≤ from < to: got ${from} to ${to}`)
  }
  return { from, to }
}

/** The order of the text: by start, then the longer first, so that an enclosing span comes before what it encloses. */
export function compareSpans(a: Span, b: Span): number {
  return a.from - b.from || b.to - a.to
}

/** Whether two spans share at least one code unit. */
export function overlaps(a: Span, b: Span): boolean {
  return a.from < b.to && b.from < a.to
}

/** Whether `inner` lies wholly in `outer`; a span contains itself. */
export function containsSpan(outer: Span, inner: Span): boolean {
  return outer.from <= inner.from && inner.to <= outer.to
}

/**
 * A text edit at offset `at`: `deleted` code units are taken out, then `inserted` are put in their place.
 * Unit: UTF-16 code units.
 */
export interface Edit {
  readonly at: number
  readonly deleted: number
  readonly inserted: number
}

/**
 * Where a span is after one edit, by the laws of Claimspan: what is typed at either edge stays outside, what is typed
 * inside belongs. A replacement within the span, edges included, belongs to it; one that reaches over an edge stays outside.
 * `undefined` when no character of the span survives, also when others were typed over all of it.
 */
export function mapSpan(of: Span, edit: Edit): Span | undefined {
  const end = edit.at + edit.deleted
  const shift = edit.inserted - edit.deleted
  if (of.to <= edit.at) return of
  if (of.from >= end) return { from: of.from + shift, to: of.to + shift }
  if (edit.at <= of.from && of.to <= end) return undefined
  if (edit.at < of.from) return { from: edit.at + edit.inserted, to: of.to + shift }
  if (of.to < end) return { from: of.from, to: edit.at }
  return { from: of.from, to: of.to + shift }
}
