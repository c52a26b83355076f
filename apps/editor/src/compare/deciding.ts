import { type AdjudicationRecord, curatedChanges } from '@claimspan/agreement'
import { decisionKey, forgetDecision, keepDecision, type StoredDecision } from '@claimspan/collab'
import { type AnnotatorId, annotatorId, type Claim, type ClaimId, type Instant } from '@claimspan/core'
import type { LayerSession } from '../session/article-session.js'
import { aboutOf, adjudicated, type Comparison, type Place, type RelationRow, type RowField } from './comparison.js'

/** The curated layer that what is decided goes into, and who decides. */
export interface Target {
  readonly layer: Pick<LayerSession, 'store' | 'shared'>
  readonly by: string
  now(): Instant
}

/** What a decision takes: as one layer or more have it (by their places from the left), or nothing. */
export type Taking = readonly number[]

/** Fields of which what several have can be taken together. */
const joinable: readonly RowField[] = ['mentions', 'types', 'tags', 'evidence']

/** Why a decision was not made. */
export type NotDecided = 'only-one' | 'no-claim-there' | 'not-empty' | 'waits'

/**
 * Decide on all of what is taken for one claim: as one layer has it, which is no claim where that has none; each of several
 * as a claim of its own; or no claim. One step, which can be undone.
 */
export function decidePlace(comparison: Comparison, place: Place, taking: Taking, target: Target): void {
  const own = taking.flatMap((column) => place.claims[column]?.id ?? [])
  // Of what a person parted, each part is a claim still when another is left out.
  const others = place.parted.filter((id) => !place.claims.some((claim) => claim?.id === id))
  settle(comparison, target, place.sources, {
    kept: [{ field: 'claim', about: aboutOf(place.sources), take: [...others, ...own] }],
    forgotten: (one) => one.field !== 'relation' && place.sources.some((id) => id === one.about),
  })
}

/** Decide on one field, as some of the layers have it; with nothing taken it stays empty. */
export function decideField(
  comparison: Comparison,
  place: Place,
  field: RowField,
  taking: Taking,
  target: Target,
): NotDecided | undefined {
  if (field === 'is-claim') {
    const isOne = taking.some((column) => place.claims[column] !== undefined)
    const first = place.claims.find((claim) => claim !== undefined)
    const take = isOne && first !== undefined ? [first.id] : []
    settle(comparison, target, place.sources, { kept: [{ field, about: aboutOf(place.sources), take }] })
    return undefined
  }
  const take = [...new Set(taking.flatMap((column) => place.claims[column]?.id ?? []))]
  if (taking.length > 0 && take.length === 0) return 'no-claim-there'
  if (take.length > 1 && !joinable.includes(field)) return 'only-one'
  if (take.length === 0 && field === 'mentions') return 'not-empty'
  settle(comparison, target, place.sources, { kept: [{ field, about: aboutOf(place.sources), take }] })
  return undefined
}

/** Decide whether a relation is one, as some layer has it. */
export function decideRelation(
  comparison: Comparison,
  place: Place,
  row: RelationRow,
  taking: Taking,
  target: Target,
): NotDecided | undefined {
  if (row.waits) return 'waits'
  const [first] = taking.flatMap((column) => row.has[column]?.id ?? [])
  const take = first === undefined ? [] : [first]
  settle(comparison, target, place.sources, { kept: [{ field: 'relation', about: row.about, take }] })
  return undefined
}

/** Take everything of which all layers say the same and that has not been taken; how many claims that were. */
export function takeAgreed(comparison: Comparison, target: Target): number {
  const agreed = comparison.places.filter(({ state }) => state === 'agreed')
  if (agreed.length > 0) {
    settle(
      comparison,
      target,
      agreed.flatMap(({ sources }) => sources),
      { kept: [] },
    )
  }
  return agreed.length
}

interface Change {
  readonly kept: readonly Pick<StoredDecision, 'field' | 'about' | 'take'>[]
  readonly forgotten?: (decision: StoredDecision) => boolean
}

/** Keep decisions and bring what comes of them for these sources, and of nothing else, into the curated layer, as one step. */
function settle(comparison: Comparison, target: Target, sources: readonly ClaimId[], change: Change): void {
  const { layers, curated, annotated, records } = comparison
  const { store, shared } = target.layer
  const by: AnnotatorId = annotatorId(target.by)
  const at = latest(target.now(), annotated.claims, sources)
  const forgotten = [...comparison.decisions.values()].filter((one) => change.forgotten?.(one) === true)
  const kept = change.kept.map((one): StoredDecision => ({ ...one, by, at }))
  const decisions = new Map(comparison.decisions)
  for (const one of forgotten) decisions.delete(decisionKey(one))
  for (const one of kept) decisions.set(decisionKey(one), one)

  const made = { by: target.by, at }
  const first = adjudicated(annotated, layers, curated, decisions, made)
  const ids = placesOf([...records, ...first.records], new Set(sources))
  // What a person made of it before gives way to what a person decides now.
  const isOld = (claim: Claim) => claim.layer === curated && ids.has(claim.id)
  const clean = { ...annotated, claims: annotated.claims.filter((claim) => !isOld(claim)) }
  const after =
    clean.claims.length === annotated.claims.length ? first : adjudicated(clean, layers, curated, decisions, made)
  const { put, removed, related, unrelated } = curatedChanges(annotated, after.annotated, curated)
  const touches = ({ from, to }: { readonly from: ClaimId; readonly to: ClaimId }) => ids.has(from) || ids.has(to)
  store.transact(() => {
    for (const one of forgotten) forgetDecision(shared, one)
    for (const one of kept) keepDecision(shared, one)
    for (const { id } of unrelated.filter(touches)) {
      if (store.relations().some((relation) => relation.id === id)) store.removeRelation(id)
    }
    for (const { id } of removed) if (ids.has(id) && store.claim(id) !== undefined) store.remove(id)
    for (const claim of put) if (ids.has(claim.id)) store.put(claim)
    for (const { id, type, from, to, createdBy } of related.filter(touches)) {
      const areThere = store.claim(from) !== undefined && store.claim(to) !== undefined
      if (areThere) store.addRelation({ id, type, from, to, createdBy })
    }
  })
}

/** The ids in the curated layer of what these sources are, or were, taken for. */
function placesOf(records: readonly AdjudicationRecord[], sources: ReadonlySet<string>): ReadonlySet<ClaimId> {
  return new Set(
    records.flatMap(({ kind, id, from }) =>
      kind === 'claim' && from.some((source) => sources.has(source.id)) ? [id as ClaimId] : [],
    ),
  )
}

/** A decision is out of date when a source was changed after it, and an annotator's clock may be ahead of this one. */
function latest(now: Instant, claims: readonly Claim[], sources: readonly ClaimId[]): Instant {
  return claims.reduce(
    (last, { id, updatedAt }) =>
      updatedAt !== undefined && sources.includes(id) && Date.parse(updatedAt) > Date.parse(last) ? updatedAt : last,
    now,
  )
}
