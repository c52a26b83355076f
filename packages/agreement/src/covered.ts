import { type Claim, compareSpans, type Span } from '@claimspan/core'

/** The characters of all of a claim's mentions: spans in order that neither overlap nor touch; none when it is detached. */
export function coveredBy(claim: Claim): readonly Span[] {
  const spans = claim.mentions.flatMap((mention) => mention.spans).sort(compareSpans)
  const joined: { from: number; to: number }[] = []
  for (const { from, to } of spans) {
    const last = joined.at(-1)
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to)
    else joined.push({ from, to })
  }
  return joined
}

export const lengthOf = (spans: readonly Span[]): number => spans.reduce((sum, { from, to }) => sum + to - from, 0)

/** How many code units two lists of spans share; each list in order and without overlaps. */
export function sharedLength(a: readonly Span[], b: readonly Span[]): number {
  let shared = 0
  for (let atA = 0, atB = 0; atA < a.length && atB < b.length; ) {
    const [spanA, spanB] = [a[atA], b[atB]]
    if (spanA === undefined || spanB === undefined) break
    shared += Math.max(0, Math.min(spanA.to, spanB.to) - Math.max(spanA.from, spanB.from))
    if (spanA.to < spanB.to) atA += 1
    else atB += 1
  }
  return shared
}

/** Intersection over union, 0 to 1 (Jaccard). 0 when both are empty. */
export function overlapOf(a: readonly Span[], b: readonly Span[]): number {
  const shared = sharedLength(a, b)
  return shared === 0 ? 0 : shared / (lengthOf(a) + lengthOf(b) - shared)
}
