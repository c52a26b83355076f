import type { AnnotatedDocument } from '@claimspan/core'
import type { ImportProblem, WriteOptions, WrittenFile } from './format.js'
import type { Loss } from './loss.js'

/** Bytes to be added to the end of a file. */
export interface WrittenBytes {
  readonly path: string
  readonly bytes: Uint8Array
}

/** Some documents that follow each other in a corpus and get files of their own, named after this. */
export interface TablesPart {
  /** Name of the split: `train` unless the corpus is split. */
  readonly split: string
  readonly shard?: { readonly index: number; readonly of: number }
  /** Counts the parts of a run from 0. */
  readonly number: number
}

/** A file of tables as it is stored. */
export interface StoredTables {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
  readonly rows: number
}

/** Files of many documents each, which are written piece by piece and are not text. */
export interface TablesWriter {
  begin(part: TablesPart, options: WriteOptions): TablesStream
  /** The files that stand once beside the tables and tell what they hold. */
  corpus(files: readonly StoredTables[], options: WriteOptions): readonly WrittenFile[]
  /** The documents of one part's files. */
  read(files: TablesFiles): AsyncGenerator<ReadTables>
}

/** A file that is read piece by piece. */
export interface TablesFile {
  readonly path: string
  readonly byteLength: number
  slice(from: number, to?: number): ArrayBuffer | Promise<ArrayBuffer>
}

/** The files of one part, by the names of their tables. */
export type TablesFiles = Readonly<Partial<Record<'documents' | 'claims' | 'mentions' | 'relations', TablesFile>>>

/** A document of tables as a line of the native form, not yet checked, or what is wrong with the tables. */
export type ReadTables =
  | { readonly ok: true; readonly line: string }
  | { readonly ok: false; readonly problems: readonly ImportProblem[] }

/** A stream holds the rows of a row group at most. It is called through `tablesStream`, which checks what it is given. */
export interface TablesStream {
  /** Take in a document; gives what is ready to be stored. */
  add(annotated: AnnotatedDocument): { readonly ready: readonly WrittenBytes[]; readonly losses: readonly Loss[] }
  /** The last bytes of every file, and how many rows each has. */
  end(): { readonly ready: readonly WrittenBytes[]; readonly rows: Readonly<Record<string, number>> }
}
