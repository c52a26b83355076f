import { useMemo } from 'react'
import { useWorkspace } from '../article/use-workspace.js'
import { useObservable } from '../state/observable.js'
import { useWords } from '../words/words.js'
import type { ShownClaim } from './shown-claim.js'
import { SuggestField } from './suggest-field.js'

/** The speaker's name, completed from the names that are in the document already. */
export function SpeakerField({
  value,
  onChange,
}: {
  readonly value: string
  readonly onChange: (name: string) => void
}) {
  const say = useWords()
  const claims = useObservable(useWorkspace().cards)
  const known = useMemo(() => speakersIn(claims).map(({ name }) => name), [claims])
  return (
    <SuggestField
      label={say('form.speaker')}
      placeholder={say('form.speaker-hint')}
      known={known}
      value={value}
      onChange={onChange}
    />
  )
}

/** The speakers that the claims name, in the order of their names; of one name, the first that says what kind it is. */
export function speakersIn(claims: readonly ShownClaim[]) {
  const known = new Map<string, NonNullable<NonNullable<ShownClaim['claim']['attribution']>['speaker']>>()
  for (const { claim } of claims) {
    const speaker = claim.attribution?.speaker
    if (speaker === undefined) continue
    const before = known.get(speaker.name)
    if (before === undefined || (before.kind === undefined && speaker.kind !== undefined))
      known.set(speaker.name, speaker)
  }
  return [...known.values()].sort((a, b) => a.name.localeCompare(b.name))
}
