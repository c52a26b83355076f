import {
  type Claim,
  compareClaims,
  compareSpans,
  firstSpan,
  type MentionState,
  mentionState,
  type Span,
} from '@claimspan/core'

/** A claim of one of the layers that are shown. */
export interface ShownClaim {
  readonly claim: Claim
  readonly layer: string
  readonly writable: boolean
}

/** Which claim: ids are unique within a layer only. */
export interface ClaimRef {
  readonly layer: string
  readonly id: string
}

export const refOf = ({ claim, layer }: ShownClaim): ClaimRef => ({ layer, id: claim.id })

export function sameRef(a: ClaimRef | undefined, b: ClaimRef | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && a.id === b.id && a.layer === b.layer)
}

export function findClaim(claims: readonly ShownClaim[], ref: ClaimRef | undefined): ShownClaim | undefined {
  return ref === undefined ? undefined : claims.find(({ claim, layer }) => claim.id === ref.id && layer === ref.layer)
}

/** The claims of several layers in the order of the text, detached ones last; of two at one place the writable first. */
export function inTextOrder(claims: readonly ShownClaim[]): readonly ShownClaim[] {
  const placed = claims.map((shown) => ({ shown, first: firstSpan(shown.claim) }))
  placed.sort((a, b) => {
    if (a.first === undefined || b.first === undefined) {
      if (a.first !== b.first) return a.first === undefined ? 1 : -1
    } else {
      const order = compareSpans(a.first, b.first)
      if (order !== 0) return order
    }
    return Number(b.shown.writable) - Number(a.shown.writable) || compareClaims(a.shown.claim, b.shown.claim)
  })
  return placed.map(({ shown }) => shown)
}

/** All spans of a claim's mentions. */
export function spansOf(claim: Claim): readonly Span[] {
  return claim.mentions.flatMap(({ spans }) => spans)
}

/** The state of the mention that is worst off. */
export function claimState(claim: Claim): MentionState {
  const states = claim.mentions.map(mentionState)
  if (states.every((state) => state === 'detached')) return 'detached'
  return states.some((state) => state !== 'whole') ? 'changed' : 'whole'
}
