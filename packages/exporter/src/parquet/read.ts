import { type FileMetaData, parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import type { ImportProblem } from '../format.js'
import type { ReadTables, TablesFile, TablesFiles } from '../tables.js'
import { nativeLineOf, type Row } from './native-line.js'
import { type TableName, tables } from './tables.js'

/** What the footer of a file may declare of one row group. */
const mostRows = 2_000_000
const mostBytes = 200_000_000
/** A row group may declare so many times the bytes of its file, and a little. */
const mostExpansion = 100
const smallBytes = 1_000_000

/**
 * The documents of four files that join, as native lines: a row group of each file is in memory at most. Rows stand in the
 * order of the documents, as they are written. What is wrong is a problem, whose line is the row's number from 1; a file that
 * cannot be read ends the reading. hyparquet reads bytes as they are: call it where memory and time are limited.
 */
export async function* readParquet(files: TablesFiles): AsyncGenerator<ReadTables> {
  const read: Partial<Record<TableName, Cursor>> = {}
  const problems: ImportProblem[] = []
  for (const { name } of tables) {
    const file = files[name]
    const opened = await cursorOf(name, file)
    if (opened instanceof Cursor) read[name] = opened
    else problems.push(opened)
  }
  const { documents, claims, mentions, relations } = read
  if (documents === undefined || claims === undefined || mentions === undefined || relations === undefined) {
    yield { ok: false, problems }
    return
  }
  try {
    for (let document = await documents.next(); document !== undefined; document = await documents.next()) {
      const { id } = document.row
      const rows = {
        claims: await claims.of(id),
        mentions: await mentions.of(id),
        relations: await relations.of(id),
      }
      const made = nativeLineOf(document.row, rows)
      if ('line' in made) yield { ok: true, line: made.line }
      else {
        const problem = { kind: 'malformed', file: documents.path, line: document.number, sentence: made.sentence }
        yield { ok: false, problems: [problem] }
      }
    }
    for (const left of [claims, mentions, relations]) {
      const first = await left.next()
      if (first === undefined) continue
      const sentence = `The row is of document ${shown(first.row.document)}, which is not in ${documents.path}, or not in the order of the documents there: sort the tables by document`
      yield { ok: false, problems: [{ kind: 'unknown-document', file: left.path, line: first.number, sentence }] }
    }
  } catch (error) {
    if (!(error instanceof UnreadableTables)) throw error
    yield { ok: false, problems: [error.problem] }
  }
}

/** Something in a file that hyparquet cannot read. */
class UnreadableTables extends Error {
  constructor(readonly problem: ImportProblem) {
    super(problem.sentence)
  }
}

const shown = (value: unknown): string => JSON.stringify(String(value)).slice(0, 100)

/** U+FEFF at the start of a text stays. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
const parsers = { stringFromBytes: (bytes: Uint8Array | undefined) => bytes && decoder.decode(bytes) }

const unreadable = (path: string, error: unknown): ImportProblem => {
  const why = error instanceof Error ? error.message : String(error)
  return { kind: 'damaged', file: path, sentence: `The file cannot be read as Parquet (${why}): write it again` }
}

async function cursorOf(name: TableName, file: TablesFile | undefined): Promise<Cursor | ImportProblem> {
  if (file === undefined) {
    const sentence = `The table of ${name} is missing: documents, claims, mentions and relations belong together`
    return { kind: 'missing', file: name, sentence }
  }
  const { path } = file
  let metadata: FileMetaData
  try {
    metadata = await parquetMetadataAsync(file)
  } catch (error) {
    return unreadable(path, error)
  }
  const there = new Set(metadata.schema.map((element) => element.name))
  const wanted = tables.find((table) => table.name === name)?.columns ?? []
  const missing = wanted.filter((column) => column.optional !== true && !there.has(column.name))
  if (missing.length > 0) {
    const sentence = `The table of ${name} has no column ${missing.map((column) => column.name).join(', ')}`
    return { kind: 'missing', file: path, sentence }
  }
  for (const { num_rows, total_byte_size } of metadata.row_groups) {
    const [rows, bytes] = [Number(num_rows), Number(total_byte_size)]
    const isSound = rows >= 0 && bytes >= 0
    if (isSound && rows <= mostRows && bytes <= mostBytes && bytes <= file.byteLength * mostExpansion + smallBytes)
      continue
    const sentence = `A row group has ${rows.toLocaleString('en')} rows and ${bytes.toLocaleString('en')} bytes, more than is read at once (${mostRows.toLocaleString('en')}; ${mostBytes.toLocaleString('en')}, and ${mostExpansion} times the file): write the file with smaller row groups`
    return { kind: 'too-large', file: path, sentence }
  }
  return new Cursor(
    file,
    metadata,
    wanted.map((column) => column.name).filter((column) => there.has(column)),
  )
}

/** The rows of a file, a row group at a time. */
class Cursor {
  readonly path: string
  private group = 0
  private rows: readonly Row[] = []
  private at = 0
  /** How many rows are in the groups before. */
  private before = 0

  constructor(
    private readonly file: TablesFile,
    private readonly metadata: FileMetaData,
    private readonly columns: string[],
  ) {
    this.path = file.path
  }

  /** The next row with its number, taken; `undefined` after the last. */
  async next(): Promise<{ readonly row: Row; readonly number: number } | undefined> {
    const row = await this.first()
    if (row === undefined) return undefined
    this.at += 1
    return { row, number: this.before + this.at }
  }

  /** The next rows that belong to a document, taken. */
  async of(document: unknown): Promise<readonly Row[]> {
    const own: Row[] = []
    for (let row = await this.first(); row !== undefined && row.document === document; row = await this.first()) {
      own.push(row)
      this.at += 1
    }
    return own
  }

  private async first(): Promise<Row | undefined> {
    while (this.at >= this.rows.length) {
      const group = this.metadata.row_groups[this.group]
      if (group === undefined) return undefined
      this.before += this.rows.length
      const [rowStart, rowEnd] = [this.before, this.before + Number(group.num_rows)]
      const { file, metadata, columns } = this
      try {
        this.rows = await parquetReadObjects({ file, metadata, columns, rowStart, rowEnd, parsers })
      } catch (error) {
        throw new UnreadableTables(unreadable(this.path, error))
      }
      this.group += 1
      this.at = 0
    }
    return this.rows[this.at]
  }
}
