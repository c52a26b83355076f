import {
  type AnnotatedDocument,
  annotator,
  type Claim,
  claim,
  document,
  layer,
  mention,
  type Span,
} from '@claimspan/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agreementReport, alignClaims, numberOf, spanAgreement } from '../src/index.js'
import { bestMatching } from '../src/matching.js'

const text = 'The river rose by 3 m on Monday. Nobody was hurt, officials said. More rain is expected.'

function marked(
  id: string,
  layer: string,
  spans: readonly Span[],
  parts: {
    readonly types?: readonly string[]
    readonly checkWorthiness?: 'CFS' | 'NFS'
    readonly createdBy?: string
  } = {},
): Claim {
  return claim({
    id,
    layer,
    mentions: [mention(text, spans)],
    createdBy: parts.createdBy ?? layer,
    createdAt: '2026-01-02T03:04:05Z',
    ...parts,
  })
}

function at(words: string): Span {
  const from = text.indexOf(words)
  if (from === -1) throw new Error(`${words} is not in the text`)
  return { from, to: from + words.length }
}

function annotatedBy(claims: readonly Claim[], layers: readonly string[], id = 'd'): AnnotatedDocument {
  return {
    document: document({ id, text }),
    layers: layers.map((each) => layer({ id: each, kind: 'independent' })),
    annotators: layers.map((each) => annotator(each)),
    claims,
    relations: [],
    threads: [],
  }
}

/** Random claims of one layer: short ones and long ones, some discontinuous. */
const claims = (inLayer: string) =>
  fc
    .array(fc.array(fc.integer({ min: 0, max: text.length }), { minLength: 2, maxLength: 4 }), { maxLength: 6 })
    .map((all) =>
      all.flatMap((ends, index) => {
        const sorted = [...new Set(ends)].sort((a, b) => a - b)
        const spans = sorted.flatMap((from, place) => {
          const to = sorted[place + 1]
          return place % 2 === 0 && to !== undefined ? [{ from, to }] : []
        })
        return spans.length === 0 ? [] : [marked(`${inLayer}${index}`, inLayer, spans)]
      }),
    )

describe('the best matching', () => {
  it('has the greatest sum of weights that any one-to-one choice of arcs has', () => {
    const arc = fc.record({
      left: fc.integer({ min: 0, max: 4 }),
      right: fc.integer({ min: 0, max: 4 }),
      weight: fc.integer({ min: 1, max: 20 }).map((twentieths) => twentieths / 20),
    })
    const arcs = fc.uniqueArray(arc, { selector: ({ left, right }) => `${left} ${right}`, maxLength: 14 })
    fc.assert(
      fc.property(arcs, (given) => {
        const matched = bestMatching(given)
        expect(new Set(matched.map(({ left }) => left)).size).toBe(matched.length)
        expect(new Set(matched.map(({ right }) => right)).size).toBe(matched.length)
        for (const each of matched) expect(given).toContain(each)
        const best = (from: number, used: number): number => {
          const next = given[from]
          if (next === undefined) return 0
          const bits = (1 << next.left) | (1 << (next.right + 8))
          const without = best(from + 1, used)
          return (used & bits) === 0 ? Math.max(without, next.weight + best(from + 1, used | bits)) : without
        }
        expect(matched.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(best(0, 0), 9)
      }),
      { numRuns: 1000 },
    )
  })

  it('of thousands of arcs does not take long', () => {
    const arcs = Array.from({ length: 4000 }, (_, left) =>
      [0, 1, 2].map((step) => ({ left, right: left + step, weight: 0.3 + step / 10 })),
    ).flat()
    expect(bestMatching(arcs)).toHaveLength(4000)
  })
})

describe('aligning claims', () => {
  it('pairs those that overlap most in sum, not the first best', () => {
    const a = [marked('a1', 'a', [at('The river rose by 3 m')]), marked('a2', 'a', [at('3 m on Monday')])]
    const b = [marked('b1', 'b', [at('rose by 3 m on Monday')]), marked('b2', 'b', [at('on Monday')])]
    const { pairs, onlyA, onlyB } = alignClaims(a, b)
    expect(pairs.map((pair) => [pair.a.id, pair.b.id])).toEqual([
      ['a1', 'b1'],
      ['a2', 'b2'],
    ])
    expect([onlyA, onlyB]).toEqual([[], []])
  })

  it('pairs each claim once, only with one that shares a character, the same in any order and with sides changed', () => {
    fc.assert(
      fc.property(claims('a'), claims('b'), (a, b) => {
        const alignment = alignClaims(a, b)
        expect(alignment.pairs.length + alignment.onlyA.length).toBe(a.length)
        expect(alignment.pairs.length + alignment.onlyB.length).toBe(b.length)
        for (const { overlap } of alignment.pairs) expect(overlap > 0 && overlap <= 1).toBe(true)
        expect(alignClaims([...a].reverse(), [...b].reverse())).toEqual(alignment)
        const sum = (pairs: readonly { readonly overlap: number }[]) =>
          pairs.reduce((total, { overlap }) => total + overlap, 0)
        expect(sum(alignClaims(b, a).pairs)).toBeCloseTo(sum(alignment.pairs), 9)
        for (const { a: one, b: other, overlap } of alignClaims(a, a).pairs) {
          expect([overlap, one.mentions[0]?.spans]).toEqual([1, other.mentions[0]?.spans])
        }
      }),
    )
  })
})

describe('agreement on spans', () => {
  const a = [
    marked('a1', 'a', [at('The river rose by 3 m on Monday')], { types: ['Numerical Claim'] }),
    marked('a2', 'a', [at('Nobody was hurt')], { types: ['Event'] }),
    marked('a3', 'a', [at('officials said')]),
  ]
  const b = [
    marked('b1', 'b', [at('The river rose by 3 m')], { types: ['Numerical Claim'] }),
    marked('b2', 'b', [at('Nobody was hurt')], { types: ['Event'] }),
  ]

  it('counts exact and partial matches, also by type', () => {
    const agreement = spanAgreement([annotatedBy([...a, ...b], ['a', 'b'])], 'a', 'b')
    expect(agreement.exact).toEqual({
      matched: 1,
      claimsA: 3,
      claimsB: 2,
      precision: { value: 1 / 2 },
      recall: { value: 1 / 3 },
      f1: { value: 2 / 5 },
    })
    expect(agreement.partial).toEqual({
      matched: 2,
      claimsA: 3,
      claimsB: 2,
      precision: { value: 1 },
      recall: { value: 2 / 3 },
      f1: { value: 4 / 5 },
    })
    expect(numberOf(agreement.meanOverlap)).toBeCloseTo((21 / 31 + 1) / 2, 12)
    expect(Object.keys(agreement.byType)).toEqual(['(none)', 'Event', 'Numerical Claim'])
    expect(agreement.byType['Numerical Claim']).toMatchObject({
      exact: { matched: 0 },
      partial: { matched: 1, f1: { value: 1 } },
    })
  })

  it('passes over documents that lack a layer, and says why a number is missing', () => {
    const agreement = spanAgreement([annotatedBy(a, ['a'], 'only-a'), annotatedBy([], ['a', 'b'], 'empty')], 'a', 'b')
    expect(agreement).toMatchObject({
      documents: 1,
      exact: { matched: 0, precision: { undefined: 'B has no claim' }, f1: { undefined: 'neither has a claim' } },
    })
  })

  it('is 1 with oneself, and F1 is the same with sides changed', () => {
    fc.assert(
      fc.property(claims('a'), claims('b'), (ofA, ofB) => {
        const both = [annotatedBy([...ofA, ...ofB], ['a', 'b'])]
        const [there, back, self] = [
          spanAgreement(both, 'a', 'b'),
          spanAgreement(both, 'b', 'a'),
          spanAgreement(both, 'a', 'a'),
        ]
        expect([there.exact.f1, there.partial.f1]).toEqual([back.exact.f1, back.partial.f1])
        expect([there.exact.precision, there.exact.recall.constructor]).toEqual([expect.anything(), Object])
        expect(there.exact.matched).toBeLessThanOrEqual(Math.min(ofA.length, ofB.length))
        if (ofA.length > 0) expect([self.exact.f1, self.partial.f1]).toEqual([{ value: 1 }, { value: 1 }])
      }),
    )
  })
})

describe('the report', () => {
  const labelled = (id: string, layer: string, words: string, type: string, worth: 'CFS' | 'NFS') =>
    marked(id, layer, [at(words)], { types: [type], checkWorthiness: worth })
  const documents = [
    annotatedBy(
      [
        labelled('a1', 'a', 'The river rose by 3 m', 'Numerical Claim', 'CFS'),
        labelled('a2', 'a', 'Nobody was hurt', 'Event', 'CFS'),
        labelled('b1', 'b', 'river rose by 3 m', 'Numerical Claim', 'CFS'),
        labelled('b2', 'b', 'Nobody was hurt', 'Numerical Claim', 'NFS'),
      ],
      ['a', 'b', 'c'],
    ),
  ]

  it('compares all layers pair by pair: spans, words, and fields of aligned claims', () => {
    const report = agreementReport(documents)
    expect(report.coders).toEqual(['a', 'b', 'c'])
    expect(report.pairs.map(({ a, b }) => `${a} ${b}`)).toEqual(['a b', 'a c', 'b c'])
    const [ab, ac] = report.pairs
    expect(ab?.type).toEqual({ pairs: 2, percent: { value: 0.5 }, kappa: { value: 0 } })
    expect(ab?.checkWorthiness).toEqual({ pairs: 2, percent: { value: 0.5 }, kappa: { value: 0 } })
    expect(ab?.verdict).toMatchObject({ pairs: 0, kappa: { undefined: expect.any(String) } })
    expect(ab?.spans.partial.f1).toEqual({ value: 1 })
    expect(ac?.spans.partial).toMatchObject({ matched: 0, claimsB: 0 })
    const words = text.split(/\s+/).length
    expect(words).toBe(17)
    // 17 words; a has 9 of them, b has 8, all of which a has: of 34 values 17 are inside, one word is apart.
    expect(numberOf(ab?.words ?? { undefined: '' })).toBeCloseTo(1 - 33 / (17 * 17), 12)
    expect(numberOf(report.words)).toBeLessThan(numberOf(ab?.words ?? { undefined: '' }) ?? 0)
  })

  it('compares annotators within a layer, and only those asked for', () => {
    const report = agreementReport(documents, { by: 'annotator', only: ['a', 'b'] })
    expect(report).toMatchObject({ by: 'annotator', coders: ['a', 'b'], pairs: [{ a: 'a', b: 'b' }] })
    expect(agreementReport(documents, { by: 'annotator' }).coders).toEqual(['a', 'b'])
  })

  it('of nothing says so', () => {
    expect(agreementReport([])).toEqual({
      by: 'layer',
      coders: [],
      pairs: [],
      words: { undefined: 'no unit has values of two annotators' },
    })
  })
})
