import {
  type AnnotatedDocument,
  type Claim,
  type ClaimId,
  type ClaimStore,
  layerId,
  type Relation,
} from '@claimspan/core'
import { isAdjudicated } from './curated-claim.js'

/** What an adjudication changes in the curated layer. */
export interface CuratedChanges {
  readonly layer: string
  /** Claims that are new, or take the place of the one with their id. */
  readonly put: readonly Claim[]
  /** Claims that are no longer there, as they were. */
  readonly removed: readonly Claim[]
  readonly related: readonly Relation[]
  readonly unrelated: readonly Relation[]
}

/** What is different in the curated layer after `adjudicate`; nothing when it was done before with the same result. */
export function curatedChanges(
  before: AnnotatedDocument,
  after: AnnotatedDocument,
  curated = 'curated',
): CuratedChanges {
  const layer = layerId(curated)
  const claimsOf = ({ claims }: AnnotatedDocument) => claims.filter((claim) => claim.layer === layer)
  const relationsOf = ({ relations }: AnnotatedDocument) => relations.filter((relation) => relation.layer === layer)
  const [claimsThen, claimsNow] = [claimsOf(before), claimsOf(after)]
  const [relationsThen, relationsNow] = [relationsOf(before), relationsOf(after)]
  const keyOf = ({ id, type, from, to }: Relation): string => JSON.stringify([id, type, from, to])
  const [keysThen, keysNow] = [new Set(relationsThen.map(keyOf)), new Set(relationsNow.map(keyOf))]
  const idsNow = new Set(claimsNow.map(({ id }) => id))
  return {
    layer,
    put: claimsNow.filter((claim) => !claimsThen.includes(claim)),
    removed: claimsThen.filter(({ id }) => !idsNow.has(id)),
    related: relationsNow.filter((relation) => !keysThen.has(keyOf(relation))),
    unrelated: relationsThen.filter((relation) => !keysNow.has(keyOf(relation))),
  }
}

/**
 * Bring the changes into the store of the curated layer, as one change. What a person has made, changed or taken away there
 * since the adjudication stays as the person has it. Gives the ids of the claims that were left alone for that. Throws
 * `RangeError` when the store is of another layer.
 */
export function applyCurated(store: ClaimStore, changes: CuratedChanges): readonly ClaimId[] {
  if (store.layer !== changes.layer) {
    throw new RangeError(`The changes are of the layer ${changes.layer}: got the store of ${store.layer}`)
  }
  const isPersons = (id: ClaimId): boolean => {
    const claim = store.claim(id)
    return claim !== undefined && (!isAdjudicated(claim) || claim.updatedAt !== undefined)
  }
  const left: ClaimId[] = []
  store.transact(() => {
    for (const { id } of changes.unrelated) {
      if (store.relations().some((relation) => relation.id === id)) store.removeRelation(id)
    }
    for (const claim of changes.put) {
      if (isPersons(claim.id)) left.push(claim.id)
      else store.put(claim)
    }
    for (const { id } of changes.removed) {
      if (isPersons(id)) left.push(id)
      else if (store.claim(id) !== undefined) store.remove(id)
    }
    for (const { id, type, from, to, createdBy } of changes.related) {
      const areThere = store.claim(from) !== undefined && store.claim(to) !== undefined
      if (areThere) store.addRelation({ id, type, from, to, createdBy })
    }
  })
  return left
}
