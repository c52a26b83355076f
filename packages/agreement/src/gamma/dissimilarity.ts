import type { LabelledSpan } from '../continuum.js'

/**
 * How unlike two units are, as a multiple of Δ∅, the dissimilarity of a unit and none (Mathet, Widlöcher and Métivier 2015,
 * section 4.2): d = α · dₚₒₛ + β · d_cat. Δ∅ scales all of it alike, so that γ does not depend on it; here it is 1.
 */
export interface Dissimilarity {
  /** The weight α of places, 0 or more; 3 when left out, as in the authors' program. */
  readonly alpha?: number
  /** The weight β of labels, 0 or more; 1 when left out. */
  readonly beta?: number
  /** How unlike two different labels are, 0 to 1, the same both ways; 1 when left out. */
  readonly labels?: (a: string, b: string) => number
}

/** The positional dissimilarity of two units: 0 when they cover the same, 1 when they touch and are equally long, and up. */
export function positionalDissimilarity(a: LabelledSpan, b: LabelledSpan): number {
  const apart = Math.abs(a.from - b.from) + Math.abs(a.to - b.to)
  const lengths = a.to - a.from + (b.to - b.from)
  return (apart / lengths) ** 2
}

/** The categorical dissimilarity of two labels: 0 when they are the same. */
export function categoricalDissimilarity(a: string, b: string, { labels }: Dissimilarity = {}): number {
  return a === b ? 0 : (labels?.(a, b) ?? 1)
}

/** α · dₚₒₛ + β · d_cat. */
export function combinedDissimilarity(a: LabelledSpan, b: LabelledSpan, dissimilarity: Dissimilarity = {}): number {
  const { alpha = 3, beta = 1 } = dissimilarity
  return alpha * positionalDissimilarity(a, b) + beta * categoricalDissimilarity(a.label, b.label, dissimilarity)
}

/** Throws `RangeError` when a weight is negative or no number, or the dissimilarity of two of these labels is not one. */
export function checkDissimilarity(dissimilarity: Dissimilarity, labels: readonly string[]): void {
  const { alpha = 3, beta = 1, labels: between } = dissimilarity
  if (!(alpha >= 0 && beta >= 0 && Number.isFinite(alpha + beta))) {
    throw new RangeError(`The weights α and β are 0 or more: got ${alpha} and ${beta}`)
  }
  if (between === undefined) return
  for (const [at, a] of labels.entries()) {
    for (const b of labels.slice(at + 1)) {
      const value = between(a, b)
      if (!(value >= 0 && value <= 1 && value === between(b, a))) {
        throw new RangeError(
          `The dissimilarity of two labels is 0 to 1 and the same both ways: got ${value} and ${between(b, a)} for ${a} and ${b}`,
        )
      }
    }
  }
}
