/**
 * How much two labels disagree: 0 for equal ones, more for those further apart. `linear` is their distance, `quadratic` its
 * square; numbers are as far apart as they are, labels of an `order` as many steps. Or a function of one's own, as Cohen 1968
 * has it.
 */
export type Weights<Label> = 'linear' | 'quadratic' | ((a: Label, b: Label) => number)

/** Labels whose distance counts. */
export interface Weighted<Label> {
  readonly weights: Weights<Label>
  /** The labels from least to most; needed for `linear` and `quadratic` unless labels are numbers. */
  readonly order?: readonly Label[]
}

/**
 * The disagreement of two labels by their places in `labels`. Throws `RangeError` when labels that are no numbers come without
 * an order, one is not in the order, or a function of one's own gives less than 0, or not 0 for equal labels.
 */
export function disagreements<Label>(
  labels: readonly Label[],
  { weights, order }: Weighted<Label>,
): (one: number, other: number) => number {
  if (typeof weights === 'function') {
    return (one, other) => {
      const apart = weights(labels[one] as Label, labels[other] as Label)
      if (!(apart >= 0 && apart < Number.POSITIVE_INFINITY) || (one === other && apart !== 0)) {
        throw new RangeError(
          `Labels disagree by a finite number from 0, and by 0 when they are equal: got ${apart} for ` +
            `${String(labels[one])} and ${String(labels[other])}`,
        )
      }
      return apart
    }
  }
  const places = scaleOf(labels, order)
  return (one, other) => {
    const apart = Math.abs((places[one] ?? 0) - (places[other] ?? 0))
    return weights === 'linear' ? apart : apart * apart
  }
}

/** Where each label stands on the scale. Throws `RangeError` when that is not known. */
export function scaleOf<Label>(labels: readonly Label[], order?: readonly Label[]): Float64Array {
  if (order !== undefined) {
    const places = new Map(order.map((label, place) => [label, place]))
    return Float64Array.from(labels, (label) => {
      const place = places.get(label)
      if (place === undefined) throw new RangeError(`The order of the labels leaves out ${String(label)}`)
      return place
    })
  }
  return Float64Array.from(labels, (label) => {
    if (typeof label === 'number' && Number.isFinite(label)) return label
    throw new RangeError(`Labels that are no finite numbers need an order to be near or far: got ${String(label)}`)
  })
}
