import {
  $applyNodeReplacement,
  $createParagraphNode,
  $getDocument,
  $getSelection,
  $isRangeSelection,
  COMMAND_PRIORITY_LOW,
  DELETE_CHARACTER_COMMAND,
  type DOMExportOutput,
  ElementNode,
  INSERT_PARAGRAPH_COMMAND,
  type LexicalEditor,
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

/**
 * Leave a list by keys: Enter in an empty item makes it a paragraph, and so does Backspace at the start of any item,
 * before it joins what is above. Returns the end of it.
 */
export function registerListItems(editor: LexicalEditor): () => void {
  const ends = [
    editor.registerCommand(INSERT_PARAGRAPH_COMMAND, () => $leaveItem((item) => item.isEmpty()), COMMAND_PRIORITY_LOW),
    editor.registerCommand(DELETE_CHARACTER_COMMAND, (isBackward) => isBackward && $leaveItem(), COMMAND_PRIORITY_LOW),
  ]
  return () => {
    for (const end of ends) end()
  }
}

/** Make the list item at whose start the caret is a paragraph; `false` when there is none, or it is not asked for. */
function $leaveItem(isAskedFor: (item: ListItemBlockNode) => boolean = () => true): boolean {
  const selection = $getSelection()
  if (!$isRangeSelection(selection) || !selection.isCollapsed() || selection.anchor.offset > 0) return false
  let node: LexicalNode | null = selection.anchor.getNode()
  while (node !== null && !$isListItemBlockNode(node)) {
    if (node.getPreviousSibling() !== null) return false
    node = node.getParent()
  }
  return node !== null && isAskedFor(node) && node.collapseAtStart()
}
