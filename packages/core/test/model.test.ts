import {
  annotator,
  blocksOf,
  claim,
  compareClaims,
  compareSpans,
  containsSpan,
  type Document,
  document,
  documentId,
  isId,
  isInstant,
  layer,
  mapSpan,
  mapVerdict,
  mention,
  mentionState,
  overlaps,
  quoteAt,
  relation,
  span,
  unannotated,
} from '@claimspan/core'
import { marked } from '@claimspan/core/store-contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { texts } from './arbitrary.js'

const at = '2026-01-02T03:04:05Z'

describe('a title that is not given', () => {
  it('is the first line with words, cut between characters', () => {
    expect(document({ id: 'a', text: '\n  Exports grew  \nmore' }).title).toBe('Exports grew')
    expect(document({ id: 'a', text: `${'x'.repeat(199)}😀 and more` }).title).toBe('x'.repeat(199))
  })
})

describe('an id', () => {
  it.each(['a', '0', 'A.b_c@d+e-f', 'x'.repeat(128)])('can be %s', (value) => {
    expect(isId(value)).toBe(true)
    expect(documentId(value)).toBe(value)
  })
  it.each(['', '.', '-a', '../x', 'a..b', 'a b', 'a/b', 'é', 'a\n', 'x'.repeat(129), 1, undefined])(
    'cannot be %j',
    (value) => {
      expect(isId(value)).toBe(false)
      expect(() => documentId(value as string)).toThrow(RangeError)
    },
  )
})

describe('an instant', () => {
  it.each(['2026-01-02T03:04:05Z', '2024-02-29T23:59:59.123456789Z', '2000-02-29T00:00:00Z'])('can be %s', (value) => {
    expect(isInstant(value)).toBe(true)
  })
  it.each([
    '2026-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-01-02',
    '2026-01-02T24:00:00Z',
    '2026-01-02T03:04:05+01:00',
    `${at}\n`,
    0,
  ])('cannot be %j', (value) => {
    expect(isInstant(value)).toBe(false)
  })
})

describe('a span', () => {
  it('is made of two whole numbers in order', () => {
    expect(span(0, 3)).toEqual({ from: 0, to: 3 })
    for (const [from, to] of [
      [-1, 2],
      [2, 2],
      [3, 2],
      [0.5, 2],
      [0, Number.NaN],
    ] as const) {
      expect(() => span(from, to)).toThrow(RangeError)
    }
  })

  it('is ordered by start, the longer first', () => {
    const spans = [span(4, 5), span(0, 2), span(0, 9), span(4, 9)]
    expect(spans.sort(compareSpans)).toEqual([span(0, 9), span(0, 2), span(4, 9), span(4, 5)])
  })

  it.each([
    [span(0, 3), span(2, 5), true, false],
    [span(0, 3), span(3, 5), false, false],
    [span(0, 5), span(1, 2), true, true],
    [span(0, 5), span(0, 5), true, true],
  ])('%j and %j overlap: %s, the first holds the second: %s', (a, b, doOverlap, holds) => {
    expect([overlaps(a, b), overlaps(b, a), containsSpan(a, b)]).toEqual([doOverlap, doOverlap, holds])
  })

  it('follows an edit to the characters that survive, and to no others from outside', () => {
    const edits = fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20), fc.nat(20), fc.nat(5)).map(([a, b, c, d, inserted]) => ({
      of: { from: Math.min(a, b), to: Math.max(a, b) + 1 },
      edit: { at: Math.min(c, d), deleted: Math.abs(c - d), inserted },
    }))
    fc.assert(
      fc.property(edits, ({ of, edit }) => {
        // Each character of the text is itself; the span holds those it held before and what is typed within.
        const before = Array.from({ length: 21 }, (_, index) => index)
        const after = [
          ...before.slice(0, edit.at),
          ...Array.from({ length: edit.inserted }, () => -1),
          ...before.slice(edit.at + edit.deleted),
        ]
        const survivors = after.filter((one) => one >= of.from && one < of.to)
        const moved = mapSpan(of, edit)
        if (survivors.length === 0) {
          expect(moved).toBe(undefined)
          return
        }
        const held = after.slice(moved?.from, moved?.to)
        expect(held.filter((one) => one !== -1)).toEqual(survivors)
        const isTyping = edit.deleted === 0
        if (isTyping) expect(held[0] !== -1 && held.at(-1) !== -1).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })
})

describe('a document', () => {
  it('has plain values for what is left out', () => {
    expect(document({ id: 'd', text: '\n  A title \nAnd text' })).toEqual({
      id: 'd',
      version: 1,
      title: 'A title',
      text: '\n  A title \nAnd text',
      blocks: [
        { kind: 'paragraph', from: 0, to: 0 },
        { kind: 'paragraph', from: 1, to: 11 },
        { kind: 'paragraph', from: 12, to: 20 },
      ],
      metadata: {},
    })
    expect(document({ id: 'd', text: '' }).title).toBe('d')
  })

  it('has its lines as blocks, whatever the text', () => {
    fc.assert(
      fc.property(texts(), (text) => {
        const blocks = blocksOf(text)
        expect(blocks.map(({ from, to }) => text.slice(from, to)).join('\n')).toBe(text)
        expect(document({ id: 'd', text, blocks }).blocks).toEqual(blocks)
      }),
    )
  })

  it.each<[string, Partial<Document>]>([
    ['a bad id', { id: '../x' as Document['id'] }],
    ['version 0', { version: 0 }],
    ['half a version', { version: 1.5 }],
    ['no block', { blocks: [] }],
    ['a block of two lines', { blocks: [{ kind: 'paragraph', from: 0, to: 3 }] }],
    [
      'an unknown kind of block',
      {
        blocks: [
          { kind: 'table' as 'quote', from: 0, to: 1 },
          { kind: 'quote', from: 2, to: 3 },
        ],
      },
    ],
  ])('is refused with %s', (_, parts) => {
    expect(() => document({ id: 'd', text: 'a\nb', ...parts })).toThrow(RangeError)
  })

  it('has nothing annotated to begin with', () => {
    const { document: of, ...rest } = unannotated(document({ id: 'd', text: 'x' }))
    expect(of.id).toBe('d')
    expect(rest).toEqual({ layers: [], annotators: [], claims: [], relations: [], threads: [] })
  })
})

describe('a mention', () => {
  it('keeps its words and what stands around them', () => {
    const { text, spans } = marked('Yesterday [the cat] sat on [the mat], said Ann, who was there.')
    expect(mention(text, spans, { id: 'm3', documentVersion: 2 })).toEqual({
      id: 'm3',
      spans,
      quote: 'the cat … the mat',
      prefix: 'Yesterday ',
      suffix: ', said Ann, who was there.',
      documentVersion: 2,
    })
  })

  it('keeps at most 32 code units of context and never half a character', () => {
    const text = `${'🐈'.repeat(20)}a${'🐈'.repeat(20)}`
    const { prefix, suffix } = mention(`x${text}x`, [{ from: 41, to: 42 }])
    expect([prefix, suffix]).toEqual(['🐈'.repeat(16), '🐈'.repeat(16)])
    const odd = mention(`${text.slice(0, 40)}bac${text.slice(41)}`, [{ from: 41, to: 42 }])
    expect([odd.prefix, odd.suffix]).toEqual([`${'🐈'.repeat(15)}b`, `c${'🐈'.repeat(15)}`])
  })

  it.each([
    ['no span', []],
    ['an empty span', [{ from: 1, to: 1 }]],
    ['a span past the end', [{ from: 1, to: 9 }]],
    ['a span below 0', [{ from: -1, to: 1 }]],
    ['a span that cuts a character', [{ from: 0, to: 4 }]],
    ['a span that begins inside a character', [{ from: 4, to: 5 }]],
    [
      'spans out of order',
      [
        { from: 1, to: 2 },
        { from: 0, to: 1 },
      ],
    ],
    [
      'spans that overlap',
      [
        { from: 0, to: 2 },
        { from: 1, to: 3 },
      ],
    ],
  ])('is refused with %s', (_, spans) => {
    expect(() => mention('cat🐈', spans)).toThrow(RangeError)
  })

  it('is whole, changed or detached', () => {
    const whole = mention('The cat', [{ from: 4, to: 7 }])
    expect(mentionState(whole)).toBe('whole')
    expect(mentionState({ ...whole, markedQuote: 'dog' })).toBe('changed')
    expect(mentionState({ ...whole, markedQuote: 'cat' })).toBe('whole')
    expect(mentionState({ ...whole, spans: [] })).toBe('detached')
  })

  it('has a quote only of spans in the text', () => {
    expect(() => quoteAt('cat', [])).toThrow(RangeError)
    expect(() => quoteAt('cat', [{ from: 0, to: 4 }])).toThrow(RangeError)
  })
})

describe('a claim', () => {
  const one = mention('The cat', [{ from: 4, to: 7 }])
  const parts = { id: 'c', layer: 'shared', mentions: [one], createdBy: 'mei', createdAt: at }

  it('has plain values for what is left out, and sets without doubles', () => {
    expect(claim({ ...parts, types: ['x', 'x'], tags: ['b', 'a', 'b'] })).toEqual({
      ...parts,
      types: ['x'],
      evidence: [],
      tags: ['b', 'a'],
      status: 'draft',
      origin: { kind: 'human' },
    })
  })

  it.each([
    ['a bad id', { id: '' }],
    ['a bad layer', { layer: 'a b' }],
    ['a bad annotator', { createdBy: '/' }],
    ['no mention', { mentions: [] }],
    ['two mentions of one id', { mentions: [one, one] }],
    ['too much confidence', { confidence: 2 }],
    ['confidence that is no number', { confidence: Number.NaN }],
    ['a bad time', { createdAt: 'now' }],
    ['a day that is not', { updatedAt: '2026-02-30T00:00:00Z' }],
  ])('is refused with %s', (_, bad) => {
    expect(() => claim({ ...parts, ...bad })).toThrow(RangeError)
  })

  it('comes in the order of its first words, detached last, then by id', () => {
    const text = 'a b c d'
    const of = (id: string, ...spans: (readonly [number, number])[]) =>
      claim({
        ...parts,
        id,
        mentions: spans.map(([from, to], index) => mention(text, [{ from, to }], { id: `m${index}` })),
      })
    const detached = claim({ ...parts, id: '0', mentions: [{ ...one, spans: [] }] })
    const claims = [detached, of('b', [2, 3]), of('c', [4, 5], [0, 1]), of('a', [2, 3]), of('d', [2, 5])]
    expect(claims.sort(compareClaims).map(({ id }) => id)).toEqual(['c', 'd', 'a', 'b', '0'])
  })
})

describe('a relation, a layer, an annotator', () => {
  const parts = { id: 'r', type: 'supports', from: 'a', to: 'b', layer: 'shared', createdBy: 'mei' }

  it('are made of what is given', () => {
    expect(relation({ ...parts, note: 'n' })).toEqual({ ...parts, note: 'n' })
    expect(layer({ id: 'gold', kind: 'curated', name: 'Gold' })).toEqual({ id: 'gold', kind: 'curated', name: 'Gold' })
    expect([annotator('mei'), annotator('mei', 'Mei')]).toEqual([
      { id: 'mei', name: 'mei' },
      { id: 'mei', name: 'Mei' },
    ])
  })

  it('are refused when they cannot be', () => {
    for (const bad of [{ to: 'a' }, { type: '' }, { id: ' ' }, { from: '' }, { layer: '' }, { createdBy: '' }]) {
      expect(() => relation({ ...parts, ...bad })).toThrow(RangeError)
    }
    expect(() => layer({ id: 'x', kind: 'secret' as 'shared' })).toThrow(RangeError)
    expect(() => layer({ id: '', kind: 'shared' })).toThrow(RangeError)
    expect(() => annotator('')).toThrow(RangeError)
  })
})

describe('a verdict on another scale', () => {
  it.each([
    ['core', 'supported', 'fever-3', { label: 'SUPPORTS' }],
    ['core', 'conflicting', 'fever-3', { label: 'NOT ENOUGH INFO', loses: 'that the evidence conflicts' }],
    ['liar-6', 'pants-fire', 'core', { label: 'refuted', loses: 'pants-fire is taken as plainly refuted' }],
    ['liar-6', 'mostly-true', 'averitec-4', { label: 'Supported', loses: 'mostly' }],
    [
      'liar-6',
      'half-true',
      'fever-3',
      { label: 'NOT ENOUGH INFO', loses: 'half-true is taken as conflicting; that the evidence conflicts' },
    ],
    ['numeric', '4', 'numeric', { label: '4' }],
    ['averitec-4', 'Not Enough Evidence', 'liar-6', undefined],
    ['numeric', '4', 'core', undefined],
    ['core', 'no such label', 'fever-3', undefined],
    ['toString', 'length', 'core', undefined],
    ['core', 'constructor', 'fever-3', undefined],
    ['core', 'supported', '__proto__', undefined],
  ])('from %s %s to %s', (scale, label, to, expected) => {
    expect(mapVerdict({ scale, label }, to)).toEqual(expected)
  })
})
