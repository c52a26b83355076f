import type { WeightedSets } from './candidates.js'

/**
 * Prices of items such that the prices of each set's items are together at least its weight: then the sum of all prices is
 * no less than what any choice of disjoint sets is worth (the dual of the linear program). Found by a subgradient method
 * that steps towards `known`, the worth of a choice that is at hand (Held, Wolfe and Crowder 1974), then made feasible and
 * lowered one at a time as far as they go.
 */
export function pricesOf(sets: WeightedSets, items: number, known: number, steps: number): Float64Array {
  const { count, starts, members, weights } = sets
  const prices = new Float64Array(items)
  for (let set = 0; set < count; set++) {
    const [begin, end] = [starts[set] ?? 0, starts[set + 1] ?? 0]
    const share = (weights[set] ?? 0) / (end - begin)
    for (let at = begin; at < end; at++) {
      const item = members[at] ?? 0
      if (share > (prices[item] ?? 0)) prices[item] = share
    }
  }
  const best = Float64Array.from(prices)
  let bound = lower(sets, best)
  const use = new Float64Array(items)
  let pace = 1
  let stale = 0
  for (let step = 0; step < steps && bound > known + 1e-9; step++) {
    use.fill(1)
    let value = 0
    for (let item = 0; item < items; item++) value += prices[item] ?? 0
    for (let set = 0; set < count; set++) {
      const [begin, end] = [starts[set] ?? 0, starts[set + 1] ?? 0]
      let left = weights[set] ?? 0
      for (let at = begin; at < end; at++) left -= prices[members[at] ?? 0] ?? 0
      if (left <= 0) continue
      value += left
      for (let at = begin; at < end; at++) use[members[at] ?? 0] = (use[members[at] ?? 0] ?? 0) - 1
    }
    let norm = 0
    for (let item = 0; item < items; item++) {
      const slope = use[item] ?? 0
      if (slope < 0 || (prices[item] ?? 0) > 0) norm += slope * slope
    }
    if (norm === 0 || value <= known) break
    const length = (pace * (value - known)) / norm
    for (let item = 0; item < items; item++) {
      prices[item] = Math.max(0, (prices[item] ?? 0) - length * (use[item] ?? 0))
    }
    if (step % 10 !== 9) continue
    const trial = Float64Array.from(prices)
    const reached = lower(sets, trial)
    if (reached < bound - 1e-9) {
      bound = reached
      best.set(trial)
      stale = 0
    } else if (++stale === 3) {
      pace /= 2
      stale = 0
    }
  }
  return best
}

/** Raise prices until each set is paid for, then lower each as far as the others allow; their sum. */
function lower({ count, starts, members, weights }: WeightedSets, prices: Float64Array): number {
  for (let set = 0; set < count; set++) {
    const [begin, end] = [starts[set] ?? 0, starts[set + 1] ?? 0]
    let short = weights[set] ?? 0
    for (let at = begin; at < end; at++) short -= prices[members[at] ?? 0] ?? 0
    if (short <= 0) continue
    const share = short / (end - begin)
    for (let at = begin; at < end; at++) prices[members[at] ?? 0] = (prices[members[at] ?? 0] ?? 0) + share
  }
  // Slack of each set by set, and the sets of each item, so that one pass lowers every price once.
  const slack = new Float64Array(count)
  const used = new Int32Array(prices.length + 1)
  for (let set = 0; set < count; set++) {
    let sum = -(weights[set] ?? 0)
    for (let at = starts[set] ?? 0; at < (starts[set + 1] ?? 0); at++) {
      sum += prices[members[at] ?? 0] ?? 0
      used[members[at] ?? 0] = (used[members[at] ?? 0] ?? 0) + 1
    }
    slack[set] = sum
  }
  const first = new Int32Array(prices.length + 1)
  for (let item = 0; item < prices.length; item++) first[item + 1] = (first[item] ?? 0) + (used[item] ?? 0)
  const setsOf = new Int32Array(first[prices.length] ?? 0)
  const next = Int32Array.from(first)
  for (let set = 0; set < count; set++) {
    for (let at = starts[set] ?? 0; at < (starts[set + 1] ?? 0); at++) {
      const item = members[at] ?? 0
      const place = next[item] ?? 0
      setsOf[place] = set
      next[item] = place + 1
    }
  }
  let sum = 0
  for (let item = 0; item < prices.length; item++) {
    let most = prices[item] ?? 0
    for (let at = first[item] ?? 0; at < (first[item + 1] ?? 0); at++)
      most = Math.min(most, slack[setsOf[at] ?? 0] ?? 0)
    if (most > 0) {
      prices[item] = (prices[item] ?? 0) - most
      for (let at = first[item] ?? 0; at < (first[item + 1] ?? 0); at++) {
        slack[setsOf[at] ?? 0] = (slack[setsOf[at] ?? 0] ?? 0) - most
      }
    }
    sum += prices[item] ?? 0
  }
  return sum
}
