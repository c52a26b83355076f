import type { Coefficient } from './coefficient.js'
import { type Given, itemCodes } from './item-codes.js'
import { type Margins, noItem } from './pair-counts.js'

/** What the distance between two values means. Values of all but `nominal` are numbers. */
export type Metric = 'nominal' | 'ordinal' | 'interval' | 'ratio'

/**
 * Krippendorff's α of any number of annotators with values missing anywhere (K. Krippendorff, Computing Krippendorff's
 * Alpha-Reliability, 2011). `values[a][u]` is what annotator `a` gave unit `u`, in arrays or typed arrays; `undefined` or `null`
 * when nothing. 1 is perfect, 0 is chance. Time grows with the number of values (with `ratio`, also with the square of that of
 * different ones). Throws `RangeError` when a value is no finite number although the metric measures, or is negative and it is
 * `ratio`.
 */
export function krippendorffAlpha<Value>(
  values: readonly ArrayLike<Given<Value>>[],
  metric: Metric = 'nominal',
): Coefficient {
  const { items, raters, codes, labels } = itemCodes(values)
  return alphaOfCodes(codes, (unit) => unit * raters, items, labels, metric)
}

/** {@link krippendorffAlpha} of units given one after the other, each with the values that it was given by anybody. */
export function alphaOfUnits<Value>(units: Iterable<readonly Value[]>, metric: Metric = 'nominal'): Coefficient {
  const all: Value[] = []
  const starts = [0]
  for (const values of units) {
    for (const value of values) all.push(value)
    starts.push(all.length)
  }
  const { codes, labels } = itemCodes([all])
  return alphaOfCodes(codes, (unit) => starts[unit] ?? 0, starts.length - 1, labels, metric)
}

/**
 * α of two annotators who both labelled every item, nominal. `items` small, it differs from Scott's π by its correction for
 * them.
 */
export function alphaOfMargins({ items, same, a, b }: Margins): Coefficient {
  if (items === 0) return { undefined: noItem }
  return alphaOfDisagreement(
    items - same,
    Float64Array.from({ length: a.length }, (_, label) => (a[label] ?? 0) + (b[label] ?? 0)),
  )
}

/**
 * Nominal α of the sum over units of (pairs of different values) / (values - 1), and how often each value is there in units
 * with two values or more.
 */
export function alphaOfDisagreement(observed: number, totals: ArrayLike<number>): Coefficient {
  let all = 0
  let squares = 0
  for (let value = 0; value < totals.length; value++) {
    const count = totals[value] ?? 0
    all += count
    squares += count * count
  }
  if (all === 0) return { undefined: noPair }
  const expected = (all * all - squares) / 2
  return expected === 0 ? { undefined: oneValue } : { value: 1 - ((all - 1) * observed) / expected }
}

const noPair = 'no unit has values of two annotators'
const oneValue = 'there is one value only, so chance cannot be told from agreement'

/** A unit's values are `codes` from its start to the next unit's; -1 is a missing one. */
function alphaOfCodes(
  codes: Int32Array,
  startOf: (unit: number) => number,
  units: number,
  labels: readonly unknown[],
  metric: Metric,
): Coefficient {
  const totals = new Float64Array(labels.length)
  const counts = new Int32Array(labels.length)
  let differing = 0
  let end = startOf(0)
  for (let unit = 0; unit < units; unit++) {
    const start = end
    end = startOf(unit + 1)
    let values = 0
    let same = 0
    for (let at = start; at < end; at++) {
      const code = codes[at] ?? -1
      if (code < 0) continue
      const before = counts[code] ?? 0
      same += before
      counts[code] = before + 1
      values += 1
    }
    for (let at = start; at < end; at++) {
      const code = codes[at] ?? -1
      if (code < 0) continue
      counts[code] = 0
      if (values > 1) totals[code] = (totals[code] ?? 0) + 1
    }
    if (values > 1) differing += ((values * (values - 1)) / 2 - same) / (values - 1)
  }
  if (metric === 'nominal') return alphaOfDisagreement(differing, totals)
  const numbers = labels.map((label) => checked(label, metric))
  const all = totals.reduce((sum, count) => sum + count, 0)
  if (all === 0) return { undefined: noPair }
  if (totals.filter((count) => count > 0).length === 1) return { undefined: oneValue }
  const scale = metric === 'ordinal' ? middleRanks(numbers, totals) : Float64Array.from(numbers)
  const [observed, expected] =
    metric === 'ratio'
      ? [withinByPairs(codes, startOf, units, scale), amongByPairs(totals, scale)]
      : [within(codes, startOf, units, scale), among(totals, scale)]
  return { value: 1 - ((all - 1) * observed) / expected }
}

/** Sum over units of the squared differences of their values, pair by pair, by the number of values less one. */
function within(codes: Int32Array, startOf: (unit: number) => number, units: number, scale: Float64Array): number {
  let sum = 0
  for (let unit = 0; unit < units; unit++) {
    const [start, end] = [startOf(unit), startOf(unit + 1)]
    let values = 0
    let mean = 0
    for (let at = start; at < end; at++) {
      const code = codes[at] ?? -1
      if (code < 0) continue
      values += 1
      mean += scale[code] ?? 0
    }
    if (values < 2) continue
    mean /= values
    let squares = 0
    for (let at = start; at < end; at++) {
      const code = codes[at] ?? -1
      if (code >= 0) squares += ((scale[code] ?? 0) - mean) ** 2
    }
    sum += (values * squares) / (values - 1)
  }
  return sum
}

/** Sum of the squared differences of all values, pair by pair. */
function among(totals: Float64Array, scale: Float64Array): number {
  let all = 0
  let mean = 0
  for (let at = 0; at < totals.length; at++) {
    all += totals[at] ?? 0
    mean += (totals[at] ?? 0) * (scale[at] ?? 0)
  }
  mean /= all
  let squares = 0
  for (let at = 0; at < totals.length; at++) squares += (totals[at] ?? 0) * ((scale[at] ?? 0) - mean) ** 2
  return all * squares
}

const ratio = (a: number, b: number): number => (a === b ? 0 : ((a - b) / (a + b)) ** 2)

function withinByPairs(
  codes: Int32Array,
  startOf: (unit: number) => number,
  units: number,
  scale: Float64Array,
): number {
  let sum = 0
  for (let unit = 0; unit < units; unit++) {
    const end = startOf(unit + 1)
    let values = 0
    let apart = 0
    for (let one = startOf(unit); one < end; one++) {
      const code = codes[one] ?? -1
      if (code < 0) continue
      values += 1
      for (let other = one + 1; other < end; other++) {
        const next = codes[other] ?? -1
        if (next >= 0) apart += ratio(scale[code] ?? 0, scale[next] ?? 0)
      }
    }
    if (values > 1) sum += apart / (values - 1)
  }
  return sum
}

function amongByPairs(totals: Float64Array, scale: Float64Array): number {
  let sum = 0
  for (let one = 0; one < totals.length; one++) {
    for (let other = one + 1; other < totals.length; other++) {
      sum += (totals[one] ?? 0) * (totals[other] ?? 0) * ratio(scale[one] ?? 0, scale[other] ?? 0)
    }
  }
  return sum
}

/**
 * The ordinal metric is the interval one on the ranks in the middle of each value's: the values between two, with half of
 * either's own, are the difference of these.
 */
function middleRanks(numbers: readonly number[], totals: Float64Array): Float64Array {
  const ranks = new Float64Array(numbers.length)
  const order = numbers.map((_, at) => at).sort((one, other) => (numbers[one] ?? 0) - (numbers[other] ?? 0))
  let below = 0
  for (const at of order) {
    const count = totals[at] ?? 0
    ranks[at] = below + count / 2
    below += count
  }
  return ranks
}

function checked(value: unknown, metric: Metric): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || (metric === 'ratio' && value < 0)) {
    throw new RangeError(
      `Values of the ${metric} metric are finite numbers${metric === 'ratio' ? ' from 0' : ''}: got ${String(value)}`,
    )
  }
  return value
}
