import {
  type AnnotatorId,
  annotatorId,
  type ClaimId,
  claimId,
  type LayerId,
  layerId,
  type RelationId,
  relationId,
} from './id.js'

/** The relation types of the default scheme; a scheme may have others. */
export const relationTypes = ['supports', 'attacks', 'equivalent', 'rephrases', 'part-of'] as const

/** A typed arc from one claim to another of the same document. */
export interface Relation {
  readonly id: RelationId
  /** A label of the scheme's relation types. */
  readonly type: string
  readonly from: ClaimId
  readonly to: ClaimId
  readonly layer: LayerId
  readonly note?: string
  readonly createdBy: AnnotatorId
}

/** Make a relation. Throws `RangeError` when an id is not one, the type is empty, or it joins a claim to itself. */
export function relation(parts: {
  readonly id: string
  readonly type: string
  readonly from: string
  readonly to: string
  readonly layer: string
  readonly note?: string
  readonly createdBy: string
}): Relation {
  if (parts.type === '') throw new RangeError(`Relation ${parts.id} has an empty type`)
  if (parts.from === parts.to) throw new RangeError(`Relation ${parts.id} joins claim ${parts.from} to itself`)
  return {
    ...parts,
    id: relationId(parts.id),
    from: claimId(parts.from),
    to: claimId(parts.to),
    layer: layerId(parts.layer),
    createdBy: annotatorId(parts.createdBy),
  }
}
