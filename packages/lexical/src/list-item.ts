import {
  $applyNodeReplacement,
  $createParagraphNode,
  $getDocument,
  type DOMExportOutput,
  ElementNode,
  type LexicalNode,
  type RangeSelection,
} from 'lexical'

/**
 * One item of a list, as a block of its own: the flat text knows lines, not lists. Drawn as
 * `<p data-block="list-item">`; a style sheet gives it its bullet.
 */
export class ListItemBlockNode extends ElementNode {
  override $config() {
    return this.config('claimspan-list-item', {
      extends: ElementNode,
      importDOM: { li: () => ({ conversion: () => ({ node: $createListItemBlockNode() }), priority: 1 }) },
    })
  }

  override createDOM(): HTMLElement {
    const dom = $getDocument().createElement('p')
    dom.dataset.block = 'list-item'
    return dom
  }

  override updateDOM(): boolean {
    return false
  }

  override exportDOM(): DOMExportOutput {
    return { element: $getDocument().createElement('li') }
  }

  /** Enter makes the next item. */
  override insertNewAfter(_selection: RangeSelection, restoreSelection = true): ElementNode {
    const next = $createListItemBlockNode()
    this.insertAfter(next, restoreSelection)
    return next
  }

  /** Backspace at the start makes it a paragraph. */
  override collapseAtStart(): true {
    this.replace($createParagraphNode(), true)
    return true
  }
}

export function $createListItemBlockNode(): ListItemBlockNode {
  return $applyNodeReplacement(new ListItemBlockNode())
}

export function $isListItemBlockNode(node: LexicalNode | null | undefined): node is ListItemBlockNode {
  return node instanceof ListItemBlockNode
}
