import { type Beside, isCount } from './returned-words.js'
import type { Run } from './text-walk.js'

/** What is put on the clipboard beside the words, so that whoever pastes them can say which words they are. */
export interface CopiedWords {
  readonly document: string
  readonly runs: readonly Run[]
  /** What stood beside them; without it, what stands there when they are pasted decides. */
  readonly beside?: Beside
}

/** What stood on a clipboard as JSON; `undefined` for anything that {@link CopiedWords} is not, since every page may write there. */
export function readCopiedWords(json: string): CopiedWords | undefined {
  const value = parsed(json)
  if (!isRecord(value) || typeof value.document !== 'string' || !areRuns(value.runs)) return undefined
  const { document, runs, beside } = value
  if (!isRecord(beside) || !areRuns(beside.before) || !areRuns(beside.after)) return { document, runs }
  return { document, runs, beside: { before: beside.before, after: beside.after } }
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
