import { unzipSync, zipSync } from 'fflate'
import type { ArticleParts } from './article-parts.js'
import { type Refused, refused } from './decode.js'
import { readHtmlFragment } from './html.js'

/** The parts of a Word document may have so many bytes together when they are unpacked. */
const unpackedLimit = 100_000_000

/**
 * The article of a Word document (.docx, ECMA-376): headings, paragraphs and list items as mammoth reads them. Only the XML
 * parts are unpacked, within a limit; pictures are left out; a part with a DOCTYPE is refused.
 */
export async function readWord(bytes: Uint8Array, file: string): Promise<ArticleParts | Refused> {
  const problem = (kind: string, sentence: string): Refused => refused({ kind, file, sentence })
  let total = 0
  let parts: Readonly<Record<string, Uint8Array>>
  try {
    parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        const isWanted = /^(?:word\/.*|_rels\/.*|\[Content_Types\])\.(?:xml|rels)$|^_rels\/\.rels$/.test(name)
        if (!isWanted || name.includes('..')) return false
        total += originalSize
        return total <= unpackedLimit
      },
    })
  } catch {
    // fflate throws errors of many kinds for a file that is no zip or is cut off.
    return problem('damaged', 'The file is a damaged zip archive: open it in Word, save it again and import that.')
  }
  if (total > unpackedLimit) {
    return problem('too-large', 'Unpacked, the document has more than 100 MB: split it into several articles.')
  }
  if (parts['word/document.xml'] === undefined) {
    return problem('not-word', 'This is a zip archive but no Word document: unpack it and import the articles in it.')
  }
  const latin = (part: Uint8Array): string => {
    let text = ''
    for (let at = 0; at < part.length; at += 4096) text += String.fromCharCode(...part.subarray(at, at + 4096))
    return text
  }
  if (Object.values(parts).some((part) => /<!DOCTYPE|<!ENTITY/i.test(latin(part)))) {
    return problem('doctype', 'The document has a DOCTYPE, which no Word document has: it is not read.')
  }
  const { default: mammoth } = await import('mammoth')
  let html: string
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer: zipSync({ ...parts }, { level: 0 }) as unknown as never },
      { ignoreEmptyParagraphs: true },
    )
    html = value
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return problem('damaged', `The Word document cannot be read (${error.message}): save it again and import that.`)
  }
  const read = readHtmlFragment(html)
  return read ?? problem('too-deep', 'Its paragraphs nest too deep to be read: save it as plain text and import that.')
}
