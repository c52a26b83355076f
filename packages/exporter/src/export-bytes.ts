import type { AnnotatedDocument } from '@claimspan/core'
import { strToU8 } from 'fflate'
import { exportFiles } from './export-files.js'
import type { Format } from './format.js'
import type { Loss } from './loss.js'
import type { WrittenBytes } from './tables.js'
import { type ExportOptions, writeTables } from './write-document.js'

/** What {@link exportBytes} needs besides: tables tell the sums of their files. */
export interface ExportBytesOptions extends Omit<ExportOptions, 'fileName'> {
  /** SHA-256 as hexadecimal digits. */
  readonly sha256: (bytes: Uint8Array) => string
}

/**
 * All files of a corpus in memory, as the bytes that a batch run streams to disk, of any format that can be written. Throws
 * as `exportFiles` does.
 */
export function exportBytes(
  format: Format,
  documents: readonly AnnotatedDocument[],
  options: ExportBytesOptions,
): { readonly files: readonly WrittenBytes[]; readonly losses: readonly Loss[] } {
  if (format.tables === undefined) {
    const { files, losses } = exportFiles(format, documents, options)
    return { files: files.map(({ path, text }) => ({ path, bytes: strToU8(text) })), losses }
  }
  const ids = new Set<string>(documents.map(({ document }) => document.id))
  if (ids.size < documents.length) throw new RangeError('Two documents have one id; one of them needs another')
  const stream = writeTables(format, { split: 'train', number: 0 }, options)
  const pieces: WrittenBytes[] = []
  const losses: Loss[] = []
  for (const annotated of documents) {
    const added = stream.add(annotated)
    pieces.push(...added.ready)
    losses.push(...added.losses)
  }
  const { ready, rows } = stream.end()
  pieces.push(...ready)
  const tables = [...new Set(pieces.map(({ path }) => path))].sort().map((path) => ({
    path,
    bytes: joined(pieces.filter((piece) => piece.path === path).map(({ bytes }) => bytes)),
  }))
  const stored = tables.map(({ path, bytes }) => ({
    path,
    bytes: bytes.length,
    sha256: options.sha256(bytes),
    rows: rows[path] ?? 0,
  }))
  const beside = format.tables.corpus(stored, options).map(({ path, text }) => ({ path, bytes: strToU8(text) }))
  return { files: [...beside, ...tables], losses }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
