import Ajv from 'ajv'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportFiles, formatNamed } from '../src/index.js'
import { annotatedDocuments, oddScheme } from './annotated-documents.js'
import { writerContract } from './format-contract.js'

const format = formatNamed('pubannotation')
const scheme = oddScheme()

/** A document, written down from https://www.pubannotation.org/docs/annotation-format/. */
const id = { type: 'string', minLength: 1 }
const listOf = (properties: object) => ({
  type: 'array',
  items: { type: 'object', required: Object.keys(properties), properties, additionalProperties: false },
})
const isDocument = new Ajv({ allErrors: true, allowUnionTypes: true }).compile({
  type: 'object',
  required: ['text', 'sourcedb', 'sourceid', 'denotations', 'relations', 'attributes'],
  additionalProperties: false,
  properties: {
    text: { type: 'string' },
    sourcedb: id,
    sourceid: id,
    denotations: listOf({
      id,
      span: {
        type: 'object',
        required: ['begin', 'end'],
        properties: { begin: { type: 'integer', minimum: 0 }, end: { type: 'integer', minimum: 1 } },
        additionalProperties: false,
      },
      obj: { type: 'string', minLength: 1 },
    }),
    relations: listOf({ id, pred: { type: 'string', minLength: 1 }, subj: id, obj: id }),
    attributes: listOf({ id, subj: id, pred: { type: 'string', minLength: 1 }, obj: { type: ['string', 'number'] } }),
  },
})

interface Document {
  readonly text: string
  readonly denotations: readonly {
    readonly id: string
    readonly span: { readonly begin: number; readonly end: number }
    readonly obj: string
  }[]
  readonly relations: readonly {
    readonly id: string
    readonly pred: string
    readonly subj: string
    readonly obj: string
  }[]
  readonly attributes: readonly { readonly id: string; readonly subj: string }[]
}

/** The words of each entity, with the parts of a chain put together, as bconv's loader does it. */
function wordsOf({ text, denotations, relations }: Document): ReadonlyMap<string, readonly string[]> {
  const characters = Array.from(text)
  const before = new Map(
    relations.filter(({ pred }) => pred === '_lexicallyChainedTo').map(({ subj, obj }) => [subj, obj]),
  )
  const partOf = new Map(denotations.map(({ id: own, span }) => [own, characters.slice(span.begin, span.end).join('')]))
  const isFragment = new Set(denotations.filter(({ obj }) => obj === '_FRAGMENT').map(({ id: own }) => own))
  expect(isFragment).toEqual(new Set(before.values()))
  return new Map(
    denotations
      .filter(({ obj }) => obj !== '_FRAGMENT')
      .map(({ id: own }) => {
        const parts: string[] = []
        for (let at: string | undefined = own; at !== undefined; at = before.get(at))
          parts.unshift(partOf.get(at) ?? '')
        return [own, parts]
      }),
  )
}

describe('PubAnnotation', () => {
  writerContract(format)

  it('writes documents of its schema: chains are the spans of mentions, arcs and attributes are of entities', () => {
    fc.assert(
      fc.property(annotatedDocuments({ newline: '\r\n' }), (annotated) => {
        const { files, losses } = exportFiles(format, [annotated], { scheme })
        const document: Document = JSON.parse(files[0]?.text ?? '')
        expect(isDocument(document), JSON.stringify(isDocument.errors)).toBe(true)
        const words = wordsOf(document)
        const { text } = annotated.document
        const expected = annotated.claims.flatMap(({ id: claim, mentions, attribution }) =>
          losses.some((loss) => loss.claim === claim && loss.what === 'claim')
            ? []
            : [...mentions, attribution?.source, attribution?.cue].flatMap((of) =>
                of === undefined || of.spans.length === 0 ? [] : [of.spans.map(({ from, to }) => text.slice(from, to))],
              ),
        )
        expect([...words.values()].map((parts) => parts.join('…')).sort()).toEqual(
          expected.map((parts) => parts.join('…')).sort(),
        )
        const all = [...document.denotations, ...document.relations, ...document.attributes].map(({ id: own }) => own)
        expect(new Set(all).size).toBe(all.length)
        for (const { pred, subj, obj } of document.relations) {
          if (pred !== '_lexicallyChainedTo') expect([words.has(subj), words.has(obj)]).toEqual([true, true])
        }
        for (const { subj } of document.attributes) expect(words.has(subj)).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})
