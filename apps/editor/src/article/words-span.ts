import { type Span, snapToGraphemes } from '@claimspan/core'

/** The span of the words that were meant by a selection: whole graphemes, no white space outside; `undefined` for none. */
export function wordsSpan(text: string, selected: Span): Span | undefined {
  const within = { from: Math.max(0, selected.from), to: Math.min(selected.to, text.length) }
  if (within.from >= within.to) return undefined
  const words = text.slice(within.from, within.to)
  const before = words.length - words.trimStart().length
  const after = words.length - words.trimEnd().length
  if (before + after >= words.length) return undefined
  return snapToGraphemes(text, { from: within.from + before, to: within.to - after })
}
