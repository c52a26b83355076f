import type { Continuum } from '../continuum.js'
import { type Partition, partition, type Segment } from './segments.js'

/** The label of a segment; `undefined` of a gap. */
export type Label = string | undefined

/** Lengths by two labels, `undefined` being the gaps. */
export class Matrix {
  private readonly rows = new Map<Label, Map<Label, number>>()

  add(a: Label, b: Label, length: number): void {
    const row = this.rows.get(a) ?? new Map<Label, number>()
    this.rows.set(a, row.set(b, (row.get(b) ?? 0) + length))
  }

  addAll(other: Matrix): void {
    for (const [a, row] of other.rows) for (const [b, length] of row) this.add(a, b, length)
  }

  at(a: Label, b: Label): number {
    return this.rows.get(a)?.get(b) ?? 0
  }

  labels(): readonly Label[] {
    return [...this.rows.keys()]
  }

  sum(as: readonly Label[], bs: readonly Label[]): number {
    let sum = 0
    for (const a of as) for (const b of bs) sum += this.at(a, b)
    return sum
  }
}

/**
 * One continuum's share in the coefficients; shares add up.
 * - `observed`: coincidences (equation 1 of 2016), how long segments of two annotators intersect, over all ordered pairs, by
 *   one less than the annotators.
 * - `own`: the squared lengths of units (of gaps, the lengths), which are pairs with themselves (equation 4).
 * - `paired`: the same of what of a unit intersects another annotator's units (equation 10).
 * - `stretches`: how many segments have each label.
 */
export interface UnitizingPart {
  readonly observed: Matrix
  readonly own: ReadonlyMap<Label, number>
  readonly paired: ReadonlyMap<Label, number>
  readonly stretches: ReadonlyMap<Label, number>
  readonly continua: number
  readonly units: number
  /** Stretches in units of several labels of one annotator. */
  readonly overlapping: number
}

/** The share of a continuum of two annotators or more; `undefined` with fewer. */
export function unitizingPart(continuum: Continuum): UnitizingPart | undefined {
  if (continuum.units.length < 2) return undefined
  const partitions = continuum.units.map((units) => partition(continuum, units))
  return {
    ...counted(partitions),
    continua: 1,
    units: continuum.units.flat().length,
    overlapping: partitions.reduce((sum, one) => sum + one.overlapping, 0),
  }
}

/** The sum of several shares. */
export function sumOfParts(parts: readonly UnitizingPart[]): UnitizingPart {
  const observed = new Matrix()
  const [own, paired, stretches] = [new Map<Label, number>(), new Map<Label, number>(), new Map<Label, number>()]
  let [units, overlapping] = [0, 0]
  for (const part of parts) {
    observed.addAll(part.observed)
    for (const [label, value] of part.own) add(own, label, value)
    for (const [label, value] of part.paired) add(paired, label, value)
    for (const [label, value] of part.stretches) add(stretches, label, value)
    units += part.units
    overlapping += part.overlapping
  }
  return { observed, own, paired, stretches, continua: parts.length, units, overlapping }
}

const add = (to: Map<Label, number>, label: Label, value: number): void =>
  void to.set(label, (to.get(label) ?? 0) + value)

function counted(partitions: readonly Partition[]) {
  const observed = new Matrix()
  const [own, paired, stretches] = [new Map<Label, number>(), new Map<Label, number>(), new Map<Label, number>()]
  const others = partitions.length - 1
  for (const [at, { segments }] of partitions.entries()) {
    for (const { from, to, label } of segments) {
      add(own, label, label === undefined ? to - from : (to - from) ** 2)
      add(stretches, label, 1)
    }
    for (const [other, { segments: theirs }] of partitions.entries()) {
      if (at === other) continue
      const shared = new Map<Segment, number>()
      walk(segments, theirs, (mine, their, length) => {
        observed.add(mine.label, their.label, length / others)
        if (mine.label !== undefined && their.label !== undefined) shared.set(mine, (shared.get(mine) ?? 0) + length)
      })
      for (const [{ label }, length] of shared) add(paired, label, length ** 2 / others)
    }
  }
  return { observed, own, paired, stretches }
}

/** Visit each intersection of two partitions, in order. */
function walk(
  a: readonly Segment[],
  b: readonly Segment[],
  visit: (a: Segment, b: Segment, length: number) => void,
): void {
  for (let atA = 0, atB = 0; atA < a.length && atB < b.length; ) {
    const [one, other] = [a[atA], b[atB]]
    if (one === undefined || other === undefined) break
    const length = Math.min(one.to, other.to) - Math.max(one.from, other.from)
    if (length > 0) visit(one, other, length)
    if (one.to <= other.to) atA += 1
    if (other.to <= one.to) atB += 1
  }
}
