/** One difference between two texts: `deleted` code units of the old text at `at` became `inserted`. */
export interface Replacement {
  /** UTF-16 offset in the old text. */
  readonly at: number
  readonly deleted: number
  readonly inserted: string
}

/** More changed words than this are one replacement: aligning them would cost much and mean little. */
const mostEdits = 400

/**
 * How the old text became the new one, in order. `caret` is where typing ended, as an offset of the new text: it decides
 * which of several equal letters was typed or deleted (a third `l` typed in `hello` says nothing by itself).
 * No replacement ends between the two halves of a surrogate pair.
 */
export function diffText(before: string, after: string, caret: number | null): readonly Replacement[] {
  if (before === after) return []
  const [prefix, suffix] = commonEnds(before, after, caret)
  const deleted = before.slice(prefix, before.length - suffix)
  const inserted = after.slice(prefix, after.length - suffix)
  if (deleted !== '' && inserted !== '') {
    const aligned = alignWords(deleted, inserted)
    if (aligned !== undefined) return aligned.map((found) => ({ ...found, at: found.at + prefix }))
  }
  return [{ at: prefix, deleted: deleted.length, inserted }]
}

function commonEnds(before: string, after: string, caret: number | null): [prefix: number, suffix: number] {
  const shorter = Math.min(before.length, after.length)
  const behindCaret = caret === null ? shorter : Math.min(shorter, after.length - caret)
  let suffix = 0
  while (suffix < behindCaret && before[before.length - 1 - suffix] === after[after.length - 1 - suffix]) suffix++
  if (splitsPair(before, before.length - suffix) || splitsPair(after, after.length - suffix)) suffix--
  let prefix = 0
  while (prefix < shorter - suffix && before[prefix] === after[prefix]) prefix++
  if (splitsPair(before, prefix) || splitsPair(after, prefix)) prefix--
  return [prefix, suffix]
}

function splitsPair(text: string, at: number): boolean {
  const high = text.charCodeAt(at - 1)
  const low = text.charCodeAt(at)
  return at > 0 && high >= 0xd800 && high <= 0xdbff && low >= 0xdc00 && low <= 0xdfff
}

/** Indexes of two equal words, in the old text and in the new one. */
type Pair = readonly [old: number, now: number]

/** Words, single ideographs, single marks and spaces: what an edit leaves whole. */
const word = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|[\p{L}\p{M}\p{N}]+|\s|./gsu

/** Myers' greedy comparison (1986) of the words; `undefined` when the texts have little in common. */
function alignWords(before: string, after: string): readonly Replacement[] | undefined {
  const old = before.match(word) ?? []
  const now = after.match(word) ?? []
  const trace = editTrace(old, now)
  if (trace === undefined) return undefined
  const kept = meaningful(keptPairs(trace, old.length, now.length), old)
  const found: Replacement[] = []
  let [x, y, at] = [0, 0, 0]
  for (const [keptX, keptY] of [...kept, [old.length, now.length] as const]) {
    const gone = old.slice(x, keptX).join('').length
    const inserted = now.slice(y, keptY).join('')
    if (gone > 0 || inserted !== '') found.push({ at, deleted: gone, inserted })
    at += gone + (old[keptX]?.length ?? 0)
    x = keptX + 1
    y = keptY + 1
  }
  return found
}

/** Equal spaces and marks say nothing between words that differ: only runs of pairs with a word or a block border count. */
function meaningful(pairs: readonly Pair[], old: readonly string[]): readonly Pair[] {
  const kept: Pair[] = []
  let run: Pair[] = []
  for (const pair of pairs) {
    const last = run.at(-1)
    if (last !== undefined && (last[0] + 1 !== pair[0] || last[1] + 1 !== pair[1])) run = []
    run.push(pair)
    // Half of a surrogate pair stands for an object.
    const isWord = /[\p{L}\p{N}\n\p{Surrogate}]/u.test(old[pair[0]] ?? '')
    const isKept = kept.length > 0 && kept.at(-1) === run.at(-2)
    if (isWord && !isKept) kept.push(...run)
    else if (isWord || isKept) kept.push(pair)
  }
  return kept
}

/** The furthest x on each diagonal, one map for each number of edits. */
function editTrace(old: readonly string[], now: readonly string[]): Map<number, number>[] | undefined {
  const trace: Map<number, number>[] = []
  let furthest = new Map([[1, 0]])
  for (let edits = 0; edits <= Math.min(mostEdits, old.length + now.length); edits++) {
    trace.push(new Map(furthest))
    const next = new Map(furthest)
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const down = furthest.get(diagonal + 1) ?? -1
      const right = furthest.get(diagonal - 1) ?? -1
      let x = diagonal === -edits || (diagonal !== edits && right < down) ? down : right + 1
      let y = x - diagonal
      while (x < old.length && y < now.length && old[x] === now[y]) {
        x++
        y++
      }
      next.set(diagonal, x)
      if (x >= old.length && y >= now.length) return trace
    }
    furthest = next
  }
  return undefined
}

/** The pairs of equal words on the way back through the trace, first pair first. */
function keptPairs(trace: readonly Map<number, number>[], oldLength: number, nowLength: number): Pair[] {
  const pairs: Pair[] = []
  let [x, y] = [oldLength, nowLength]
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const furthest = trace[edits] ?? new Map<number, number>()
    const diagonal = x - y
    const down = furthest.get(diagonal + 1) ?? -1
    const right = furthest.get(diagonal - 1) ?? -1
    const from = diagonal === -edits || (diagonal !== edits && right < down) ? diagonal + 1 : diagonal - 1
    const fromX = edits === 0 ? 0 : (furthest.get(from) ?? 0)
    const fromY = edits === 0 ? 0 : fromX - from
    while (x > fromX && y > fromY) pairs.push([--x, --y])
    x = fromX
    y = fromY
  }
  return pairs.reverse()
}
