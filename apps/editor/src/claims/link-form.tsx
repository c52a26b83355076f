import { safeUrl } from '@claimspan/lexical'
import { useState } from 'react'
import { FieldError, Input, Label, TextField } from 'react-aria-components'
import { Button } from '../design/button.js'
import { useWords } from '../words/words.js'

/** The address of a page on the web, written in. */
export function LinkForm({
  onAdd,
  onCancel,
}: {
  readonly onAdd: (url: string) => void
  readonly onCancel: () => void
}) {
  const say = useWords()
  const [url, setUrl] = useState('')
  const [isWrong, setWrong] = useState(false)
  return (
    <form
      className="link-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const written = url.trim()
        const isPage = /^https?:\/\/[^\s/]+/i.test(written) && safeUrl(written) !== null
        setWrong(!isPage)
        if (isPage) onAdd(written)
      }}
    >
      <TextField className="field" value={url} onChange={setUrl} isInvalid={isWrong} autoFocus type="url">
        <Label className="field-label">{say('evidence.address')}</Label>
        <Input placeholder="https://" autoComplete="off" />
        <FieldError className="field-error">{say('evidence.wrong')}</FieldError>
      </TextField>
      <div className="field-actions">
        <Button small look="primary" type="submit">
          {say('form.add')}
        </Button>
        <Button small onPress={onCancel}>
          {say('form.cancel')}
        </Button>
      </div>
    </form>
  )
}
