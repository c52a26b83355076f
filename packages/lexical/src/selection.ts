import type { Span } from '@claimspan/core'
import {
  $createRangeSelection,
  $getSelection,
  $isNodeSelection,
  $isRangeSelection,
  $setSelection,
  type LexicalEditor,
  type LexicalNode,
  SKIP_SCROLL_INTO_VIEW_TAG,
} from 'lexical'
import { commit } from './dirty.js'
import { rangesOfSpan } from './geometry.js'
import { $lengthOf, $offsetOf, $placeOf, placeOfPoint, type TextIndex, textIndex } from './position.js'

/** Where a selection starts and where its moving end is: UTF-16 offsets of the flat text. Equal when it is a caret. */
export interface Caret {
  readonly anchor: number
  readonly head: number
}

/** The selection in the text that the editor shows (edits not committed yet do not count); `null` when there is none. */
export function caretOf(editor: LexicalEditor): Caret | null {
  const state = editor.getEditorState()
  const index = textIndex(state)
  return state.read(() => {
    const selection = $getSelection()
    if ($isNodeSelection(selection)) return $caretAround(index, selection.getNodes())
    if (!$isRangeSelection(selection)) return null
    const anchor = $offsetOf(index, placeOfPoint(selection.anchor))
    const head = selection.isCollapsed() ? anchor : $offsetOf(index, placeOfPoint(selection.focus))
    return anchor === null || head === null ? null : { anchor, head }
  })
}

/** An object that is selected by itself is selected text. */
function $caretAround(index: TextIndex, nodes: readonly LexicalNode[]): Caret | null {
  const spans = nodes.flatMap((node) => {
    const parent = node.getParent()
    if (parent === null) return []
    const from = $offsetOf(index, { key: parent.getKey(), offset: node.getIndexWithinParent(), type: 'element' })
    return from === null ? [] : [{ from, to: from + $lengthOf(node) }]
  })
  if (spans.length === 0) return null
  return { anchor: Math.min(...spans.map(({ from }) => from)), head: Math.max(...spans.map(({ to }) => to)) }
}

/**
 * The selected words. Block borders at the ends are left out (a triple click reaches to the start of the next block).
 * `null` when nothing is selected.
 */
export function spanOfSelection(editor: LexicalEditor): Span | null {
  const caret = caretOf(editor)
  if (caret === null) return null
  const { blocks, starts } = textIndex(editor.getEditorState())
  let from = Math.min(caret.anchor, caret.head)
  let to = Math.max(caret.anchor, caret.head)
  blocks.forEach(({ text }, at) => {
    const start = starts[at] ?? 0
    if (from === start + text.length) from++
  })
  for (let at = blocks.length - 1; at > 0; at--) if (to === starts[at]) to--
  return from < to ? { from, to } : null
}

/** Select a span; one that reaches past the text is cut off there. `scroll` (default true) brings it into view. */
export function selectSpan(editor: LexicalEditor, span: Span, options: { readonly scroll?: boolean } = {}): void {
  commit(editor)
  const index = textIndex(editor.getEditorState())
  editor.update(
    () => {
      const anchor = $placeOf(index, span.from)
      const focus = $placeOf(index, span.to)
      if (anchor === null || focus === null) return
      const selection = $createRangeSelection()
      selection.anchor.set(anchor.key, anchor.offset, anchor.type)
      selection.focus.set(focus.key, focus.offset, focus.type)
      $setSelection(selection)
    },
    { discrete: true, tag: SKIP_SCROLL_INTO_VIEW_TAG },
  )
  if (options.scroll === false) return
  const start = rangesOfSpan(editor, span)[0]?.startContainer.parentElement
  start?.scrollIntoView({ block: 'nearest' })
}
