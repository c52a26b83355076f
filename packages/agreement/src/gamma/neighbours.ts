import type { LabelledSpan } from '../continuum.js'
import { categoricalDissimilarity, type Dissimilarity } from './dissimilarity.js'

/** Units of all annotators, numbered in the order of the text, with the dissimilarity of those that may be aligned. */
export interface Neighbourhood {
  /** How many units and annotators there are. */
  readonly units: number
  readonly annotators: number
  /** The annotator of each unit, and its place among that annotator's. */
  readonly annotatorOf: Int32Array
  readonly placeOf: Int32Array
  /** The units of other annotators that each unit may be aligned with, ascending. */
  readonly near: readonly (readonly number[])[]
  /** The dissimilarity of two units, in Δ∅. */
  readonly between: (a: number, b: number) => number
}

/**
 * Two units that are further apart than `limit` (in Δ∅) are not neighbours. With n annotators and C = n (n − 1) / 2 pairs, no
 * best alignment puts two units together that are C + n − 1 or more apart: one of them alone would be better.
 */
export function neighbourhood(
  units: readonly (readonly LabelledSpan[])[],
  dissimilarity: Dissimilarity,
  limit: number,
): Neighbourhood {
  const { alpha = 3, beta = 1 } = dissimilarity
  const all = units.flatMap((each, annotator) => each.map((unit, place) => ({ unit, annotator, place })))
  all.sort(
    (a, b) => a.unit.from + a.unit.to - (b.unit.from + b.unit.to) || a.annotator - b.annotator || a.place - b.place,
  )
  const count = all.length
  const [from, to] = [new Float64Array(count), new Float64Array(count)]
  const [annotatorOf, placeOf, labelOf] = [new Int32Array(count), new Int32Array(count), new Int32Array(count)]
  const labels: string[] = []
  const numbers = new Map<string, number>()
  let longest = 0
  for (const [at, { unit, annotator, place }] of all.entries()) {
    from[at] = unit.from
    to[at] = unit.to
    annotatorOf[at] = annotator
    placeOf[at] = place
    longest = Math.max(longest, unit.to - unit.from)
    const number = numbers.get(unit.label) ?? labels.push(unit.label) - 1
    numbers.set(unit.label, number)
    labelOf[at] = number
  }
  const kinds = labels.length
  const apart = Float64Array.from({ length: kinds * kinds }, (_, at) => {
    const [a, b] = [labels[Math.floor(at / kinds)] ?? '', labels[at % kinds] ?? '']
    return beta * categoricalDissimilarity(a, b, dissimilarity)
  })
  const between = (a: number, b: number): number => {
    const [fromA, fromB, toA, toB] = [from[a] ?? 0, from[b] ?? 0, to[a] ?? 0, to[b] ?? 0]
    const share = (Math.abs(fromA - fromB) + Math.abs(toA - toB)) / (toA - fromA + (toB - fromB))
    return alpha * share * share + (apart[(labelOf[a] ?? 0) * kinds + (labelOf[b] ?? 0)] ?? 0)
  }
  // Neighbours have ends that differ by less than √(limit / α) of their lengths together; so do the sums of both ends.
  const reach = alpha === 0 ? Number.POSITIVE_INFINITY : Math.sqrt(limit / alpha)
  const near = Array.from({ length: count }, (): number[] => [])
  for (let a = 0; a < count; a++) {
    const middle = (from[a] ?? 0) + (to[a] ?? 0)
    const furthest = middle + reach * ((to[a] ?? 0) - (from[a] ?? 0) + longest)
    for (let b = a + 1; b < count && (from[b] ?? 0) + (to[b] ?? 0) <= furthest; b++) {
      if (annotatorOf[a] === annotatorOf[b] || between(a, b) >= limit) continue
      near[a]?.push(b)
      near[b]?.push(a)
    }
  }
  for (const each of near) each.sort((a, b) => a - b)
  return { units: count, annotators: units.length, annotatorOf, placeOf, near, between }
}
