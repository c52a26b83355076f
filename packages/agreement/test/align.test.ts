import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alignClaims } from '../src/index.js'
import { bestMatching } from '../src/matching.js'
import { at, marked, text } from './marked-documents.js'

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
