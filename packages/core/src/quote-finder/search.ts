import type { QuoteQuery } from '../quote-finder.js'
import { isInsidePair } from '../unit.js'
import { align, alignmentRoom } from './align.js'
import { type Candidate, candidates, reusedCounts } from './candidate.js'
import {
  choose,
  distanceCost,
  distinct,
  isMuchNearer,
  margin,
  type QuoteMatch,
  type QuoteResult,
  quoteThreshold,
  rootedScore,
  worth,
} from './choose.js'
import { type ExactHit, exactHits, standsAt } from './exact.js'
import { type Ballot, gramIndex, gramWindow } from './gram-index.js'
import { type Pattern, pattern, similarity } from './pattern.js'

/** Everything that is known of one text while quotes are looked for. */
export interface Search {
  readonly text: string
  find(query: QuoteQuery): QuoteResult
  /** The match when the quote stands at `near` with all of its context. */
  unmoved(of: Pattern, near: number | undefined): QuoteResult | undefined
  /** Passages of the whole text that keep a part of the pattern. */
  candidatesOf(of: Pattern): readonly Candidate[]
  /** The exact match or the alignment at a candidate; `undefined` below the threshold. */
  matchAt(of: Pattern, candidate: Pick<Candidate, 'low' | 'high'>): QuoteMatch | undefined
  matchOf(of: Pattern, hit: ExactHit): QuoteMatch
}

/** How far round `near` is searched before the whole text, in UTF-16 code units. */
const nearby = 1024
/** The share of a pattern's grams that a passage must keep to be looked at: of all the text, and of the part round `near`. */
const leastShare = { whole: 0.12, nearby: 0.3 }
const mostCandidates = 32
/** By how much two looks at one passage may differ, and how far an edit at its edge may move a part of it. */
const slack = 32
const spare = 16
/** Whether no inexact match could be preferred when nothing is known of where the quote should be. */
const isSurelyExact = ({ exact, score }: QuoteMatch): boolean => exact && score >= 0.97

export function search(text: string): Search {
  const room = alignmentRoom()
  const counts = reusedCounts()
  let whole: Ballot | undefined

  function candidatesIn(ballot: Ballot, of: Pattern, share: number): readonly Candidate[] {
    const least = Math.max(2, Math.round((of.grams.length / 2) * share))
    return candidates(ballot, of.grams, { least, most: mostCandidates, counts })
  }

  function candidatesOf(of: Pattern): readonly Candidate[] {
    whole ??= gramIndex(text)
    return candidatesIn(whole, of, leastShare.whole)
  }

  function matchAt(of: Pattern, { low, high }: Pick<Candidate, 'low' | 'high'>): QuoteMatch | undefined {
    const start = Math.max(0, low)
    const at = text.slice(start, high + of.whole.length).indexOf(of.whole)
    if (at !== -1 && standsAt(text, of, start + at + of.quoteFrom)) {
      const from = start + at + of.quoteFrom
      return { from, to: from + of.quote.length, score: 1, exact: true }
    }
    const found = align(text, of, low - spare, high + spare, room)
    if (found === undefined) return undefined
    const { from, to, score } = found
    const exact = text.slice(from, to) === of.quote
    return exact || score >= quoteThreshold(of.whole.length) ? { from, to, score, exact } : undefined
  }

  function matchOf(of: Pattern, { from, run }: ExactHit): QuoteMatch {
    const to = from + of.quote.length
    const context = of.whole.length - of.quote.length
    if (run === context) return { from, to, score: 1, exact: true }
    const aligned = align(text, of, from - of.quoteFrom - spare, from - of.quoteFrom + spare, room)
    const least = similarity(of, 1, run / context)
    const score = aligned?.from === from && aligned.to === to ? Math.max(least, aligned.score) : least
    return { from, to, score, exact: true }
  }

  function unmoved(of: Pattern, near: number | undefined): QuoteResult | undefined {
    return near !== undefined && standsAt(text, of, near) ? wholeAt(of, near) : undefined
  }

  function find(query: QuoteQuery): QuoteResult {
    const of = checkedPattern(query)
    const near = query.near === undefined ? undefined : Math.round(query.near)
    const matches = new Map<string, QuoteMatch>()
    const keep = (match: QuoteMatch | undefined) => {
      if (match === undefined) return
      const key = `${match.from} ${match.to}`
      const known = matches.get(key)
      if (known === undefined || known.score < match.score) matches.set(key, match)
    }
    /** Whether nothing that begins at this distance from `near` or farther can be as good as the best so far. */
    const isDecided = (distance: number) => {
      if (near === undefined) return false
      let best = Number.NEGATIVE_INFINITY
      for (const match of matches.values()) {
        if (match.score >= rootedScore || !match.exact) best = Math.max(best, worth(match, near))
      }
      return best - margin >= 1 - distanceCost(distance)
    }
    const distanceOf = (from: number) => (near === undefined ? 0 : Math.abs(from - near))
    const seen: Pick<Candidate, 'low' | 'high'>[] = []
    const look = (candidate: Candidate) => {
      if (seen.some(({ low, high }) => low - slack <= candidate.low && candidate.high <= high + slack)) return
      seen.push(candidate)
      keep(matchAt(of, candidate))
    }

    if (near !== undefined) {
      if (standsAt(text, of, near)) return wholeAt(of, near)
      const start = Math.max(0, Math.min(text.length, near - nearby - of.quoteFrom))
      const end = Math.max(0, Math.min(text.length, near + nearby + of.whole.length))
      const whole = onlyPlace(text, of, start, end)
      if (whole !== undefined && isMuchNearer(distanceOf(whole), nearby)) return wholeAt(of, whole)
      for (const passage of candidatesIn(gramWindow(text, start, end), of, leastShare.nearby)) look(passage)
      if (isDecided(nearby)) return choose(distinct([...matches.values()]), near)
    }
    const hits = [...exactHits(text, of)].sort((a, b) => distanceOf(a.from) - distanceOf(b.from) || b.run - a.run)
    for (const hit of hits.slice(0, mostCandidates)) {
      if (isDecided(distanceOf(hit.from))) break
      seen.push({ low: hit.from - of.quoteFrom - slack, high: hit.from - of.quoteFrom + slack })
      keep(matchOf(of, hit))
    }
    if (near !== undefined || ![...matches.values()].some(isSurelyExact)) {
      const passages = [...candidatesOf(of)].sort((a, b) => distanceOf(a.low) - distanceOf(b.low))
      for (const passage of passages) {
        const nearest = distanceOf(passage.low + of.quoteFrom) - (passage.high - passage.low + slack)
        if (isDecided(Math.max(0, nearest))) break
        look(passage)
      }
    }
    return choose(distinct([...matches.values()]), near)
  }

  return { text, find, unmoved, candidatesOf, matchAt, matchOf }
}

const wholeAt = (of: Pattern, from: number): QuoteResult => ({
  kind: 'found',
  from,
  to: from + of.quote.length,
  score: 1,
  exact: true,
})

export function checkedPattern({ quote, prefix = '', suffix = '', near }: QuoteQuery): Pattern {
  if (quote === '') throw new RangeError('A quote to find needs at least one character: got none')
  if (near !== undefined && !Number.isFinite(near)) throw new RangeError(`near is an offset: got ${near}`)
  return pattern(prefix, quote, suffix)
}

/** Where the whole pattern stands between two offsets, when it does so once. */
function onlyPlace(text: string, of: Pattern, start: number, end: number): number | undefined {
  const part = text.slice(start, end)
  const first = part.indexOf(of.whole)
  if (first === -1 || part.indexOf(of.whole, first + 1) !== -1) return undefined
  const from = start + first + of.quoteFrom
  return isInsidePair(text, from) || isInsidePair(text, from + of.quote.length) ? undefined : from
}
