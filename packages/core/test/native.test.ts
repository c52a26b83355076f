import { readFileSync } from 'node:fs'
import {
  type AnnotatedDocument,
  annotator,
  check,
  claim,
  document,
  layer,
  mention,
  offsetTable,
  offsetUnits,
  problemKinds,
  readNativeLine,
  readNativeLines,
  unannotated,
  writeNativeLine,
} from '@claimspan/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nativeDocument } from '../src/native-write.js'
import { annotatedDocuments } from './arbitrary.js'

const text = 'The 🐈 said “文”.\nSo.'
const at = '2026-01-02T03:04:05Z'
const small: AnnotatedDocument = {
  ...unannotated(
    document({ id: 'd1', title: 'Cat', version: 2, text, metadata: { z: '1', source: 's', url: 'https://x.org' } }),
  ),
  layers: [layer({ id: 'shared', kind: 'shared' })],
  annotators: [annotator('mei', 'Mei')],
  claims: [
    claim({
      id: 'c1',
      layer: 'shared',
      mentions: [
        mention(text, [{ from: 13, to: 14 }], { documentVersion: 2 }),
        mention(
          text,
          [
            { from: 0, to: 3 },
            { from: 17, to: 19 },
          ],
          { id: 'm7', documentVersion: 1 },
        ),
      ],
      attribution: {
        kind: 'direct',
        source: mention(text, [{ from: 0, to: 6 }], { id: 'source', documentVersion: 2 }),
      },
      createdBy: 'mei',
      createdAt: at,
    }),
  ],
}

describe('the native form', () => {
  it('comes back from a line as it was, in every unit', () => {
    fc.assert(
      fc.property(annotatedDocuments, fc.constantFrom(...offsetUnits), (annotated, unit) => {
        expect(check(annotated)).toEqual([])
        const line = writeNativeLine(annotated, unit)
        expect(line).not.toMatch(/[\n\r]/)
        const result = readNativeLine(line)
        expect(result).toEqual({ ok: true, annotated })
        if (result.ok) expect(writeNativeLine(result.annotated, unit)).toBe(line)
      }),
      { numRuns: 300 },
    )
  })

  it('is the text that JSON has for the object it means', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', '"', '\\', '\u001f', '\ud800', '\udc00😀'),
    )
    fc.assert(
      fc.property(annotatedDocuments, fc.constantFrom(...offsetUnits), texts, (annotated, unit, words) => {
        const claims = annotated.claims.map((one) => ({ ...one, note: words, tags: [words], normalizedClaim: words }))
        const { document } = annotated
        const table = offsetTable(document.text)
        const offset = (utf16: number): number => table.fromUtf16(utf16, unit)
        const writing = { unit, documentVersion: document.version, offset }
        const object = nativeDocument({ ...annotated, claims }, writing)
        expect(writeNativeLine({ ...annotated, claims }, unit)).toBe(JSON.stringify(object))
      }),
      { numRuns: 300 },
    )
  })

  it('writes keys in a fixed order and leaves out what goes without saying', () => {
    expect(writeNativeLine(small)).toBe(
      '{"claimspan":1,"id":"d1","version":2,"title":"Cat","offsetUnit":"code-point","text":"The 🐈 said “文”.\\nSo.",' +
        '"blocks":[{"kind":"paragraph","from":0,"to":15},{"kind":"paragraph","from":16,"to":19}],' +
        '"metadata":{"url":"https://x.org","source":"s","z":"1"},"layers":[{"id":"shared","kind":"shared"}],' +
        '"annotators":[{"id":"mei","name":"Mei"}],"claims":[{"id":"c1","layer":"shared","mentions":[' +
        '{"spans":[{"from":12,"to":13}],"quote":"文","prefix":"The 🐈 said “","suffix":"”.\\nSo."},' +
        '{"id":"m7","spans":[{"from":0,"to":3},{"from":16,"to":18}],"quote":"The … So","prefix":"","suffix":".",' +
        '"documentVersion":1}],"types":[],"attribution":{"kind":"direct","source":{"spans":[{"from":0,"to":5}],' +
        '"quote":"The 🐈","prefix":"","suffix":" said “文”.\\nSo."}},"evidence":[],"tags":[],"status":"draft",' +
        '"origin":{"kind":"human"},"createdBy":"mei","createdAt":"2026-01-02T03:04:05Z"}],"relations":[],"threads":[]}',
    )
  })

  it.each([
    ['code-point', 12, 13],
    ['utf-16', 13, 14],
    ['byte', 17, 20],
  ] as const)('counts in %s', (unit, from, to) => {
    const line = JSON.parse(writeNativeLine(small, unit))
    expect(line.offsetUnit).toBe(unit)
    expect(line.claims[0].mentions[0].spans).toEqual([{ from, to }])
  })

  it('is written the same whatever the order of the keys in memory', () => {
    const backwards = JSON.parse(JSON.stringify(small), (_, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    )
    expect(writeNativeLine(backwards)).toBe(writeNativeLine(small))
  })

  it('is not written when the words at the spans are not the quote', () => {
    const [first] = small.claims
    const claims =
      first === undefined ? [] : [{ ...first, mentions: first.mentions.map((one) => ({ ...one, quote: 'dog' })) }]
    expect(() => writeNativeLine({ ...small, claims })).toThrow(/the words at the spans are "文", the quote is "dog"/)
  })

  it('is not written when a span is not one of the text', () => {
    const [first] = small.claims
    for (const spans of [[{ from: 0, to: 99 }], [{ from: 3, to: 3 }], [{ from: 5, to: 6 }]]) {
      const claims =
        first === undefined ? [] : [{ ...first, mentions: first.mentions.map((one) => ({ ...one, spans })) }]
      expect(() => writeNativeLine({ ...small, claims })).toThrow(RangeError)
    }
  })

  it('reads a line with only what is needed', () => {
    const line = '{"claimspan":1,"id":"d","version":1,"title":"","offsetUnit":"byte","text":"é\\nb"}'
    expect(readNativeLine(line)).toEqual({
      ok: true,
      annotated: unannotated(document({ id: 'd', title: '', text: 'é\nb' })),
    })
  })

  it('takes context that is left out from the text', () => {
    const line = writeNativeLine(small)
      .replace(/"prefix":"[^"]*","suffix":"[^"]*",?/g, '')
      .replaceAll(',}', '}')
    expect(line).not.toContain('prefix')
    expect(readNativeLine(line)).toEqual({ ok: true, annotated: small })
  })

  it('makes plain objects that keep names like those of Object.prototype', () => {
    const line = writeNativeLine(
      unannotated(document({ id: 'd', text: '', metadata: { toString: 'x', valueOf: 'y' } })),
    )
    const result = readNativeLine(line)
    expect(result.ok && Object.entries(result.annotated.document.metadata)).toEqual([
      ['toString', 'x'],
      ['valueOf', 'y'],
    ])
    expect(result.ok && Object.getPrototypeOf(result.annotated.document.metadata)).toBe(Object.prototype)
  })

  it('is read line by line, the bad ones reported with their number', () => {
    const good = writeNativeLine(small)
    const results = [...readNativeLines([good, '', '{', good])]
    expect(results.map(({ number, result }) => [number, result.ok])).toEqual([
      [1, true],
      [3, false],
      [4, true],
    ])
  })
})

describe('reading', () => {
  it('never throws, whatever is read', () => {
    const line = writeNativeLine(small)
    const damaged = fc
      .record({ at: fc.nat(line.length), deleted: fc.nat(9), inserted: fc.string({ unit: 'binary', maxLength: 5 }) })
      .map((edit) => line.slice(0, edit.at) + edit.inserted + line.slice(edit.at + edit.deleted))
    fc.assert(
      fc.property(fc.oneof(damaged, fc.json(), fc.string({ unit: 'binary' })), (bad) => {
        const result = readNativeLine(bad)
        if (!result.ok) expect(result.problems.length).toBeGreaterThan(0)
        else expect(check(result.annotated)).toEqual([])
      }),
      { numRuns: 2000 },
    )
  })

  it('does not run out of stack on deep nesting', () => {
    const deep = `${'{"within":'.repeat(100_000)}1${'}'.repeat(100_000)}`
    const result = readNativeLine(`{"claimspan":1,"claims":[{"attribution":${deep}}]}`)
    expect(result.ok ? [] : result.problems.map(({ kind }) => kind)).toEqual(['too-deep'])
  })
})

interface BrokenCase {
  readonly name: string
  readonly line: string
  readonly problems: readonly { readonly kind: string; readonly path: string }[]
}

const fixture = (name: string) => readFileSync(new URL(`../../../fixtures/native/${name}`, import.meta.url), 'utf8')

describe('the fixtures', () => {
  const valid = fixture('valid.jsonl').trimEnd().split('\n')
  it.each(valid.map((line, at) => [at + 1, line] as const))(
    'have a sound line %i that is written as it was read',
    (_, line) => {
      const result = readNativeLine(line)
      expect(result).toMatchObject({ ok: true })
      const { offsetUnit } = JSON.parse(line)
      expect(result.ok && writeNativeLine(result.annotated, offsetUnit)).toBe(line)
    },
  )

  const broken: readonly BrokenCase[] = JSON.parse(fixture('broken.json'))
  it.each(broken.map((one) => [one.name, one] as const))('have a broken line: %s', (_, { line, problems }) => {
    const result = readNativeLine(line)
    expect(result.ok ? [] : result.problems.map(({ kind, path }) => ({ kind, path }))).toEqual(problems)
  })

  it('have a broken line for every kind of problem that a line can have', () => {
    const elsewhere = ['too-deep', 'fixed-id', 'label-not-in-scheme']
    const shown = new Set([...elsewhere, ...broken.flatMap(({ problems }) => problems.map(({ kind }) => kind))])
    expect(problemKinds.filter((kind) => !shown.has(kind))).toEqual([])
  })
})
