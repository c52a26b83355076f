import type { Coefficient } from '../coefficient.js'
import type { Continuum } from '../continuum.js'
import { type AlignmentOptions, alignUnits, type UnitAlignment } from './alignment.js'
import { type LabelSums, labelSums, meanUnlikeness, type PairSums } from './categorical.js'
import { seeded } from './seeded.js'
import { inOwnOrder, shuffled } from './shuffle.js'

export interface GammaOptions extends AlignmentOptions {
  /** How many continua are drawn at random at least; 30 when left out (section 5.3 of the paper). */
  readonly samples?: number
  /**
   * How far the expected disorder may be off, as a share of it, with 95 % confidence: more continua are drawn until it is
   * met, up to ten times `samples`. 0.02 when left out; 1 draws no more.
   */
  readonly precision?: number
  /** The same number gives the same result; 1 when left out. */
  readonly seed?: number
  /**
   * Where the paper and the authors' program differ, which is followed: `paper` (when left out), or `program`, which lets
   * random continua be moved by half as different distances, and weighs a pair for γ-cat by α times its positional dissimilarity.
   */
  readonly variant?: 'paper' | 'program'
}

/**
 * γ (1 is perfect, 0 is chance), and its complements that look at labels alone: γ-cat, agreement on the labels of units that
 * are aligned, and γ-k, the same for each label where one unit of the pair or both have it (Mathet 2017).
 */
export interface Gamma extends GammaFigures {
  /** What γ would be if the expected disorder were as far off as its sampling lets it be (95 %), low to high. */
  readonly range: readonly [number, number] | undefined
  /** Disorder of the best alignments, in Δ∅. */
  readonly observed: number
  /** Mean disorder of the best alignments of continua drawn at random, in Δ∅. */
  readonly expected: number
  readonly samples: number
  /** Continua that have a unit, and units in all. */
  readonly continua: number
  readonly units: number
  /** What γ is made of, continuum by continuum with a unit, in the order given: `gammaOfParts` of a sample of them is γ of it. */
  readonly parts: readonly GammaPart[]
  /** How each continuum with a unit was aligned, in the order given. */
  readonly alignments: readonly UnitAlignment[]
  /** Whether every alignment, real and random, was proved the best; else how many were not. */
  readonly proof:
    | { readonly kind: 'best' }
    | { readonly kind: 'approximate'; readonly alignments: number; readonly why: string }
}

/** One alignment's share: its disorder, how much it counts (mean units of an annotator), and how unlike its aligned labels are. */
export interface AlignedPart {
  readonly disorder: number
  readonly weight: number
  readonly labels: LabelSums
}

/** One continuum's share in γ: of its best alignment, and of those of its random ones. */
export interface GammaPart extends AlignedPart {
  readonly drawn: readonly AlignedPart[]
}

/** γ, γ-cat and γ-k of several continua. */
export interface GammaFigures {
  readonly gamma: Coefficient
  readonly cat: Coefficient
  readonly byLabel: Readonly<Record<string, Coefficient>>
}

/**
 * γ, γ-cat and γ-k of several continua from their parts, as for samples of documents (a bootstrap): nothing is aligned anew.
 * The labels are those that are there when left out.
 */
export function gammaOfParts(parts: readonly GammaPart[], labels = labelsIn(parts)): GammaFigures {
  const [first] = parts
  const nothing = { undefined: 'no annotator marked a unit' }
  if (first === undefined) {
    return { gamma: nothing, cat: nothing, byLabel: Object.fromEntries(labels.map((label) => [label, nothing])) }
  }
  const samples = first.drawn.map((_, sample) => parts.flatMap(({ drawn }) => drawn[sample] ?? []))
  const labelled = (label?: string) => {
    const sums = ({ labels: { all, byLabel } }: AlignedPart) => (label === undefined ? all : byLabel.get(label))
    return categoricalGamma(
      parts.map(sums),
      samples.map((sample) => sample.map(sums)),
      label,
    )
  }
  return {
    gamma: ratio(pooled(parts), mean(samples.map(pooled))),
    cat: labelled(),
    byLabel: Object.fromEntries(labels.map((label) => [label, labelled(label)])),
  }
}

/** Labels of aligned units, real and random, in order. */
function labelsIn(parts: readonly GammaPart[]): readonly string[] {
  const all = parts.flatMap(({ labels, drawn }) => [labels, ...drawn.map((each) => each.labels)])
  return [...new Set(all.flatMap(({ byLabel }) => [...byLabel.keys()]))].sort()
}

/**
 * The unified and holistic measure γ of how far annotators agree on where units are and what they are (Y. Mathet,
 * A. Widlöcher and J.-P. Métivier, The Unified and Holistic Method Gamma, Computational Linguistics 41(3), 2015), with γ-cat
 * and γ-k (Y. Mathet, The Agreement Measure γcat, Computational Linguistics 43(3), 2017). Units may overlap and nest. Of
 * several continua, as of the documents of a corpus, disorders are summed before they are compared. Throws `RangeError` as
 * `alignUnits` does, or when the samples or the precision are no numbers above 0.
 */
export function gamma(continua: readonly Continuum[], options: GammaOptions = {}): Gamma {
  const { samples = 30, precision = 0.02, seed = 1, dissimilarity = {}, variant = 'paper' } = options
  if (!(Number.isSafeInteger(samples) && samples > 0 && precision > 0)) {
    throw new RangeError(`Samples and precision are above 0: got ${samples} and ${precision}`)
  }
  const real = continua.filter(({ units }) => units.some((each) => each.length > 0))
  const units = real.reduce((sum, each) => sum + each.units.flat().length, 0)
  const { alpha = 3 } = dissimilarity
  const weights = { dissimilarity, distrust: variant === 'paper' ? 1 : alpha }
  const partOf = (each: Continuum, alignment: UnitAlignment): AlignedPart => ({
    disorder: alignment.disorder,
    weight: each.units.flat().length / each.units.length,
    labels: labelSums(alignment, weights),
  })
  const alignments = real.map((each) => alignUnits(each, options))
  const aligned = real.flatMap((each, at) => (alignments[at] === undefined ? [] : [partOf(each, alignments[at])]))
  const observed = pooled(aligned)
  const none = { continua: real.length, units, samples: 0, observed, expected: 0, range: undefined }
  if (units === 0) {
    return { ...none, ...gammaOfParts([]), parts: [], alignments, proof: { kind: 'best' } }
  }
  const random = seeded(seed)
  const ordered = real.map(inOwnOrder)
  const drawn: { disorder: number; parts: readonly AlignedPart[]; alignments: readonly UnitAlignment[] }[] = []
  const wanted = (): number => {
    if (drawn.length < samples) return samples
    const disorders = drawn.map(({ disorder }) => disorder)
    return Math.min(10 * samples, Math.ceil(((1.96 * deviation(disorders)) / (mean(disorders) * precision)) ** 2))
  }
  for (let most = wanted(); drawn.length < most; most = Math.max(most, wanted())) {
    const sample = ordered.map((each) => {
      const one = shuffled(each, random, variant === 'paper' ? 1 : 0.5)
      return { one, alignment: alignUnits(one, options) }
    })
    const parts = sample.map(({ one, alignment }) => partOf(one, alignment))
    drawn.push({ disorder: pooled(parts), parts, alignments: sample.map(({ alignment }) => alignment) })
  }
  const disorders = drawn.map(({ disorder }) => disorder)
  const expected = mean(disorders)
  const error = (1.96 * deviation(disorders)) / Math.sqrt(drawn.length)
  const parts = aligned.map((each, at) => ({ ...each, drawn: drawn.flatMap((sample) => sample.parts[at] ?? []) }))
  const labels = [...new Set(real.flatMap((each) => each.units.flat().map(({ label }) => label)))].sort()
  return {
    ...none,
    ...gammaOfParts(parts, labels),
    range: error < expected ? [1 - observed / (expected - error), 1 - observed / (expected + error)] : undefined,
    expected,
    samples: drawn.length,
    parts,
    alignments,
    proof: proofOf([...alignments, ...drawn.flatMap((each) => each.alignments)]),
  }
}

/** Disorder over several continua: what all unitary alignments have, by the mean numbers of units of an annotator. */
function pooled(each: readonly AlignedPart[]): number {
  const weight = each.reduce((sum, one) => sum + one.weight, 0)
  return weight === 0 ? 0 : each.reduce((sum, one) => sum + one.disorder * one.weight, 0) / weight
}

function categoricalGamma(
  each: readonly (PairSums | undefined)[],
  drawn: readonly (readonly (PairSums | undefined)[])[],
  label: string | undefined,
): Coefficient {
  const observed = meanUnlikeness(each)
  if (observed === undefined) {
    const which = label === undefined ? 'two units' : `a unit labelled ${label} and another`
    return { undefined: `no unitary alignment holds ${which} near enough to compare labels` }
  }
  const byChance = drawn.flatMap((sample) => meanUnlikeness(sample) ?? [])
  if (byChance.length === 0) return { undefined: 'no random alignment holds two units near enough to compare labels' }
  return ratio(observed, mean(byChance))
}

function ratio(observed: number, expected: number): Coefficient {
  if (observed === 0) return { value: 1 }
  if (expected === 0)
    return { undefined: 'there is no disorder by chance, so that chance cannot be told from agreement' }
  return { value: 1 - observed / expected }
}

function proofOf(alignments: readonly UnitAlignment[]): Gamma['proof'] {
  const open = alignments.flatMap(({ proof }) => (proof.kind === 'approximate' ? [proof.why] : []))
  const [why] = open
  return why === undefined ? { kind: 'best' } : { kind: 'approximate', alignments: open.length, why }
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0) / numbers.length

function deviation(numbers: readonly number[]): number {
  if (numbers.length < 2) return 0
  const middle = mean(numbers)
  return Math.sqrt(numbers.reduce((sum, each) => sum + (each - middle) ** 2, 0) / (numbers.length - 1))
}
