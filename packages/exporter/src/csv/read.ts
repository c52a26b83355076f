import {
  type AnnotatedDocument,
  type Annotator,
  annotator,
  isId,
  type Layer,
  layer,
  layerKinds,
  type OffsetUnit,
  offsetUnits,
} from '@claimspan/core'
import { documentOfFields } from '../document-fields.js'
import type { ImportProblem, ReadableFile, ReadDocuments } from '../format.js'
import { type JsonCursor, jsonOf, readJson } from '../json-cursor.js'
import { soundDocument } from '../sound-document.js'
import { claimsOfRows } from './read-claims.js'
import { documentsOfStatements } from './read-statements.js'
import { type Row, readRows } from './rows.js'
import type { Dialect } from './write.js'

/**
 * A table of claims with the table of their documents beside it, known by their columns; another table with a column of claims or sentences
 * becomes a document for each row. A document that has anything wrong in its row or in one of its claims is not read.
 */
export function readTable(files: readonly ReadableFile[], { name, delimiter }: Dialect): ReadDocuments {
  const problems: ImportProblem[] = []
  const notes: string[] = []
  const taken = new Set<string>()
  const tables = files
    .filter(({ path }) => path.endsWith(`.${name}`) || files.length === 1)
    .map((file) => readRows(file, delimiter, problems))
  const articles = tables.filter(({ columns }) => columns.has('document_id') && columns.has('text'))
  const claimTables = tables.filter(({ columns }) => columns.has('document_id') && columns.has('spans'))
  const documents: AnnotatedDocument[] = []
  for (const table of tables) {
    if (articles.includes(table) || claimTables.includes(table)) continue
    documents.push(...documentsOfStatements(table, name, taken, problems, notes))
  }
  const claimsOf = new Map<string, Row[]>()
  for (const row of claimTables.flatMap(({ rows }) => rows)) {
    const list = claimsOf.get(row.text('document_id'))
    if (list === undefined) claimsOf.set(row.text('document_id'), [row])
    else list.push(row)
  }
  // A table that breaks off may lack claims of any document.
  const isWhole = claimTables.every(({ isBroken }) => !isBroken)
  for (const row of articles.flatMap(({ rows }) => rows)) {
    const rows = claimsOf.get(row.text('document_id')) ?? []
    claimsOf.delete(row.text('document_id'))
    const found: ImportProblem[] = []
    const annotated = documentOfRow(row, rows, taken, found)
    const sound = annotated && soundDocument(annotated, row.file, found, row.line)
    if (sound !== undefined && isWhole) documents.push(sound)
    problems.push(...found)
  }
  for (const [id, [row]] of claimsOf) {
    const sentence =
      articles.length === 0
        ? 'has claims of an article that is not there: put the table of the documents, with their texts, beside it.'
        : `is no document of this corpus: ${JSON.stringify(id)}.`
    row?.problem('document_id', 'unknown-document', sentence, problems)
  }
  return { documents, problems, notes }
}

function documentOfRow(
  row: Row,
  rows: readonly Row[],
  taken: Set<string>,
  problems: ImportProblem[],
): AnnotatedDocument | undefined {
  const given = row.text('document_id')
  if (!isId(given) || taken.has(given)) {
    row.problem('document_id', 'bad-id', 'is no id, or that of another document.', problems)
    return undefined
  }
  const unit = row.text('offset_unit') || 'code-point'
  const known = offsetUnits.find((each): each is OffsetUnit => each === unit)
  if (known === undefined) {
    row.problem('offset_unit', 'unknown-value', `is none of ${offsetUnits.join(', ')}.`, problems)
    return undefined
  }
  const cell = (column: string): JsonCursor | undefined => {
    const text = row.text(column)
    return text === '' ? jsonOf(undefined) : readJson({ file: row.file, text, line: row.line }, problems)
  }
  const [metadata, layers, annotators] = [cell('metadata'), cell('layers'), cell('annotators')]
  if (metadata === undefined || layers === undefined || annotators === undefined) return undefined
  const [title, language, version, blocks] = ['title', 'language', 'version', 'blocks'].map((column) =>
    row.text(column),
  )
  const fields = jsonOf(
    {
      document_id: given,
      ...(title ? { title } : {}),
      ...(language ? { language } : {}),
      ...(version ? { version: Number(version) } : {}),
      ...(blocks ? { blocks: blocks.split(' ') } : {}),
      metadata: metadata.value,
    },
    { file: row.file, line: row.line },
    problems,
  )
  const document = documentOfFields(row.text('text'), fields, { name: given, taken })
  if (document === undefined) return undefined
  const people = annotators.items().flatMap(annotatorOf)
  const places = layers.items().flatMap(layerOf)
  const read = claimsOfRows(rows, { document, unit: known, layers: places, annotators: people, problems })
  return { document, threads: [], ...read }
}

function annotatorOf(at: JsonCursor): readonly Annotator[] {
  const [id, name] = [at.at('id').value, at.at('name').text()]
  if (isId(id)) return [annotator(id, name ?? id)]
  at.problem('bad-id', 'is no annotator with an id.')
  return []
}

function layerOf(at: JsonCursor): readonly Layer[] {
  const [id, kind, name] = [at.at('id').value, at.at('kind').value, at.at('name').text()]
  const known = layerKinds.find((each) => each === kind)
  if (isId(id) && known !== undefined) return [layer({ id, kind: known, ...(name === undefined ? {} : { name }) })]
  at.problem('bad-layer', 'is no layer with an id and a kind.')
  return []
}
