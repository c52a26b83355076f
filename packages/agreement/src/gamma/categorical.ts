import type { UnitAlignment } from './alignment.js'
import { categoricalDissimilarity, type Dissimilarity, positionalDissimilarity } from './dissimilarity.js'

/** Which pairs of aligned units count for their labels, and how much. */
export interface PairWeights {
  readonly dissimilarity: Dissimilarity
  /** What the positional dissimilarity of a pair is multiplied with before it is taken from 1: 1 in the paper, α in its program. */
  readonly distrust: number
  /** Only pairs where one or both have this label (γ-k); all pairs when left out (γ-cat). */
  readonly label?: string
}

/**
 * How unlike the labels of aligned units are, 0 to 1: the mean over all pairs of units in a unitary alignment, each pair
 * weighted by max(0, 1 − distrust · dₚₒₛ) and by one less than the units there (Mathet 2017, section 4.2). `undefined` when no
 * pair has a weight.
 */
export function categoricalDisorder(
  alignments: Iterable<UnitAlignment>,
  { dissimilarity, distrust, label }: PairWeights,
): number | undefined {
  let disorder = 0
  let total = 0
  for (const { unitary } of alignments) {
    for (const { units } of unitary) {
      const there = units.flatMap((unit) => unit ?? [])
      for (const [at, a] of there.entries()) {
        for (const b of there.slice(at + 1)) {
          if (label !== undefined && a.label !== label && b.label !== label) continue
          const weight = Math.max(0, 1 - distrust * positionalDissimilarity(a, b)) / (there.length - 1)
          disorder += weight * categoricalDissimilarity(a.label, b.label, dissimilarity)
          total += weight
        }
      }
    }
  }
  return total === 0 ? undefined : disorder / total
}
