import type { Span } from './span.js'
import { isInsidePair } from './unit.js'

/** How much context a quote keeps on either side, in UTF-16 code units. */
export const contextLength = 32

/** What joins the words of the spans of a discontinuous mention in its quote. */
export const quoteJoint = ' … '

/**
 * The words of one or more spans with what stands before the first and after the last of them: the W3C
 * TextQuoteSelector (https://www.w3.org/TR/annotation-model/#text-quote-selector), `exact` under the name `quote`.
 */
export interface Quote {
  readonly quote: string
  readonly prefix: string
  readonly suffix: string
}

/** The words at the spans, joined by {@link quoteJoint} when there are several. */
export function wordsAt(text: string, spans: readonly Span[]): string {
  return spans.map(({ from, to }) => text.slice(from, to)).join(quoteJoint)
}

/**
 * The quote of `spans` in `text`: up to {@link contextLength} code units of context on each side, never half of a
 * surrogate pair. Throws `RangeError` when there is no span or one ends past the text.
 */
export function quoteAt(text: string, spans: readonly Span[]): Quote {
  const first = spans[0]
  const last = spans[spans.length - 1]
  if (first === undefined || last === undefined) throw new RangeError('A quote needs at least one span: got none')
  if (last.to > text.length) {
    throw new RangeError(`A span ends at ${last.to}, past the text's ${text.length} UTF-16 code units`)
  }
  let start = Math.max(0, first.from - contextLength)
  if (isInsidePair(text, start)) start += 1
  let end = Math.min(text.length, last.to + contextLength)
  if (isInsidePair(text, end)) end -= 1
  return {
    quote: wordsAt(text, spans),
    prefix: start < first.from ? text.slice(start, first.from) : '',
    suffix: last.to < end ? text.slice(last.to, end) : '',
  }
}
