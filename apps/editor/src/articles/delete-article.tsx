import '../words/dialogs-en.js'
import { useState } from 'react'
import { announce } from '../design/announcer.js'
import { Button } from '../design/button.js'
import { ModalDialog } from '../design/modal-dialog.js'
import { Notice } from '../design/notice.js'
import { type ArticleSummary, deleteArticle } from '../server/api.js'
import { useWords } from '../words/words.js'

/** Asks before an article is deleted with its claims, and says how many those are. */
export function DeleteArticle({
  article,
  onClose,
  onDeleted,
}: {
  readonly article: ArticleSummary | undefined
  readonly onClose: () => void
  readonly onDeleted: () => void
}) {
  const say = useWords()
  const [trouble, setTrouble] = useState<string | undefined>(undefined)
  const [busy, setBusy] = useState(false)
  if (article === undefined) return null
  const claims = article.layers.reduce((sum, layer) => sum + layer.claims, 0)
  const close = () => {
    setTrouble(undefined)
    onClose()
  }
  const confirm = async () => {
    setBusy(true)
    const answer = await deleteArticle(article.id)
    setBusy(false)
    if (!answer.ok) {
      setTrouble(answer.message)
      return
    }
    announce(say('delete.done', { title: article.title }))
    setTrouble(undefined)
    onDeleted()
  }
  return (
    <ModalDialog title={say('delete.title')} open onClose={close} width="slim" role="alertdialog">
      <p>{say('delete.explained', { title: article.title, count: claims })}</p>
      {trouble === undefined ? null : <Notice text={trouble} />}
      <div className="dialog-actions">
        <Button onPress={close} autoFocus>
          {say('delete.keep')}
        </Button>
        <Button look="danger-solid" onPress={() => void confirm()} isDisabled={busy}>
          {say('delete.delete')}
        </Button>
      </div>
    </ModalDialog>
  )
}
