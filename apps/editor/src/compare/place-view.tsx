import { ChevronDown, ChevronUp } from 'lucide-react'
import { useEffect } from 'react'
import { useWorkspace } from '../article/use-workspace.js'
import { IconButton } from '../design/button.js'
import { useObservable } from '../state/observable.js'
import { number, useWords } from '../words/words.js'
import { step } from './acts.js'
import { ContextWords } from './context-words.js'
import { DecideBar } from './decide-bar.js'
import { EditForm } from './edit-form.js'
import { Origins } from './origins.js'
import { stateIcons } from './place-list.js'
import { PlaceTable } from './place-table.js'
import { differencesOf, stateKeys } from './place-words.js'
import { useDesk, usePlaces } from './use-desk.js'

/** The chosen place: its words where they stand, what each layer has, and what was decided. */
export function PlaceView() {
  const say = useWords()
  const desk = useDesk()
  const { session } = useWorkspace()
  const { places, chosen } = usePlaces()
  const editing = useObservable(desk.editing)
  // Somebody else may take away what is edited here.
  const isGone = editing && chosen?.result === undefined
  useEffect(() => {
    if (isGone) desk.editing.set(false)
  }, [isGone, desk])
  if (chosen === undefined) {
    return (
      <main className="compare-main">
        <p className="field-hint compare-none">{say('compare.nothing-here')}</p>
      </main>
    )
  }
  const Icon = stateIcons[chosen.state]
  const differences = differencesOf(chosen)
  const at = { at: number(places.indexOf(chosen) + 1), all: number(places.length) }
  return (
    <main className="compare-main">
      <article className="compared-place" tabIndex={-1} aria-labelledby="place-title" data-state={chosen.state}>
        <header className="place-head">
          <h2 id="place-title" className="place-title">
            <span className="place-state" data-state={chosen.state}>
              <Icon size={16} aria-hidden />
              {say(stateKeys[chosen.state])}
            </span>
            <span className="place-count">{say('compare.position', at)}</span>
          </h2>
          <div className="place-steps">
            <IconButton
              small
              icon={ChevronUp}
              label={say('compare.key.previous')}
              keys="K"
              onPress={() => step(desk, -1)}
            />
            <IconButton
              small
              icon={ChevronDown}
              label={say('compare.key.next')}
              keys="J"
              onPress={() => step(desk, 1)}
            />
          </div>
          <p className="place-differs">
            {differences.length === 0
              ? say('compare.same')
              : say('compare.differ-in', { fields: differences.join(', ') })}
          </p>
        </header>
        <ContextWords
          text={session.shared.text.toString()}
          place={chosen}
          names={desk.layers.map(({ name }) => name)}
        />
        <PlaceTable place={chosen} />
        {editing && chosen.result !== undefined && desk.target !== undefined ? (
          <EditForm claim={chosen.result} store={desk.target.store} />
        ) : null}
        <Origins place={chosen} />
      </article>
      {editing ? null : <DecideBar place={chosen} />}
    </main>
  )
}
