import { FileText, LoaderCircle, Upload, X } from 'lucide-react'
import { useState } from 'react'
import { DropZone, FileTrigger, Input, isFileDropItem, Label, Text, TextArea, TextField } from 'react-aria-components'
import { Button, IconButton } from '../design/button.js'
import { ModalDialog } from '../design/modal-dialog.js'
import { Notice } from '../design/notice.js'
import { articlePath } from '../router/route.js'
import { navigate } from '../router/use-route.js'
import { createArticle } from '../server/api.js'

const fileTypes = ['.txt', '.md', '.markdown', '.jsonl']

/** A new article, from pasted words or a file. The server judges it; its sentence is shown here. */
export function NewArticleDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
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
    setTrouble(files.length > 1 ? 'One file at a time: only the first was taken.' : undefined)
    setFile(files[0])
  }
  const create = async () => {
    if (file === undefined && text.trim() === '') {
      setTrouble('Paste the words of the article, or choose a file.')
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
    <ModalDialog title="New article" open={open} onClose={close}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault()
          void create()
        }}
      >
        <DropZone
          className="drop"
          getDropOperation={(types) => (types.has('text/plain') && !types.has('Files') ? 'cancel' : 'copy')}
          onDrop={async ({ items }) =>
            take(await Promise.all(items.filter(isFileDropItem).map((item) => item.getFile())))
          }
        >
          {file === undefined ? (
            <div className="drop-hint">
              <Upload size={18} aria-hidden />
              <Text slot="label">Drop a .txt, .md or .jsonl file, or</Text>
              <FileTrigger acceptedFileTypes={fileTypes} onSelect={(files) => files !== null && take([...files])}>
                <Button look="line" small>
                  Choose a file
                </Button>
              </FileTrigger>
            </div>
          ) : (
            <div className="drop-hint chosen">
              <FileText size={18} aria-hidden />
              <Text slot="label">
                <strong>{file.name}</strong>, {file.size.toLocaleString('en')} bytes
              </Text>
              <IconButton icon={X} label="Take the file away" small onPress={() => setFile(undefined)} />
            </div>
          )}
        </DropZone>
        {file === undefined ? (
          <>
            <div className="or" aria-hidden="true">
              or paste it
            </div>
            <TextField className="field" value={title} onChange={setTitle} maxLength={200}>
              <Label className="field-label">Title</Label>
              <Input placeholder="The first line, if you leave this empty" />
            </TextField>
            <TextField className="field paste" value={text} onChange={setText}>
              <Label className="field-label">Text</Label>
              <TextArea rows={9} placeholder="One paragraph a line" />
            </TextField>
          </>
        ) : null}
        {trouble === undefined ? null : <Notice text={trouble} />}
        <div className="dialog-actions">
          <Button onPress={close}>Cancel</Button>
          <Button look="primary" type="submit" isDisabled={busy}>
            {busy ? <LoaderCircle size={15} className="spinner" aria-hidden /> : null}
            Create article
          </Button>
        </div>
      </form>
    </ModalDialog>
  )
}
