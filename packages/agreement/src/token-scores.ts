import type { Span } from '@claimspan/core'
import { joined } from './covered.js'
import type { LabelledSpans } from './match-counts.js'
import { type MarkedByTwo, type SpanScore, scoreOf } from './span-scores.js'
import { markWords, type Words, wordsOf } from './words.js'

/** Two annotators' marks with the text they are in, or its tokens: spans in order that do not overlap. */
export interface MarkedText extends MarkedByTwo {
  readonly text: string
  readonly tokens?: readonly Span[]
}

export interface TokenScores {
  /** Of all labels together: a token counts once for each label that covers it. */
  readonly micro: SpanScore
  readonly byLabel: Readonly<Record<string, SpanScore>>
}

/**
 * Precision, recall and F1 of the tokens that have a label, token by token. A token has a label when a mark with it covers one
 * of its characters, once however many marks do. Tokens are words where none are given: runs without white space, and single
 * characters of scripts written without spaces.
 */
export function tokenScores(documents: Iterable<MarkedText>): TokenScores {
  const byLabel = new Map<string, { both: number; a: number; b: number }>()
  for (const { text, tokens, a, b } of documents) {
    const words = tokens === undefined ? wordsOf(text) : asWords(tokens)
    for (const label of new Set([...a, ...b].map((mark) => mark.label))) {
      const count = byLabel.get(label) ?? { both: 0, a: 0, b: 0 }
      byLabel.set(label, count)
      const [inA, inB] = [covered(words, a, label), covered(words, b, label)]
      for (let word = 0; word < inA.length; word++) {
        const [one = 0, other = 0] = [inA[word], inB[word]]
        count.a += one
        count.b += other
        count.both += one & other
      }
    }
  }
  const score = ({ both, a, b }: { both: number; a: number; b: number }): SpanScore =>
    scoreOf({ correct: both, incorrect: 0, partial: 0, missed: a - both, spurious: b - both })
  const all = [...byLabel.values()].reduce(
    (sum, { both, a, b }) => ({ both: sum.both + both, a: sum.a + a, b: sum.b + b }),
    { both: 0, a: 0, b: 0 },
  )
  return {
    micro: score(all),
    byLabel: Object.fromEntries(
      [...byLabel].sort(([one], [other]) => (one < other ? -1 : 1)).map(([label, count]) => [label, score(count)]),
    ),
  }
}

function covered(words: Words, marks: readonly LabelledSpans[], label: string): Uint8Array {
  const inside = new Uint8Array(words.from.length)
  for (const mark of marks) if (mark.label === label) markWords(words, joined(mark.spans), inside)
  return inside
}

const asWords = (tokens: readonly Span[]): Words => ({
  from: Int32Array.from(tokens, ({ from }) => from),
  to: Int32Array.from(tokens, ({ to }) => to),
})
