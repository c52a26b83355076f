import type { ClaimId, DocumentId, LayerId, RelationId } from '@claimspan/core'
import type { Decision } from './decision.js'
import type { AdjudicatedField } from './field.js'

/** How the votes fell for one value: in words, with the layers that have it. */
export interface Choice {
  readonly value: string
  readonly layers: readonly LayerId[]
  /** A source that has it, to be named as a decision's `take`; absent for `no`. */
  readonly take?: ClaimId | RelationId
}

/** What decided one field: the rule, the characters that the rule finds covered, a person, or nothing yet. */
export interface FieldOutcome {
  readonly field: AdjudicatedField
  readonly by: 'rule' | 'characters' | 'person' | 'open'
  /** The choices, those of most layers first; one when all say the same. */
  readonly choices: readonly Choice[]
  /** The value that was taken, in words; absent while it is open. */
  readonly value?: string
  readonly decision?: Decision
}

/**
 * What became of claims (or of relations) that were taken for one, and why. `curated` is in the curated layer now, `left-out`
 * was decided not to be, `open` waits for a person, and `kept` is in the curated layer as a person has changed it there.
 */
export interface AdjudicationRecord {
  readonly document: DocumentId
  readonly kind: 'claim' | 'relation'
  /** Its id in the curated layer, whether it is there or not. */
  readonly id: ClaimId | RelationId
  readonly outcome: 'curated' | 'left-out' | 'open' | 'kept'
  readonly rule: 'unanimous' | 'majority' | 'reliability'
  readonly from: readonly { readonly layer: LayerId; readonly id: ClaimId | RelationId }[]
  readonly fields: readonly FieldOutcome[]
}

/** A question that the rule does not answer: it is answered by a decision with this `field`, about one of `from`. */
export interface OpenQuestion {
  readonly document: DocumentId
  readonly kind: 'claim' | 'relation'
  readonly id: ClaimId | RelationId
  readonly field: AdjudicatedField
  readonly about: ClaimId | RelationId
  readonly choices: readonly Choice[]
}

/** The questions of records, in their order. */
export function openQuestions(records: readonly AdjudicationRecord[]): readonly OpenQuestion[] {
  return records.flatMap(({ document, kind, id, from, fields }) => {
    const about = from[0]?.id
    if (about === undefined) return []
    return fields.flatMap(({ field, by, choices }) =>
      by === 'open' ? [{ document, kind, id, field, about, choices }] : [],
    )
  })
}
