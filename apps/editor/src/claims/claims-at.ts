import { type Span, type SpanIndex, spanIndex } from '@claimspan/core'
import { type ClaimRef, refOf, type ShownClaim, sameRef, spansOf } from './shown-claim.js'

/** The spans of some claims, and whose each is. */
interface ClaimsIndex {
  readonly spans: SpanIndex
  readonly owners: readonly number[]
}

/** A list of claims never changes once it is made, so its index is made once: at the first question, as the pointer moves. */
const indexes = new WeakMap<readonly ShownClaim[], ClaimsIndex>()

function indexOf(claims: readonly ShownClaim[]): ClaimsIndex {
  const known = indexes.get(claims)
  if (known !== undefined) return known
  const placed = claims.flatMap(({ claim }, owner) => spansOf(claim).map((span) => ({ span, owner })))
  const made = { spans: spanIndex(placed.map(({ span }) => span)), owners: placed.map(({ owner }) => owner) }
  indexes.set(claims, made)
  return made
}

/** The claims whose words hold the character at `offset`, the innermost (shortest there) first. */
export function claimsAt(claims: readonly ShownClaim[], offset: number): readonly ShownClaim[] {
  const { spans, owners } = indexOf(claims)
  /** The length of the shortest span there of each claim, by its place in the list. */
  const here = new Map<number, number>()
  spans.eachAt(offset, (id, from, to) => {
    const owner = owners[id]
    if (owner !== undefined) here.set(owner, Math.min(to - from, here.get(owner) ?? Number.POSITIVE_INFINITY))
  })
  return [...here]
    .sort(([ownerA, a], [ownerB, b]) => a - b || ownerA - ownerB)
    .flatMap(([owner]) => claims[owner] ?? [])
}

/** The claim that a press on `offset` selects: the innermost, and when one there is selected already, the next one out. */
export function pressAt(
  claims: readonly ShownClaim[],
  offset: number,
  selected: ClaimRef | undefined,
): ShownClaim | undefined {
  const here = claimsAt(claims, offset)
  const at = here.findIndex((shown) => sameRef(refOf(shown), selected))
  return here[(at + 1) % Math.max(1, here.length)]
}

/** The claim `step` further in the order of the text; without a selected one, the first or last after or before `offset`. */
export function stepFrom(
  claims: readonly ShownClaim[],
  selected: ClaimRef | undefined,
  step: 1 | -1,
  offset: number,
): ShownClaim | undefined {
  const at = claims.findIndex((shown) => sameRef(refOf(shown), selected))
  if (at >= 0) return claims[at + step] ?? claims[at]
  const starts = claims.map(({ claim }) => spansOf(claim)[0]?.from)
  if (step === 1) return claims[starts.findIndex((from) => from !== undefined && from >= offset)] ?? claims[0]
  return claims[starts.findLastIndex((from) => from !== undefined && from < offset)] ?? claims[claims.length - 1]
}

/** The claims that have words in a part of the text, in the order of the list. */
export function claimsIn(claims: readonly ShownClaim[], { from, to }: Span): readonly ShownClaim[] {
  const { spans, owners } = indexOf(claims)
  const found = new Set<number>()
  spans.eachIn(from, to, (id) => {
    const owner = owners[id]
    if (owner !== undefined) found.add(owner)
  })
  return [...found].sort((a, b) => a - b).flatMap((owner) => claims[owner] ?? [])
}
