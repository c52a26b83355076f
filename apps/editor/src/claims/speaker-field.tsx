import { ChevronDown } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components'
import { useWorkspace } from '../article/use-workspace.js'
import { useObservable } from '../state/observable.js'

/** The speaker's name, completed from the names that are in the document already. */
export function SpeakerField({
  value,
  onChange,
}: {
  readonly value: string
  readonly onChange: (name: string) => void
}) {
  const claims = useObservable(useWorkspace().cards)
  const [draft, setDraft] = useState<string | undefined>(undefined)
  const names = useMemo(() => {
    const known = new Set(claims.flatMap(({ claim }) => claim.attribution?.speaker?.name ?? []))
    return [...known].sort((a, b) => a.localeCompare(b)).map((name) => ({ name }))
  }, [claims])
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
    >
      <Label className="field-label">Speaker</Label>
      <div className="combo">
        <Input placeholder="Who says it" />
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
