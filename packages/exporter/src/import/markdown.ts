import type { BlockKind } from '@claimspan/core'
import type { PhrasingContent, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import type { ArticleParts, Line } from './article-parts.js'
import { readFrontMatter } from './front-matter.js'

/** What ends a line within a block: Unicode's line separator, as the editor uses it. */
const softBreak = '\u2028'

/**
 * Markdown (CommonMark): headings, paragraphs, quotes and list items become blocks of plain words. Emphasis and links keep
 * their words, a line wrapped in the source is joined by a space, a hard break is U+2028; code is a paragraph a line. What
 * is left out (addresses of links, pictures, HTML) is noted. `undefined` when it nests so deep that the parser, which calls
 * itself for each level, has no stack left.
 */
export function readMarkdown(text: string): ArticleParts | undefined {
  try {
    return articleOf(text)
  } catch (error) {
    // Firefox has a class of its own for it.
    if (error instanceof RangeError || (error instanceof Error && error.name === 'InternalError')) return undefined
    throw error
  }
}

function articleOf(text: string): ArticleParts {
  const front = readFrontMatter(text)
  const left = { links: 0, pictures: 0, html: 0 }

  const line = (kind: BlockKind, words: string): readonly Line[] => {
    const plain = words.replace(/[ \t]*\n[ \t]*/g, ' ').trim()
    return plain === '' ? [] : [{ kind, words: plain }]
  }

  function linesOf(node: RootContent, kind: BlockKind): readonly Line[] {
    switch (node.type) {
      case 'heading':
        return line(kind === 'paragraph' ? 'heading' : kind, node.children.map(words).join(''))
      case 'paragraph':
        return line(kind, node.children.map(words).join(''))
      case 'code':
        return node.value.split('\n').flatMap((words) => line(kind, words))
      case 'blockquote':
        return node.children.flatMap((child) => linesOf(child, kind === 'list-item' ? kind : 'quote'))
      case 'list':
        return node.children.flatMap((item) => item.children.flatMap((child) => linesOf(child, 'list-item')))
      case 'html':
        left.html += 1
        return []
      default:
        return []
    }
  }

  function words(node: PhrasingContent): string {
    switch (node.type) {
      case 'text':
      case 'inlineCode':
        return node.value
      case 'break':
        return softBreak
      case 'image':
      case 'imageReference':
        left.pictures += 1
        return node.alt ?? ''
      case 'html':
        left.html += 1
        return ''
      case 'link':
      case 'linkReference':
        left.links += 1
        return node.children.map(words).join('')
      default:
        return 'children' in node ? node.children.map(words).join('') : ''
    }
  }

  const lines = fromMarkdown(front.rest).children.flatMap((node) => linesOf(node, 'paragraph'))
  const title = front.title ?? lines.find(({ kind }) => kind === 'heading')?.words
  return {
    lines,
    ...(title === undefined ? {} : { title }),
    ...(front.language === undefined ? {} : { language: front.language }),
    metadata: front.metadata,
    notes: [
      ...front.notes,
      ...(left.links > 0 ? [`The addresses of links were left out: ${left.links}; their words are kept.`] : []),
      ...(left.pictures > 0 ? [`Pictures were left out: ${left.pictures}; their descriptions are kept.`] : []),
      ...(left.html > 0 ? [`Pieces of HTML were left out: ${left.html}.`] : []),
    ],
  }
}
