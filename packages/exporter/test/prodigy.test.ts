import Ajv from 'ajv'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportFiles, formatNamed } from '../src/index.js'
import { annotatedDocuments, oddScheme } from './annotated-documents.js'
import { textFormatContract } from './format-contract.js'

const format = formatNamed('prodigy')
const scheme = oddScheme()

/** A task of the `relations` and `spans` interfaces, written down from https://prodigy.ai/docs/api-interfaces. */
const span = {
  type: 'object',
  required: ['start', 'end', 'token_start', 'token_end', 'label'],
  properties: Object.fromEntries(
    ['start', 'end', 'token_start', 'token_end'].map((key) => [key, { type: 'integer', minimum: 0 }]),
  ),
}
const isTask = new Ajv({ allErrors: true }).compile({
  type: 'object',
  required: ['text', 'tokens', 'spans', 'relations', 'answer'],
  properties: {
    tokens: {
      type: 'array',
      items: {
        type: 'object',
        required: ['text', 'start', 'end', 'id', 'ws'],
        properties: {
          text: { type: 'string', minLength: 1 },
          start: { type: 'integer' },
          end: { type: 'integer' },
          id: { type: 'integer' },
          ws: { type: 'boolean' },
        },
        additionalProperties: false,
      },
    },
    spans: { type: 'array', items: span },
    relations: {
      type: 'array',
      items: {
        type: 'object',
        required: ['head', 'child', 'label', 'head_span', 'child_span'],
        properties: {
          head: { type: 'integer' },
          child: { type: 'integer' },
          label: { type: 'string' },
          head_span: span,
          child_span: span,
        },
        additionalProperties: false,
      },
    },
    answer: { enum: ['accept', 'reject', 'ignore'] },
  },
})

interface Task {
  readonly tokens: readonly {
    readonly text: string
    readonly start: number
    readonly end: number
    readonly ws: boolean
  }[]
  readonly spans: readonly Placed[]
  readonly relations: readonly {
    readonly head: number
    readonly child: number
    readonly head_span: Placed
    readonly child_span: Placed
  }[]
}
interface Placed {
  readonly start: number
  readonly end: number
  readonly token_start: number
  readonly token_end: number
}

const read = (line: object) => format.read?.documents([{ path: 'db.jsonl', text: JSON.stringify(line) }], {})

describe('Prodigy', () => {
  textFormatContract(format)

  it('writes tasks of its schema: tokens rebuild the text, spans are whole tokens, relations join the last ones', () => {
    fc.assert(
      fc.property(annotatedDocuments({ newline: '\r\n' }), (annotated) => {
        const { text } = annotated.document
        const task: Task = JSON.parse(exportFiles(format, [annotated], { scheme }).files[0]?.text ?? '')
        expect(isTask(task), JSON.stringify(isTask.errors)).toBe(true)
        expect(task.tokens.map((token) => token.text + (token.ws ? ' ' : '')).join('')).toBe(text)
        const characters = Array.from(text)
        for (const token of task.tokens) expect(characters.slice(token.start, token.end).join('')).toBe(token.text)
        for (const { start, end, token_start, token_end } of task.spans) {
          expect([task.tokens[token_start]?.start, task.tokens[token_end]?.end]).toEqual([start, end])
        }
        for (const { head, child, head_span, child_span } of task.relations) {
          expect([head, child]).toEqual([head_span.token_end, child_span.token_end])
          expect(task.spans).toEqual(expect.arrayContaining([head_span, child_span]))
        }
      }),
      { numRuns: 200 },
    )
  })

  const tokens = [
    { text: 'Ida', start: 0, end: 3, id: 0, ws: true },
    { text: 'left', start: 4, end: 8, id: 1, ws: true },
    { text: 'Acme', start: 9, end: 13, id: 2, ws: false },
  ]
  const task = {
    text: 'Ida left Acme',
    _input_hash: 1,
    _task_hash: 2,
    tokens,
    spans: [
      { start: 0, end: 3, token_start: 0, token_end: 0, label: 'PERSON' },
      { start: 9, end: 13, token_start: 2, token_end: 2, label: 'ORG' },
    ],
    relations: [
      {
        head: 0,
        child: 2,
        label: 'leaves',
        // Prodigy's own files have token numbers that are not the span's.
        head_span: { start: 0, end: 3, token_start: null, token_end: 0, label: 'PERSON' },
        child_span: { start: 9, end: 13, token_start: 2, token_end: 2, label: 'ORG' },
      },
    ],
    meta: { source: 'wire', pattern: 3 },
    answer: 'accept',
  }

  it('reads what db-out writes, relations by the places of their spans', () => {
    const found = read(task)
    expect(found?.problems).toEqual([])
    expect(found?.documents[0]?.claims.map(({ types, mentions }) => [types[0], mentions[0]?.quote])).toEqual([
      ['PERSON', 'Ida'],
      ['ORG', 'Acme'],
    ])
    expect(found?.documents[0]?.relations).toMatchObject([{ type: 'leaves', from: 'c1', to: 'c2' }])
  })

  it('makes a span of a relation’s end that is none yet, as for single tokens', () => {
    const found = read({ ...task, spans: [] })
    expect(found?.documents[0]?.claims).toHaveLength(2)
    expect(found?.documents[0]?.relations).toHaveLength(1)
  })

  it('leaves out what was rejected, with a note', () => {
    expect(read({ ...task, answer: 'reject' })).toEqual({
      documents: [],
      problems: [],
      notes: ['db.jsonl: lines with the answer reject were left out: 1.'],
    })
  })

  it.each([
    ['tokens that are not the text', { ...task, tokens: [{ ...tokens[0], start: 1 }] }, 'bad-token'],
    ['offsets past the text', { ...task, spans: [{ start: 0, end: 14, label: 'x' }] }, 'bad-offsets'],
    [
      'words that do not stand there',
      { ...task, spans: [{ start: 0, end: 3, text: 'Ada', label: 'x' }] },
      'bad-offsets',
    ],
    [
      'a relation without spans',
      { ...task, relations: [{ head: 0, child: 2, label: 'x', child_span: tokens[2] }] },
      'missing',
    ],
  ])('refuses %s', (_, line, kind) => {
    const found = read(line)
    expect(found?.documents).toEqual([])
    expect(found?.problems).toMatchObject([{ kind, file: 'db.jsonl', line: 1, column: expect.any(Number) }])
  })
})
