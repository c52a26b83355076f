import type { Coefficient } from './coefficient.js'

/** What the distance between two values means. Values of all but `nominal` are numbers. */
export type Metric = 'nominal' | 'ordinal' | 'interval' | 'ratio'

/**
 * Krippendorff's α of any number of annotators with values missing anywhere (K. Krippendorff, Computing Krippendorff's
 * Alpha-Reliability, 2011). `values[a][u]` is what annotator `a` gave unit `u`; `undefined` when nothing. 1 is perfect, 0 is
 * chance. Throws `RangeError` when a value is no finite number although the metric measures, or is negative and it is `ratio`.
 */
export function krippendorffAlpha<Value>(
  values: readonly (readonly (Value | undefined)[])[],
  metric: Metric = 'nominal',
): Coefficient {
  const units = Math.max(0, ...values.map((row) => row.length))
  return alphaOfUnits(
    Array.from({ length: units }, (_, unit) =>
      values.flatMap((row) => (row[unit] === undefined ? [] : [row[unit] as Value])),
    ),
    metric,
  )
}

/** {@link krippendorffAlpha} of units given one after the other, each with the values that it was given by anybody. */
export function alphaOfUnits<Value>(units: Iterable<readonly Value[]>, metric: Metric = 'nominal'): Coefficient {
  const coincidences = new Map<Value, Map<Value, number>>()
  for (const values of units) {
    if (values.length < 2) continue
    const counts = new Map<Value, number>()
    for (const value of values) counts.set(checked(value, metric), (counts.get(value) ?? 0) + 1)
    for (const [one, ones] of counts) {
      const row = coincidences.get(one) ?? new Map<Value, number>()
      coincidences.set(one, row)
      for (const [other, others] of counts) {
        const pairs = one === other ? ones * (ones - 1) : ones * others
        if (pairs > 0) row.set(other, (row.get(other) ?? 0) + pairs / (values.length - 1))
      }
    }
  }
  const labels = [...coincidences.keys()]
  if (metric !== 'nominal') labels.sort((a, b) => Number(a) - Number(b))
  if (labels.length === 0) return { undefined: 'no unit has values of two annotators' }
  if (labels.length === 1) return { undefined: 'there is one value only, so chance cannot be told from agreement' }
  const totals = labels.map((label) =>
    [...(coincidences.get(label)?.values() ?? [])].reduce((sum, count) => sum + count, 0),
  )
  const distance = distances(labels, totals, metric)
  const all = totals.reduce((sum, total) => sum + total, 0)
  let observed = 0
  let expected = 0
  for (let one = 0; one < labels.length; one++) {
    const row = coincidences.get(labels[one] as Value)
    for (let other = one + 1; other < labels.length; other++) {
      const apart = distance(one, other)
      observed += (row?.get(labels[other] as Value) ?? 0) * apart
      expected += (totals[one] ?? 0) * (totals[other] ?? 0) * apart
    }
  }
  return { value: 1 - ((all - 1) * observed) / expected }
}

function checked<Value>(value: Value, metric: Metric): Value {
  if (metric === 'nominal') return value
  if (typeof value !== 'number' || !Number.isFinite(value) || (metric === 'ratio' && value < 0)) {
    throw new RangeError(
      `Values of the ${metric} metric are finite numbers${metric === 'ratio' ? ' from 0' : ''}: got ${String(value)}`,
    )
  }
  return value
}

/** The squared distance of two labels, by their places among the sorted ones. */
function distances(
  labels: readonly unknown[],
  totals: readonly number[],
  metric: Metric,
): (one: number, other: number) => number {
  const value = (at: number): number => Number(labels[at])
  switch (metric) {
    case 'nominal':
      return () => 1
    case 'interval':
      return (one, other) => (value(one) - value(other)) ** 2
    case 'ratio':
      return (one, other) => ((value(one) - value(other)) / (value(one) + value(other))) ** 2
    case 'ordinal': {
      let sum = 0
      const upTo = totals.map((total) => {
        sum += total
        return sum
      })
      return (one, other) => {
        const between = (upTo[other] ?? 0) - (upTo[one] ?? 0) + (totals[one] ?? 0)
        return (between - ((totals[one] ?? 0) + (totals[other] ?? 0)) / 2) ** 2
      }
    }
  }
}
