import type { BlockKind } from '@claimspan/core'
import type { Line } from './article-parts.js'

/** What is needed of a node of a parsed page. */
export interface HtmlNode {
  readonly nodeType: number
  readonly localName?: string | null
  readonly textContent: string | null
  readonly childNodes: ArrayLike<HtmlNode>
  getAttribute?(name: string): string | null
}

/** What ends a line within a block: Unicode's line separator, as the editor uses it. */
const softBreak = '\u2028'

/** Elements whose words are not those of an article. */
const passedOver: ReadonlySet<string> = new Set(
  'title script style noscript template svg math iframe object embed audio video canvas nav form button input select textarea dialog head'.split(
    ' ',
  ),
)

/** Elements that begin and end a block. */
const blocks: ReadonlySet<string> = new Set(
  'address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr legend li main ol p pre section summary table tbody tfoot thead tr ul'.split(
    ' ',
  ),
)

/**
 * The lines of an article from the elements of a page: headings, paragraphs, quotes and list items, as plain words. White
 * space is one space, as a browser shows it; `br` is U+2028; a row of a table is a paragraph.
 */
export function htmlLines(root: HtmlNode): readonly Line[] {
  const lines: Line[] = []
  let words = ''
  const close = (kind: BlockKind): void => {
    const plain = words
      .replace(/[\t\n\f\r ]+/g, ' ')
      .replace(/ ?\u2028 ?/g, softBreak)
      .replace(/^[ \u2028]+|[ \u2028]+$/g, '')
    if (plain !== '') lines.push({ kind, words: plain })
    words = ''
  }
  function walk(node: HtmlNode, kind: BlockKind): void {
    for (let at = 0; at < node.childNodes.length; at++) {
      const child = node.childNodes[at]
      if (child?.nodeType === 3) words += child.textContent ?? ''
      else if (child?.nodeType === 1) element(child, child.localName?.toLowerCase() ?? '', kind)
    }
  }
  function element(node: HtmlNode, name: string, kind: BlockKind): void {
    if (passedOver.has(name) || isHidden(node)) return
    if (name === 'br') words += softBreak
    else if (name === 'td' || name === 'th') {
      if (words.trim() !== '') words += ' '
      walk(node, kind)
    } else if (name === 'pre') {
      close(kind)
      for (const line of (node.textContent ?? '').split('\n')) {
        words = line
        close(kind)
      }
    } else if (blocks.has(name)) {
      close(kind)
      const own = kindOf(name, kind)
      walk(node, own)
      close(own)
    } else walk(node, kind)
  }
  walk(root, 'paragraph')
  close('paragraph')
  return lines
}

function kindOf(name: string, around: BlockKind): BlockKind {
  if (name === 'blockquote') return around === 'list-item' ? around : 'quote'
  if (name === 'li' || name === 'dd' || name === 'dt') return 'list-item'
  return /^h[1-6]$/.test(name) && around === 'paragraph' ? 'heading' : around
}

const isHidden = (node: HtmlNode): boolean =>
  node.getAttribute?.('hidden') != null || node.getAttribute?.('aria-hidden') === 'true'
