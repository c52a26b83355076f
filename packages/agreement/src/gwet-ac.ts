import type { Coefficient } from './coefficient.js'
import { disagreements, type Weights } from './disagreement.js'
import { type Given, itemCodes } from './item-codes.js'
import { type Margins, noItem } from './pair-counts.js'

/** The labels that could be given. Those that were given when left out, which is one too few where nobody gave one of them. */
export interface LabelsToGive<Label> {
  readonly labels?: readonly Label[]
}

/**
 * Gwet's AC1 of any number of annotators with labels missing anywhere: as κ, but chance is counted only on items that are hard
 * to label, so that it does not fall when one label is far more frequent than the others (K. L. Gwet, Computing Inter-Rater
 * Reliability and Its Variance in the Presence of High Agreement, British Journal of Mathematical and Statistical Psychology
 * 61, 2008). `values[a][i]` is what annotator `a` gave item `i`. Throws `RangeError` when a label is not one of `labels`.
 */
export function gwetAC1<Label>(
  values: readonly ArrayLike<Given<Label>>[],
  options: LabelsToGive<Label> = {},
): Coefficient {
  return gwet(values, options, undefined)
}

/**
 * Gwet's AC2: {@link gwetAC1} with labels that disagree more or less (K. L. Gwet, Handbook of Inter-Rater Reliability, 4th
 * edition, 2014). `labels` is their order, from least to most; numbers are in order by themselves.
 */
export function gwetAC2<Label>(
  values: readonly ArrayLike<Given<Label>>[],
  options: LabelsToGive<Label> & { readonly weights: Weights<Label> },
): Coefficient {
  return gwet(values, options, options.weights)
}

function gwet<Label>(
  values: readonly ArrayLike<Given<Label>>[],
  { labels: given }: LabelsToGive<Label>,
  weights: Weights<Label> | undefined,
): Coefficient {
  const { items, raters, codes, labels: met } = itemCodes(values)
  const labels = labelsOf(met, given)
  const agree = weights === undefined ? nominal : agreements(labels, weights, given)
  const counts = new Float64Array(labels.length)
  const shares = new Float64Array(labels.length)
  let labelled = 0
  let paired = 0
  let observed = 0
  for (let item = 0; item < items; item++) {
    counts.fill(0)
    let total = 0
    for (let at = item * raters; at < (item + 1) * raters; at++) {
      const code = codes[at] ?? -1
      if (code < 0) continue
      counts[code] = (counts[code] ?? 0) + 1
      total += 1
    }
    if (total === 0) continue
    labelled += 1
    for (let label = 0; label < labels.length; label++) {
      shares[label] = (shares[label] ?? 0) + (counts[label] ?? 0) / total
    }
    if (total < 2) continue
    paired += 1
    observed += agreementOf(counts, total, agree)
  }
  if (paired === 0) return { undefined: 'no item has labels of two annotators' }
  return acOf(
    observed / paired,
    shares.map((sum) => sum / labelled),
    agree,
  )
}

/** {@link gwetAC1} of two annotators who both labelled every item; `possible` labels could be given, or as many as were. */
export function ac1OfMargins({ items, same, a, b }: Margins, possible = 0): Coefficient {
  if (items === 0) return { undefined: noItem }
  return acOf(
    same / items,
    Float64Array.from({ length: a.length }, (_, label) => ((a[label] ?? 0) + (b[label] ?? 0)) / (2 * items)),
    nominal,
    possible,
  )
}

type Agree = (one: number, other: number) => number
export const nominal: Agree = (one, other) => (one === other ? 1 : 0)

/** The part of 1 that pairs of labels of one item agree. */
function agreementOf(counts: Float64Array, total: number, agree: Agree): number {
  let sum = 0
  for (let one = 0; one < counts.length; one++) {
    const ones = counts[one] ?? 0
    if (ones === 0) continue
    let near = 0
    if (agree === nominal) near = ones
    else for (let other = 0; other < counts.length; other++) near += agree(one, other) * (counts[other] ?? 0)
    sum += ones * (near - 1)
  }
  return sum / (total * (total - 1))
}

/** AC1 or AC2 of the agreement observed and the mean share of each label; `possible` labels could be given, or so many. */
export function acOf(observed: number, shares: ArrayLike<number>, agree: Agree = nominal, possible = 0): Coefficient {
  const labels = Math.max(shares.length, possible)
  if (labels < 2) {
    return { undefined: 'there is one label only, so chance cannot be told from agreement: say which could be given' }
  }
  let weight = 0
  let spread = 0
  for (let one = 0; one < labels; one++) {
    const share = shares[one] ?? 0
    spread += share * (1 - share)
    if (agree === nominal) weight += 1
    else for (let other = 0; other < labels; other++) weight += agree(one, other)
  }
  const expected = (weight * spread) / (labels * (labels - 1))
  return { value: (observed - expected) / (1 - expected) }
}

/** The labels met first, in their order, then those that nobody gave. */
function labelsOf<Label>(met: readonly Label[], given: readonly Label[] | undefined): readonly Label[] {
  if (given === undefined) return met
  const stranger = met.find((label) => !given.includes(label))
  if (stranger !== undefined) throw new RangeError(`${String(stranger)} is not one of the labels that could be given`)
  return [...met, ...new Set(given.filter((label) => !met.includes(label)))]
}

/** How far two labels agree: 1 when equal, 0 when they disagree as much as any two do. */
function agreements<Label>(
  labels: readonly Label[],
  weights: Weights<Label>,
  order: readonly Label[] | undefined,
): Agree {
  const areNumbers = labels.every((label) => typeof label === 'number')
  const apart = disagreements(labels, { weights, ...(order === undefined || areNumbers ? {} : { order }) })
  const size = labels.length
  const table = Float64Array.from({ length: size * size }, (_, at) => apart(Math.floor(at / size), at % size))
  const most = table.reduce((most, one) => Math.max(most, one), 0)
  if (most > 0) for (let at = 0; at < table.length; at++) table[at] = 1 - (table[at] ?? 0) / most
  else table.fill(1)
  return (one, other) => table[one * size + other] ?? 0
}
