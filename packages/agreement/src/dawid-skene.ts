/** One judgement: what an annotator said of an item. An annotator may judge an item more than once, or not at all. */
export interface Rating {
  readonly item: string
  readonly annotator: string
  readonly label: string
}

/** What the model says of one item. */
export interface SoftLabel {
  readonly item: string
  /** The probability of each label, in the order of the model's `labels`; they sum to 1. */
  readonly probabilities: readonly number[]
  /** The most probable label, the first of equals. */
  readonly label: string
}

/** What the model says of one annotator. */
export interface AnnotatorModel {
  readonly annotator: string
  readonly ratings: number
  /**
   * `rates[t][g]` is the probability that the annotator gives label `g` when `t` is true, in the order of `labels`; the row of
   * a label that is never true for them is all 0.
   */
  readonly rates: readonly (readonly number[])[]
  /** The probability that the annotator gives the true label of an item like those they judged, 0 to 1. */
  readonly reliability: number
}

export interface DawidSkene {
  /** Sorted. */
  readonly labels: readonly string[]
  /** The share of items of which each label is true, in the order of `labels`. */
  readonly shares: readonly number[]
  /** In the order in which they first occur in the ratings, as are the items. */
  readonly annotators: readonly AnnotatorModel[]
  readonly items: readonly SoftLabel[]
  /** Natural logarithm of the likelihood of the ratings; no round makes it less. */
  readonly logLikelihood: number
  readonly rounds: number
  /** Whether the estimates had come to rest when the rounds ended. */
  readonly settled: boolean
}

export interface DawidSkeneOptions {
  /** At most so many rounds; 500 when left out. */
  readonly rounds?: number
  /** The estimates are at rest when none moves by more; 1e-7 when left out. */
  readonly tolerance?: number
}

/**
 * How probable each label is of each item, and how reliable each annotator, from ratings alone (A. P. Dawid and A. M. Skene,
 * Maximum likelihood estimation of observer error-rates using the EM algorithm, Applied Statistics 28(1), 1979): an item
 * has one true label; annotators err independently, each at rates of their own. Begins with the shares of the votes
 * (equation 3.1). With no rating, everything is empty.
 */
export function dawidSkene(ratings: readonly Rating[], options: DawidSkeneOptions = {}): DawidSkene {
  const { rounds = 500, tolerance = 1e-7 } = options
  const labels = [...new Set(ratings.map(({ label }) => label))].sort()
  const items = [...new Set(ratings.map(({ item }) => item))]
  const annotators = [...new Set(ratings.map(({ annotator }) => annotator))]
  const kinds = labels.length
  const numbers = <Name extends string>(names: readonly Name[]) => new Map(names.map((name, at) => [name, at]))
  const [labelAt, itemAt, annotatorAt] = [numbers(labels), numbers(items), numbers(annotators)]
  const given = ratings.map(({ item, annotator, label }) => ({
    item: itemAt.get(item) ?? 0,
    annotator: annotatorAt.get(annotator) ?? 0,
    label: labelAt.get(label) ?? 0,
  }))
  const truth = new Float64Array(items.length * kinds)
  for (const { item, label } of given) truth[item * kinds + label] = (truth[item * kinds + label] ?? 0) + 1
  normalise(truth, kinds)
  let estimates = estimated(given, truth, items.length, annotators.length, kinds)
  let logLikelihood = judge(given, truth, estimates, kinds)
  let round = 1
  let settled = false
  for (; round < rounds && !settled; round++) {
    const next = estimated(given, truth, items.length, annotators.length, kinds)
    settled = furthest(next, estimates) <= tolerance
    estimates = next
    logLikelihood = judge(given, truth, estimates, kinds)
  }
  const row = (of: Float64Array, at: number): readonly number[] => [...of.subarray(at * kinds, (at + 1) * kinds)]
  return {
    labels,
    shares: [...estimates.shares],
    annotators: annotators.map((annotator, at) => {
      const own = given.filter((rating) => rating.annotator === at)
      const right = own.reduce(
        (sum, { item }) =>
          sum +
          labels.reduce((total, _, label) => {
            const rate = estimates.rates[(at * kinds + label) * kinds + label] ?? 0
            return total + (truth[item * kinds + label] ?? 0) * rate
          }, 0),
        0,
      )
      return {
        annotator,
        ratings: own.length,
        rates: labels.map((_, label) => row(estimates.rates, at * kinds + label)),
        reliability: right / own.length,
      }
    }),
    items: items.map((item, at) => {
      const probabilities = row(truth, at)
      return { item, probabilities, label: labels[probabilities.indexOf(Math.max(...probabilities))] ?? '' }
    }),
    logLikelihood,
    rounds: round,
    settled: settled || ratings.length === 0,
  }
}

interface NumberedRating {
  readonly item: number
  readonly annotator: number
  readonly label: number
}

interface Estimates {
  readonly shares: Float64Array
  /** By annotator, true label and given label. */
  readonly rates: Float64Array
}

/** Equations 2.3 and 2.4: shares and error rates when the probabilities of the true labels are these. */
function estimated(
  given: readonly NumberedRating[],
  truth: Float64Array,
  items: number,
  annotators: number,
  kinds: number,
): Estimates {
  const shares = new Float64Array(kinds)
  for (const [at, probability] of truth.entries()) shares[at % kinds] = (shares[at % kinds] ?? 0) + probability / items
  const rates = new Float64Array(annotators * kinds * kinds)
  for (const { item, annotator, label } of given) {
    for (let actual = 0; actual < kinds; actual++) {
      const at = (annotator * kinds + actual) * kinds + label
      rates[at] = (rates[at] ?? 0) + (truth[item * kinds + actual] ?? 0)
    }
  }
  normalise(rates, kinds)
  return { shares, rates }
}

/** Equation 2.5, in logarithms: sets the probabilities of the true labels; the log likelihood of equation 2.7. */
function judge(
  given: readonly NumberedRating[],
  truth: Float64Array,
  { shares, rates }: Estimates,
  kinds: number,
): number {
  for (let at = 0; at < truth.length; at++) truth[at] = Math.log(shares[at % kinds] ?? 0)
  for (const { item, annotator, label } of given) {
    for (let actual = 0; actual < kinds; actual++) {
      const at = item * kinds + actual
      truth[at] = (truth[at] ?? 0) + Math.log(rates[(annotator * kinds + actual) * kinds + label] ?? 0)
    }
  }
  let likelihood = 0
  for (let begin = 0; begin < truth.length; begin += kinds) {
    const row = truth.subarray(begin, begin + kinds)
    const most = Math.max(...row)
    let sum = 0
    for (const value of row) sum += Math.exp(value - most)
    for (const [at, value] of row.entries()) row[at] = Math.exp(value - most) / sum
    likelihood += most + Math.log(sum)
  }
  return likelihood
}

/** Make each run of `kinds` numbers sum to 1; runs of nothing stay. */
function normalise(numbers: Float64Array, kinds: number): void {
  for (let begin = 0; begin < numbers.length; begin += kinds) {
    const row = numbers.subarray(begin, begin + kinds)
    const sum = row.reduce((total, each) => total + each, 0)
    if (sum > 0) for (const [at, each] of row.entries()) row[at] = each / sum
  }
}

function furthest(a: Estimates, b: Estimates): number {
  let most = 0
  for (const [at, share] of a.shares.entries()) most = Math.max(most, Math.abs(share - (b.shares[at] ?? 0)))
  for (const [at, rate] of a.rates.entries()) most = Math.max(most, Math.abs(rate - (b.rates[at] ?? 0)))
  return most
}
