import '../words/dialogs-en.js'
import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import type { History } from '../server/history.js'
import { language, useWords } from '../words/words.js'
import { SittingDetails } from './sitting-details.js'
import { layerOf, type Sitting, sittings } from './sittings.js'

/** Who changed what and when, the newest first; each opens to what it was in full. */
export function SittingList({
  document,
  history: { changes, names },
  open,
  onOpen,
  onClaim,
  actions,
}: {
  readonly document: string
  readonly history: History
  /** The first change of the one that is open. */
  readonly open: number | undefined
  readonly onOpen: (first: number | undefined) => void
  /** Goes to a claim; without it claims are only named. */
  readonly onClaim?: (claim: string, layer: string) => void
  readonly actions?: (sitting: Sitting, isNewest: boolean) => ReactNode
}) {
  const say = useWords()
  const dates = new Intl.DateTimeFormat(language.get(), { dateStyle: 'medium', timeStyle: 'short' })
  const whoIs = (by: string | undefined): string => {
    if (by === 'server') return say('activity.server')
    return by === undefined ? say('activity.somebody') : (names.get(by) ?? by)
  }
  const placeOf = (room: string): string => {
    const layer = layerOf(room)
    if (layer === undefined) return say('activity.text')
    return layer === 'shared' ? say('activity.shared') : say('activity.layer', { layer })
  }
  return (
    <ol className="sittings">
      {sittings(changes).map((sitting, index) => {
        const { first, last, count, room, by } = sitting
        const isOpen = open === first.seq
        return (
          <li key={first.seq} className="sitting">
            <h2>
              <button
                type="button"
                className="sitting-head"
                aria-expanded={isOpen}
                onClick={() => onOpen(isOpen ? undefined : first.seq)}
              >
                <ChevronRight size={16} aria-hidden />
                <span className="sitting-text">
                  {say('activity.changed', { who: whoIs(by), what: placeOf(room) })}
                  <span className="field-hint">
                    {dates.format(new Date(last.at))} · {say('activity.changes', { count })}
                  </span>
                </span>
              </button>
            </h2>
            {isOpen ? (
              <div className="sitting-body">
                <SittingDetails document={document} sitting={sitting} {...(onClaim === undefined ? {} : { onClaim })} />
                {actions?.(sitting, index === 0)}
              </div>
            ) : null}
          </li>
        )
      })}
    </ol>
  )
}
