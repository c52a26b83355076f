import { type DocumentId, documentId } from './id.js'
import { isInsidePair } from './unit.js'

/** What a block of text is. */
export type BlockKind = 'heading' | 'paragraph' | 'quote' | 'list-item'
export const blockKinds: readonly BlockKind[] = ['heading', 'paragraph', 'quote', 'list-item']

/**
 * One line of a document's text: `from` is its first UTF-16 code unit, `to` is past its last; the `\n` after it belongs
 * to no block. An empty line is a block with `from === to`. A document's blocks are all its lines, in order.
 */
export interface Block {
  readonly kind: BlockKind
  readonly from: number
  readonly to: number
}

/** What is known about where a document comes from. Every value is text; absent is left out. */
export interface Metadata {
  readonly url?: string
  readonly source?: string
  readonly author?: string
  /** ISO 8601 date or date and time. */
  readonly published?: string
  readonly licence?: string
  readonly [name: string]: string | undefined
}

/** An article: its text and what its lines are. Offsets are UTF-16 code units of `text`. */
export interface Document {
  readonly id: DocumentId
  /** Whole number from 1; a corrected text has the next one. */
  readonly version: number
  readonly title: string
  /** BCP 47 tag, such as `en` or `zh-Hant`. */
  readonly language?: string
  readonly text: string
  readonly blocks: readonly Block[]
  readonly metadata: Metadata
}

/**
 * The blocks of a text: one for each line, of the kind that `kindOf` gives for the line's index and words, else
 * paragraphs.
 */
export function blocksOf(
  text: string,
  kindOf: (line: number, words: string) => BlockKind = () => 'paragraph',
): readonly Block[] {
  let from = 0
  return text.split('\n').map((words, line) => {
    const block = { kind: kindOf(line, words), from, to: from + words.length }
    from = block.to + 1
    return block
  })
}

/** What {@link document} needs; what is left out gets its plain value. */
export interface DocumentParts {
  readonly id: string
  readonly version?: number
  readonly title?: string
  readonly language?: string
  readonly text: string
  readonly blocks?: readonly Block[]
  readonly metadata?: Metadata
}

/**
 * Make a document. The title defaults to the text's first line with words, the version to 1, the blocks to paragraphs.
 * Throws `RangeError` when the id is not one, the version is not a whole number from 1, or the blocks are not the lines
 * of the text.
 */
export function document(parts: DocumentParts): Document {
  const version = parts.version ?? 1
  if (!Number.isSafeInteger(version) || version < 1) {
    throw new RangeError(`A document version is a whole number from 1: got ${version}`)
  }
  const blocks = parts.blocks ?? blocksOf(parts.text)
  const fault = firstFaultyBlock(parts.text, blocks)
  if (fault !== undefined) {
    throw new RangeError(`Blocks are the lines of the text, in order: block ${fault} is not line ${fault}`)
  }
  const firstLine = parts.text
    .split('\n', 20)
    .find((line) => line.trim() !== '')
    ?.trim()
  return {
    id: documentId(parts.id),
    version,
    title: parts.title ?? firstLine?.slice(0, isInsidePair(firstLine, 200) ? 199 : 200) ?? parts.id,
    ...(parts.language === undefined ? {} : { language: parts.language }),
    text: parts.text,
    blocks,
    metadata: parts.metadata ?? {},
  }
}

/** The index of the first block that is not the line of the same index (too many or too few count too), if any. */
export function firstFaultyBlock(text: string, blocks: readonly Block[]): number | undefined {
  const lines = blocksOf(text)
  for (let at = 0; at < Math.max(lines.length, blocks.length); at++) {
    const line = lines[at]
    const block = blocks[at]
    if (line === undefined || block === undefined) return at
    if (line.from !== block.from || line.to !== block.to || !blockKinds.includes(block.kind)) return at
  }
  return undefined
}
