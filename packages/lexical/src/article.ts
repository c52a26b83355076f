import {
  $createLineBreakNode,
  $createTextNode,
  $isElementNode,
  $isLineBreakNode,
  $isTextNode,
  type ElementNode,
  type LexicalNode,
  type NodeKey,
  type TextNode,
} from 'lexical'
import { $kindOf } from './block.js'
import { appendRun, bold, italic, type Line, line, lineBreak, type Run, type Style } from './line.js'

/** The styles that the shared text knows, of a text node. */
export const $styleOf = (node: TextNode): Style => node.getFormat() & (bold | italic)

/** What a leaf puts into the flat text; anything but words and line breaks puts in nothing. */
export function $leafText(node: LexicalNode): string {
  if ($isLineBreakNode(node)) return lineBreak
  // A block border inside words can not be: the text would have one more block than the editor.
  return $isTextNode(node) ? node.getTextContent().replaceAll('\n', lineBreak) : ''
}

/** Go through the leaves of a block in the order of the text. */
export function $eachLeaf(block: ElementNode, visit: (leaf: LexicalNode) => void): void {
  for (let child = block.getFirstChild(); child !== null; child = child.getNextSibling()) {
    if ($isElementNode(child)) $eachLeaf(child, visit)
    else visit(child)
  }
}

/** Read one child of the root as a line. */
export function $readLine(node: LexicalNode): Line {
  const runs: Run[] = []
  const read = (leaf: LexicalNode) => appendRun(runs, $leafText(leaf), $isTextNode(leaf) ? $styleOf(leaf) : 0)
  if ($isElementNode(node)) $eachLeaf(node, read)
  else read(node)
  return line($kindOf(node) ?? 'paragraph', runs, node.getKey())
}

/** Make the nodes of a block say what the line says. Nodes that already do stay; others are changed in place. */
export function $writeLine(block: ElementNode, to: Line): void {
  const wanted = to.runs.flatMap(leavesOfRun)
  const present = block.getChildren()
  const says = (node: LexicalNode | undefined, leaf: Leaf | undefined) =>
    node !== undefined && leaf !== undefined && $says(node, leaf)
  let start = 0
  while (says(present[start], wanted[start])) start++
  let end = 0
  const most = Math.min(present.length, wanted.length) - start
  while (end < most && says(present[present.length - 1 - end], wanted[wanted.length - 1 - end])) end++
  const old = present.slice(start, present.length - end)
  const fresh = wanted.slice(start, wanted.length - end)
  const nodes = fresh.map((leaf, at) => $reuse(old[at], leaf))
  const reused = new Set<NodeKey>(nodes.map((node) => node.getKey()))
  for (const node of old) if (!reused.has(node.getKey())) node.remove(true)
  nodes.forEach((node, at) => {
    if (!node.isAttached()) block.splice(start + at, 0, [node])
  })
}

/** One leaf as it ought to be: words in a style, or a line break (`null`). */
interface Leaf {
  readonly text: string | null
  readonly style: Style
}

function leavesOfRun(run: Run): Leaf[] {
  return run.text
    .split(lineBreak)
    .flatMap((text, piece): Leaf[] => [
      ...(piece > 0 ? [{ text: null, style: 0 }] : []),
      ...(text === '' ? [] : [{ text, style: run.style }]),
    ])
}

function $says(node: LexicalNode, leaf: Leaf): boolean {
  if (leaf.text === null) return $isLineBreakNode(node)
  return $isTextNode(node) && node.getTextContent() === leaf.text && node.getFormat() === leaf.style
}

function $reuse(node: LexicalNode | undefined, leaf: Leaf): LexicalNode {
  if (leaf.text === null) return $isLineBreakNode(node) ? node : $createLineBreakNode()
  if (!$isTextNode(node) || !node.isSimpleText()) return $createTextNode(leaf.text).setFormat(leaf.style)
  if (node.getTextContent() !== leaf.text) node.setTextContent(leaf.text)
  return node.getFormat() === leaf.style ? node : node.setFormat(leaf.style)
}
