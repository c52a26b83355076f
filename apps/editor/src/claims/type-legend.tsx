import { useMemo } from 'react'
import { ToggleButton } from 'react-aria-components'
import { useWorkspace } from '../article/use-workspace.js'
import { choose, countsIn } from '../seeing/claim-filter.js'
import { useObservable } from '../state/observable.js'
import { number, useWords } from '../words/words.js'
import type { ShownClaim } from './shown-claim.js'

/** What the colours mean, with how many claims there are of each; pressing one shows only those. */
export function TypeLegend({ claims }: { readonly claims: readonly ShownClaim[] }) {
  const { looks, view } = useWorkspace()
  const say = useWords()
  const filter = useObservable(view.filter)
  const counts = useMemo(() => countsIn(claims, filter, 'type'), [claims, filter])
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a border and a legend of its own
    <div className="legend-row" role="group" aria-label={say('claims.only-of-type')}>
      {looks.map(({ label, short, slot, icon: Icon }) => (
        <ToggleButton
          key={label}
          className={`legend-chip type-${slot}`}
          aria-label={`${short} ${number(counts.get(label) ?? 0)}: ${label}`}
          isSelected={filter.chosen.type.has(label)}
          onChange={(on) => view.filter.set(choose(view.filter.get(), 'type', label, on))}
        >
          <Icon size={13} strokeWidth={2} aria-hidden />
          <span className="legend-name">{short}</span>{' '}
          <span className="legend-count">{number(counts.get(label) ?? 0)}</span>
        </ToggleButton>
      ))}
    </div>
  )
}
