import Ajv from 'ajv'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportFiles, formatNamed } from '../src/index.js'
import { annotatedDocuments, oddScheme } from './annotated-documents.js'
import { textFormatContract } from './format-contract.js'

const format = formatNamed('doccano')
const scheme = oddScheme()

/** A line for relation extraction, written down from doccano's example and its importer's `SpanLabel` and `RelationLabel`. */
const isLine = new Ajv({ allErrors: true }).compile({
  type: 'object',
  required: ['text', 'entities', 'relations'],
  properties: {
    text: { type: 'string' },
    entities: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'label', 'start_offset', 'end_offset'],
        properties: {
          id: { type: 'integer' },
          label: { type: 'string', minLength: 1 },
          start_offset: { type: 'integer', minimum: 0 },
          end_offset: { type: 'integer', minimum: 1 },
        },
        additionalProperties: false,
      },
    },
    relations: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'from_id', 'to_id', 'type'],
        properties: {
          id: { type: 'integer' },
          from_id: { type: 'integer' },
          to_id: { type: 'integer' },
          type: { type: 'string', minLength: 1 },
        },
        additionalProperties: false,
      },
    },
  },
})

const read = (line: object) => format.read?.documents([{ path: 'admin.jsonl', text: JSON.stringify(line) }], {})
const quotes = (line: object) =>
  read(line)?.documents[0]?.claims.map(({ types, mentions }) => [types[0], mentions[0]?.quote])

describe('doccano', () => {
  textFormatContract(format)

  it('writes lines of its schema; relations join entities of the line; offsets cut no character and count the unit said', () => {
    fc.assert(
      fc.property(
        annotatedDocuments(),
        fc.constantFrom('utf-16' as const, 'code-point' as const),
        (annotated, unit) => {
          const { files } = exportFiles(format, [annotated], { scheme, unit })
          const line = JSON.parse(files[0]?.text ?? '')
          expect(isLine(line), JSON.stringify(isLine.errors)).toBe(true)
          const ids = line.entities.map(({ id }: { id: number }) => id)
          for (const { from_id, to_id } of line.relations) expect(ids).toEqual(expect.arrayContaining([from_id, to_id]))
          const units = unit === 'utf-16' ? annotated.document.text.split('') : Array.from(annotated.document.text)
          const words = annotated.claims.flatMap(({ mentions, attribution }) =>
            [...mentions, attribution?.source, attribution?.cue].flatMap((each) =>
              (each?.spans ?? []).map(({ from, to }) => annotated.document.text.slice(from, to)),
            ),
          )
          for (const { start_offset, end_offset } of line.entities) {
            expect(words).toContain(units.slice(start_offset, end_offset).join(''))
          }
        },
      ),
      { numRuns: 100 },
    )
  })

  it('reads entities as its importer has them, and the older lists of labels', () => {
    const text = 'Ida works at Acme in Oslo.'
    const entities = [
      { id: 0, start_offset: 0, end_offset: 3, label: 'PERSON' },
      { id: 1, start_offset: 13, end_offset: 17, label: 'ORG' },
    ]
    const found = read({ text, entities, relations: [{ from_id: 0, to_id: 1, type: 'worksAt' }] })
    expect(found?.problems).toEqual([])
    expect(found?.documents[0]?.document).toMatchObject({ id: 'admin-1', text })
    expect(found?.documents[0]?.relations).toMatchObject([{ type: 'worksAt', from: '0', to: '1' }])
    const lists = [
      ['PERSON', 'Ida'],
      ['ORG', 'Acme'],
    ]
    expect(quotes({ text, entities })).toEqual(lists)
    expect(
      quotes({
        text,
        label: [
          [0, 3, 'PERSON'],
          [13, 17, 'ORG'],
        ],
      }),
    ).toEqual(lists)
    expect(
      quotes({
        text,
        labels: [
          [0, 3, 'PERSON'],
          [13, 17, 'ORG'],
        ],
      }),
    ).toEqual(lists)
  })

  it('counts UTF-16 code units where a line says no unit, code points where only they cut no character; and says so', () => {
    const text = '👨🏻‍🚒 firemen drive 🚒s'
    expect(quotes({ text, label: [[8, 15, 'x']] })).toEqual([['x', 'firemen']])
    expect(quotes({ text, label: [[8, 15, 'x']], offset_unit: 'code-point' })).toEqual([['x', 'emen dr']])
    expect(
      quotes({
        text,
        label: [
          [1, 2, 'x'],
          [5, 12, 'y'],
        ],
      }),
    ).toEqual([
      ['x', '🏻'],
      ['y', 'firemen'],
    ])
    expect(read({ text, label: [[8, 15, 'x']] })?.notes).toEqual([
      'admin.jsonl: lines with characters beyond U+FFFF whose offsets were taken for UTF-16 code units, as they do not say their unit: 1.',
    ])
  })

  it.each([
    ['an offset past the text', { text: 'abc', label: [[0, 4, 'x']] }, 'bad-offsets', 24],
    ['an empty range', { text: 'abc', label: [[2, 2, 'x']] }, 'bad-offsets', 24],
    [
      'an entity twice',
      {
        text: 'abc',
        entities: [
          { id: 1, start_offset: 0, end_offset: 1, label: 'x' },
          { id: 1, start_offset: 0, end_offset: 1, label: 'x' },
        ],
      },
      'duplicate-id',
      80,
    ],
    [
      'a relation to nothing',
      { text: 'abc', entities: [], relations: [{ from_id: 1, to_id: 2, type: 'x' }] },
      'unknown-target',
      42,
    ],
    ['no text', { label: [] }, 'no-text', 1],
  ])('refuses %s, with line and column', (_, line, kind, column) => {
    const found = read(line)
    expect(found?.documents).toEqual([])
    expect(found?.problems).toMatchObject([{ kind, file: 'admin.jsonl', line: 1, column }])
  })

  it('goes on after a bad line', () => {
    const text = '{"text":"a","label":[]}\n{"text":"b","label":[[0,9,"x"]]}\n{"text":\n\n{"text":"c"}\n'
    const found = format.read?.documents([{ path: 'a.jsonl', text }], {})
    expect(found?.documents.map(({ document }) => [document.id, document.text])).toEqual([
      ['a-1', 'a'],
      ['a-5', 'c'],
    ])
    expect(found?.problems.map(({ line }) => line)).toEqual([2, 3])
  })
})
