import '../words/dialogs-en.js'
import type { RebaseReport } from '@claimspan/core'
import { LoaderCircle } from 'lucide-react'
import { useState } from 'react'
import { Label, TextArea, TextField } from 'react-aria-components'
import { announce } from '../design/announcer.js'
import { Button } from '../design/button.js'
import { FileDrop } from '../design/file-drop.js'
import { ModalDialog } from '../design/modal-dialog.js'
import { Notice } from '../design/notice.js'
import { makeVersion } from '../server/api.js'
import { useWords } from '../words/words.js'
import { useWorkspace } from './use-workspace.js'
import { reportSentence, VersionReport } from './version-report.js'

const fileTypes = ['.txt', '.md', '.markdown']

/** The corrected text of an article, pasted or from a file; then what became of its claims. */
export function NewVersionDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const say = useWords()
  const { session } = useWorkspace()
  const [text, setText] = useState('')
  const [file, setFile] = useState<File | undefined>(undefined)
  const [trouble, setTrouble] = useState<string | undefined>(undefined)
  const [busy, setBusy] = useState(false)
  const [report, setReport] = useState<RebaseReport | undefined>(undefined)

  const close = () => {
    setText('')
    setFile(undefined)
    setTrouble(undefined)
    setReport(undefined)
    onClose()
  }
  const take = (files: readonly File[]) => {
    setTrouble(files.length > 1 ? say('file.one') : undefined)
    setFile(files[0])
  }
  const make = async () => {
    if (file === undefined && text.trim() === '') {
      setTrouble(say('version.missing'))
      return
    }
    setBusy(true)
    setTrouble(undefined)
    const answer = await makeVersion(session.document, file ?? text)
    setBusy(false)
    if (!answer.ok) {
      setTrouble(answer.message)
      return
    }
    setReport(answer.value)
    announce(reportSentence(answer.value))
  }

  if (report !== undefined) {
    return (
      <ModalDialog title={say('version.made', { version: report.to })} open={open} onClose={close}>
        <VersionReport report={report} onLeave={close} />
      </ModalDialog>
    )
  }
  return (
    <ModalDialog title={say('version.title')} open={open} onClose={close}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault()
          void make()
        }}
      >
        <p className="dialog-lead">{say('version.lead')}</p>
        <FileDrop
          file={file}
          types={fileTypes}
          hint={say('version.drop')}
          onTake={take}
          onClear={() => setFile(undefined)}
        />
        {file === undefined ? (
          <>
            <div className="or" aria-hidden="true">
              {say('paste.or')}
            </div>
            <TextField className="field paste" value={text} onChange={setText}>
              <Label className="field-label">{say('version.text')}</Label>
              <TextArea rows={9} placeholder={say('paste.hint')} />
            </TextField>
          </>
        ) : null}
        {trouble === undefined ? null : <Notice text={trouble} />}
        <div className="dialog-actions">
          <Button onPress={close}>{say('dialog.cancel')}</Button>
          <Button look="primary" type="submit" isDisabled={busy}>
            {busy ? <LoaderCircle size={15} className="spinner" aria-hidden /> : null}
            {say('version.make')}
          </Button>
        </div>
      </form>
    </ModalDialog>
  )
}
