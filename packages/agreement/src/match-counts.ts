import type { Span } from '@claimspan/core'
import { joined } from './covered.js'
import { type Arc, bestMatching } from './matching.js'
import { eachTouching } from './touching.js'

/** Words with a label: one or more spans, in any order. */
export interface LabelledSpans {
  readonly spans: readonly Span[]
  readonly label: string
}

export type MatchScheme = 'strict' | 'exact' | 'partial' | 'type'
export const matchSchemes: readonly MatchScheme[] = ['strict', 'exact', 'partial', 'type']

/** MUC's counts: `missed` marks are A's alone, `spurious` ones B's alone, the others are pairs. */
export interface MatchCounts {
  readonly correct: number
  readonly incorrect: number
  /** Counted by the scheme `partial` only. */
  readonly partial: number
  readonly missed: number
  readonly spurious: number
}

/**
 * The counts of one document under each scheme, as good as a one-to-one pairing of its marks can make them: first those of the
 * same words (and of these, those of the same label) are paired, then as many of the others as share words. To pair equal
 * ones first loses nothing, since a correct pair is worth two partial ones.
 */
export function matchCounts(
  marksA: readonly LabelledSpans[],
  marksB: readonly LabelledSpans[],
): Readonly<Record<MatchScheme, MatchCounts>> {
  const [a, b] = [withWords(marksA), withWords(marksB)]
  const strict = equalOnes(a, b, ({ key, label }) => `${key} ${label}`, new Set(), new Set())
  const [usedA, usedB] = [new Set(strict.map(([left]) => left)), new Set(strict.map(([, right]) => right))]
  const exact = strict.length + equalOnes(a, b, ({ key }) => key, usedA, usedB).length
  const arcs: Arc[] = []
  eachTouching(
    a.map(({ spans }) => spans),
    b.map(({ spans }) => spans),
    (left, right) => arcs.push({ left, right, weight: 1 }),
  )
  const touching = bestMatching(arcs.filter(({ left, right }) => !usedA.has(left) && !usedB.has(right))).length
  const sameLabel = bestMatching(arcs.filter(({ left, right }) => a[left]?.label === b[right]?.label))
  const [typedA, typedB] = [new Set(sameLabel.map(({ left }) => left)), new Set(sameLabel.map(({ right }) => right))]
  const otherLabel = bestMatching(arcs.filter(({ left, right }) => !typedA.has(left) && !typedB.has(right))).length
  const counts = (correct: number, incorrect: number, partial = 0): MatchCounts => {
    const pairs = correct + incorrect + partial
    return { correct, incorrect, partial, missed: a.length - pairs, spurious: b.length - pairs }
  }
  return {
    strict: counts(strict.length, exact + touching - strict.length),
    exact: counts(exact, touching),
    partial: counts(exact, 0, touching),
    type: counts(sameLabel.length, otherLabel),
  }
}

interface Mark {
  readonly spans: readonly Span[]
  readonly key: string
  readonly label: string
}

function withWords(marks: readonly LabelledSpans[]): readonly Mark[] {
  return marks.flatMap(({ spans, label }) =>
    spans.length === 0 ? [] : [{ spans: joined(spans), key: keyOf(joined(spans)), label }],
  )
}

/** The same for the same characters; of spans in order that do not touch. */
export const keyOf = (spans: readonly Span[]): string => spans.map(({ from, to }) => `${from}-${to}`).join(' ')

/** Pairs of marks with the same key, each used once; what is used is added to `usedA` and `usedB`. */
function equalOnes(
  a: readonly Mark[],
  b: readonly Mark[],
  of: (mark: Mark) => string,
  usedA: Set<number>,
  usedB: Set<number>,
): readonly (readonly [number, number])[] {
  const waiting = new Map<string, number[]>()
  b.forEach((mark, at) => {
    if (usedB.has(at)) return
    const list = waiting.get(of(mark))
    if (list === undefined) waiting.set(of(mark), [at])
    else list.push(at)
  })
  const pairs: [number, number][] = []
  a.forEach((mark, at) => {
    const right = usedA.has(at) ? undefined : waiting.get(of(mark))?.shift()
    if (right !== undefined) pairs.push([at, right])
  })
  for (const [left, right] of pairs) {
    usedA.add(left)
    usedB.add(right)
  }
  return pairs
}
