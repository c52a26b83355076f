/** A place where a quote was found. Half-open range of UTF-16 code units; it cuts no surrogate pair. */
export interface QuoteMatch {
  readonly from: number
  readonly to: number
  /** How alike, from 0 to 1: see {@link quoteThreshold}. */
  readonly score: number
  /** Whether the words are the quote's, to the code unit. */
  readonly exact: boolean
}

/** What came of looking for a quote. Nothing that is ambiguous is taken: its places are offered, the likeliest first. */
export type QuoteResult =
  | ({ readonly kind: 'found' } & QuoteMatch)
  | { readonly kind: 'ambiguous'; readonly candidates: readonly QuoteMatch[] }
  | { readonly kind: 'missing' }

/**
 * The least score of an inexact match of a passage (prefix, quote and suffix together) of so many UTF-16 code units:
 * 0.6 + 5 / length, so 0.85 for 20 and 0.62 for 200, since short passages are alike by chance.
 *
 * Let `same` be how many of the quote's code units are still there, in order, in the match. Its words score 2 × same /
 * (length of the quote + length of the match), its context the share of prefix and suffix that is still beside it, and
 * the whole 3/4 of the words' score plus 1/4 of the context's (the words' alone when neither prefix nor suffix is given).
 * Kinds of whitespace, quotation marks and dashes count as equal. A quote that stands in the text to the code unit is a
 * match whatever its context, so of a score of 0.75 at least.
 */
export const quoteThreshold = (length: number): number => 0.6 + 5 / length

/** An exact match of a lower score has next to none of its context: it is taken only where the quote stands once. */
export const rootedScore = 0.8

/** How far the hint reaches: at this distance it has lost one `hintWeight`, at three times it two. */
const hintScale = 1024
const hintWeight = 0.12
/** Two matches whose worth differs by less than this are not told apart by it. */
export const margin = 0.1
/** How many places of an ambiguous quote are offered. */
export const mostOffered = 10

/** What a match at this distance from where it was expected is worth less than its score. */
export const distanceCost = (distance: number): number => hintWeight * Math.log2(1 + distance / hintScale)

export const worth = (match: QuoteMatch, near: number | undefined): number =>
  near === undefined ? match.score : match.score - distanceCost(Math.abs(match.from - near))

/** Choose between all matches that are good by themselves. */
export function choose(matches: readonly QuoteMatch[], near: number | undefined): QuoteResult {
  const ranked = matches
    .map((match) => ({ match, worth: worth(match, near) }))
    .sort((a, b) => b.worth - a.worth || a.match.from - b.match.from)
  const best = ranked[0]
  if (best === undefined) return { kind: 'missing' }
  const isRooted = best.match.score >= rootedScore || !best.match.exact
  const rivals = isRooted ? ranked.filter((other) => other.worth > best.worth - margin) : ranked
  if (rivals.length === 1) return { kind: 'found', ...best.match }
  if (near === undefined) {
    const whole = rivals.filter(({ match }) => match.exact && match.score === 1)
    if (whole.length === 1 && whole[0] !== undefined) return { kind: 'found', ...whole[0].match }
  } else if (isRooted) {
    const byDistance = rivals
      .map(({ match }) => ({ match, distance: Math.abs(match.from - near) }))
      .sort((a, b) => a.distance - b.distance)
    const [first, second] = byDistance
    if (first !== undefined && second !== undefined && isMuchNearer(first.distance, second.distance)) {
      if (first.match.score >= best.match.score - margin) return { kind: 'found', ...first.match }
    }
  }
  return { kind: 'ambiguous', candidates: rivals.slice(0, mostOffered).map(({ match }) => match) }
}

/** Whether one distance from the hint is so much less than the other that the hint tells two equals apart. */
export const isMuchNearer = (distance: number, other: number): boolean => other + 16 >= 3 * (distance + 16)

/** Of matches that share words the best, so that one place counts once; exact ones are places of their own. The order stays. */
export function distinct(matches: readonly QuoteMatch[]): readonly QuoteMatch[] {
  const kept: QuoteMatch[] = []
  const order = [...matches].sort((a, b) => Number(b.exact) - Number(a.exact) || b.score - a.score || a.from - b.from)
  for (const match of order) {
    const shared = kept.filter((other) => match.from < other.to && other.from < match.to)
    if (match.exact ? shared.every(({ from }) => from !== match.from) : shared.length === 0) kept.push(match)
  }
  return matches.filter((match) => kept.includes(match))
}
