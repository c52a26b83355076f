/** Bits that one pass of the radix sort looks at. */
const digitBits = 11
const digits = 1 << digitBits

/**
 * The order of the text of some spans, as indices: by start, then the longer first, then as given. A radix sort by start, one
 * to three stable passes; spans that are already in order cost one look.
 */
export function textOrder(from: Int32Array, to: Int32Array): Uint32Array {
  let order = new Uint32Array(from.length)
  for (let at = 0; at < order.length; at++) order[at] = at
  if (isInOrder(from, to)) return order
  let greatest = 0
  for (let at = 0; at < from.length; at++) greatest = Math.max(greatest, from[at] ?? 0)
  let spare = new Uint32Array(from.length)
  for (let shift = 0; shift < 32 && greatest >>> shift > 0; shift += digitBits) {
    sortByDigit(from, shift, order, spare)
    ;[order, spare] = [spare, order]
  }
  sortTies(from, to, order)
  return order
}

function isInOrder(from: Int32Array, to: Int32Array): boolean {
  for (let at = 1; at < from.length; at++) {
    const step = (from[at] ?? 0) - (from[at - 1] ?? 0)
    if (step < 0 || (step === 0 && (to[at] ?? 0) > (to[at - 1] ?? 0))) return false
  }
  return true
}

/** One stable pass: `order` by eleven bits of the starts into `sorted`. */
function sortByDigit(from: Int32Array, shift: number, order: Uint32Array, sorted: Uint32Array): void {
  const places = new Uint32Array(digits)
  for (let at = 0; at < from.length; at++) {
    const digit = ((from[at] ?? 0) >>> shift) & (digits - 1)
    places[digit] = (places[digit] ?? 0) + 1
  }
  let place = 0
  for (let digit = 0; digit < digits; digit++) {
    const size = places[digit] ?? 0
    places[digit] = place
    place += size
  }
  for (let at = 0; at < order.length; at++) {
    const index = order[at] ?? 0
    const digit = ((from[index] ?? 0) >>> shift) & (digits - 1)
    const next = places[digit] ?? 0
    sorted[next] = index
    places[digit] = next + 1
  }
}

/** Put spans with the same start in order, where they are not yet. */
function sortTies(from: Int32Array, to: Int32Array, order: Uint32Array): void {
  const longerFirst = (a: number, b: number) => (to[b] ?? 0) - (to[a] ?? 0) || a - b
  let begin = 0
  for (let at = 1; at <= order.length; at++) {
    if (at < order.length && from[order[at] ?? 0] === from[order[begin] ?? 0]) continue
    if (at - begin > 1) order.subarray(begin, at).sort(longerFirst)
    begin = at
  }
}
