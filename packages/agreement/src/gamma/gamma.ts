import type { Coefficient } from '../coefficient.js'
import type { Continuum } from '../continuum.js'
import { type AlignmentOptions, alignUnits, type UnitAlignment } from './alignment.js'
import { categoricalDisorder, type PairWeights } from './categorical.js'
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

/** γ, and its complements that look at labels alone. */
export interface Gamma {
  /** 1 is perfect, 0 is chance. */
  readonly gamma: Coefficient
  /** What γ would be if the expected disorder were as far off as its sampling lets it be (95 %), low to high. */
  readonly range: readonly [number, number] | undefined
  /** γ-cat: agreement on the labels of units that are aligned (Mathet 2017). */
  readonly cat: Coefficient
  /** γ-k: the same for each label, where one unit of the pair or both have it. */
  readonly byLabel: Readonly<Record<string, Coefficient>>
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

/** One continuum's share in γ: its disorder and those of its random ones, and how much each counts (mean units of an annotator). */
export interface GammaPart {
  readonly disorder: number
  readonly weight: number
  readonly drawn: readonly { readonly disorder: number; readonly weight: number }[]
}

/** γ of several continua from their parts, as for samples of documents (a bootstrap): nothing is aligned anew. */
export function gammaOfParts(parts: readonly GammaPart[]): Coefficient {
  const [first] = parts
  if (first === undefined) return { undefined: 'no annotator marked a unit' }
  const expected = first.drawn.map((_, sample) => pooled(parts.flatMap(({ drawn }) => drawn[sample] ?? [])))
  return ratio(pooled(parts), mean(expected))
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
  const alignments = real.map((each) => alignUnits(each, options))
  const weighed = real.map((each, at) => weighedDisorder(each, alignments[at]))
  const observed = pooled(weighed)
  const none = { continua: real.length, units, samples: 0, observed, expected: 0, range: undefined }
  if (units === 0) {
    const nothing = { undefined: 'no annotator marked a unit' }
    return { ...none, gamma: nothing, cat: nothing, byLabel: {}, parts: [], alignments, proof: { kind: 'best' } }
  }
  const random = seeded(seed)
  const ordered = real.map(inOwnOrder)
  const drawn: { disorder: number; weighed: readonly Weighed[]; alignments: readonly UnitAlignment[] }[] = []
  const wanted = (): number => {
    if (drawn.length < samples) return samples
    const disorders = drawn.map(({ disorder }) => disorder)
    return Math.min(10 * samples, Math.ceil(((1.96 * deviation(disorders)) / (mean(disorders) * precision)) ** 2))
  }
  for (let most = wanted(); drawn.length < most; most = Math.max(most, wanted())) {
    const sample = ordered.map((each) => shuffled(each, random, variant === 'paper' ? 1 : 0.5))
    const aligned = sample.map((each) => alignUnits(each, options))
    const each = sample.map((one, at) => weighedDisorder(one, aligned[at]))
    drawn.push({ disorder: pooled(each), weighed: each, alignments: aligned })
  }
  const disorders = drawn.map(({ disorder }) => disorder)
  const expected = mean(disorders)
  const error = (1.96 * deviation(disorders)) / Math.sqrt(drawn.length)
  const { alpha = 3 } = dissimilarity
  const weights: PairWeights = { dissimilarity, distrust: variant === 'paper' ? 1 : alpha }
  const labelled = (label?: string): Coefficient =>
    categoricalGamma(
      alignments,
      drawn.map((each) => each.alignments),
      label === undefined ? weights : { ...weights, label },
    )
  const labels = [...new Set(real.flatMap((each) => each.units.flat().map(({ label }) => label)))].sort()
  return {
    ...none,
    gamma: ratio(observed, expected),
    range: error < expected ? [1 - observed / (expected - error), 1 - observed / (expected + error)] : undefined,
    cat: labelled(),
    byLabel: Object.fromEntries(labels.map((label) => [label, labelled(label)])),
    expected,
    samples: drawn.length,
    parts: weighed.map((each, at) => ({ ...each, drawn: drawn.flatMap((sample) => sample.weighed[at] ?? []) })),
    alignments,
    proof: proofOf([...alignments, ...drawn.flatMap((each) => each.alignments)]),
  }
}

interface Weighed {
  readonly disorder: number
  readonly weight: number
}

function weighedDisorder({ units }: Continuum, alignment: UnitAlignment | undefined): Weighed {
  return { disorder: alignment?.disorder ?? 0, weight: units.flat().length / units.length }
}

/** Disorder over several continua: what all unitary alignments have, by the mean numbers of units of an annotator. */
function pooled(each: readonly Weighed[]): number {
  const weight = each.reduce((sum, one) => sum + one.weight, 0)
  return weight === 0 ? 0 : each.reduce((sum, one) => sum + one.disorder * one.weight, 0) / weight
}

function categoricalGamma(
  alignments: readonly UnitAlignment[],
  drawn: readonly (readonly UnitAlignment[])[],
  weights: PairWeights,
): Coefficient {
  const observed = categoricalDisorder(alignments, weights)
  if (observed === undefined) {
    const which = weights.label === undefined ? 'two units' : `a unit labelled ${weights.label} and another`
    return { undefined: `no unitary alignment holds ${which} near enough to compare labels` }
  }
  const byChance = drawn.flatMap((each) => categoricalDisorder(each, weights) ?? [])
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
