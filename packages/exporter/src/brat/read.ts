import { type AnnotatedDocument, isId } from '@claimspan/core'
import type { ImportProblem, ReadableFile, ReadDocuments, ReadOptions } from '../format.js'
import { nameDocument } from '../import/name-document.js'
import { labelsOfVisual } from './configuration.js'
import { labelsFrom } from './labels.js'
import { readDocument } from './read-document.js'

/** Pairs of `<name>.txt` and `<name>.ann`; a text without annotations is a document without claims. */
export function readBrat(files: readonly ReadableFile[], options: ReadOptions): ReadDocuments {
  const byPath = new Map(files.map(({ path, text }) => [path, text]))
  const visual = files.find(({ path }) => path.endsWith('visual.conf'))
  const labels = labelsFrom(options, visual === undefined ? new Map() : labelsOfVisual(visual.text))
  const taken = new Set<string>()
  const documents: AnnotatedDocument[] = []
  const problems: ImportProblem[] = []
  const notes: string[] = []
  for (const { path, text } of files) {
    const textPath = path.replace(/\.ann$/, '.txt')
    if (path.endsWith('.ann') && !byPath.has(textPath)) {
      const sentence = `It has no text beside it: put ${textPath} into the same folder.`
      problems.push({ kind: 'no-text', file: path, sentence })
    }
    if (!path.endsWith('.txt')) continue
    const name = (path.split('/').pop() ?? path).slice(0, -'.txt'.length)
    const id = isId(name) && !taken.has(name) ? name : nameDocument(path, taken)
    taken.add(id)
    const file = path.replace(/\.txt$/, '.ann')
    const read = readDocument({ id, text, ann: byPath.get(file) ?? '', file }, labels)
    problems.push(...read.problems)
    notes.push(...read.notes)
    if (read.annotated !== undefined) documents.push(read.annotated)
  }
  return { documents, problems, notes }
}
