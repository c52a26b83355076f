import { hasLoneSurrogate } from '@claimspan/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attributionKindOf } from '../../src/marking/attribution-kind.js'
import { sentenceAt, sentenceBeside } from '../../src/marking/sentences.js'
import { suggestBounds } from '../../src/marking/suggest-bounds.js'
import { adjustSpan, wordEnd, wordStart } from '../../src/marking/word-edges.js'

/** `before [marked] after`: the text without the brackets, and the span between them. */
const marked = (notation: string) => {
  const from = notation.indexOf('⟦')
  const to = notation.indexOf('⟧') - 1
  return { text: notation.replace(/[⟦⟧]/g, ''), span: { from, to } }
}
const cut = (text: string, span: { readonly from: number; readonly to: number } | undefined) =>
  span === undefined ? undefined : text.slice(span.from, span.to)

describe('sentences', () => {
  const text = 'A heading\nMr. Ng met J. Smith in May. He left.\n\n* * *\nRents rose! Who knew?'
  it.each([
    [0, 'A heading'],
    [9, 'A heading'],
    [10, 'Mr. Ng met J. Smith in May. '],
    [text.indexOf('Smith'), 'Mr. Ng met J. Smith in May. '],
    [text.indexOf('He left'), 'He left.'],
    [text.indexOf('He left.') + 8, 'He left.'],
    [text.length, 'Who knew?'],
    [text.indexOf('* * *') + 1, undefined],
  ])('at %i is %j', (offset, sentence) => {
    expect(cut(text, sentenceAt(text, offset, 'en'))).toBe(sentence)
  })

  it('follow each other over blocks, lines without words left out, there and back', () => {
    const all: string[] = []
    let here = sentenceAt(text, 0, 'en')
    let last = here
    while (here !== undefined) {
      all.push(text.slice(here.from, here.to).trim())
      last = here
      here = sentenceBeside(text, here, 1, 'en')
    }
    expect(all).toEqual(['A heading', 'Mr. Ng met J. Smith in May.', 'He left.', 'Rents rose!', 'Who knew?'])
    const back: string[] = []
    for (let at = last; at !== undefined; at = sentenceBeside(text, at, -1, 'en')) {
      back.push(text.slice(at.from, at.to).trim())
    }
    expect(back.reverse()).toEqual(all)
  })

  it('are told apart in Chinese, and in a language that is none', () => {
    const chinese = '房租上涨了。没人知道。'
    expect(cut(chinese, sentenceAt(chinese, 0, 'zh'))).toBe('房租上涨了。')
    expect(cut(text, sentenceAt(text, 0, 'no such'))).toBe('A heading')
  })

  /** Law: every offset with a sentence is in it or at its end, and the sentence lies within one line. */
  it('hold the offset they are asked for', () => {
    const texts = fc.array(fc.constantFrom('Rents rose', '. ', '\n', ' ', '“', '”', 'é', '🦊'), { maxLength: 30 })
    fc.assert(
      fc.property(texts, fc.nat(200), (pieces, at) => {
        const made = pieces.join('')
        const offset = Math.min(at, made.length)
        const sentence = sentenceAt(made, offset, 'en')
        if (sentence === undefined) return
        expect(made.slice(sentence.from, sentence.to)).not.toContain('\n')
        const line = made.lastIndexOf('\n', offset - 1) + 1
        expect(sentence.from).toBeGreaterThanOrEqual(line)
      }),
    )
  })
})

describe('suggested bounds', () => {
  it.each([
    ['⟦ rents rose. ⟧', 'rents rose'],
    ['⟦“Rents rose.⟧ And so', 'Rents rose'],
    ['⟦“Rents rose.”⟧ And so', '“Rents rose.”'],
    ['said ⟦rents rose.”⟧', 'rents rose'],
    ['⟦he said “rents rose”⟧', 'he said “rents rose”'],
    ['⟦he said "rents rose".⟧', 'he said "rents rose"'],
    ['said ⟦rents rose."⟧', 'rents rose'],
    ['⟦the tenants’⟧ union', 'the tenants’'],
    ['⟦he left the U.S.⟧', 'he left the U.S.'],
    ['⟦– rents rose;⟧', 'rents rose'],
    ['⟦(rents rose)⟧', '(rents rose)'],
    ['(⟦rents rose)⟧', 'rents rose'],
    ['⟦房租上涨了。⟧', '房租上涨了'],
    ['⟦rents rose…!?⟧', 'rents rose'],
    ['⟦ . ⟧', undefined],
  ])('of %s are %j', (notation, words) => {
    const { text, span } = marked(notation)
    expect(cut(text, suggestBounds(text, span))).toBe(words)
  })

  /** Laws: within what was given; the same again; never half a character. */
  it('only ever take away, and nothing more the second time', () => {
    const pieces = fc.array(fc.constantFrom('rents', ' ', '.', '“', '”', '"', '(', ')', '🦊', 'U.S.', '’', '\n', '–'), {
      maxLength: 14,
    })
    fc.assert(
      fc.property(pieces, fc.nat(30), fc.nat(30), (words, a, b) => {
        const text = words.join('')
        const span = { from: Math.min(a, b, text.length), to: Math.min(Math.max(a, b), text.length) }
        const bounds = suggestBounds(text, span)
        if (bounds === undefined) return
        expect(suggestBounds(text, bounds)).toEqual(bounds)
        expect(hasLoneSurrogate(text.slice(bounds.from, bounds.to))).toBe(false)
      }),
    )
  })
})

describe('word edges', () => {
  const text = 'Rents rose, by nine\npercent.'
  it.each([
    ['Rents ⟦rose⟧', 'to', 1, 'rose, by'],
    ['Rents ⟦rose, by⟧', 'to', -1, 'rose'],
    ['Rents ⟦rose⟧', 'from', -1, 'Rents rose'],
    ['⟦Rents rose⟧', 'from', 1, 'rose'],
    ['Rents ⟦rose⟧', 'both', 1, 'by'],
    ['Rents ⟦rose⟧', 'both', -1, 'Rents'],
    ['Rents rose, by ⟦nine⟧', 'to', 1, 'nine\npercent'],
    ['⟦Rents⟧', 'to', -1, undefined],
    ['⟦Rents⟧', 'from', -1, undefined],
  ] as const)('of %s, %s %i', (notation, edge, by, words) => {
    expect(cut(text, adjustSpan(text, marked(notation).span, edge, by))).toBe(words)
  })

  it('are found at once in a long text', () => {
    const long = 'word '.repeat(60_000)
    expect(wordEnd(long, 150_000, 1)).toBe(150_004)
    expect(wordStart(long, 150_000, -1)).toBe(149_995)
  })
})

describe('the kind of an attribution', () => {
  it.each([
    ['Ng said ⟦rents rose⟧.', 'indirect'],
    ['“⟦Rents rose⟧,” Ng said.', 'direct'],
    ['Ng said “⟦rents rose⟧”.', 'direct'],
    ['Ng said ⟦rents “rose like bread”⟧.', 'mixed'],
    ['"⟦Rents rose⟧," Ng said. "Bread too."', 'direct'],
    ['„⟦Mieten steigen⟧“, sagte Ng.', 'direct'],
    ['“An open mark\n⟦Rents rose⟧.', 'indirect'],
  ])('of %s is %s', (notation, kind) => {
    const { text, span } = marked(notation)
    expect(attributionKindOf(text, [span])).toBe(kind)
  })
})
