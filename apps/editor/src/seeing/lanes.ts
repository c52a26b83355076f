import { type Span, spanIndex } from '@claimspan/core'
import { type ShownClaim, spansOf } from '../claims/shown-claim.js'

/** How many underlines lie below each other; claims that overlap more deeply share the last. */
export const laneCount = 3

/** The lane of each claim, by {@link laneKey}: 0 is nearest to the words. */
export type Lanes = ReadonlyMap<string, number>

export const laneKey = ({ layer, claim }: ShownClaim): string => `${layer} ${claim.id}`

/**
 * Lanes in which no two overlapping claims share one, as far as there are enough. The shorter of two overlapping claims is
 * nearer to the words, so that a nested claim lies within the line of the one around it. A claim that had a lane keeps it:
 * lines do not jump when another claim is made.
 */
export function lanesOf(claims: readonly ShownClaim[], before: Lanes = new Map()): Lanes {
  const spans: Span[] = []
  const owners: string[] = []
  const fresh: { readonly key: string; readonly spans: readonly Span[]; readonly length: number }[] = []
  const lanes = new Map<string, number>()
  for (const shown of claims) {
    const key = laneKey(shown)
    const own = spansOf(shown.claim)
    const kept = before.get(key)
    if (kept !== undefined) lanes.set(key, kept)
    else fresh.push({ key, spans: own, length: own.reduce((sum, { from, to }) => sum + to - from, 0) })
    for (const one of own) {
      spans.push(one)
      owners.push(key)
    }
  }
  if (fresh.length === 0) return lanes.size === before.size ? before : lanes
  const index = spanIndex(spans)
  fresh.sort((a, b) => a.length - b.length)
  for (const { key, spans: own } of fresh) {
    const taken: number[] = new Array(laneCount).fill(0)
    for (const { from, to } of own) {
      index.eachIn(from, to, (id) => {
        const lane = lanes.get(owners[id] ?? '')
        if (lane !== undefined) taken[lane] = (taken[lane] ?? 0) + 1
      })
    }
    const free = taken.indexOf(0)
    lanes.set(key, free === -1 ? laneCount - 1 : free)
  }
  return lanes
}
