import type { LexicalEditor, NodeKey, UpdateListenerPayload } from 'lexical'

/** Which blocks an update may have changed; `null` when that may be any of them. */
export function dirtyBlocks(update: UpdateListenerPayload): ReadonlySet<NodeKey> | null {
  const { dirtyElements, dirtyLeaves } = update
  // A state that was set as a whole (`setEditorState`) names no dirty node but the root.
  const isWhole = dirtyElements.size === 1 && dirtyElements.has('root') && dirtyLeaves.size === 0
  return isWhole ? null : new Set(dirtyElements.keys())
}

/** Whether an update is running: then nothing can be committed, and an `editor.update` waits for its end. */
export const isUpdating = (editor: LexicalEditor): boolean => editor._updating

/** Whether something was changed that is not committed yet. */
export const hasUncommitted = (editor: LexicalEditor): boolean => editor._dirtyType !== 0

/** Commit what was changed, unless an update is running. */
export function commit(editor: LexicalEditor): void {
  if (!isUpdating(editor)) editor.read(() => undefined)
}
