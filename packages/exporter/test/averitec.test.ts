import { type AnnotatedDocument, type Claim, check, type EvidenceItem } from '@claimspan/core'
import Ajv from 'ajv'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportFiles, formatNamed, type Loss } from '../src/index.js'
import { annotatedDocuments, oddScheme } from './annotated-documents.js'
import { readerContract } from './format-contract.js'

const format = formatNamed('averitec')
const scheme = oddScheme()

/** A file of claims, written down from https://fever.ai/dataset/averitec.html; what is not known is null. */
const known = { type: ['string', 'null'] }
const isFile = new Ajv({ allErrors: true, allowUnionTypes: true }).compile({
  type: 'array',
  items: {
    type: 'object',
    required: [
      ...['claim', 'required_reannotation', 'label', 'justification', 'claim_date', 'speaker', 'original_claim_url'],
      ...['cached_original_claim_url', 'fact_checking_article', 'reporting_source', 'location_ISO_code'],
      ...['claim_types', 'fact_checking_strategies', 'questions'],
    ],
    additionalProperties: false,
    properties: {
      claim: { type: 'string', minLength: 1 },
      required_reannotation: { type: 'boolean' },
      label: { enum: ['Supported', 'Refuted', 'Not Enough Evidence', 'Conflicting Evidence/Cherrypicking', null] },
      justification: known,
      claim_date: { type: ['string', 'null'], pattern: '^\\d{1,2}-\\d{1,2}-\\d{4}$' },
      speaker: known,
      original_claim_url: known,
      cached_original_claim_url: known,
      fact_checking_article: known,
      reporting_source: known,
      location_ISO_code: known,
      claim_types: { type: 'array', items: { type: 'string' } },
      fact_checking_strategies: { type: 'array', items: { type: 'string' } },
      questions: {
        type: 'array',
        items: {
          type: 'object',
          required: ['question', 'answers'],
          additionalProperties: false,
          properties: {
            question: { type: 'string' },
            answers: {
              type: 'array',
              items: {
                type: 'object',
                required: ['answer', 'answer_type', 'source_url', 'source_medium', 'cached_source_url'],
                additionalProperties: false,
                properties: {
                  answer: { type: 'string' },
                  answer_type: { enum: ['Extractive', 'Abstractive', 'Boolean', 'Unanswerable'] },
                  source_url: known,
                  cached_source_url: known,
                  source_medium: { type: 'string' },
                },
              },
            },
          },
        },
      },
    },
  },
})

const dated = fc.tuple(
  annotatedDocuments({ newline: '\r\n' }),
  fc.record(
    {
      url: fc.constant('https://example.org/a?b=1'),
      published: fc.constantFrom('2026-01-02', '2026-11-30', '2026-01-02T03:04:05Z', 'last week'),
      source: fc.constantFrom('The Wire', '', 'null'),
      fact_checking_strategies: fc.constantFrom('Written Evidence; Consultation', ''),
      licence: fc.constant('CC BY 4.0'),
    },
    { requiredKeys: [] },
  ),
)

describe('AVeriTeC', () => {
  it('is read back, a document a claim, as it was but for exactly the losses it reports', () => {
    fc.assert(
      fc.property(dated, ([made, metadata]) => {
        const annotated = { ...made, document: { ...made.document, metadata } }
        const { files, losses } = exportFiles(format, [annotated], { scheme })
        const json = JSON.parse(files[0]?.text ?? '')
        expect(isFile(json), JSON.stringify(isFile.errors)).toBe(true)
        const read = format.read?.documents(files, {})
        expect(read?.problems).toEqual([])
        expect(read?.documents.map(({ claims }) => claims.length)).toEqual(annotated.claims.map(() => 1))
        expect(losses.filter(({ what }) => what === 'text' || what === 'relation')).toHaveLength(
          1 + annotated.relations.length,
        )
        for (const [at, claim] of annotated.claims.entries()) {
          const back = read?.documents[at]
          const [only] = back?.claims ?? []
          if (back === undefined || only === undefined) throw new Error('not read')
          expect(check(back)).toEqual([])
          const { types, verdict, attribution, evidence, note, mentions } = only
          expect({
            text: back.document.text,
            metadata: back.document.metadata,
            types,
            verdict,
            attribution,
            evidence,
            note,
          }).toEqual(afterLosses(annotated, claim, losses))
          expect(mentions[0]?.quote).toBe(back.document.text)
        }
      }),
      { numRuns: 300 },
    )
  })

  readerContract(format, { areSeveral: true })

  const item = {
    claim: 'The museum lent nine paintings in 2019.',
    required_reannotation: true,
    label: 'Refuted',
    justification: 'The register lists four.',
    claim_date: '3-7-2020',
    speaker: 'Ida Holm',
    original_claim_url: 'https://example.org/speech',
    cached_original_claim_url: 'null',
    fact_checking_article: 'https://example.org/check',
    reporting_source: 'Radio 4',
    location_ISO_code: 'DK',
    claim_types: ['Numerical Claim'],
    fact_checking_strategies: ['Written Evidence', 'Numerical Comparison'],
    questions: [
      {
        question: 'How many paintings were lent?',
        answers: [
          {
            answer: 'Four.',
            answer_type: 'Extractive',
            source_url: 'https://example.org/register',
            source_medium: 'PDF',
            cached_source_url: '',
          },
          {
            answer: 'No',
            answer_type: 'Boolean',
            boolean_explanation: 'Nine were asked for.',
            source_url: null,
            source_medium: 'Web text',
          },
        ],
      },
    ],
  }

  it('reads what the dataset holds: claim, verdict, speaker, date, evidence; questions go to the note', () => {
    const read = format.read?.documents([{ path: 'data/dev.json', text: JSON.stringify([item]) }], {})
    expect(read?.problems).toEqual([])
    const [document] = read?.documents ?? []
    expect(document?.document).toMatchObject({
      id: 'dev-1',
      text: item.claim,
      metadata: {
        url: 'https://example.org/speech',
        source: 'Radio 4',
        published: '2020-07-03',
        fact_checking_article: 'https://example.org/check',
        location_ISO_code: 'DK',
        fact_checking_strategies: 'Written Evidence; Numerical Comparison',
      },
    })
    expect(document?.document.metadata).not.toHaveProperty('cached_original_claim_url')
    expect(document?.claims[0]).toMatchObject({
      types: ['Numerical Claim'],
      verdict: { scale: 'averitec-4', label: 'Refuted', justification: 'The register lists four.' },
      attribution: { kind: 'indirect', speaker: { name: 'Ida Holm' } },
      evidence: [{ stance: 'REFUTES', items: [{ kind: 'url', url: 'https://example.org/register', quote: 'Four.' }] }],
      note: 'Q: How many paintings were lent?\nA: Four.\nA: No (Nine were asked for.)',
    })
  })

  it.each([
    ['no claim', '[\n{"label": "Refuted"}]', 'no-text', 2, 1],
    ['a claim that is no text', '[{"claim": 3}]', 'wrong-type', 1, 12],
    ['half of a file', '[{"claim": "x"', 'not-json', 1, 15],
  ])('refuses %s, with line and column', (_, text, kind, line, column) => {
    const read = format.read?.documents([{ path: 'dev.json', text }], {})
    expect(read?.documents).toEqual([])
    expect(read?.problems[0]).toMatchObject({ kind, file: 'dev.json', line, column })
  })
})

/** What should come back of a claim. */
function afterLosses({ document: { metadata } }: AnnotatedDocument, claim: Claim, all: readonly Loss[]) {
  const losses = all.filter((loss) => loss.claim === claim.id)
  const find = (what: string): Loss | undefined => losses.find((loss) => loss.what === what)
  const lost = all.find(({ what, claim: of }) => what === 'metadata' && of === undefined)?.detail ?? ''
  const lostKeys = lost.replace(' not written', '').split(', ')
  const { normalizedClaim, mentions, verdict, attribution } = claim
  const change = find('verdict')
  const renamed = / is written (.*?)(?:, which loses .*)?$/.exec(change?.detail ?? '')?.[1]
  const label = change?.done === 'left-out' ? undefined : (renamed ?? verdict?.label)
  const stance = label === 'Supported' ? 'SUPPORTS' : label === 'Refuted' ? 'REFUTES' : 'NOT ENOUGH INFO'
  if (claim.evidence.some((set) => set.stance !== stance)) expect(find('evidence.stance')).toBeDefined()
  const note: string[] = []
  const itemLeft = (item: EvidenceItem): readonly EvidenceItem[] => {
    if (item.kind === 'url') return [{ kind: 'url', url: item.url, ...(item.quote ? { quote: item.quote } : {}) }]
    expect(find('evidence.mention')).toBeDefined()
    const { quote } = item.mention
    if (item.document === undefined && metadata.url !== undefined) return [{ kind: 'url', url: metadata.url, quote }]
    note.push(`A: ${quote}`)
    return []
  }
  const evidence = claim.evidence.map(({ items }) => ({ stance, items: items.flatMap(itemLeft) }))
  if (attribution !== undefined && (attribution.kind !== 'indirect' || attribution.source || attribution.cue))
    expect(find('attribution')).toBeDefined()
  return {
    text: normalizedClaim !== undefined && normalizedClaim.trim() !== '' ? normalizedClaim : mentions[0]?.quote,
    metadata: Object.fromEntries(Object.entries(metadata).filter(([key]) => !lostKeys.includes(key))),
    types: claim.types,
    verdict:
      label === undefined
        ? undefined
        : {
            scale: 'averitec-4',
            label,
            ...(verdict?.justification === undefined ? {} : { justification: verdict.justification }),
          },
    attribution:
      attribution?.speaker === undefined
        ? undefined
        : { kind: 'indirect', speaker: { name: attribution.speaker.name } },
    evidence,
    note: note.length === 0 ? undefined : note.join('\n'),
  }
}
