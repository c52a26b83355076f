/** What an annotator gave an item: a label, or nothing (`undefined` or `null`). */
export type Given<Label> = Label | undefined | null

/** Labels as small whole numbers, so that millions of items are counted in typed arrays. */
export interface ItemCodes<Label> {
  readonly items: number
  readonly raters: number
  /** `codes[item * raters + rater]` is a place in `labels`, or -1 where nothing was given. */
  readonly codes: Int32Array
  /** Each label once, in the order in which they were met. */
  readonly labels: readonly Label[]
}

/**
 * Number the labels of a matrix: `rows[rater][item]`; a row that is shorter misses the rest. Labels are the same when a `Map`
 * takes them for the same key. Throws `RangeError` for `NaN`, which is no label.
 */
export function itemCodes<Label>(rows: readonly ArrayLike<Given<Label>>[]): ItemCodes<Label> {
  const raters = rows.length
  const items = rows.reduce((most, row) => Math.max(most, row.length), 0)
  const codes = new Int32Array(items * raters).fill(-1)
  const known = new Map<Label, number>()
  const labels: Label[] = []
  for (let rater = 0; rater < raters; rater++) {
    const row = rows[rater]
    if (row === undefined) continue
    let last: Given<Label>
    let lastCode = -1
    for (let item = 0; item < row.length; item++) {
      const label = row[item]
      if (label === undefined || label === null) continue
      if (label !== last) {
        const code = known.get(label)
        lastCode = code ?? labels.length
        if (code === undefined) {
          refuseNaN(label, rater, item)
          known.set(label, lastCode)
          labels.push(label)
        }
        last = label
      }
      codes[item * raters + rater] = lastCode
    }
  }
  return { items, raters, codes, labels }
}

function refuseNaN(label: unknown, rater: number, item: number): void {
  if (typeof label === 'number' && Number.isNaN(label)) {
    throw new RangeError(
      `NaN is no label, and undefined stands for a missing one: got NaN of annotator ${rater} for item ${item}`,
    )
  }
}
