import type { WeightedSets } from './candidates.js'
import { pricesOf } from './dual.js'
import { packedInOrder } from './packing-in-order.js'

/** Disjoint sets that are worth most, as far as that was proved. */
export interface Packing {
  readonly chosen: readonly number[]
  readonly worth: number
  /** No choice is worth more than this; `worth` itself (but for rounding) when the choice is proved the best. */
  readonly bound: number
}

/** What is left of the steps that all searches share, and how many states the first of each follows. */
interface Effort {
  steps: number
  readonly width: number
}

/** Two sums of weights that differ by less are equal. */
const equal = 1e-9

/**
 * Choose disjoint sets that are together worth most (weighted set packing), exactly: prices of the items bound what any choice
 * is worth; sets that cannot be in a better choice than the one at hand are struck out; what is left falls into parts that
 * share no item, each treated alike; and a part that does not yield is searched in the order of its items
 * ({@link packedInOrder}), all with so many `steps` together. `known` is a choice to begin with,
 * and `width` how many ways are followed to better it before anything is struck out.
 */
export function bestPacking(
  sets: WeightedSets,
  items: number,
  known: readonly number[],
  steps: number,
  width = 200,
): Packing {
  return inParts(sets, items, partsOf(sets, items, [...Array(sets.count).keys()]), known, { steps, width })
}

/** The best choice in each part by itself. */
function inParts(
  sets: WeightedSets,
  items: number,
  parts: readonly (readonly number[])[],
  known: readonly number[],
  effort: Effort,
): Packing {
  const inKnown = new Set(known)
  const done = parts.map((part): Packing => {
    const [only] = part
    if (part.length === 1 && only !== undefined) {
      const worth = sets.weights[only] ?? 0
      return { chosen: part, worth, bound: worth }
    }
    const whole = part.length === sets.count
    const small = whole ? { sets, items } : subset(sets, part)
    const begin = part.flatMap((set, at) => (inKnown.has(set) ? [at] : []))
    const { chosen, ...rest } = packed(small.sets, small.items, begin, effort)
    return { chosen: chosen.map((at) => part[at] ?? 0), ...rest }
  })
  return {
    chosen: done.flatMap((part) => part.chosen),
    worth: sum(done.map((part) => part.worth)),
    bound: sum(done.map((part) => part.bound)),
  }
}

function packed(sets: WeightedSets, items: number, chosen: readonly number[], effort: Effort): Packing {
  let known: Packing = {
    chosen,
    worth: sum(chosen.map((set) => sets.weights[set] ?? 0)),
    bound: Number.POSITIVE_INFINITY,
  }
  const prices = pricesOf(sets, items, known.worth, 150)
  known = { ...known, bound: sum([...prices]) }
  if (known.bound > known.worth + equal) {
    known = packedInOrder(sets, items, prices, known, { width: effort.width, effort })
  }
  if (known.bound <= known.worth + equal) return { ...known, bound: known.worth }
  const kept: number[] = []
  for (let set = 0; set < sets.count; set++) {
    let slack = -(sets.weights[set] ?? 0)
    for (let at = sets.starts[set] ?? 0; at < (sets.starts[set + 1] ?? 0); at++) {
      slack += prices[sets.members[at] ?? 0] ?? 0
    }
    if (slack <= known.bound - known.worth + equal) kept.push(set)
  }
  const parts = partsOf(sets, items, kept)
  if (parts.length === 1 && kept.length > 0.8 * sets.count) {
    return packedInOrder(sets, items, prices, known, { width: Number.POSITIVE_INFINITY, effort })
  }
  return inParts(sets, items, parts, known.chosen, effort)
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** Sets in parts that share no item, each part ascending. */
function partsOf(
  { starts, members }: WeightedSets,
  items: number,
  kept: readonly number[],
): readonly (readonly number[])[] {
  const parent = Int32Array.from({ length: items }, (_, item) => item)
  const root = (item: number): number => {
    let at = item
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] ?? 0] ?? 0
      at = parent[at] ?? 0
    }
    return at
  }
  for (const set of kept) {
    const first = members[starts[set] ?? 0] ?? 0
    for (let at = (starts[set] ?? 0) + 1; at < (starts[set + 1] ?? 0); at++)
      parent[root(members[at] ?? 0)] = root(first)
  }
  const parts = new Map<number, number[]>()
  for (const set of kept) {
    const key = root(members[starts[set] ?? 0] ?? 0)
    const part = parts.get(key)
    if (part === undefined) parts.set(key, [set])
    else part.push(set)
  }
  return [...parts.values()]
}

/** Some of the sets by themselves, their items numbered anew in the same order. */
function subset(
  { starts, members, weights }: WeightedSets,
  part: readonly number[],
): { readonly sets: WeightedSets; readonly items: number } {
  const items = new Set<number>()
  for (const set of part) for (let at = starts[set] ?? 0; at < (starts[set + 1] ?? 0); at++) items.add(members[at] ?? 0)
  const numbers = new Map([...items].sort((a, b) => a - b).map((item, at) => [item, at]))
  const begins = [0]
  const inside: number[] = []
  for (const set of part) {
    for (let at = starts[set] ?? 0; at < (starts[set + 1] ?? 0); at++) inside.push(numbers.get(members[at] ?? 0) ?? 0)
    begins.push(inside.length)
  }
  return {
    sets: {
      count: part.length,
      starts: Int32Array.from(begins),
      members: Int32Array.from(inside),
      weights: Float64Array.from(part, (set) => weights[set] ?? 0),
    },
    items: items.size,
  }
}
