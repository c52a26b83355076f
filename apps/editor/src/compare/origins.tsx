import type { StoredDecision } from '@claimspan/collab'
import { language, useWords } from '../words/words.js'
import type { Comparison, Place } from './comparison.js'
import type { Desk } from './desk.js'
import { fieldKeys } from './place-words.js'
import { useDesk, usePlaces } from './use-desk.js'

/** What the result came from: who took what of which layer, and when. */
export function Origins({ place }: { readonly place: Place }) {
  const say = useWords()
  const desk = useDesk()
  const { comparison } = usePlaces()
  if (comparison === undefined || desk.target === undefined) return null
  const decisions = decisionsOn(comparison, place)
  const isByAll = decisions.length === 0 && place.result !== undefined && place.state === 'taken'
  if (decisions.length === 0 && !isByAll && place.state !== 'edited') return null
  const when = new Intl.DateTimeFormat(language.get(), { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <section className="origins" aria-label={say('compare.origins')}>
      <h3>{say('compare.origins')}</h3>
      <ul>
        {isByAll ? <li>{say('compare.from-all')}</li> : null}
        {decisions.map((decision) => (
          <li key={`${decision.field} ${decision.about}`}>
            {say('compare.origin', {
              what: nameOf(decision, say),
              from: fromOf(desk, comparison, decision, say),
              by: desk.target?.nameOf(decision.by) ?? decision.by,
              at: when.format(new Date(decision.at)),
            })}
          </li>
        ))}
        {place.state === 'edited' ? <li>{say('compare.from-hand')}</li> : null}
      </ul>
    </section>
  )
}

/** The decisions about a place, the oldest first. */
export function decisionsOn({ decisions }: Comparison, place: Place): readonly StoredDecision[] {
  const about = new Set<string>([...place.sources, ...place.relations.map((row) => row.about)])
  return [...decisions.values()].filter((one) => about.has(one.about)).sort((a, b) => (a.at < b.at ? -1 : 1))
}

type Say = ReturnType<typeof useWords>

function nameOf({ field }: StoredDecision, say: Say): string {
  if (field === 'claim') return say('compare.whole')
  if (field === 'relation') return say('compare.field.relation')
  const key = Object.entries(fieldKeys).find(([known]) => known === field)?.[1]
  return key === undefined ? field : say(key)
}

function fromOf(desk: Desk, { annotated }: Comparison, { take }: StoredDecision, say: Say): string {
  if (take.length === 0) return say('compare.from-none')
  const layers = take.map((id) => {
    const layer = [...annotated.claims, ...annotated.relations].find((one) => one.id === id)?.layer
    return desk.layers.find((open) => open.id === layer)?.name ?? id
  })
  return layers.join(' + ')
}
