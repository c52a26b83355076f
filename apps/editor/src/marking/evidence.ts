import type { Claim, ClaimStore, EvidenceItem, EvidenceSet, EvidenceStance } from '@claimspan/core'

/** Add an item to one of the claim's evidence sets; where there is no such set, a new one, which supports it at first. */
export function addEvidence(store: ClaimStore, { id, evidence }: Claim, set: number, item: EvidenceItem): void {
  const sets: readonly EvidenceSet[] =
    evidence[set] === undefined ? [...evidence, { stance: 'SUPPORTS', items: [] }] : evidence
  const at = Math.min(set, sets.length - 1)
  store.set(
    id,
    'evidence',
    sets.map((one, index) => (index === at ? { ...one, items: [...one.items, item] } : one)),
  )
}

/** Take an item out of a set; a set without items goes. */
export function removeEvidence(store: ClaimStore, { id, evidence }: Claim, set: number, item: number): void {
  const sets = evidence.map((one, index) =>
    index === set ? { ...one, items: one.items.filter((_, place) => place !== item) } : one,
  )
  store.set(
    id,
    'evidence',
    sets.filter(({ items }) => items.length > 0),
  )
}

export function setStance(store: ClaimStore, { id, evidence }: Claim, set: number, stance: EvidenceStance): void {
  store.set(
    id,
    'evidence',
    evidence.map((one, index) => (index === set ? { ...one, stance } : one)),
  )
}
