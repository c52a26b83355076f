import {
  $createRangeSelection,
  $getNodeByKey,
  $getRoot,
  $getSelection,
  $isElementNode,
  $isRangeSelection,
  $isTextNode,
  $setSelection,
  type ElementNode,
  type NodeKey,
  type PointType,
} from 'lexical'
import { $readLine, $writeLine } from './article.js'
import { $createBlock, $kindOf } from './block.js'
import { type InlineObjects, noObjects } from './inline-objects.js'
import { type Line, line, sameLine, withKnownObjects } from './line.js'
import { $blockOf, $offsetInBlock, $placeInBlock } from './position.js'

/** A selection in flat UTF-16 offsets; collapsed when both are one. */
export interface Offsets {
  readonly anchor: number
  readonly focus: number
}

/**
 * Read the editor's blocks as lines. A line that reads as before is the very object of `before`; blocks that `dirty`
 * does not name are not even read (`null`: read all).
 */
export function $readLines(
  before: readonly Line[],
  dirty: ReadonlySet<NodeKey> | null,
  objects: InlineObjects = noObjects,
): readonly Line[] {
  const known = new Map(before.map((old) => [old.key, old]))
  const lines = $getRoot()
    .getChildren()
    .map((node) => {
      const old = known.get(node.getKey())
      if (old !== undefined && dirty !== null && !dirty.has(node.getKey())) return old
      const read = $readLine(node, objects)
      return old !== undefined && sameLine(old, read) ? old : read
    })
  return lines.length === 0 ? [line('paragraph', [])] : lines
}

/**
 * Make the editor's blocks, which say `from`, say `to`. Blocks of lines that are the same object are not touched; the
 * others keep their block when they have its key. Returns `to` with the keys of its blocks, and without the objects that
 * turned out to be none.
 */
export function $syncBlocks(
  from: readonly Line[],
  to: readonly Line[],
  objects: InlineObjects = noObjects,
): readonly Line[] {
  const root = $getRoot()
  const present = new Set(from)
  const kept = new Set<NodeKey>()
  let previous: ElementNode | null = null
  const lines = to.map((wanted) => {
    const node: ElementNode = $blockFor(wanted, previous)
    previous = node
    kept.add(node.getKey())
    if (present.has(wanted) && wanted.key === node.getKey()) return wanted
    $writeLine(node, wanted, objects)
    return { ...withKnownObjects(wanted, objects), key: node.getKey() }
  })
  for (const node of root.getChildren()) if (!kept.has(node.getKey())) node.remove(true)
  return lines
}

/** As {@link $syncBlocks}, with the selection, if there is one, put where it is said to be in the new lines. */
export function $syncBlocksAround(
  from: readonly Line[],
  to: readonly Line[],
  objects: InlineObjects,
  selected: Offsets | null,
): readonly Line[] {
  const selection = $getSelection()?.clone()
  // Without it Lexical cannot look at a point while its node has new words already.
  $setSelection(null)
  const lines = $syncBlocks(from, to, objects)
  if (selection !== undefined) $setSelection(selection)
  if (selected !== null) $moveSelection(lines, selected)
  return lines
}

/** The block of a line, of the right kind and at its place; a new one when the line has none yet. */
function $blockFor(wanted: Line, previous: ElementNode | null): ElementNode {
  const present = wanted.key === null ? null : $getNodeByKey(wanted.key)
  if ($isElementNode(present) && present.isAttached()) {
    if (($kindOf(present) ?? 'paragraph') === wanted.kind) return present
    return present.replace($createBlock(wanted.kind), true)
  }
  const made = $createBlock(wanted.kind)
  if (previous === null) $getRoot().splice(0, 0, [made])
  else previous.insertAfter(made, false)
  return made
}

/** Where the selection is in the text that the lines make up; `null` when there is none. */
export function $selectionInLines(lines: readonly Line[]): Offsets | null {
  const selection = $getSelection()
  if (!$isRangeSelection(selection)) return null
  const anchor = $offsetInLines(lines, selection.anchor)
  const focus = selection.isCollapsed() ? anchor : $offsetInLines(lines, selection.focus)
  return anchor === null || focus === null ? null : { anchor, focus }
}

function $offsetInLines(lines: readonly Line[], point: PointType): number | null {
  const node = $getNodeByKey(point.key)
  if (node === null) return null
  const block = $blockOf(node)
  let start = 0
  let index = 0
  for (const of of lines) {
    if (block === null ? index === point.offset : of.key === block.getKey()) {
      return block === null ? start : start + $offsetInBlock(block, point)
    }
    start += of.length + 1
    index++
  }
  return block === null ? start - 1 : null
}

/** Select in the text that the lines make up. What is typed there looks as what it follows. */
export function $selectInLines(lines: readonly Line[], to: Offsets): void {
  const selection = $createRangeSelection()
  $setSelection(selection)
  $moveSelection(lines, to)
  const node = selection.anchor.getNode()
  if ($isTextNode(node)) selection.setFormat(node.getFormat())
}

/** Move the selection, if there is one; a point that is there already stays as it is. */
export function $moveSelection(lines: readonly Line[], to: Offsets): void {
  const selection = $getSelection()
  if (!$isRangeSelection(selection)) return
  $movePoint(lines, selection.anchor, to.anchor)
  $movePoint(lines, selection.focus, to.focus)
}

function $movePoint(lines: readonly Line[], point: PointType, offset: number): void {
  const node = $getNodeByKey(point.key)
  const size = $isElementNode(node) ? node.getChildrenSize() : $isTextNode(node) ? node.getTextContentSize() : -1
  const isSound = node?.isAttached() === true && $blockOf(node) !== null && point.offset <= size
  if (isSound && $offsetInLines(lines, point) === offset) return
  let start = 0
  for (const of of lines) {
    const block = offset <= start + of.length && of.key !== null ? $getNodeByKey(of.key) : null
    if ($isElementNode(block)) {
      const place = $placeInBlock(block, offset - start)
      point.set(place.key, place.offset, place.type)
      return
    }
    start += of.length + 1
  }
}
