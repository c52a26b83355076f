import type { BlockKind } from '@claimspan/core'
import { LinkNode } from '@lexical/link'
import { $isHeadingNode, HeadingNode, QuoteNode } from '@lexical/rich-text'
import {
  $createLineBreakNode,
  $createTextNode,
  $getNodeByKey,
  $getRoot,
  $getSelection,
  $isElementNode,
  $isLineBreakNode,
  $isRangeSelection,
  $isTabNode,
  $isTextNode,
  $setSelection,
  type ElementNode,
  type LexicalEditor,
  type LexicalNode,
  ParagraphNode,
  RootNode,
  TabNode,
  TextNode,
} from 'lexical'
import { $hasPlainLinks, $readLine, $styleOf, $writeLine } from './article.js'
import { $createBlock, $kindOf } from './block.js'
import { embedded } from './delta.js'
import type { InlineObjects } from './inline-objects.js'
import { $createLink, $linkOf } from './link.js'
import { ListItemBlockNode } from './list-item.js'
import { $blockOf, $offsetInBlock, $placeInBlock } from './position.js'
import { lineBreak } from './run.js'

/**
 * Keep the editor's tree to what an article is: blocks of the known kinds with words (plain, bold, italic), line breaks,
 * links and known objects in them. Whatever else is pasted or inserted (tables, lists, images, colours, indents) becomes
 * the text that it shows. The first block is h1 when it is a heading, every other heading h2. Returns the end of it.
 */
export function registerArticleShape(editor: LexicalEditor, objects: InlineObjects): () => void {
  const ends = [
    editor.registerNodeTransform(TextNode, $plainText),
    editor.registerNodeTransform(TabNode, $plainText),
    ...[ParagraphNode, HeadingNode, QuoteNode, ListItemBlockNode].map((block) =>
      editor.registerNodeTransform<ElementNode>(block, (node) => $plainBlock(node, objects)),
    ),
    editor.registerNodeTransform(LinkNode, (link) => {
      const block = $blockOf(link)
      if (block !== null) $plainBlock(block, objects)
    }),
    editor.registerNodeTransform(RootNode, (root) => $plainRoot(root, objects)),
  ]
  return () => {
    for (const end of ends) end()
  }
}

function $plainText(node: TextNode): void {
  const text = node.getTextContent()
  const style = $styleOf(node)
  if ($isTabNode(node)) {
    node.replace($createTextNode(text).setFormat(style))
    return
  }
  if (node.getFormat() !== style) node.setFormat(style)
  if (node.getStyle() !== '') node.setStyle('')
  if (node.getMode() !== 'normal') node.setMode('normal')
  if (node.getDetail() !== 0) node.setDetail(0)
  if (text.includes('\n') || text.includes(lineBreak)) $breakText(node, text, style)
  else if (style !== 0 && text.includes(embedded)) $unstyleMarks(node, text)
}

/** Whether a U+FFFC stands for an object may change; a style that it then has or not would be guessed. */
function $unstyleMarks(node: TextNode, text: string): void {
  const borders = [...text.matchAll(/\uFFFC/g)].flatMap(({ index }) => [index, index + 1])
  for (const piece of node.splitText(...borders)) if (piece.getTextContent() === embedded) piece.setFormat(0)
}

/** Characters that break a line become line breaks. */
function $breakText(node: TextNode, text: string, style: number): void {
  const [first = '', ...others] = text.split(/\r?\n|\u2028/)
  let last: LexicalNode = node
  for (const words of others) {
    last = last.insertAfter($createLineBreakNode(), false)
    if (words !== '') last = last.insertAfter($createTextNode(words).setFormat(style), false)
  }
  const wasSelected = $isRangeSelection($getSelection()) && node.isSelected()
  if (first === '') node.remove(true)
  else node.setTextContent(first)
  if (wasSelected) {
    if ($isTextNode(last)) last.selectEnd()
    else last.selectNext(0, 0)
  }
}

function $plainBlock(block: ElementNode, objects: InlineObjects): void {
  if (block.getIndent() !== 0) block.setIndent(0)
  if (block.getFormatType() !== '') block.setFormat('')
  if (block.getStyle() !== '') block.setStyle('')
  if (block.getParent() !== $getRoot() || $kindOf(block) === undefined) return
  if (!$hasOnlyLeaves(block, objects)) {
    const [own = emptyPassage('paragraph'), ...others] = $passagesOf(
      block.getChildren(),
      $kindOf(block) ?? 'paragraph',
      objects,
    )
    block.splice(0, block.getChildrenSize(), [...own.leaves])
    $insertPassages(block, others)
    $keepSelection(block)
  }
  if (!$hasPlainLinks(block)) $withSelection(block, () => $writeLine(block, $readLine(block, objects), objects))
}

/** Whether there is nothing in a block but what can stay, at whatever depth of inline nodes. */
function $hasOnlyLeaves(node: ElementNode, objects: InlineObjects): boolean {
  return node
    .getChildren()
    .every((child) =>
      $isElementNode(child) ? child.isInline() && $hasOnlyLeaves(child, objects) : $isLeaf(child, objects),
    )
}

const $isLeaf = (node: LexicalNode, objects: InlineObjects): boolean =>
  $isTextNode(node) || $isLineBreakNode(node) || objects.$has(node)

/** Change the nodes of a block, but not its text; selection points in it stay where they are in the text. */
function $withSelection(block: ElementNode, $change: () => void): void {
  const selection = $getSelection()?.clone() ?? null
  const points = $isRangeSelection(selection) ? [selection.anchor, selection.focus] : []
  const kept = points.flatMap((point) => {
    const node = $getNodeByKey(point.key)
    const isInside = node !== null && (block.is(node) || block.isParentOf(node))
    return isInside ? [{ point, offset: $offsetInBlock(block, point) }] : []
  })
  $setSelection(null)
  $change()
  $setSelection(selection)
  for (const { point, offset } of kept) {
    const place = $placeInBlock(block, offset)
    point.set(place.key, place.offset, place.type)
  }
}

function $plainRoot(root: RootNode, objects: InlineObjects): void {
  for (const child of root.getChildren()) if ($kindOf(child) === undefined) $replaceForeign(child, objects)
  if (root.isEmpty()) root.append($createBlock('paragraph'))
  root.getChildren().forEach((child, at) => {
    if (!$isHeadingNode(child)) return
    const tag = at === 0 ? 'h1' : 'h2'
    if (child.getTag() !== tag) child.setTag(tag)
  })
  const first = root.getFirstChild()
  if ($isElementNode(first)) $keepSelection(first)
}

function $replaceForeign(node: LexicalNode, objects: InlineObjects): void {
  const last = $insertPassages(node, $passagesOf([node], 'paragraph', objects))
  node.remove(true)
  $keepSelection(last)
}

/** What becomes one block. */
interface Passage {
  readonly kind: BlockKind
  readonly leaves: LexicalNode[]
}

const emptyPassage = (kind: BlockKind): Passage => ({ kind, leaves: [] })

/** The words in nodes of any kind, block by block. The first passage is `kind`, those in inner blocks are what these are. */
function $passagesOf(nodes: readonly LexicalNode[], kind: BlockKind, objects: InlineObjects): Passage[] {
  const passages: Passage[] = [emptyPassage(kind)]
  const put = (leaf: LexicalNode, url: string | null) =>
    passages.at(-1)?.leaves.push(url === null ? leaf : $createLink(url).append(leaf))
  const open = (next: BlockKind) => {
    if (passages.at(-1)?.leaves.length === 0) passages.pop()
    passages.push(emptyPassage(passages.length === 0 ? kind : next))
  }
  const visit = (node: LexicalNode, inside: BlockKind) => {
    if ($isLeaf(node, objects)) put(node, $linkOf(node))
    else if (!$isElementNode(node)) for (const words of $wordsOf(node)) put(words, $linkOf(node))
    else if (node.isInline()) for (const child of node.getChildren()) visit(child, inside)
    else {
      const own = node.getType() === 'listitem' ? 'list-item' : ($kindOf(node) ?? 'paragraph')
      open(own)
      for (const child of node.getChildren()) visit(child, own)
      open(inside)
    }
  }
  for (const node of nodes) visit(node, kind)
  if (passages.length > 1 && passages.at(-1)?.leaves.length === 0) passages.pop()
  return passages
}

/** A thing that is no text (a picture, an embed) is worth the words that it stands for. */
function $wordsOf(node: LexicalNode): LexicalNode[] {
  const words = node.getTextContent().trim()
  return words === '' ? [] : [$createTextNode(words)]
}

/** Put passages as blocks after a node; returns the last one. */
function $insertPassages(after: LexicalNode, passages: readonly Passage[]): LexicalNode {
  let last = after
  for (const passage of passages) {
    const block = $createBlock(passage.kind)
    block.append(...passage.leaves)
    last.insertAfter(block, false)
    last = block
  }
  return last
}

/** A selection that pointed into what is gone moves to the end of a block. */
function $keepSelection(fallback: LexicalNode): void {
  const selection = $getSelection()
  if (!$isRangeSelection(selection) || !$isElementNode(fallback)) return
  for (const point of [selection.anchor, selection.focus]) {
    const node = $getNodeByKey(point.key)
    const size = $isElementNode(node) ? node.getChildrenSize() : Number.POSITIVE_INFINITY
    if (node === null || !node.isAttached()) point.set(fallback.getKey(), fallback.getChildrenSize(), 'element')
    else if (point.offset > size) point.set(point.key, size, 'element')
  }
}
