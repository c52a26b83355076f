import { folded } from './fold.js'
import { gramsOf } from './gram.js'

/** A quote between its contexts, made ready to be searched for. Offsets count code units of `whole`. */
export interface Pattern {
  /** Prefix, quote and suffix in one string. */
  readonly whole: string
  readonly quote: string
  /** Where the quote begins and ends in `whole`. */
  readonly quoteFrom: number
  readonly quoteTo: number
  /** `whole`, folded. */
  readonly units: Uint16Array
  /** Hashes of its grams at each offset. */
  readonly grams: Uint16Array
}

export function pattern(prefix: string, quote: string, suffix: string): Pattern {
  const whole = prefix + quote + suffix
  const units = folded(whole)
  return {
    whole,
    quote,
    quoteFrom: prefix.length,
    quoteTo: prefix.length + quote.length,
    units,
    grams: gramsOf(units),
  }
}

/** How alike a place is to the pattern, 0 to 1: the quote's share counts three times that of what stands round it. */
export function similarity(of: Pattern, quoteShare: number, contextShare: number): number {
  return of.quote.length === of.whole.length ? quoteShare : 0.75 * quoteShare + 0.25 * contextShare
}
