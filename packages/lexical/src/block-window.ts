import type { Span } from '@claimspan/core'
import type { LexicalEditor } from 'lexical'
import { type TextIndex, textIndex } from './position.js'

/** Blocks by their place in the text: from the first to the last, both inside. Empty when `last` is before `first`. */
export interface BlockWindow {
  readonly first: number
  readonly last: number
}

/**
 * The blocks that touch the box of what scrolls the text, and `margin` times its height on each side. Found by bisection:
 * blocks stand below each other.
 */
export function blocksInView(
  editor: LexicalEditor,
  { blocks }: TextIndex,
  scroller: Element,
  margin: number,
): BlockWindow {
  const view = scroller.getBoundingClientRect()
  const extra = view.height * margin
  const [top, bottom] = [view.top - extra, view.bottom + extra]
  const rectOf = (at: number) => editor.getElementByKey(blocks[at]?.key ?? '')?.getBoundingClientRect()
  const first = firstWhere(blocks.length, (at) => (rectOf(at)?.bottom ?? 0) > top)
  const past = firstWhere(blocks.length, (at) => (rectOf(at)?.top ?? 0) >= bottom)
  return { first, last: past - 1 }
}

/** The first place for which something holds that holds for all after it; `count` when it holds for none. */
function firstWhere(count: number, holds: (at: number) => boolean): number {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** Whether all blocks of one window are in another. */
export function holdsWindow(outer: BlockWindow, inner: BlockWindow): boolean {
  return inner.last < inner.first || (outer.first <= inner.first && inner.last <= outer.last)
}

/**
 * The part of the flat text whose blocks touch the box of what scrolls it, and `margin` times its height on each side; UTF-16
 * offsets. `null` when no block does.
 */
export function spanInView(editor: LexicalEditor, scroller: Element, margin = 0): Span | null {
  const index = textIndex(editor.getEditorState())
  const { first, last } = blocksInView(editor, index, scroller, margin)
  const from = index.starts[first]
  const lastStart = index.starts[last]
  if (last < first || from === undefined || lastStart === undefined) return null
  return { from, to: lastStart + (index.blocks[last]?.text.length ?? 0) }
}
