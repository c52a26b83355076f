import type { Attribution } from './attribution.js'
import type { Claim } from './claim.js'
import { firstSpanOutOfOrder, type Mention } from './mention.js'
import { wordsAt } from './quote.js'

/**
 * Whether the words at a mention's spans are its quote, the spans in order and within the text; a detached mention has none
 * and stands nowhere, which is sound.
 */
export function quoteStands(text: string, { spans, quote }: Mention): boolean {
  if (spans.length === 0) return true
  const [only] = spans
  if (spans.length === 1 && only !== undefined) {
    return only.from >= 0 && only.from < only.to && text.slice(only.from, only.to) === quote
  }
  const isWithin = spans.every(({ from, to }) => from >= 0 && from < to && to <= text.length)
  return isWithin && firstSpanOutOfOrder(spans) === undefined && wordsAt(text, spans) === quote
}

/**
 * The first mention of a claim in this document of which `test` is false: its own, of its source and cue (nested ones too),
 * of its evidence in the same document.
 */
export function mentionThatFails(of: Claim, test: (mention: Mention) => boolean): Mention | undefined {
  for (const mention of of.mentions) if (!test(mention)) return mention
  for (let one: Attribution | undefined = of.attribution; one !== undefined; one = one.within) {
    if (one.source !== undefined && !test(one.source)) return one.source
    if (one.cue !== undefined && !test(one.cue)) return one.cue
  }
  for (const { items } of of.evidence) {
    for (const item of items) {
      if (item.kind === 'mention' && item.document === undefined && !test(item.mention)) return item.mention
    }
  }
  return undefined
}
