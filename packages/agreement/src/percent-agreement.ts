import type { Coefficient } from './coefficient.js'
import { type Given, itemCodes } from './item-codes.js'
import { type Margins, noItem, pairCounts } from './pair-counts.js'

/**
 * The share of items, 0 to 1, that two annotators labelled the same: observed agreement, with nothing taken off for chance.
 * Label `i` of each list is that of item `i`; items that only one labelled (`undefined`, `null`) are not counted. Throws
 * `RangeError` when the lists differ in length.
 */
export function percentAgreement<Label>(a: ArrayLike<Given<Label>>, b: ArrayLike<Given<Label>>): Coefficient {
  return percentOfMargins(pairCounts(a, b))
}

/** {@link percentAgreement} of counts. */
export function percentOfMargins({ items, same }: Margins): Coefficient {
  return items === 0 ? { undefined: noItem } : { value: same / items }
}

/**
 * Percent agreement of any number of annotators: the share of pairs of annotators who gave an item the same label, averaged
 * over the items with two labels or more (Fleiss 1971; Gwet 2014). `values[a][i]` is what annotator `a` gave item `i`.
 */
export function percentAgreementOfAll<Label>(values: readonly ArrayLike<Given<Label>>[]): Coefficient {
  const { items, raters, codes } = itemCodes(values)
  let counted = 0
  let shares = 0
  for (let item = 0; item < items; item++) {
    let labels = 0
    let same = 0
    for (let one = item * raters; one < (item + 1) * raters; one++) {
      const code = codes[one] ?? -1
      if (code < 0) continue
      for (let other = item * raters; other < one; other++) if (codes[other] === code) same += 1
      labels += 1
    }
    if (labels < 2) continue
    counted += 1
    shares += (2 * same) / (labels * (labels - 1))
  }
  return counted === 0 ? { undefined: 'no item has labels of two annotators' } : { value: shares / counted }
}
