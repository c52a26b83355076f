import { alignTokens } from './align-tokens.js'
import { isWord, type Names, tokens } from './tokens.js'

/**
 * One difference between two texts: `deleted` UTF-16 code units from offset `at` of the old text are replaced by
 * `inserted`. Never both nothing.
 */
export interface TextEdit {
  readonly at: number
  readonly deleted: number
  readonly inserted: string
}

/** A changed stretch, by half-open ranges of both texts. */
interface Stretch {
  readonly a0: number
  readonly a1: number
  readonly b0: number
  readonly b1: number
}

/**
 * The differences that make `after` of `before`, in the order of the text, with something the same between each two;
 * their offsets count in `before`, so that they are applied from the last to the first. Lines are compared first, then
 * words, then the characters of stretches that are still alike; a stretch that was written anew is one difference, whatever
 * small words it has in common by chance. Cuts no surrogate pair. About linear in the length of texts that share most of
 * their words.
 */
export function diffText(before: string, after: string): readonly TextEdit[] {
  if (before === after) return []
  const all: Stretch = { a0: 0, a1: before.length, b0: 0, b1: after.length }
  const byLine = changed(before, after, all, 'line')
  const byWord = byLine.flatMap((stretch) => changed(before, after, stretch, 'word'))
  const settled = withoutChance(before, after, byWord)
  return settled
    .flatMap((stretch) => refined(before, after, stretch))
    .map(({ a0, a1, b0, b1 }) => ({ at: a0, deleted: a1 - a0, inserted: after.slice(b0, b1) }))
}

/** What is different within a stretch, seen by lines, words or characters. */
function changed(
  before: string,
  after: string,
  { a0, a1, b0, b1 }: Stretch,
  by: 'line' | 'word' | 'character',
): readonly Stretch[] {
  if (a0 === a1 || b0 === b1) return a0 === a1 && b0 === b1 ? [] : [{ a0, a1, b0, b1 }]
  const names: Names = new Map()
  const a = tokens(before.slice(a0, a1), by, names, a0)
  const b = tokens(after.slice(b0, b1), by, names, b0)
  const stretches: Stretch[] = []
  let [endA, endB] = [a0, b0]
  const add = (untilA: number, untilB: number) => {
    if (endA === untilA && endB === untilB) return
    const stretch = trimmed(before, after, { a0: endA, a1: untilA, b0: endB, b1: untilB })
    if (stretch.a0 < stretch.a1 || stretch.b0 < stretch.b1) stretches.push(stretch)
  }
  // Of lines only those that stand once count: where a text repeats itself, the few left whole may be of any copy.
  for (const match of alignTokens(a.ids, b.ids, by === 'line')) {
    for (let step = 0; step < match.length; step++) {
      add(a.starts[match.a + step] ?? 0, b.starts[match.b + step] ?? 0)
      endA = a.ends[match.a + step] ?? 0
      endB = b.ends[match.b + step] ?? 0
    }
  }
  add(a1, b1)
  return stretches
}

const isSpace = (text: string, at: number): boolean => /\s/.test(text.charAt(at))

/** A stretch without the spaces at its ends that both texts have. */
function trimmed(before: string, after: string, { a0, a1, b0, b1 }: Stretch): Stretch {
  let [startA, startB] = [a0, b0]
  while (startA < a1 && startB < b1 && before[startA] === after[startB] && isSpace(before, startA)) {
    startA += 1
    startB += 1
  }
  let [endA, endB] = [a1, b1]
  while (endA > startA && endB > startB && before[endA - 1] === after[endB - 1] && isSpace(before, endA - 1)) {
    endA -= 1
    endB -= 1
  }
  return { a0: startA, a1: endA, b0: startB, b1: endB }
}

/** So many words in a row are not the same by chance. */
const fewWords = 3
const wordPattern = /[\p{L}\p{N}\p{M}_]+/gu

/**
 * Stretches joined over what is the same between them by chance: spaces, or a few words that the texts have more than
 * once, where more than that was both taken out and put in around them.
 */
function withoutChance(before: string, after: string, stretches: readonly Stretch[]): readonly Stretch[] {
  let counts: { readonly before: Counts; readonly after: Counts } | undefined
  const isChance = (left: Stretch, right: Stretch): boolean => {
    const length = right.a0 - left.a1
    const deleted = left.a1 - left.a0 + right.a1 - right.a0
    const inserted = left.b1 - left.b0 + right.b1 - right.b0
    if (length >= deleted || length >= inserted) return false
    const words = before.slice(left.a1, right.a0).match(wordPattern) ?? []
    if (words.length === 0) return true
    if (words.length > fewWords) return false
    counts ??= { before: countsOf(before), after: countsOf(after) }
    const { before: old, after: now } = counts
    return words.every((word) => (old.get(word) ?? 0) > 1 || (now.get(word) ?? 0) > 1)
  }
  const settled: Stretch[] = []
  for (const stretch of stretches) {
    let here = stretch
    for (let last = settled[settled.length - 1]; last !== undefined && isChance(last, here); ) {
      here = { a0: last.a0, a1: here.a1, b0: last.b0, b1: here.b1 }
      settled.pop()
      last = settled[settled.length - 1]
    }
    settled.push(here)
  }
  return settled
}

type Counts = ReadonlyMap<string, number>

function countsOf(text: string): Counts {
  const counts = new Map<string, number>()
  for (const [word] of text.matchAll(wordPattern)) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

/** A longer stretch is not looked at by the character: it is replaced as it is. */
const longest = 20_000
/** The least share of the characters of two stretches that is the same in both, for one to be the other, corrected. */
const alike = 0.5

/** A stretch by its characters when it is still alike, else as it is. */
function refined(before: string, after: string, stretch: Stretch): readonly Stretch[] {
  const { a0, a1, b0, b1 } = stretch
  if (a0 === a1 || b0 === b1 || a1 - a0 + b1 - b0 > longest) return [stretch]
  const old = before.slice(a0, a1)
  if (!isWord(old)) return [stretch]
  const parts = changed(before, after, stretch, 'character')
  const gone = parts.reduce((sum, part) => sum + part.a1 - part.a0, 0)
  const words = [old, after.slice(b0, b1)].map((text) => text.replace(/\s/g, '').length)
  const same = old.length - gone
  const length = old.length + b1 - b0
  const sameWords = same - Math.min(same, old.length - (words[0] ?? 0))
  return 2 * same >= alike * length && 2 * sameWords >= alike * ((words[0] ?? 0) + (words[1] ?? 0)) ? parts : [stretch]
}
