import '../words/dialogs-en.js'
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
import { useOpening } from '../design/deferred.js'
import { Tip } from '../design/tip.js'
import { peoplePath } from '../router/route.js'
import { navigate } from '../router/use-route.js'
import { signOut } from '../server/api.js'
import { peerColors, renameGuest } from '../session/guest.js'
import { me, standAs, standing } from '../session/me.js'
import { useObservable } from '../state/observable.js'
import { useWords } from '../words/words.js'
import { FaceLetters } from './face-letters.js'

/** Oneself: the name and colour that the others see. */
export function MePopover() {
  const opening = useOpening()
  const say = useWords()
  const self = useObservable(me)
  const at = useObservable(standing)
  const [name, setName] = useState<string | undefined>(undefined)
  const commit = () => {
    if (name !== undefined) renameGuest({ name })
    setName(undefined)
  }
  return (
    <DialogTrigger
      isOpen={opening.isOpen}
      onOpenChange={(open) => {
        opening.onOpenChange(open)
        if (!open) commit()
      }}
    >
      <Tip text={say('me.are', { name: self.name })}>
        <Button className={`face me peer-${self.color}`} aria-label={say('me.you', { name: self.name })}>
          <FaceLetters name={self.name} />
        </Button>
      </Tip>
      <Popover className="floating roomy" placement="bottom end" offset={8}>
        <Dialog className="me" aria-label={say('me.title')}>
          {({ close }) => (
            <form
              className="me-form"
              onSubmit={(event) => {
                event.preventDefault()
                commit()
                close()
              }}
            >
              {at.kind === 'signed-in' ? (
                <p>
                  {self.name}, {at.user.role}
                </p>
              ) : (
                <TextField className="field" value={name ?? self.name} onChange={setName} autoFocus maxLength={40}>
                  <Label className="field-label">{say('me.name')}</Label>
                  <Input autoComplete="nickname" />
                </TextField>
              )}
              <RadioGroup
                className="field"
                value={String(self.color)}
                onChange={(color) => renameGuest({ color: Number(color) })}
                orientation="horizontal"
              >
                <Label className="field-label">{say('me.colour')}</Label>
                <div className="swatches">
                  {peerColors.map((slot) => (
                    <Radio
                      key={slot}
                      value={String(slot)}
                      className={`swatch peer-${slot}`}
                      aria-label={say(`colour.${slot}`)}
                    />
                  ))}
                </div>
              </RadioGroup>
              {at.kind === 'signed-in' && at.user.may.includes('manage people') ? (
                <Button
                  className="button line"
                  onPress={() => {
                    close()
                    navigate(peoplePath)
                  }}
                >
                  {say('me.people')}
                </Button>
              ) : null}
              {at.kind === 'signed-in' ? (
                <Button
                  className="button line"
                  onPress={() => {
                    void signOut().then(() => standAs(undefined))
                  }}
                >
                  {say('me.sign-out')}
                </Button>
              ) : (
                <p className="field-hint">{say('me.kept')}</p>
              )}
            </form>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
