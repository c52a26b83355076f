import type { Claim, Span } from '@claimspan/core'
import { sameSpans, wordsOfPart } from './claim-values.js'
import type { CoderMarks } from './coder-marks.js'
import { overlapOf } from './covered.js'
import { type Arc, bestMatching } from './matching.js'
import { eachTouching } from './touching.js'

/** Two claims that share characters, by their places among the claims of either coder. */
export interface Touch extends Arc {
  /** Intersection over union of the characters they cover, above 0 up to 1; 1 when they cover the same. */
  readonly overlap: number
}

/** The claims of two coders: which touch, and which of these are taken for the same claim. */
export interface AlignedMarks {
  readonly touches: readonly Touch[]
  /** One to one, in the order of A's claims. */
  readonly pairs: readonly Touch[]
}

/** How much what the claims say counts for: only between pairings whose overlaps sum up alike. */
const valuesWeigh = 1e-6

/** What aligning needs of coders' marks. */
export type Alignable = Pick<CoderMarks, 'claims' | 'covered'>

/** Align two coders' claims, as `alignClaims` says. */
export function alignMarks(a: Alignable, b: Alignable): AlignedMarks {
  const touches: Touch[] = []
  eachTouching(a.covered, b.covered, (left, right) => {
    const overlap = overlapBetween(a.covered[left] ?? [], b.covered[right] ?? [])
    const [one, other] = [a.claims[left], b.claims[right]]
    const alike = one === undefined || other === undefined ? 0 : alikeness(one, other)
    touches.push({ left, right, overlap, weight: overlap + valuesWeigh * alike })
  })
  return { touches, pairs: bestMatching(touches) }
}

function overlapBetween(a: readonly Span[], b: readonly Span[]): number {
  const [one, other] = [a[0], b[0]]
  if (a.length !== 1 || b.length !== 1 || one === undefined || other === undefined) return overlapOf(a, b)
  const shared = Math.min(one.to, other.to) - Math.max(one.from, other.from)
  return shared / (one.to - one.from + other.to - other.from - shared)
}

/** How far two claims say the same, 0 to 1. Each field weighs less than the one before, so that no two sums are equal by chance. */
function alikeness(a: Claim, b: Claim): number {
  let alike = 0.5 * sharedTypes(a.types, b.types)
  if (a.attribution?.kind === b.attribution?.kind) alike += 0.23
  if (a.checkWorthiness === b.checkWorthiness) alike += 0.11
  if (a.verdict?.label === b.verdict?.label && a.verdict?.scale === b.verdict?.scale) alike += 0.07
  if (a.attribution === undefined && b.attribution === undefined) return alike + 0.09
  if (a.attribution?.speaker?.name === b.attribution?.speaker?.name) alike += 0.04
  if (sameSpans(wordsOfPart(a, 'source'), wordsOfPart(b, 'source'))) alike += 0.03
  if (sameSpans(wordsOfPart(a, 'cue'), wordsOfPart(b, 'cue'))) alike += 0.02
  return alike
}

/** Types that both have, of all that either has; 1 when neither has one. */
function sharedTypes(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 && b.length === 0) return 1
  let both = 0
  for (const type of a) if (b.includes(type)) both += 1
  return both / (a.length + b.length - both)
}
