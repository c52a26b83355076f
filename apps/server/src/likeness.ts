/** A text as it is compared: without case, punctuation and width, and the short pieces that it is made of. */
export interface Folded {
  readonly text: string
  readonly pieces: ReadonlySet<string>
}

/** Languages that are written without spaces, of which two characters say as much as three letters of others. */
const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

export function foldedOf(words: string): Folded {
  const text = words
    .normalize('NFKC')
    .toLocaleLowerCase()
    .replace(/[^\p{L}\p{N}%]+/gu, ' ')
    .trim()
  const length = dense.test(text) ? 2 : 3
  const letters = [...` ${text} `]
  const pieces = new Set<string>()
  for (let at = 0; at + length <= letters.length; at++) pieces.add(letters.slice(at, at + length).join(''))
  return { text, pieces }
}

/**
 * How alike two texts are, from 0 to 1, which is the same but for case and punctuation: the coefficient of Dice (1945) of the
 * pieces they are made of. 0 also where it cannot reach `least`, which is told by their sizes.
 */
export function likeness(a: Folded, b: Folded, least = 0): number {
  if (a.text === '' || b.text === '') return 0
  if (a.text === b.text) return 1
  const [small, large] = a.pieces.size <= b.pieces.size ? [a.pieces, b.pieces] : [b.pieces, a.pieces]
  const all = small.size + large.size
  if ((2 * small.size) / all < least) return 0
  let common = 0
  for (const piece of small) if (large.has(piece)) common++
  return (2 * common) / all
}
