import { Check, Columns2, Layers } from 'lucide-react'
import { Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components'
import { announce } from '../design/announcer.js'
import { IconButton } from '../design/button.js'
import { useOpening } from '../design/deferred.js'
import { comparePath } from '../router/route.js'
import { navigate } from '../router/use-route.js'
import { useObservable } from '../state/observable.js'
import { useWords } from '../words/words.js'
import { useWorkspace } from './use-workspace.js'
import { changeVisibility } from './visibility.js'

/** The layers over the article, each shown or hidden, which of them new claims go to, and the way to compare them. */
export function LayerMenu() {
  const opening = useOpening()
  const say = useWords()
  const workspace = useWorkspace()
  const visible = useObservable(workspace.visible)
  const working = useObservable(workspace.working)
  useObservable(workspace.cards)
  const writable = workspace.layers.filter((layer) => layer.writable)
  return (
    <MenuTrigger {...opening}>
      <IconButton icon={Layers} label={say('bar.layers')} />
      <Popover className="floating" placement="bottom end" offset={6}>
        <Menu
          className="options"
          aria-label={say('bar.layers')}
          onAction={(key) => {
            if (key === 'compare-layers') navigate(comparePath(workspace.session.document))
          }}
        >
          <MenuSection
            selectionMode="multiple"
            selectedKeys={visible}
            onSelectionChange={(keys) => {
              for (const { id } of workspace.layers) {
                const show = keys === 'all' || keys.has(id)
                if (show !== visible.has(id)) changeVisibility(workspace, id, show)
              }
            }}
          >
            <Header className="option-section">{say('layers.shown')}</Header>
            {workspace.layers.map(({ id, kind, name, isRevealed, store }) => (
              <MenuItem key={id} id={id} className="option" textValue={name}>
                <span className="option-text">
                  {name} <span className="count">{store.claims().length}</span>
                  <span className="option-hint">
                    {say(kind === 'independent' && !isRevealed ? 'layers.blind' : `layer.${kind}`)}
                  </span>
                </span>
                <Check size={15} className="tick" aria-hidden />
              </MenuItem>
            ))}
          </MenuSection>
          {writable.length < 2 ? null : (
            <MenuSection
              selectionMode="single"
              disallowEmptySelection
              selectedKeys={working === undefined ? [] : [workingKey(working)]}
              onSelectionChange={(keys) => {
                const layer = writable.find(({ id }) => keys !== 'all' && keys.has(workingKey(id)))
                if (layer === undefined) return
                workspace.working.set(layer.id)
                announce(say('layers.now', { layer: layer.name }))
              }}
            >
              <Header className="option-section">{say('layers.working')}</Header>
              {writable.map(({ id, name }) => (
                <MenuItem key={workingKey(id)} id={workingKey(id)} className="option" textValue={name}>
                  <span className="option-text">{name}</span>
                  <Check size={15} className="tick" aria-hidden />
                </MenuItem>
              ))}
            </MenuSection>
          )}
          <MenuSection>
            <MenuItem id="compare-layers" className="option" textValue={say('compare.open')}>
              <span className="option-text">
                {say('compare.open')}
                <span className="option-hint">{say('compare.open-hint')}</span>
              </span>
              <Columns2 size={15} aria-hidden />
            </MenuItem>
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

/** A menu's items have ids of their own: a layer stands in it twice. No layer's id has a space. */
const workingKey = (layer: string) => `to ${layer}`
