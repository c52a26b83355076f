import type { Verdict } from '@claimspan/core'
import { Input, Label, TextField } from 'react-aria-components'
import { useWords } from '../words/words.js'
import { useDraft } from './use-draft.js'

const scale = 'numeric'

/** A verdict as a number between a worst and a best one, as schema.org's Rating has it. */
export function NumberRow({
  verdict,
  onChange,
}: {
  readonly verdict: Verdict | undefined
  readonly onChange: (verdict: Verdict | undefined) => void
}) {
  const say = useWords()
  const { value, best = 5, worst = 1 } = verdict?.rating ?? {}
  const set = (rating: { readonly value?: number | undefined; readonly best: number; readonly worst: number }) => {
    if (rating.value === undefined) {
      onChange(undefined)
      return
    }
    const { justification } = verdict ?? {}
    onChange({
      scale,
      label: `${rating.value} of ${rating.best}`,
      rating: { value: rating.value, best: rating.best, worst: rating.worst },
      ...(justification === undefined ? {} : { justification }),
    })
  }
  return (
    <div className="number-row">
      <NumberField label={say('verdict.rating')} value={value} onChange={(next) => set({ value: next, best, worst })} />
      <NumberField
        label={say('verdict.worst')}
        value={worst}
        onChange={(next) => next !== undefined && value !== undefined && set({ value, best, worst: next })}
      />
      <NumberField
        label={say('verdict.best')}
        value={best}
        onChange={(next) => next !== undefined && value !== undefined && set({ value, best: next, worst })}
      />
    </div>
  )
}

function NumberField({
  label,
  value,
  onChange,
}: {
  readonly label: string
  readonly value: number | undefined
  readonly onChange: (value: number | undefined) => void
}) {
  const { text, type, leave } = useDraft(value === undefined ? '' : String(value), (written) => {
    const number = Number(written.replace(',', '.'))
    if (written === '') onChange(undefined)
    else if (Number.isFinite(number)) onChange(number)
  })
  return (
    <TextField className="field" value={text} onChange={type} onBlur={leave}>
      <Label className="field-label">{label}</Label>
      <Input inputMode="decimal" />
    </TextField>
  )
}
