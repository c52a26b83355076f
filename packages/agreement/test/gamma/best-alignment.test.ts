import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { alignUnits, combinedDissimilarity, continuum, type Dissimilarity, type LabelledSpan } from '../../src/index.js'
import { allSets, integerProgram, type Solver } from './integer-program.js'

/** The disorder of a unitary alignment as the paper writes it: every pair of annotators, no unit costs 1. */
function disorderOf(row: readonly (LabelledSpan | undefined)[], dissimilarity: Dissimilarity = {}): number {
  let sum = 0
  let pairs = 0
  for (const [at, a] of row.entries()) {
    for (const b of row.slice(at + 1)) {
      pairs += 1
      sum += a === undefined || b === undefined ? 1 : combinedDissimilarity(a, b, dissimilarity)
    }
  }
  return sum / pairs
}

/** The least sum of disorders over every partition there is: the first unit with every choice of the others, and so on. */
function leastByTrying(units: readonly (readonly LabelledSpan[])[], dissimilarity: Dissimilarity): number {
  const first = units.findIndex((each) => each.length > 0)
  if (first === -1) return 0
  const [unit] = units[first] ?? []
  let rows: (LabelledSpan | undefined)[][] = [[]]
  for (const [annotator, each] of units.entries()) {
    const choices = annotator === first ? [unit] : [undefined, ...each]
    rows = rows.flatMap((row) => choices.map((choice) => [...row, choice]))
  }
  return Math.min(
    ...rows.map((row) => {
      const rest = units.map((each, annotator) => each.filter((one) => one !== row[annotator]))
      return disorderOf(row, dissimilarity) + leastByTrying(rest, dissimilarity)
    }),
  )
}

const unit = (longest: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: longest }), fc.constantFrom('A', 'B', 'C'))
    .map(([from, length, label]): LabelledSpan => ({ from, to: from + length, label }))
const marked = (annotators: number, most: number, longest = 12) =>
  fc.array(fc.array(unit(longest), { maxLength: most }), { minLength: annotators, maxLength: annotators })
const dissimilarities = fc.constantFrom<Dissimilarity>(
  {},
  { alpha: 1, beta: 1 },
  { alpha: 1, beta: 0 },
  { alpha: 0, beta: 2 },
  { alpha: 2, beta: 1, labels: (a, b) => (a === 'C' || b === 'C' ? 1 : 0.3) },
)
const space = { from: 0, to: 60 }

describe('the best alignment', () => {
  it('has the disorder of the best of all partitions', () => {
    const cases = fc.oneof(marked(2, 4), marked(3, 3), marked(4, 2))
    fc.assert(
      fc.property(cases, dissimilarities, (units, dissimilarity) => {
        const made = continuum(space, units)
        const aligned = alignUnits(made, { dissimilarity })
        expect(aligned.proof).toEqual({ kind: 'best' })
        const total = aligned.unitary.reduce((sum, { disorder }) => sum + disorder, 0)
        expect(total).toBeCloseTo(leastByTrying(made.units, dissimilarity), 9)
      }),
      { numRuns: 150 },
    )
  })

  it('holds every unit once, at its annotator, with the disorder that the definition gives', () => {
    fc.assert(
      fc.property(fc.oneof(marked(2, 12), marked(3, 12), marked(5, 6)), dissimilarities, (units, dissimilarity) => {
        const made = continuum(space, units)
        const { unitary, disorder } = alignUnits(made, { dissimilarity })
        for (const [annotator, each] of made.units.entries()) {
          const held = unitary.flatMap((row) => row.units[annotator] ?? [])
          expect(new Set(held)).toEqual(new Set(each))
          expect(held).toHaveLength(each.length)
        }
        for (const row of unitary) expect(row.disorder).toBeCloseTo(disorderOf(row.units, dissimilarity), 9)
        const mean = units.flat().length / units.length
        const total = unitary.reduce((sum, row) => sum + row.disorder, 0)
        if (mean > 0) expect(disorder).toBeCloseTo(total / mean, 9)
      }),
    )
  })

  it('does not depend on the order of the annotators, nor on what labels are called', () => {
    fc.assert(
      fc.property(marked(3, 12), (units) => {
        const { disorder } = alignUnits(continuum(space, units))
        expect(alignUnits(continuum(space, [...units].reverse())).disorder).toBeCloseTo(disorder, 9)
        const names: Record<string, string> = { A: 'z', B: 'y', C: 'x' }
        const renamed = units.map((each) => each.map((one) => ({ ...one, label: names[one.label] ?? '' })))
        expect(alignUnits(continuum(space, renamed)).disorder).toBeCloseTo(disorder, 9)
      }),
    )
  })

  it('is without disorder when all annotators marked the same, overlapping and doubled units too', () => {
    fc.assert(
      fc.property(fc.array(unit(20), { maxLength: 15 }), fc.integer({ min: 2, max: 5 }), (units, annotators) => {
        const made = continuum(
          space,
          Array.from({ length: annotators }, () => units),
        )
        expect(alignUnits(made).disorder).toBeCloseTo(0, 9)
      }),
    )
  })

  it('is no better, found approximately, and says that it is not proved', () => {
    fc.assert(
      fc.property(marked(3, 10), (units) => {
        const made = continuum(space, units)
        const [exact, quick] = [alignUnits(made), alignUnits(made, { mode: 'approximate' })]
        expect(quick.disorder).toBeGreaterThan(exact.disorder - 1e-9)
        expect(quick.proof).toEqual({ kind: 'approximate', why: 'an approximate alignment was asked for' })
        expect(quick.atLeast).toBe(0)
      }),
    )
  })

  it('says so when it may hold too little to prove its result', () => {
    const units = Array.from({ length: 3 }, (_, annotator) =>
      Array.from({ length: 6 }, (_, at) => ({ from: 3 * at + annotator, to: 3 * at + annotator + 7, label: 'A' })),
    )
    const few = alignUnits(continuum(space, units), { most: { sets: 5 } })
    expect(few.proof).toEqual({ kind: 'approximate', why: 'more than 5 sets of units may belong together' })
    const short = alignUnits(continuum(space, units), { most: { steps: 1 } })
    const exact = alignUnits(continuum(space, units))
    expect(short.disorder).toBeGreaterThan(exact.disorder - 1e-9)
    expect(short.atLeast).toBeLessThan(exact.disorder + 1e-9)
    if (short.proof.kind === 'best') expect(short.disorder).toBeCloseTo(exact.disorder, 9)
  })

  it.each([[1], [33]])('refuses %i annotators', (annotators) => {
    const units = Array.from({ length: annotators }, () => [])
    expect(() => alignUnits(continuum(space, units))).toThrow(RangeError)
  })

  it.each<[string, Dissimilarity]>([
    ['a negative weight', { alpha: -1 }],
    ['a dissimilarity above 1', { labels: () => 2 }],
    ['a dissimilarity that depends on the order', { labels: (a, b) => (a < b ? 0.2 : 0.4) }],
  ])('refuses %s', (_, dissimilarity) => {
    const units = [[{ from: 0, to: 1, label: 'A' }], [{ from: 0, to: 1, label: 'B' }]]
    expect(() => alignUnits(continuum(space, units), { dissimilarity })).toThrow(RangeError)
  })
})

describe('the best alignment and an integer program over all sets of units', () => {
  let solve: Solver
  beforeAll(async () => {
    solve = await integerProgram()
  })

  it.each([
    [2, 14],
    [3, 10],
    [3, 14],
    [4, 6],
    [5, 4],
  ])('have the same disorder: %i annotators, up to %i units each, crowded', (annotators, most) => {
    fc.assert(
      fc.property(marked(annotators, most, 20), dissimilarities, (units, dissimilarity) => {
        const made = continuum(space, units)
        const aligned = alignUnits(made, { dissimilarity })
        const { costs, sets, items } = allSets(made.units, (row) => disorderOf(row, dissimilarity))
        const least = items === 0 ? 0 : solve(costs, sets, items)
        expect(aligned.proof).toEqual({ kind: 'best' })
        expect(Math.abs(aligned.unitary.reduce((sum, { disorder }) => sum + disorder, 0) - least)).toBeLessThan(1e-6)
      }),
      { numRuns: 12 },
    )
  })
})
