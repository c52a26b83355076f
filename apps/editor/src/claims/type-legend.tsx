import { ToggleButton } from 'react-aria-components'
import { useWorkspace } from '../article/use-workspace.js'
import type { ShownClaim } from './shown-claim.js'

/** What the colours mean, with how many claims there are of each; pressing one shows only those. */
export function TypeLegend({
  claims,
  chosen,
  onChange,
}: {
  readonly claims: readonly ShownClaim[]
  readonly chosen: ReadonlySet<string>
  readonly onChange: (chosen: ReadonlySet<string>) => void
}) {
  const { looks } = useWorkspace()
  const counts = new Map<string, number>()
  for (const { claim } of claims) for (const type of claim.types) counts.set(type, (counts.get(type) ?? 0) + 1)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a border and a legend of its own
    <div className="legend-row" role="group" aria-label="Show only claims of a type">
      {looks.map(({ label, short, slot, icon: Icon }) => (
        <ToggleButton
          key={label}
          className={`legend-chip type-${slot}`}
          aria-label={`${label}, ${counts.get(label) ?? 0}`}
          isSelected={chosen.has(label)}
          onChange={(on) => {
            const next = new Set(chosen)
            if (on) next.add(label)
            else next.delete(label)
            onChange(next)
          }}
        >
          <Icon size={13} strokeWidth={2} aria-hidden />
          <span className="legend-name">{short}</span>
          <span className="legend-count">{counts.get(label) ?? 0}</span>
        </ToggleButton>
      ))}
    </div>
  )
}
