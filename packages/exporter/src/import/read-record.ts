import { type AnnotatedDocument, type Problem, problemSentence, readNativeLine } from '@claimspan/core'
import type { ImportProblem } from '../format.js'

/** Where parts of a record come from, by JSON pointer into it; looked up only when there is something to say. */
export type RecordPlaces = ReadonlyMap<
  string,
  { readonly place: { readonly line: number; readonly column?: number } | undefined }
>

/**
 * A document from a record of the native form, as a reader of another format made it: nothing unsound gets in, and each
 * problem is said at the place that its part of the record comes from.
 */
export function readRecord(
  record: Readonly<Record<string, unknown>>,
  file: string,
  places: RecordPlaces,
): { readonly annotated?: AnnotatedDocument; readonly problems: readonly ImportProblem[] } {
  const read = readNativeLine(JSON.stringify(record))
  if (read.ok) return { annotated: read.annotated, problems: [] }
  return { problems: read.problems.map((problem) => placed(problem, file, places)) }
}

function placed(problem: Problem, file: string, places: RecordPlaces): ImportProblem {
  let path = problem.path
  while (path !== '' && !places.has(path)) path = path.slice(0, path.lastIndexOf('/'))
  const sentence = `In the native form of it, ${problemSentence(problem)}`
  return { kind: problem.kind, file, ...places.get(path)?.place, sentence }
}
