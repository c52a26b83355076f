import { type AnnotatedDocument, isId } from '@claimspan/core'
import type { ImportProblem, ReadableFile, ReadDocuments } from '../format.js'
import { nameDocument } from '../import/name-document.js'
import { readRecord } from '../import/read-record.js'
import { foreignRecord } from './foreign.js'
import { nativeRecord } from './native-record.js'
import { parseTei } from './parse.js'

/** `.xml` files, each a TEI document. */
export function readTei(files: readonly ReadableFile[]): ReadDocuments {
  const documents: AnnotatedDocument[] = []
  const problems: ImportProblem[] = []
  const notes: string[] = []
  const taken = new Set<string>()
  for (const { path, text } of files.filter(({ path }) => /\.(?:xml|tei)$/i.test(path) || files.length === 1)) {
    const parsed = parseTei(text, path)
    if (!('structures' in parsed)) {
      problems.push(parsed)
      continue
    }
    const name = (path.split('/').pop() ?? path).replace(/\.(?:xml|tei)$/i, '')
    const made = parsed.isOurs
      ? nativeRecord(parsed, path)
      : foreignRecord(parsed, path, isId(name) && !taken.has(name) ? name : nameDocument(path, taken))
    const { id } = made.record
    if (isId(id)) taken.add(id)
    notes.push(...made.notes)
    const read = made.problems.length > 0 ? { problems: made.problems } : readRecord(made.record, path, made.places)
    problems.push(...read.problems)
    if ('annotated' in read && read.annotated !== undefined) documents.push(read.annotated)
  }
  return { documents, problems, notes }
}
