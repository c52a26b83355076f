import type { Coefficient } from '../coefficient.js'
import type { Continuum } from '../continuum.js'
import { type Label, Matrix, sumOfParts, type UnitizingPart, unitizingPart } from './unitizing-part.js'

/** The family of coefficients for partitioned continua; each 1 for perfect, 0 for chance. */
export interface UnitizingAlpha {
  /** ᵤα: borders and labels, gaps between units included. */
  readonly all: Coefficient
  /** |ᵤα: what is a unit and what is a gap, whatever its label. */
  readonly binary: Coefficient
  /** ᶜᵤα: labels where units of two annotators intersect. */
  readonly coding: Coefficient
  /** The share of what all annotators could have been paired on that `coding` rests on, 0 to 1. */
  readonly coverage: number
  /**
   * ⁽ᵏ⁾ᵤα of each label, with the share of its length that intersects another annotator's unit, and how many stretches of
   * text annotators gave it.
   */
  readonly byLabel: Readonly<
    Record<string, { readonly alpha: Coefficient; readonly coverage: number; readonly stretches: number }>
  >
  /** Continua with two or more annotators, their units, and how many stretches lay in units of several labels of one annotator. */
  readonly continua: number
  readonly units: number
  readonly overlapping: number
}

/**
 * Krippendorff's α for unitizing (K. Krippendorff, Y. Mathet, S. Bouvry and A. Widlöcher, On the reliability of unitizing
 * textual continua: further developments, Quality & Quantity 50(6), 2016; Krippendorff 2019, section 12.6), nominal. It is
 * defined on partitions, so an annotator's overlapping units become segments: those of one label are joined, those of several
 * have the set of their labels as one value. What several continua have in common is summed before it is compared, as if
 * one followed the other.
 */
export function unitizingAlpha(continua: readonly Continuum[]): UnitizingAlpha {
  return unitizingOfParts(continua.flatMap((each) => unitizingPart(each) ?? []))
}

/** The same of shares that were counted before, as for samples of documents (a bootstrap). */
export function unitizingOfParts(parts: readonly UnitizingPart[]): UnitizingAlpha {
  const { observed, own, paired, stretches, ...counts } = sumOfParts(parts)
  const labels = observed.labels()
  const valued = labels.filter((label) => label !== undefined)
  const isUnit = (label: Label): boolean => label !== undefined
  const full = expectation(observed, labels, own)
  const part = expectation(observed, valued, paired)
  const none = valued.length === 0 ? 'no annotator marked a unit' : undefined
  const length = observed.sum(labels, labels)
  return {
    all: none === undefined ? alpha(observed, full, labels, (a, b) => a === b) : { undefined: none },
    binary: none === undefined ? alpha(observed, full, labels, (a, b) => isUnit(a) === isUnit(b)) : { undefined: none },
    coding: codingOf(observed, part, valued, none),
    coverage: length === 0 ? 0 : observed.sum(valued, valued) / length,
    byLabel: Object.fromEntries(
      [...valued].sort().map((label) => {
        const [intersecting, whole] = [observed.sum(valued, [label]), observed.sum(labels, [label])]
        return [
          label,
          {
            alpha: ofLabel(observed, part, valued, label),
            coverage: intersecting / whole,
            stretches: stretches.get(label) ?? 0,
          },
        ]
      }),
    ),
    ...counts,
  }
}

/** Expected coincidences: chance pairs of all that is there, less the pairs of units with themselves. */
function expectation(observed: Matrix, labels: readonly Label[], self: ReadonlyMap<Label, number>): Matrix {
  const margins = new Map(labels.map((label) => [label, observed.sum([label], labels)]))
  const total = [...margins.values()].reduce((sum, each) => sum + each, 0)
  const selves = labels.reduce((sum, label) => sum + (self.get(label) ?? 0), 0)
  const expected = new Matrix()
  if (total === 0) return expected
  const pairs = total - selves / total
  for (const a of labels) {
    for (const b of labels) {
      const product = (margins.get(a) ?? 0) * (margins.get(b) ?? 0)
      expected.add(a, b, (product - (a === b ? (self.get(a) ?? 0) : 0)) / pairs)
    }
  }
  return expected
}

function alpha(
  observed: Matrix,
  expected: Matrix,
  labels: readonly Label[],
  same: (a: Label, b: Label) => boolean,
): Coefficient {
  const disagreement = (matrix: Matrix): number => {
    let sum = 0
    for (const a of labels) for (const b of labels) if (!same(a, b)) sum += matrix.at(a, b)
    return sum
  }
  return oneMinus(disagreement(observed), disagreement(expected))
}

const oneLabel = 'there is one value only, so chance cannot be told from agreement'

function oneMinus(observed: number, expected: number): Coefficient {
  return expected > 1e-12 ? { value: 1 - observed / expected } : { undefined: oneLabel }
}

function codingOf(observed: Matrix, expected: Matrix, labels: readonly Label[], none: string | undefined): Coefficient {
  if (none !== undefined) return { undefined: none }
  if (observed.sum(labels, labels) === 0) return { undefined: 'no units of two annotators intersect' }
  return alpha(observed, expected, labels, (a, b) => a === b)
}

/** Equation 13 of 2016: how far what intersects units of this label has it too. */
function ofLabel(observed: Matrix, expected: Matrix, labels: readonly Label[], label: Label): Coefficient {
  const length = observed.sum(labels, [label])
  if (length === 0) return { undefined: 'no unit of this label intersects another annotator’s unit' }
  const chance = expected.sum(labels, [label])
  const unlike = length - observed.at(label, label)
  const unlikeByChance = chance - expected.at(label, label)
  return oneMinus(unlike * chance, length * unlikeByChance)
}
