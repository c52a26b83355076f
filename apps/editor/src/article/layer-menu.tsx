import { Check, Layers } from 'lucide-react'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { announce } from '../design/announcer.js'
import { IconButton } from '../design/button.js'
import { useObservable } from '../state/observable.js'
import { useWorkspace } from './use-workspace.js'
import type { Workspace } from './workspace.js'

/** Show or hide a layer. */
export function changeVisibility(workspace: Workspace, layer: string, show: boolean): void {
  const next = new Set(workspace.visible.get())
  if (show) next.add(layer)
  else next.delete(layer)
  workspace.visible.set(next)
  if (!show && workspace.selected.get()?.layer === layer) workspace.selected.set(undefined)
  const name = workspace.layers.find(({ id }) => id === layer)?.name ?? layer
  announce(`Layer ${name} ${show ? 'shown' : 'hidden'}.`)
}

const about = {
  shared: 'Everybody writes here, live',
  independent: 'One annotator’s own',
  curated: 'The agreed result, to read and copy from',
  suggested: 'From a model or an import, to read and copy from',
} as const

/** The layers over the article, each shown or hidden. */
export function LayerMenu() {
  const workspace = useWorkspace()
  const visible = useObservable(workspace.visible)
  useObservable(workspace.cards)
  return (
    <MenuTrigger>
      <IconButton icon={Layers} label="Layers" />
      <Popover className="floating" placement="bottom end" offset={6}>
        <Menu
          className="options"
          aria-label="Layers shown"
          selectionMode="multiple"
          selectedKeys={visible}
          onSelectionChange={(keys) => {
            for (const { id } of workspace.layers) {
              const show = keys === 'all' || keys.has(id)
              if (show !== visible.has(id)) changeVisibility(workspace, id, show)
            }
          }}
        >
          {workspace.layers.map(({ id, kind, name, store }) => (
            <MenuItem key={id} id={id} className="option" textValue={name}>
              <span className="option-text">
                {name} <span className="count">{store.claims().length}</span>
                <span className="option-hint">{about[kind]}</span>
              </span>
              <Check size={15} className="tick" aria-hidden />
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
