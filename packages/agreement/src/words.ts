import type { Span } from '@claimspan/core'

/** The words of a text in order: word `w` is the code units `from[w]` to `to[w]` (not inside). */
export interface Words {
  readonly from: Int32Array
  readonly to: Int32Array
}

/** A run without white space; of a script that is written without spaces, each character. */
const word =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu

/** Latin, Cyrillic, Arabic and the like only, where a run without white space is all there is to find. */
const spaced = /^[\u0000-\u0dff\u2000-\u206f]*$/

/** The words of a text: runs without white space, and single characters of scripts that are written without spaces. */
export function wordsOf(text: string): Words {
  const [from, to]: [number[], number[]] = [[], []]
  for (const found of text.matchAll(spaced.test(text) ? /\S+/gu : word)) {
    from.push(found.index)
    to.push(found.index + found[0].length)
  }
  return { from: Int32Array.from(from), to: Int32Array.from(to) }
}

/** Mark with `mark` every word that one of the spans has a character of. */
export function markWords({ from, to }: Words, spans: readonly Span[], marks: Uint8Array, mark = 1): void {
  for (const span of spans) {
    for (let word = firstAbove(to, span.from); word < from.length && (from[word] ?? 0) < span.to; word++) {
      marks[word] = mark
    }
  }
}

/** The index of the first of ascending numbers that is above `value`. */
export function firstAbove(ascending: ArrayLike<number>, value: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] ?? 0) > value) high = middle
    else low = middle + 1
  }
  return low
}
