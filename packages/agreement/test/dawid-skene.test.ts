import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dawidSkene, type Rating } from '../src/index.js'

/** Table 1 of the paper: a row a patient, a column an anaesthetist, a digit a judgement. */
const { patients }: { readonly patients: readonly (readonly string[])[] } = JSON.parse(
  readFileSync(new URL('../../../fixtures/agreement/dawid-skene-1979.json', import.meta.url), 'utf8'),
)
const hospital = patients.flatMap((row, patient) =>
  row.flatMap((judgements, observer) =>
    [...judgements].map((label): Rating => ({ item: `${patient + 1}`, annotator: `${observer + 1}`, label })),
  ),
)

const ratings = fc.array(
  fc.record({
    item: fc.constantFrom('i', 'j', 'k', 'l', 'm'),
    annotator: fc.constantFrom('ann', 'ben', 'cat'),
    label: fc.constantFrom('x', 'y', 'z'),
  }),
  { minLength: 1, maxLength: 40 },
)
const rounded = (numbers: readonly number[]) => numbers.map((each) => Math.round(each * 100) / 100)

describe('the model of Dawid and Skene', () => {
  it('finds the shares and error rates of the paper for the anaesthetists', () => {
    const { labels, shares, annotators, items, settled } = dawidSkene(hospital)
    expect(labels).toEqual(['1', '2', '3', '4'])
    expect(rounded(shares)).toEqual([0.4, 0.42, 0.11, 0.07])
    expect(annotators[0]?.rates.map(rounded)).toEqual([
      [0.89, 0.11, 0, 0],
      [0.07, 0.88, 0.05, 0],
      [0, 0.34, 0.66, 0],
      [0, 0, 0.56, 0.44],
    ])
    expect(annotators.map(({ ratings }) => ratings)).toEqual([135, 45, 45, 45, 45])
    expect(settled).toBe(true)
    const unsure = items.filter(({ probabilities }) => Math.max(...probabilities) < 0.999)
    expect(unsure.map(({ item, label }) => [item, label])).toEqual([
      ['7', '1'],
      ['35', '2'],
      ['38', '3'],
    ])
  })

  it('gives each item the probabilities that Bayes’ rule has for its estimates', () => {
    fc.assert(
      fc.property(ratings, (given) => {
        const { labels, shares, annotators, items } = dawidSkene(given, { rounds: 3 })
        for (const { item, probabilities, label } of items) {
          const products = labels.map((_, actual) =>
            given
              .filter((rating) => rating.item === item)
              .reduce((product, rating) => {
                const model = annotators.find(({ annotator }) => annotator === rating.annotator)
                return product * (model?.rates[actual]?.[labels.indexOf(rating.label)] ?? 0)
              }, shares[actual] ?? 0),
          )
          const sum = products.reduce((total, each) => total + each, 0)
          for (const [at, product] of products.entries()) expect(probabilities[at]).toBeCloseTo(product / sum, 9)
          expect(label).toBe(labels[probabilities.indexOf(Math.max(...probabilities))])
        }
      }),
    )
  })

  it('makes the ratings no less likely with another round', () => {
    fc.assert(
      fc.property(ratings, fc.integer({ min: 1, max: 12 }), (given, rounds) => {
        const [before, after] = [rounds, rounds + 1].map((most) => dawidSkene(given, { rounds: most, tolerance: -1 }))
        expect(after?.logLikelihood).toBeGreaterThanOrEqual((before?.logLikelihood ?? 0) - 1e-9)
      }),
    )
  })

  it('does not depend on the order of the ratings, nor on what items, annotators and labels are called', () => {
    fc.assert(
      fc.property(ratings, (given) => {
        // Few rounds: where two solutions are alike, rounding alone may choose one in the end.
        const few = { rounds: 10 }
        const found = dawidSkene(given, few)
        const names: Record<string, string> = { x: 'c', y: 'b', z: 'a' }
        const other = dawidSkene(
          [...given].reverse().map(({ item, annotator, label }) => ({
            item: `${item}2`,
            annotator: `${annotator}2`,
            label: names[label] ?? '',
          })),
          few,
        )
        for (const { item, probabilities } of found.items) {
          const same = other.items.find((each) => each.item === `${item}2`)
          for (const [at, label] of found.labels.entries()) {
            const probability = same?.probabilities[other.labels.indexOf(names[label] ?? '')]
            expect(probability).toBeCloseTo(probabilities[at] ?? 0, 5)
          }
        }
      }),
    )
  })

  it('is sure of what everybody says, and of everybody', () => {
    const given = ['a', 'b', 'c'].flatMap((item, at) =>
      ['ann', 'ben'].map((annotator): Rating => ({ item, annotator, label: at === 0 ? 'x' : 'y' })),
    )
    const { items, annotators } = dawidSkene(given)
    expect(items.map(({ probabilities }) => Math.max(...probabilities))).toEqual([1, 1, 1])
    expect(annotators.map(({ reliability }) => reliability)).toEqual([1, 1])
  })

  it('sides with the reliable one against two who guess', () => {
    const truth = Array.from({ length: 60 }, (_, at) => (at % 2 === 0 ? 'x' : 'y'))
    const given = truth.flatMap((label, at): readonly Rating[] => {
      const guess = (shift: number): string => (Math.floor(at / shift) % 2 === 0 ? 'x' : 'y')
      return [
        { item: `${at}`, annotator: 'good', label },
        { item: `${at}`, annotator: 'also good', label: at % 15 === 7 ? guess(1) : label },
        { item: `${at}`, annotator: 'three', label: guess(3) },
        { item: `${at}`, annotator: 'five', label: guess(5) },
      ]
    })
    const { items, annotators } = dawidSkene(given)
    expect(items.map(({ label }) => label)).toEqual(truth)
    const [good, , three, five] = annotators.map(({ reliability }) => reliability)
    expect(good).toBeGreaterThan(0.95)
    expect(Math.max(three ?? 1, five ?? 1)).toBeLessThan(0.7)
  })

  it('is empty without a rating', () => {
    expect(dawidSkene([])).toMatchObject({
      labels: [],
      shares: [],
      annotators: [],
      items: [],
      logLikelihood: 0,
      settled: true,
    })
  })
})
