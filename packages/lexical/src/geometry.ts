import type { Span } from '@claimspan/core'
import { $getNearestNodeFromDOMNode, $getNodeByKey, $isElementNode, $isTextNode, type LexicalEditor } from 'lexical'
import { $offsetOf, $placeInBlock, blockAt, type Place, textIndex } from './position.js'

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
    const range = from < to ? rangeInBlock(editor, block.key, from, to) : undefined
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

/** A DOM range over part of one block; offsets are within the block. `undefined` when the block is not on screen. */
export function rangeInBlock(editor: LexicalEditor, key: string, from: number, to: number): Range | undefined {
  return editor.getEditorState().read(
    () => {
      const block = $getNodeByKey(key)
      if (!$isElementNode(block)) return undefined
      // A range begins in the node of its first character, not at the end of the one before.
      const start = domPlace(editor, $placeInBlock(block, from, 'next'))
      const end = domPlace(editor, $placeInBlock(block, to))
      if (start === undefined || end === undefined) return undefined
      const range = start.node.ownerDocument?.createRange()
      range?.setStart(start.node, start.offset)
      range?.setEnd(end.node, end.offset)
      return range
    },
    { editor },
  )
}

function domPlace(editor: LexicalEditor, place: Place): { node: Node; offset: number } | undefined {
  const element = editor.getElementByKey(place.key)
  if (element === null) return undefined
  if (place.type === 'element') return { node: element, offset: place.offset }
  let node: Node | null = element
  while (node !== null && node.nodeType !== Node.TEXT_NODE) node = node.firstChild
  return node === null ? { node: element, offset: 0 } : { node, offset: place.offset }
}
