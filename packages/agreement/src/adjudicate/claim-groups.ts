import { type Claim, compareClaims, type LayerId } from '@claimspan/core'
import { coveredBy, overlapOf } from '../covered.js'
import type { WeightedSets } from '../gamma/candidates.js'
import { bestPacking } from '../gamma/packing.js'

/** Claims of several layers that are taken for one: at most one of a layer, and all share words with each other. */
export interface ClaimGroup {
  /** In the order of the layers' ids; at least one. */
  readonly claims: readonly Claim[]
}

/** More sets of claims than this are not weighed; the heaviest of each claim are. */
const most = 300_000

/**
 * Which claims of several layers are the same: a partition into groups such that the sum of the overlaps (intersection over
 * union) of all two claims in a group is greatest; with two layers the pairs that `alignClaims` finds. Detached claims stay
 * alone. Claims and layers in any order give the same groups, in the order of the text.
 */
export function claimGroups(claims: readonly Claim[], layers: readonly LayerId[]): readonly ClaimGroup[] {
  const order = new Map([...layers].sort().map((layer, at) => [layer, at]))
  const items = claims.filter(({ layer }) => order.has(layer)).sort((a, b) => compareClaims(a, b) || byLayer(a, b))
  const layerOf = items.map(({ layer }) => order.get(layer) ?? 0)
  const overlaps = overlapsOf(items, layerOf)
  const sets = weighedSets(items.length, layerOf, overlaps)
  const packing = bestPacking(sets, items.length, heaviestFirst(sets), 20_000_000)
  const groups = packing.chosen.map((set) => [
    ...sets.members.subarray(sets.starts[set] ?? 0, sets.starts[set + 1] ?? 0),
  ])
  const held = new Set(groups.flat())
  for (const item of items.keys()) if (!held.has(item)) groups.push([item])
  return groups
    .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))
    .map((group) => ({ claims: group.flatMap((item) => items[item] ?? []).sort(byLayer) }))
}

const byLayer = (a: Claim, b: Claim): number => (a.layer < b.layer ? -1 : a.layer > b.layer ? 1 : 0)

/** How far each two claims of different layers overlap, by the later of the two; found by walking along the text. */
function overlapsOf(items: readonly Claim[], layerOf: readonly number[]): readonly ReadonlyMap<number, number>[] {
  const covered = items.map(coveredBy)
  const overlaps = items.map(() => new Map<number, number>())
  let open: number[] = []
  for (const [item, spans] of covered.entries()) {
    const from = spans[0]?.from
    if (from === undefined) break
    open = open.filter((other) => (covered[other]?.at(-1)?.to ?? 0) > from)
    for (const other of open) {
      if (layerOf[other] === layerOf[item]) continue
      const overlap = overlapOf(spans, covered[other] ?? [])
      if (overlap > 0) overlaps[item]?.set(other, overlap)
    }
    open.push(item)
  }
  return overlaps
}

/** All sets of two or more claims of different layers that overlap each other, weighed by the sum of their overlaps. */
function weighedSets(
  items: number,
  layerOf: readonly number[],
  overlaps: readonly ReadonlyMap<number, number>[],
): WeightedSets {
  const starts = [0]
  const members: number[] = []
  const weights: number[] = []
  const near = Array.from({ length: items }, (): number[] => [])
  for (const [later, earlier] of overlaps.entries()) for (const item of earlier.keys()) near[item]?.push(later)

  function grow(group: readonly number[], weight: number, followers: readonly number[]): void {
    for (const [at, item] of followers.entries()) {
      if (weights.length >= most) return
      if (group.some((member) => layerOf[member] === layerOf[item])) continue
      const others = group.map((member) => overlaps[item]?.get(member) ?? 0)
      if (others.includes(0)) continue
      const heavier = weight + others.reduce((sum, each) => sum + each, 0)
      const larger = [...group, item]
      members.push(...larger)
      starts.push(members.length)
      weights.push(heavier)
      grow(larger, heavier, followers.slice(at + 1))
    }
  }

  for (let item = 0; item < items; item++) grow([item], 0, near[item] ?? [])
  return {
    count: weights.length,
    starts: Int32Array.from(starts),
    members: Int32Array.from(members),
    weights: Float64Array.from(weights),
  }
}

/** Disjoint sets, the heaviest first: a choice to begin with. */
function heaviestFirst({ count, starts, members, weights }: WeightedSets): readonly number[] {
  const inOrder = Array.from({ length: count }, (_, set) => set)
  inOrder.sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0) || a - b)
  const used = new Set<number>()
  return inOrder.filter((set) => {
    const inside = members.subarray(starts[set] ?? 0, starts[set + 1] ?? 0)
    if (inside.some((item) => used.has(item))) return false
    for (const item of inside) used.add(item)
    return true
  })
}
