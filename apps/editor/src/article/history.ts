import { announce } from '../design/announcer.js'
import { toast } from '../design/toasts.js'
import type { Mode, Workspace } from './workspace.js'

/** Undo one's own last act: on the text while editing it, on the claims while annotating. */
export function undo(workspace: Workspace): void {
  act(workspace, 'undo')
}

export function redo(workspace: Workspace): void {
  act(workspace, 'redo')
}

function act(workspace: Workspace, way: 'undo' | 'redo'): void {
  const done = way === 'undo' ? 'Undone.' : 'Done again.'
  const binding = workspace.surface.get()?.binding
  if (workspace.mode.get() === 'edit' && binding !== undefined) {
    const can = way === 'undo' ? binding.canUndo() : binding.canRedo()
    if (can) binding[way]()
    announce(can ? done : `There is nothing to ${way} in the text.`)
    return
  }
  const history = workspace.writable?.store.history
  const can = history !== undefined && (way === 'undo' ? history.canUndo() : history.canRedo())
  if (can) history[way]()
  workspace.settle()
  announce(can ? done : `There is nothing to ${way} on the claims.`)
}

/** Go over to annotating or editing, the focus in the article. */
export function changeMode(workspace: Workspace, mode: Mode): void {
  if (mode === 'edit' && !workspace.editable) {
    toast('Your role here may not edit the text.')
    return
  }
  workspace.pending.set(undefined)
  workspace.mode.set(mode)
  workspace.surface.get()?.root.focus()
  announce(mode === 'edit' ? 'You are editing the text now.' : 'You are annotating now.')
}
