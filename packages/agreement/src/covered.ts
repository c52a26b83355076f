import { type Claim, compareSpans, type Span } from '@claimspan/core'

/** The characters of all of a claim's mentions: spans in order that neither overlap nor touch; none when it is detached. */
export function coveredBy(claim: Claim): readonly Span[] {
  const [first, second] = claim.mentions
  return joined(
    first !== undefined && second === undefined ? first.spans : claim.mentions.flatMap(({ spans }) => spans),
  )
}

/** The characters of spans in any order, as spans in order that neither overlap nor touch. */
export function joined(spans: readonly Span[]): readonly Span[] {
  if (isApart(spans)) return spans
  const together: { from: number; to: number }[] = []
  for (const { from, to } of [...spans].sort(compareSpans)) {
    const last = together.at(-1)
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to)
    else together.push({ from, to })
  }
  return together
}

function isApart(spans: readonly Span[]): boolean {
  for (let at = 1; at < spans.length; at++) {
    if ((spans[at]?.from ?? 0) <= (spans[at - 1]?.to ?? 0)) return false
  }
  return true
}

export const lengthOf = (spans: readonly Span[]): number => {
  let length = 0
  for (const { from, to } of spans) length += to - from
  return length
}

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
