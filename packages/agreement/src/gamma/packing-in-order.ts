import type { WeightedSets } from './candidates.js'
import type { Packing } from './packing.js'

/** Ways to choose that leave the same items in use: the worthiest of them, how it came about, and what it promises. */
interface State {
  worth: number
  /** The prices of the items in use. */
  inUse: number
  /** Its last choice, as a number of `lastSet` and `before`. */
  choice: number
}

/** How far a search goes: how many states are followed at one item, and what is left of the steps that all searches share. */
export interface SearchLimits {
  readonly width: number
  readonly effort: { steps: number }
}

const equal = 1e-9

/**
 * The best choice of disjoint sets by dynamic programming over the items in order: at each item either no set that begins
 * there is chosen, or one that touches no item in use. Ways that use the same later items are one state, of which the worthiest
 * is kept; a state is dropped when its worth and the prices of the items still free come to no more than the best choice at
 * hand. Where there are more states than `width`, only the most promising are followed, and the result is a choice that may
 * not be the best; when no steps are left the search stops. In both cases `bound` is what it was.
 */
export function packedInOrder(
  { count, starts, members, weights }: WeightedSets,
  items: number,
  prices: Float64Array,
  known: Packing,
  { width, effort }: SearchLimits,
): Packing {
  // Items in use are a string of their numbers, so that equal ones are one key.
  if (items > 0xffff) return known
  const beginning = Array.from({ length: items }, (): number[] => [])
  for (let set = 0; set < count; set++) beginning[members[starts[set] ?? 0] ?? 0]?.push(set)
  const after = new Float64Array(items + 1)
  for (let item = items - 1; item >= 0; item--) after[item] = (after[item + 1] ?? 0) + (prices[item] ?? 0)
  const more = Float64Array.from({ length: count }, (_, set) => {
    let sum = 0
    for (let at = (starts[set] ?? 0) + 1; at < (starts[set + 1] ?? 0); at++) sum += prices[members[at] ?? 0] ?? 0
    return sum
  })
  const lastSet = [-1]
  const before = [-1]
  let whole = true
  let level = new Map<string, State>([['', { worth: 0, inUse: 0, choice: 0 }]])
  for (let item = 0; item < items; item++) {
    const next = new Map<string, State>()
    const left = after[item + 1] ?? 0
    const reach = (key: string, worth: number, inUse: number, set: number, from: number): void => {
      if (worth + left - inUse <= known.worth + equal) return
      const there = next.get(key)
      if (there !== undefined && there.worth >= worth) return
      let choice = from
      if (set >= 0) {
        choice = lastSet.push(set) - 1
        before.push(from)
      }
      if (there === undefined) next.set(key, { worth, inUse, choice })
      else {
        there.worth = worth
        there.inUse = inUse
        there.choice = choice
      }
    }
    const price = prices[item] ?? 0
    for (const [key, { worth, inUse, choice }] of level) {
      if (key.charCodeAt(0) === item) {
        reach(key.slice(1), worth, inUse - price, -1, choice)
        continue
      }
      reach(key, worth, inUse, -1, choice)
      const toBeat = known.worth + equal - left + inUse - worth
      for (const set of beginning[item] ?? []) {
        effort.steps -= 1
        const [gain, price] = [weights[set] ?? 0, more[set] ?? 0]
        if (gain - price <= toBeat) continue
        const joined = inUseWith(key, starts[set] ?? 0, starts[set + 1] ?? 0)
        if (joined !== undefined) reach(joined, worth + gain, inUse + price, set, choice)
      }
      if (effort.steps < 0) return known
    }
    level = next
    if (level.size > width) {
      whole = false
      level = mostPromising(level, width)
    }
  }
  const end = level.get('')
  if (end === undefined) return whole ? { ...known, bound: known.worth } : known
  const chosen: number[] = []
  for (let choice = end.choice; choice > 0; choice = before[choice] ?? 0) chosen.push(lastSet[choice] ?? 0)
  return { chosen, worth: end.worth, bound: whole ? end.worth : known.bound }

  /** The items in use and those of a set but its first; `undefined` when they share one. */
  function inUseWith(key: string, begin: number, end: number): string | undefined {
    let joined = ''
    let place = 0
    for (let at = begin + 1; at < end; at++) {
      const item = members[at] ?? 0
      while (place < key.length && key.charCodeAt(place) < item) joined += key[place++]
      if (place < key.length && key.charCodeAt(place) === item) return undefined
      joined += String.fromCharCode(item)
    }
    return joined + key.slice(place)
  }
}

function mostPromising(level: ReadonlyMap<string, State>, width: number): Map<string, State> {
  const inOrder = [...level].sort(([, a], [, b]) => b.worth - b.inUse - (a.worth - a.inUse))
  return new Map(inOrder.slice(0, width))
}
