import { useState } from 'react'
import {
  Button,
  Dialog,
  DialogTrigger,
  Input,
  Label,
  Popover,
  Radio,
  RadioGroup,
  TextField,
} from 'react-aria-components'
import { Tip } from '../design/tip.js'
import { guest, peerColors, renameGuest } from '../session/guest.js'
import { useObservable } from '../state/observable.js'
import { initials } from './initials.js'

const colorNames = ['Brick', 'Blue', 'Purple', 'Teal', 'Plum', 'Ochre', 'Indigo', 'Olive'] as const

/** Oneself: the name and colour that the others see. */
export function MePopover() {
  const me = useObservable(guest)
  const [name, setName] = useState<string | undefined>(undefined)
  const commit = () => {
    if (name !== undefined) renameGuest({ name })
    setName(undefined)
  }
  return (
    <DialogTrigger onOpenChange={(open) => open || commit()}>
      <Tip text={`You are ${me.name}`}>
        <Button className={`face me peer-${me.color}`} aria-label={`You: ${me.name}`}>
          {initials(me.name)}
        </Button>
      </Tip>
      <Popover className="floating roomy" placement="bottom end" offset={8}>
        <Dialog className="me" aria-label="You">
          {({ close }) => (
            <form
              className="me-form"
              onSubmit={(event) => {
                event.preventDefault()
                commit()
                close()
              }}
            >
              <TextField className="field" value={name ?? me.name} onChange={setName} autoFocus maxLength={40}>
                <Label className="field-label">Your name, as the others see it</Label>
                <Input autoComplete="nickname" />
              </TextField>
              <RadioGroup
                className="field"
                value={String(me.color)}
                onChange={(color) => renameGuest({ color: Number(color) })}
                orientation="horizontal"
              >
                <Label className="field-label">Your colour</Label>
                <div className="swatches">
                  {peerColors.map((slot) => (
                    <Radio
                      key={slot}
                      value={String(slot)}
                      className={`swatch peer-${slot}`}
                      aria-label={colorNames[slot - 1] ?? `Colour ${slot}`}
                    />
                  ))}
                </div>
              </RadioGroup>
              <p className="field-hint">Kept in this browser. Claims you make carry this name.</p>
            </form>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
