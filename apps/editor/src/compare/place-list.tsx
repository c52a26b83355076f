import { CircleCheck, CircleDashed, CircleHelp, CircleSlash, type LucideIcon, PencilLine } from 'lucide-react'
import { useWorkspace } from '../article/use-workspace.js'
import { lookOf } from '../claims/type-look.js'
import { useWords } from '../words/words.js'
import { goTo } from './acts.js'
import type { Place, PlaceState } from './comparison.js'
import { differencesOf, stateKeys, titleOf } from './place-words.js'
import { useDesk, usePlaces } from './use-desk.js'

export const stateIcons: Readonly<Record<PlaceState, LucideIcon>> = {
  agreed: CircleDashed,
  open: CircleHelp,
  taken: CircleCheck,
  edited: PencilLine,
  'left-out': CircleSlash,
}

/** The places that are compared, in the order of the text. */
export function PlaceList() {
  const say = useWords()
  const { places, chosen } = usePlaces()
  return (
    <nav className="place-list" aria-label={say('compare.places')}>
      {places.length === 0 ? <p className="field-hint">{say('compare.nothing-listed')}</p> : null}
      <ol>
        {places.map((place) => (
          <Entry key={place.id} place={place} isChosen={place === chosen} />
        ))}
      </ol>
    </nav>
  )
}

function Entry({ place, isChosen }: { readonly place: Place; readonly isChosen: boolean }) {
  const say = useWords()
  const desk = useDesk()
  const { looks } = useWorkspace()
  const Icon = stateIcons[place.state]
  const claim = place.result ?? place.claims.find((one) => one !== undefined)
  const look = lookOf(looks, claim?.types[0])
  const differences = differencesOf(place)
  return (
    <li>
      <button
        type="button"
        className="place-entry"
        data-state={place.state}
        aria-current={isChosen}
        onClick={() => goTo(desk, place)}
      >
        <Icon size={16} className="place-sign" aria-hidden />
        <span className="visually-hidden">{say(stateKeys[place.state])}. </span>
        <span className="place-entry-text">
          <span className="place-entry-words">{titleOf(place)}</span>
          <span className="place-entry-more">
            <span className={`claim-type type-${look.slot}`}>
              <look.icon size={12} aria-hidden />
              {look.short}
            </span>
            <span>{differences.length === 0 ? say('compare.same') : differences.join(', ')}</span>
          </span>
        </span>
      </button>
    </li>
  )
}
