import type { AnnotatorId, Claim, ClaimId, DocumentId, Instant, RelationId } from '@claimspan/core'
import type { AdjudicatedField } from './field.js'

/**
 * A person's answer to one question: of the claims (or relations) that `about` is one of, `field` is as `take` has it. Without
 * `take` it is no claim, no relation, or the field stays empty. Words cannot stay empty.
 */
export interface Decision {
  readonly document: DocumentId
  readonly field: AdjudicatedField
  readonly about: ClaimId | RelationId
  readonly take?: ClaimId | RelationId
  readonly by: AnnotatorId
  readonly at: Instant
  readonly note?: string
}

/** A decision that could not be used, and why. */
export interface UnusedDecision {
  readonly decision: Decision
  readonly why: string
}

/** Decisions of one document, asked for by question; the latest counts. */
export interface Decisions {
  /** The decision on a field of claims (or relations) with these ids; one that is out of date is not given but listed as unused. */
  on(
    field: AdjudicatedField,
    sources: readonly { readonly id: ClaimId | RelationId; readonly changed?: Instant }[],
  ): Decision | undefined
  unused(): readonly UnusedDecision[]
}

export function decisionsOf(all: readonly Decision[], document: DocumentId): Decisions {
  const asked = new Map<string, Decision>()
  const unused = new Map<Decision, string>()
  const own = all.filter((decision) => decision.document === document)
  for (const decision of [...own].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
    const key = `${decision.field} ${decision.about}`
    const before = asked.get(key)
    if (before !== undefined) unused.set(before, 'there is a later decision on the same')
    asked.set(key, decision)
    unused.set(decision, `no layer that is adjudicated has ${decision.about}, or it is not in question there`)
  }
  return {
    on(field, sources) {
      const found = sources
        .flatMap(({ id }) => asked.get(`${field} ${id}`) ?? [])
        .sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
      const [latest, ...earlier] = found
      for (const decision of earlier) unused.set(decision, 'there is a later decision on the same')
      if (latest === undefined) return undefined
      const refuse = (why: string): undefined => {
        unused.set(latest, why)
      }
      if (latest.take !== undefined && !sources.some(({ id }) => id === latest.take)) {
        return refuse(`${latest.take} is not among what is taken for the same as ${latest.about}`)
      }
      if (latest.take === undefined && field === 'mentions') return refuse('words cannot stay empty; say which to take')
      const changed = sources.find(
        (source) => source.changed !== undefined && Date.parse(source.changed) > Date.parse(latest.at),
      )
      if (changed !== undefined) return refuse(`${changed.id} was changed after the decision`)
      unused.delete(latest)
      return latest
    },
    unused: () => [...unused].map(([decision, why]) => ({ decision, why })),
  }
}

/** A claim as {@link Decisions.on} asks for it. */
export const sourceOf = ({ id, updatedAt }: Claim): { readonly id: ClaimId; readonly changed?: Instant } =>
  updatedAt === undefined ? { id } : { id, changed: updatedAt }
