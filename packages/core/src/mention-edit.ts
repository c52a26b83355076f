import { type Mention, mention } from './mention.js'
import { type Quote, quoteAt } from './quote.js'
import { type Edit, mapSpan, type Span } from './span.js'

/**
 * A mention as it is after `edit` made `text` what it is: spans moved by `mapSpan`, words and context taken anew, the words
 * as marked kept while they differ. When no span survives it is detached and its quote is the words as marked. The same
 * mention comes back when nothing of it changed.
 */
export function mentionAfterEdit(text: string, of: Mention, edit: Edit): Mention {
  if (of.spans.length === 0) return of
  const moved = of.spans.map((span) => mapSpan(span, edit)).filter((span) => span !== undefined)
  const spans = moved.length === of.spans.length && moved.every((span, at) => span === of.spans[at]) ? of.spans : moved
  return withWords(of, spans, spans.length === 0 ? undefined : quoteAt(text, spans))
}

/**
 * A mention that was made elsewhere or earlier, with its words as they are in `text`. A detached one stays as it is. Throws
 * `RangeError` when a span is not one of the text.
 */
export function mentionOfText(text: string, of: Mention): Mention {
  if (of.spans.length === 0) return of
  return withWords(of, of.spans, mention(text, of.spans))
}

function withWords(of: Mention, spans: readonly Span[], words: Quote | undefined): Mention {
  const { markedQuote, ...rest } = of
  const marked = markedQuote ?? of.quote
  if (words === undefined) return { ...rest, spans, quote: marked }
  const { quote, prefix, suffix } = words
  if (spans === of.spans && quote === of.quote && prefix === of.prefix && suffix === of.suffix) {
    if (markedQuote !== quote) return of
  }
  return { ...rest, spans, quote, prefix, suffix, ...(marked === quote ? {} : { markedQuote: marked }) }
}
