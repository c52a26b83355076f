import { stride } from './gram.js'
import { type Ballot, widthBits } from './gram-index.js'

/** A stretch of diagonals with many grams: where the pattern's start may be in the text, from `low` to `high`. */
export interface Candidate {
  readonly low: number
  readonly high: number
  /** Where most of its grams say that the pattern's start is, give or take 32. */
  readonly middle: number
  /** Grams that are there, of about `length / stride` when nothing was edited. */
  readonly votes: number
}

const width = 1 << widthBits
/** A gram with more places than this in a piece says little; looser limits follow when too few grams are rarer. */
const commonest: readonly number[] = [128, 2048, Number.POSITIVE_INFINITY]
/** Half of a passage this far from the other half is still one passage, with words put in between. */
const reach = 256 / width

/**
 * The stretches where at least half as many grams of the pattern are as in the best one, and at least `least`; the best
 * first, at most `most` of them.
 */
export function candidates(
  ballot: Ballot,
  grams: Uint16Array,
  { least, most, counts }: { readonly least: number; readonly most: number; readonly counts: Counts },
): readonly Candidate[] {
  if (grams.length === 0) return []
  const size = ((ballot.to - ballot.from + grams.length) >> widthBits) + 2
  const tally = counts(size)
  for (const limit of commonest) {
    tally.fill(0, 0, size)
    if (ballot.vote(grams, limit, tally) >= 0.25) break
  }
  let best = 0
  for (let at = 1, before = tally[0] ?? 0; at < size; at += 1) {
    const here = tally[at] ?? 0
    if (before + here > best) best = before + here
    before = here
  }
  if (best < least) return []
  const enough = Math.max(least, Math.ceil(best / 2))
  const found: Candidate[] = []
  const base = ballot.from - grams.length
  for (let at = 1; at < size; at += 1) {
    const votes = (tally[at - 1] ?? 0) + (tally[at] ?? 0)
    if (votes < enough) continue
    const before = at < 2 ? 0 : (tally[at - 2] ?? 0) + (tally[at - 1] ?? 0)
    const after = at + 1 < size ? (tally[at] ?? 0) + (tally[at + 1] ?? 0) : 0
    if (before > votes || after >= votes) continue
    let [low, high] = [at - 1, at]
    if (votes < (grams.length / stride) * 0.6) {
      const rest = Math.max(3, votes * 0.15)
      for (let step = 1; step <= reach; step += 1) {
        if (at - 1 - step >= 0 && (tally[at - 1 - step] ?? 0) >= rest) low = at - 1 - step
        if (at + step < size && (tally[at + step] ?? 0) >= rest) high = at + step
      }
    }
    found.push({ low: base + low * width, high: base + high * width + width - 1, middle: base + at * width, votes })
  }
  found.sort((a, b) => b.votes - a.votes || a.low - b.low)
  return found.length > most ? found.slice(0, most) : found
}

/** An array of at least so many counters, used again and again. */
export type Counts = (size: number) => Uint16Array

export function reusedCounts(): Counts {
  let kept = new Uint16Array(0)
  return (size) => {
    if (kept.length < size) kept = new Uint16Array(size)
    return kept
  }
}
