import type { BlockKind } from '@claimspan/core'
import { LinkNode } from '@lexical/link'
import {
  $createHeadingNode,
  $createQuoteNode,
  $isHeadingNode,
  $isQuoteNode,
  HeadingNode,
  QuoteNode,
} from '@lexical/rich-text'
import { $createParagraphNode, $isParagraphNode, type ElementNode, type Klass, type LexicalNode } from 'lexical'
import { $createListItemBlockNode, $isListItemBlockNode, ListItemBlockNode } from './list-item.js'

/** The node classes of an article, for `createEditor({ nodes })`; paragraphs and line breaks are Lexical's own. */
export const articleNodes: readonly Klass<LexicalNode>[] = [HeadingNode, QuoteNode, ListItemBlockNode, LinkNode]

/** What block a node is; `undefined` when it is none of an article's blocks. */
export function $kindOf(node: LexicalNode): BlockKind | undefined {
  if ($isParagraphNode(node)) return 'paragraph'
  if ($isHeadingNode(node)) return 'heading'
  if ($isQuoteNode(node)) return 'quote'
  return $isListItemBlockNode(node) ? 'list-item' : undefined
}

/** A new block; {@link registerArticleShape} gives a heading the tag of its place. */
export function $createBlock(kind: BlockKind): ElementNode {
  if (kind === 'heading') return $createHeadingNode('h2')
  if (kind === 'quote') return $createQuoteNode()
  return kind === 'list-item' ? $createListItemBlockNode() : $createParagraphNode()
}
