import type { Coefficient } from './coefficient.js'

/**
 * Fleiss' κ of any number of annotators, not the same ones for each item (J. L. Fleiss, Measuring Nominal Scale Agreement
 * Among Many Raters, Psychological Bulletin 76, 1971). `counts[i][k]` is how many annotators gave item `i` the label `k`.
 * Throws `RangeError` unless each item has the same number of annotators, at least two, and the same labels.
 */
export function fleissKappa(counts: readonly (readonly number[])[]): Coefficient {
  const [first] = counts
  if (first === undefined) return { undefined: 'there is no item' }
  const raters = sum(first)
  for (const [at, row] of counts.entries()) {
    if (row.some((count) => !Number.isSafeInteger(count) || count < 0)) {
      throw new RangeError(`Counts are whole numbers from 0: got ${row.join(', ')} for item ${at}`)
    }
    if (row.length !== first.length || sum(row) !== raters || raters < 2) {
      throw new RangeError(
        `Every item has the same labels and the same number of annotators, at least two: item 0 has ${first.length} labels ` +
          `and ${raters} annotators, item ${at} has ${row.length} and ${sum(row)}`,
      )
    }
  }
  const shares = first.map((_, label) => sum(counts.map((row) => row[label] ?? 0)) / (counts.length * raters))
  if (shares.some((share) => share === 1)) {
    return {
      undefined: 'every annotator gave one and the same label to every item, so chance cannot be told from agreement',
    }
  }
  const agreements = counts.map((row) => sum(row.map((count) => count * (count - 1))) / (raters * (raters - 1)))
  const observed = sum(agreements) / counts.length
  const expected = sum(shares.map((share) => share * share))
  return { value: (observed - expected) / (1 - expected) }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
