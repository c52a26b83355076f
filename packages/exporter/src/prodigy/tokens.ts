import type { Span } from '@claimspan/core'

/** A token of spaCy's kind: words, and whether one space follows; the texts with these spaces are the text again. */
export interface Token extends Span {
  readonly ws: boolean
}

/** Ideographs and kana one by one, else runs of letters and digits with their accents, runs of white space, single signs. */
const piece =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}]\p{M}*|[\p{L}\p{N}_][\p{L}\p{N}\p{M}_]*|\s+|[^\p{L}\p{N}\s]\p{M}*/gsu
const ideograph = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}]/u

/**
 * The tokens of a text, cut also where spans begin and end, so that each span is whole tokens. A space behind a token belongs
 * to it as `ws`, unless a span begins or ends with that space.
 */
export function tokensOf(text: string, spans: readonly Span[]): readonly Token[] {
  const starts = new Set(spans.map(({ from }) => from))
  const ends = new Set(spans.map(({ to }) => to))
  const borders = new Set([...starts, ...ends])
  const tokens: Token[] = []
  for (const found of text.matchAll(piece)) {
    for (const part of partsOf(found[0], found.index, borders)) {
      const last = tokens.at(-1)
      const isSpace = text[part.from] === ' ' && last !== undefined && !last.ws && last.to === part.from
      if (
        isSpace &&
        !starts.has(part.from) &&
        !ends.has(part.from + 1) &&
        !/\s$/.test(text.slice(last.from, last.to))
      ) {
        tokens[tokens.length - 1] = { ...last, ws: true }
        if (part.from + 1 < part.to) tokens.push({ from: part.from + 1, to: part.to, ws: false })
      } else tokens.push({ ...part, ws: false })
    }
  }
  return tokens
}

/** A piece cut at borders; of letters, ideographs go one by one. */
function partsOf(words: string, start: number, borders: ReadonlySet<number>): readonly Span[] {
  const parts: Span[] = []
  let from = 0
  let at = 0
  for (const character of words) {
    const isCut = at > from && (borders.has(start + at) || (ideograph.test(character) && !/^\s/.test(words)))
    if (isCut) {
      parts.push({ from: start + from, to: start + at })
      from = at
    }
    at += character.length
  }
  parts.push({ from: start + from, to: start + words.length })
  return parts
}
