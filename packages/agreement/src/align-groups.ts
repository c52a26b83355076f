import type { Touch } from './align-marks.js'

/** A pair of aligned claims of two coders: `pairs` are places among the claims of coder `a` and coder `b`. */
export interface PairOfCoders {
  readonly a: number
  readonly b: number
  readonly pairs: readonly Touch[]
}

/** The claims that are one, at most one of each coder: places among the coder's claims, -1 for a coder who has none. */
export type Group = Int32Array

/**
 * Align the claims of any number of coders (as the unitary alignments of Mathet, Widlöcher and Métivier 2015, with overlap in
 * place of their dissimilarity). The best pairings of each two coders are joined, those that overlap most first, as long as no
 * coder has two claims in a group. Of two coders this is their best pairing; of more the best grouping is not proven. Claims
 * that nobody else has are groups of their own.
 */
export function alignGroups(
  sizes: readonly number[],
  pairings: readonly PairOfCoders[],
  placeOf: (coder: number, claim: number) => number,
): readonly Group[] {
  const starts: number[] = []
  let nodes = 0
  for (const size of sizes) {
    starts.push(nodes)
    nodes += size
  }
  const members: (number[] | undefined)[] = new Array(nodes)
  const coderOf = new Int32Array(nodes)
  sizes.forEach((size, coder) => {
    coderOf.fill(coder, starts[coder], (starts[coder] ?? 0) + size)
  })
  const links = pairings.flatMap(({ a, b, pairs }) =>
    pairs.map(({ left, right, weight }) => ({
      one: (starts[a] ?? 0) + left,
      other: (starts[b] ?? 0) + right,
      weight,
      place: placeOf(a, left) + placeOf(b, right),
    })),
  )
  links.sort((x, y) => y.weight - x.weight || x.place - y.place)
  for (const { one, other } of links) {
    const [here, there] = [members[one] ?? [one], members[other] ?? [other]]
    if (here === there || here.some((node) => there.some((next) => coderOf[node] === coderOf[next]))) continue
    here.push(...there)
    for (const node of here) members[node] = here
  }
  const groups: Group[] = []
  for (let node = 0; node < nodes; node++) {
    const own = members[node] ?? [node]
    if (own[0] !== node) continue
    const group = new Int32Array(sizes.length).fill(-1)
    for (const each of own) {
      const coder = coderOf[each] ?? 0
      group[coder] = each - (starts[coder] ?? 0)
    }
    groups.push(group)
  }
  return groups
}
