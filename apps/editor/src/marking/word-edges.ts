import type { Span } from '@claimspan/core'

/** How much of the text around a place is cut into words: cutting all of a long text takes seconds. */
const reach = 240

const words = new Intl.Segmenter(undefined, { granularity: 'word' })

/** The words around an offset, also of the lines before and after. */
function wordsAround(text: string, offset: number): readonly Span[] {
  let from = Math.max(0, offset - reach)
  while (from > 0 && /\S/u.test(text.charAt(from - 1)) && offset - from < reach * 2) from -= 1
  const to = Math.min(text.length, offset + reach)
  return [...words.segment(text.slice(from, to))].flatMap(({ segment, index, isWordLike }) =>
    isWordLike === true ? [{ from: from + index, to: from + index + segment.length }] : [],
  )
}

/** Where the word ends that is the next after `offset` (`1`) or the last before it (`-1`); `undefined` when there is none. */
export function wordEnd(text: string, offset: number, by: 1 | -1): number | undefined {
  const ends = wordsAround(text, offset).map(({ to }) => to)
  return by === 1 ? ends.find((to) => to > offset) : ends.findLast((to) => to < offset)
}

/** Where the word begins that is the next after `offset` (`1`) or the last before it (`-1`). */
export function wordStart(text: string, offset: number, by: 1 | -1): number | undefined {
  const starts = wordsAround(text, offset).map(({ from }) => from)
  return by === 1 ? starts.find((from) => from > offset) : starts.findLast((from) => from < offset)
}

/** Which edge of a span goes a word further: its start, its end, or both. */
export type Edge = 'from' | 'to' | 'both'

/** A span with an edge a word further; `undefined` when there is no word there, or nothing would be left. */
export function adjustSpan(text: string, { from, to }: Span, edge: Edge, by: 1 | -1): Span | undefined {
  const start = edge === 'to' ? from : wordStart(text, from, by)
  const end = edge === 'from' ? to : wordEnd(text, to, by)
  return start === undefined || end === undefined || start >= end ? undefined : { from: start, to: end }
}
