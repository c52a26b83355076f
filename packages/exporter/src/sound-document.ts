import { type AnnotatedDocument, check, problemSentence } from '@claimspan/core'
import type { ImportProblem } from './format.js'

/** The document, when no problem was found with it and `check` finds none; else nothing, and the problems. */
export function soundDocument(
  annotated: AnnotatedDocument,
  file: string,
  problems: ImportProblem[],
  line?: number,
): AnnotatedDocument | undefined {
  if (problems.length > 0) return undefined
  const found = check(annotated)
  for (const problem of found) {
    const place = line === undefined ? { file } : { file, line }
    problems.push({ kind: problem.kind, ...place, sentence: `In the native form of it, ${problemSentence(problem)}` })
  }
  return found.length === 0 ? annotated : undefined
}

/** Counts of what a person should know of a file that was read, to be told as notes. */
export interface ReadNotes {
  /** One more of these, named in the plural. */
  leave(what: string): void
  /** One more of these, said as it is. */
  say(what: string): void
  notes(): readonly string[]
}

export function readNotes(file: string): ReadNotes {
  const counts = new Map<string, number>()
  const say = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1)
  return {
    leave: (what) => say(`${what} were left out`),
    say,
    notes: () => [...counts].map(([what, count]) => `${file}: ${what}: ${count}.`),
  }
}
