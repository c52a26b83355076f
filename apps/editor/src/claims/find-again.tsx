import { Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react'
import { previewPlace, stopFinding, takePlace } from '../article/checking.js'
import { useWorkspace } from '../article/use-workspace.js'
import { announce } from '../design/announcer.js'
import { Button } from '../design/button.js'
import { useObservable } from '../state/observable.js'
import { say } from '../words/words.js'
import type { ClaimPart } from './claim-parts.js'
import { After, Before } from './kept-words.js'
import { type FoundPlace, findLostWords } from './lost-words.js'

const countPlaces = (count: number) => (count === 0 ? say('find.nowhere') : say('find.count', { count }))

const likeness = ({ exact, score }: FoundPlace) =>
  exact ? say('find.same') : say('find.similar', { percent: Math.round(score * 100) })

/** The places where words that are gone may stand now. One is shown in the text while it is pointed at or has the focus; none is taken but by choosing it. */
export function FindAgain({ part }: { readonly part: ClaimPart }) {
  const workspace = useWorkspace()
  const list = useRef<HTMLOListElement>(null)
  // The text is not an observable of its own: every edit of it renews the claims.
  useObservable(workspace.claims)
  const text = workspace.session.shared.text.toString()
  const { quote, prefix, suffix } = part.mention
  const places = useMemo(() => findLostWords(text, { quote, prefix, suffix }), [text, quote, prefix, suffix])
  const count = places.length

  const opened = useRef(false)
  useEffect(() => {
    if (opened.current) return
    opened.current = true
    announce(count === 0 ? countPlaces(0) : say('find.none-taken', { places: countPlaces(count) }))
    list.current?.querySelector('button')?.focus()
  }, [count])
  useEffect(() => () => workspace.preview.set([]), [workspace])

  const keys = (event: KeyboardEvent) => {
    const way = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : undefined
    if (way === undefined || event.altKey) return
    event.preventDefault()
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])]
    buttons[buttons.findIndex((button) => button.matches(':focus')) + way]?.focus()
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a border and a legend of its own
    <div className="find-again" role="group" aria-label={say('find.places')}>
      <p className="find-count">
        <Search size={13} aria-hidden />
        {countPlaces(count)}
      </p>
      {count === 0 ? null : (
        <ol ref={list} className="places" onKeyDown={keys}>
          {places.map((place) => (
            <li key={place.spans[0]?.from ?? 0}>
              <button
                type="button"
                className="place"
                onClick={() => takePlace(workspace, part.name, place)}
                onFocus={() => previewPlace(workspace, place)}
                onBlur={() => previewPlace(workspace, undefined)}
                onPointerEnter={() => previewPlace(workspace, place)}
                onPointerLeave={() => previewPlace(workspace, undefined)}
              >
                <span className="place-words">
                  <Before context={place.prefix} />
                  <mark>{place.words}</mark>
                  <After context={place.suffix} />
                </span>
                <span className="field-hint">
                  {place.isLikeliest && count > 1 ? say('find.likeliest', { words: likeness(place) }) : likeness(place)}
                </span>
              </button>
            </li>
          ))}
        </ol>
      )}
      <Button small look="plain" onPress={() => stopFinding(workspace)}>
        {say('form.close')}
        <kbd>Esc</kbd>
      </Button>
    </div>
  )
}
