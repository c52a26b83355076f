import {
  type AnnotatedDocument,
  annotator,
  argumentScheme,
  check,
  claim,
  defaultScheme,
  document,
  fullFactScheme,
  layer,
  mention,
  problemSentence,
  readScheme,
  relation,
  type Scheme,
  unannotated,
  verdictScales,
  writeScheme,
} from '@claimspan/core'
import { describe, expect, it } from 'vitest'

const text = 'The 🐈 sat.'
const at = '2026-01-02T03:04:05Z'
const first = claim({
  id: 'c1',
  layer: 'shared',
  mentions: [mention(text, [{ from: 0, to: 6 }])],
  types: ['Causal Claim'],
  createdBy: 'mei',
  createdAt: at,
})
const second = { ...first, id: claim({ ...first, id: 'c2' }).id }
const sound: AnnotatedDocument = {
  ...unannotated(document({ id: 'd', text })),
  layers: [layer({ id: 'shared', kind: 'shared' })],
  annotators: [annotator('mei')],
  claims: [first, second],
  relations: [relation({ id: 'r', type: 'supports', from: 'c1', to: 'c2', layer: 'shared', createdBy: 'mei' })],
}

const found = (annotated: AnnotatedDocument, scheme?: Scheme) =>
  check(annotated, scheme).map(({ kind, path }) => [kind, path])
const withFirst = (more: object): AnnotatedDocument => ({ ...sound, claims: [{ ...first, ...more }, second] })
const withMention = (more: object): AnnotatedDocument =>
  withFirst({ mentions: first.mentions.map((one) => ({ ...one, ...more })) })

describe('check', () => {
  it('finds nothing in what is sound', () => {
    expect(check(sound)).toEqual([])
    expect(check(sound, defaultScheme)).toEqual([])
  })

  it.each<[string, AnnotatedDocument, string, string]>([
    [
      'half a character in a span',
      withMention({ spans: [{ from: 0, to: 5 }] }),
      'splits-character',
      '/claims/0/mentions/0/spans/0/to',
    ],
    [
      'an offset that is no number',
      withMention({ spans: [{ from: 0, to: Number.NaN }] }),
      'wrong-type',
      '/claims/0/mentions/0/spans/0/to',
    ],
    [
      'a span past the end',
      withMention({ spans: [{ from: 0, to: 12 }] }),
      'span-past-end',
      '/claims/0/mentions/0/spans/0/to',
    ],
    [
      'a source with another id',
      withFirst({ attribution: { kind: 'direct', source: first.mentions[0] } }),
      'fixed-id',
      '/claims/0/attribution/source/id',
    ],
    [
      'evidence with another id',
      withFirst({ evidence: [{ stance: 'REFUTES', items: [{ kind: 'mention', mention: first.mentions[0] }] }] }),
      'fixed-id',
      '/claims/0/evidence/0/items/0/mention/id',
    ],
    [
      'a rating that is no number',
      withFirst({ verdict: { scale: 'numeric', label: 'x', rating: { value: Number.NaN, best: 1, worst: 0 } } }),
      'wrong-type',
      '/claims/0/verdict/rating/value',
    ],
    ['half a character in a tag', withFirst({ tags: ['\ud83d'] }), 'lone-surrogate', '/claims/0/tags/0'],
    [
      'a block too many',
      {
        ...sound,
        document: { ...sound.document, blocks: [...sound.document.blocks, { kind: 'quote', from: 11, to: 11 }] },
      },
      'blocks-not-lines',
      '/blocks',
    ],
    [
      'metadata without a name',
      { ...sound, document: { ...sound.document, metadata: { '': 'x' } } },
      'bad-text',
      '/metadata/',
    ],
  ])('finds %s', (_, annotated, kind, path) => {
    expect(found(annotated)).toEqual([[kind, path]])
  })

  it('finds everything, not just the first thing', () => {
    const { document: of } = sound
    const annotated = {
      ...withFirst({ status: 'done', layer: 'gold', confidence: 2 }),
      document: { ...of, id: '' as typeof of.id },
      annotators: [],
    }
    expect(found(annotated)).toEqual([
      ['bad-id', '/id'],
      ['wrong-number', '/claims/0/confidence'],
      ['unknown-value', '/claims/0/status'],
      ['unknown-layer', '/claims/0/layer'],
      ['unknown-annotator', '/claims/0/createdBy'],
      ['unknown-annotator', '/claims/1/createdBy'],
      ['unknown-annotator', '/relations/0/createdBy'],
    ])
  })

  it('finds labels that the scheme does not have', () => {
    const annotated = {
      ...withFirst({
        types: ['Causal Claim', 'Premise'],
        checkWorthiness: 'CFS',
        verdict: { scale: 'core', label: 'true' },
        attribution: { kind: 'indirect', within: { kind: 'mixed' } },
      }),
      relations: sound.relations.map((one) => ({ ...one, type: 'mentions' })),
    }
    const narrow = { ...defaultScheme, attributionKinds: [{ label: 'indirect' }], verdictScales: ['fever-3'] }
    expect(check(annotated)).toEqual([])
    expect(found(annotated, narrow)).toEqual([
      ['label-not-in-scheme', '/claims/0/types/1'],
      ['label-not-in-scheme', '/claims/0/verdict/scale'],
      ['label-not-in-scheme', '/claims/0/verdict/label'],
      ['label-not-in-scheme', '/claims/0/attribution/within/kind'],
      ['label-not-in-scheme', '/relations/0/type'],
    ])
  })

  it('says each problem in a sentence with what is there and what was expected', () => {
    const sentences = check({ ...withMention({ quote: 'The dog' }), layers: [] }).map(problemSentence)
    expect(sentences).toEqual([
      '/claims/0/layer: no such layer: got "shared", expected the id of one of the layers',
      '/claims/0/mentions/0/quote: the quote is not the words at the spans: got "The dog", expected "The 🐈"',
      '/claims/1/layer: no such layer: got "shared", expected the id of one of the layers',
      '/relations/0/layer: no such layer: got "shared", expected the id of one of the layers',
    ])
    const long = problemSentence({ kind: 'not-json', path: '', value: '🐈'.repeat(1000), expected: 'one JSON object' })
    expect(long).toBe(`this is not JSON: got "${'🐈'.repeat(79)}…, expected one JSON object`)
  })
})

describe('the shipped schemes', () => {
  const shipped = [defaultScheme, fullFactScheme, argumentScheme]
  it.each(shipped.map((scheme) => [scheme.id, scheme] as const))('%s is written and read as it was', (_, scheme) => {
    expect(readScheme(writeScheme(scheme))).toEqual({ ok: true, scheme })
  })

  it('have the labels of their sources', () => {
    expect(shipped.map(({ claimTypes }) => claimTypes.map(({ label }) => label))).toEqual([
      ['Event/Property Claim', 'Numerical Claim', 'Position Statement', 'Quote Verification', 'Causal Claim'],
      [
        'Personal experience',
        'Quantity in the past or present',
        'Correlation or causation',
        'Current laws or rules of operation',
        'Prediction',
        'Other type of claim',
        'Not a claim',
      ],
      ['MajorClaim', 'Claim', 'Premise'],
    ])
    for (const { verdictScales: scales } of shipped) expect(scales).toEqual(verdictScales.map(({ id }) => id))
  })

  it('explain every label, with a key and a colour seen on white and on near-black', () => {
    for (const { claimTypes } of shipped) {
      expect(claimTypes.map(({ key }) => key)).toEqual(claimTypes.map((_, index) => String(index + 1)))
      for (const { color = '', definition } of claimTypes) {
        expect(definition).toMatch(/\.$/)
        for (const ground of ['#ffffff', '#14161a']) expect(contrast(color, ground)).toBeGreaterThanOrEqual(3)
      }
      expect(new Set(claimTypes.map(({ color }) => color)).size).toBe(claimTypes.length)
    }
  })
})

/** Contrast ratio of two colours (WCAG 2.2). */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const value = Number.parseInt(color.slice(start, start + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

describe('a scheme that is read', () => {
  const json = writeScheme(defaultScheme)
  const kinds = (text: string) => {
    const result = readScheme(text)
    return result.ok ? [] : result.problems.map(({ kind, path }) => [kind, path])
  }

  it('is two spaces deep and ends its last line', () => {
    expect(json.startsWith('{\n  "claimspan": 1,\n  "id": "claimspan-default",\n')).toBe(true)
    expect(json.endsWith('}\n')).toBe(true)
  })

  it.each([
    ['what is not JSON', '', 'not-json', ''],
    ['a colour that is none', json.replace('#0077bb', 'blue'), 'bad-text', '/claimTypes/0/color'],
    [
      'a label twice',
      json.replace('"Numerical Claim"', '"Event/Property Claim"'),
      'duplicate-label',
      '/claimTypes/1/label',
    ],
    ['a key twice', json.replace('"key": "2"', '"key": "1"'), 'duplicate-label', '/claimTypes/1/key'],
    ['a newer form', json.replace('"claimspan": 1', '"claimspan": 2'), 'unknown-version', '/claimspan'],
    ['an unknown key', json.replace('"name"', '"title": "x",\n  "name"'), 'unknown-key', '/title'],
  ])('is refused with %s', (_, text, kind, path) => {
    expect(kinds(text)).toEqual([[kind, path]])
  })
})
