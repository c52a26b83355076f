import type { AnnotatedDocument, Claim } from '@claimspan/core'
import { alignClaims } from './align-claims.js'
import type { Coefficient } from './coefficient.js'
import { coveredBy } from './covered.js'

/** How many claims of A and B there are, how many were found by both, and what follows from that; A is taken as the truth. */
export interface Scores {
  readonly matched: number
  readonly claimsA: number
  readonly claimsB: number
  /** Share of B's claims that A has. */
  readonly precision: Coefficient
  /** Share of A's claims that B has. */
  readonly recall: Coefficient
  /** Harmonic mean of both; the same when A and B change places. */
  readonly f1: Coefficient
}

export interface MatchScores {
  /** Claims that cover exactly the same characters. */
  readonly exact: Scores
  /** Claims that share a character, paired by `alignClaims`. */
  readonly partial: Scores
}

export interface SpanAgreement extends MatchScores {
  readonly documents: number
  /** Mean overlap (intersection over union) of the pairs that share a character. */
  readonly meanOverlap: Coefficient
  /** The same among claims of each type; `(none)` are those without one. */
  readonly byType: Readonly<Record<string, MatchScores>>
}

/** What two annotators marked in one document. */
export interface TwoSets {
  readonly a: readonly Claim[]
  readonly b: readonly Claim[]
}

/**
 * How far two layers mark the same words, over the documents that have both: precision, recall and F1 of layer B against
 * layer A. Detached claims have no words and are not counted.
 */
export function spanAgreement(documents: Iterable<AnnotatedDocument>, layerA: string, layerB: string): SpanAgreement {
  const sets: TwoSets[] = []
  for (const { layers, claims } of documents) {
    const has = (layer: string): boolean => layers.some(({ id }) => id === layer)
    if (!has(layerA) || !has(layerB)) continue
    sets.push({ a: claims.filter(({ layer }) => layer === layerA), b: claims.filter(({ layer }) => layer === layerB) })
  }
  return spanAgreementOf(sets)
}

/** {@link spanAgreement} of claims already set apart, a pair of sets for each document. */
export function spanAgreementOf(all: readonly TwoSets[]): SpanAgreement {
  const sets = all.map(({ a, b }) => ({ a: a.filter(hasWords), b: b.filter(hasWords) }))
  const overlaps = sets.flatMap(({ a, b }) => alignClaims(a, b).pairs.map(({ overlap }) => overlap))
  const types = new Set(sets.flatMap(({ a, b }) => [...a, ...b].flatMap(typesOf)))
  const byType = [...types].sort().map((type) => {
    const ofType = (claims: readonly Claim[]): readonly Claim[] =>
      claims.filter((claim) => typesOf(claim).includes(type))
    return [type, matchScores(sets.map(({ a, b }) => ({ a: ofType(a), b: ofType(b) })))] as const
  })
  return {
    documents: sets.length,
    ...matchScores(sets),
    meanOverlap: share(
      overlaps.reduce((sum, overlap) => sum + overlap, 0),
      overlaps.length,
      'no claim of one shares a character with a claim of the other',
    ),
    byType: Object.fromEntries(byType),
  }
}

const hasWords = (claim: Claim): boolean => claim.mentions.some(({ spans }) => spans.length > 0)
const typesOf = ({ types }: Claim): readonly string[] => (types.length === 0 ? ['(none)'] : types)

function matchScores(sets: readonly TwoSets[]): MatchScores {
  const total = (count: (sets: TwoSets) => number): number => sets.reduce((sum, each) => sum + count(each), 0)
  const claimsA = total(({ a }) => a.length)
  const claimsB = total(({ b }) => b.length)
  return {
    exact: scores(total(equalSets), claimsA, claimsB),
    partial: scores(
      total(({ a, b }) => alignClaims(a, b).pairs.length),
      claimsA,
      claimsB,
    ),
  }
}

/** How many claims of `a` have one in `b` that covers the same characters, each of `b` used once. */
function equalSets({ a, b }: TwoSets): number {
  const left = new Map<string, number>()
  for (const claim of a) left.set(keyOf(claim), (left.get(keyOf(claim)) ?? 0) + 1)
  let matched = 0
  for (const claim of b) {
    const count = left.get(keyOf(claim)) ?? 0
    if (count === 0) continue
    left.set(keyOf(claim), count - 1)
    matched += 1
  }
  return matched
}

const keyOf = (claim: Claim): string =>
  coveredBy(claim)
    .map(({ from, to }) => `${from}-${to}`)
    .join(' ')

function scores(matched: number, claimsA: number, claimsB: number): Scores {
  return {
    matched,
    claimsA,
    claimsB,
    precision: share(matched, claimsB, 'B has no claim'),
    recall: share(matched, claimsA, 'A has no claim'),
    f1: share(2 * matched, claimsA + claimsB, 'neither has a claim'),
  }
}

const share = (part: number, whole: number, why: string): Coefficient =>
  whole === 0 ? { undefined: why } : { value: part / whole }
