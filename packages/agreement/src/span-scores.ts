import type { Coefficient } from './coefficient.js'
import { type LabelledSpans, type MatchCounts, type MatchScheme, matchCounts, matchSchemes } from './match-counts.js'

/** How many marks of two annotators match, and what follows from that; A is taken as the truth. */
export interface SpanScore extends MatchCounts {
  /** (correct + partial / 2) / all of B's. */
  readonly precision: Coefficient
  /** (correct + partial / 2) / all of A's. */
  readonly recall: Coefficient
  /** Harmonic mean of both; the same when A and B change places. */
  readonly f1: Coefficient
}

/**
 * - `strict`: same words and same label.
 * - `exact`: same words, whatever the label.
 * - `partial`: same words are correct, shared words count half, whatever the label.
 * - `type`: shared words and same label.
 */
export type SpanScores = Readonly<Record<MatchScheme, SpanScore>>

/** Means of the labels' own figures, each label counting the same; labels whose figure is undefined are left out. */
export type MacroScores = Readonly<
  Record<MatchScheme, { readonly precision: Coefficient; readonly recall: Coefficient; readonly f1: Coefficient }>
>

export interface LabelledSpanScores {
  /** Of all marks together, each mark counting the same. */
  readonly micro: SpanScores
  /** Of the marks with each label by themselves, so that `strict` is `exact` and `type` counts shared words. */
  readonly byLabel: Readonly<Record<string, SpanScores>>
  readonly macro: MacroScores
}

/** What two annotators marked in one document; A is taken as the truth. */
export interface MarkedByTwo {
  readonly a: readonly LabelledSpans[]
  readonly b: readonly LabelledSpans[]
}

/**
 * Precision, recall and F1 of labelled spans under the four matchings of SemEval-2013 task 9.1 (I. Segura-Bedmar, P. Martínez,
 * M. Herrero-Zazo 2013), whose counts are those of MUC-5 (N. Chinchor, B. Sundheim 1993). Marks are paired one to one within
 * each document so that every scheme has as many correct and partial ones as any pairing allows: overlapping, nested and
 * discontinuous marks count right, in any order. Marks without words are not counted.
 */
export function spanScores(documents: Iterable<MarkedByTwo>): LabelledSpanScores {
  const all = [...documents]
  const labels = [...new Set(all.flatMap(({ a, b }) => [...a, ...b].map(({ label }) => label)))].sort()
  const byLabel = Object.fromEntries(
    labels.map((label) => {
      const own = (marks: readonly LabelledSpans[]) => marks.filter((one) => one.label === label)
      return [label, scoresOf(all.map(({ a, b }) => ({ a: own(a), b: own(b) })))] as const
    }),
  )
  return { micro: scoresOf(all), byLabel, macro: macroOf(Object.values(byLabel)) }
}

function scoresOf(documents: readonly MarkedByTwo[]): SpanScores {
  const counts = documents.map(({ a, b }) => matchCounts(a, b))
  const sum = (scheme: MatchScheme): MatchCounts =>
    counts.reduce<MatchCounts>(
      (total, { [scheme]: one }) => ({
        correct: total.correct + one.correct,
        incorrect: total.incorrect + one.incorrect,
        partial: total.partial + one.partial,
        missed: total.missed + one.missed,
        spurious: total.spurious + one.spurious,
      }),
      { correct: 0, incorrect: 0, partial: 0, missed: 0, spurious: 0 },
    )
  return perScheme((scheme) => scoreOf(sum(scheme)))
}

/** Precision, recall and F1 of MUC's counts. */
export function scoreOf(counts: MatchCounts): SpanScore {
  const paired = counts.correct + counts.incorrect + counts.partial
  const [ofA, ofB] = [paired + counts.missed, paired + counts.spurious]
  const found = counts.correct + counts.partial / 2
  return {
    ...counts,
    precision: share(found, ofB, 'B has no mark'),
    recall: share(found, ofA, 'A has no mark'),
    f1: share(2 * found, ofA + ofB, 'neither has a mark'),
  }
}

function macroOf(scores: readonly SpanScores[]): MacroScores {
  const mean = (scheme: MatchScheme, figure: 'precision' | 'recall' | 'f1'): Coefficient => {
    const values = scores.flatMap(({ [scheme]: one }) => ('value' in one[figure] ? [one[figure].value] : []))
    return share(
      values.reduce((sum, value) => sum + value, 0),
      values.length,
      'there is no label that has this figure',
    )
  }
  return perScheme((scheme) => ({
    precision: mean(scheme, 'precision'),
    recall: mean(scheme, 'recall'),
    f1: mean(scheme, 'f1'),
  }))
}

function perScheme<Value>(of: (scheme: MatchScheme) => Value): Readonly<Record<MatchScheme, Value>> {
  return Object.fromEntries(matchSchemes.map((scheme) => [scheme, of(scheme)])) as Record<MatchScheme, Value>
}

/** A part of a whole; undefined, for this reason, when there is no whole. */
export const share = (part: number, whole: number, why: string): Coefficient =>
  whole === 0 ? { undefined: why } : { value: part / whole }
