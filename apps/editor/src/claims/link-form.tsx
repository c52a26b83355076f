import { safeUrl } from '@claimspan/lexical'
import { useState } from 'react'
import { FieldError, Input, Label, TextField } from 'react-aria-components'
import { Button } from '../design/button.js'

const words = {
  label: 'Address of the page',
  add: 'Add',
  cancel: 'Cancel',
  wrong: 'Write a whole address, such as https://example.org/page.',
}

/** The address of a page on the web, written in. */
export function LinkForm({
  onAdd,
  onCancel,
}: {
  readonly onAdd: (url: string) => void
  readonly onCancel: () => void
}) {
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
        <Label className="field-label">{words.label}</Label>
        <Input placeholder="https://" autoComplete="off" />
        <FieldError className="field-error">{words.wrong}</FieldError>
      </TextField>
      <div className="field-actions">
        <Button small look="primary" type="submit">
          {words.add}
        </Button>
        <Button small onPress={onCancel}>
          {words.cancel}
        </Button>
      </div>
    </form>
  )
}
