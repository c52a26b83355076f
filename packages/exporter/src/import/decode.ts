import type { ImportProblem } from '../format.js'
import { decodeUtf8 } from './utf8.js'

/** The largest file that is taken in unless another limit is given: 20 MB. */
export const defaultSizeLimit = 20_000_000

/** Kinds of files that are not text, by their first bytes, with what a person can do. */
const signatures: readonly (readonly [start: readonly number[], what: string])[] = [
  [[0x25, 0x50, 0x44, 0x46, 0x2d], 'a PDF'],
  [[0x50, 0x4b, 0x03, 0x04], 'a zip archive or a Word document'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Word document'],
  [[0x1f, 0x8b], 'a gzip archive'],
  [[0x89, 0x50, 0x4e, 0x47], 'a picture'],
  [[0xff, 0xd8, 0xff], 'a picture'],
  [[0xff, 0xfe], 'UTF-16 text'],
  [[0xfe, 0xff], 'UTF-16 text'],
]

/**
 * The text of a file: UTF-8 without its BOM, every line end a `\n`; notes say what was changed. What cannot be text comes
 * back as a problem with the offset of the byte that shows it.
 */
export function decodeText(
  bytes: Uint8Array,
  file: string,
  sizeLimit: number = defaultSizeLimit,
): { readonly ok: true; readonly text: string; readonly notes: readonly string[] } | Refused {
  if (bytes.length === 0)
    return refused({ kind: 'empty-file', file, sentence: 'The file is empty: there is nothing to import.' })
  if (bytes.length > sizeLimit) return tooLarge(bytes.length, sizeLimit, file)
  const signature = signatures.find(([start]) => start.every((byte, at) => bytes[at] === byte))
  if (signature !== undefined) {
    const sentence = `This is ${signature[1]}, not UTF-8 text: save the article as plain text or Markdown in UTF-8 and import that.`
    return refused({ kind: 'binary', file, byte: 0, sentence })
  }
  const nul = bytes.indexOf(0)
  if (nul !== -1) {
    const sentence = `Byte ${nul} is NUL, which no text has: save the article as plain text in UTF-8 and import that.`
    return refused({ kind: 'binary', file, byte: nul, sentence })
  }
  const decoded = decodeUtf8(bytes)
  if (typeof decoded === 'number') {
    const value = bytes[decoded]?.toString(16).toUpperCase().padStart(2, '0')
    const sentence = `Byte ${decoded} (0x${value}) is not UTF-8: save the file with the encoding UTF-8 and import it again.`
    return refused({ kind: 'not-utf-8', file, byte: decoded, sentence })
  }
  const notes: string[] = []
  let text = decoded
  if (text.startsWith('\uFEFF')) {
    text = text.slice(1)
    notes.push('The byte order mark at the start was left out.')
  }
  if (text.includes('\r')) {
    text = text.replace(/\r\n?/g, '\n')
    notes.push('Line ends were changed from CR or CRLF to LF.')
  }
  if (text.trim() === '') {
    return refused({ kind: 'no-text', file, sentence: 'The file holds only white space: there is nothing to import.' })
  }
  return { ok: true, text, notes }
}

export function tooLarge(size: number, limit: number, file: string): Refused {
  const sentence = `The file has ${megabytes(size)}, more than the limit of ${megabytes(limit)}: split it into several articles.`
  return refused({ kind: 'too-large', file, sentence })
}

export interface Refused {
  readonly ok: false
  readonly problems: readonly ImportProblem[]
}

export const refused = (...problems: readonly ImportProblem[]): Refused => ({ ok: false, problems })

const megabytes = (bytes: number): string =>
  bytes < 1_000_000 ? `${bytes} bytes` : `${Number((bytes / 1_000_000).toFixed(2))} MB`
