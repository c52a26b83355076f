import type { AlignedMarks } from './align-marks.js'

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
  const claims = new Int32Array(nodes * coders).fill(-1)
  const rootOf = Int32Array.from({ length: nodes }, (_, node) => node)
  sizes.forEach((size, coder) => {
    for (let claim = 0; claim < size; claim++) claims[((starts[coder] ?? 0) + claim) * coders + coder] = claim
  })
  const root = (node: number): number => {
    let at = node
    while (rootOf[at] !== at) {
      const above = rootOf[rootOf[at] ?? 0] ?? 0
      rootOf[at] = above
      at = above
    }
    return at
  }
  const join = (one: number, other: number): void => {
    const [here, there] = [root(one), root(other)]
    if (here === there) return
    for (let coder = 0; coder < coders; coder++) {
      if ((claims[here * coders + coder] ?? -1) >= 0 && (claims[there * coders + coder] ?? -1) >= 0) return
    }
    for (let coder = 0; coder < coders; coder++) {
      const claim = claims[there * coders + coder] ?? -1
      if (claim >= 0) claims[here * coders + coder] = claim
    }
    rootOf[there] = here
  }
  linksOf(pairings, starts, placeOf, coders > 2).forEach(join)

  let count = 0
  for (let node = 0; node < nodes; node++) {
    if (rootOf[node] !== node) continue
    claims.copyWithin(count * coders, node * coders, (node + 1) * coders)
    count += 1
  }
  return { coders, count, claims: claims.subarray(0, count * coders) }
}

/** Pairs of nodes to join, those that overlap most first; of equal ones, those that come first in the text. */
function linksOf(
  pairings: readonly PairOfCoders[],
  starts: Int32Array,
  placeOf: (coder: number, claim: number) => number,
  inOrder: boolean,
) {
  const all = pairings.reduce((sum, { alignment }) => sum + alignment.pairs.length, 0)
  const [ones, others] = [new Int32Array(all), new Int32Array(all)]
  const [weights, places] = [new Float64Array(all), new Float64Array(all)]
  let filled = 0
  for (const { a, b, alignment } of pairings) {
    for (const at of alignment.pairs) {
      const [left, right] = [alignment.touches.left[at] ?? 0, alignment.touches.right[at] ?? 0]
      ones[filled] = (starts[a] ?? 0) + left
      others[filled] = (starts[b] ?? 0) + right
      weights[filled] = alignment.touches.weight[at] ?? 0
      places[filled] = placeOf(a, left) + placeOf(b, right)
      filled += 1
    }
  }
  const order = Int32Array.from(ones, (_, link) => link)
  if (inOrder) {
    order.sort((x, y) => (weights[y] ?? 0) - (weights[x] ?? 0) || (places[x] ?? 0) - (places[y] ?? 0))
  }
  return {
    forEach(visit: (one: number, other: number) => void) {
      for (const link of order) visit(ones[link] ?? 0, others[link] ?? 0)
    },
  }
}
