import type { Block, Span } from '@claimspan/core'

/** Longer pieces are cut at white space before they are split into words, as the segmenter's time grows with their square. */
const longestPiece = 2000

/**
 * The sentences of a text, each a list of tokens (UTF-16 spans without white space), by Unicode's rules (UAX 29) as
 * `Intl.Segmenter` has them; no sentence goes past its block. Where words end in Chinese, Japanese or Thai depends on the
 * runtime's dictionary.
 */
export function* sentencesOf(text: string, blocks: readonly Block[], language?: string): Generator<readonly Span[]> {
  const locale = supported(language)
  const { sentences, words } = segmentersFor(locale)
  for (const block of blocks) {
    for (const part of pieces(text.slice(block.from, block.to), longestPiece * 10)) {
      for (const sentence of sentences.segment(part.words)) {
        const start = block.from + part.at + sentence.index
        const tokens: Span[] = []
        for (const piece of pieces(sentence.segment, longestPiece)) {
          for (const { segment, index } of words.segment(piece.words)) {
            const from = start + piece.at + index
            if (segment.trim() !== '') tokens.push(...withoutSpace(segment, from))
          }
        }
        if (tokens.length > 0) yield tokens
      }
    }
  }
}

/** A segment without white space in it: a format character or an accent can hold a space and a word together. */
function withoutSpace(segment: string, from: number): readonly Span[] {
  return [...segment.matchAll(/\S+/gu)].map((found) => ({
    from: from + found.index,
    to: from + found.index + found[0].length,
  }))
}

/** The text in pieces of about this length, cut after white space. */
function* pieces(text: string, length: number): Generator<{ readonly words: string; readonly at: number }> {
  for (let at = 0; at < text.length; ) {
    let end = text.length
    if (end - at > length) {
      const space = /\s(?=\S)/g
      space.lastIndex = at + length
      const found = space.exec(text)
      if (found !== null) end = found.index + 1
    }
    yield { words: text.slice(at, end), at }
    at = end
  }
}

/** Making segmenters takes longer than cutting up an article: they are kept, a pair for each language. */
const segmenters = new Map<string | undefined, { readonly sentences: Intl.Segmenter; readonly words: Intl.Segmenter }>()

function segmentersFor(locale: string | undefined) {
  const known = segmenters.get(locale) ?? {
    sentences: new Intl.Segmenter(locale, { granularity: 'sentence' }),
    words: new Intl.Segmenter(locale, { granularity: 'word' }),
  }
  segmenters.set(locale, known)
  return known
}

function supported(language: string | undefined): string | undefined {
  try {
    return language === undefined ? undefined : Intl.Segmenter.supportedLocalesOf(language)[0]
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
