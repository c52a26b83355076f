import { ChevronDown } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components'

/** A short text, completed from what is known: nothing is taken that was not written or chosen. */
export function SuggestField({
  label,
  labelHidden = false,
  placeholder,
  known,
  value,
  onChange,
}: {
  readonly label: string
  readonly labelHidden?: boolean
  readonly placeholder: string
  readonly known: readonly string[]
  readonly value: string
  readonly onChange: (value: string) => void
}) {
  const [draft, setDraft] = useState<string | undefined>(undefined)
  const names = useMemo(() => known.map((name) => ({ name })), [known])
  const commit = (name: string) => {
    setDraft(undefined)
    onChange(name.trim())
  }
  return (
    <ComboBox
      className="field"
      allowsCustomValue
      allowsEmptyCollection={false}
      menuTrigger="focus"
      defaultItems={names}
      inputValue={draft ?? value}
      onInputChange={setDraft}
      onSelectionChange={(key) => key !== null && commit(String(key))}
      onBlur={() => draft !== undefined && commit(draft)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && draft !== undefined) commit(draft)
      }}
      {...(labelHidden ? { 'aria-label': label } : {})}
    >
      {labelHidden ? null : <Label className="field-label">{label}</Label>}
      <div className="combo">
        <Input placeholder={placeholder} />
        <Button className="combo-button">
          <ChevronDown size={15} aria-hidden />
        </Button>
      </div>
      <Popover className="floating" offset={6}>
        <ListBox<{ name: string }> className="options">
          {({ name }) => (
            <ListBoxItem id={name} textValue={name} className="option">
              <span className="option-text">{name}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}
