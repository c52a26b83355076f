import { type Claim, compareClaims } from '@claimspan/core'
import { alignMarks, pairsOf } from './align-marks.js'
import { claimColumns, claimValues, fieldLabels } from './claim-columns.js'

export interface AlignedClaims {
  readonly a: Claim
  readonly b: Claim
  /** Intersection over union of the characters they cover, above 0 up to 1. */
  readonly overlap: number
}

export interface Alignment {
  /** In the order of the text. */
  readonly pairs: readonly AlignedClaims[]
  readonly onlyA: readonly Claim[]
  readonly onlyB: readonly Claim[]
}

/**
 * Which claims of two annotators of one document are the same: one to one, so that the sum of overlaps (intersection over
 * union of all their mentions' characters) is greatest; where that leaves a choice, those that say most alike. Claims that
 * share no character are never paired; detached claims stay alone. The same claims in any order give the same pairs.
 */
export function alignClaims(claimsA: readonly Claim[], claimsB: readonly Claim[]): Alignment {
  const labels = fieldLabels()
  const marksOf = (claims: readonly Claim[]) => {
    const sorted = [...claims].sort(compareClaims)
    const values = sorted.map(claimValues)
    return { claims: sorted, covered: values.map(({ covered }) => covered), columns: claimColumns(values, labels) }
  }
  const [a, b] = [marksOf(claimsA), marksOf(claimsB)]
  const pairs = [...pairsOf(alignMarks(a, b))]
  const lefts = new Set(pairs.map(({ left }) => left))
  const rights = new Set(pairs.map(({ right }) => right))
  return {
    pairs: pairs.flatMap(({ left, right, overlap }) => {
      const [one, other] = [a.claims[left], b.claims[right]]
      return one === undefined || other === undefined ? [] : [{ a: one, b: other, overlap }]
    }),
    onlyA: a.claims.filter((_, at) => !lefts.has(at)),
    onlyB: b.claims.filter((_, at) => !rights.has(at)),
  }
}
