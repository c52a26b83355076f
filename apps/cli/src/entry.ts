import { type AnnotatedDocument, problemSentence, readNativeLine } from '@claimspan/core'
import type { ImportProblem } from '@claimspan/exporter'
import { decodeUtf8, type Line } from './lines.js'

/** One document of a corpus, or what is wrong with the place where one was expected. */
export type Entry =
  | { readonly ok: true; readonly annotated: AnnotatedDocument; readonly file: string; readonly line?: number }
  | { readonly ok: false; readonly problems: readonly ImportProblem[] }

/** One line of a native file, read. */
export function entryOfLine(file: string, { number, bytes }: Line): Entry {
  const text = decodeUtf8(bytes)
  if (text === undefined) {
    const sentence = 'The line is not UTF-8; the native form is'
    return { ok: false, problems: [{ kind: 'not-utf-8', file, line: number, sentence }] }
  }
  return entryOfText(file, number, text)
}

/** The text of a native line, read; `line` is where it comes from. */
export function entryOfText(file: string, line: number, text: string): Entry {
  const read = readNativeLine(text)
  if (read.ok) return { ok: true, annotated: read.annotated, file, line }
  const problems = read.problems.map((problem) => ({
    kind: problem.kind,
    file,
    line,
    sentence: problemSentence(problem),
  }))
  return { ok: false, problems }
}
