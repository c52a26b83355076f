import type { Span } from '@claimspan/core'
import type { ClaimColumns } from './claim-columns.js'
import { sameSpans } from './claim-values.js'
import { overlapOf } from './covered.js'
import { type ArcColumns, matchColumns, upTo } from './matching.js'
import { eachTouching } from './touching.js'

/** Claims of two coders that share characters, by their places among the claims of either, in columns; A's ascending. */
export interface Touches extends ArcColumns {
  /** Intersection over union of the characters they cover, above 0 up to 1; 1 when they cover the same. */
  readonly overlap: Float64Array
}

/** The claims of two coders: which touch, and which of these are taken for the same claim. */
export interface AlignedMarks {
  readonly touches: Touches
  /** Places among the touches, one to one, in the order of A's claims. */
  readonly pairs: Int32Array
}

/** How much what the claims say counts for: only between pairings whose overlaps sum up alike, as those of equal spans. */
const valuesWeigh = 1e-4

/** What aligning needs of coders' marks. */
export interface Alignable {
  readonly covered: readonly (readonly Span[])[]
  readonly columns: ClaimColumns
}

/** Align two coders' claims, as `alignClaims` says; only those that overlap by `atLeast` so much are taken for the same. */
export function alignMarks(a: Alignable, b: Alignable, atLeast = 0): AlignedMarks {
  const [lefts, rights]: [number[], number[]] = [[], []]
  eachTouching(a.covered, b.covered, (left, right) => {
    lefts.push(left)
    rights.push(right)
  })
  const [left, right] = [Int32Array.from(lefts), Int32Array.from(rights)]
  const [overlap, weight] = [new Float64Array(left.length), new Float64Array(left.length)]
  for (let at = 0; at < left.length; at++) {
    const one = left[at] ?? 0
    const other = right[at] ?? 0
    const shared = overlapBetween(a.covered[one] ?? [], b.covered[other] ?? [])
    overlap[at] = shared
    weight[at] = shared + valuesWeigh * alikeness(a.columns, one, b.columns, other)
  }
  const touches = { left, right, overlap, weight }
  if (atLeast === 0) return { touches, pairs: matchColumns(touches) }
  const near = upTo(left.length).filter((at) => (overlap[at] ?? 0) >= atLeast)
  return { touches, pairs: matchAmong(touches, near, weight).map((place) => near[place] ?? 0) }
}

/** The best matching of some of the touches, as places among these. */
export function matchAmong({ left, right }: ArcColumns, among: Int32Array, weight?: Float64Array): Int32Array {
  const weights = new Float64Array(among.length).fill(1)
  if (weight !== undefined) for (let at = 0; at < among.length; at++) weights[at] = weight[among[at] ?? 0] ?? 0
  return matchColumns({
    left: among.map((at) => left[at] ?? 0),
    right: among.map((at) => right[at] ?? 0),
    weight: weights,
  })
}

function overlapBetween(a: readonly Span[], b: readonly Span[]): number {
  const one = a[0]
  const other = b[0]
  if (a.length !== 1 || b.length !== 1 || one === undefined || other === undefined) return overlapOf(a, b)
  const shared = Math.min(one.to, other.to) - Math.max(one.from, other.from)
  return shared / (one.to - one.from + other.to - other.from - shared)
}

/**
 * How far two claims say the same, 0 to 1. Each field weighs about four times as much as the next, so that pairings which are
 * alike in other fields do not come to the same sum.
 */
function alikeness(a: ClaimColumns, one: number, b: ClaimColumns, other: number): number {
  let alike = 0.76 * sharedTypes(a, one, b, other)
  if (a.values.attribution[one] === b.values.attribution[other]) alike += 0.18
  if (a.values['check-worthiness'][one] === b.values['check-worthiness'][other]) alike += 0.042
  if (a.values.verdict[one] === b.values.verdict[other]) alike += 0.0098
  if (a.values.speaker[one] === b.values.speaker[other]) alike += 0.0023
  if (sameSpans(a.source[one] ?? [], b.source[other] ?? [])) alike += 0.00053
  if (sameSpans(a.cue[one] ?? [], b.cue[other] ?? [])) alike += 0.00012
  return alike
}

/** Types that both have, of all that either has. */
function sharedTypes(a: ClaimColumns, one: number, b: ClaimColumns, other: number): number {
  const fromA = a.typesFrom[one] ?? 0
  const toA = a.typesFrom[one + 1] ?? 0
  const fromB = b.typesFrom[other] ?? 0
  const toB = b.typesFrom[other + 1] ?? 0
  let both = 0
  for (let ofA = fromA; ofA < toA; ofA++) {
    for (let ofB = fromB; ofB < toB; ofB++) if (a.types[ofA] === b.types[ofB]) both += 1
  }
  return both / (toA - fromA + toB - fromB - both)
}

/** A pair of aligned claims, by their places among the claims of either coder. */
export interface AlignedPair {
  readonly left: number
  readonly right: number
  readonly overlap: number
}

/** The pairs, one by one. */
export function* pairsOf({ touches, pairs }: AlignedMarks): Generator<AlignedPair> {
  for (const at of pairs) {
    yield { left: touches.left[at] ?? 0, right: touches.right[at] ?? 0, overlap: touches.overlap[at] ?? 0 }
  }
}
