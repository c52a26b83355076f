import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  agreementChange,
  agreementReport,
  agreementSeries,
  countDisagreements,
  type Disagreement,
  disagreements,
  periodOfGuideline,
  periodOfTime,
} from '../src/index.js'
import { annotatedBy, at, inLayer, layerMarks, marked, related, text, withLayers } from './marked-documents.js'

const noSamples = { resamples: 0 } as const
const short = ({ kind, a, b }: Disagreement) => [kind, a.value, b.value]

describe('where two annotators disagree', () => {
  const mei = [
    marked('m1', 'mei', ['The river rose by 3 m on Monday'], { types: ['Numerical'], checkWorthiness: 'CFS' }),
    marked('m2', 'mei', ['Nobody was hurt'], { attribution: { kind: 'indirect', source: mentionOf('officials') } }),
    marked('m3', 'mei', ['More rain is expected']),
  ]
  const ann = [
    marked('a1', 'ann', ['river rose by 3 m'], { types: ['Event'], checkWorthiness: 'UFS' }),
    marked('a2', 'ann', ['Nobody was hurt'], {
      attribution: { kind: 'indirect', source: mentionOf('officials said') },
    }),
    marked('a4', 'ann', [at('Monday'), at('expected')]),
  ]
  const relations = [related('mei', 'supports', 'm1', 'm2'), related('ann', 'attacks', 'a1', 'a2')]
  const document = annotatedBy(['mei', 'ann'], [...mei, ...ann], { relations })
  const found = disagreements([document])

  function mentionOf(words: string) {
    const [only] = marked('x', 'x', [words]).mentions
    if (only === undefined) throw new Error('A claim has a mention')
    return only
  }

  it('lists each with what either has, in the order of the text', () => {
    expect(found.map(short)).toEqual([
      ['boundary', 'river rose by 3 m', 'The river rose by 3 m on Monday'],
      ['type', 'Event', 'Numerical'],
      ['check-worthiness', 'UFS', 'CFS'],
      ['relation', 'attacks →', 'supports →'],
      ['boundary', 'Monday … expected', 'More rain is expected'],
      ['source', 'officials said', 'officials'],
    ])
  })

  it('says where: in which document, which version of it, between which offsets', () => {
    const [first] = found
    expect(first).toMatchObject({ document: 'd', documentVersion: 1, span: at('The river rose by 3 m on Monday') })
    for (const { span, a, b } of found) {
      for (const { from, to } of [...a.spans, ...b.spans]) expect(span.from <= from && to <= span.to).toBe(true)
      expect(span.to).toBeLessThanOrEqual(text.length)
    }
  })

  it('counts them by kind, by annotator and by label; a claim is missed by who has not marked it', () => {
    const more = annotatedBy(['mei', 'ann'], [...mei, ...ann, marked('a5', 'ann', ['officials'], { types: ['Event'] })])
    const counts = countDisagreements(disagreements([more]))
    expect(counts.byKind).toMatchObject({ missed: 1, boundary: 2, type: 1, source: 1, 'check-worthiness': 1 })
    expect(counts.byCoder.mei?.missed).toBe(1)
    expect(counts.byCoder.ann).not.toHaveProperty('missed')
    expect(counts.byCoder.ann?.boundary).toBe(2)
    expect(counts.byLabel.Event).toEqual({ missed: 1, boundary: 1, type: 1, 'check-worthiness': 1 })
  })

  it('has none where all marked the same, and none that the table does not know of', () => {
    fc.assert(
      fc.property(layerMarks('a'), layerMarks('b'), (a, b) => {
        expect(disagreements([withLayers({ a, b: inLayer(a, 'b') })])).toEqual([])
        const both = withLayers({ a, b })
        const list = disagreements([both])
        const [pair] = agreementReport([both], noSamples).pairs
        const figure = (facet: string, measure: string) => {
          const row = pair?.rows.find((one) => one.facet === facet && one.measure === measure)
          return {
            items: row?.figure.items ?? 0,
            value: row !== undefined && 'value' in row.figure ? row.figure.value : 0,
          }
        }
        const count = (kind: string) => list.filter((one) => one.kind === kind).length
        const claims = figure('claim', 'F1')
        expect(count('missed')).toBe(Math.round(claims.items * (1 - claims.value)))
        for (const field of ['type', 'attribution', 'speaker', 'check-worthiness', 'verdict']) {
          const { items, value } = figure(field, 'percent')
          expect([field, count(field)]).toEqual([field, Math.round(items * (1 - value))])
        }
      }),
    )
  })
})

describe('agreement as it goes on', () => {
  const made = (id: string, createdAt: string, words: string) =>
    annotatedBy(
      ['mei', 'ann'],
      [marked('m', 'mei', ['Nobody was hurt'], { createdAt }), marked('a', 'ann', [words], { createdAt })],
      { id },
    )
  const documents = [
    made('d1', '2026-01-30T00:00:00Z', 'More rain'),
    made('d2', '2026-02-01T00:00:00Z', 'Nobody was hurt'),
    made('d3', '2026-02-20T00:00:00Z', 'Nobody was hurt'),
  ]
  const found = (of: Parameters<typeof agreementSeries>[1]) =>
    agreementSeries(documents, of, noSamples).map(({ period, report }) => {
      const [row] = report.rows
      return [period, report.documents, row !== undefined && 'value' in row.figure ? row.figure.value : undefined]
    })

  it('is told month by month, day by day, and by version of the guideline', () => {
    expect(found(periodOfTime('month'))).toEqual([
      ['2026-01', 1, 0],
      ['2026-02', 2, 1],
    ])
    expect(found(periodOfTime('day')).map(([period]) => period)).toEqual(['2026-01-30', '2026-02-01', '2026-02-20'])
    const versions = [
      { version: '2', since: '2026-02-10T00:00:00Z' },
      { version: '1', since: '2026-01-31T00:00:00Z' },
    ]
    expect(found(periodOfGuideline(versions))).toEqual([
      ['1', 1, 1],
      ['2', 1, 1],
    ])
    expect(() => periodOfGuideline([{ version: '1', since: 'Monday' }])).toThrow('got "Monday"')
  })

  it('is set side by side before and after, as of a reveal', () => {
    const [before, after] = [documents.slice(0, 1), documents.slice(1, 2)].map((one) => agreementReport(one, noSamples))
    if (before === undefined || after === undefined) throw new Error('There are two')
    const [claim] = agreementChange(before, after)
    expect(claim).toMatchObject({ facet: 'claim', measure: 'F1', before: { value: 0 }, after: { value: 1 } })
    expect(agreementChange(before, after)).toHaveLength(after.rows.length)
  })
})
