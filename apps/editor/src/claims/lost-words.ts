import {
  isInsidePair,
  type Mention,
  type QuoteContext,
  type QuoteMatch,
  type QuoteResult,
  quoteAt,
  quoteFinder,
  quoteJoint,
  type Span,
} from '@claimspan/core'

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
  /** Whether it is the one that the quote finder would take, since what stands around it fits best. */
  readonly isLikeliest: boolean
}

/** So many places are offered at most. */
const mostPlaces = 12

/**
 * Where the words of a detached mention may stand in the text now, the likeliest first, then wherever else they stand to
 * the letter; none is more than an offer. Words in several pieces are looked for as one, then piece by piece.
 */
export function findLostWords(
  text: string,
  { quote, prefix, suffix }: Pick<Mention, 'quote' | 'prefix' | 'suffix'>,
): readonly FoundPlace[] {
  if (quote === '') return []
  const finder = quoteFinder(text)
  const whole = finder.find(quote, { prefix, suffix })
  if (whole.kind !== 'missing') {
    const likely = offered(whole)
    const more = exactPlaces(text, quote).filter(({ from }) => likely.every((match) => match.from !== from))
    return [...likely, ...more]
      .slice(0, mostPlaces)
      .map((match) => placeOf(text, [match], whole.kind === 'found' && match === likely[0]))
  }
  const pieces = quote.split(quoteJoint)
  if (pieces.length === 1 || pieces.includes('')) return []
  const found: QuoteMatch[] = []
  for (const [at, piece] of pieces.entries()) {
    const after = found[at - 1]?.to
    const context: QuoteContext = {
      ...(at === 0 ? { prefix } : {}),
      ...(at === pieces.length - 1 ? { suffix } : {}),
      ...(after === undefined ? {} : { near: after }),
    }
    const match = offered(finder.find(piece, context)).find(({ from }) => from >= (after ?? 0))
    if (match === undefined) return []
    found.push(match)
  }
  return [placeOf(text, found, true)]
}

function offered(result: QuoteResult): readonly QuoteMatch[] {
  if (result.kind === 'missing') return []
  return result.kind === 'found' ? [result] : result.candidates
}

/** Wherever a quote stands to the letter, a few more than are offered. */
function exactPlaces(text: string, quote: string): readonly QuoteMatch[] {
  const all: QuoteMatch[] = []
  for (let at = text.indexOf(quote); at !== -1 && all.length <= mostPlaces; at = text.indexOf(quote, at + 1)) {
    const to = at + quote.length
    if (!isInsidePair(text, at) && !isInsidePair(text, to)) all.push({ from: at, to, score: 1, exact: true })
  }
  return all
}

function placeOf(text: string, matches: readonly QuoteMatch[], isLikeliest: boolean): FoundPlace {
  const spans = matches.map(({ from, to }) => ({ from, to }))
  const { quote: words, prefix, suffix } = quoteAt(text, spans)
  return {
    spans,
    words,
    prefix,
    suffix,
    exact: matches.every(({ exact }) => exact),
    score: Math.min(...matches.map(({ score }) => score)),
    isLikeliest,
  }
}
