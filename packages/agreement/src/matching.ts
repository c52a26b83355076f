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
 * (the Hungarian method on a sparse graph), so clusters that share nothing cost nothing to each other. Arcs whose ends have no
 * other are taken as they are.
 */
export function bestMatching<Known extends Arc>(arcs: readonly Known[]): readonly Known[] {
  const [lefts, rights] = [degrees(arcs, 'left'), degrees(arcs, 'right')]
  const isAlone = ({ left, right }: Arc) => lefts[left] === 1 && rights[right] === 1
  const tangled = arcs.filter((arc) => !isAlone(arc))
  if (tangled.length === 0) return [...arcs].sort((a, b) => a.left - b.left)
  return [...arcs.filter(isAlone), ...untangled(tangled)].sort((a, b) => a.left - b.left)
}

function degrees(arcs: readonly Arc[], side: 'left' | 'right'): Int32Array {
  const most = arcs.reduce((most, arc) => Math.max(most, arc[side]), -1)
  const count = new Int32Array(most + 1)
  for (const arc of arcs) count[arc[side]] = (count[arc[side]] ?? 0) + 1
  return count
}

function untangled<Known extends Arc>(arcs: readonly Known[]): readonly Known[] {
  const byLeft = new Map<number, Known[]>()
  for (const arc of arcs) {
    const list = byLeft.get(arc.left)
    if (list === undefined) byLeft.set(arc.left, [arc])
    else list.push(arc)
  }
  for (const list of byLeft.values()) if (list.length > 1) list.sort((a, b) => b.weight - a.weight)
  const ofRight = new Map<number, Known>()

  /**
   * No path from a left node that lost its partner gains more than the arc it lost (else the matching was not the best), so
   * none that goes on over an arc gains more than up to that arc: heaviest first, the rest need not be looked at.
   */
  function add(start: number): void {
    /** The most gained on a path that leaves this left node without a partner, and the arc that took its partner away. */
    const gains = new Map<number, { readonly gain: number; readonly by?: Known }>([[start, { gain: 0 }]])
    let best: { readonly gain: number; readonly end?: Known; readonly free?: number } = { gain: 0, free: start }
    const queue = [start]
    for (let at = 0; at < queue.length; at++) {
      const left = queue[at] ?? start
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
      const before: Known | undefined = gains.get(taken.left)?.by
      ofRight.set(taken.right, taken)
      taken = before
    }
  }

  for (const left of byLeft.keys()) add(left)
  return [...ofRight.values()]
}
