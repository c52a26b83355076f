/** Bits that one pass of the radix sort looks at. */
const digitBits = 11
const digits = 1 << digitBits

/**
 * The order of the text of some spans, as indices: by start, then the longer first, then as given. A radix sort, two to
 * six stable passes; spans that are already in order cost one look.
 */
export function textOrder(from: Int32Array, to: Int32Array): Uint32Array {
  let order = new Uint32Array(from.length)
  for (let at = 0; at < order.length; at++) order[at] = at
  if (isInOrder(from, to)) return order
  let spare = new Uint32Array(from.length)
  const starts = new Uint32Array(digits)
  for (const [column, descending] of [
    [to, true],
    [from, false],
  ] as const) {
    let greatest = 0
    for (const value of column) if (value > greatest) greatest = value
    for (let shift = 0; shift < 32 && greatest >>> shift > 0; shift += digitBits) {
      const flip = descending ? digits - 1 : 0
      sortByDigit(column, shift, flip, order, spare, starts)
      ;[order, spare] = [spare, order]
    }
  }
  return order
}

function isInOrder(from: Int32Array, to: Int32Array): boolean {
  for (let at = 1; at < from.length; at++) {
    const step = (from[at] ?? 0) - (from[at - 1] ?? 0)
    if (step < 0 || (step === 0 && (to[at] ?? 0) > (to[at - 1] ?? 0))) return false
  }
  return true
}

/** One stable pass: `order` by eleven bits of `column` into `sorted`; `flip` turns the digits round for a descending order. */
function sortByDigit(
  column: Int32Array,
  shift: number,
  flip: number,
  order: Uint32Array,
  sorted: Uint32Array,
  starts: Uint32Array,
): void {
  const mask = digits - 1
  starts.fill(0)
  for (let at = 0; at < column.length; at++) {
    const digit = (((column[at] ?? 0) >>> shift) & mask) ^ flip
    starts[digit] = (starts[digit] ?? 0) + 1
  }
  let start = 0
  for (let digit = 0; digit < digits; digit++) {
    const size = starts[digit] ?? 0
    starts[digit] = start
    start += size
  }
  for (let at = 0; at < order.length; at++) {
    const index = order[at] ?? 0
    const digit = (((column[index] ?? 0) >>> shift) & mask) ^ flip
    const place = starts[digit] ?? 0
    sorted[place] = index
    starts[digit] = place + 1
  }
}
