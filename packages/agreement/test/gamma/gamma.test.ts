import { annotator, claim, document, layer, mention } from '@claimspan/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seeded } from '../../src/gamma/seeded.js'
import {
  type Continuum,
  continuum,
  continuumOfClaims,
  gamma,
  gammaOfParts,
  type LabelledSpan,
  numberOf,
} from '../../src/index.js'

const units = (...rows: readonly (readonly [string, number, number])[]): readonly LabelledSpan[] =>
  rows.map(([label, from, to]) => ({ label, from, to }))

/**
 * The example of the authors' program, as the tests of pygamma-agreement have it (tests/data/AlexPaulSuzan.csv at 2d40fc4),
 * with the figures that they give for it.
 */
const alexPaulSuzan = continuum({ from: 0, to: 60 }, [
  units(['1', 2, 9], ['2', 11, 17], ['5', 24, 30], ['6', 32, 36], ['6', 36, 44], ['7', 44, 60]),
  units(['1', 2, 9], ['3', 11, 17], ['5', 19, 25], ['6', 32, 44]),
  units(['1', 2, 9], ['4', 11, 17], ['5', 21, 27], ['6', 32, 36], ['6', 36, 40], ['6', 40, 44]),
])

const unit = fc
  .tuple(fc.integer({ min: 0, max: 80 }), fc.integer({ min: 1, max: 12 }), fc.constantFrom('A', 'B', 'C'))
  .map(([from, length, label]): LabelledSpan => ({ from, to: from + length, label }))
const marked = fc.array(fc.array(unit, { maxLength: 8 }), { minLength: 2, maxLength: 4 })
const space = { from: 0, to: 100 }
const quick = { samples: 5, precision: 1 }

describe('γ', () => {
  it('is what the authors’ program and pygamma-agreement find for Alex, Paul and Suzan', () => {
    const found = gamma([alexPaulSuzan], { variant: 'program', precision: 0.01 })
    expect(found.observed).toBeCloseTo(0.9606, 4)
    expect(numberOf(found.gamma)).toBeGreaterThan(0.44)
    expect(numberOf(found.gamma)).toBeLessThan(0.47)
    expect(numberOf(found.cat)).toBeGreaterThan(0.67)
    expect(numberOf(found.cat)).toBeLessThan(0.7)
    const byLabel = Object.values(found.byLabel).map(numberOf)
    expect([byLabel[0], byLabel[4], byLabel[5], byLabel[6]]).toEqual([1, 1, 1, undefined])
    for (const unlike of byLabel.slice(1, 4)) expect(Math.abs((unlike ?? 1) + 0.01)).toBeLessThanOrEqual(0.01)
  })

  it('is 1 for annotators who marked the same', () => {
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 8 }), (each) => {
        const found = gamma([continuum(space, [each, each, each])], quick)
        expect(found.gamma).toEqual({ value: 1 })
        expect(numberOf(found.cat) ?? 1).toBe(1)
      }),
      { numRuns: 30 },
    )
  })

  it('does not depend on the order of the annotators, nor on what all offsets are multiplied with', () => {
    fc.assert(
      fc.property(marked, (each) => {
        const value = (of: Continuum): number => numberOf(gamma([of], quick).gamma) ?? -9
        const found = value(continuum(space, each))
        // But for the last bits, since sums are made in another order.
        expect(value(continuum(space, [...each].reverse()))).toBeCloseTo(found, 12)
        const twice = each.map((row) => row.map((one) => ({ ...one, from: 2 * one.from, to: 2 * one.to })))
        expect(value(continuum({ from: 0, to: 200 }, twice))).toBeCloseTo(found, 6)
      }),
      { numRuns: 30 },
    )
  })

  it('is the same for the same seed, and within its range for others', () => {
    const [first, again, other] = [1, 1, 2].map((seed) => gamma([alexPaulSuzan], { seed }))
    expect(again).toEqual(first)
    expect(other?.expected).not.toBe(first?.expected)
    const [low, high] = first?.range ?? [1, 0]
    expect(numberOf(first?.gamma ?? { undefined: '' })).toBeGreaterThan(low)
    expect(high - low).toBeLessThan(0.05)
  })

  it('is near 0 when annotators marked at random', () => {
    const random = seeded(5)
    const each = [1, 2, 3].map(() =>
      Array.from({ length: 60 }, (): LabelledSpan => {
        const from = Math.floor(random() * 1900)
        return { from, to: from + 5 + Math.floor(random() * 20), label: 'ABC'[Math.floor(random() * 3)] ?? 'A' }
      }),
    )
    const found = numberOf(gamma([continuum({ from: 0, to: 2000 }, each)], quick).gamma)
    expect(Math.abs(found ?? 1)).toBeLessThan(0.1)
  })

  it('of several continua weighs each by its units; those without a unit do not count', () => {
    const empty = continuum({ from: 0, to: 50 }, [[], [], []])
    expect(gamma([alexPaulSuzan, empty]).gamma).toEqual(gamma([alexPaulSuzan]).gamma)
    const same = continuum({ from: 0, to: 60 }, [alexPaulSuzan.units[0] ?? [], alexPaulSuzan.units[0] ?? []])
    const both = gamma([alexPaulSuzan, same])
    const share = 16 / 3 / (16 / 3 + 6)
    expect(both.observed).toBeCloseTo(share * gamma([alexPaulSuzan]).observed, 9)
    expect(both).toMatchObject({ continua: 2, units: 28 })
    const { gamma: value, cat, byLabel } = both
    expect(gammaOfParts(both.parts)).toEqual({ gamma: value, cat, byLabel })
    const twice = gammaOfParts([...both.parts, ...both.parts])
    expect(numberOf(twice.gamma)).toBeCloseTo(numberOf(value) ?? 9, 9)
    expect(numberOf(twice.cat)).toBeCloseTo(numberOf(cat) ?? 9, 9)
    expect(gammaOfParts(both.parts.slice(1))).toMatchObject({ gamma: { value: 1 }, cat: { value: 1 } })
    const nothing = { undefined: 'no annotator marked a unit' }
    expect(gammaOfParts([], ['1'])).toEqual({ gamma: nothing, cat: nothing, byLabel: { 1: nothing } })
  })

  it('says in words why there is none', () => {
    const found = gamma([continuum(space, [[], []])])
    expect(found.gamma).toEqual({ undefined: 'no annotator marked a unit' })
    const one = gamma([continuum(space, [units(['A', 0, 10]), []])], quick)
    expect(numberOf(one.gamma)).toBeLessThan(1)
    expect(one.cat).toEqual({ undefined: 'no unitary alignment holds two units near enough to compare labels' })
  })

  it('says how many alignments are not proved', () => {
    const found = gamma([alexPaulSuzan], { ...quick, mode: 'approximate' })
    expect(found.proof).toEqual({
      kind: 'approximate',
      alignments: found.samples + 1,
      why: 'an approximate alignment was asked for',
    })
  })

  it.each([[{ samples: 0 }], [{ samples: 1.5 }], [{ precision: 0 }]])('refuses %o', (options) => {
    expect(() => gamma([alexPaulSuzan], options)).toThrow(RangeError)
  })
})

describe('a continuum', () => {
  it('is made of the mentions of claims, each from its first character to its last', () => {
    const article = document({ id: 'd', text: 'One two three four.' })
    const made = (id: string, parts: Parameters<typeof mention>[1], types: readonly string[]) =>
      claim({
        id,
        layer: layer({ id: 'a', kind: 'independent' }).id,
        mentions: [mention(article.text, parts)],
        types,
        createdBy: annotator('a').id,
        createdAt: '2026-01-02T03:04:05Z',
      })
    const split = made(
      'c1',
      [
        { from: 8, to: 13 },
        { from: 14, to: 18 },
      ],
      ['Numerical Claim'],
    )
    const short = made('c2', [{ from: 0, to: 3 }], [])
    const gone = { ...short, mentions: short.mentions.map((each) => ({ ...each, spans: [] })) }
    expect(continuumOfClaims(article.text.length, [[split, short], [gone]]).units).toEqual([
      [
        { from: 0, to: 3, label: '(none)' },
        { from: 8, to: 18, label: 'Numerical Claim' },
      ],
      [],
    ])
  })

  it.each([
    ['no length', { from: 3, to: 3 }, units()],
    ['an empty unit', { from: 0, to: 9 }, units(['A', 2, 2])],
    ['a unit that stands out', { from: 0, to: 9 }, units(['A', 2, 10])],
    ['a unit with no place', { from: 0, to: 9 }, units(['A', Number.NaN, 3])],
  ])('refuses %s', (_, within, each) => {
    expect(() => continuum(within, [each, []])).toThrow(RangeError)
  })
})
