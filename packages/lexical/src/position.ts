import {
  $getNodeByKey,
  $getRoot,
  $isElementNode,
  $isTextNode,
  type EditorState,
  type ElementNode,
  type LexicalNode,
  type NodeKey,
  type PointType,
} from 'lexical'
import { $eachLeaf, $leafText } from './article.js'

/** A place in Lexical's tree, as its selection points have it. */
export interface Place {
  readonly key: NodeKey
  readonly offset: number
  readonly type: 'text' | 'element'
}

/** What a node adds to the flat text, in UTF-16 code units. */
export function $lengthOf(node: LexicalNode): number {
  if (!$isElementNode(node)) return $leafText(node).length
  let length = 0
  $eachLeaf(node, (leaf) => {
    length += $leafText(leaf).length
  })
  return length
}

/** The child of the root that a node lies in, if any. */
export function $blockOf(node: LexicalNode): ElementNode | null {
  const block = node.getTopLevelElement()
  return $isElementNode(block) ? block : null
}

/** How far into its block a place is, in UTF-16 code units. */
export function $offsetInBlock(block: ElementNode, place: Place): number {
  const node = $getNodeByKey(place.key)
  if (node === null) return 0
  let offset = 0
  if ($isElementNode(node)) {
    const children = node.getChildren().slice(0, place.offset)
    for (const child of children) offset += $lengthOf(child)
  } else if ($isTextNode(node)) offset = place.offset
  for (let inner: LexicalNode = node; !inner.is(block); ) {
    for (const before of inner.getPreviousSiblings()) offset += $lengthOf(before)
    const parent = inner.getParent()
    if (parent === null) return 0
    inner = parent
  }
  return offset
}

/**
 * The place of an offset in a block. Between two runs of words it is the end of the first; beside a line break or an
 * object it is a place of what holds it, and of the block itself at the edge of a link; in an empty block it is a place
 * of the block. Past the end it is the end.
 */
export function $placeInBlock(block: ElementNode, offset: number): Place {
  return (
    $placeWithin(block, Math.max(0, offset)) ?? {
      key: block.getKey(),
      offset: block.getChildrenSize(),
      type: 'element',
    }
  )
}

/** `undefined` when the offset is past the words of an element, or at its end and not in words. */
function $placeWithin(element: ElementNode, offset: number): Place | undefined {
  let start = 0
  let index = 0
  let last: Place | undefined
  for (let child = element.getFirstChild(); child !== null; child = child.getNextSibling()) {
    const length = $lengthOf(child)
    const isPast = offset > start + length
    if ($isTextNode(child)) {
      const place = { key: child.getKey(), offset: Math.min(offset - start, length), type: 'text' } as const
      if (!isPast) return place
      last = place
    } else if ($isElementNode(child)) {
      const isStart = offset === start && !$isTextNode(child.getFirstChild())
      if (isStart) return { key: element.getKey(), offset: index, type: 'element' }
      const place = isPast ? undefined : $placeWithin(child, offset - start)
      if (place !== undefined) return place
      last = undefined
    } else {
      if (offset <= start) return { key: element.getKey(), offset: index, type: 'element' }
      last = undefined
    }
    start += length
    index++
  }
  return last
}

/** One block of the text: offsets are UTF-16 code units of the whole text. */
export interface IndexedBlock {
  readonly key: NodeKey
  readonly text: string
}

/** Where each block of one editor state starts in the flat text. */
export interface TextIndex {
  readonly blocks: readonly IndexedBlock[]
  /** The offset of the first character of each block. */
  readonly starts: readonly number[]
  /** Length of the whole text. */
  readonly length: number
}

const indexes = new WeakMap<EditorState, TextIndex>()

/** The index of a committed state; made once for each state. */
export function textIndex(state: EditorState): TextIndex {
  const known = indexes.get(state)
  if (known !== undefined) return known
  return state.read(() => keepIndex(state, () => undefined))
}

/** Make the index of a state from that of the state before it: only the blocks named dirty are read anew. */
export function advanceIndex(before: EditorState, state: EditorState, isDirty: (key: NodeKey) => boolean): TextIndex {
  const known = indexes.get(state)
  if (known !== undefined) return known
  const old = indexes.get(before)
  const reusable = new Map(old?.blocks.map((block) => [block.key, block]))
  return state.read(() => keepIndex(state, (key) => (isDirty(key) ? undefined : reusable.get(key))))
}

function keepIndex(state: EditorState, reuse: (key: NodeKey) => IndexedBlock | undefined): TextIndex {
  const blocks = $getRoot()
    .getChildren()
    .map((node) => reuse(node.getKey()) ?? { key: node.getKey(), text: $textOf(node) })
  const starts: number[] = []
  let start = 0
  for (const block of blocks) {
    starts.push(start)
    start += block.text.length + 1
  }
  const index = { blocks, starts, length: Math.max(0, start - 1) }
  indexes.set(state, index)
  return index
}

function $textOf(node: LexicalNode): string {
  if (!$isElementNode(node)) return $leafText(node)
  const texts: string[] = []
  $eachLeaf(node, (leaf) => texts.push($leafText(leaf)))
  return texts.join('')
}

/** The index of the block that holds an offset: the last one that starts at or before it. */
export function blockAt(index: TextIndex, offset: number): number {
  let [low, high] = [0, index.starts.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((index.starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}

/** The flat offset of a place; `null` when it is not in the text. To be called within the state's `read`. */
export function $offsetOf(index: TextIndex, place: Place): number | null {
  const node = $getNodeByKey(place.key)
  if (node === null) return null
  if (node.getKey() === $getRoot().getKey()) return index.starts[place.offset] ?? index.length
  const block = $blockOf(node)
  if (block === null) return null
  const at = index.blocks.findIndex(({ key }) => key === block.getKey())
  const start = index.starts[at]
  return start === undefined ? null : start + $offsetInBlock(block, place)
}

/** The place of a flat offset; outside the text it is the nearest end. `null` when there is no text at all. */
export function $placeOf(index: TextIndex, offset: number): Place | null {
  const within = Math.min(Math.max(0, offset), index.length)
  const at = blockAt(index, within)
  const block = $getNodeByKey(index.blocks[at]?.key ?? '')
  return $isElementNode(block) ? $placeInBlock(block, within - (index.starts[at] ?? 0)) : null
}

/** A selection point as a plain place. */
export const placeOfPoint = (point: PointType): Place => ({ key: point.key, offset: point.offset, type: point.type })
