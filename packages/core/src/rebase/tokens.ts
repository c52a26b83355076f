/** Pieces of a text that are equal to others or not, in order. Offsets are UTF-16 code units. */
export interface Tokens {
  /** Equal pieces have equal numbers, also in the other text that was cut with the same {@link Names}. */
  readonly ids: Int32Array
  /** Where each piece begins and ends. */
  readonly starts: Int32Array
  readonly ends: Int32Array
}

/** The numbers of pieces, shared by the texts that are compared. */
export type Names = Map<string, number>

const unspaced = '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}'
const mark = '[\\p{M}\\p{Emoji_Modifier}\\ufe0f]'
/** What a reader sees as one character, near enough for cutting: a flag, an emoji family, a letter with its accents. */
const character = `\\p{RI}\\p{RI}|\\r\\n|\\P{M}(?:${mark}|\\u200d(?:\\P{M}))*|\\p{M}+`

/** Lines without their ends, so that the last one is like the others. */
const linePattern = /[^\n]+/gu
/**
 * Words, and everything else but spaces by the character; in scripts that put no spaces between words by the character.
 * Spaces would outnumber the words that two texts have in common.
 */
const wordPattern = new RegExp(
  `[${unspaced}]\\p{M}*|(?:(?![${unspaced}])[\\p{L}\\p{N}_])(?:(?![${unspaced}])[\\p{L}\\p{N}\\p{M}_])*|(?!\\s)(?:${character})`,
  'gu',
)
const characterPattern = new RegExp(character, 'gu')
const patterns = { line: linePattern, word: wordPattern, character: characterPattern } as const

/** The pieces of a text that begins at `at`. */
export function tokens(text: string, by: keyof typeof patterns, names: Names, at = 0): Tokens {
  const ids: number[] = []
  const starts: number[] = []
  const ends: number[] = []
  for (const found of text.matchAll(patterns[by])) {
    const [piece] = found
    let id = names.get(piece)
    if (id === undefined) {
      id = names.size
      names.set(piece, id)
    }
    ids.push(id)
    starts.push(at + found.index)
    ends.push(at + found.index + piece.length)
  }
  return { ids: Int32Array.from(ids), starts: Int32Array.from(starts), ends: Int32Array.from(ends) }
}

/** Whether a piece says something by itself. */
export const isWord = (piece: string): boolean => /[\p{L}\p{N}]/u.test(piece)
