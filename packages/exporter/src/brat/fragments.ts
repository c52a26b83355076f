import type { Span } from '@claimspan/core'

/** Every character that some reader of `.ann` files ends a line at: those of Python's `str.splitlines`. */
export const lineBreaks = /[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+/g
const lineBreak = /[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]/
const onlyLineBreaks = /^[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+$/

/** Whether a text holds one of them. */
export const hasLineBreak = (text: string): boolean => lineBreak.test(text)

/** The parts of a span that hold no line break, in order; none when it holds nothing else. */
export function fragmentsOf(text: string, { from, to }: Span): readonly Span[] {
  const fragments: Span[] = []
  let start = from
  for (const found of text.slice(from, to).matchAll(lineBreaks)) {
    const end = from + found.index
    if (end > start) fragments.push({ from: start, to: end })
    start = end + found[0].length
  }
  if (to > start) fragments.push({ from: start, to })
  return fragments
}

/** Fragments back as spans: those with nothing but line breaks between them were one. */
export function joinFragments(text: string, fragments: readonly Span[]): readonly Span[] {
  const spans: Span[] = []
  for (const fragment of fragments) {
    const last = spans.at(-1)
    if (last !== undefined && onlyLineBreaks.test(text.slice(last.to, fragment.from))) {
      spans[spans.length - 1] = { from: last.from, to: fragment.to }
    } else spans.push(fragment)
  }
  return spans
}
