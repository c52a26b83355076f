import { type AnnotatedDocument, document, unannotated } from '@claimspan/core'
import type { Format } from '../format.js'
import { native } from '../native.js'
import { webAnnotation } from '../web-annotation/format.js'
import { joinLines } from './article-parts.js'
import { decodeText, type Refused, refused } from './decode.js'
import { readMarkdown } from './markdown.js'
import { nameDocument } from './name-document.js'
import { readText } from './text.js'
import { titleOf } from './title.js'

/** What one file can be: an article, or annotated documents that stand in one file. */
export type ArticleFormat = 'text' | 'markdown' | 'native' | 'web-annotation'
export const articleFormats: readonly ArticleFormat[] = ['text', 'markdown', 'native', 'web-annotation']

export interface ImportOptions {
  /** The file's name, for the document's id, the format and the problems. */
  readonly name: string
  /** What the file is; seen from its content, then its name, when `auto` or left out. */
  readonly from?: ArticleFormat | 'auto'
  /** Document ids in use: new ones are made different from them and added. */
  readonly taken?: Set<string>
  /** In bytes; 20 MB when left out. */
  readonly sizeLimit?: number
}

export type ImportedArticle =
  | { readonly ok: true; readonly documents: readonly AnnotatedDocument[]; readonly notes: readonly string[] }
  | Refused

/**
 * Read one file's bytes. A file in which anything is wrong is refused as a whole, with every problem; to take the sound
 * lines of a large native file, read it line by line. Throws `RangeError` when `from` is no format.
 */
export function importArticle(bytes: Uint8Array, options: ImportOptions): ImportedArticle {
  const { name, from = 'auto', taken = new Set() } = options
  if (from !== 'auto' && !articleFormats.includes(from)) {
    throw new RangeError(`An article is imported from auto, ${articleFormats.join(', ')}: got ${JSON.stringify(from)}`)
  }
  const decoded = decodeText(bytes, name, options.sizeLimit)
  if (!decoded.ok) return decoded
  const { notes } = decoded
  const format = from === 'auto' ? recognise(decoded.text, name) : from
  switch (format) {
    case 'native':
      return readWith(native, decoded.text, name, notes)
    case 'web-annotation':
      return readWith(webAnnotation, decoded.text, name, notes)
    case 'html':
      return refused({
        kind: 'html',
        file: name,
        line: 1,
        sentence: 'This is an HTML page, which cannot be imported yet: save the article as plain text or Markdown.',
      })
    default: {
      const parts = format === 'markdown' ? readMarkdown(decoded.text) : readText(decoded.text)
      if (parts === undefined) {
        return refused({
          kind: 'too-deep',
          file: name,
          sentence: 'Its quotes, lists or emphasis nest too deep to be read as Markdown: import it as plain text.',
        })
      }
      if (parts.lines.length === 0) {
        return refused({
          kind: 'no-text',
          file: name,
          sentence: 'The file has no words of an article in it: there is nothing to import.',
        })
      }
      const { language, metadata } = parts
      const id = nameDocument(name, taken)
      const { text, blocks } = joinLines(parts.lines)
      return {
        ok: true,
        documents: [
          unannotated(
            document({
              id,
              title: parts.title ?? titleOf(text, id),
              ...(language === undefined ? {} : { language }),
              text,
              blocks,
              metadata,
            }),
          ),
        ],
        notes: [...notes, ...parts.notes],
      }
    }
  }
}

function readWith(format: Format, text: string, name: string, notes: readonly string[]): ImportedArticle {
  const read = format.read?.documents([{ path: name, text }], {})
  if (read === undefined || read.problems.length > 0) return refused(...(read?.problems ?? []))
  return { ok: true, documents: read.documents, notes: [...notes, ...read.notes] }
}

/** What a file is: its content decides, then the end of its name. */
function recognise(text: string, name: string): ArticleFormat | 'html' {
  const start = text.slice(0, 2000).trimStart()
  if (start.startsWith('{')) {
    if (/^\{\s*"claimspan"\s*:/.test(start)) return 'native'
    if (/"@context"\s*:/.test(start) && start.includes('http://www.w3.org/ns/anno.jsonld')) return 'web-annotation'
  }
  if (/\.(?:jsonl|ndjson)$/i.test(name)) return 'native'
  if (/\.jsonld$/i.test(name)) return 'web-annotation'
  if (/^(?:<!doctype html|<html[\s>])/i.test(start)) return 'html'
  if (/\.(?:md|markdown|mdown)$/i.test(name)) return 'markdown'
  if (/\.(?:txt|text)$/i.test(name)) return 'text'
  return /^(?:---[ \t]*\n[A-Za-z][\w-]*:[ \t]|#{1,6}[ \t]+\S)/.test(start) ? 'markdown' : 'text'
}
