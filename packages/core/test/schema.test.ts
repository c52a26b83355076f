import {
  documentSchema,
  type ProblemKind,
  problemKinds,
  readNativeLine,
  readScheme,
  schemeSchema,
  writeNativeLine,
  writeScheme,
} from '@claimspan/core'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { annotatedDocuments, schemes } from './arbitrary.js'

const ajv = new Ajv2020({ strict: true, strictRequired: false })
const fitsDocument = ajv.compile(documentSchema)
const fitsScheme = ajv.compile(schemeSchema)

/** What JSON Schema cannot say: these alone are found in lines that fit the schema. */
const beyondSchema: readonly ProblemKind[] = [
  // Of the JSON's own text, before there is a value
  'not-json',
  'byte-order-mark',
  'too-deep',
  'duplicate-key',
  'lone-surrogate',
  // Names, times and places that go with others
  'forbidden-key',
  'no-such-day',
  'duplicate-id',
  'blocks-not-lines',
  'span-past-end',
  'span-empty',
  'span-out-of-order',
  'splits-character',
  'quote-differs',
  'context-differs',
  'marked-quote-same',
  'detached-mention',
  'later-version',
  'unknown-layer',
  'unknown-claim',
  'unknown-annotator',
  'self-relation',
  'duplicate-relation',
]

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** Every place in a JSON value: what holds it and under which key. */
function placesIn(value: Json): readonly { readonly holder: Json[] | { [key: string]: Json }; readonly key: string }[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [{ holder: value, key }, ...placesIn(inner)])
}

const wrongValues: readonly Json[] = [
  null,
  true,
  0,
  -1,
  0.5,
  2,
  9,
  1e300,
  '',
  'x',
  '../x',
  'javascript:x',
  '2026-02-31T00:00:00Z',
  'human',
  'mention',
  'x'.repeat(200),
  [],
  [''],
  ['x', 'x'],
  {},
  { kind: 'url' },
  { kind: 'mention' },
]

/** A value with one place changed: another value, nothing, or a key too many. */
function mutations(of: Json): fc.Arbitrary<Json> {
  const count = placesIn(of).length
  return fc
    .record({
      at: fc.nat(Math.max(0, count - 1)),
      how: fc.constantFrom('replace', 'cut', 'add', 'repeat'),
      by: fc.constantFrom(...wrongValues),
    })
    .map(({ at, how, by }) => {
      const copy = structuredClone(of)
      const place = placesIn(copy)[at]
      if (place === undefined) return copy
      const { holder, key } = place
      if (Array.isArray(holder)) {
        const index = Number(key)
        if (how === 'cut') holder.splice(index, 1)
        else if (how === 'repeat') holder.push(structuredClone(holder[index] ?? null))
        else if (how === 'add') holder.push(by)
        else holder[index] = by
      } else if (how === 'cut') delete holder[key]
      else if (how === 'add') holder.extra = by
      else holder[key] = by
      return copy
    })
}

describe('the JSON Schema of a document', () => {
  it('fits every line that is written', () => {
    fc.assert(
      fc.property(annotatedDocuments, (annotated) => {
        expect(fitsDocument(JSON.parse(writeNativeLine(annotated))) || fitsDocument.errors).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('refuses what the reader refuses, but for what JSON Schema cannot say, and nothing else', () => {
    const seen = new Set<ProblemKind>()
    const mutated = annotatedDocuments.chain((of) => mutations(JSON.parse(writeNativeLine(of)) as Json))
    fc.assert(
      fc.property(mutated, (value) => {
        const result = readNativeLine(JSON.stringify(value))
        const kinds = result.ok ? [] : result.problems.map(({ kind }) => kind)
        for (const kind of kinds) seen.add(kind)
        const isBeyond = kinds.every((kind) => beyondSchema.includes(kind))
        expect({ kinds, fits: fitsDocument(value) }).toEqual({ kinds, fits: isBeyond })
      }),
      { numRuns: 2000 },
    )
    for (const kind of [
      'wrong-type',
      'missing',
      'unknown-key',
      'unknown-value',
      'wrong-number',
      'bad-id',
      'bad-text',
    ] as const) {
      expect([...seen]).toContain(kind)
    }
  })

  it('says which kinds of problem are beyond it', () => {
    expect(beyondSchema.filter((kind) => !problemKinds.includes(kind))).toEqual([])
  })
})

describe('the JSON Schema of a scheme', () => {
  it('fits every scheme that is written, and such a scheme is read as it was', () => {
    fc.assert(
      fc.property(schemes, (scheme) => {
        const json = writeScheme(scheme)
        expect(fitsScheme(JSON.parse(json)) || fitsScheme.errors).toBe(true)
        expect(readScheme(json)).toEqual({ ok: true, scheme })
      }),
    )
  })

  it('refuses what the reader refuses, but for labels and keys twice in a set', () => {
    fc.assert(
      fc.property(
        schemes.chain((of) => mutations(JSON.parse(writeScheme(of)) as Json)),
        (value) => {
          const result = readScheme(JSON.stringify(value))
          const kinds = result.ok ? [] : result.problems.map(({ kind, path }) => `${kind} ${path.split('/')[1]}`)
          const isBeyond = kinds.every((kind) => kind.startsWith('duplicate-label') && !kind.endsWith('verdictScales'))
          expect({ kinds, fits: fitsScheme(value) }).toEqual({ kinds, fits: isBeyond })
        },
      ),
      { numRuns: 1000 },
    )
  })
})
