import type { Coefficient } from './coefficient.js'
import { disagreements, type Weighted } from './disagreement.js'
import type { Given } from './item-codes.js'
import { type Margins, noItem, oneLabel, type PairCounts, pairCounts } from './pair-counts.js'

/**
 * Cohen's κ of two annotators: observed agreement beyond that of two who keep their own share of each label but give them at
 * random (J. Cohen, A Coefficient of Agreement for Nominal Scales, Educational and Psychological Measurement 20, 1960). With
 * `weighted`, labels disagree more or less (J. Cohen, Weighted Kappa, Psychological Bulletin 70, 1968). 1 is perfect, 0 is
 * chance, less is worse than chance. Items that only one labelled are not counted. Throws `RangeError` when the lists differ
 * in length, and as the weights do.
 */
export function cohenKappa<Label>(
  a: ArrayLike<Given<Label>>,
  b: ArrayLike<Given<Label>>,
  weighted?: Weighted<Label>,
): Coefficient {
  const counts = pairCounts(a, b)
  return weighted === undefined ? kappaOfMargins(counts) : weightedKappa(counts, weighted)
}

/** Cohen's κ of counts. */
export function kappaOfMargins({ items, same, a, b }: Margins): Coefficient {
  if (items === 0) return { undefined: noItem }
  let byChance = 0
  for (let label = 0; label < a.length; label++) byChance += (a[label] ?? 0) * (b[label] ?? 0)
  const expected = byChance / (items * items)
  return byChance === items * items ? { undefined: oneLabel } : { value: (same / items - expected) / (1 - expected) }
}

function weightedKappa<Label>(counts: PairCounts<Label>, weighted: Weighted<Label>): Coefficient {
  const { items, a, b, labels, codesA, codesB } = counts
  if (items === 0) return { undefined: noItem }
  const apart = disagreements(labels, weighted)
  let observed = 0
  for (let item = 0; item < items; item++) observed += apart(codesA[item] ?? 0, codesB[item] ?? 0)
  return weightedKappaOf(observed, items, a, b, apart)
}

/** Weighted κ of the sum of what was observed to disagree, and how often either gave each label. */
export function weightedKappaOf(
  observed: number,
  items: number,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  apart: (one: number, other: number) => number,
): Coefficient {
  if (items === 0) return { undefined: noItem }
  let expected = 0
  for (let one = 0; one < a.length; one++) {
    const ones = a[one] ?? 0
    if (ones === 0) continue
    for (let other = 0; other < b.length; other++) {
      const others = b[other] ?? 0
      if (others > 0) expected += ones * others * apart(one, other)
    }
  }
  return expected === 0 ? { undefined: oneLabel } : { value: 1 - (observed * items) / expected }
}
