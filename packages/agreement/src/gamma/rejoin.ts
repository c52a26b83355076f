import { type Arc, bestMatching } from '../matching.js'
import { gainOfJoining } from './candidates.js'
import type { Neighbourhood } from './neighbours.js'

/** Units held together: at most one of an annotator; every unit is in one group. */
export type Groups = readonly (readonly number[])[]

/**
 * A good alignment, found by parting and rejoining: the annotators are parted in two, each group is cut in its two parts,
 * and the parts are matched anew so that most is gained (an assignment, which is solved exactly). This is repeated with
 * other partings until none gains. With two annotators the result is the best; with more there may be a better one.
 */
export function rejoined(neighbourhood: Neighbourhood, rounds = 12): Groups {
  const { units, annotators, annotatorOf } = neighbourhood
  let groups: Groups = Array.from({ length: units }, (_, unit) => [unit])
  const all = Array.from({ length: annotators }, (_, annotator) => annotator)
  for (const last of all.slice(1)) {
    groups = rejoin(
      neighbourhood,
      groups,
      (unit) => (annotatorOf[unit] ?? 0) === last,
      (unit) => (annotatorOf[unit] ?? 0) < last,
    )
  }
  if (annotators === 2) return groups
  const partings = partingsOf(annotators)
  for (let round = 0, still = 0; round < rounds && still < partings.length; round++) {
    for (const parting of partings) {
      const inside = (unit: number): boolean => parting.has(annotatorOf[unit] ?? 0)
      const next = rejoin(neighbourhood, groups, inside, (unit) => !inside(unit))
      still = worth(neighbourhood, next) > worth(neighbourhood, groups) + 1e-9 ? 0 : still + 1
      if (still === 0) groups = next
      if (still >= partings.length) break
    }
  }
  return groups
}

/** What these groups save over each unit alone, in C · Δ∅. */
export function worth({ annotators, between }: Neighbourhood, groups: Groups): number {
  const pairs = (annotators * (annotators - 1)) / 2
  let sum = 0
  for (const group of groups) sum += worthOf(pairs, between, group)
  return sum
}

export function worthOf(pairs: number, between: Neighbourhood['between'], group: readonly number[]): number {
  const size = group.length
  let apart = 0
  for (let a = 0; a < size; a++) for (let b = a + 1; b < size; b++) apart += between(group[a] ?? 0, group[b] ?? 0)
  return (size - 1) * pairs + (size * (size - 1)) / 2 - apart
}

/** Each annotator against the rest; with up to six, every parting in two. */
function partingsOf(annotators: number): readonly ReadonlySet<number>[] {
  const bits = Array.from({ length: annotators }, (_, annotator) => annotator)
  if (annotators > 6) return bits.map((bit) => new Set([bit]))
  const partings: ReadonlySet<number>[] = []
  for (let chosen = 1; chosen < 2 ** (annotators - 1); chosen++) {
    partings.push(new Set(bits.filter((bit) => Math.floor(chosen / 2 ** bit) % 2 === 1)))
  }
  return partings.sort((a, b) => Math.min(a.size, annotators - a.size) - Math.min(b.size, annotators - b.size))
}

function rejoin(
  { units, annotators, near, between }: Neighbourhood,
  groups: Groups,
  isLeft: (unit: number) => boolean,
  isRight: (unit: number) => boolean,
): Groups {
  const pairs = (annotators * (annotators - 1)) / 2
  const parts: number[][] = []
  const partOf = new Int32Array(units).fill(-1)
  for (const group of groups) {
    for (const part of [
      group.filter(isLeft),
      group.filter(isRight),
      group.filter((unit) => !isLeft(unit) && !isRight(unit)),
    ]) {
      if (part.length === 0) continue
      for (const unit of part) partOf[unit] = parts.length
      parts.push(part)
    }
  }
  const arcs: Arc[] = []
  for (const [left, part] of parts.entries()) {
    if (!part.some(isLeft)) continue
    const rights = new Set<number>()
    for (const unit of part) for (const other of near[unit] ?? []) if (isRight(other)) rights.add(partOf[other] ?? -1)
    for (const right of rights) {
      const others = parts[right] ?? []
      let apart = 0
      for (const unit of part) for (const other of others) apart += between(unit, other)
      const weight = gainOfJoining(pairs, part.length, others.length, apart)
      if (weight > 0) arcs.push({ left, right, weight })
    }
  }
  const joined = new Set<number>()
  const result: number[][] = []
  for (const { left, right } of bestMatching(arcs)) {
    joined.add(left)
    joined.add(right)
    result.push([...(parts[left] ?? []), ...(parts[right] ?? [])].sort((a, b) => a - b))
  }
  for (const [at, part] of parts.entries()) if (!joined.has(at)) result.push(part)
  return result
}
