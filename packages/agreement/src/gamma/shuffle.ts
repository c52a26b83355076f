import { type Continuum, compareUnits, type LabelledSpan } from '../continuum.js'

/**
 * A continuum as by chance (Mathet, Widlöcher and Métivier 2015, section 5.2): each annotator is given the units of one of the
 * real ones, drawn at random, all moved on by a random distance, and what passes the end begins anew. No two distances are
 * closer than `lengths` mean lengths of a unit, while there is room (1 in the paper, half in the authors' program). A unit at the end
 * keeps its length and may stand out. Annotators with no unit are not drawn.
 */
export function shuffled({ from, to, units }: Continuum, random: () => number, lengths = 1): Continuum {
  const marked = units.filter((each) => each.length > 0)
  if (marked.length === 0) return { from, to, units }
  const all = marked.flat()
  const apart = (lengths * all.reduce((sum, unit) => sum + unit.to - unit.from, 0)) / all.length
  const distances: number[] = []
  const length = to - from
  const moved = units.map(() => {
    const own = marked[Math.floor(random() * marked.length)] ?? []
    let distance = random() * length
    for (let tries = 0; tries < 100 && distances.some((other) => around(distance, other, length) < apart); tries++) {
      distance = random() * length
    }
    distances.push(distance)
    return own
      .map((unit): LabelledSpan => {
        const on = unit.from + distance >= to ? distance - length : distance
        return { from: unit.from + on, to: unit.to + on, label: unit.label }
      })
      .sort(compareUnits)
  })
  return { from, to, units: moved }
}

/** How far apart two distances are on a circle. */
function around(a: number, b: number, length: number): number {
  const apart = Math.abs(a - b)
  return Math.min(apart, length - apart)
}

/** The same continuum with its annotators in an order that depends on their units alone, so that who comes first does not matter. */
export function inOwnOrder({ from, to, units }: Continuum): Continuum {
  return { from, to, units: [...units].sort(compareMarkings) }
}

function compareMarkings(a: readonly LabelledSpan[], b: readonly LabelledSpan[]): number {
  for (const [at, unit] of a.entries()) {
    const other = b[at]
    if (other === undefined) return 1
    const order = compareUnits(unit, other)
    if (order !== 0) return order
  }
  return a.length - b.length
}
