import { Label, TextArea, TextField } from 'react-aria-components'
import { useDraft } from './use-draft.js'

/** A text of a claim, as high as what is in it. */
export function TextAreaField({
  label,
  hint,
  value,
  onChange,
}: {
  readonly label: string
  readonly hint?: string
  readonly value: string
  readonly onChange: (value: string) => void
}) {
  const { text, type, leave } = useDraft(value, onChange)
  return (
    <TextField className="field" value={text} onChange={type} onBlur={leave}>
      <Label className="field-label">{label}</Label>
      <TextArea rows={hint === undefined ? 1 : 2} placeholder={hint ?? ''} />
    </TextField>
  )
}
