import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WeightedSets } from '../../src/gamma/candidates.js'
import { bestPacking } from '../../src/gamma/packing.js'

interface Instance {
  readonly items: number
  readonly sets: readonly { readonly members: readonly number[]; readonly weight: number }[]
}

const instances: fc.Arbitrary<Instance> = fc.integer({ min: 2, max: 13 }).chain((items) =>
  fc.record({
    items: fc.constant(items),
    sets: fc.array(
      fc.record({
        members: fc
          .uniqueArray(fc.integer({ min: 0, max: items - 1 }), { minLength: 1, maxLength: 4 })
          .map((members) => members.sort((a, b) => a - b)),
        weight: fc.integer({ min: 1, max: 40 }).map((tenths) => tenths / 10),
      }),
      { maxLength: 40 },
    ),
  }),
)

function columns(sets: Instance['sets']): WeightedSets {
  const starts = [0]
  for (const { members } of sets) starts.push((starts.at(-1) ?? 0) + members.length)
  return {
    count: sets.length,
    starts: Int32Array.from(starts),
    members: Int32Array.from(sets.flatMap(({ members }) => members)),
    weights: Float64Array.from(sets, ({ weight }) => weight),
  }
}

/** The most that disjoint sets are worth: for each choice of items in use, the best. */
function mostByTrying({ items, sets }: Instance): number {
  const best = new Float64Array(2 ** items).fill(-1)
  best[0] = 0
  for (const { members, weight } of sets) {
    const mask = members.reduce((sum, member) => sum + 2 ** member, 0)
    for (let used = best.length - 1; used >= 0; used--) {
      if ((used & mask) !== 0 || (best[used] ?? -1) < 0) continue
      best[used | mask] = Math.max(best[used | mask] ?? -1, (best[used] ?? 0) + weight)
    }
  }
  return Math.max(...best)
}

describe('the best packing', () => {
  it.each([[1], [3], [200]])(
    'is worth the most that any disjoint sets are, whatever a first search of width %i finds',
    (width) => {
      fc.assert(
        fc.property(instances, (instance) => {
          const found = bestPacking(columns(instance.sets), instance.items, [], 10_000_000, width)
          expect(found.worth).toBeCloseTo(mostByTrying(instance), 9)
          expect(found.bound).toBeCloseTo(found.worth, 9)
          const members = found.chosen.flatMap((set) => instance.sets[set]?.members ?? [])
          expect(new Set(members).size).toBe(members.length)
          const worth = found.chosen.reduce((sum, set) => sum + (instance.sets[set]?.weight ?? 0), 0)
          expect(worth).toBeCloseTo(found.worth, 9)
        }),
        { numRuns: 300 },
      )
    },
  )

  it('keeps what is at hand and a true bound when its steps run out', () => {
    fc.assert(
      fc.property(instances, fc.integer({ min: 0, max: 30 }), (instance, steps) => {
        const known = instance.sets.length > 0 ? [0] : []
        const found = bestPacking(columns(instance.sets), instance.items, known, steps, 2)
        const most = mostByTrying(instance)
        expect(found.worth).toBeLessThan(most + 1e-9)
        expect(found.worth).toBeGreaterThan((instance.sets[0]?.weight ?? 0) - 1e-9)
        expect(found.bound).toBeGreaterThan(most - 1e-9)
      }),
    )
  })
})
