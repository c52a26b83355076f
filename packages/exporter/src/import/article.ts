import { type AnnotatedDocument, document, unannotated } from '@claimspan/core'
import type { Format } from '../format.js'
import { formats } from '../formats.js'
import { type ArticleParts, joinLines } from './article-parts.js'
import { decodeText, defaultSizeLimit, type Refused, refused, tooLarge } from './decode.js'
import { readHtml } from './html.js'
import { readMarkdown } from './markdown.js'
import { markdownFault } from './markdown-bounds.js'
import { nameDocument } from './name-document.js'
import { readPdf } from './pdf.js'
import { recognise } from './recognise.js'
import { readText } from './text.js'
import { titleOf } from './title.js'
import { readWord } from './word.js'

/** What one file can be: an article, or annotated documents in a format that can be read (by its name). */
export const articleFormats: readonly string[] = [
  'text',
  'markdown',
  'html',
  'docx',
  'pdf',
  ...formats.filter(({ read }) => read !== undefined).map(({ name }) => name),
]

export interface ImportOptions {
  /** The file's name, for the document's id, the format and the problems. */
  readonly name: string
  /** What the file is, one of `articleFormats`; seen from its content, then its name, when `auto` or left out. */
  readonly from?: string
  /** Document ids in use: new ones are made different from them and added. */
  readonly taken?: Set<string>
  /** In bytes; 20 MB when left out. */
  readonly sizeLimit?: number
}

export type ImportedArticle =
  | { readonly ok: true; readonly documents: readonly AnnotatedDocument[]; readonly notes: readonly string[] }
  | Refused

/**
 * Read the bytes of one file of text. A file in which anything is wrong is refused as a whole, with every problem; to take
 * the sound lines of a large native file, read it line by line. Throws `RangeError` when `from` is no format. Word documents
 * and PDFs are refused: `importFile` reads them too.
 */
export function importArticle(bytes: Uint8Array, options: ImportOptions): ImportedArticle {
  const { name, from = 'auto' } = options
  refuseUnknown(
    from,
    articleFormats.filter((one) => one !== 'docx' && one !== 'pdf'),
  )
  const decoded = decodeText(bytes, name, options.sizeLimit)
  if (!decoded.ok) return decoded
  const { text, notes } = decoded
  const kind = from === 'auto' ? recognise({ path: name, text }) : from
  const format = formats.find((one) => one.name === kind)
  if (format !== undefined) return readWith(format, text, name, notes)
  const fault = kind === 'markdown' ? markdownFault(text) : undefined
  if (fault !== undefined) return refused({ kind: 'too-deep', file: name, sentence: fault })
  const parts = kind === 'html' ? readHtml(text) : kind === 'markdown' ? readMarkdown(text) : readText(text)
  if (parts === undefined) {
    const sentence = `Its ${kind === 'html' ? 'elements' : 'quotes, lists or emphasis'} nest too deep to be read as ${kind === 'html' ? 'HTML' : 'Markdown'}: import it as plain text.`
    return refused({ kind: 'too-deep', file: name, sentence })
  }
  return articleOf({ ...parts, notes: [...notes, ...parts.notes] }, options)
}

/** Read the bytes of one file: text, or a Word document or PDF, told by its first bytes. Otherwise as {@link importArticle}. */
export async function importFile(bytes: Uint8Array, options: ImportOptions): Promise<ImportedArticle> {
  const { name, from = 'auto', sizeLimit = defaultSizeLimit } = options
  refuseUnknown(from)
  const kind = from === 'auto' ? binaryKind(bytes) : from
  if (kind !== 'docx' && kind !== 'pdf') return importArticle(bytes, options)
  if (bytes.length > sizeLimit) return tooLarge(bytes.length, sizeLimit, name)
  const read = kind === 'docx' ? await readWord(bytes, name) : await readPdf(bytes, name)
  return 'problems' in read ? read : articleOf(read, options)
}

function refuseUnknown(from: string, known: readonly string[] = articleFormats): void {
  if (from !== 'auto' && !known.includes(from)) {
    throw new RangeError(`An article is imported from auto, ${known.join(', ')}: got ${JSON.stringify(from)}`)
  }
}

function binaryKind(bytes: Uint8Array): 'docx' | 'pdf' | undefined {
  const startsWith = (start: string): boolean => [...start].every((letter, at) => bytes[at] === letter.charCodeAt(0))
  if (startsWith('PK\u0003\u0004')) return 'docx'
  return startsWith('%PDF-') ? 'pdf' : undefined
}

function articleOf({ lines, title, language, metadata, notes }: ArticleParts, options: ImportOptions): ImportedArticle {
  const { name, taken = new Set() } = options
  if (lines.length === 0) {
    const sentence = 'The file has no words of an article in it: there is nothing to import.'
    return refused({ kind: 'no-text', file: name, sentence })
  }
  const id = nameDocument(name, taken)
  const { text, blocks } = joinLines(lines)
  const made = document({
    id,
    title: title ?? titleOf(text, id),
    ...(language === undefined ? {} : { language }),
    text,
    blocks,
    metadata,
  })
  return { ok: true, documents: [unannotated(made)], notes }
}

function readWith(format: Format, text: string, name: string, notes: readonly string[]): ImportedArticle {
  const read = format.read?.documents([{ path: name, text }], {})
  if (read === undefined || read.problems.length > 0) return refused(...(read?.problems ?? []))
  return { ok: true, documents: read.documents, notes: [...notes, ...read.notes] }
}
