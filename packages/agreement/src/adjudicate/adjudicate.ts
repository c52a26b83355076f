import {
  type AnnotatedDocument,
  annotator,
  annotatorId,
  type Claim,
  type ClaimId,
  compareClaims,
  type Instant,
  isInstant,
  type LayerId,
  layer,
  layerId,
} from '@claimspan/core'
import { claimGroups } from './claim-groups.js'
import { curatedId, isAdjudicated, mergedClaim, sameButTimes } from './curated-claim.js'
import { decidedGroups } from './decided-groups.js'
import { type Decision, decisionsOf, type UnusedDecision } from './decision.js'
import { type DecidedGroup, outcomesOf } from './outcome.js'
import type { AdjudicationRecord } from './record.js'
import { adjudicateRelations, type RelationEnd } from './relations.js'
import type { AdjudicationRule } from './rule.js'

export interface AdjudicationOptions {
  readonly rule: AdjudicationRule
  /** Ids of the layers that vote; the document's independent ones when left out. Those it has not do not vote. */
  readonly layers?: readonly string[]
  /** Id of the layer that the result is; `curated` when left out. */
  readonly curated?: string
  /** The annotator who stands for the result, and when it was made. */
  readonly by: string
  readonly at: Instant
  /**
   * Whose words a claim gets: `exact` (when left out), only words that the rule decides for as they are; `characters`, where
   * it does not, those characters that the rule decides for one by one.
   */
  readonly boundaries?: 'exact' | 'characters'
  /** What persons decided; each is about one document. */
  readonly decisions?: readonly Decision[]
}

export interface Adjudication {
  /** The document with its curated layer; the same document when fewer than two layers vote. */
  readonly annotated: AnnotatedDocument
  /** What became of each claim and relation, in the order of the text. `openQuestions` gives what waits for a person. */
  readonly records: readonly AdjudicationRecord[]
  readonly unused: readonly UnusedDecision[]
  /** The layers that voted, in the order of their ids. */
  readonly layers: readonly LayerId[]
}

/**
 * Merge layers of one document into a curated one by a stated rule. Claims that are the same are found by their words
 * (`claimGroups`); whether each is a claim, its words and each of its fields are decided by the votes of the layers, or by a
 * person's decision, which goes before them. What is not decided stays open and out of the curated layer, a field empty.
 * What a person made or changed in the curated layer is not touched,
 * and what a person's thread or relation is tied to is not taken away. Done again it gives the same. Throws `RangeError`
 * when the curated layer votes or is of another kind, `at` is no instant, or a layer that votes has no reliability.
 */
export function adjudicate(annotated: AnnotatedDocument, options: AdjudicationOptions): Adjudication {
  const { rule, decisions = [], boundaries = 'exact', at } = options
  const [curated, by] = [layerId(options.curated ?? 'curated'), annotatorId(options.by)]
  if (!isInstant(at))
    throw new RangeError(`A time is ISO 8601 in UTC, such as 2026-01-02T03:04:05Z: got ${JSON.stringify(at)}`)
  if (options.layers?.includes(curated)) throw new RangeError(`The curated layer ${curated} does not vote on itself`)
  const there = annotated.layers.find(({ id }) => id === curated)
  if (there !== undefined && there.kind !== 'curated') {
    throw new RangeError(`Layer ${curated} is ${there.kind}; the result needs a layer of its own`)
  }
  const layers = annotated.layers
    .filter(({ id, kind }) => id !== curated && (options.layers?.includes(id) ?? kind === 'independent'))
    .map(({ id }) => id)
    .sort()
  if (layers.length < 2) return { annotated, records: [], unused: [], layers: [] }

  const { document } = annotated
  const answers = decisionsOf(decisions, document.id)
  const before = new Map(annotated.claims.filter((claim) => claim.layer === curated).map((claim) => [claim.id, claim]))
  const persons = personsClaims(annotated, curated)
  const tied = tiedByPersons(annotated, curated)
  const endOf = new Map<ClaimId, RelationEnd>()
  const made: Claim[] = []
  const records: AdjudicationRecord[] = []
  const met = new Set<ClaimId>()
  const taken = new Set(annotated.claims.flatMap(({ id, layer: of }) => (of === curated ? [] : [id])))
  for (const group of decidedGroups(claimGroups(annotated.claims, layers), answers, document.text)) {
    const id = curatedId(
      group.claims.map((claim) => claim.id),
      taken,
    )
    const result = outcomesOf(group, { text: document.text, layers, rule, boundaries, answers })
    met.add(id)
    const old = before.get(id)
    const kept = persons.has(id) || (old !== undefined && tied.has(id) && result.outcome !== 'curated')
    const base = { document: document.id, kind: 'claim' as const, id, rule: rule.kind, from: sourcesOf(group) }
    const outcome = kept ? 'kept' : result.outcome
    records.push({ ...base, outcome, fields: result.fields })
    for (const claim of group.claims) endOf.set(claim.id, { id, outcome })
    if (outcome !== 'curated') continue
    const merged = mergedClaim(result.taken, { id, layer: curated, by, at, rule: rule.kind })
    made.push(old !== undefined && sameButTimes(old, merged) ? old : merged)
  }
  const stays = [...before.values()].filter(
    ({ id }) => persons.has(id) || (tied.has(id) && !made.some((claim) => claim.id === id)),
  )
  for (const { id } of stays.filter((claim) => isAdjudicated(claim) && !met.has(claim.id))) {
    records.push({ document: document.id, kind: 'claim', id, outcome: 'kept', rule: rule.kind, from: [], fields: [] })
  }
  const relations = adjudicateRelations(annotated, { curated, by, layers, rule, answers, endOf })
  return {
    annotated: {
      ...annotated,
      layers: there === undefined ? [...annotated.layers, layer({ id: curated, kind: 'curated' })] : annotated.layers,
      annotators: annotated.annotators.some(({ id }) => id === by)
        ? annotated.annotators
        : [...annotated.annotators, annotator(by)],
      claims: [
        ...annotated.claims.filter((claim) => claim.layer !== curated),
        ...[...stays, ...made].sort(compareClaims),
      ],
      relations: relations.relations,
    },
    records: [...records, ...relations.records],
    unused: answers.unused(),
    layers,
  }
}

const sourcesOf = ({ claims }: DecidedGroup): AdjudicationRecord['from'] =>
  claims.map(({ id, layer: of }) => ({ layer: of, id }))

/** Claims of the curated layer that a person made or changed. */
function personsClaims({ claims }: AnnotatedDocument, curated: LayerId): ReadonlySet<ClaimId> {
  const own = claims.filter(({ layer: of }) => of === curated)
  return new Set(own.filter((claim) => !isAdjudicated(claim) || claim.updatedAt !== undefined).map(({ id }) => id))
}

/** Claims that a person's thread or relation is tied to; in the curated layer they are not taken away. */
function tiedByPersons({ relations, threads }: AnnotatedDocument, curated: LayerId): ReadonlySet<ClaimId> {
  const own = relations.filter(({ id, layer: of }) => of !== curated || !id.startsWith('adj-'))
  return new Set([...threads.map(({ claim }) => claim), ...own.flatMap(({ from, to }) => [from, to])])
}
