import { type Claim, compareSpans, type Span } from '@claimspan/core'

/** A span of a continuum with the label that an annotator gave it. */
export interface LabelledSpan extends Span {
  readonly label: string
}

/**
 * One text (or recording) and what each annotator marked on it: `units[a]` are annotator `a`'s, in the order of the text.
 * All lie within `from` up to `to`, in one unit of length (UTF-16 code units where the text is a document's).
 */
export interface Continuum extends Span {
  readonly units: readonly (readonly LabelledSpan[])[]
}

/**
 * Make a continuum; units are put in order. Throws `RangeError` when it has no length, a unit is empty, or one lies outside
 * or has an offset that is no finite number.
 */
export function continuum(span: Span, units: readonly (readonly LabelledSpan[])[]): Continuum {
  const { from, to } = span
  if (!Number.isFinite(from) || !Number.isFinite(to) || to <= from) {
    throw new RangeError(`A continuum has a length above 0: got ${from} to ${to}`)
  }
  for (const unit of units.flat()) {
    if (!(unit.from >= from && unit.to <= to && unit.to > unit.from)) {
      throw new RangeError(
        `A unit has a length above 0 and lies within the continuum (${from} to ${to}): got ${unit.from} to ${unit.to}`,
      )
    }
  }
  return { from, to, units: units.map((each) => [...each].sort(compareUnits)) }
}

/**
 * The continuum of a document's text, `length` code units long, with the claims of each annotator: a unit is a mention, from
 * its first character to its last (a discontinuous one with what is between its parts), labelled as `labelOf` says. Detached
 * mentions have no place and are left out. Throws `RangeError` as {@link continuum} does.
 */
export function continuumOfClaims(
  length: number,
  claims: readonly (readonly Claim[])[],
  labelOf: (claim: Claim) => string = firstType,
): Continuum {
  return continuum(
    { from: 0, to: length },
    claims.map((each) =>
      each.flatMap((claim) =>
        claim.mentions.flatMap(({ spans }) => {
          const [first, last] = [spans[0], spans.at(-1)]
          if (first === undefined || last === undefined) return []
          return [{ from: first.from, to: last.to, label: labelOf(claim) }]
        }),
      ),
    ),
  )
}

const firstType = ({ types }: Claim): string => types[0] ?? '(none)'

/** The order of the text, then by label. */
export function compareUnits(a: LabelledSpan, b: LabelledSpan): number {
  return compareSpans(a, b) || (a.label < b.label ? -1 : a.label > b.label ? 1 : 0)
}
