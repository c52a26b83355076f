import { useState } from 'react'
import { announce } from '../design/announcer.js'
import { Button } from '../design/button.js'
import { ModalDialog } from '../design/modal-dialog.js'
import { Notice } from '../design/notice.js'
import { type ArticleSummary, deleteArticle } from '../server/api.js'

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
    announce(`“${article.title}” is deleted.`)
    setTrouble(undefined)
    onDeleted()
  }
  return (
    <ModalDialog title="Delete this article?" open onClose={close} width="slim" role="alertdialog">
      <p>
        “{article.title}” and its {claims === 1 ? 'one claim' : `${claims.toLocaleString('en')} claims`} are deleted for
        everybody. Whoever has it open loses what they are writing.
      </p>
      {trouble === undefined ? null : <Notice text={trouble} />}
      <div className="dialog-actions">
        <Button onPress={close} autoFocus>
          Keep it
        </Button>
        <Button look="danger-solid" onPress={() => void confirm()} isDisabled={busy}>
          Delete article
        </Button>
      </div>
    </ModalDialog>
  )
}
