import { type Claim, compareClaims, type Span } from '@claimspan/core'
import { coveredBy, overlapOf } from './covered.js'
import { type Arc, bestMatching } from './matching.js'

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
 * union of all their mentions' characters) is greatest. Claims that share no character are never paired; detached claims
 * stay alone. The same claims in any order give the same pairs.
 */
export function alignClaims(claimsA: readonly Claim[], claimsB: readonly Claim[]): Alignment {
  const [a, b] = [[...claimsA].sort(compareClaims), [...claimsB].sort(compareClaims)]
  const [coveredA, coveredB] = [a.map(coveredBy), b.map(coveredBy)]
  const arcs = touching(coveredA, coveredB).map(([left, right]): Arc => {
    return { left, right, weight: overlapOf(coveredA[left] ?? [], coveredB[right] ?? []) }
  })
  const matched = bestMatching(arcs)
  const lefts = new Set(matched.map(({ left }) => left))
  const rights = new Set(matched.map(({ right }) => right))
  return {
    pairs: matched.flatMap(({ left, right, weight }) => {
      const [one, other] = [a[left], b[right]]
      return one === undefined || other === undefined ? [] : [{ a: one, b: other, overlap: weight }]
    }),
    onlyA: a.filter((_, at) => !lefts.has(at)),
    onlyB: b.filter((_, at) => !rights.has(at)),
  }
}

/** Which of `a` share a character with which of `b`, in order; found by walking along the text. */
function touching(
  a: readonly (readonly Span[])[],
  b: readonly (readonly Span[])[],
): readonly (readonly [number, number])[] {
  const spansB = b.flatMap((spans, index) => spans.map((span) => ({ ...span, index }))).sort((x, y) => x.from - y.from)
  let furthest = 0
  const reach = spansB.map(({ to }) => {
    furthest = Math.max(furthest, to)
    return furthest
  })
  return a.flatMap((spans, left) => {
    const rights = new Set<number>()
    for (const { from, to } of spans) {
      for (let at = firstAbove(reach, from); at < spansB.length; at++) {
        const span = spansB[at]
        if (span === undefined || span.from >= to) break
        if (span.to > from) rights.add(span.index)
      }
    }
    return [...rights].sort((x, y) => x - y).map((right) => [left, right] as const)
  })
}

/** The index of the first of ascending numbers that is above `value`. */
function firstAbove(ascending: readonly number[], value: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] ?? 0) > value) high = middle
    else low = middle + 1
  }
  return low
}
