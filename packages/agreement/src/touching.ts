import type { Span } from '@claimspan/core'
import { firstAbove } from './words.js'

/**
 * Which of `a` share a character with which of `b`: calls `touch` for each two, once, in order of the left and then the right.
 * Each is a list of spans in order that do not overlap. Found by walking along the text.
 */
export function eachTouching(
  a: readonly (readonly Span[])[],
  b: readonly (readonly Span[])[],
  touch: (left: number, right: number) => void,
): void {
  let size = 0
  for (const spans of b) size += spans.length
  const ownerOf = new Int32Array(size)
  const [starts, ends] = [new Int32Array(size), new Int32Array(size)]
  let filled = 0
  let sorted = true
  b.forEach((spans, owner) => {
    for (const { from, to } of spans) {
      if (filled > 0 && (starts[filled - 1] ?? 0) > from) sorted = false
      ownerOf[filled] = owner
      starts[filled] = from
      ends[filled] = to
      filled += 1
    }
  })
  const order = Int32Array.from({ length: size }, (_, at) => at)
  if (!sorted) order.sort((one, other) => (starts[one] ?? 0) - (starts[other] ?? 0))
  const reach = new Int32Array(size)
  let furthest = 0
  for (let at = 0; at < size; at++) {
    furthest = Math.max(furthest, ends[order[at] ?? 0] ?? 0)
    reach[at] = furthest
  }
  const rights: number[] = []
  a.forEach((spans, left) => {
    rights.length = 0
    for (const { from, to } of spans) {
      for (let at = firstAbove(reach, from); at < size; at++) {
        const span = order[at] ?? 0
        if ((starts[span] ?? 0) >= to) break
        if ((ends[span] ?? 0) > from) rights.push(ownerOf[span] ?? 0)
      }
    }
    if (rights.length > 1) rights.sort((one, other) => one - other)
    rights.forEach((right, at) => {
      if (at === 0 || rights[at - 1] !== right) touch(left, right)
    })
  })
}
