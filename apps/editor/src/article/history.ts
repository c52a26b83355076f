import { announce } from '../design/announcer.js'
import { toast } from '../design/toasts.js'
import { say } from '../words/words.js'
import { focusArticle } from './focus-article.js'
import type { Mode, Workspace } from './workspace.js'

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
  announce(say(`${way}.${where === undefined ? 'nothing' : where === textSource ? 'text' : 'claims'}`))
}

/** Go over to annotating or editing, the focus in the article. */
export function changeMode(workspace: Workspace, mode: Mode): void {
  if (mode === 'edit' && !workspace.editable) {
    toast(say('mode.may-not-edit'))
    return
  }
  workspace.pending.set(undefined)
  if (mode === 'annotate') workspace.findingWords.set(false)
  workspace.mode.set(mode)
  focusArticle(workspace)
  announce(say(`mode.${mode}`))
}
