import type { AnnotatorId, Claim, ClaimId, DocumentId, Instant, RelationId } from '@claimspan/core'
import type { AdjudicatedField, FieldValues } from './field.js'

/** What a decision is on: one question, or the whole claim at once. */
export type DecidedField = AdjudicatedField | 'claim'

/**
 * A person's answer. `about` is one of the claims (or relations) that are taken for one, and `field` says what of them is
 * decided: one question, or `claim`, whether it is one and every field at once.
 * - `take` with one id: it is as that source has it.
 * - `take` with several: of `types`, `tags` and `evidence` all that they have; of `mentions` all their words, those that share
 *   characters as one mention; of `claim`, each is a claim of its own, and what else was taken for the same goes with the one
 *   that it overlaps most. Of other fields only one can be taken.
 * - `edit`: it is as written here. With `field: 'claim'`, beside a `take` what differs from that source, or alone what is decided,
 *   while the rule decides the rest.
 * - neither: it is no claim, no relation, or the field stays empty. Words cannot stay empty.
 */
export interface Decision {
  readonly document: DocumentId
  readonly field: DecidedField
  readonly about: ClaimId | RelationId
  readonly take?: ClaimId | RelationId | readonly (ClaimId | RelationId)[]
  /** Offsets are UTF-16 code units, as those of claims; the words there are the quote. */
  readonly edit?: Partial<FieldValues>
  readonly by: AnnotatorId
  readonly at: Instant
  readonly note?: string
}

/** What a decision takes, as a list. */
export const takenBy = ({ take }: Decision): readonly (ClaimId | RelationId)[] =>
  take === undefined ? [] : typeof take === 'string' ? [take] : take

/** A decision that could not be used, and why. */
export interface UnusedDecision {
  readonly decision: Decision
  readonly why: string
}

/** A claim or relation that a decision may be about, and when it was last changed. */
export interface Source {
  readonly id: ClaimId | RelationId
  readonly changed?: Instant
}

/** Decisions of one document, asked for by question; the latest counts. */
export interface Decisions {
  /**
   * The decision on a field of claims (or relations) that are these. One that is out of date, or of which `faultOf` says that it
   * cannot be, is not given but listed as unused.
   */
  on(
    field: DecidedField,
    sources: readonly Source[],
    faultOf: (decision: Decision) => string | undefined,
  ): Decision | undefined
  /** A decision that was given has been overruled by a later one. */
  overruled(decision: Decision): void
  unused(): readonly UnusedDecision[]
}

const later = 'there is a later decision on the same'

export function decisionsOf(all: readonly Decision[], document: DocumentId): Decisions {
  const asked = new Map<string, Decision>()
  const unused = new Map<Decision, string>()
  const own = all.filter((decision) => decision.document === document)
  for (const decision of [...own].sort(byTime)) {
    const key = `${decision.field} ${decision.about}`
    const before = asked.get(key)
    if (before !== undefined) unused.set(before, later)
    asked.set(key, decision)
    unused.set(decision, `no layer that is adjudicated has ${decision.about}, or it is not in question there`)
  }
  return {
    on(field, sources, faultOf) {
      const found = sources.flatMap(({ id }) => asked.get(`${field} ${id}`) ?? []).sort((a, b) => byTime(b, a))
      const [latest, ...earlier] = found
      for (const decision of earlier) unused.set(decision, later)
      if (latest === undefined) return undefined
      const why = strangerAmong(latest, sources) ?? faultOf(latest) ?? changedSince(latest, sources)
      if (why !== undefined) {
        unused.set(latest, why)
        return undefined
      }
      unused.delete(latest)
      return latest
    },
    overruled: (decision) => void unused.set(decision, later),
    unused: () => [...unused].map(([decision, why]) => ({ decision, why })),
  }
}

/** Which was made first. */
export const byTime = (a: Decision, b: Decision): number => Date.parse(a.at) - Date.parse(b.at)

function strangerAmong(decision: Decision, sources: readonly Source[]): string | undefined {
  const stranger = takenBy(decision).find((id) => !sources.some((source) => source.id === id))
  return stranger && `${stranger} is not among what is taken for the same as ${decision.about}`
}

function changedSince({ at }: Decision, sources: readonly Source[]): string | undefined {
  const changed = sources.find(({ changed }) => changed !== undefined && Date.parse(changed) > Date.parse(at))
  return changed && `${changed.id} was changed after the decision`
}

/** A claim as {@link Decisions.on} asks for it. */
export const sourceOf = ({ id, updatedAt }: Claim): Source =>
  updatedAt === undefined ? { id } : { id, changed: updatedAt }
