import type { Span } from '@claimspan/core'
import {
  $getNearestNodeFromDOMNode,
  $getNodeByKey,
  $isElementNode,
  $isTextNode,
  type LexicalEditor,
  type NodeKey,
} from 'lexical'
import { $eachLeaf } from './article.js'
import { $lengthOf, $offsetOf, blockAt, textIndex } from './position.js'

/**
 * What a span covers on screen, one DOM range for each block that it touches; block borders and empty blocks have none.
 * Empty when the editor has no root element.
 */
export function rangesOfSpan(editor: LexicalEditor, span: Span): Range[] {
  const index = textIndex(editor.getEditorState())
  const ranges: Range[] = []
  for (let at = blockAt(index, span.from); at < index.blocks.length; at++) {
    const block = index.blocks[at]
    const start = index.starts[at]
    if (block === undefined || start === undefined || start >= span.to) break
    const from = Math.max(0, span.from - start)
    const to = Math.min(block.text.length, span.to - start)
    const range = from < to ? rangesInBlock(editor, block.key)?.(from, to) : undefined
    if (range !== undefined) ranges.push(range)
  }
  return ranges
}

/** The boxes of a span in viewport pixels, in the order of the text: a wrapped line gives several. */
export function rectsOfSpan(editor: LexicalEditor, span: Span): DOMRect[] {
  return rangesOfSpan(editor, span).flatMap((range) => [...range.getClientRects()])
}

/** The flat UTF-16 offset nearest to a point of the viewport, in CSS pixels; `null` when it is not over the text. */
export function offsetAtPoint(editor: LexicalEditor, x: number, y: number): number | null {
  const root = editor.getRootElement()
  if (root === null) return null
  const found = caretAt(root.ownerDocument, x, y)
  if (found === undefined || !root.contains(found.node)) return null
  const state = editor.getEditorState()
  const index = textIndex(state)
  return state.read(
    () => {
      const node = $getNearestNodeFromDOMNode(found.node, state)
      if (node === null) return null
      if ($isTextNode(node)) {
        const offset = found.node.nodeType === Node.TEXT_NODE ? found.offset : 0
        return $offsetOf(index, { key: node.getKey(), offset, type: 'text' })
      }
      const element = $isElementNode(node) ? node : node.getParent()
      const offset = $isElementNode(node) ? Math.min(found.offset, node.getChildrenSize()) : node.getIndexWithinParent()
      return element === null ? null : $offsetOf(index, { key: element.getKey(), offset, type: 'element' })
    },
    { editor },
  )
}

/** Standard `caretPositionFromPoint` where it is, else the WebKit call that came before it. */
function caretAt(document: Document, x: number, y: number): { node: Node; offset: number } | undefined {
  if (typeof document.caretPositionFromPoint === 'function') {
    const position = document.caretPositionFromPoint(x, y)
    return position === null ? undefined : { node: position.offsetNode, offset: position.offset }
  }
  if (typeof document.caretRangeFromPoint !== 'function') return undefined
  const range = document.caretRangeFromPoint(x, y)
  return range === null ? undefined : { node: range.startContainer, offset: range.startOffset }
}

/** Makes DOM ranges over parts of one block; offsets are within the block, 0 ≤ from < to ≤ its length. */
export type RangeMaker = (from: number, to: number) => Range

/** The maker for a block as it is on screen now; `undefined` when it is not. */
export function rangesInBlock(editor: LexicalEditor, key: NodeKey): RangeMaker | undefined {
  const block = editor.getElementByKey(key)
  const leaves = editor.getEditorState().read(() => $leavesOnScreen(editor, key))
  if (block === null || leaves.length === 0) return undefined
  return (from, to) => {
    const range = block.ownerDocument.createRange()
    // A range begins in the node of its first character, not at the end of the one before.
    const first = leaves.find(({ start, length }) => from < start + length)
    const last = leaves.find(({ start, length }) => to <= start + length)
    if (first !== undefined) range.setStart(...placeIn(first, from))
    if (last !== undefined) range.setEnd(...placeIn(last, to))
    return range
  }
}

interface ScreenLeaf {
  /** Offset in the block. */
  readonly start: number
  readonly length: number
  /** The DOM text node of words; the element of a line break or an object. */
  readonly dom: Node
}

function $leavesOnScreen(editor: LexicalEditor, key: NodeKey): readonly ScreenLeaf[] {
  const block = $getNodeByKey(key)
  const leaves: ScreenLeaf[] = []
  let start = 0
  if (!$isElementNode(block)) return leaves
  $eachLeaf(block, (leaf) => {
    const length = $lengthOf(leaf)
    let dom: Node | null = editor.getElementByKey(leaf.getKey())
    while ($isTextNode(leaf) && dom !== null && dom.nodeType !== Node.TEXT_NODE) dom = dom.firstChild
    if (dom !== null) leaves.push({ start, length, dom })
    start += length
  })
  return leaves
}

function placeIn({ start, length, dom }: ScreenLeaf, offset: number): [Node, number] {
  const parent = dom.parentNode
  if (dom.nodeType === Node.TEXT_NODE || parent === null) return [dom, offset - start]
  const child = Array.prototype.indexOf.call(parent.childNodes, dom)
  return [parent, offset < start + length ? child : child + 1]
}
