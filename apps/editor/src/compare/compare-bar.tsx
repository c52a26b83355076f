import { ArrowLeft, Check, CheckCheck, ChevronDown, CircleHelp, Columns2, EyeOff, Plus, Stamp } from 'lucide-react'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { LanguageMenu, ThemeMenu } from '../article/bar-menus.js'
import { Faces } from '../article/faces.js'
import { SaveBadge } from '../article/save-badge.js'
import { useWorkspace } from '../article/use-workspace.js'
import { Button, IconButton } from '../design/button.js'
import { Segmented } from '../design/segmented.js'
import { toast } from '../design/toasts.js'
import { articlePath } from '../router/route.js'
import { navigate } from '../router/use-route.js'
import { makeLayer } from '../server/layers.js'
import { mayI } from '../session/me.js'
import { useObservable } from '../state/observable.js'
import { number, useWords } from '../words/words.js'
import { takeAgreed } from './acts.js'
import { AgreementFigures } from './agreement-figures.js'
import { isOpen } from './desk.js'
import { type ChosenIds, curatedId } from './layer-choice.js'
import { useDesk, usePlaces } from './use-desk.js'

/** Where one is, how safe the work is, and the way back to the article. */
export function CompareTitleBar({ title, onKeys }: { readonly title: string; readonly onKeys?: () => void }) {
  const say = useWords()
  const { document } = useWorkspace().session
  return (
    <header className="bar compare-title-bar">
      <div className="bar-start">
        <IconButton icon={ArrowLeft} label={say('compare.back')} onPress={() => navigate(articlePath(document))} />
        <h1 className="bar-title">
          {say('compare.title')} <span className="compare-of">{title}</span>
        </h1>
        <SaveBadge />
      </div>
      <div className="bar-end">
        <Faces />
        <LanguageMenu />
        <ThemeMenu />
        {onKeys === undefined ? null : (
          <IconButton icon={CircleHelp} label={say('bar.keys')} keys="?" className="help-button" onPress={onKeys} />
        )}
      </div>
    </header>
  )
}

/** What is compared and where it goes, how far it is, and how far the layers agree. */
export function CompareBar({
  onChoose,
  onPass,
  reopen,
}: {
  readonly onChoose: (ids: ChosenIds) => void
  readonly onPass: () => void
  readonly reopen: () => void
}) {
  const say = useWords()
  const desk = useDesk()
  const { comparison } = usePlaces()
  const listing = useObservable(desk.listing)
  const all = comparison?.places ?? []
  const counts = {
    differences: all.filter(({ differs }) => differs).length,
    open: all.filter(isOpen).length,
    all: all.length,
  }
  const agreed = all.filter(({ state }) => state === 'agreed').length
  const listings = (['differences', 'open', 'all'] as const).map((value) => ({
    value,
    name: say(`compare.list.${value}`),
    label: (
      <>
        {say(`compare.list.${value}`)} <span className="count">{number(counts[value])}</span>
      </>
    ),
  }))
  return (
    <section className="compare-bar" aria-label={say('compare.what')}>
      <div className="compare-choices">
        <LayersMenu onChoose={onChoose} />
        <TargetMenu onChoose={onChoose} reopen={reopen} />
        {mayI('make any layer') ? (
          <Button small look="line" onPress={onPass}>
            <EyeOff size={14} aria-hidden />
            <span className="pass-words">{say('pass.open')}</span>
          </Button>
        ) : null}
      </div>
      <AgreementFigures />
      <div className="compare-progress">
        <Segmented
          label={say('compare.list')}
          segments={listings}
          value={listing}
          onChange={(next) => desk.listing.set(next)}
        />
        {agreed > 0 && desk.mayDecide ? (
          <Button small look="line" onPress={() => takeAgreed(desk)}>
            <CheckCheck size={14} aria-hidden />
            {say('compare.take-agreed', { count: agreed })}
            <kbd className="key">A</kbd>
          </Button>
        ) : null}
      </div>
    </section>
  )
}

function LayersMenu({ onChoose }: { readonly onChoose: (ids: ChosenIds) => void }) {
  const say = useWords()
  const { layers: compared, target } = useDesk()
  const { layers } = useWorkspace()
  const ids = compared.map(({ id }) => id)
  return (
    <MenuTrigger>
      <Button
        small
        look="line"
        aria-label={`${say('compare.layers')}: ${compared.map(({ name }) => name).join(' · ')}`}
      >
        <Columns2 size={14} aria-hidden />
        <span className="compare-names">{compared.map(({ name }) => name).join(' · ')}</span>
        <ChevronDown size={14} aria-hidden />
      </Button>
      <Popover className="floating" placement="bottom start" offset={6}>
        <Menu
          className="options"
          aria-label={say('compare.layers')}
          selectionMode="multiple"
          selectedKeys={ids}
          onSelectionChange={(keys) => {
            const wanted = layers.map(({ id }) => id).filter((id) => keys === 'all' || keys.has(id))
            if (wanted.length < 2) toast(say('compare.two-at-least'))
            else onChoose({ layers: wanted, ...(target === undefined ? {} : { target: target.id }) })
          }}
        >
          {layers
            .filter((layer) => layer !== target)
            .map(({ id, name, kind, store }) => (
              <MenuItem key={id} id={id} className="option" textValue={name}>
                <span className="option-text">
                  {name} <span className="count">{store.claims().length}</span>
                  <span className="option-hint">{say(`layer.${kind}`)}</span>
                </span>
                <Check size={15} className="tick" aria-hidden />
              </MenuItem>
            ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

/** Where the result goes; a curated layer can be made here. */
function TargetMenu({
  onChoose,
  reopen,
}: {
  readonly onChoose: (ids: ChosenIds) => void
  readonly reopen: () => void
}) {
  const say = useWords()
  const { layers: compared, target } = useDesk()
  const { layers, session } = useWorkspace()
  const curated = layers.filter(({ kind }) => kind === 'curated')
  const isMissing = !layers.some(({ id }) => id === curatedId)
  const make = async () => {
    const answer = await makeLayer(session.document, { id: curatedId, kind: 'curated' })
    if (answer.ok) reopen()
    else toast(answer.message)
  }
  if (target === undefined) {
    if (!mayI('make any layer')) return null
    return (
      <Button small look="primary" onPress={() => void make()}>
        <Plus size={14} aria-hidden />
        {say('compare.make-target')}
      </Button>
    )
  }
  return (
    <MenuTrigger>
      <Button small look="line" aria-label={`${say('compare.into', { layer: target.name })}: ${say('compare.target')}`}>
        <Stamp size={14} aria-hidden />
        {say('compare.into', { layer: target.name })}
        <ChevronDown size={14} aria-hidden />
      </Button>
      <Popover className="floating" placement="bottom start" offset={6}>
        <Menu
          className="options"
          aria-label={say('compare.target')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[target.id]}
          onAction={(key) => {
            if (key === 'new-curated-layer') void make()
            else onChoose({ layers: compared.map(({ id }) => id).filter((id) => id !== key), target: String(key) })
          }}
        >
          {curated.map(({ id, name, store }) => (
            <MenuItem key={id} id={id} className="option" textValue={name}>
              <span className="option-text">
                {name} <span className="count">{store.claims().length}</span>
              </span>
              <Check size={15} className="tick" aria-hidden />
            </MenuItem>
          ))}
          {isMissing && mayI('make any layer') ? (
            <MenuItem id="new-curated-layer" className="option" textValue={say('compare.make-target')}>
              <Plus size={15} aria-hidden />
              <span className="option-text">{say('compare.make-target')}</span>
            </MenuItem>
          ) : null}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
