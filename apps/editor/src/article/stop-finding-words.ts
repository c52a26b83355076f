import { selectSpan } from '@claimspan/lexical'
import { focusArticle } from './focus-article.js'
import type { Workspace } from './workspace.js'

/** Close the bar that finds words, and go on in the text at the place that was found last. */
export function stopFindingWords(workspace: Workspace): void {
  const found = workspace.selection.get()
  const surface = workspace.surface.get()
  workspace.findingWords.set(false)
  focusArticle(workspace)
  if (found !== undefined && surface !== undefined) selectSpan(surface.editor, found, { scroll: false })
}
