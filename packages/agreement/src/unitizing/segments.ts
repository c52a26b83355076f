import { type Continuum, compareUnits, type LabelledSpan } from '../continuum.js'

/** A stretch of a continuum in which one annotator's units stay the same: its label, or `undefined` in a gap between units. */
export interface Segment {
  readonly from: number
  readonly to: number
  readonly label: string | undefined
}

/** One annotator's partition of a continuum: segments that follow each other from its start to its end. */
export interface Partition {
  readonly segments: readonly Segment[]
  /** How many segments lie in units of several labels; their label names all of them, sorted, with ` + ` between. */
  readonly overlapping: number
}

/**
 * The units of one annotator as a partition, which the coefficients of 2016 are defined on. Units of one label that overlap
 * are joined (those that only touch stay two); where units of several labels overlap, the segment has the set of them.
 */
export function partition({ from, to }: Omit<Continuum, 'units'>, units: readonly LabelledSpan[]): Partition {
  const joined = joinedByLabel(units)
  const borders = [...new Set([from, to, ...joined.flatMap((unit) => [unit.from, unit.to])])].sort((a, b) => a - b)
  const segments: Segment[] = []
  let overlapping = 0
  let first = 0
  for (const [at, border] of borders.slice(0, -1).entries()) {
    const end = borders[at + 1] ?? border
    while (first < joined.length && (joined[first]?.reach ?? 0) <= border) first += 1
    const labels: string[] = []
    let begins = false
    for (let unit = first; unit < joined.length; unit++) {
      const each = joined[unit]
      if (each === undefined || each.from > border) break
      if (each.to <= border) continue
      labels.push(each.label)
      if (each.from === border) begins = true
    }
    const label = labels.length === 0 ? undefined : labels.sort().join(' + ')
    if (labels.length > 1) overlapping += 1
    const last = segments.at(-1)
    if (last !== undefined && last.label === label && !begins) segments[segments.length - 1] = { ...last, to: end }
    else segments.push({ from: border, to: end, label })
  }
  return { segments, overlapping }
}

/** Units in order, those of one label that overlap as one; `reach` is how far any unit up to there goes. */
export function joinedByLabel(units: readonly LabelledSpan[]): readonly (LabelledSpan & { readonly reach: number })[] {
  const last = new Map<string, { from: number; to: number; label: string }>()
  const joined: { from: number; to: number; label: string }[] = []
  for (const { from, to, label } of [...units].sort(compareUnits)) {
    const before = last.get(label)
    if (before !== undefined && from < before.to) before.to = Math.max(before.to, to)
    else {
      const unit = { from, to, label }
      last.set(label, unit)
      joined.push(unit)
    }
  }
  let reach = Number.NEGATIVE_INFINITY
  return joined.map((unit) => {
    reach = Math.max(reach, unit.to)
    return { ...unit, reach }
  })
}
