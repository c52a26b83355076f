import type { AnnotatedDocument, OffsetUnit, Scheme } from '@claimspan/core'
import type { Loss } from './loss.js'
import type { TablesWriter } from './tables.js'

/** One way to write a corpus down, and what is lost by it. A row of the table in `formats.ts`. */
export interface Format {
  /** Lower case, as it is typed: `brat`. */
  readonly name: string
  readonly title: string
  /** The unit its offsets count in unless another is asked for; `none` when it has no offsets. */
  readonly unit: OffsetUnit | 'none'
  /** The units it may be written in; empty when it has no offsets. */
  readonly units: readonly OffsetUnit[]
  /** What it carries and what it loses, in plain phrases. */
  readonly carries: readonly string[]
  readonly loses: readonly string[]
  /** Ends of file names, with the dot, that belong to it. */
  readonly extensions: readonly string[]
  /** What defines it. */
  readonly spec: FormatSpec
  /** The files it is written as, `<id>` standing for a document's: `<id>.ann`, `documents.jsonl`. */
  readonly files?: readonly string[]
  readonly write?: FormatWriter
  readonly read?: FormatReader
  /** How it is written in place of `write`, when its files hold many documents each and are not text. */
  readonly tables?: TablesWriter
  /** Whether a file, by its content, is of this format. Asked in the order of the table, so the stricter come first. */
  readonly recognises?: (file: ReadableFile) => boolean
}

/** The document that defines a format: its name, the version that is followed, where it can be read. */
export interface FormatSpec {
  readonly name: string
  readonly version?: string
  readonly url?: string
}

/** A file of a corpus: text to be stored as UTF-8 without BOM. */
export interface WrittenFile {
  /** Name within the output folder. */
  readonly path: string
  readonly text: string
  /** Whether it goes to the end of a file that all documents share, in the order they are written. */
  readonly append?: boolean
}

export interface WriteOptions {
  readonly scheme: Scheme
  /** One of the format's `units`; its `unit` when left out. */
  readonly unit?: OffsetUnit
  /** The document's file name without its end; its id when left out. See `fileNames`. */
  readonly fileName?: string
  /** Whether cells that a spreadsheet would take for formulas get a `'` before them, in formats that are tables; true when left out. */
  readonly disarmFormulas?: boolean
}

export interface WrittenDocument {
  readonly files: readonly WrittenFile[]
  readonly losses: readonly Loss[]
}

/** Writers are called through `writeDocument` and `writeCorpus`, which check what they are given. */
export interface FormatWriter {
  document(annotated: AnnotatedDocument, options: WriteOptions): WrittenDocument
  /** The files that stand once beside all documents. */
  corpus(options: WriteOptions): readonly WrittenFile[]
}

/** A file to be read, decoded. */
export interface ReadableFile {
  readonly path: string
  readonly text: string
}

/** What is wrong with a file, where, and in words what it is; the sentence does not say the place again. Lines and columns count from 1, bytes from 0. */
export interface ImportProblem {
  readonly kind: string
  readonly file: string
  readonly line?: number
  readonly column?: number
  readonly byte?: number
  readonly sentence: string
}

/** What came out of some files: the sound documents, what was wrong with the others, what a person should know. */
export interface ReadDocuments {
  readonly documents: readonly AnnotatedDocument[]
  readonly problems: readonly ImportProblem[]
  readonly notes: readonly string[]
}

export interface ReadOptions {
  /** The labels that the format's own names stand for. */
  readonly scheme?: Scheme
}

export interface FormatReader {
  /** The documents in these files, which belong together (a folder's, or one document's with the corpus-wide ones). */
  documents(files: readonly ReadableFile[], options: ReadOptions): ReadDocuments
}
