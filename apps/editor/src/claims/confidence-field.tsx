import type { Claim, ClaimStore } from '@claimspan/core'
import { X } from 'lucide-react'
import { useId } from 'react'
import { IconButton } from '../design/button.js'
import { useWords } from '../words/words.js'
import { useDraft } from './use-draft.js'

/** How sure the annotator is, in steps of five in a hundred. */
export function ConfidenceField({ claim, store }: { readonly claim: Claim; readonly store: ClaimStore }) {
  const say = useWords()
  const id = useId()
  const kept = claim.confidence === undefined ? '' : String(Math.round(claim.confidence * 100))
  const { text, type, leave } = useDraft(kept, (value) =>
    store.set(claim.id, 'confidence', value === '' ? undefined : Number(value) / 100),
  )
  const said = text === '' ? say('form.confidence-none') : `${text} %`
  return (
    <div className="field" data-field="confidence">
      <label className="field-label confidence-label" htmlFor={id}>
        {say('form.confidence')}
        <output htmlFor={id}>{said}</output>
      </label>
      <div className="confidence">
        <input
          id={id}
          className="range"
          type="range"
          min={0}
          max={100}
          step={5}
          value={text === '' ? 50 : Number(text)}
          data-unset={text === ''}
          aria-valuetext={said}
          onChange={(event) => type(event.target.value)}
          onBlur={leave}
        />
        {text === '' ? null : (
          <IconButton
            icon={X}
            small
            label={say('form.confidence-clear')}
            onPress={() => {
              leave()
              store.set(claim.id, 'confidence', undefined)
            }}
          />
        )}
      </div>
    </div>
  )
}
