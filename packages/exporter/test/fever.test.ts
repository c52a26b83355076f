import { type AnnotatedDocument, type Claim, check, type EvidenceItem } from '@claimspan/core'
import Ajv from 'ajv'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportFiles, formatNamed, type Loss } from '../src/index.js'
import { annotatedDocuments, oddScheme } from './annotated-documents.js'
import { readerContract } from './format-contract.js'

const format = formatNamed('fever')
const scheme = oddScheme()

/** A line, written down from https://fever.ai/dataset/fever.html: of the labelled sets, or of the test set. */
const tuple = {
  type: 'array',
  items: [{ type: 'integer' }, { type: 'integer' }, { type: ['string', 'null'] }, { type: ['integer', 'null'] }],
  minItems: 4,
  additionalItems: false,
}
const id = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER }
const claim = { type: 'string', minLength: 1 }
const isLine = new Ajv({ allErrors: true, allowUnionTypes: true, strictTuples: false }).compile({
  oneOf: [
    { type: 'object', required: ['id', 'claim'], properties: { id, claim }, additionalProperties: false },
    {
      type: 'object',
      required: ['id', 'verifiable', 'label', 'claim', 'evidence'],
      properties: {
        id,
        claim,
        verifiable: { enum: ['VERIFIABLE', 'NOT VERIFIABLE'] },
        label: { enum: ['SUPPORTS', 'REFUTES', 'NOT ENOUGH INFO'] },
        evidence: { type: 'array', minItems: 1, items: { type: 'array', minItems: 1, items: tuple } },
      },
      additionalProperties: false,
    },
  ],
})

const read = (...lines: readonly object[]) =>
  format.read?.documents([{ path: 'train.jsonl', text: lines.map((line) => JSON.stringify(line)).join('\n') }], {})

describe('FEVER', () => {
  it('is read back, a document a claim, as it was but for exactly the losses it reports', () => {
    fc.assert(
      fc.property(annotatedDocuments({ newline: '\r\n' }), fc.boolean(), (made, hasUrl) => {
        const metadata = hasUrl ? { url: 'https://example.org/a' } : made.document.metadata
        const annotated = { ...made, document: { ...made.document, metadata } }
        const { files, losses } = exportFiles(format, [annotated], { scheme })
        for (const line of (files[0]?.text ?? '').split('\n').filter((each) => each !== ''))
          expect(isLine(JSON.parse(line)), JSON.stringify(isLine.errors)).toBe(true)
        const found = format.read?.documents(files, {})
        expect(found?.problems).toEqual([])
        expect(found?.documents).toHaveLength(annotated.claims.length)
        for (const [at, each] of annotated.claims.entries()) {
          const back = found?.documents[at]
          const [only] = back?.claims ?? []
          if (back === undefined || only === undefined) throw new Error('not read')
          expect(check(back)).toEqual([])
          const { verdict, evidence, types, attribution, note } = only
          expect({ text: back.document.text, verdict, evidence, types, attribution, note }).toEqual(
            afterLosses(annotated, each, losses),
          )
        }
      }),
      { numRuns: 300 },
    )
  })

  readerContract(format)

  it('gives each claim of a corpus a number of its own that stays the same', () => {
    const documents = fc.sample(annotatedDocuments(), { numRuns: 60, seed: 3 }).map((each, at) => ({
      ...each,
      document: { ...each.document, id: `d${at}` as typeof each.document.id },
    }))
    const numbers = () =>
      exportFiles(format, documents, { scheme })
        .files.flatMap(({ text }) => text.split('\n'))
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line).id)
    expect(new Set(numbers()).size).toBe(documents.flatMap(({ claims }) => claims).length)
    expect(numbers()).toEqual(numbers())
  })

  it('reads what the dataset holds: pages of Wikipedia as urls, sentences as fragments, and writes them as they were', () => {
    const line = {
      id: 62037,
      verifiable: 'VERIFIABLE',
      label: 'SUPPORTS',
      claim: 'The bridge was opened by a queen.',
      evidence: [
        [[1, 1, 'Long_Bridge_-LRB-Elbe-RRB-', 4]],
        [
          [2, 2, 'Long_Bridge_-LRB-Elbe-RRB-', 0],
          [2, 3, 'Österreich_-COLON-_Bridges', 12],
        ],
      ],
    }
    const found = read(line)
    expect(found?.problems).toEqual([])
    const [document] = found?.documents ?? []
    expect(document?.document).toMatchObject({ id: 'train-62037', text: line.claim })
    expect(document?.claims[0]).toMatchObject({
      verdict: { scale: 'fever-3', label: 'SUPPORTS' },
      evidence: [
        {
          stance: 'SUPPORTS',
          items: [{ kind: 'url', url: 'https://en.wikipedia.org/wiki/Long_Bridge_(Elbe)#sentence-4' }],
        },
        {
          stance: 'SUPPORTS',
          items: [
            { kind: 'url', url: 'https://en.wikipedia.org/wiki/Long_Bridge_(Elbe)#sentence-0' },
            { kind: 'url', url: 'https://en.wikipedia.org/wiki/%C3%96sterreich_%3A_Bridges#sentence-12' },
          ],
        },
      ],
    })
    const { files } = exportFiles(format, found?.documents ?? [], { scheme })
    expect(JSON.parse(files[0]?.text ?? '')).toEqual({ ...line, id: expect.any(Number) })
  })

  it('reads claims without evidence and without a label', () => {
    const found = read(
      { id: 1, label: 'NOT ENOUGH INFO', claim: 'It rains.', evidence: [[[9, null, null, null]]] },
      { id: 2, label: 'NOT ENOUGH INFO', claim: 'It snows.', evidence: [[9, null, null, null]] },
      { id: 3, claim: 'It thaws.' },
    )
    expect(found?.problems).toEqual([])
    expect(found?.documents.map(({ claims }) => [claims[0]?.verdict?.label, claims[0]?.evidence])).toEqual([
      ['NOT ENOUGH INFO', []],
      ['NOT ENOUGH INFO', []],
      [undefined, []],
    ])
  })

  it.each([
    ['no claim', { id: 1, label: 'SUPPORTS' }, 'no-text'],
    ['evidence that is no list', { id: 1, claim: 'x', evidence: 'Page' }, 'wrong-type'],
    ['a sentence that is no number', { id: 1, claim: 'x', evidence: [[[1, 1, 'Page', -1]]] }, 'wrong-number'],
  ])('refuses %s, with line and column', (_, line, kind) => {
    const found = read({ id: 7, claim: 'good' }, line)
    expect(found?.documents.map(({ document }) => document.id)).toEqual(['train-7'])
    expect(found?.problems).toMatchObject([{ kind, file: 'train.jsonl', line: 2, column: expect.any(Number) }])
  })
})

/** What should come back of a claim. */
function afterLosses({ document: { metadata } }: AnnotatedDocument, of: Claim, all: readonly Loss[]) {
  const losses = all.filter((loss) => loss.claim === of.id)
  const find = (what: string): Loss | undefined => losses.find((loss) => loss.what === what)
  const change = find('verdict')
  const renamed = / is written (.*?)(?:, which loses .*)?$/.exec(change?.detail ?? '')?.[1]
  const label = change?.done === 'left-out' ? undefined : (renamed ?? of.verdict?.label)
  const stance = label === 'SUPPORTS' || label === 'REFUTES' ? label : 'NOT ENOUGH INFO'
  const itemLeft = (item: EvidenceItem): readonly EvidenceItem[] => {
    if (item.kind === 'url') return [{ kind: 'url', url: item.url }]
    expect(find(label === undefined ? 'evidence' : 'evidence.mention')).toBeDefined()
    return item.document === undefined && metadata.url !== undefined
      ? [{ kind: 'url', url: expect.stringMatching(/^https:\/\/example\.org\/a(?:#sentence-\d+)?$/) }]
      : []
  }
  const evidence = of.evidence.map(({ items }) => ({ stance, items: items.flatMap(itemLeft) }))
  if (of.types.length > 0) expect(find('types')).toBeDefined()
  if (of.note !== undefined) expect(find('note')).toBeDefined()
  return {
    text:
      of.normalizedClaim !== undefined && of.normalizedClaim.trim() !== '' ? of.normalizedClaim : of.mentions[0]?.quote,
    verdict: label === undefined ? undefined : { scale: 'fever-3', label },
    evidence: label === undefined ? [] : evidence.filter(({ items }) => items.length > 0),
    types: [],
    attribution: undefined,
    note: undefined,
  }
}
