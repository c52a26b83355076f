import type { Coefficient } from './coefficient.js'
import type { Given } from './item-codes.js'
import { type Margins, noItem, oneLabel, pairCounts } from './pair-counts.js'

/**
 * Scott's π of two annotators: observed agreement beyond that of two who give labels at random in the shares that both together
 * gave them (W. A. Scott, Reliability of Content Analysis: The Case of Nominal Scale Coding, Public Opinion Quarterly 19,
 * 1955). 1 is perfect, 0 is chance. Items that only one labelled are not counted. Throws `RangeError` when the lists differ in
 * length.
 */
export function scottPi<Label>(a: ArrayLike<Given<Label>>, b: ArrayLike<Given<Label>>): Coefficient {
  return piOfMargins(pairCounts(a, b))
}

/** {@link scottPi} of counts. */
export function piOfMargins({ items, same, a, b }: Margins): Coefficient {
  if (items === 0) return { undefined: noItem }
  const labels = 2 * items
  let squares = 0
  for (let label = 0; label < a.length; label++) squares += ((a[label] ?? 0) + (b[label] ?? 0)) ** 2
  const expected = squares / (labels * labels)
  return squares === labels * labels ? { undefined: oneLabel } : { value: (same / items - expected) / (1 - expected) }
}
