import { type AnnotatorId, type Instant, isId, isInstant } from '@claimspan/core'
import type { SharedLayer } from './shared-layer.js'
import { isRecord } from './stored-claim.js'

/**
 * What a person decided about claims (or a relation) that are taken for one, kept beside the curated claims that came of it:
 * on which field, about which, and which sources were taken; none when it was left out or left empty.
 */
export interface StoredDecision {
  readonly field: string
  readonly about: string
  readonly take: readonly string[]
  readonly by: AnnotatorId
  readonly at: Instant
}

/** The key of a decision in the layer's `decisions`: a later one on the same takes its place. */
export const decisionKey = ({ field, about }: Pick<StoredDecision, 'field' | 'about'>): string => `${field} ${about}`

/** The decisions kept in a curated layer by their keys, in the order of these. What is none is passed over. */
export function readDecisions(shared: SharedLayer): ReadonlyMap<string, StoredDecision> {
  const entries = [...shared.decisions.entries()].sort(([a], [b]) => (a < b ? -1 : 1))
  return new Map(
    entries.flatMap(([key, value]): [string, StoredDecision][] => {
      if (!isRecord(value)) return []
      const { field, about, take, by, at } = value
      if (typeof field !== 'string' || !isId(about) || !isId(by) || !isInstant(at)) return []
      if (!Array.isArray(take) || !take.every(isId) || decisionKey({ field, about }) !== key) return []
      return [[key, { field, about, take, by: by as AnnotatorId, at }]]
    }),
  )
}

/** Keep a decision, in the transaction of what comes of it. */
export function keepDecision(shared: SharedLayer, decision: StoredDecision): void {
  const { field, about, take, by, at } = decision
  shared.decisions.set(decisionKey(decision), { field, about, take: [...take], by, at })
}

/** Forget a decision; nothing when there is none. */
export function forgetDecision(shared: SharedLayer, of: Pick<StoredDecision, 'field' | 'about'>): void {
  if (shared.decisions.has(decisionKey(of))) shared.decisions.delete(decisionKey(of))
}
