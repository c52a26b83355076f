import type { AnnotatedDocument } from '@claimspan/core'
import type { ImportProblem, ReadableFile, ReadDocuments } from './format.js'
import { type JsonCursor, readJsonLines } from './json-cursor.js'
import { type ReadNotes, readNotes, soundDocument } from './sound-document.js'

/** Makes a document of one line, or reports problems; `name` is for a document that says no id of its own. */
export type LineReader = (
  line: JsonCursor,
  name: string,
  taken: Set<string>,
  notes: ReadNotes,
) => AnnotatedDocument | undefined

/** The documents of JSONL files, one a line. A line with a problem gives none; the others are read. */
export function readLines(files: readonly ReadableFile[], documentOfLine: LineReader): ReadDocuments {
  const documents: AnnotatedDocument[] = []
  const problems: ImportProblem[] = []
  const notes: string[] = []
  const taken = new Set<string>()
  for (const { path, text } of files) {
    const left = readNotes(path)
    for (const { cursor, line, problems: found } of readJsonLines(path, text)) {
      const annotated = found.length === 0 ? documentOfLine(cursor, `${stemOf(path)}-${line}`, taken, left) : undefined
      const sound = annotated && soundDocument(annotated, path, found, line)
      if (sound !== undefined) documents.push(sound)
      problems.push(...found)
    }
    notes.push(...left.notes())
  }
  return { documents, problems, notes }
}

const stemOf = (path: string): string => (path.split(/[\\/]/).pop() ?? path).replace(/(?<=.)\..*$/, '')
