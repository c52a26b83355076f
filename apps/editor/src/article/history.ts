import { announce } from '../design/announcer.js'
import { toast } from '../design/toasts.js'
import { focusArticle } from './focus-article.js'
import type { Mode, Workspace } from './workspace.js'

const words = {
  undo: { text: 'Undone in the text.', claims: 'Undone on the claims.', nothing: 'There is nothing to undo.' },
  redo: { text: 'Done again in the text.', claims: 'Done again on the claims.', nothing: 'There is nothing to redo.' },
} as const

/** The source of the text's own steps in the joint history; the others are named by their layers. */
export const textSource = 'the text'

/** Undo one's own last act, on the text or on the claims, whichever was later. */
export function undo(workspace: Workspace): void {
  travel(workspace, 'undo')
}

export function redo(workspace: Workspace): void {
  travel(workspace, 'redo')
}

function travel(workspace: Workspace, way: 'undo' | 'redo'): void {
  const where = workspace.history[way]()
  workspace.settle()
  announce(where === undefined ? words[way].nothing : words[way][where === textSource ? 'text' : 'claims'])
}

/** Go over to annotating or editing, the focus in the article. */
export function changeMode(workspace: Workspace, mode: Mode): void {
  if (mode === 'edit' && !workspace.editable) {
    toast('Your role here may not edit the text.')
    return
  }
  workspace.pending.set(undefined)
  workspace.mode.set(mode)
  focusArticle(workspace)
  announce(mode === 'edit' ? 'You are editing the text now.' : 'You are annotating now.')
}
