import type { QuoteQuery } from '../quote-finder.js'
import { choose, distinct, mostOffered, type QuoteMatch, type QuoteResult } from './choose.js'
import { exactHits } from './exact.js'
import type { Pattern } from './pattern.js'
import { checkedPattern, type Search } from './search.js'
import { type Choice, likeliestPlaces, type Place } from './shift.js'

interface Placed {
  readonly index: number
  readonly query: QuoteQuery
  readonly near: number
  readonly of: Pattern
  readonly places: readonly (Place & { readonly match: () => QuoteMatch | undefined })[]
}

/** How far two ways to see one place may be apart, in code units. */
const samePlace = 48

export function placeAll(search: Search, quotes: readonly QuoteQuery[]): readonly QuoteResult[] {
  const patterns = quotes.map(checkedPattern)
  const unmoved = patterns.map((of, index) => search.unmoved(of, quotes[index]?.near))
  // Nothing has moved: the one case that is common enough to be worth a look of its own.
  if (unmoved.every((result) => result !== undefined)) return unmoved

  const chain: Placed[] = []
  quotes.forEach((query, index) => {
    const of = patterns[index]
    if (query.near === undefined || of === undefined) return
    chain.push({ index, query, near: Math.round(query.near), of, places: placesOf(search, of) })
  })
  chain.sort((a, b) => a.near - b.near || a.index - b.index)
  const seen = chain.filter(({ places }) => places.length > 0)
  const choices = likeliestPlaces(seen)

  const results: QuoteResult[] = quotes.map(() => ({ kind: 'missing' }))
  seen.forEach((placed, at) => {
    const choice = choices[at]
    if (choice !== undefined) results[placed.index] = settle(search, placed, choice)
  })
  quotes.forEach((query, index) => {
    if (query.near === undefined) results[index] = search.find(query)
  })
  return results
}

function placesOf(search: Search, of: Pattern): Placed['places'] {
  const passages = search.candidatesOf(of)
  const most = passages[0]?.votes ?? 1
  const places: Placed['places'][number][] = exactHits(search.text, of).map((hit) => ({
    at: hit.from,
    evidence: 1 - 0.5 * (1 - hit.run / Math.max(1, of.whole.length - of.quote.length)),
    match: () => search.matchOf(of, hit),
  }))
  for (const passage of passages) {
    const at = passage.middle + of.quoteFrom
    if (places.some((place) => Math.abs(place.at - at) < samePlace)) continue
    places.push({ at, evidence: passage.votes / most, match: () => search.matchAt(of, passage) })
  }
  return places
}

/** Places closer than this are told apart by the words, since no shift of the text between quotes does. */
const closeBy = 256

function settle(search: Search, { query, near, places }: Placed, { shift, likely }: Choice): QuoteResult {
  const matches = distinct(likely.flatMap((at) => places[at]?.match() ?? []))
  const [best] = matches
  if (best === undefined) return search.find({ ...query, near: near + shift })
  if (matches.length === 1) return { kind: 'found', ...best }
  if (matches.every(({ from }) => Math.abs(from - best.from) < closeBy)) return choose(matches, near + shift)
  return { kind: 'ambiguous', candidates: matches.slice(0, mostOffered) }
}
