import { caretOf, selectSpan } from '@claimspan/lexical'
import type { Workspace } from './workspace.js'

/** Put the focus into the article, the caret where it was left: a browser would put it at the beginning. */
export function focusArticle(workspace: Workspace): void {
  const surface = workspace.surface.get()
  if (surface === undefined) return
  const { editor, root } = surface
  if (root.contains(document.activeElement)) return
  const caret = caretOf(editor)
  root.focus({ preventScroll: true })
  if (caret !== null) selectSpan(editor, { from: caret.anchor, to: caret.head }, { scroll: false })
}
