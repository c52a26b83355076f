import { type Span, spanIndex } from '@claimspan/core'
import { type ShownClaim, spansOf } from '../claims/shown-claim.js'

/** How many underlines lie below each other; claims that overlap more deeply share the last. */
export const laneCount = 3

/** The lane of each claim, by layer and id: 0 is nearest to the words. */
export type Lanes = ReadonlyMap<string, ReadonlyMap<string, number>>

export const laneOf = (lanes: Lanes, { layer, claim }: ShownClaim): number => lanes.get(layer)?.get(claim.id) ?? 0

/** So many new claims are compared with all others one by one; for more an index is made. */
const fewFresh = 12

/**
 * Lanes in which no two overlapping claims share one, as far as there are enough. The shorter of two overlapping claims is
 * nearer to the words, so that a nested claim lies within the line of the one around it. A claim that had a lane keeps it:
 * lines do not jump when another claim is made.
 */
export function lanesOf(claims: readonly ShownClaim[], before: Lanes = new Map()): Lanes {
  const fresh = claims.filter(({ layer, claim }) => before.get(layer)?.get(claim.id) === undefined)
  if (fresh.length === 0) return before
  const lanes = new Map([...before].map(([layer, own]) => [layer, new Map(own)]))
  const find = fresh.length <= fewFresh ? scanner(claims) : searcher(claims)
  const placed = fresh.map((shown) => ({ shown, spans: spansOf(shown.claim) }))
  const length = (spans: readonly Span[]) => spans.reduce((sum, { from, to }) => sum + to - from, 0)
  placed.sort((a, b) => length(a.spans) - length(b.spans))
  for (const { shown, spans } of placed) {
    const taken = new Set<number>()
    for (const span of spans) {
      find(span, (other) => {
        const lane = lanes.get(other.layer)?.get(other.claim.id)
        if (lane !== undefined) taken.add(lane)
      })
    }
    let free = 0
    while (free < laneCount - 1 && taken.has(free)) free++
    const own = lanes.get(shown.layer)
    if (own === undefined) lanes.set(shown.layer, new Map([[shown.claim.id, free]]))
    else own.set(shown.claim.id, free)
  }
  return lanes
}

type Find = (span: Span, visit: (other: ShownClaim) => void) => void

/** The claims that overlap a span, found by looking at all. */
const scanner =
  (claims: readonly ShownClaim[]): Find =>
  ({ from, to }, visit) => {
    for (const other of claims) {
      for (const { spans } of other.claim.mentions) {
        if (spans.some((one) => one.from < to && from < one.to)) visit(other)
      }
    }
  }

function searcher(claims: readonly ShownClaim[]): Find {
  const placed = claims.flatMap((owner) => spansOf(owner.claim).map((span) => ({ span, owner })))
  const index = spanIndex(placed.map(({ span }) => span))
  return ({ from, to }, visit) =>
    index.eachIn(from, to, (id) => {
      const owner = placed[id]?.owner
      if (owner !== undefined) visit(owner)
    })
}
