import { Check, ChevronDown } from 'lucide-react'
import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components'

export interface Option<Value extends string> {
  readonly value: Value
  readonly label: string
}

/** One of a list, opened from a button. */
export function Choice<Value extends string>({
  label,
  labelHidden = false,
  options,
  value,
  placeholder,
  onChange,
  disabled = false,
}: {
  readonly label: string
  readonly labelHidden?: boolean
  readonly options: readonly Option<Value>[]
  readonly value: Value | undefined
  readonly placeholder?: string
  readonly onChange: (value: Value) => void
  readonly disabled?: boolean
}) {
  return (
    <Select
      className="field"
      value={value ?? null}
      isDisabled={disabled}
      {...(labelHidden ? { 'aria-label': label } : {})}
      {...(placeholder === undefined ? {} : { placeholder })}
      onChange={(key) => {
        const chosen = options.find((option) => option.value === key)
        if (chosen !== undefined) onChange(chosen.value)
      }}
    >
      {labelHidden ? null : <Label className="field-label">{label}</Label>}
      <Button className="value-button">
        <SelectValue />
        <ChevronDown size={15} aria-hidden />
      </Button>
      <Popover className="floating" offset={6}>
        <ListBox className="options" items={options}>
          {(option) => (
            <ListBoxItem id={option.value} textValue={option.label} className="option">
              <span className="option-text">{option.label}</span>
              <Check size={15} className="tick" aria-hidden />
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  )
}
