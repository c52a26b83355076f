/** A place that a quote may have, as good as others by itself. */
export interface Place {
  /** About where the quote begins, in UTF-16 code units. */
  readonly at: number
  /** How much of the quote is there beside its best place, from 0.5 to 1. */
  readonly evidence: number
}

/** A quote with where it began in the old text. */
interface Anchored {
  readonly near: number
  readonly places: readonly Place[]
}

/** What the quotes of a document say together of one of them. */
export interface Choice {
  /** How far the quote next to it has moved; 0 when it is the only one. */
  readonly shift: number
  /** Indices of the places that cannot be told apart, the likeliest first; none when the others say that it is elsewhere. */
  readonly likely: readonly number[]
}

/**
 * What a change of the shift from one quote to the next costs, in quotes that are found or not: 0.1 for 64 units, which
 * small edits and rough places make up, 1.1 for 3,000, 1.5 for 13,000.
 */
const stepWeight = 0.2
const stepScale = 64
/**
 * What it costs when two quotes have changed their order, and more for each quote that had its place there before: two
 * quotes seldom have one place. `tolerance` is how far `at` may be wrong.
 */
const disorderCost = 1
const doubledCost = 0.25
const tolerance = 32
/** Copies of a passage were edited apart since, so which of them is the more intact says little. */
const evidenceWeight = 0.1
/** Two places whose ways through the document differ by less are not told apart. */
const gap = 0.45
/** So many quotes in a row may be passed over: the first costs what a quote is worth, 1, each further one less. */
const mostPassed = 6
const refund = (passed: number): number => 0.6 * Math.max(0, passed - 1)
const mostPlaces = 64

interface Node {
  readonly place: number
  readonly at: number
  readonly shift: number
  readonly gain: number
  /** The best way from the start up to here, and from here to the end. */
  before: number
  after: number
  previous: Node | undefined
  readonly step: number
}

/**
 * Choose places for the quotes of one document, in the old text's order. Wherever text was put in or taken out, all that
 * follows shifts alike: so the best way through the places changes its shift seldom and keeps the order (Viterbi), and
 * another place is as likely when the best way through it costs nearly the same.
 */
export function likeliestPlaces(quotes: readonly Anchored[]): readonly Choice[] {
  const layers = layersOf(quotes)
  walk(layers, stepCost(quotes))
  const path = bestPath(layers)
  return layers.map((layer, index) => {
    const chosen = path.get(index)
    const shift = shiftAround(path, index, quotes)
    if (chosen === undefined) return { shift, likely: [] }
    const best = chosen.before + chosen.after
    const likely = layer
      .filter((node) => node.before + node.after > best - gap)
      .sort((a, b) => b.before + b.after - a.before - a.after || a.at - b.at)
    return { shift, likely: likely.map(({ place }) => place) }
  })
}

/** The cost of going from one node to one of a later layer. */
type Cost = (from: Node, to: Node) => number

function stepCost(quotes: readonly Anchored[]): Cost {
  const nears = quotes.map(({ near }) => near)
  return (from, to) => {
    const cost = shiftCost(to.shift - from.shift)
    if (from.at <= to.at + tolerance) return cost
    const near = nears[from.step] ?? 0
    return cost + disorderCost + doubledCost * (from.step - firstFrom(nears, near - (from.at - to.at)))
  }
}

const shiftCost = (change: number): number => (stepWeight / 2) * Math.log2(1 + (change / stepScale) ** 2)

/** The index of the first of some ascending numbers that is not below `value`. */
function firstFrom(ascending: readonly number[], value: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}

function walk(layers: readonly (readonly Node[])[], costOf: Cost): void {
  layers.forEach((layer, index) => {
    for (const node of layer) {
      if (index <= mostPassed) node.before = node.gain - shiftCost(node.shift) + refund(index)
      for (let passed = 0; passed <= mostPassed && passed < index; passed += 1) {
        for (const other of layers[index - 1 - passed] ?? []) {
          const way = other.before + node.gain - costOf(other, node) + refund(passed)
          if (way <= node.before) continue
          node.before = way
          node.previous = other
        }
      }
    }
  })
  for (let index = layers.length - 1; index >= 0; index -= 1) {
    for (const node of layers[index] ?? []) {
      if (index + mostPassed + 1 >= layers.length) node.after = refund(layers.length - 1 - index)
      for (let passed = 0; passed <= mostPassed && index + 1 + passed < layers.length; passed += 1) {
        for (const other of layers[index + 1 + passed] ?? []) {
          const way = other.after + other.gain - costOf(node, other) + refund(passed)
          if (way > node.after) node.after = way
        }
      }
    }
  }
}

function bestPath(layers: readonly (readonly Node[])[]): ReadonlyMap<number, Node> {
  let last: Node | undefined
  const whole = (node: Node): number => node.before + refund(layers.length - 1 - node.step)
  for (const layer of layers.slice(-1 - mostPassed)) {
    for (const node of layer) if (last === undefined || whole(node) > whole(last)) last = node
  }
  const path = new Map<number, Node>()
  for (let node = last; node !== undefined; node = node.previous) path.set(node.step, node)
  return path
}

/** The shift at the nearest other quote that was placed; 0 when there is none. */
function shiftAround(path: ReadonlyMap<number, Node>, index: number, quotes: readonly Anchored[]): number {
  const neighbour = (direction: 1 | -1): number | undefined => {
    for (let at = index + direction; at >= 0 && at < quotes.length; at += direction) if (path.has(at)) return at
    return undefined
  }
  const distance = (at: number): number => Math.abs((quotes[at]?.near ?? 0) - (quotes[index]?.near ?? 0))
  const [before, after] = [neighbour(-1), neighbour(1)]
  const nearest =
    before === undefined || (after !== undefined && distance(after) < distance(before)) ? (after ?? before) : before
  return nearest === undefined ? 0 : (path.get(nearest)?.shift ?? 0)
}

/** The places as nodes; of very many those stay whose shift most quotes could have. */
function layersOf(quotes: readonly Anchored[]): readonly (readonly Node[])[] {
  const support = new Map<number, number>()
  const bin = (shift: number): number => Math.round(shift / (2 * stepScale))
  for (const { near, places } of quotes) {
    for (const { at } of places) support.set(bin(at - near), (support.get(bin(at - near)) ?? 0) + 1 / places.length)
  }
  const supportOf = (shift: number): number =>
    (support.get(bin(shift) - 1) ?? 0) + (support.get(bin(shift)) ?? 0) + (support.get(bin(shift) + 1) ?? 0)
  return quotes.map(({ near, places }, step) => {
    const nodes = places.map(({ at, evidence }, place): Node => {
      const gain = 1 - evidenceWeight * (1 - evidence)
      return { place, at, shift: at - near, gain, before: -Infinity, after: -Infinity, previous: undefined, step }
    })
    if (nodes.length <= mostPlaces) return nodes
    const order = nodes
      .map((node) => ({ node, supported: supportOf(node.shift) }))
      .sort((a, b) => b.supported - a.supported || Math.abs(a.node.shift) - Math.abs(b.node.shift))
    return order.slice(0, mostPlaces).map(({ node }) => node)
  })
}
