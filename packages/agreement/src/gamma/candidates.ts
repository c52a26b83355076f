import type { Neighbourhood } from './neighbours.js'

/**
 * Sets of items with weights: set `s` has the items `members[starts[s]]` up to `members[starts[s + 1]]`, ascending, and is
 * worth `weights[s]`, above 0.
 */
export interface WeightedSets {
  readonly count: number
  readonly starts: Int32Array
  readonly members: Int32Array
  readonly weights: Float64Array
}

/** What is gained, in C · Δ∅, when two groups of so many units that are `apart` in sum become one. */
export const gainOfJoining = (pairs: number, sizeA: number, sizeB: number, apart: number): number =>
  pairs + sizeA * sizeB - apart

/**
 * All sets of two or more units, at most one of an annotator, that a best alignment may hold together: none of their units
 * would be better alone. The weight is what they save over each unit alone, in C · Δ∅. `undefined` when there are more than
 * `most`. (The paper keeps those that cost no more than their units alone, section 5.1; this is the same, made stricter.)
 */
export function candidates(neighbourhood: Neighbourhood, most: number): WeightedSets | undefined {
  const { units, annotators, annotatorOf, near, between } = neighbourhood
  const pairs = (annotators * (annotators - 1)) / 2
  const limit = pairs + annotators - 1
  const starts = [0]
  const members: number[] = []
  const weights: number[] = []
  const group: number[] = []
  const sums: number[] = []
  const byAnnotator = (a: number, b: number) => (annotatorOf[a] ?? 0) - (annotatorOf[b] ?? 0) || a - b
  let tooMany = false

  /** Put every unit that may join into the group, of each annotator after the last one's. */
  function grow(followers: readonly number[], begin: number, apart: number): void {
    for (let at = begin; at < followers.length && !tooMany; at++) {
      const unit = followers[at] ?? 0
      const last = group.at(-1)
      if (last !== undefined && annotatorOf[last] === annotatorOf[unit]) continue
      let sum = 0
      let fits = true
      for (const [place, member] of group.entries()) {
        const distance = between(member, unit)
        sum += distance
        if ((sums[place] ?? 0) + distance >= limit) fits = false
      }
      if (!fits || sum >= limit) continue
      for (const [place, member] of group.entries()) sums[place] = (sums[place] ?? 0) + between(member, unit)
      group.push(unit)
      sums.push(sum)
      keep(apart + sum)
      if (group.length < annotators) grow(followers, at + 1, apart + sum)
      group.pop()
      sums.pop()
      for (const [place, member] of group.entries()) sums[place] = (sums[place] ?? 0) - between(member, unit)
    }
  }

  function keep(apart: number): void {
    const size = group.length
    if (sums.some((sum) => gainOfJoining(pairs, 1, size - 1, sum) <= 0)) return
    const weight = (size - 1) * pairs + (size * (size - 1)) / 2 - apart
    if (weight <= 0) return
    if (weights.length >= most) {
      tooMany = true
      return
    }
    members.push(...[...group].sort((a, b) => a - b))
    starts.push(members.length)
    weights.push(weight)
  }

  for (let unit = 0; unit < units && !tooMany; unit++) {
    const followers = (near[unit] ?? []).filter((each) => (annotatorOf[each] ?? 0) > (annotatorOf[unit] ?? 0))
    followers.sort(byAnnotator)
    group.push(unit)
    sums.push(0)
    grow(followers, 0, 0)
    group.pop()
    sums.pop()
  }
  if (tooMany) return undefined
  return {
    count: weights.length,
    starts: Int32Array.from(starts),
    members: Int32Array.from(members),
    weights: Float64Array.from(weights),
  }
}
