import { type AnnotatedDocument, isId } from '@claimspan/core'
import type { ImportProblem } from '../format.js'
import { nameDocument } from '../import/name-document.js'
import { type RecordPlaces, readRecord } from '../import/read-record.js'
import { foreignRecord } from './foreign.js'
import { nativeRecord } from './native-record.js'
import type { ReadCas } from './structures.js'
import { casTypes } from './type-system.js'

/** A record of the native form (UTF-16), with where each part of it was read. */
export interface CasRecord {
  readonly record: Readonly<Record<string, unknown>>
  readonly places: RecordPlaces
  readonly problems: readonly ImportProblem[]
  readonly notes: readonly string[]
}

export interface CasDocument {
  readonly annotated?: AnnotatedDocument
  readonly problems: readonly ImportProblem[]
  readonly notes: readonly string[]
}

/**
 * The document of a CAS. With Claimspan's types in it, it is all that was written; else each annotation of a span is a claim
 * of a type. It is read as the native form, so that nothing unsound gets in.
 */
export function readDocument(cas: ReadCas, file: string, format: string, taken: Set<string>): CasDocument {
  const isOurs = [...cas.structures.values()].some(({ type }) => type === casTypes.Article.name)
  const made = isOurs ? nativeRecord(cas, file) : foreignRecord(cas, file, format)
  const notes = [
    ...made.notes,
    ...(cas.otherViews > 0 ? [`${file}: views that were left out: ${cas.otherViews}.`] : []),
  ]
  if (made.problems.length > 0) return { problems: made.problems, notes }
  const { id } = made.record
  const record = { ...made.record, id: isOurs || (isId(id) && !taken.has(id)) ? id : nameDocument(file, taken) }
  if (isId(record.id)) taken.add(record.id)
  return { ...readRecord(record, file, made.places), notes }
}
