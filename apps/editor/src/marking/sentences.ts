import type { Span } from '@claimspan/core'

/** Full stops that end no sentence: a title or an initial before a name, in the languages that Intl.Segmenter splits there. */
const noEnd =
  /(?:^|[\s("“‘«])(?:\p{Lu}|Mr|Mrs|Ms|Mx|Dr|Prof|St|Sen|Rep|Gov|Gen|Col|Capt|Lt|Sgt|Rev|Hon|Messrs|No|Nr|vs|ca|bzw|Hr|Fr|M|Mme|Mlle|Sr|Sra)\.\s*$/u

const hasWord = /[\p{L}\p{N}]/u

/**
 * The sentence that holds `offset`, as Intl.Segmenter tells them apart within one line of the text (a border between two
 * blocks always ends one), with the white space after it. At the border of two it is the later one, at a line's end the
 * last of the line. `undefined` where there are no words.
 */
export function sentenceAt(text: string, offset: number, language?: string): Span | undefined {
  const line = lineAt(text, offset)
  const sentences = sentencesOf(text, line, language)
  return sentences.find(({ to }) => offset < to) ?? sentences[sentences.length - 1]
}

/** The sentence with words after (`1`) or before (`-1`) this one; `undefined` when there is none. */
export function sentenceBeside(text: string, of: Span, by: 1 | -1, language?: string): Span | undefined {
  let line = lineAt(text, of.from)
  const isPast = ({ from, to }: Span) => (by === 1 ? from >= of.to : to <= of.from)
  for (;;) {
    const found = sentencesOf(text, line, language).filter(isPast)
    const next = by === 1 ? found[0] : found[found.length - 1]
    if (next !== undefined) return next
    if (by === 1 ? line.to >= text.length : line.from === 0) return undefined
    line = lineAt(text, by === 1 ? line.to + 1 : line.from - 1)
  }
}

/** The line that holds an offset, without its border. */
function lineAt(text: string, offset: number): Span {
  const at = Math.max(0, Math.min(offset, text.length))
  const from = text.lastIndexOf('\n', at - 1) + 1
  const end = text.indexOf('\n', at)
  return { from: at === 0 ? 0 : from, to: end === -1 ? text.length : end }
}

/** The sentences of a line that have a word in them. */
function sentencesOf(text: string, line: Span, language: string | undefined): readonly Span[] {
  const found: { from: number; to: number }[] = []
  let isOpen = false
  for (const { segment, index } of segmenterFor(language).segment(text.slice(line.from, line.to))) {
    const from = line.from + index
    const to = from + segment.length
    const last = found[found.length - 1]
    if (isOpen && last !== undefined) last.to = to
    else found.push({ from, to })
    isOpen = noEnd.test(segment)
  }
  return found.filter(({ from, to }) => hasWord.test(text.slice(from, to)))
}

const segmenters = new Map<string, Intl.Segmenter>()

function segmenterFor(language = 'en'): Intl.Segmenter {
  const known = segmenters.get(language)
  if (known !== undefined) return known
  const made = new Intl.Segmenter(isLocale(language) ? language : 'en', { granularity: 'sentence' })
  segmenters.set(language, made)
  return made
}

function isLocale(language: string): boolean {
  try {
    return Intl.getCanonicalLocales(language).length === 1
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
