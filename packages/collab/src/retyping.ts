import { type Beside, type ReturnRecord, sliceRuns } from './returned-words.js'
import { type CharacterId, follows, type PlacedChange, type Run } from './text-walk.js'

/**
 * What one person is typing in the place of words: the words taken out last, and what has been typed for them so far. It
 * belongs where the words belonged, up to as many words as were taken out.
 */
export interface Retyping {
  readonly gone: readonly Run[]
  readonly goneWords: string
  /** What was typed, from the first character on. */
  readonly typed: readonly Run[]
  readonly typedWords: string
  /** How many of the typed characters are recorded. */
  readonly recorded: number
  /** What stood on either side when the first of them was typed. */
  readonly beside?: Beside
}

/** What is to be recorded of a change, and how the retyping goes on. */
export interface RetypingStep {
  readonly retyping: Retyping | undefined
  readonly record?: ReturnRecord
  /** Characters typed on, to be recorded as more of those whose first one is `first`. */
  readonly more?: { readonly first: Run; readonly runs: readonly Run[] }
}

const nothingTyped = { typed: [], typedWords: '', recorded: 0 } as const

/** What stands on either side of a place that was changed. */
export function besideOf({ left, right }: PlacedChange): Beside {
  const run = (id: CharacterId | undefined) => (id === undefined ? [] : [{ ...id, length: 1 }])
  return { before: run(left), after: run(right) }
}

/** The retyping after one more change at one place. */
export function retype(before: Retyping | undefined, change: PlacedChange): RetypingStep {
  const { inserted, insertedWords } = change
  if (inserted.length === 0) return { retyping: takenOut(before, change) }
  if (change.deleted.length > 0) {
    // Typed over words in one go: all of it belongs, and what is typed on, as far as the words go.
    const out = takenOut(undefined, change)
    return {
      retyping: { ...out, typed: inserted, typedWords: insertedWords, recorded: insertedWords.length },
      record: { kind: 'retyped', old: out.gone, now: inserted, beside: besideOf(change) },
    }
  }
  if (before === undefined || !isInPlace(before, change)) return { retyping: undefined }
  const typed = append(before.typed, inserted)
  const typedWords = before.typedWords + insertedWords
  const { length, goesOn } = replacing(before.goneWords, typedWords)
  const recorded = Math.max(length, before.recorded)
  const beside = before.beside ?? besideOf(change)
  const retyping = goesOn ? { ...before, typed, typedWords, recorded, beside } : undefined
  const runs = sliceRuns(typed, before.recorded, recorded)
  const [first] = typed
  if (runs.length === 0 || first === undefined) return { retyping }
  return before.recorded === 0
    ? { retyping, record: { kind: 'retyped', old: before.gone, now: runs, beside } }
    : { retyping, more: { first, runs } }
}

/** The retyping after words were taken out. */
function takenOut(before: Retyping | undefined, change: PlacedChange): Retyping {
  const { deleted, deletedWords } = change
  if (before?.typed.length === 0 && before.gone.every((run) => within(run, change.gone))) {
    // Delete after delete, or backspace after backspace: the words in the order they had.
    const both = [...before.gone, ...deleted]
    const gone = change.all
      .filter((run) => within(run, both))
      .reduce<readonly Run[]>((runs, run) => append(runs, [run]), [])
    const isAfter = before.gone.every((run) => within(run, change.goneBefore))
    const words = isAfter ? before.goneWords + deletedWords : deletedWords + before.goneWords
    return { gone, goneWords: words, ...nothingTyped }
  }
  const kept = (before?.typedWords.length ?? 0) - deletedWords.length
  if (before === undefined || kept < 0 || !isSame(sliceRuns(before.typed, kept, before.typedWords.length), deleted)) {
    return { gone: deleted, goneWords: deletedWords, ...nothingTyped }
  }
  const typed = sliceRuns(before.typed, 0, kept)
  return { ...before, typed, typedWords: before.typedWords.slice(0, kept), recorded: Math.min(before.recorded, kept) }
}

/** Whether what was typed follows what was typed before, or stands where the words were. */
function isInPlace({ typed, gone }: Retyping, change: PlacedChange): boolean {
  const last = typed[typed.length - 1]
  if (last === undefined) return gone.every((run) => within(run, change.gone))
  return change.left?.client === last.client && change.left.clock === last.clock + last.length - 1
}

function within(run: Run, runs: readonly Run[]): boolean {
  return runs.some(
    ({ client, clock, length }) =>
      client === run.client && clock <= run.clock && run.clock + run.length <= clock + length,
  )
}

function append(first: readonly Run[], then: readonly Run[]): readonly Run[] {
  const last = first[first.length - 1]
  const [next, ...rest] = then
  return last !== undefined && next !== undefined && follows(last, next)
    ? [...first.slice(0, -1), { ...last, length: last.length + next.length }, ...rest]
    : [...first, ...then]
}

function isSame(a: readonly Run[], b: readonly Run[]): boolean {
  return (
    a.length === b.length && a.every((run, at) => b[at] !== undefined && within(run, [b[at]]) && within(b[at], [run]))
  )
}

const unspaced = '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}'
/** A word; in scripts that put no spaces between words, a character. */
const word = new RegExp(
  `[${unspaced}]\\p{M}*|(?:(?![${unspaced}])[\\p{L}\\p{N}\\p{M}]|(?<=[\\p{L}\\p{N}])['’.,-](?=[\\p{L}\\p{N}]))+`,
  'gu',
)

/**
 * How much of what was typed takes the place of what was taken out: up to the end of as many words, and after the last of
 * them as many other characters as stood there. UTF-16 code units. `goesOn` when more may follow.
 */
export function replacing(gone: string, typed: string): { readonly length: number; readonly goesOn: boolean } {
  const ends = (words: string) => [...words.matchAll(word)].map((found) => found.index + found[0].length)
  const [goneEnds, typedEnds] = [ends(gone), ends(typed)]
  const lastEnd = goneEnds[goneEnds.length - 1] ?? 0
  const missing = goneEnds.length - typedEnds.length
  if (missing > 0) return { length: typedEnds[typedEnds.length - 1] ?? 0, goesOn: true }
  const end = typedEnds[goneEnds.length - 1] ?? 0
  const length = missing < 0 ? end : Math.min(typed.length, end + gone.length - lastEnd)
  return { length, goesOn: missing === 0 && length === typed.length }
}
