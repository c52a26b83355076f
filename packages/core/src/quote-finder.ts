import type { QuoteResult } from './quote-finder/choose.js'
import { placeAll } from './quote-finder/place-all.js'
import { type Search, search } from './quote-finder/search.js'

export { type QuoteMatch, type QuoteResult, quoteThreshold } from './quote-finder/choose.js'

/** What is known of a quote beside its words. */
export interface QuoteContext {
  /** What stood right before and after it; the more, the surer. `contextLength` code units are what a `Quote` keeps. */
  readonly prefix?: string
  readonly suffix?: string
  /** About where it should begin, a UTF-16 offset; it may be far off, or outside the text. */
  readonly near?: number
}

/** A quote to look for: a `Quote` or `Mention` fits, with `near` where it knows it. */
export interface QuoteQuery extends QuoteContext {
  readonly quote: string
}

/** Finds quotes in one text, and keeps what it learned of the text from one quote to the next. */
export interface QuoteFinder {
  /** See {@link findQuote}. */
  find(quote: string, context?: QuoteContext): QuoteResult
  /** See {@link placeQuotes}. */
  placeAll(quotes: readonly QuoteQuery[]): readonly QuoteResult[]
}

/** Make a finder. The index (about 2 bytes a code unit, 2 to 4 ms for 264,000) is built when the first quote needs it. */
export function quoteFinder(text: string): QuoteFinder {
  const made: Search = search(text)
  return {
    find: (quote, context = {}) => made.find({ ...context, quote }),
    placeAll: (quotes) => placeAll(made, quotes),
  }
}

/**
 * Find where a quote stands in a text that may have been edited since. Exact matches come first; then passages that keep
 * a part of prefix, quote and suffix, aligned unit by unit, of {@link quoteThreshold} or better. `near` only ranks what
 * is good by itself: no place is chosen for being near. Places that cannot be told apart are offered, never taken.
 * Same input, same result. Throws `RangeError` when the quote is empty or `near` is not a number.
 *
 * An edit that only touches an end of the quote stays outside of the match, as in `mapSpan`. A quote that is shorter than
 * 12 code units with its context is hardly found but to the unit, and so is one that keeps no 6 in a row.
 */
export function findQuote(text: string, quote: string, context: QuoteContext = {}): QuoteResult {
  return quoteFinder(text).find(quote, context)
}

/**
 * Find many quotes of one document together; one result for each, in their order. Where text was inserted or deleted, all
 * quotes behind it shift alike, which tells a passage from its copies elsewhere even when each copy is as good. Needs
 * `near` = where each quote began in the old text; a quote without it is found alone. Throws as {@link findQuote} does.
 */
export function placeQuotes(text: string, quotes: readonly QuoteQuery[]): readonly QuoteResult[] {
  return quoteFinder(text).placeAll(quotes)
}
