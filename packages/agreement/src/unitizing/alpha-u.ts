import type { Coefficient } from '../coefficient.js'
import type { Continuum, LabelledSpan } from '../continuum.js'
import { joinedByLabel } from './segments.js'

/** Disagreement on the units of one label, and the coefficient that follows. */
export interface LabelAlphaU {
  readonly alpha: Coefficient
  /** Dₒ and Dₑ of the paper, shares of the squared length. */
  readonly observed: number
  readonly expected: number
}

/** Krippendorff's α_U over all labels, and label by label. */
export interface AlphaU {
  readonly all: Coefficient
  readonly byLabel: Readonly<Record<string, LabelAlphaU>>
}

/**
 * Krippendorff's older α_U for unitizing (K. Krippendorff, On the reliability of unitizing continuous data, Sociological
 * Methodology 25, 1995; as revised in Measuring the reliability of qualitative text analysis data, Quality & Quantity 38,
 * 2004). Each label has a continuum of its own, so units of different labels may overlap; those of one label and annotator
 * that overlap are joined. Several continua are taken as one that is as long as they together, with no unit or gap across a
 * border. Offsets are whole numbers. Throws `RangeError` when they are not, or the continua differ in their number of
 * annotators. The coefficients of 2016 (`unitizingAlpha`) have taken its place for more than two annotators.
 */
export function alphaU(continua: readonly Continuum[]): AlphaU {
  const annotators = continua[0]?.units.length ?? 0
  if (continua.some(({ units }) => units.length !== annotators)) {
    throw new RangeError(
      `α_U needs the same number of annotators everywhere: got ${continua.map(({ units }) => units.length).join(', ')}`,
    )
  }
  const all = continua.flatMap(({ units }) => units.flat())
  for (const offset of [...continua, ...all].flatMap(({ from, to }) => [from, to])) {
    if (!Number.isSafeInteger(offset)) throw new RangeError(`α_U counts in whole numbers: got ${offset}`)
  }
  if (annotators < 2) return { all: { undefined: 'there are no two annotators' }, byLabel: {} }
  const labels = [...new Set(all.map(({ label }) => label))].sort()
  if (labels.length === 0) return { all: { undefined: 'no annotator marked a unit' }, byLabel: {} }
  const byLabel = labels.map((label) => [label, ofLabel(continua, label, annotators)] as const)
  const sum = (of: (one: LabelAlphaU) => number): number => byLabel.reduce((total, [, one]) => total + of(one), 0)
  return {
    all: oneMinus(
      sum(({ observed }) => observed),
      sum(({ expected }) => expected),
    ),
    byLabel: Object.fromEntries(byLabel),
  }
}

const oneMinus = (observed: number, expected: number): Coefficient =>
  expected > 0
    ? { value: 1 - observed / expected }
    : { undefined: 'units fill everything, so chance cannot be told from agreement' }

/** The units of one annotator and label in one continuum, and the lengths of the gaps between them. */
interface Track {
  readonly units: readonly LabelledSpan[]
  readonly gaps: readonly { readonly from: number; readonly to: number }[]
}

function track({ from, to, units }: Continuum, annotator: number, label: string): Track {
  const own = joinedByLabel((units[annotator] ?? []).filter((unit) => unit.label === label))
  const borders = [from, ...own.flatMap((unit) => [unit.from, unit.to]), to]
  const gaps = Array.from({ length: own.length + 1 }, (_, at) => ({
    from: borders[2 * at] ?? 0,
    to: borders[2 * at + 1] ?? 0,
  }))
  return { units: own, gaps: gaps.filter((gap) => gap.to > gap.from) }
}

function ofLabel(continua: readonly Continuum[], label: string, annotators: number): LabelAlphaU {
  const length = continua.reduce((sum, { from, to }) => sum + to - from, 0)
  let apart = 0
  const lengths: number[] = []
  const gaps: number[] = []
  for (const each of continua) {
    const tracks = each.units.map((_, annotator) => track(each, annotator, label))
    for (const one of tracks) {
      lengths.push(...one.units.map((unit) => unit.to - unit.from))
      gaps.push(...one.gaps.map((gap) => gap.to - gap.from))
      for (const other of tracks) if (one !== other) apart += disagreement(one, other)
    }
  }
  const observed = apart / (annotators * (annotators - 1) * length ** 2)
  let chance = 0
  for (const unit of lengths) {
    const withUnits = ((lengths.length - 1) / 3) * (2 * unit ** 3 - 3 * unit ** 2 + unit)
    const within = gaps.reduce((sum, gap) => (gap >= unit ? sum + gap - unit + 1 : sum), 0)
    chance += withUnits + unit ** 2 * within
  }
  const pairs =
    annotators * length * (annotators * length - 1) - lengths.reduce((sum, unit) => sum + unit * (unit - 1), 0)
  const expected = ((2 / length) * chance) / pairs
  return { alpha: oneMinus(observed, expected), observed, expected }
}

/**
 * One half of the disagreement of two annotators (the other is had with their places changed): for each two units that
 * intersect, the squared distances of their ends; for each unit that lies in a gap of the other's, twice its squared length.
 */
function disagreement(one: Track, other: Track): number {
  let sum = 0
  let first = 0
  for (const unit of one.units) {
    while (first < other.units.length && (other.units[first]?.to ?? 0) <= unit.from) first += 1
    let met = false
    for (let at = first; at < other.units.length; at++) {
      const their = other.units[at]
      if (their === undefined || their.from >= unit.to) break
      met = true
      sum += (unit.from - their.from) ** 2 + (unit.to - their.to) ** 2
    }
    if (!met) sum += 2 * (unit.to - unit.from) ** 2
  }
  return sum
}
