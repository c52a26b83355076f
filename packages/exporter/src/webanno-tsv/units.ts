import type { Span } from '@claimspan/core'

/** A row of a file: a token, or a part of one that some annotation begins or ends at. */
export interface TsvUnit {
  /** `2-7` or `2-7.1`: sentence, token, sub-token, each counted from 1. */
  readonly id: string
  readonly span: Span
}

export interface TsvSentence {
  /** From its first token to where the next one's begins, but for one line break. */
  readonly span: Span
  readonly tokens: readonly { readonly span: Span; readonly parts: readonly Span[] }[]
}

/** The spans of tokens, in order, that an annotation's span shares characters with: from the first to past the last. */
export function tokensIn(tokens: readonly Span[], span: Span): readonly [from: number, to: number] {
  let low = 0
  let high = tokens.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((tokens[middle]?.to ?? 0) <= span.from) low = middle + 1
    else high = middle
  }
  let end = low
  while (end < tokens.length && (tokens[end]?.from ?? 0) < span.to) end += 1
  return [low, end]
}

/** The rows that an annotation stands on: whole tokens, and the parts of those that it begins or ends in. */
export function partsOf(
  tokens: readonly Span[],
  span: Span,
): readonly { readonly token: number; readonly part?: Span }[] {
  const [first, end] = tokensIn(tokens, span)
  return tokens.slice(first, end).map((token, at) => {
    const part = { from: Math.max(token.from, span.from), to: Math.min(token.to, span.to) }
    const isWhole = part.from === token.from && part.to === token.to
    return isWhole ? { token: first + at } : { token: first + at, part }
  })
}

/** The sentences of a text that a file holds, and the text that a reader makes of them. */
export function sentenceSpans(text: string, sentences: readonly (readonly Span[])[]): readonly Span[] {
  return sentences.map((tokens, at) => {
    const from = tokens[0]?.from ?? 0
    const next = sentences[at + 1]?.[0]?.from
    if (next === undefined) return { from, to: text.length }
    return { from, to: next > from && text[next - 1] === '\n' ? next - 1 : next }
  })
}

/** What a reader puts before a sentence that does not begin where the text so far ends. */
export function gap(length: number, isFirst: boolean): string {
  if (length <= 0) return ''
  return isFirst ? ' '.repeat(length) : `\n${' '.repeat(length - 1)}`
}
