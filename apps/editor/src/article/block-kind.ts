import type { BlockKind } from '@claimspan/core'
import { $createListItemBlockNode, $isListItemBlockNode } from '@claimspan/lexical'
import { $createHeadingNode, $createQuoteNode, $isHeadingNode, $isQuoteNode } from '@lexical/rich-text'
import { $createParagraphNode, type ElementNode, type LexicalNode } from 'lexical'

/** What kind of block a node of the article is. */
export function $kindOf(node: LexicalNode): BlockKind {
  if ($isHeadingNode(node)) return 'heading'
  if ($isQuoteNode(node)) return 'quote'
  return $isListItemBlockNode(node) ? 'list-item' : 'paragraph'
}

/** An empty block of a kind. */
export function $createBlock(kind: BlockKind): ElementNode {
  switch (kind) {
    case 'heading':
      return $createHeadingNode('h2')
    case 'quote':
      return $createQuoteNode()
    case 'list-item':
      return $createListItemBlockNode()
    case 'paragraph':
      return $createParagraphNode()
  }
}
