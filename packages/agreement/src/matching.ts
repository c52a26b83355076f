/** An arc of a bipartite graph: from left node to right node, with a weight above 0. */
export interface Arc {
  readonly left: number
  readonly right: number
  readonly weight: number
}

/** Arcs in columns, those of one left node together, left nodes ascending. */
export interface ArcColumns {
  readonly left: Int32Array
  readonly right: Int32Array
  readonly weight: Float64Array
}

/** Weights that differ by less are equal: sums of fractions are not exact. */
const equal = 1e-10

/** {@link matchColumns} of arcs in any order; the arcs taken, left nodes ascending. */
export function bestMatching<Known extends Arc>(arcs: readonly Known[]): readonly Known[] {
  const order = [...arcs].sort((a, b) => a.left - b.left)
  const taken = matchColumns({
    left: Int32Array.from(order, ({ left }) => left),
    right: Int32Array.from(order, ({ right }) => right),
    weight: Float64Array.from(order, ({ weight }) => weight),
  })
  return [...taken].flatMap((arc) => order[arc] ?? [])
}

/**
 * The one-to-one matching with the greatest sum of weights, as places of its arcs; of equal ones, that which the order of the
 * arcs finds first. Left nodes are added one at a time, each by the alternating path that gains most; the matching of those so
 * far stays the best (the Hungarian method on a sparse graph), so clusters that share nothing cost nothing to each other.
 */
export function matchColumns({ left, right, weight }: ArcColumns): Int32Array {
  let rights = 0
  for (const node of right) rights = Math.max(rights, node + 1)
  const lefts = (left.at(-1) ?? -1) + 1
  /** The arc that holds each right node, or -1. */
  const holderOf = new Int32Array(rights).fill(-1)
  const begin = new Int32Array(lefts + 1)
  for (const node of left) begin[node + 1] = (begin[node + 1] ?? 0) + 1
  for (let node = 0; node < lefts; node++) begin[node + 1] = (begin[node + 1] ?? 0) + (begin[node] ?? 0)
  const order = heaviestFirst(begin, weight)

  for (let start = 0; start < lefts; start++) {
    const from = begin[start] ?? 0
    if (from === (begin[start + 1] ?? 0)) continue
    const heaviest = order[from] ?? 0
    const wanted = right[heaviest] ?? 0
    // No path gains more than its first arc, as below: a heaviest arc to a free node is the best there is.
    if ((holderOf[wanted] ?? -1) < 0) holderOf[wanted] = heaviest
    else addByPath(start)
  }

  /**
   * No path from a left node that lost its partner gains more than the arc it lost (else the matching was not the best), so
   * none that goes on over an arc gains more than up to that arc: heaviest first, the rest need not be looked at.
   */
  function addByPath(start: number): void {
    /** The most gained on a path that leaves this left node without a partner, and the arc that took its partner away. */
    const gains = new Map<number, { readonly gain: number; readonly by: number }>([[start, { gain: 0, by: -1 }]])
    let best = { gain: 0, end: -1, free: start }
    const queue = [start]
    for (let at = 0; at < queue.length; at++) {
      const node = queue[at] ?? start
      const gain = gains.get(node)?.gain ?? 0
      for (let place = begin[node] ?? 0; place < (begin[node + 1] ?? 0); place++) {
        const arc = order[place] ?? 0
        const added = weight[arc] ?? 0
        if (gain + added <= best.gain + equal) break
        const holder = holderOf[right[arc] ?? 0] ?? -1
        if (holder === arc) continue
        if (holder < 0) {
          best = { gain: gain + added, end: arc, free: -1 }
          continue
        }
        const loser = left[holder] ?? 0
        const gained = gain + added - (weight[holder] ?? 0)
        if (gained <= (gains.get(loser)?.gain ?? Number.NEGATIVE_INFINITY) + equal) continue
        gains.set(loser, { gain: gained, by: arc })
        if (gained > best.gain + equal) best = { gain: gained, end: -1, free: loser }
        queue.push(loser)
      }
    }
    let taken = best.end >= 0 ? best.end : (gains.get(best.free)?.by ?? -1)
    while (taken >= 0) {
      const before = gains.get(left[taken] ?? 0)?.by ?? -1
      holderOf[right[taken] ?? 0] = taken
      taken = before
    }
  }

  return holderOf.filter((arc) => arc >= 0).sort()
}

/** The places of the arcs of each left node, the heaviest first. */
function heaviestFirst(begin: Int32Array, weight: Float64Array): Int32Array {
  const order = upTo(weight.length)
  for (let node = 0; node + 1 < begin.length; node++) {
    const from = begin[node] ?? 0
    const to = begin[node + 1] ?? 0
    for (let at = from + 1; at < to; at++) {
      const arc = order[at] ?? 0
      const heavy = weight[arc] ?? 0
      let place = at
      while (place > from && (weight[order[place - 1] ?? 0] ?? 0) < heavy) {
        order[place] = order[place - 1] ?? 0
        place -= 1
      }
      order[place] = arc
    }
  }
  return order
}

/** 0, 1, 2 and so on, `count` of them. */
export function upTo(count: number): Int32Array {
  const numbers = new Int32Array(count)
  for (let at = 0; at < count; at++) numbers[at] = at
  return numbers
}
