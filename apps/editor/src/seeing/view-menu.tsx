import { Check, Focus, GalleryVerticalEnd, PanelRight, ScanEye } from 'lucide-react'
import { Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components'
import { useWorkspace } from '../article/use-workspace.js'
import { announce } from '../design/announcer.js'
import { IconButton } from '../design/button.js'
import { useOpening } from '../design/deferred.js'
import { type Cell, useObservable } from '../state/observable.js'
import { useWords } from '../words/words.js'
import type { RelationsShown } from './view-state.js'

/** How the article is looked at: what is beside the text, which relations are drawn, focus. */
export function ViewMenu() {
  const opening = useOpening()
  const { view } = useWorkspace()
  const say = useWords()
  const switches: readonly {
    readonly id: string
    readonly label: string
    readonly on: boolean
    readonly cell: Cell<boolean>
    readonly icon: typeof Check
  }[] = [
    { id: 'margin', label: say('view.margin'), on: useObservable(view.margin), cell: view.margin, icon: PanelRight },
    {
      id: 'minimap',
      label: say('view.minimap'),
      on: useObservable(view.minimap),
      cell: view.minimap,
      icon: GalleryVerticalEnd,
    },
    { id: 'focus', label: say('view.focus'), on: useObservable(view.focus), cell: view.focus, icon: Focus },
  ]
  const relations = useObservable(view.relations)
  const relationsShown: readonly { readonly id: RelationsShown; readonly label: string }[] = [
    { id: 'none', label: say('view.relations-none') },
    { id: 'chosen', label: say('view.relations-chosen') },
    { id: 'all', label: say('view.relations-all') },
  ]
  return (
    <MenuTrigger {...opening}>
      <IconButton icon={ScanEye} label={say('view.title')} />
      <Popover className="floating" placement="bottom end" offset={6}>
        <Menu className="options" aria-label={say('view.title')}>
          <MenuSection
            aria-label={say('view.title')}
            selectionMode="multiple"
            selectedKeys={switches.filter(({ on }) => on).map(({ id }) => id)}
            onSelectionChange={(keys) => {
              for (const { id, on, cell } of switches) {
                const next = keys === 'all' || keys.has(id)
                if (next === on) continue
                cell.set(next)
                if (id === 'focus') announce(say(next ? 'view.focus-on' : 'view.focus-off'))
              }
            }}
          >
            {switches.map(({ id, label, icon: Icon }) => (
              <MenuItem key={id} id={id} className="option" textValue={label}>
                <Icon size={16} aria-hidden />
                <span className="option-text">{label}</span>
                <Check size={15} className="tick" aria-hidden />
              </MenuItem>
            ))}
          </MenuSection>
          <MenuSection
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[relations]}
            onSelectionChange={(keys) => {
              const chosen = relationsShown.find(({ id }) => keys !== 'all' && keys.has(id))
              if (chosen !== undefined) view.relations.set(chosen.id)
            }}
          >
            <Header className="options-title">{say('view.relations')}</Header>
            {relationsShown.map(({ id, label }) => (
              <MenuItem key={id} id={id} className="option" textValue={label}>
                <span className="option-text">{label}</span>
                <Check size={15} className="tick" aria-hidden />
              </MenuItem>
            ))}
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
