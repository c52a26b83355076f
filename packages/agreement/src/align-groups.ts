import type { AlignedMarks } from './align-marks.js'
import { upTo } from './matching.js'

/** The aligned claims of two coders, `a` and `b` by their places among all coders. */
export interface PairOfCoders {
  readonly a: number
  readonly b: number
  readonly alignment: AlignedMarks
}

/** Groups of claims that are one, at most one claim of each coder. */
export interface Groups {
  readonly coders: number
  readonly count: number
  /** `claims[group * coders + coder]` is the place of a claim among the coder's, or -1 where the coder has none. */
  readonly claims: Int32Array
}

/**
 * Align the claims of any number of coders (as the unitary alignments of Mathet, Widlöcher and Métivier 2015, with overlap in
 * place of their dissimilarity). The best pairings of each two coders are joined, those that overlap most first, as long as no
 * coder has two claims in a group. Of two coders this is their best pairing; of more the best grouping is not proven. Claims
 * that nobody else has are groups of their own. `placeOf` says where in the text a claim starts.
 */
export function alignGroups(
  sizes: readonly number[],
  pairings: readonly PairOfCoders[],
  placeOf: (coder: number, claim: number) => number,
): Groups {
  const coders = sizes.length
  const starts = new Int32Array(coders + 1)
  sizes.forEach((size, coder) => {
    starts[coder + 1] = (starts[coder] ?? 0) + size
  })
  const nodes = starts[coders] ?? 0
  const links = linksOf(pairings, starts, placeOf)
  const conflicting = conflictsOf(links, nodes, starts, coders)
  const claims = new Int32Array(nodes * coders).fill(-1)
  const { root, join } = disjointSets(nodes)
  for (let coder = 0; coder < coders; coder++) {
    const start = starts[coder] ?? 0
    for (let node = start; node < (starts[coder + 1] ?? 0); node++) claims[node * coders + coder] = node - start
  }
  const isFree = (one: number, other: number): boolean => {
    for (let coder = 0; coder < coders; coder++) {
      if ((claims[one * coders + coder] ?? -1) >= 0 && (claims[other * coders + coder] ?? -1) >= 0) return false
    }
    return true
  }
  const unite = (link: number): void => {
    const here = root(links.one[link] ?? 0)
    const there = root(links.other[link] ?? 0)
    if (here === there || !isFree(here, there)) return
    for (let coder = 0; coder < coders; coder++) {
      const claim = claims[there * coders + coder] ?? -1
      if (claim >= 0) claims[here * coders + coder] = claim
    }
    join(here, there)
  }
  for (let link = 0; link < links.one.length; link++) if (conflicting[link] === 0) unite(link)
  const inOrder = upTo(links.one.length).filter((link) => conflicting[link] === 1)
  inOrder.sort(
    (x, y) => (links.weight[y] ?? 0) - (links.weight[x] ?? 0) || (links.place[x] ?? 0) - (links.place[y] ?? 0),
  )
  inOrder.forEach(unite)

  let count = 0
  for (let node = 0; node < nodes; node++) {
    if (root(node) !== node) continue
    claims.copyWithin(count * coders, node * coders, (node + 1) * coders)
    count += 1
  }
  return { coders, count, claims: claims.subarray(0, count * coders) }
}

/** Sets that are joined, each known by one of its members, its root. */
function disjointSets(nodes: number) {
  const above = upTo(nodes)
  return {
    root(node: number): number {
      let at = node
      for (let next = above[at] ?? at; next !== at; next = above[at] ?? at) {
        above[at] = above[next] ?? next
        at = next
      }
      return at
    },
    /** Join the sets of two roots; the first stays a root. */
    join(one: number, other: number): void {
      above[other] = one
    },
  }
}

/** 1 for each link among claims of which some coder has two, so that not all that are linked can be one. */
function conflictsOf({ one, other }: Links, nodes: number, starts: Int32Array, coders: number): Uint8Array {
  const { root, join } = disjointSets(nodes)
  for (let link = 0; link < one.length; link++) {
    const here = root(one[link] ?? 0)
    const there = root(other[link] ?? 0)
    if (here !== there) join(here, there)
  }
  const seen = new Uint8Array(nodes * coders)
  const conflicted = new Uint8Array(nodes)
  for (let coder = 0; coder < coders; coder++) {
    for (let node = starts[coder] ?? 0; node < (starts[coder + 1] ?? 0); node++) {
      const own = root(node)
      if (seen[own * coders + coder] === 1) conflicted[own] = 1
      seen[own * coders + coder] = 1
    }
  }
  const conflicts = new Uint8Array(one.length)
  for (let link = 0; link < one.length; link++) conflicts[link] = conflicted[root(one[link] ?? 0)] ?? 0
  return conflicts
}

/** Pairs of claims, as nodes, that are aligned; their weight, and the sum of where they start. */
interface Links {
  readonly one: Int32Array
  readonly other: Int32Array
  readonly weight: Float64Array
  readonly place: Float64Array
}

function linksOf(
  pairings: readonly PairOfCoders[],
  starts: Int32Array,
  placeOf: (coder: number, claim: number) => number,
): Links {
  const all = pairings.reduce((sum, { alignment }) => sum + alignment.pairs.length, 0)
  const links = {
    one: new Int32Array(all),
    other: new Int32Array(all),
    weight: new Float64Array(all),
    place: new Float64Array(all),
  }
  let filled = 0
  for (const { a, b, alignment } of pairings) {
    const { pairs, touches } = alignment
    for (let pair = 0; pair < pairs.length; pair++) {
      const at = pairs[pair] ?? 0
      const left = touches.left[at] ?? 0
      const right = touches.right[at] ?? 0
      links.one[filled] = (starts[a] ?? 0) + left
      links.other[filled] = (starts[b] ?? 0) + right
      links.weight[filled] = touches.weight[at] ?? 0
      links.place[filled] = placeOf(a, left) + placeOf(b, right)
      filled += 1
    }
  }
  return links
}
