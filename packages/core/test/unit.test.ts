import { hasLoneSurrogate, isInsidePair, offsetTable, offsetUnits, snapToGraphemes } from '@claimspan/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { texts } from './arbitrary.js'

const family = '👩‍👩‍👧‍👦'

describe('the lengths of a text', () => {
  it.each([
    ['nothing', '', 0, 0, 0],
    ['ASCII', 'cat', 3, 3, 3],
    ['a letter with its accent', 'é', 1, 1, 2],
    ['a letter and an accent that combines', 'e\u0301', 2, 2, 3],
    ['Chinese', '文字', 2, 2, 6],
    ['Arabic', 'سلام', 4, 4, 8],
    ['Hebrew', 'שלום', 4, 4, 8],
    ['an emoji', '🐈', 1, 2, 4],
    ['a family joined by joiners', family, 7, 11, 25],
    ['a flag', '🇫🇷', 2, 4, 8],
    ['a flag of a region, in tags', '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}', 7, 14, 28],
    ['a hand with the tone of its skin', '👍🏽', 2, 4, 8],
    ['a sign shown as an emoji', '❤\ufe0f', 2, 2, 6],
    ['a letter with two marks that combine', 'o\u0323\u0302', 3, 3, 5],
    ['Vietnamese, one character a letter', 'tiếng Việt', 10, 10, 14],
    ['Devanagari that joins', 'क्षि', 4, 4, 12],
    ['Chinese outside the first plane', '𠮷野', 2, 3, 7],
    ['Korean in parts', '\u1112\u1161\u11ab', 3, 3, 9],
    ['Arabic with its vowels', 'كِتَاب', 6, 6, 12],
    ['Hebrew between marks of direction', '\u2067שלום\u2069 (a)', 10, 10, 18],
    ['a mark of byte order', '\ufeffa', 2, 2, 4],
    ['line ends', 'a\r\nb', 4, 4, 4],
    ['half a character, the first half', 'a\ud83d', 2, 2, 4],
    ['half a character, the second half', '\udc08a', 2, 2, 4],
    ['halves the wrong way round', '\udc08\ud83d', 2, 2, 6],
    ['a half before a whole', '\ud83d🐈', 2, 3, 7],
  ])('of %s', (_, text, codePoints, utf16, bytes) => {
    const table = offsetTable(text)
    expect(offsetUnits.map((unit) => table.lengthIn(unit))).toEqual([codePoints, utf16, bytes])
  })
})

describe('offsets', () => {
  /** Counts by walking over the text from its beginning. */
  function naive(text: string, utf16: number): { readonly 'code-point': number; readonly byte: number } {
    const before = Array.from(text.slice(0, utf16))
    const byte = before.reduce((sum, character) => sum + new TextEncoder().encode(character).length, 0)
    return { 'code-point': before.length, byte }
  }

  const anyText = fc.oneof(
    texts({ maxLength: 400 }),
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.array(fc.constantFrom('🐈', 'a', '\ud83d', '\udc08'), { maxLength: 600 }).map((parts) => parts.join('')),
  )

  it('are the same as counted by hand, there and back, on every border of every text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const table = offsetTable(text)
        const borders = new Map(offsetUnits.map((unit) => [unit, new Set<number>()]))
        for (let at = 0; at <= text.length; at++) {
          if (isInsidePair(text, at)) {
            expect(() => table.fromUtf16(at, 'code-point')).toThrow(RangeError)
            expect(table.toUtf16(at, 'utf-16')).toBe(undefined)
            continue
          }
          const counts = { ...naive(text, at), 'utf-16': at }
          for (const unit of offsetUnits) {
            expect(table.fromUtf16(at, unit)).toBe(counts[unit])
            expect(table.toUtf16(counts[unit], unit)).toBe(at)
            borders.get(unit)?.add(counts[unit])
          }
        }
        for (const unit of offsetUnits) {
          const length = table.lengthIn(unit)
          for (let at = -1; at <= length + 2; at++) {
            expect(table.toUtf16(at, unit) !== undefined).toBe(borders.get(unit)?.has(at))
          }
        }
      }),
      { numRuns: 150 },
    )
  })

  it.each([-1, 4, 0.5, Number.NaN])('that are none of the text, such as %d, are refused or undefined', (offset) => {
    for (const text of ['cat', 'c文t']) {
      expect(() => offsetTable(text).fromUtf16(offset, 'byte')).toThrow(RangeError)
      for (const unit of ['code-point', 'utf-16'] as const) {
        expect(offsetTable(text).toUtf16(offset, unit)).toBe(undefined)
      }
    }
  })

  it.each([
    ['a\n🐈b\n\nc', 0, 1, 1],
    ['a\n🐈b\n\nc', 1, 1, 2],
    ['a\n🐈b\n\nc', 2, 2, 1],
    ['a\n🐈b\n\nc', 4, 2, 2],
    ['a\n🐈b\n\nc', 6, 3, 1],
    ['a\n🐈b\n\nc', 8, 4, 2],
    ['a\r\nb', 2, 1, 3],
    ['a\r\nb', 3, 2, 1],
    ['', 0, 1, 1],
  ])('of %j are on lines: %i is %i:%i', (text, offset, line, column) => {
    expect(offsetTable(text).lineColumn(offset)).toEqual({ line, column })
  })
})

describe('lines', () => {
  it('are counted by their ends, however long or many they are', () => {
    const parts = fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom('\n', '\n\n', '\r\n', '\u2028', '🐈', 'a', family) },
      { weight: 1, arbitrary: fc.tuple(fc.constantFrom('a', '文', '🐈'), fc.nat(500)).map(([of, n]) => of.repeat(n)) },
    )
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 60 }), (some) => {
        const text = some.join('')
        const table = offsetTable(text)
        let [line, column] = [1, 1]
        let at = 0
        for (const character of text) {
          expect(table.lineColumn(at)).toEqual({ line, column })
          at += character.length
          if (character === '\n') [line, column] = [line + 1, 1]
          else column += 1
        }
        expect(table.lineColumn(text.length)).toEqual({ line, column })
      }),
      { numRuns: 60 },
    )
  })
})

describe('a span that is snapped', () => {
  it.each([
    ['a whole word stays', 'The cat sat', [4, 7], [4, 7]],
    ['half of a family takes all of it', `a${family}b`, [3, 5], [1, 12]],
    ['from inside one family to inside the next', `${family}${family}`, [2, 13], [0, 22]],
    ['the second half of a flag', '🇫🇷🇩🇪', [2, 4], [0, 4]],
    ['an accent that combines', 'cafe\u0301s', [4, 6], [3, 6]],
    ['a letter without its accent', 'cafe\u0301s', [3, 4], [3, 5]],
    ['half of a surrogate pair', '🐈🐈', [1, 2], [0, 2]],
    ['a line end of two characters', 'a\r\nb', [2, 4], [1, 4]],
    ['up to inside a line end of two characters', 'a\r\nb', [0, 2], [0, 3]],
    ['a hand without the tone of its skin', '👍🏽!', [0, 2], [0, 4]],
    ['a sign without its emoji form', 'I❤\ufe0fU', [1, 2], [1, 3]],
    ['the second of two marks that combine', 'o\u0323\u0302k', [2, 4], [0, 4]],
    ['Korean cut into parts', '\u1112\u1161\u11ab', [1, 2], [0, 3]],
    ['an Arabic letter without its vowel', 'كِتَاب', [0, 1], [0, 2]],
    ['whole Hebrew words in a line of both directions', 'ab שלום (12) cd', [3, 7], [3, 7]],
    ['half of a pair whose other half is not there', 'a\ud83d', [1, 2], [1, 2]],
    ['across lines', `x\n${family}\ny`, [0, 5], [0, 13]],
    ['an empty span on a border stays empty', 'cat', [1, 1], [1, 1]],
    ['an empty span inside a family becomes the family', family, [3, 3], [0, 11]],
    ['the whole text', family, [0, 11], [0, 11]],
  ])('%s', (_, text, [from = 0, to = 0], [snappedFrom, snappedTo]) => {
    expect(snapToGraphemes(text, { from, to })).toEqual({ from: snappedFrom, to: snappedTo })
  })

  it('ends on borders that the segmenter finds in the whole text', () => {
    const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
    const spans = texts().chain((text) => fc.tuple(fc.constant(text), fc.nat(text.length), fc.nat(text.length)))
    fc.assert(
      fc.property(spans, ([text, a, b]) => {
        const borders = [...Array.from(segmenter.segment(text), ({ index }) => index), text.length]
        const [from, to] = [Math.min(a, b), Math.max(a, b)]
        const expected = {
          from: Math.max(...borders.filter((at) => at <= from)),
          to: Math.min(...borders.filter((at) => at >= to)),
        }
        expect(snapToGraphemes(text, { from, to })).toEqual(expected)
      }),
      { numRuns: 1000 },
    )
  })

  it.each([
    [-1, 2],
    [2, 1],
    [0, 4],
    [0.5, 1],
  ])('is refused from %d to %d of three characters', (from, to) => {
    expect(() => snapToGraphemes('cat', { from, to })).toThrow(RangeError)
  })
})

describe('half of a character', () => {
  it.each([
    ['a\ud83d', true],
    ['\udc08', true],
    ['\udc08\ud83d', true],
    ['🐈', false],
    ['\u{10ffff}\ue000\ud7ff', false],
    ['', false],
  ])('is found in %j: %s', (text, expected) => {
    expect(hasLoneSurrogate(text)).toBe(expected)
  })
})
