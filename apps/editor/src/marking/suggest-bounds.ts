import { isInsidePair, type Span, snapToGraphemes } from '@claimspan/core'

const closing = /[.,;:!?…·–—\-。．，、；：！？‥]/u
const opening = /[–—\-•·*]/u
/** `U.S.` and the like keep their last stop. */
const abbreviation = /(?:^|[^\p{L}])(?:\p{L}\.){2,}$/u

/** Signs that come in pairs; the straight ones are their own partners. */
const pairs: readonly (readonly [open: string, close: string])[] = [
  ['“', '”'],
  ['„', '“'],
  ['«', '»'],
  ['»', '«'],
  ['‹', '›'],
  ['「', '」'],
  ['『', '』'],
  ['《', '》'],
  ['(', ')'],
  ['（', '）'],
  ['[', ']'],
  ['"', '"'],
]

/**
 * Where a mention probably begins and ends, by the guideline: no white space and no punctuation at its end, no dash or
 * bullet at its start; a quotation mark or bracket at the edge stays outside unless its partner is inside, and then both
 * stay with what is between them. Whole graphemes; `undefined` when no words are left.
 */
export function suggestBounds(text: string, of: Span): Span | undefined {
  let from = Math.max(0, of.from)
  let to = Math.min(of.to, text.length)
  if (from < to && isInsidePair(text, from)) from += 1
  if (from < to && isInsidePair(text, to)) to -= 1
  for (let before = -1; before !== to - from && from < to; ) {
    before = to - from
    const first = text.charAt(from)
    const last = text.charAt(to - 1)
    const words = text.slice(from, to)
    if (/\s/u.test(first) || (opening.test(first) && /\s/u.test(text.charAt(from + 1)))) from += 1
    else if (isLoneOpener(words)) from += 1
    else if (/\s/u.test(last)) to -= 1
    else if (closing.test(last) && !abbreviation.test(words)) to -= 1
    else if (isLoneCloser(words)) to -= 1
  }
  return from < to ? snapToGraphemes(text, { from, to }) : undefined
}

/** Whether the first sign opens a pair that is not closed in these words. */
function isLoneOpener(words: string): boolean {
  const first = words.charAt(0)
  const rest = words.slice(1)
  const partners = pairs.filter(([open]) => open === first).map(([, close]) => close)
  return partners.length > 0 && !partners.some((close) => rest.includes(close))
}

/** Whether the last sign closes a pair that is not opened in these words. */
function isLoneCloser(words: string): boolean {
  const last = words.charAt(words.length - 1)
  const rest = words.slice(0, -1)
  // A closing single mark is also an apostrophe, as in “the tenants’”: only after punctuation is it a quotation mark.
  if (last === '’') return closing.test(rest.charAt(rest.length - 1)) && !rest.includes('‘')
  const partners = pairs.filter(([, close]) => close === last).map(([open]) => open)
  if (partners.length === 0) return false
  if (partners.includes(last)) return [...rest].filter((sign) => sign === last).length % 2 === 0
  return !partners.some((open) => rest.includes(open))
}
