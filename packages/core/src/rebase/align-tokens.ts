/** `length` tokens from `a` on are the same as those from `b` on. */
export interface Match {
  readonly a: number
  readonly b: number
  readonly length: number
}

/** A part of two sequences: half-open ranges. */
interface Gap {
  readonly a0: number
  readonly a1: number
  readonly b0: number
  readonly b1: number
}

/** How many tokens in a row are looked for as landmarks, the surest first. */
const gramSizes: readonly number[] = [8, 4, 2, 1]
/** A gap with fewer token pairs than this needs no landmarks. */
const small = 4096
/** How many differences are searched for exactly before the best way so far is taken. */
const mostDifferences = 800

/**
 * What two sequences have in common, in order and without crossing: runs that stand once in both are landmarks, and
 * between them the longest common subsequence (Myers 1986, "An O(ND) difference algorithm"), cut into pieces where it
 * would take too long. About linear in the length for texts that share most of their words. With `landmarksOnly` nothing is
 * looked for between them.
 */
export function alignTokens(a: Int32Array, b: Int32Array, landmarksOnly = false): readonly Match[] {
  const found: Match[] = []
  const open: (Gap & { readonly from: number })[] = [{ a0: 0, a1: a.length, b0: 0, b1: b.length, from: 0 }]
  for (let gap = open.pop(); gap !== undefined; gap = open.pop()) {
    let { a0, a1, b0, b1 } = gap
    const start = a0
    while (a0 < a1 && b0 < b1 && a[a0] === b[b0]) {
      a0 += 1
      b0 += 1
    }
    if (a0 > start) found.push({ a: start, b: gap.b0, length: a0 - start })
    const end = a1
    while (a1 > a0 && b1 > b0 && a[a1 - 1] === b[b1 - 1]) {
      a1 -= 1
      b1 -= 1
    }
    if (a1 < end) found.push({ a: a1, b: b1, length: end - a1 })
    if (a0 === a1 || b0 === b1) continue
    const inner = { a0, a1, b0, b1 }
    const isSmall = (a1 - a0) * (b1 - b0) <= small && !landmarksOnly
    const marks = isSmall ? undefined : landmarks(a, b, inner, gap.from)
    if (marks === undefined) {
      if (!landmarksOnly) found.push(...shortest(a, b, inner))
      continue
    }
    let [atA, atB] = [a0, b0]
    for (const one of marks.matches) {
      found.push(one)
      open.push({ a0: atA, a1: one.a, b0: atB, b1: one.b, from: marks.from })
      atA = one.a + one.length
      atB = one.b + one.length
    }
    open.push({ a0: atA, a1, b0: atB, b1, from: marks.from })
  }
  return joined(found.sort((one, other) => one.a - other.a))
}

function joined(matches: readonly Match[]): readonly Match[] {
  const all: Match[] = []
  for (const match of matches) {
    const last = all[all.length - 1]
    if (last !== undefined && last.a + last.length === match.a && last.b + last.length === match.b) {
      all[all.length - 1] = { ...last, length: last.length + match.length }
    } else all.push(match)
  }
  return all
}

/** Runs that stand once on each side, in the same order on both; `from` is the gram size to go on with. */
function landmarks(
  a: Int32Array,
  b: Int32Array,
  gap: Gap,
  from: number,
): { readonly matches: readonly Match[]; readonly from: number } | undefined {
  for (let at = from; at < gramSizes.length; at++) {
    const size = gramSizes[at] ?? 1
    const matches = grown(a, b, gap, inOrder(commonGrams(a, b, gap, size)), size)
    if (matches.length > 0) return { matches, from: at }
  }
  return undefined
}

/** The places of runs of `size` tokens that stand once on each side, in the order of a. */
function commonGrams(
  a: Int32Array,
  b: Int32Array,
  { a0, a1, b0, b1 }: Gap,
  size: number,
): readonly (readonly [number, number])[] {
  const onceInA = placesOnce(a, a0, a1, size)
  const onceInB = placesOnce(b, b0, b1, size)
  const pairs: [number, number][] = []
  for (const [gram, atA] of onceInA) {
    const atB = onceInB.get(gram)
    if (atA === -1 || atB === undefined || atB === -1) continue
    let same = true
    for (let step = 0; step < size && same; step++) same = a[atA + step] === b[atB + step]
    if (same) pairs.push([atA, atB])
  }
  return pairs.sort((one, other) => one[0] - other[0])
}

/** The place of each run by its hash; -1 for a hash that comes twice. */
function placesOnce(of: Int32Array, from: number, to: number, size: number): ReadonlyMap<number, number> {
  const places = new Map<number, number>()
  for (let at = from; at + size <= to; at++) {
    let hash = 0
    for (let step = 0; step < size; step++)
      hash = (Math.imul(hash, 0x01000193) ^ ((of[at + step] ?? 0) + 0x9e3779b9)) | 0
    places.set(hash, places.has(hash) ? -1 : at)
  }
  return places
}

/** The most of these pairs whose second places also rise: the longest increasing subsequence. */
function inOrder(pairs: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const ends: number[] = []
  const before = new Int32Array(pairs.length).fill(-1)
  pairs.forEach(([, place], index) => {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((pairs[ends[middle] ?? 0]?.[1] ?? 0) < place) low = middle + 1
      else high = middle
    }
    before[index] = low === 0 ? -1 : (ends[low - 1] ?? -1)
    ends[low] = index
  })
  const chain: (readonly [number, number])[] = []
  for (let index = ends[ends.length - 1] ?? -1; index !== -1; index = before[index] ?? -1) {
    const pair = pairs[index]
    if (pair !== undefined) chain.push(pair)
  }
  return chain.reverse()
}

/** Each pair as far as the tokens on both sides of it are the same, none over another. */
function grown(
  a: Int32Array,
  b: Int32Array,
  { a0, a1, b0, b1 }: Gap,
  pairs: readonly (readonly [number, number])[],
  size: number,
): readonly Match[] {
  const matches: Match[] = []
  let [endA, endB] = [a0, b0]
  for (const [placeA, placeB] of pairs) {
    let [fromA, fromB] = [Math.max(placeA, endA), placeB + Math.max(0, endA - placeA)]
    if (fromB < endB || fromA >= placeA + size) continue
    while (fromA > endA && fromB > endB && a[fromA - 1] === b[fromB - 1]) {
      fromA -= 1
      fromB -= 1
    }
    let [toA, toB] = [fromA, fromB]
    while (toA < a1 && toB < b1 && a[toA] === b[toB]) {
      toA += 1
      toB += 1
    }
    if (toA > fromA) matches.push({ a: fromA, b: fromB, length: toA - fromA })
    ;[endA, endB] = [toA, toB]
  }
  return matches
}

/** The longest common subsequence of a gap, exactly while that is cheap, else piece after piece. */
function shortest(a: Int32Array, b: Int32Array, { a0, a1, b0, b1 }: Gap): readonly Match[] {
  const matches: Match[] = []
  let [fromA, fromB] = [a0, b0]
  while (fromA < a1 && fromB < b1) {
    const [toA, toB] = shortestPiece(a, b, { a0: fromA, a1, b0: fromB, b1 }, matches)
    ;[fromA, fromB] = [toA, toB]
  }
  return matches
}

/** Myers' greedy search from the start of the gap; returns how far it came. */
function shortestPiece(
  a: Int32Array,
  b: Int32Array,
  { a0, a1, b0, b1 }: Gap,
  into: Match[],
): readonly [number, number] {
  const [n, m] = [a1 - a0, b1 - b0]
  const most = Math.min(n + m, mostDifferences)
  const reach = new Int32Array(2 * most + 3)
  const middle = most + 1
  const trace: Int32Array[] = []
  let best = { x: 0, y: 0, k: 0, d: 0 }
  for (let d = 0; d <= most; d++) {
    // The reach of the step before, for the diagonals that it had.
    trace.push(reach.slice(middle - d - 1, middle + d + 2))
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (reach[middle + k - 1] ?? 0) < (reach[middle + k + 1] ?? 0))
      let x = down ? (reach[middle + k + 1] ?? 0) : (reach[middle + k - 1] ?? 0) + 1
      let y = x - k
      if (x > n || y > m) {
        reach[middle + k] = x
        continue
      }
      while (x < n && y < m && a[a0 + x] === b[b0 + y]) {
        x += 1
        y += 1
      }
      reach[middle + k] = x
      if (x + y > best.x + best.y) best = { x, y, k, d }
      if (x === n && y === m) {
        followBack(a0, b0, { x, y, k, d }, trace, into)
        return [a1, b1]
      }
    }
  }
  followBack(a0, b0, best, trace, into)
  return [a0 + best.x, b0 + best.y]
}

function followBack(
  a0: number,
  b0: number,
  end: { readonly x: number; readonly y: number; readonly k: number; readonly d: number },
  trace: readonly Int32Array[],
  into: Match[],
): void {
  let { x, k } = end
  const runs: Match[] = []
  for (let d = end.d; d >= 0; d--) {
    const before = trace[d]
    // Diagonal k of the step before is at index k + d + 1.
    const left = before?.[k + d] ?? 0
    const right = before?.[k + d + 2] ?? 0
    const down = k === -d || (k !== d && left < right)
    const start = d === 0 ? 0 : down ? right : left + 1
    if (x > start) runs.push({ a: a0 + start, b: b0 + start - k, length: x - start })
    if (d === 0) break
    x = down ? right : left
    k = down ? k + 1 : k - 1
  }
  into.push(...runs.reverse())
}
