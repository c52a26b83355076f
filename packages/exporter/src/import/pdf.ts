import type { ArticleParts, Line } from './article-parts.js'
import { type Refused, refused } from './decode.js'

/** A line of a page as it is set: where it stands, how high its letters are, its words. */
interface SetLine {
  readonly page: number
  readonly y: number
  readonly height: number
  readonly words: string
}

const pagesLimit = 2000

/**
 * The article of a PDF with a text layer, as pdf.js reads it: lines that follow each other at the usual distance are a
 * paragraph, short lines in larger letters a heading. Nothing in it is run or fetched.
 */
export async function readPdf(bytes: Uint8Array, file: string): Promise<ArticleParts | Refused> {
  const problem = (kind: string, sentence: string): Refused => refused({ kind, file, sentence })
  const { getDocumentProxy } = await import('unpdf')
  let lines: readonly SetLine[]
  try {
    // pdf.js takes the memory of what it is given.
    const pdf = await getDocumentProxy(bytes.slice(), { isEvalSupported: false, verbosity: 0 })
    if (pdf.numPages > pagesLimit) {
      return problem('too-large', `The PDF has ${pdf.numPages} pages, more than ${pagesLimit}: split it.`)
    }
    const pages: (readonly SetLine[])[] = []
    for (let page = 1; page <= pdf.numPages; page++) {
      const { items } = await (await pdf.getPage(page)).getTextContent()
      pages.push(setLines(items as readonly TextItem[], page))
    }
    lines = pages.flat()
    await pdf.destroy()
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const isLocked = error.name === 'PasswordException'
    return isLocked
      ? problem('locked', 'The PDF is locked with a password: save it without one and import that.')
      : problem(
          'damaged',
          `The PDF cannot be read (${error.message}): save it again, or as plain text, and import that.`,
        )
  }
  if (lines.length === 0) {
    return problem('no-text', 'The PDF has no text layer, only pictures: recognise its text (OCR) first.')
  }
  const { paragraphs, hyphens } = paragraphsOf(lines)
  const title = paragraphs.find(({ kind }) => kind === 'heading')?.words
  return {
    lines: paragraphs,
    ...(title === undefined ? {} : { title }),
    metadata: {},
    notes: [
      'Paragraphs were told by the distance of lines: look them through.',
      ...(hyphens > 0 ? [`Words that were divided at the end of a line were joined: ${hyphens}.`] : []),
    ],
  }
}

interface TextItem {
  readonly str?: string
  readonly hasEOL?: boolean
  readonly height?: number
  readonly transform?: readonly number[]
}

/** The lines of a page: pieces at one height, in the order of the file. */
function setLines(items: readonly TextItem[], page: number): readonly SetLine[] {
  const lines: SetLine[] = []
  let words = ''
  let y = 0
  let height = 0
  const close = (): void => {
    const plain = words.replace(/\s+/g, ' ').trim()
    if (plain !== '') lines.push({ page, y, height, words: plain })
    words = ''
    height = 0
  }
  for (const { str = '', hasEOL = false, height: own = 0, transform } of items) {
    const at = transform?.[5] ?? y
    if (words !== '' && str.trim() !== '' && Math.abs(at - y) > Math.max(height, own, 1) * 0.5) close()
    if (words === '') y = at
    words += str
    height = Math.max(height, own)
    if (hasEOL) close()
  }
  close()
  return lines
}

function paragraphsOf(lines: readonly SetLine[]): { readonly paragraphs: readonly Line[]; readonly hyphens: number } {
  const usual = median(lines.map(({ height }) => height))
  const gaps = lines.flatMap((line, at) => {
    const before = lines[at - 1]
    return before?.page === line.page && before.y > line.y ? [before.y - line.y] : []
  })
  const gap = median(gaps)
  const paragraphs: Line[] = []
  let hyphens = 0
  let open: { words: string; last: SetLine } | undefined
  const close = (): void => {
    if (open === undefined) return
    const isHeading = open.last.height > usual * 1.15 && open.words.length <= 160
    paragraphs.push({ kind: isHeading ? 'heading' : 'paragraph', words: open.words })
    open = undefined
  }
  for (const line of lines) {
    if (open !== undefined && goesOn(open.last, line, gap)) {
      const isDivided: boolean = /\p{Letter}[-\u00ad]$/u.test(open.words) && /^\p{Lowercase}/u.test(line.words)
      if (isDivided) hyphens += 1
      open = { words: isDivided ? open.words.slice(0, -1) + line.words : `${open.words} ${line.words}`, last: line }
    } else {
      close()
      open = { words: line.words, last: line }
    }
  }
  close()
  return { paragraphs, hyphens }
}

function goesOn(before: SetLine, line: SetLine, gap: number): boolean {
  if (Math.abs(before.height - line.height) > 0.15 * Math.max(before.height, line.height)) return false
  // Over a page's border a paragraph goes on when its last sentence does.
  if (before.page !== line.page) return !/[.!?:;。！？]["'”’»)]*$/.test(before.words)
  const distance = before.y - line.y
  return distance > 0 && distance <= gap * 1.3
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}
