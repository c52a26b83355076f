import Ajv from 'ajv'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportFiles, formatNamed } from '../src/index.js'
import { byLayer } from './after-losses.js'
import { annotatedDocuments, oddScheme } from './annotated-documents.js'
import { textFormatContract } from './format-contract.js'

const format = formatNamed('label-studio')
const scheme = oddScheme()

/** The task format, written down from https://labelstud.io/guide/task_format and https://labelstud.io/guide/export. */
const region = {
  type: 'object',
  required: ['id', 'from_name', 'to_name', 'type', 'value'],
  properties: {
    id: { type: 'string', minLength: 1 },
    from_name: { type: 'string' },
    to_name: { const: 'text' },
    type: { enum: ['labels', 'choices', 'textarea', 'number'] },
    value: {
      type: 'object',
      required: ['start', 'end'],
      properties: {
        start: { type: 'integer', minimum: 0 },
        end: { type: 'integer', minimum: 1 },
        labels: { type: 'array', items: { type: 'string' }, minItems: 1 },
        choices: { type: 'array', items: { type: 'string' }, minItems: 1 },
        number: { type: 'number' },
      },
      oneOf: [
        { required: ['labels'] },
        { required: ['choices'] },
        { required: ['number'] },
        { properties: { text: { type: 'array', items: { type: 'string' }, minItems: 1 } }, required: ['text'] },
      ],
    },
  },
  additionalProperties: false,
}
const relation = {
  type: 'object',
  required: ['from_id', 'to_id', 'type', 'direction', 'labels'],
  properties: {
    from_id: { type: 'string' },
    to_id: { type: 'string' },
    type: { const: 'relation' },
    direction: { enum: ['left', 'right', 'bi'] },
    labels: { type: 'array', items: { type: 'string' }, minItems: 1 },
  },
  additionalProperties: false,
}
const results = {
  type: 'array',
  items: { anyOf: [relation, region] },
}
const isTask = new Ajv({ allErrors: true }).compile({
  type: 'object',
  required: ['data'],
  properties: {
    data: { type: 'object', required: ['text'], properties: { text: { type: 'string' } } },
    annotations: {
      type: 'array',
      items: {
        type: 'object',
        required: ['result'],
        properties: { result: results, was_cancelled: { type: 'boolean' }, ground_truth: { type: 'boolean' } },
      },
    },
    predictions: {
      type: 'array',
      items: { type: 'object', required: ['result', 'model_version'], properties: { result: results } },
    },
  },
  additionalProperties: false,
})

interface Result {
  readonly id?: string
  readonly from_name?: string
  readonly from_id?: string
  readonly to_id?: string
  readonly type: string
  readonly value: { readonly start: number; readonly end: number; readonly text?: unknown }
}

function written(annotated: Parameters<typeof exportFiles>[1][number]) {
  const { files } = exportFiles(format, [annotated], { scheme })
  const text = (end: string): string => files.find(({ path }) => path.endsWith(end))?.text ?? ''
  const task = JSON.parse(text('.json'))
  const passes: readonly { readonly result: readonly Result[] }[] = [...task.annotations, ...task.predictions]
  return { task, passes, configuration: text('.xml') }
}

/** A task as Label Studio exports it, with other keys than ours. */
const exported = (value: object, text = '😀 Rain fell on Monday') => ({
  path: 'export.json',
  text: JSON.stringify([
    {
      id: 7,
      data: { text },
      annotations: [
        {
          id: 12,
          completed_by: 1,
          result: [
            {
              value: { start: 2, end: 6, text: 'Rain', labels: ['Weather'], ...value },
              id: '-Dx_aB91',
              from_name: 'ner',
              to_name: 'text',
              type: 'labels',
              origin: 'manual',
            },
            {
              value: { start: 15, end: 21, text: 'Monday', labels: ['Day'] },
              id: 't5sp3TyXPo',
              from_name: 'ner',
              to_name: 'text',
              type: 'labels',
              origin: 'manual',
            },
            { from_id: '-Dx_aB91', to_id: 't5sp3TyXPo', type: 'relation', direction: 'right' },
            { value: { choices: ['sad'] }, id: 'x1', from_name: 'mood', to_name: 'text', type: 'choices' },
          ],
          was_cancelled: false,
          ground_truth: false,
          created_at: '2026-01-02T03:04:05.678901Z',
          lead_time: 8.4,
        },
        { id: 13, result: [], was_cancelled: true },
      ],
      predictions: [],
      meta: {},
      total_annotations: 1,
    },
  ]),
})

describe('Label Studio', () => {
  textFormatContract(format, byLayer)

  it('writes tasks of its schema, with quotes at the code points, relations within one annotation, and every control configured', () => {
    fc.assert(
      fc.property(annotatedDocuments({ newline: '\r\n' }), (annotated) => {
        const { task, passes, configuration } = written(annotated)
        expect(isTask(task), JSON.stringify(isTask.errors)).toBe(true)
        const characters = Array.from(annotated.document.text)
        for (const { result } of passes) {
          const regions = result.filter(({ type }) => type === 'labels')
          expect(new Set(regions.map(({ id }) => id)).size).toBe(regions.length)
          for (const { type, value, from_name, from_id, to_id } of result) {
            if (type === 'labels') expect(characters.slice(value.start, value.end).join('')).toBe(value.text)
            if (type === 'relation')
              for (const end of [from_id, to_id]) expect(regions.map(({ id }) => id)).toContain(end)
            else expect(configuration).toContain(`name="${from_name}"`)
          }
        }
      }),
      { numRuns: 50 },
    )
  })

  it('reads what Label Studio exports, and says what it leaves out', () => {
    const read = format.read?.documents([exported({})], {})
    expect(read?.problems).toEqual([])
    expect(read?.notes).toEqual([
      'export.json: cancelled annotations were left out: 1.',
      'export.json: results of type choices from mood were left out: 1.',
    ])
    const [task] = read?.documents ?? []
    expect(task?.document.id).toBe('export')
    expect(task?.layers).toMatchObject([{ id: 'annotation-1', kind: 'independent' }])
    expect(task?.claims.map(({ id, types, mentions }) => [id, types, mentions[0]?.quote])).toEqual([
      ['c1', ['Weather'], 'Rain'],
      ['t5sp3TyXPo', ['Day'], 'Monday'],
    ])
    expect(task?.relations).toMatchObject([{ type: 'related', from: 'c1', to: 't5sp3TyXPo' }])
  })

  it('takes offsets for UTF-16 where the words stand there only, as versions before code points wrote them', () => {
    const read = format.read?.documents([exported({ start: 3, end: 7 })], {})
    expect(read?.documents[0]?.claims[0]?.mentions[0]?.quote).toBe('Rain')
    expect(read?.notes).toContain(
      'export.json: regions whose offsets count UTF-16 code units, as those of old versions do: 1.',
    )
  })

  it.each([
    ['words that do not stand there', exported({ text: 'Snow' }), 'bad-offsets', /"Snow" from 2 to 6, but "Rain"/],
    ['offsets past the text', exported({ end: 99 }), 'bad-offsets', /from 2 to 99/],
    ['regions of HTML', exported({ start: '/p[1]/text()[1]' }), 'no-offsets', /Text tag/],
    ['no task', { path: 'a.json', text: '[1]' }, 'missing', /"data" is missing/],
    ['no JSON', { path: 'a.json', text: '[{"data":\n {,}]' }, 'not-json', /not JSON/],
  ])('refuses %s, with line and column', (_, file, kind, sentence) => {
    const read = format.read?.documents([file], {})
    expect(read?.documents).toEqual([])
    expect(read?.problems).toMatchObject([
      { kind, file: file.path, line: expect.any(Number), column: expect.any(Number) },
    ])
    expect(read?.problems[0]?.sentence).toMatch(sentence)
  })

  it('finds the place of what is wrong', () => {
    const text =
      '[\n {"data": {"text": "abc"},\n  "annotations": [{"result": [\n   {"id": "r", "type": "labels", "value": {"start": 1, "end": 9}}]}]}\n]'
    const read = format.read?.documents([{ path: 'a.json', text }], {})
    expect(read?.problems).toMatchObject([{ kind: 'bad-offsets', line: 4, column: 43 }])
  })
})
