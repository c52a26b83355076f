import { $isLinkNode } from '@lexical/link'
import {
  $createLineBreakNode,
  $createTextNode,
  $isDecoratorNode,
  $isElementNode,
  $isLineBreakNode,
  $isTextNode,
  type ElementNode,
  type LexicalNode,
  type NodeKey,
  type TextNode,
} from 'lexical'
import { $kindOf } from './block.js'
import { embedded } from './delta.js'
import { type InlineObjects, noObjects } from './inline-objects.js'
import { type Line, line } from './line.js'
import { $createLink, $isPlainLink, $linkOf } from './link.js'
import { appendRun, bold, italic, type Look, lineBreak, plain, type Run, type Style } from './run.js'

/** The styles that the shared text knows, of a text node. */
export const $styleOf = (node: TextNode): Style => node.getFormat() & (bold | italic)

/** What a leaf puts into the flat text: its words, U+2028 for a line break, U+FFFC for a thing between words. */
export function $leafText(node: LexicalNode): string {
  if ($isLineBreakNode(node)) return lineBreak
  if ($isDecoratorNode(node)) return node.isInline() ? embedded : ''
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
export function $readLine(node: LexicalNode, objects: InlineObjects = noObjects): Line {
  const runs: Run[] = []
  const read = (leaf: LexicalNode) =>
    appendRun(runs, $leafText(leaf), {
      style: $isTextNode(leaf) ? $styleOf(leaf) : 0,
      link: $linkOf(leaf),
      object: objects.$objectOf(leaf),
    })
  if ($isElementNode(node)) $eachLeaf(node, read)
  else read(node)
  return line($kindOf(node) ?? 'paragraph', runs, node.getKey())
}

/**
 * Make the nodes of a block say what the line says. Nodes that already do stay; others are changed in place where that
 * can be. Objects of which no node can be made become a plain U+FFFC.
 */
export function $writeLine(block: ElementNode, to: Line, objects: InlineObjects = noObjects): void {
  $writeChildren(block, childrenOf(to), objects)
}

/** Whether a block's links are as {@link $writeLine} makes them: one for each stretch of words, with nothing in it but leaves. */
export function $hasPlainLinks(block: ElementNode): boolean {
  return block.getChildren().every((child) => {
    if (!$isElementNode(child)) return true
    if (!$isLinkNode(child) || !$isPlainLink(child) || child.isEmpty()) return false
    const before = child.getPreviousSibling()
    const isDouble = $isLinkNode(before) && before.getURL() === child.getURL()
    return !isDouble && !child.getChildren().some($isElementNode)
  })
}

/** One leaf as it ought to be: words, a line break, or an object. */
type Leaf =
  | { readonly kind: 'words'; readonly text: string; readonly style: Style }
  | { readonly kind: 'break' }
  | { readonly kind: 'object'; readonly object: string }

/** What a block ought to hold: leaves, and links with leaves in them. */
type Child = Leaf | { readonly kind: 'link'; readonly url: string; readonly leaves: readonly Leaf[] }

function childrenOf(to: Line): readonly Child[] {
  const children: Child[] = []
  let link: { readonly kind: 'link'; readonly url: string; readonly leaves: Leaf[] } | undefined
  for (const run of to.runs) {
    const leaves = leavesOf(run.text, run)
    if (run.link === null) {
      children.push(...leaves)
      link = undefined
    } else if (link?.url === run.link) link.leaves.push(...leaves)
    else {
      link = { kind: 'link', url: run.link, leaves: [...leaves] }
      children.push(link)
    }
  }
  return children
}

function leavesOf(text: string, { style, object }: Look): readonly Leaf[] {
  if (object !== null) return [...text].map((): Leaf => ({ kind: 'object', object }))
  return text
    .split(lineBreak)
    .flatMap((words, piece): Leaf[] => [
      ...(piece > 0 ? [{ kind: 'break' } as const] : []),
      ...(words === '' ? [] : [{ kind: 'words', text: words, style } as const]),
    ])
}

function $writeChildren(parent: ElementNode, wanted: readonly Child[], objects: InlineObjects): void {
  const present = parent.getChildren()
  const says = (node: LexicalNode | undefined, child: Child | undefined) =>
    node !== undefined && child !== undefined && $says(node, child, objects)
  let start = 0
  while (says(present[start], wanted[start])) start++
  let end = 0
  const most = Math.min(present.length, wanted.length) - start
  while (end < most && says(present[present.length - 1 - end], wanted[wanted.length - 1 - end])) end++
  const old = present.slice(start, present.length - end)
  const nodes = $reuse(old, wanted.slice(start, wanted.length - end), objects)
  const reused = new Set<NodeKey>(nodes.map((node) => node.getKey()))
  for (const node of old) if (!reused.has(node.getKey())) node.remove(true)
  nodes.forEach((node, at) => {
    if (!parent.is(node.getParent())) parent.splice(start + at, 0, [node])
  })
}

function $says(node: LexicalNode, child: Child, objects: InlineObjects): boolean {
  switch (child.kind) {
    case 'break':
      return $isLineBreakNode(node)
    case 'words':
      return $isTextNode(node) && node.getTextContent() === child.text && node.getFormat() === child.style
    case 'object':
      return objects.$objectOf(node) === child.object
    case 'link': {
      if (!$isLinkNode(node) || !$isPlainLink(node) || node.getURL() !== child.url) return false
      const inside = node.getChildren()
      const { leaves } = child
      return (
        inside.length === leaves.length &&
        leaves.every((leaf, at) => {
          const has = inside[at]
          return has !== undefined && $says(has, leaf, objects)
        })
      )
    }
  }
}

/** Nodes that say what is wanted: old ones, in their order, as far as they will do, else new ones. */
function $reuse(old: readonly LexicalNode[], wanted: readonly Child[], objects: InlineObjects): readonly LexicalNode[] {
  let next = 0
  const take = (at: number): LexicalNode | undefined => {
    if (at >= next) next = at + 1
    return old[at]
  }
  /** The first old node from here on that is right; nodes before it have had their turn. */
  const find = (isRight: (node: LexicalNode) => boolean) => {
    const at = old.findIndex((node, index) => index >= next && isRight(node))
    return at < 0 ? undefined : take(at)
  }
  const $node = (child: Child): LexicalNode => {
    switch (child.kind) {
      case 'break':
        return find($isLineBreakNode) ?? $createLineBreakNode()
      case 'object':
        return find((node) => objects.$objectOf(node) === child.object) ?? $newObject(child.object, objects)
      case 'words': {
        const here = old[next]
        if (!$isTextNode(here) || !here.isSimpleText()) return $createTextNode(child.text).setFormat(child.style)
        next++
        if (here.getTextContent() !== child.text) here.setTextContent(child.text)
        return here.getFormat() === child.style ? here : here.setFormat(child.style)
      }
      case 'link': {
        const found = find((node) => $isLinkNode(node) && $isPlainLink(node) && node.getURL() === child.url)
        const link = $isLinkNode(found) ? found : $createLink(child.url)
        $writeChildren(link, child.leaves, objects)
        return link
      }
    }
  }
  return wanted.map($node)
}

const $newObject = (object: string, objects: InlineObjects): LexicalNode =>
  objects.$nodeFor(object) ?? $createTextNode(embedded).setFormat(plain.style)
