import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  alphaOfUnits,
  type Coefficient,
  cohenKappa,
  fleissKappa,
  krippendorffAlpha,
  type Metric,
  numberOf,
  percentAgreement,
} from '../src/index.js'

const label = fc.constantFrom('a', 'b', 'c')
const pairs = fc.array(fc.tuple(label, label), { maxLength: 30 })
const split = <T>(both: readonly (readonly [T, T])[]) => [both.map(([a]) => a), both.map(([, b]) => b)] as const

/** Equal up to rounding, or undefined in the same words. */
function expectSame(a: Coefficient, b: Coefficient): void {
  const [one, other] = [numberOf(a), numberOf(b)]
  if (one === undefined || other === undefined) expect(a).toEqual(b)
  else expect(one).toBeCloseTo(other, 9)
}

/** `count` items with labels a and b, for a table of counts. */
const table = (counts: readonly (readonly [a: string, b: string, count: number])[]) =>
  split(counts.flatMap(([a, b, count]) => Array.from({ length: count }, () => [a, b] as const)))

describe("Cohen's κ", () => {
  it.each([
    [
      '50 grant proposals, read by two (20, 5, 10, 15)',
      [
        ['yes', 'yes', 20],
        ['yes', 'no', 5],
        ['no', 'yes', 10],
        ['no', 'no', 15],
      ],
      0.4,
    ],
    [
      'the same observed agreement, other shares (45, 15, 25, 15)',
      [
        ['yes', 'yes', 45],
        ['yes', 'no', 15],
        ['no', 'yes', 25],
        ['no', 'no', 15],
      ],
      0.1304,
    ],
    [
      'the same observed agreement, opposite shares (25, 35, 5, 35)',
      [
        ['yes', 'yes', 25],
        ['yes', 'no', 35],
        ['no', 'yes', 5],
        ['no', 'no', 35],
      ],
      0.2593,
    ],
  ] as const)('is known for %s', (_, counts, value) => {
    expect(numberOf(cohenKappa(...table(counts)))).toBeCloseTo(value, 4)
  })

  it('is undefined, in words, without items and with one label only', () => {
    expect(cohenKappa([], [])).toEqual({ undefined: 'there is no item that both annotators labelled' })
    expect(cohenKappa(['a', 'a'], ['a', 'a'])).toHaveProperty('undefined')
  })

  it('is the same when the annotators change places, 1 when they agree, never above observed agreement', () => {
    fc.assert(
      fc.property(pairs, (both) => {
        const [a, b] = split(both)
        expectSame(cohenKappa(a, b), cohenKappa(b, a))
        if (new Set(a).size > 1) expect(numberOf(cohenKappa(a, a))).toBeCloseTo(1, 12)
        const [kappa, percent] = [numberOf(cohenKappa(a, b)), numberOf(percentAgreement(a, b))]
        if (kappa !== undefined && percent !== undefined) expect(kappa).toBeLessThanOrEqual(percent + 1e-12)
      }),
    )
  })

  it('refuses lists of different length', () => {
    expect(() => cohenKappa(['a'], [])).toThrow('got 1 and 0 labels')
    expect(() => percentAgreement(['a'], [])).toThrow('got 1 and 0 labels')
  })
})

describe('percent agreement', () => {
  it('is the share of equal labels', () => {
    expect(percentAgreement(['a', 'b', 'c', 'a'], ['a', 'b', 'a', 'c'])).toEqual({ value: 0.5 })
    expect(percentAgreement([], [])).toHaveProperty('undefined')
  })
})

describe("Fleiss' κ", () => {
  it('is 0.210 for the ten items and fourteen raters that are worked through in textbooks', () => {
    const counts = [
      [0, 0, 0, 0, 14],
      [0, 2, 6, 4, 2],
      [0, 0, 3, 5, 6],
      [0, 3, 9, 2, 0],
      [2, 2, 8, 1, 1],
      [7, 7, 0, 0, 0],
      [3, 2, 6, 3, 0],
      [2, 5, 3, 2, 2],
      [6, 5, 2, 1, 0],
      [0, 2, 2, 3, 7],
    ]
    expect(numberOf(fleissKappa(counts))).toBeCloseTo(0.21, 3)
  })

  it('is 0.430 for the thirty patients and six psychiatrists of Fleiss 1971', () => {
    const counts = [
      [0, 0, 0, 6, 0],
      [0, 3, 0, 0, 3],
      [0, 1, 4, 0, 1],
      [0, 0, 0, 0, 6],
      [0, 3, 0, 3, 0],
      [2, 0, 4, 0, 0],
      [0, 0, 4, 0, 2],
      [2, 0, 3, 1, 0],
      [2, 0, 0, 4, 0],
      [0, 0, 0, 0, 6],
      [1, 0, 0, 5, 0],
      [1, 1, 0, 4, 0],
      [0, 3, 3, 0, 0],
      [1, 0, 0, 5, 0],
      [0, 2, 0, 3, 1],
      [0, 0, 5, 0, 1],
      [3, 0, 0, 1, 2],
      [5, 1, 0, 0, 0],
      [0, 2, 0, 4, 0],
      [1, 0, 2, 0, 3],
      [0, 0, 0, 0, 6],
      [0, 1, 0, 5, 0],
      [0, 2, 0, 1, 3],
      [2, 0, 0, 4, 0],
      [1, 0, 0, 4, 1],
      [0, 5, 0, 1, 0],
      [4, 0, 0, 0, 2],
      [0, 2, 0, 4, 0],
      [1, 0, 5, 0, 0],
      [0, 0, 0, 0, 6],
    ]
    expect(numberOf(fleissKappa(counts))).toBeCloseTo(0.43, 3)
  })

  it('is undefined, in words, with one label only; refuses items with different numbers of annotators', () => {
    expect(
      fleissKappa([
        [2, 0],
        [2, 0],
      ]),
    ).toHaveProperty('undefined')
    expect(fleissKappa([])).toHaveProperty('undefined')
    expect(() =>
      fleissKappa([
        [2, 0],
        [2, 1],
      ]),
    ).toThrow('item 0 has 2 labels and 2 annotators, item 1 has 2 and 3')
    expect(() => fleissKappa([[1, 0]])).toThrow('at least two')
  })
})

/** Krippendorff 2011, part C: four observers, twelve units, values missing. */
const _ = undefined
const reliability = [
  [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
  [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
  [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
  [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]

/** α by its definition, pair by pair, for the metrics that need no totals: slow and plain. */
function alphaByPairs(units: readonly (readonly number[])[], distance: (a: number, b: number) => number): number {
  const pairable = units.filter((values) => values.length > 1)
  const all = pairable.flat()
  const apart = (values: readonly number[]) =>
    values.flatMap((a, i) => values.flatMap((b, j) => (i === j ? [] : [distance(a, b)]))).reduce((sum, d) => sum + d, 0)
  const observed = pairable.reduce((sum, values) => sum + apart(values) / (values.length - 1), 0) / all.length
  return 1 - observed / (apart(all) / (all.length * (all.length - 1)))
}

describe("Krippendorff's α", () => {
  it.each([
    ['nominal', 0.743],
    ['ordinal', 0.815],
    ['interval', 0.849],
    ['ratio', 0.797],
  ] as const)('is %s %d for the data of Krippendorff 2011', (metric, value) => {
    expect(numberOf(krippendorffAlpha(reliability, metric))).toBeCloseTo(value, 3)
  })

  it('is 0.095 for the two observers of ten units with binary values of Krippendorff 2011, 0.692 for five nominal ones', () => {
    const binary = [
      [0, 1, 0, 0, 0, 0, 0, 0, 1, 0],
      [1, 1, 1, 0, 0, 1, 0, 0, 0, 0],
    ]
    expect(numberOf(krippendorffAlpha(binary))).toBeCloseTo(0.095, 3)
    const nominal = [[...'aabbdcccedda'], [...'babbbcccedd', 'd']]
    expect(numberOf(krippendorffAlpha(nominal))).toBeCloseTo(0.692, 3)
  })

  it('is what its definition gives, pair by pair', () => {
    const units = fc.array(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 4 }), { minLength: 1, maxLength: 8 })
    const metrics: readonly (readonly [Metric, (a: number, b: number) => number])[] = [
      ['nominal', (a, b) => (a === b ? 0 : 1)],
      ['interval', (a, b) => (a - b) ** 2],
      ['ratio', (a, b) => ((a - b) / (a + b)) ** 2],
    ]
    fc.assert(
      fc.property(units, fc.constantFrom(...metrics), (values, [metric, distance]) => {
        const alpha = numberOf(alphaOfUnits(values, metric))
        const used = new Set(values.filter((each) => each.length > 1).flat())
        if (used.size < 2) expect(alpha).toBeUndefined()
        else expect(alpha).toBeCloseTo(alphaByPairs(values, distance), 9)
      }),
    )
  })

  it('does not depend on the order of annotators or units, and is 1 for perfect agreement, in every metric', () => {
    const matrix = fc.array(
      fc.array(fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }), { minLength: 5, maxLength: 5 }),
      { minLength: 2, maxLength: 4 },
    )
    fc.assert(
      fc.property(matrix, fc.constantFrom('nominal', 'ordinal', 'interval', 'ratio'), (values, metric) => {
        const alpha = krippendorffAlpha(values, metric)
        expectSame(krippendorffAlpha([...values].reverse(), metric), alpha)
        expectSame(
          krippendorffAlpha(
            values.map((row) => [...row].reverse()),
            metric,
          ),
          alpha,
        )
        const [first = []] = values
        const perfect = krippendorffAlpha([first, first], metric)
        expect(perfect).toEqual(
          new Set(first.filter((value) => value !== undefined)).size > 1
            ? { value: 1 }
            : { undefined: expect.any(String) },
        )
      }),
    )
  })

  it('is undefined, in words', () => {
    expect(
      krippendorffAlpha([
        [1, _],
        [_, 2],
      ]),
    ).toEqual({ undefined: 'no unit has values of two annotators' })
    expect(
      krippendorffAlpha([
        [1, 1],
        [1, 1],
      ]),
    ).toHaveProperty('undefined')
    expect(krippendorffAlpha([])).toHaveProperty('undefined')
  })

  it('refuses words where it must measure', () => {
    expect(() => krippendorffAlpha([['a'], ['b']], 'interval')).toThrow(
      'Values of the interval metric are finite numbers: got a',
    )
    expect(() => krippendorffAlpha([[-1], [1]], 'ratio')).toThrow('finite numbers from 0: got -1')
  })
})
