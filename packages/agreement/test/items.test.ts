import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Coefficient,
  cohenKappa,
  fleissKappa,
  gwetAC1,
  gwetAC2,
  krippendorffAlpha,
  numberOf,
  percentAgreement,
  percentAgreementOfAll,
  scottPi,
  type Weights,
} from '../src/index.js'
import { seededRandom } from './seeded-random.js'

const _ = undefined
/** Krippendorff 2011, part C: four observers, twelve units, values missing. */
const reliability = [
  [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
  [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
  [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
  [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]

/** Two lists of labels with these counts of each pair. */
function ofTable<Label>(labels: readonly Label[], counts: readonly (readonly number[])[]): readonly [Label[], Label[]] {
  const both = labels.flatMap((a, row) =>
    labels.flatMap((b, column) => Array.from({ length: counts[row]?.[column] ?? 0 }, () => [a, b] as const)),
  )
  return [both.map(([a]) => a), both.map(([, b]) => b)]
}

function expectSame(one: Coefficient, other: Coefficient): void {
  if ('undefined' in one || 'undefined' in other) expect(one).toEqual(other)
  else expect(one.value).toBeCloseTo(other.value, 9)
}

describe('weighted κ', () => {
  const diagnoses = [
    [44, 7, 9],
    [5, 20, 5],
    [1, 3, 6],
  ]

  it('is 0.348 for the diagnoses of Cohen 1968, with his weights, where κ is 0.492', () => {
    const apart = [
      [0, 1, 3],
      [1, 0, 6],
      [3, 6, 0],
    ]
    const [a, b] = ofTable([0, 1, 2], diagnoses)
    const weights = (one: number, other: number) => apart[one]?.[other] ?? Number.NaN
    // Observed 0.90 and expected 1.38 by the products of the margins .6 .3 .1 and .5 .3 .2.
    expect(numberOf(cohenKappa(a, b, { weights }))).toBeCloseTo(1 - 0.9 / 1.38, 12)
    expect(numberOf(cohenKappa(a, b))).toBeCloseTo(0.29 / 0.59, 12)
  })

  it('takes numbers as far apart as they are, words as many steps as their order says', () => {
    const [a, b] = ofTable([1, 2, 5], diagnoses)
    const named = ['low', 'middle', 'high']
    const [c, d] = ofTable(named, diagnoses)
    const steps = numberOf(cohenKappa(c, d, { weights: 'linear', order: named }))
    // Steps: observed .07 + 2 × .09 + .05 + .05 + 2 × .01 + .03, expected .18 + 2 × .12 + .15 + .06 + 2 × .05 + .03.
    expect(steps).toBeCloseTo(1 - 0.4 / 0.76, 12)
    // 1, 2, 5: observed .07 + 4 × .09 + .05 + 3 × .05 + 4 × .01 + 3 × .03, expected .18 + 4 × .12 + .15 + 3 × .06 + 4 × .05 + 3 × .03.
    expect(numberOf(cohenKappa(a, b, { weights: 'linear' }))).toBeCloseTo(1 - 0.76 / 1.28, 12)
  })

  it('refuses words without an order, words that are not in it, and weights that are none', () => {
    const words = { weights: 'linear' } as const
    expect(() => cohenKappa(['a'], ['b'], words)).toThrow('need an order to be near or far: got a')
    expect(() => cohenKappa(['a'], ['b'], { ...words, order: ['a'] })).toThrow('leaves out b')
    expect(() => cohenKappa(['a'], ['b'], { weights: () => -1 })).toThrow('got -1 for a and b')
  })

  /** Cohen 1968, formula 9, over all pairs of items: slow and plain. */
  function byPairs(a: readonly number[], b: readonly number[], power: number): number | undefined {
    const apart = (one: number, other: number) => Math.abs(one - other) ** power
    const observed = a.reduce((sum, one, at) => sum + apart(one, b[at] ?? Number.NaN), 0) / a.length
    const expected =
      a.reduce((sum, one) => sum + b.reduce((inner, other) => inner + apart(one, other), 0), 0) / a.length ** 2
    return expected === 0 ? undefined : 1 - observed / expected
  }

  it('is what its definition gives, over all pairs', () => {
    const label = fc.integer({ min: 0, max: 4 })
    fc.assert(
      fc.property(fc.array(fc.tuple(label, label), { minLength: 1 }), fc.constantFrom(1, 2), (both, power) => {
        const [a, b] = [both.map(([one]) => one), both.map(([, other]) => other)]
        const kappa = numberOf(cohenKappa(a, b, { weights: power === 1 ? 'linear' : 'quadratic' }))
        const slow = byPairs(a, b, power)
        if (slow === undefined) expect(kappa).toBeUndefined()
        else expect(kappa).toBeCloseTo(slow, 9)
      }),
    )
  })
})

describe("Scott's π", () => {
  it('takes the shares of both together: (20, 5, 10, 15) of 50 gives (0.7 - 0.505) / 0.495', () => {
    const [a, b] = ofTable(
      ['yes', 'no'],
      [
        [20, 5],
        [10, 15],
      ],
    )
    // yes was given 25 and 30 times of 100: 0.55² + 0.45² = 0.505.
    expect(numberOf(scottPi(a, b))).toBeCloseTo(0.195 / 0.495, 12)
  })

  it("is Fleiss' κ of two annotators", () => {
    const label = fc.constantFrom('a', 'b', 'c')
    fc.assert(
      fc.property(fc.array(fc.tuple(label, label), { minLength: 1 }), (both) => {
        const pi = scottPi(
          both.map(([one]) => one),
          both.map(([, other]) => other),
        )
        const counts = both.map((pair) => ['a', 'b', 'c'].map((one) => pair.filter((each) => each === one).length))
        const fleiss = fleissKappa(counts)
        if ('undefined' in pi) expect(fleiss).toHaveProperty('undefined')
        else expectSame(pi, fleiss)
      }),
    )
  })
})

describe("Gwet's AC1 and AC2", () => {
  it('stays high where nearly everything gets one label, where κ falls below 0: (118, 5, 2, 0)', () => {
    const [a, b] = ofTable(
      ['yes', 'no'],
      [
        [118, 5],
        [2, 0],
      ],
    )
    // Observed 118 / 125; expected by AC1 2 × 0.972 × 0.028, by κ 0.94528.
    expect(numberOf(gwetAC1([a, b]))).toBeCloseTo((0.944 - 0.054432) / (1 - 0.054432), 12)
    expect(numberOf(cohenKappa(a, b))).toBeCloseTo((0.944 - 0.94528) / (1 - 0.94528), 12)
  })

  it('is 0.775 with percent agreement 0.818 for the four raters and twelve units of Krippendorff 2011', () => {
    expect(numberOf(percentAgreementOfAll(reliability))).toBeCloseTo(0.81818, 5)
    expect(numberOf(gwetAC1(reliability))).toBeCloseTo(0.77544, 5)
  })

  /** Gwet 2014, chapter 4, from the definition: agreement of a pair is 1 - distance / greatest distance. */
  function slow(values: readonly (readonly (number | undefined)[])[], labels: readonly number[], power: number) {
    const agree = (a: number, b: number) => {
      if (power === 0) return a === b ? 1 : 0
      return 1 - Math.abs(a - b) ** power / (Math.max(...labels) - Math.min(...labels)) ** power
    }
    const units = (values[0] ?? []).map((_, unit) => values.flatMap((row) => row[unit] ?? []))
    const paired = units.filter((unit) => unit.length > 1)
    const some = units.filter((unit) => unit.length > 0)
    const observed = paired.reduce((sum, unit) => {
      const pairs = unit.flatMap((a, i) => unit.flatMap((b, j) => (i === j ? [] : [agree(a, b)])))
      return sum + pairs.reduce((total, one) => total + one, 0) / pairs.length / paired.length
    }, 0)
    const shares = labels.map((label) =>
      some.reduce((sum, unit) => sum + unit.filter((one) => one === label).length / unit.length / some.length, 0),
    )
    const weight = labels.reduce((sum, a) => sum + labels.reduce((inner, b) => inner + agree(a, b), 0), 0)
    const spread = shares.reduce((sum, share) => sum + share * (1 - share), 0)
    const expected = (weight * spread) / (labels.length * (labels.length - 1))
    return paired.length === 0 ? undefined : (observed - expected) / (1 - expected)
  }

  it('are what their definitions give', () => {
    const labels = [0, 1, 2, 4]
    const matrix = fc.array(
      fc.array(fc.option(fc.constantFrom(...labels), { nil: undefined }), { minLength: 6, maxLength: 6 }),
      {
        minLength: 2,
        maxLength: 4,
      },
    )
    const kinds: readonly (readonly [number, Weights<number> | undefined])[] = [
      [0, undefined],
      [1, 'linear'],
      [2, 'quadratic'],
    ]
    fc.assert(
      fc.property(matrix, fc.constantFrom(...kinds), (values, [power, weights]) => {
        const made = weights === undefined ? gwetAC1(values, { labels }) : gwetAC2(values, { labels, weights })
        const plain = slow(values, labels, power)
        if (plain === undefined) expect(made).toEqual({ undefined: 'no item has labels of two annotators' })
        else expect(numberOf(made)).toBeCloseTo(plain, 9)
      }),
    )
  })

  it('are defined when one label only was given, of those that could be', () => {
    const same = ['a', 'a']
    expect(gwetAC1([same, same])).toHaveProperty('undefined', expect.stringContaining('say which could be given'))
    expect(gwetAC1([same, same], { labels: ['a', 'b'] })).toEqual({ value: 1 })
    expect(() => gwetAC1([same, same], { labels: ['b'] })).toThrow('a is not one of the labels')
  })
})

describe("Krippendorff's α in typed arrays", () => {
  /** α from the matrix of coincidences, with the ordinal metric as Krippendorff 2011 writes it: slow and plain. */
  function ordinalSlow(values: readonly (readonly (number | undefined)[])[]): number | undefined {
    const units = (values[0] ?? []).map((_, unit) => values.flatMap((row) => row[unit] ?? []))
    const paired = units.filter((unit) => unit.length > 1)
    const all = paired.flat()
    const count = (value: number) => all.filter((one) => one === value).length
    const apart = (a: number, b: number) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)]
      let between = 0
      for (let value = low; value <= high; value++) between += count(value)
      return (between - (count(low) + count(high)) / 2) ** 2
    }
    const sum = (of: readonly number[]) =>
      of.reduce((total, a, i) => total + of.reduce((inner, b, j) => inner + (i === j ? 0 : apart(a, b)), 0), 0)
    const observed = paired.reduce((total, unit) => total + sum(unit) / (unit.length - 1), 0)
    const expected = sum(all)
    return expected === 0 ? undefined : 1 - ((all.length - 1) * observed) / expected
  }

  it('is by ranks what the sum over coincidences gives, in the ordinal metric', () => {
    const matrix = fc.array(
      fc.array(fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }), { minLength: 5, maxLength: 5 }),
      {
        minLength: 2,
        maxLength: 4,
      },
    )
    fc.assert(
      fc.property(matrix, (values) => {
        const [alpha, slow] = [numberOf(krippendorffAlpha(values, 'ordinal')), ordinalSlow(values)]
        if (slow === undefined) expect(alpha).toBeUndefined()
        else expect(alpha).toBeCloseTo(slow, 9)
      }),
    )
  })

  it('takes typed arrays, and null for missing; refuses NaN, which is no value', () => {
    const [a, b] = [Uint8Array.of(0, 1, 1, 0), Uint8Array.of(0, 1, 0, 0)]
    expectSame(krippendorffAlpha([a, b]), krippendorffAlpha([[...a], [...b]]))
    expectSame(
      krippendorffAlpha([
        [1, null, 2],
        [1, 2, 1],
      ]),
      krippendorffAlpha([
        [1, _, 2],
        [1, 2, 1],
      ]),
    )
    expect(() => krippendorffAlpha([[Number.NaN], [1]])).toThrow('got NaN of annotator 0 for item 0')
  })

  it('of the values that a far outlier stretches is still exact', () => {
    const values = [
      [1e8, 1e8 + 1, 1e8 + 2],
      [1e8, 1e8 + 1, 1e8 + 4],
    ]
    const shifted = values.map((row) => row.map((value) => value - 1e8))
    expectSame(krippendorffAlpha(values, 'interval'), krippendorffAlpha(shifted, 'interval'))
  })
})

describe('laws of all coefficients of items', () => {
  const label = fc.constantFrom('a', 'b', 'c', 'd')
  const some = fc.option(label, { nil: undefined, freq: 6 })
  const matrix = fc
    .integer({ min: 2, max: 4 })
    .chain((raters) =>
      fc
        .array(fc.array(some, { minLength: raters, maxLength: raters }), { minLength: 1, maxLength: 25 })
        .map((items) => Array.from({ length: raters }, (_, rater) => items.map((item) => item[rater]))),
    )
  type Rows = readonly (readonly (string | undefined)[])[]
  const two =
    (of: (a: readonly (string | undefined)[], b: readonly (string | undefined)[]) => Coefficient) =>
    ([a = [], b = []]: Rows): Coefficient =>
      of(a, b)
  const order = ['a', 'b', 'c', 'd']
  const places = (rows: Rows) => rows.map((row) => row.map((each) => (each === undefined ? _ : order.indexOf(each))))
  const coefficients: Readonly<Record<string, (rows: Rows) => Coefficient>> = {
    'percent agreement': two(percentAgreement),
    'percent agreement of all': percentAgreementOfAll,
    κ: two((a, b) => cohenKappa(a, b)),
    'linear κ': two((a, b) => cohenKappa(a, b, { weights: 'linear', order })),
    π: two(scottPi),
    α: (rows) => krippendorffAlpha(rows),
    'ordinal α': (rows) => krippendorffAlpha(places(rows), 'ordinal'),
    AC1: (rows) => gwetAC1(rows),
    AC2: (rows) => gwetAC2(rows, { labels: order, weights: 'quadratic' }),
  }
  const ofTwo = new Set(['percent agreement', 'κ', 'linear κ', 'π'])
  const nominal = ['percent agreement', 'percent agreement of all', 'κ', 'π', 'α', 'AC1']

  it.each(Object.entries(coefficients))('%s is the same for annotators and items in any order', (name, of) => {
    fc.assert(
      fc.property(matrix, (rows) => {
        const given = ofTwo.has(name) ? rows.slice(0, 2) : rows
        expectSame(of([...given].reverse()), of(given))
        expectSame(of(given.map((row) => [...row].reverse())), of(given))
      }),
    )
  })

  it.each(nominal)('%s does not care what labels are called', (name) => {
    const names: Readonly<Record<string, string>> = { a: 'c', b: 'a', c: 'x', d: 'b' }
    fc.assert(
      fc.property(matrix, (rows) => {
        const renamed = rows.map((row) => row.map((each) => (each === undefined ? _ : names[each])))
        const of = coefficients[name]
        if (of !== undefined) expectSame(of(renamed), of(rows))
      }),
    )
  })

  it.each(Object.entries(coefficients))('%s of identical annotators is 1, or says why there is none', (_name, of) => {
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 25 }), (row) => {
        const made = of([row, row])
        if (new Set(row).size > 1) expect(numberOf(made)).toBeCloseTo(1, 12)
        else if ('undefined' in made) expect(made.undefined).toMatch(/one/)
        else expect(made.value).toBe(1)
      }),
    )
  })

  it('is never NaN', () => {
    fc.assert(
      fc.property(matrix, (rows) => {
        for (const of of Object.values(coefficients)) {
          const made = of(rows)
          if ('value' in made) expect(Number.isFinite(made.value)).toBe(true)
        }
      }),
    )
  })

  it('percent agreement never falls when an item is added that all agree on', () => {
    fc.assert(
      fc.property(matrix, label, (rows, added) => {
        const more = rows.map((row) => [...row, added])
        const [before, after] = [percentAgreementOfAll(rows), percentAgreementOfAll(more)]
        expect(numberOf(after)).toBeGreaterThanOrEqual((numberOf(before) ?? 0) - 1e-12)
      }),
    )
  })

  it.each(['κ', 'linear κ', 'π', 'α', 'ordinal α', 'AC1'])('%s of labels at random is near 0', (name) => {
    const random = seededRandom(7)
    const row = () => Array.from({ length: 4000 }, () => order[Math.floor(random() * 4)])
    // The standard error of all of these is about 1/√(4,000 × 3) here: 0.05 is more than five of them.
    expect(Math.abs(numberOf(coefficients[name]?.([row(), row()]) ?? { undefined: '' }) ?? 1)).toBeLessThan(0.05)
  })
})
