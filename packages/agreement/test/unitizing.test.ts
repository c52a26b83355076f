import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alphaU, type Continuum, continuum, type LabelledSpan, numberOf, unitizingAlpha } from '../src/index.js'

const units = (...rows: readonly (readonly [string, number, number])[]): readonly LabelledSpan[] =>
  rows.map(([label, from, to]) => ({ label, from, to }))

const length = 40
const unit = fc
  .tuple(fc.integer({ min: 0, max: 35 }), fc.integer({ min: 1, max: 9 }), fc.constantFrom('A', 'B', 'C'))
  .map(([from, size, label]): LabelledSpan => ({ from, to: Math.min(length, from + size), label }))
const marked = fc.array(fc.array(unit, { maxLength: 6 }), { minLength: 2, maxLength: 4 })
const made = (each: readonly (readonly LabelledSpan[])[]): Continuum => continuum({ from: 0, to: length }, each)

/** ᵤα place by place: each segment's number and value at every place, coincidences counted one by one. */
function byPlaces({ from, to, units: all }: Continuum): number | undefined {
  const places = all.map((each) => {
    const values: string[] = []
    for (let place = from; place < to; place++) {
      const labels = each.filter((one) => one.from <= place && place < one.to).map(({ label }) => label)
      values.push([...new Set(labels)].sort().join(' + '))
    }
    return values
  })
  const starts = all.map((each, annotator) => {
    const begins: number[] = []
    for (let place = from; place < to; place++) {
      const values = places[annotator] ?? []
      const changes = place === from || values[place - from] !== values[place - from - 1]
      // A unit of a label that begins where another of that label is still going on is one with it.
      const touches = each.some(
        (one) =>
          one.from === place &&
          !each.some((other) => other.label === one.label && other.from < place && other.to > place),
      )
      begins.push(changes || touches ? 1 : 0)
    }
    return begins
  })
  const coincidences = new Map<string, number>()
  for (const [a, one] of places.entries()) {
    for (const [b, other] of places.entries()) {
      if (a === b) continue
      for (const [place, value] of one.entries()) {
        const key = JSON.stringify([value, other[place]])
        coincidences.set(key, (coincidences.get(key) ?? 0) + 1 / (places.length - 1))
      }
    }
  }
  const self = new Map<string, number>()
  for (const [annotator, values] of places.entries()) {
    for (let place = 0; place < values.length; ) {
      let end = place + 1
      while (end < values.length && starts[annotator]?.[end] === 0) end += 1
      const value = values[place] ?? ''
      self.set(value, (self.get(value) ?? 0) + (value === '' ? end - place : (end - place) ** 2))
      place = end
    }
  }
  const values = [...new Set(places.flat())]
  const margin = (value: string): number =>
    values.reduce((sum, other) => sum + (coincidences.get(JSON.stringify([value, other])) ?? 0), 0)
  const total = values.reduce((sum, value) => sum + margin(value), 0)
  const denominator = total - values.reduce((sum, value) => sum + (self.get(value) ?? 0), 0) / total
  let [observed, expected] = [0, 0]
  for (const a of values) {
    for (const b of values) {
      if (a === b) continue
      observed += coincidences.get(JSON.stringify([a, b])) ?? 0
      expected += (margin(a) * margin(b)) / denominator
    }
  }
  return expected === 0 ? undefined : 1 - observed / expected
}

describe('α for unitizing (2016)', () => {
  /** The example that emerging-welfare's implementation of the paper is shipped with, and what it prints for it. */
  it('is what another implementation of the paper finds for its example of three annotators', () => {
    const found = unitizingAlpha([
      continuum({ from: 0, to: 20 }, [
        units(['1', 2, 5], ['1', 9, 11], ['2', 12, 20]),
        units(['1', 2, 5], ['2', 7, 15]),
        units(['1', 2, 5], ['2', 10, 15]),
      ]),
    ])
    expect(numberOf(found.all)).toBeCloseTo(0.474, 3)
    expect(numberOf(found.binary)).toBeCloseTo(0.433, 3)
    expect(numberOf(found.coding)).toBeCloseTo(0.779, 3)
    expect(100 * found.coverage).toBeCloseTo(38.33, 2)
    const [one, two] = [found.byLabel['1'], found.byLabel['2']]
    expect(numberOf(one?.alpha ?? { undefined: '' })).toBeCloseTo(0.769, 3)
    expect(100 * (one?.coverage ?? 0)).toBeCloseTo(95.45, 2)
    expect(numberOf(two?.alpha ?? { undefined: '' })).toBeCloseTo(0.787, 3)
    expect(100 * (two?.coverage ?? 0)).toBeCloseTo(59.52, 2)
  })

  it('is what counting place by place gives, overlaps, nests and touching units included', () => {
    fc.assert(
      fc.property(marked, (each) => {
        const found = numberOf(unitizingAlpha([made(each)]).all)
        const slow = each.flat().length === 0 ? undefined : byPlaces(made(each))
        if (slow === undefined) expect(found).toBeUndefined()
        else expect(found).toBeCloseTo(slow, 9)
      }),
    )
  })

  it('does not depend on the order of the annotators, what labels are called, or where the text starts', () => {
    fc.assert(
      fc.property(marked, (each) => {
        const { all, binary, coding, coverage } = unitizingAlpha([made(each)])
        const names: Record<string, string> = { A: 'z', B: 'x', C: 'y' }
        const rename = (one: LabelledSpan) => ({ from: one.from + 7, to: one.to + 7, label: names[one.label] ?? '' })
        const other = unitizingAlpha([
          continuum(
            { from: 7, to: length + 7 },
            [...each].reverse().map((row) => row.map(rename)),
          ),
        ])
        for (const [before, after] of [
          [all, other.all],
          [binary, other.binary],
          [coding, other.coding],
        ] as const) {
          expect(numberOf(after) ?? -9).toBeCloseTo(numberOf(before) ?? -9, 9)
        }
        expect(other.coverage).toBeCloseTo(coverage, 9)
      }),
    )
  })

  it('is 1 for annotators who marked the same', () => {
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 6 }), (each) => {
        const found = unitizingAlpha([made([each, each, each])])
        for (const one of [found.all, found.binary, found.coding]) expect(numberOf(one) ?? 1).toBeCloseTo(1, 9)
        for (const { alpha } of Object.values(found.byLabel)) expect(numberOf(alpha) ?? 1).toBeCloseTo(1, 9)
      }),
    )
  })

  it('takes several continua as one after the other', () => {
    fc.assert(
      fc.property(marked, marked, (first, second) => {
        const count = Math.min(first.length, second.length)
        const [one, two] = [made(first.slice(0, count)), made(second.slice(0, count))]
        // A gap at the border would be one gap in the joined continuum, which changes nothing: gaps count by their length.
        const joined = continuum(
          { from: 0, to: 2 * length },
          one.units.map((each, at) => [
            ...each,
            ...(two.units[at] ?? []).map((unit) => ({ ...unit, from: unit.from + length, to: unit.to + length })),
          ]),
        )
        const apart = numberOf(unitizingAlpha([one, two]).all) ?? -9
        expect(apart).toBeCloseTo(numberOf(unitizingAlpha([joined]).all) ?? -9, 9)
      }),
    )
  })

  it('says in words why there is none, and how many stretches lay in units of several labels', () => {
    expect(unitizingAlpha([made([[], []])]).all).toEqual({ undefined: 'no annotator marked a unit' })
    expect(unitizingAlpha([made([units(['A', 0, 3]), units(['A', 5, 9])])]).coding).toEqual({
      undefined: 'no units of two annotators intersect',
    })
    const nested = unitizingAlpha([made([units(['A', 0, 10], ['B', 3, 5]), units(['A', 0, 10])])])
    expect(nested.overlapping).toBe(1)
    expect(Object.keys(nested.byLabel)).toEqual(['A', 'A + B'])
    expect(unitizingAlpha([made([units(['A', 0, 3])])])).toMatchObject({ continua: 0, units: 0 })
  })
})

describe('α_U (1995, 2004)', () => {
  /** The example of Krippendorff 2004 (0.7286 for c, 1 for k; 0.8591 for both, of figures rounded on the way). */
  const example = continuum({ from: 150, to: 450 }, [
    units(['c', 225, 295], ['c', 370, 400], ['k', 180, 240], ['k', 300, 350]),
    units(['c', 220, 300], ['c', 355, 375], ['c', 400, 420], ['k', 180, 240], ['k', 300, 350]),
  ])

  it('is what Krippendorff’s worked example has', () => {
    const { all, byLabel } = alphaU([example])
    expect(byLabel.c?.observed).toBeCloseTo(0.0144, 4)
    expect(byLabel.c?.expected).toBeCloseTo(0.0532, 4)
    expect(numberOf(byLabel.c?.alpha ?? { undefined: '' })).toBeCloseTo(0.7286, 4)
    expect(byLabel.k?.observed).toBe(0)
    expect(byLabel.k?.expected).toBeCloseTo(0.049, 4)
    expect(numberOf(all)).toBeCloseTo(0.859, 3)
  })

  it('does not depend on the order of the annotators or what labels are called, and is 1 for the same units', () => {
    fc.assert(
      fc.property(marked, (each) => {
        const value = (of: readonly (readonly LabelledSpan[])[]) => numberOf(alphaU([made(of)]).all) ?? -9
        expect(value([...each].reverse())).toBeCloseTo(value(each), 9)
        const names: Record<string, string> = { A: 'z', B: 'x', C: 'y' }
        expect(value(each.map((row) => row.map((one) => ({ ...one, label: names[one.label] ?? '' }))))).toBeCloseTo(
          value(each),
          9,
        )
        const [first] = each
        if (first !== undefined && first.length > 0) expect(value([first, first])).toBe(1)
      }),
    )
  })

  it('says in words why there is none, and refuses what it cannot compare', () => {
    expect(alphaU([]).all).toEqual({ undefined: 'there are no two annotators' })
    expect(alphaU([made([[], []])]).all).toEqual({ undefined: 'no annotator marked a unit' })
    expect(() => alphaU([made([[], []]), made([[], [], []])])).toThrow(RangeError)
    expect(() => alphaU([continuum({ from: 0, to: 9.5 }, [[], []])])).toThrow(RangeError)
  })
})
