import { firstSpanOutOfOrder, type Mention } from './mention.js'
import { type Problem, type ProblemKind, shown } from './problem.js'
import { contextLength, wordsAt } from './quote.js'
import { isInsidePair } from './unit.js'

/** What a mention is checked against. */
export interface MentionPlace {
  /** The text its spans are in; `undefined` when it is another document's. */
  readonly text: string | undefined
  readonly documentVersion: number
  /** The id it must have, when it is not one of a claim's own. */
  readonly fixedId?: string
  /** An offset as the reader of the problem counts it. */
  offset(utf16: number): number
}

/** What is wrong with a mention. Spans that could not be read (`NaN`) are passed over: they are reported already. */
export function mentionProblems(of: Mention, path: string, place: MentionPlace): readonly Problem[] {
  const problems: Problem[] = []
  const report = (kind: ProblemKind, step: string, value: unknown, expected: string): void => {
    problems.push({ kind, path: `${path}/${step}`, value, expected })
  }
  if (place.fixedId !== undefined && of.id !== place.fixedId) report('fixed-id', 'id', of.id, shown(place.fixedId))
  if (place.text !== undefined && of.documentVersion > place.documentVersion) {
    report('later-version', 'documentVersion', of.documentVersion, `at most ${place.documentVersion}`)
  }
  if (of.markedQuote !== undefined && of.markedQuote === of.quote) {
    report('marked-quote-same', 'markedQuote', of.markedQuote, 'nothing here')
  }
  for (const side of ['prefix', 'suffix'] as const) {
    if (of[side].length > contextLength) {
      report('context-differs', side, of[side], `at most ${contextLength} UTF-16 code units`)
    }
  }
  if (of.spans.length === 0) {
    if (of.markedQuote !== undefined) {
      report('detached-mention', 'markedQuote', of.markedQuote, 'nothing here: the quote is the words as marked')
    }
    return problems
  }
  if (!hasSoundSpans(of, place, report)) return problems
  if (place.text !== undefined) checkWords(of, place.text, report)
  return problems
}

type Report = (kind: ProblemKind, step: string, value: unknown, expected: string) => void

function hasSoundSpans(of: Mention, { text, offset }: MentionPlace, report: Report): boolean {
  let isSound = true
  of.spans.forEach(({ from, to }, at) => {
    if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 0 || to < 0) {
      isSound = false
      return
    }
    const fault = (kind: ProblemKind, end: 'from' | 'to', value: number, expected: string): void => {
      isSound = false
      report(kind, `spans/${at}/${end}`, value, expected)
    }
    for (const [end, value] of [
      ['from', from],
      ['to', to],
    ] as const) {
      if (text === undefined) continue
      if (value > text.length)
        fault('span-past-end', end, value, `at most ${offset(text.length)}, the length of the text`)
      else if (isInsidePair(text, value)) fault('splits-character', end, value, "an offset on a character's border")
    }
    if (isSound && to <= from) fault('span-empty', 'to', offset(to), `more than ${offset(from)}, where it begins`)
  })
  if (!isSound) return false
  const disorder = firstSpanOutOfOrder(of.spans)
  const [before, span] = [of.spans[(disorder ?? 0) - 1], of.spans[disorder ?? 0]]
  if (disorder === undefined || before === undefined || span === undefined) return true
  const expected = `${offset(before.to)} or more, where the span before it ends`
  report('span-out-of-order', `spans/${disorder}/from`, offset(span.from), expected)
  return false
}

function checkWords(of: Mention, text: string, report: Report): void {
  const words = wordsAt(text, of.spans)
  if (of.quote !== words) report('quote-differs', 'quote', of.quote, shown(words))
  const [first, last] = [of.spans[0]?.from ?? 0, of.spans.at(-1)?.to ?? 0]
  if (of.prefix.length <= contextLength && !text.endsWith(of.prefix, first)) {
    report(
      'context-differs',
      'prefix',
      of.prefix,
      `the end of ${shown(text.slice(Math.max(0, first - contextLength), first))}`,
    )
  }
  if (of.suffix.length <= contextLength && !text.startsWith(of.suffix, last)) {
    report('context-differs', 'suffix', of.suffix, `the beginning of ${shown(text.slice(last, last + contextLength))}`)
  }
}
