import type { UnitAlignment } from './alignment.js'
import { categoricalDissimilarity, type Dissimilarity, positionalDissimilarity } from './dissimilarity.js'

/** How much pairs of aligned units count for their labels. */
export interface PairWeights {
  readonly dissimilarity: Dissimilarity
  /** What the positional dissimilarity of a pair is multiplied with before it is taken from 1: 1 in the paper, α in its program. */
  readonly distrust: number
}

/** Weighted dissimilarities of labels, and the weights: sums over pairs of aligned units. */
export interface PairSums {
  readonly unlike: number
  readonly weight: number
}

/** The sums over all pairs (γ-cat), and over those where one unit or both have a label (γ-k). */
export interface LabelSums {
  readonly all: PairSums
  readonly byLabel: ReadonlyMap<string, PairSums>
}

/**
 * How unlike the labels of aligned units are, in sums: each pair of units in a unitary alignment is weighted by
 * max(0, 1 − distrust · dₚₒₛ) and by one less than the units there (Mathet 2017, section 4.2).
 */
export function labelSums({ unitary }: UnitAlignment, { dissimilarity, distrust }: PairWeights): LabelSums {
  const all = { unlike: 0, weight: 0 }
  const byLabel = new Map<string, { unlike: number; weight: number }>()
  const add = (to: { unlike: number; weight: number }, unlike: number, weight: number): void => {
    to.unlike += unlike
    to.weight += weight
  }
  const of = (label: string) => {
    const known = byLabel.get(label) ?? { unlike: 0, weight: 0 }
    byLabel.set(label, known)
    return known
  }
  for (const { units } of unitary) {
    const there = units.flatMap((unit) => unit ?? [])
    for (const [at, a] of there.entries()) {
      for (const b of there.slice(at + 1)) {
        const weight = Math.max(0, 1 - distrust * positionalDissimilarity(a, b)) / (there.length - 1)
        const unlike = weight * categoricalDissimilarity(a.label, b.label, dissimilarity)
        add(all, unlike, weight)
        for (const label of new Set([a.label, b.label])) add(of(label), unlike, weight)
      }
    }
  }
  return { all, byLabel }
}

/** The mean over several, 0 to 1; `undefined` when no pair has a weight. */
export function meanUnlikeness(each: readonly (PairSums | undefined)[]): number | undefined {
  let [unlike, weight] = [0, 0]
  for (const sums of each) {
    unlike += sums?.unlike ?? 0
    weight += sums?.weight ?? 0
  }
  return weight === 0 ? undefined : unlike / weight
}
