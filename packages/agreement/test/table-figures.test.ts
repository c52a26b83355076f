import { type Claim, verdictScales } from '@claimspan/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AgreementRow,
  agreementReport,
  alignClaims,
  type Coefficient,
  cohenKappa,
  type Facet,
  gwetAC1,
  krippendorffAlpha,
  type Measure,
  numberOf,
  percentAgreement,
  percentAgreementOfAll,
  scottPi,
  tokenScores,
} from '../src/index.js'
import { distinctMarks, marked, text, withLayers } from './marked-documents.js'

const noSamples = { resamples: 0 } as const

function figure(rows: readonly AgreementRow[] | undefined, facet: Facet, measure: Measure) {
  const found = rows?.find((one) => one.facet === facet && one.measure === measure)
  if (found === undefined) throw new Error(`There is no row ${facet} ${measure}`)
  return found.figure
}

function expectSame(name: string, one: Coefficient, other: Coefficient): void {
  const [value, wanted] = [numberOf(one), numberOf(other)]
  if (value === undefined || wanted === undefined) expect([name, value]).toEqual([name, wanted])
  else expect([name, value]).toEqual([name, expect.closeTo(wanted, 9)])
}

/** The labels that two coders gave to the claims that `alignClaims` pairs, where both gave one. */
function labelled(a: readonly Claim[], b: readonly Claim[], of: (claim: Claim) => string | undefined) {
  const both = alignClaims(a, b).pairs.flatMap((pair) => {
    const [one, other] = [of(pair.a), of(pair.b)]
    return one === undefined || other === undefined ? [] : [[one, other] as const]
  })
  return [both.map(([one]) => one), both.map(([, other]) => other)] as const
}

const kinds = ['(none)', 'direct', 'indirect', 'mixed']
const worths = ['NFS', 'UFS', 'CFS']
const fields: readonly (readonly [Facet, (claim: Claim) => string | undefined, readonly string[] | undefined])[] = [
  ['type', ({ types }) => (types.length === 0 ? undefined : [...types].sort().join(' + ')), undefined],
  ['attribution', ({ attribution }) => attribution?.kind ?? '(none)', kinds],
  ['source', ({ attribution }) => (attribution?.source === undefined ? '(none)' : 'source'), ['(none)', 'source']],
  ['check-worthiness', ({ checkWorthiness }) => checkWorthiness, worths],
]

describe('the figures of the table', () => {
  it('of a field are those of the coefficients on the labels of aligned claims', () => {
    fc.assert(
      fc.property(distinctMarks('a'), distinctMarks('b'), (a, b) => {
        const rows = agreementReport([withLayers({ a, b })], noSamples).pairs[0]?.rows
        for (const [facet, of, labels] of fields) {
          const [one, other] = labelled(a.claims, b.claims, of)
          expect(figure(rows, facet, 'percent').items).toBe(one.length)
          expectSame(`${facet} percent`, figure(rows, facet, 'percent'), percentAgreement(one, other))
          expectSame(`${facet} κ`, figure(rows, facet, 'κ'), cohenKappa(one, other))
          expectSame(`${facet} π`, figure(rows, facet, 'π'), scottPi(one, other))
          expectSame(`${facet} α`, figure(rows, facet, 'α'), krippendorffAlpha([one, other]))
          const ac1 = gwetAC1([one, other], labels === undefined ? {} : { labels })
          expectSame(`${facet} AC1`, figure(rows, facet, 'AC1'), ac1)
        }
        const [one, other] = labelled(a.claims, b.claims, ({ checkWorthiness }) => checkWorthiness)
        const linear = cohenKappa(one, other, { weights: 'linear', order: worths })
        expectSame('κ linear', figure(rows, 'check-worthiness', 'κ linear'), linear)
      }),
    )
  })

  it('of three coders who marked the same places are those of the coefficients on the labels of these places', () => {
    const label = fc.constantFrom('Event', 'Numerical', 'Position')
    const places = fc.array(
      fc.tuple(
        ...[1, 2, 3].map(() => fc.option(fc.option(label, { nil: undefined, freq: 5 }), { nil: null, freq: 5 })),
      ),
      { maxLength: 20 },
    )
    fc.assert(
      fc.property(places, (all) => {
        const coders = ['a', 'b', 'c']
        const layers = coders.map((coder, column) => {
          const claims = all.flatMap((row, place) => {
            const type = row[column]
            if (type === null) return []
            const span = { from: place * 4, to: place * 4 + 3 }
            return [marked(`${coder}${place}`, coder, [span], { types: type === undefined ? [] : [type] })]
          })
          return [coder, { claims, relations: [] }] as const
        })
        const { rows } = agreementReport([withLayers(Object.fromEntries(layers))], noSamples)
        const values = coders.map((_, column) => all.map((row) => row[column]))
        expectSame('percent', figure(rows, 'type', 'percent'), percentAgreementOfAll(values))
        expectSame('α', figure(rows, 'type', 'α'), krippendorffAlpha(values))
        // AC1 takes the shares of labels from units with two values or more, as α does.
        const paired = all.filter((row) => row.filter((one) => one !== null && one !== undefined).length > 1)
        const ac1 = gwetAC1(coders.map((_, column) => paired.map((row) => row[column])))
        expectSame('AC1', figure(rows, 'type', 'AC1'), ac1)
      }),
    )
  })

  it('of words are the scores of tokens', () => {
    fc.assert(
      fc.property(distinctMarks('a'), distinctMarks('b'), (a, b) => {
        const marks = (claims: readonly Claim[]) =>
          claims.flatMap(({ mentions }) => mentions.map(({ spans }) => ({ spans, label: 'claim' })))
        const { micro } = tokenScores([{ text, a: marks(a.claims), b: marks(b.claims) }])
        const rows = agreementReport([withLayers({ a, b })], noSamples).pairs[0]?.rows
        expectSame('F1 words', figure(rows, 'boundary', 'F1 words'), micro.f1)
      }),
    )
  })

  it('of verdicts compare those on one scale only', () => {
    const [core, fever] = [verdictScales[0]?.id ?? '', verdictScales[1]?.id ?? '']
    const verdict = (coder: string, place: number, scale: string, label: string) =>
      marked(`${coder}${place}`, coder, [{ from: place * 4, to: place * 4 + 3 }], { verdict: { scale, label } })
    const layers = {
      a: { claims: [verdict('a', 0, core, 'supported'), verdict('a', 1, core, 'refuted')], relations: [] },
      b: { claims: [verdict('b', 0, fever, 'SUPPORTS'), verdict('b', 1, core, 'refuted')], relations: [] },
      c: { claims: [verdict('c', 0, core, 'supported'), verdict('c', 1, core, 'supported')], relations: [] },
    }
    const report = agreementReport([withLayers(layers)], noSamples)
    expect(figure(report.pairs[0]?.rows, 'verdict', 'percent')).toMatchObject({ items: 1, value: 1 })
    // Of the first place a and c count, of the second all three: 1 and 1/3 of their pairs agree.
    expect(figure(report.rows, 'verdict', 'percent')).toMatchObject({ items: 2, value: expect.closeTo(2 / 3, 12) })
  })
})
