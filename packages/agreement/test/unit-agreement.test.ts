import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Continuum,
  continuumOfClaims,
  gamma,
  numberOf,
  type UnitAgreement,
  type UnitMeasure,
  unitAgreement,
  unitizingAlpha,
} from '../src/index.js'
import { annotatedBy, distinctMarks, inLayer, layerMarks, marked, text, withLayers } from './marked-documents.js'

const few = { samples: 5, precision: 1, resamples: 200 } as const
const figure = ({ rows }: UnitAgreement, measure: UnitMeasure, label?: string) => {
  const found = rows.find((row) => row.measure === measure && row.label === label)
  if (found === undefined) throw new Error(`There is no row ${measure} ${label}`)
  return found.figure
}

const same = annotatedBy(
  ['ann', 'mei'],
  ['ann', 'mei'].flatMap((of) => [
    marked(`${of}1`, of, ['The river rose by 3 m'], { types: ['Numerical'] }),
    marked(`${of}2`, of, ['Nobody was hurt'], { types: ['Event'] }),
  ]),
  { id: 'same' },
)
const unlike = annotatedBy(
  ['ann', 'mei'],
  [
    marked('ann1', 'ann', ['The river rose'], { types: ['Numerical'] }),
    marked('mei1', 'mei', ['river rose by'], { types: ['Event'] }),
    marked('mei2', 'mei', ['More rain is expected'], { types: ['Event'] }),
  ],
  { id: 'unlike' },
)

describe('agreement on units', () => {
  it('has the figures of gamma and unitizingAlpha on the mentions of each coder', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(layerMarks('a'), layerMarks('b'), layerMarks('c')), { minLength: 1, maxLength: 3 }),
        (all) => {
          const documents = all.map(([a, b, c], at) => withLayers({ a, b, c }, `d${at}`))
          const continua = all.map(
            (each): Continuum =>
              continuumOfClaims(
                text.length,
                each.map(({ claims }) => claims),
              ),
          )
          const found = unitAgreement(documents, { ...few, resamples: 0 })
          const [byGamma, byAlpha] = [gamma(continua, few), unitizingAlpha(continua)]
          const value = (measure: UnitMeasure, label?: string) => numberOf(figure(found, measure, label))
          expect(value('γ')).toBe(numberOf(byGamma.gamma))
          expect(value('γ-cat')).toBe(numberOf(byGamma.cat))
          for (const [label, one] of Object.entries(byGamma.byLabel)) expect(value('γ-k', label)).toBe(numberOf(one))
          expect(value('ᵤα')).toBe(numberOf(byAlpha.all))
          expect(value('|ᵤα')).toBe(numberOf(byAlpha.binary))
          expect(value('ᶜᵤα')).toBe(numberOf(byAlpha.coding))
          for (const [label, { alpha, stretches }] of Object.entries(byAlpha.byLabel)) {
            expect(value('⁽ᵏ⁾ᵤα', label)).toBe(numberOf(alpha))
            expect(figure(found, '⁽ᵏ⁾ᵤα', label).items).toBe(stretches)
          }
          expect(found).toMatchObject({ continua: all.length, units: byAlpha.units })
        },
      ),
      { numRuns: 25 },
    )
  })

  it('gives every figure an interval over documents, which holds what the samples have, the same for a seed', () => {
    const documents = [
      same,
      unlike,
      ...[1, 2, 3].map((at) => ({
        ...unlike,
        document: { ...unlike.document, id: `u${at}` as typeof unlike.document.id },
      })),
    ]
    const found = unitAgreement(documents, few)
    expect(unitAgreement(documents, few)).toEqual(found)
    for (const { measure, label, figure: each } of found.rows) {
      if (!('value' in each)) continue
      const { interval } = each
      if (!('low' in interval)) throw new Error(`${measure} ${label} has no interval: ${interval.undefined}`)
      expect([measure, label, interval.low <= each.value + 1e-9 && each.value <= interval.high + 1e-9]).toEqual([
        measure,
        label,
        true,
      ])
      expect(interval).toMatchObject({ level: 0.95 })
    }
    const { interval } = figure(found, 'γ')
    // Samples with the one document of full agreement once, twice or not at all: the interval is not a point.
    if ('low' in interval) expect(interval.high - interval.low).toBeGreaterThan(0.1)
  })

  it('is 1 where all marked the same, in every figure there is', () => {
    fc.assert(
      fc.property(distinctMarks('a'), (a) => {
        const found = unitAgreement([withLayers({ a, b: inLayer(a, 'b'), c: inLayer(a, 'c') })], few)
        for (const { figure: each } of found.rows) expect(numberOf(each) ?? 1).toBeCloseTo(1, 9)
      }),
      { numRuns: 25 },
    )
  })

  it('says in words why there is no figure, and no interval', () => {
    const none = unitAgreement([annotatedBy(['ann', 'mei'], [])], few)
    expect(none.rows.map(({ measure }) => measure)).toEqual(['γ', 'γ-cat', 'ᵤα', '|ᵤα', 'ᶜᵤα'])
    for (const { figure: each } of none.rows) {
      expect(each).toMatchObject({ undefined: 'no annotator marked a unit', items: 0 })
    }
    const one = figure(unitAgreement([unlike], few), 'γ')
    expect(one.interval).toEqual({ undefined: 'an interval is drawn from documents, and takes two of them or more' })
    expect(figure(unitAgreement([same, unlike], { ...few, resamples: 0 }), 'γ').interval).toHaveProperty('undefined')
    expect(unitAgreement([], few)).toMatchObject({ continua: 0, units: 0 })
  })

  it('compares those that are asked for, by layer or annotator, and labels as asked', () => {
    expect(unitAgreement([same], { ...few, only: ['ann'] }).continua).toBe(0)
    expect(unitAgreement([same, unlike], { ...few, by: 'annotator' }).units).toBe(7)
    const alike = unitAgreement([unlike], few, () => 'claim')
    expect(alike.rows.flatMap(({ label }) => label ?? [])).toEqual(['claim', 'claim'])
  })
})
