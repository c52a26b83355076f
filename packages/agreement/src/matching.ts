/** An arc of a bipartite graph: from left node to right node, with a weight above 0. */
export interface Arc {
  readonly left: number
  readonly right: number
  readonly weight: number
}

/** Weights that differ by less are equal: sums of fractions are not exact. */
const equal = 1e-9

/**
 * The one-to-one matching with the greatest sum of weights; of equal ones, that which the order of the arcs finds first. Left
 * nodes are added one at a time, each by the alternating path that gains most; the matching of those so far stays the best
 * (the Hungarian method on a sparse graph), so clusters that share nothing cost nothing to each other.
 */
export function bestMatching(arcs: readonly Arc[]): readonly Arc[] {
  const byLeft = new Map<number, Arc[]>()
  for (const arc of arcs) {
    const list = byLeft.get(arc.left)
    if (list === undefined) byLeft.set(arc.left, [arc])
    else list.push(arc)
  }
  for (const list of byLeft.values()) list.sort((a, b) => b.weight - a.weight)
  const ofRight = new Map<number, Arc>()

  /**
   * No path from a left node that lost its partner gains more than the arc it lost (else the matching was not the best), so
   * none that goes on over an arc gains more than up to that arc: heaviest first, the rest need not be looked at.
   */
  function add(start: number): void {
    /** The most gained on a path that leaves this left node without a partner, and the arc that took its partner away. */
    const gains = new Map<number, { readonly gain: number; readonly by?: Arc }>([[start, { gain: 0 }]])
    let best: { readonly gain: number; readonly end?: Arc; readonly free?: number } = { gain: 0, free: start }
    const queue = [start]
    for (let left = queue.shift(); left !== undefined; left = queue.shift()) {
      const gain = gains.get(left)?.gain ?? 0
      for (const arc of byLeft.get(left) ?? []) {
        if (gain + arc.weight <= best.gain + equal) break
        const holder = ofRight.get(arc.right)
        if (holder === arc) continue
        const gained = gain + arc.weight - (holder?.weight ?? 0)
        if (holder === undefined) {
          if (gained > best.gain + equal) best = { gain: gained, end: arc }
          continue
        }
        if (gained <= (gains.get(holder.left)?.gain ?? Number.NEGATIVE_INFINITY) + equal) continue
        gains.set(holder.left, { gain: gained, by: arc })
        if (gained > best.gain + equal) best = { gain: gained, free: holder.left }
        queue.push(holder.left)
      }
    }
    let taken = best.end ?? gains.get(best.free ?? start)?.by
    while (taken !== undefined) {
      const before: Arc | undefined = gains.get(taken.left)?.by
      ofRight.set(taken.right, taken)
      taken = before
    }
  }

  for (const left of byLeft.keys()) add(left)
  return [...ofRight.values()].sort((a, b) => a.left - b.left)
}
