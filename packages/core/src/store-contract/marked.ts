import type { Span } from '../span.js'

/**
 * A text and spans in it, written as one: `marked('The [cat] sat')` is the text `The cat sat` with the span of `cat`. Spans
 * do not overlap. Throws `RangeError` when a bracket has no other half.
 */
export function marked(notation: string): { readonly text: string; readonly spans: readonly Span[] } {
  const spans: Span[] = []
  let text = ''
  let from: number | undefined
  for (const character of notation) {
    if (character === '[' && from === undefined) from = text.length
    else if (character === ']' && from !== undefined) {
      spans.push({ from, to: text.length })
      from = undefined
    } else if (character === '[' || character === ']') throw new RangeError(`A bracket without its half: ${notation}`)
    else text += character
  }
  if (from !== undefined) throw new RangeError(`A bracket without its half: ${notation}`)
  return { text, spans }
}

/** The other way round: a text with its spans in brackets. */
export function withMarks(text: string, spans: readonly Span[]): string {
  let notation = ''
  let at = 0
  for (const { from, to } of spans) {
    notation += `${text.slice(at, from)}[${text.slice(from, to)}]`
    at = to
  }
  return notation + text.slice(at)
}
