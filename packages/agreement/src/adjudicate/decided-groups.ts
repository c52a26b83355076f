import type { Claim } from '@claimspan/core'
import { coveredBy, overlapOf } from '../covered.js'
import { faultOf } from './answer.js'
import type { ClaimGroup } from './claim-groups.js'
import { type Decisions, sourceOf, takenBy } from './decision.js'
import type { DecidedGroup } from './outcome.js'

/**
 * The groups with what a person decided on each as a whole. One of which several are taken is parted: each of these is a claim
 * of its own, and the others go with the one that they overlap most, the first of equals.
 */
export function decidedGroups(
  groups: readonly ClaimGroup[],
  answers: Decisions,
  text: string,
): readonly DecidedGroup[] {
  return groups.flatMap(({ claims }) => {
    const whole = answers.on('claim', claims.map(sourceOf), (decision) => faultOf(decision, text))
    const taken = whole === undefined ? [] : takenBy(whole)
    if (taken.length < 2) return [{ claims, whole }]
    const heads = claims.filter(({ id }) => taken.some((each) => each === id))
    const parts = new Map(heads.map((head) => [head, [head]]))
    for (const claim of claims) {
      if (heads.includes(claim)) continue
      const nearest = heads.reduce((best, head) => (overlap(claim, head) > overlap(claim, best) ? head : best))
      parts.get(nearest)?.push(claim)
    }
    return [...parts.values()].map((part) => ({ claims: claims.filter((each) => part.includes(each)), whole }))
  })
}

const overlap = (a: Claim, b: Claim): number => overlapOf(coveredBy(a), coveredBy(b))
