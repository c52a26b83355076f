import { type BlockKind, blocksOf, type Metadata } from '@claimspan/core'

/** What an importer finds in a file, before it becomes a document. */
export interface ArticleParts {
  readonly lines: readonly Line[]
  readonly title?: string
  readonly language?: string
  readonly metadata: Metadata
  readonly notes: readonly string[]
}

/** A line of the article: words without `\n`, and what kind of block it is. */
export interface Line {
  readonly kind: BlockKind
  readonly words: string
}

/** The text and blocks of lines. */
export function joinLines(lines: readonly Line[]) {
  const text = lines.map(({ words }) => words).join('\n')
  return { text, blocks: blocksOf(text, (line) => lines[line]?.kind ?? 'paragraph') }
}
