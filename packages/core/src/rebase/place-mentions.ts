import { firstSpanOutOfOrder, type Mention } from '../mention.js'
import { mentionOfText } from '../mention-edit.js'
import { contextLength, quoteAt, quoteJoint } from '../quote.js'
import { type QuoteFinder, type QuoteMatch, type QuoteQuery, quoteFinder } from '../quote-finder.js'
import { compareSpans, overlaps, type Span } from '../span.js'
import type { EditMap } from './map-through.js'

/** Where a mention is in the new text, and how it was found. */
export interface PlacedMention {
  readonly mention: Mention
  readonly how: 'diff' | 'quote'
  /** Where else its words could be, the likeliest first. */
  readonly candidates: readonly QuoteMatch[]
}

/** Words that are looked for, of the span of a mention that the differences changed or took away. */
interface Wanted {
  readonly at: number
  readonly index: number
  readonly old: Span | undefined
  readonly query: QuoteQuery
}

/** A match with less of its context is taken only when its words are long enough to be no others. */
const rootedScore = 0.8
/** The share of a match that must be new in the text, or the mention's own: else it is a copy that was there before. */
const newShare = 0.75

/** Place mentions of `before` in `after`; one result for each, in their order. */
export function placeMentions(
  mentions: readonly Mention[],
  before: string,
  after: string,
  map: EditMap,
): readonly PlacedMention[] {
  const mapped = mentions.map(({ spans }) => spans.map((span) => map.span(span)))
  const wanted = mentions.flatMap((mention, at) => wantedOf(mention, at, mapped[at] ?? [], { before, after, map }))
  const results = wanted.length === 0 ? [] : resultsOf(quoteFinder(after), wanted)
  const byMention = new Map<
    number,
    { readonly want: Wanted; readonly match?: QuoteMatch; readonly offers: readonly QuoteMatch[] }[]
  >()
  wanted.forEach((want, index) => {
    const { match, offers } = results[index] ?? { offers: [] }
    const taken = match !== undefined && isSure(match, want, map) ? match : undefined
    const found =
      taken === undefined
        ? { want, offers: match === undefined || offers.length > 0 ? offers : [match] }
        : { want, match: taken, offers: [] }
    byMention.set(want.at, [...(byMention.get(want.at) ?? []), found])
  })
  return mentions.map((mention, at) => {
    const found = byMention.get(at) ?? []
    const spansNow = [...(mapped[at] ?? [])]
    const byDiff = spansNow.filter((span) => span !== undefined)
    const taken = new Set<number>()
    for (const { want, match } of found) {
      if (match === undefined || taken.has(want.index)) continue
      spansNow[want.index] = { from: match.from, to: match.to }
      taken.add(want.index)
    }
    const byQuote = taken.size === 0 ? undefined : inOrder(spansNow.filter((span) => span !== undefined))
    const spans = byQuote ?? byDiff
    const offers = found
      .filter(({ want }) => byQuote === undefined || !taken.has(want.index))
      .flatMap((one) => (one.match === undefined ? one.offers : [one.match]))
    return {
      mention: spans.length === 0 ? detached(mention) : mentionOfText(after, { ...mention, spans }),
      how: byQuote === undefined ? 'diff' : 'quote',
      candidates: distinct(offers).filter((offer) => !spans.some((span) => overlaps(span, offer))),
    }
  })
}

/** What to look for: each span by itself, with its own context; words that were gone before, as they were marked. */
function wantedOf(
  mention: Mention,
  at: number,
  mapped: readonly (Span | undefined)[],
  { before, after, map }: { readonly before: string; readonly after: string; readonly map: EditMap },
): readonly Wanted[] {
  const { spans, quote, prefix, suffix, markedQuote } = mention
  if (spans.length === 0) {
    return quote.includes(quoteJoint) || quote === ''
      ? []
      : [{ at, index: 0, old: undefined, query: { quote, prefix, suffix } }]
  }
  return spans.flatMap((old, index) => {
    const now = mapped[index]
    const words = quoteAt(before, [old])
    if (now !== undefined && after.slice(now.from, now.to) === words.quote) return []
    const near = now?.from ?? map.offset(old.from)
    const here = { at, index, old, query: { ...words, near } }
    if (markedQuote === undefined || spans.length > 1) return [here]
    return [here, { ...here, query: { ...here.query, quote: markedQuote } }]
  })
}

/** An exact match that is the only one, or whatever else could be it. */
interface Found {
  readonly match?: QuoteMatch
  readonly offers: readonly QuoteMatch[]
}

function resultsOf(finder: QuoteFinder, wanted: readonly Wanted[]): readonly Found[] {
  return finder.placeAll(wanted.map(({ query }) => query)).map((result): Found => {
    if (result.kind === 'missing') return { offers: [] }
    if (result.kind === 'ambiguous') {
      // Passages that are only alike do not make the one that is the same ambiguous.
      const exact = result.candidates.filter((match) => match.exact)
      const [only] = exact
      const isBest = only !== undefined && result.candidates.every(({ score }) => score <= only.score)
      return isBest && exact.length === 1 ? { match: only, offers: result.candidates } : { offers: result.candidates }
    }
    const { from, to, score, exact } = result
    const match = { from, to, score, exact }
    return exact ? { match, offers: [] } : { offers: [match] }
  })
}

/**
 * Whether a match is the mention's own words, moved: it stands among its context or is long, and it is new where it is.
 * Words that were there before are those of another place, which the mention was not on.
 */
function isSure({ from, to, score }: QuoteMatch, { old, query }: Wanted, map: EditMap): boolean {
  if (score < rootedScore && query.quote.length < contextLength) return false
  return map.keptFromElsewhere({ from, to }, old) <= (1 - newShare) * (to - from)
}

/** Spans in the order of the text; `undefined` when two of them overlap. */
function inOrder(spans: readonly Span[]): readonly Span[] | undefined {
  const ordered = [...spans].sort(compareSpans)
  return firstSpanOutOfOrder(ordered) === undefined ? ordered : undefined
}

function detached(of: Mention): Mention {
  const { markedQuote, ...rest } = of
  return of.spans.length === 0 ? of : { ...rest, spans: [], quote: markedQuote ?? of.quote }
}

function distinct(matches: readonly QuoteMatch[]): readonly QuoteMatch[] {
  return matches.filter(
    ({ from, to }, at) => matches.findIndex((other) => other.from === from && other.to === to) === at,
  )
}
