import '../words/dialogs-en.js'
import { LoaderCircle } from 'lucide-react'
import { useState } from 'react'
import { Input, Label, TextArea, TextField } from 'react-aria-components'
import { Button } from '../design/button.js'
import { FileDrop } from '../design/file-drop.js'
import { ModalDialog } from '../design/modal-dialog.js'
import { Notice } from '../design/notice.js'
import { articlePath } from '../router/route.js'
import { navigate } from '../router/use-route.js'
import { createArticle } from '../server/api.js'
import { useWords } from '../words/words.js'

const fileTypes = ['.txt', '.md', '.markdown', '.jsonl']

/** A new article, from pasted words or a file. The server judges it; its sentence is shown here. */
export function NewArticleDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const say = useWords()
  const [title, setTitle] = useState('')
  const [text, setText] = useState('')
  const [file, setFile] = useState<File | undefined>(undefined)
  const [trouble, setTrouble] = useState<string | undefined>(undefined)
  const [busy, setBusy] = useState(false)

  const close = () => {
    setTitle('')
    setText('')
    setFile(undefined)
    setTrouble(undefined)
    onClose()
  }
  const take = (files: readonly File[]) => {
    setTrouble(files.length > 1 ? say('file.one') : undefined)
    setFile(files[0])
  }
  const create = async () => {
    if (file === undefined && text.trim() === '') {
      setTrouble(say('article.missing'))
      return
    }
    setBusy(true)
    const named = title.trim()
    const answer = await createArticle(
      file === undefined ? { kind: 'words', text, ...(named === '' ? {} : { title: named }) } : { kind: 'file', file },
    )
    setBusy(false)
    if (!answer.ok) {
      setTrouble(answer.message)
      return
    }
    close()
    navigate(articlePath(answer.value.id))
  }

  return (
    <ModalDialog title={say('articles.new')} open={open} onClose={close}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault()
          void create()
        }}
      >
        <FileDrop
          file={file}
          types={fileTypes}
          hint={say('article.drop')}
          onTake={take}
          onClear={() => setFile(undefined)}
        />
        {file === undefined ? (
          <>
            <div className="or" aria-hidden="true">
              {say('paste.or')}
            </div>
            <TextField className="field" value={title} onChange={setTitle} maxLength={200}>
              <Label className="field-label">{say('article.title')}</Label>
              <Input placeholder={say('article.title-hint')} />
            </TextField>
            <TextField className="field paste" value={text} onChange={setText}>
              <Label className="field-label">{say('article.text')}</Label>
              <TextArea rows={9} placeholder={say('paste.hint')} />
            </TextField>
          </>
        ) : null}
        {trouble === undefined ? null : <Notice text={trouble} />}
        <div className="dialog-actions">
          <Button onPress={close}>{say('dialog.cancel')}</Button>
          <Button look="primary" type="submit" isDisabled={busy}>
            {busy ? <LoaderCircle size={15} className="spinner" aria-hidden /> : null}
            {say('article.create')}
          </Button>
        </div>
      </form>
    </ModalDialog>
  )
}
