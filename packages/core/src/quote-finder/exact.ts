import { isInsidePair } from '../unit.js'
import type { Pattern } from './pattern.js'

/** The quote, to the unit, at offset `from`. */
export interface ExactHit {
  readonly from: number
  /** How many units of context next to the quote are the same, on both sides together. */
  readonly run: number
}

/** Whether the pattern as a whole stands with its quote at `from`. */
export function standsAt(text: string, of: Pattern, from: number): boolean {
  return text.startsWith(of.whole, from - of.quoteFrom) && from >= of.quoteFrom && cutsNoPair(text, of, from)
}

/** All places of the quote that have at least half as much of its context as the best of them, in the text's order. */
export function exactHits(text: string, of: Pattern): readonly ExactHit[] {
  const hits: ExactHit[] = []
  let most = 0
  for (let from = text.indexOf(of.quote); from !== -1; from = text.indexOf(of.quote, from + 1)) {
    if (!cutsNoPair(text, of, from)) continue
    const run = contextRun(text, of, from)
    if (run > most) most = run
    if (run * 2 >= most) hits.push({ from, run })
  }
  return hits.filter(({ run }) => run * 2 >= most)
}

const cutsNoPair = (text: string, of: Pattern, from: number): boolean =>
  !isInsidePair(text, from) && !isInsidePair(text, from + of.quote.length)

function contextRun(text: string, { whole, quoteFrom, quoteTo }: Pattern, from: number): number {
  const start = from - quoteFrom
  let before = 0
  while (before < quoteFrom && start + quoteFrom - before > 0) {
    const at = quoteFrom - 1 - before
    if (text.charCodeAt(start + at) !== whole.charCodeAt(at)) break
    before += 1
  }
  let after = quoteTo
  while (after < whole.length && text.charCodeAt(start + after) === whole.charCodeAt(after)) after += 1
  return before + after - quoteTo
}
