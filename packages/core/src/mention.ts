import { type MentionId, mentionId } from './id.js'
import { quoteAt } from './quote.js'
import type { Span } from './span.js'
import { isInsidePair } from './unit.js'

/**
 * The words in one document that state a claim, or that name its source or cue: one or more spans in order, not
 * overlapping; two or more make it discontinuous. `spans` is empty exactly when the mention is detached: every one of
 * its words is gone from the text, and `quote` keeps what they were.
 */
export interface Mention {
  readonly id: MentionId
  readonly spans: readonly Span[]
  /** The words at the spans now, as `wordsAt` gives them; of a detached mention, the words it was marked on. */
  readonly quote: string
  readonly prefix: string
  readonly suffix: string
  /** The version of the document the mention was made on. */
  readonly documentVersion: number
  /** The words as they were marked, when they have been edited since. Absent while they are the same as `quote`. */
  readonly markedQuote?: string
}

/** The ids of the mentions that are not a claim's own words: each has one fixed id, as each is found by its place. */
export const sourceMentionId = mentionId('source')
export const cueMentionId = mentionId('cue')
export const evidenceMentionId = mentionId('evidence')

/** Whether a mention's words are as marked, edited since, or all gone. */
export type MentionState = 'whole' | 'changed' | 'detached'

export function mentionState(mention: Mention): MentionState {
  if (mention.spans.length === 0) return 'detached'
  return mention.markedQuote === undefined || mention.markedQuote === mention.quote ? 'whole' : 'changed'
}

/** What is wrong with these spans as one mention's, if anything: the index of the first span that is out of order or overlaps the one before. */
export function firstSpanOutOfOrder(spans: readonly Span[]): number | undefined {
  for (let at = 1; at < spans.length; at++) {
    const before = spans[at - 1]
    const here = spans[at]
    if (before !== undefined && here !== undefined && here.from < before.to) return at
  }
  return undefined
}

/**
 * Make a mention of `spans` in `text`; its quote and context are taken from there. The id is `m1` and the document
 * version 1 when left out. Throws `RangeError` when there is no span, one is empty, ends past the text or cuts a surrogate
 * pair, or they are not in order and apart.
 */
export function mention(
  text: string,
  spans: readonly Span[],
  options: { readonly id?: string; readonly documentVersion?: number } = {},
): Mention {
  for (const { from, to } of spans) {
    if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 0 || to <= from || to > text.length) {
      throw new RangeError(`A mention's span needs 0 ≤ from < to ≤ ${text.length}: got ${from} to ${to}`)
    }
    if (isInsidePair(text, from) || isInsidePair(text, to)) {
      throw new RangeError(`A mention's span does not cut a character in two: got ${from} to ${to}`)
    }
  }
  const disorder = firstSpanOutOfOrder(spans)
  if (disorder !== undefined) {
    throw new RangeError(
      `A mention's spans are in order and do not overlap: span ${disorder} starts before the end of the one before it`,
    )
  }
  return {
    id: mentionId(options.id ?? 'm1'),
    spans,
    ...quoteAt(text, spans),
    documentVersion: options.documentVersion ?? 1,
  }
}
