import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wordsSpan } from '../../src/article/words-span.js'

/** `a[b c]d`: the text without the brackets, and the span between them. */
const marked = (notation: string) => {
  const from = notation.indexOf('[')
  const to = notation.indexOf(']') - 1
  return { text: notation.replace('[', '').replace(']', ''), span: { from, to } }
}

describe('the words of a selection', () => {
  it.each([
    ['The [cat] sat', 'cat'],
    ['The[ cat ]sat', 'cat'],
    ['The [cat\n]sat', 'cat'],
    ['a[\n\u2028 b\t]c', 'b'],
    ['two [lines\nof text ]here', 'lines\nof text'],
    ['All [words]', 'words'],
  ])('of %j are %j', (notation, words) => {
    const { text, span } = marked(notation)
    const got = wordsSpan(text, span)
    expect(got === undefined ? undefined : text.slice(got.from, got.to)).toBe(words)
  })

  it.each(['a[ ]b', 'a[\n\n]b', 'a[]b'])('of %j are none', (notation) => {
    const { text, span } = marked(notation)
    expect(wordsSpan(text, span)).toBeUndefined()
  })

  it('take in the whole of a character that is half selected', () => {
    const text = 'up 👩‍👩‍👧 down'
    const family = { from: 3, to: 3 + '👩‍👩‍👧'.length }
    expect(wordsSpan(text, { from: 4, to: 6 })).toEqual(family)
    expect(wordsSpan('e\u0301a', { from: 1, to: 2 })).toEqual({ from: 0, to: 2 })
  })

  it('are within the text, not empty, and have no white space at their ends', () => {
    const piece = fc.constantFrom('a', ' ', '\n', '👍🏽', 'é', '\u2028', 'word')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.nat(40), fc.nat(40), (pieces, a, b) => {
        const text = pieces.join('')
        const span = wordsSpan(text, { from: Math.min(a, b), to: Math.max(a, b) })
        if (span === undefined) return
        const words = text.slice(span.from, span.to)
        expect(words.length).toBe(span.to - span.from)
        expect(words).toBe(words.trim())
        expect(words).not.toBe('')
      }),
    )
  })
})
