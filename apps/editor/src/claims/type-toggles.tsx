import type { Claim, ClaimStore } from '@claimspan/core'
import { ToggleButton } from 'react-aria-components'
import { useWorkspace } from '../article/use-workspace.js'
import { Tip } from '../design/tip.js'
import { useWords } from '../words/words.js'

/** The types of a claim, each on or off. */
export function TypeToggles({ claim, store }: { readonly claim: Claim; readonly store: ClaimStore }) {
  const say = useWords()
  const { looks } = useWorkspace()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a border and a legend of its own
    <div className="type-toggles" role="group" aria-label={say('form.types')}>
      {looks.map(({ label, short, slot, icon: Icon, key, definition }) => (
        <Tip key={label} text={definition ?? label} keys={key} placement="top">
          <ToggleButton
            className={`type-toggle type-${slot}`}
            aria-label={label}
            isSelected={claim.types.includes(label)}
            onChange={(on) => (on ? store.addType(claim.id, label) : store.removeType(claim.id, label))}
          >
            <Icon size={14} strokeWidth={2} aria-hidden />
            {short}
          </ToggleButton>
        </Tip>
      ))}
    </div>
  )
}
