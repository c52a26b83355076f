import { announce } from '../design/announcer.js'
import { say } from '../words/words.js'
import type { Workspace } from './workspace.js'

/** Show or hide a layer. */
export function changeVisibility(workspace: Workspace, layer: string, show: boolean): void {
  const next = new Set(workspace.visible.get())
  if (show) next.add(layer)
  else next.delete(layer)
  workspace.visible.set(next)
  if (!show && workspace.selected.get()?.layer === layer) workspace.selected.set(undefined)
  const name = workspace.layers.find(({ id }) => id === layer)?.name ?? layer
  announce(say(show ? 'layer.is-shown' : 'layer.is-hidden', { layer: name }))
}
