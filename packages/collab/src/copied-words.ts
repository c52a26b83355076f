import { type Beside, isCount, lengthOf } from './returned-words.js'
import type { Run } from './text-walk.js'

/** What is put on the clipboard beside the words, so that whoever pastes them can say which words they are. */
export interface CopiedWords {
  readonly document: string
  readonly runs: readonly Run[]
  /** The words themselves, as long as the runs; without them, only what is pasted in the same length is taken for them. */
  readonly words?: string
  /** What stood beside them; without it, what stands there when they are pasted decides. */
  readonly beside?: Beside
}

/** What stood on a clipboard as JSON; `undefined` for anything that {@link CopiedWords} is not, since every page may write there. */
export function readCopiedWords(json: string): CopiedWords | undefined {
  const value = parsed(json)
  if (!isRecord(value) || typeof value.document !== 'string' || !areRuns(value.runs)) return undefined
  const { document, runs, words, beside } = value
  return {
    document,
    runs,
    ...(typeof words === 'string' && words.length === lengthOf(runs) ? { words } : {}),
    ...(isRecord(beside) && areRuns(beside.before) && areRuns(beside.after)
      ? { beside: { before: beside.before, after: beside.after } }
      : {}),
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

function areRuns(value: unknown): value is readonly Run[] {
  return (
    Array.isArray(value) &&
    value.every(
      (run) =>
        isRecord(run) &&
        isCount(run.client) &&
        isCount(run.clock) &&
        isCount(run.length) &&
        run.length > 0 &&
        Number.isSafeInteger(run.clock + run.length),
    )
  )
}

/** Characters in common, one after the other: from `from` on among those that were copied, from `at` on in what was pasted. */
export interface Common {
  readonly from: number
  readonly at: number
  readonly length: number
}

/**
 * What of the copied words what was pasted is, in UTF-16 code units. An editor may leave out or put in spaces, line breaks
 * and paragraph borders, as at the ends of what it pastes; where anything else differs, it is not these words: nothing.
 */
export function commonWords(copied: string, pasted: string): readonly Common[] {
  const common: { from: number; at: number; length: number }[] = []
  let [from, at] = [0, 0]
  while (from < copied.length || at < pasted.length) {
    if (from < copied.length && copied[from] === pasted[at]) {
      const last = common[common.length - 1]
      if (last !== undefined && last.from + last.length === from && last.at + last.length === at) last.length++
      else common.push({ from, at, length: 1 })
      from++
      at++
    } else if (isSpace(copied[from])) from++
    else if (isSpace(pasted[at])) at++
    else return []
  }
  return common
}

const isSpace = (unit: string | undefined) => unit !== undefined && /\s/.test(unit)
