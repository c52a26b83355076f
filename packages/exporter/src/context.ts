import { contextLength, isInsidePair, type Mention } from '@claimspan/core'

/** Whether a mention keeps just the context that its quote has in the text, as `quoteAt` would take it. Without making it. */
export function hasContext(
  text: string,
  { spans, prefix, suffix }: Mention,
): { readonly prefix: boolean; readonly suffix: boolean } {
  const from = spans[0]?.from ?? 0
  const to = spans.at(-1)?.to ?? 0
  let start = Math.max(0, from - contextLength)
  if (isInsidePair(text, start)) start += 1
  let end = Math.min(text.length, to + contextLength)
  if (isInsidePair(text, end)) end -= 1
  return {
    // Compared as pieces of the text, which V8 does faster than `startsWith`.
    prefix: prefix.length === from - start && text.slice(start, from) === prefix,
    suffix: suffix.length === end - to && text.slice(to, end) === suffix,
  }
}
