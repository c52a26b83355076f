import { type Mention, type QuoteMatch, quoteAt, quoteFinder, quoteJoint, type Span } from '@claimspan/core'

/** A place where words that are gone may stand now. */
export interface FoundPlace {
  readonly spans: readonly Span[]
  /** The words there, as a mention of these spans has them. */
  readonly words: string
  readonly prefix: string
  readonly suffix: string
  /** Whether they are the lost words to the letter. */
  readonly exact: boolean
  /** How alike, from 0 to 1. */
  readonly score: number
}

/**
 * Where the words of a detached mention may stand in the text now, the likeliest first; none is more than an offer.
 * Words in several pieces are looked for as one, then piece by piece.
 */
export function findLostWords(
  text: string,
  { quote, prefix, suffix }: Pick<Mention, 'quote' | 'prefix' | 'suffix'>,
): readonly FoundPlace[] {
  if (quote === '') return []
  const finder = quoteFinder(text)
  const find = (
    words: string,
    context: { readonly prefix?: string; readonly suffix?: string; readonly near?: number },
  ) => {
    const result = finder.find(words, context)
    if (result.kind === 'missing') return []
    return result.kind === 'found' ? [result] : result.candidates
  }
  const whole = find(quote, { prefix, suffix })
  const pieces = quote.split(quoteJoint)
  if (whole.length > 0 || pieces.length === 1 || pieces.includes('')) {
    return whole.map((match) => placeOf(text, [match]))
  }
  const found: QuoteMatch[] = []
  for (const [at, piece] of pieces.entries()) {
    const after = found[at - 1]?.to
    const [match] = find(piece, {
      ...(at === 0 ? { prefix } : {}),
      ...(at === pieces.length - 1 ? { suffix } : {}),
      ...(after === undefined ? {} : { near: after }),
    }).filter(({ from }) => from >= (after ?? 0))
    if (match === undefined) return []
    found.push(match)
  }
  return [placeOf(text, found)]
}

function placeOf(text: string, matches: readonly QuoteMatch[]): FoundPlace {
  const spans = matches.map(({ from, to }) => ({ from, to }))
  const { quote: words, prefix, suffix } = quoteAt(text, spans)
  return {
    spans,
    words,
    prefix,
    suffix,
    exact: matches.every(({ exact }) => exact),
    score: Math.min(...matches.map(({ score }) => score)),
  }
}
