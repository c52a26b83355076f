import { Check, Layers } from 'lucide-react'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { IconButton } from '../design/button.js'
import { useObservable } from '../state/observable.js'
import { useWords } from '../words/words.js'
import { useWorkspace } from './use-workspace.js'
import { changeVisibility } from './visibility.js'

const about = {
  shared: 'Everybody writes here, live',
  independent: 'One annotator’s own',
  curated: 'The agreed result, to read and copy from',
  suggested: 'From a model or an import, to read and copy from',
} as const

/** The layers over the article, each shown or hidden. */
export function LayerMenu() {
  const say = useWords()
  const workspace = useWorkspace()
  const visible = useObservable(workspace.visible)
  useObservable(workspace.cards)
  return (
    <MenuTrigger>
      <IconButton icon={Layers} label={say('bar.layers')} />
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
