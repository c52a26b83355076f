import type { Coefficient } from './coefficient.js'
import { requirePairs } from './paired.js'

/**
 * The share of items, 0 to 1, that two annotators labelled the same: observed agreement, with nothing taken off for chance.
 * Label `i` of each list is that of item `i`. Throws `RangeError` when the lists differ in length.
 */
export function percentAgreement<Label>(a: readonly Label[], b: readonly Label[]): Coefficient {
  requirePairs(a, b)
  if (a.length === 0) return { undefined: 'there is no item that both annotators labelled' }
  return { value: a.filter((label, at) => label === b[at]).length / a.length }
}
