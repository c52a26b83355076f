import '../words/dialogs-en.js'
import { ArrowLeft, PlugZap, RotateCw, Undo2 } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { announce } from '../design/announcer.js'
import { Button, IconButton } from '../design/button.js'
import { ModalDialog } from '../design/modal-dialog.js'
import { Notice } from '../design/notice.js'
import { StatePage } from '../design/state-page.js'
import { ThemeMenu } from '../design/theme-menu.js'
import { articlePath } from '../router/route.js'
import { navigate } from '../router/use-route.js'
import { type History, readHistory, restoreTo } from '../server/history.js'
import { mayI } from '../session/me.js'
import { language, useWords } from '../words/words.js'
import { SittingList } from './sitting-list.js'
import type { Sitting } from './sittings.js'

type Reading =
  | { readonly kind: 'loading' }
  | { readonly kind: 'read'; readonly history: History }
  | { readonly kind: 'refused'; readonly message: string }

/** Who changed what in an article and when, the newest first; and the way back to how it was. */
export function HistoryPage({ document: id }: { readonly document: string }) {
  const say = useWords()
  const [reading, setReading] = useState<Reading>({ kind: 'loading' })
  const [open, setOpen] = useState<number | undefined>(undefined)
  const [restoring, setRestoring] = useState<Sitting | undefined>(undefined)

  const load = useCallback(async () => {
    const answer = await readHistory(id)
    setReading(answer.ok ? { kind: 'read', history: answer.value } : { kind: 'refused', message: answer.message })
  }, [id])
  useEffect(() => {
    document.title = `${say('history.of', { document: id })} · Claimspan`
    void load()
  }, [id, load, say])

  return (
    <div className="articles-page">
      <header className="articles-bar">
        <IconButton icon={ArrowLeft} label={say('history.back')} onPress={() => navigate(articlePath(id))} />
        <ThemeMenu />
      </header>
      <main className="articles-main">
        <div className="articles-head">
          <h1>{say('history.title')}</h1>
        </div>
        {reading.kind === 'loading' ? (
          <p className="field-hint" aria-busy="true">
            {say('history.reading')}
          </p>
        ) : null}
        {reading.kind === 'refused' ? (
          <StatePage icon={PlugZap} title={say('history.unreachable')}>
            <p>{reading.message}</p>
            <Button look="primary" onPress={() => void load()}>
              <RotateCw size={15} aria-hidden />
              {say('articles.again')}
            </Button>
          </StatePage>
        ) : null}
        {reading.kind === 'read' ? (
          <SittingList
            document={id}
            history={reading.history}
            open={open}
            onOpen={setOpen}
            actions={(sitting, isNewest) =>
              isNewest || !mayI('restore') ? null : (
                <Button small look="line" onPress={() => setRestoring(sitting)}>
                  <Undo2 size={14} aria-hidden />
                  {say('history.restore')}
                </Button>
              )
            }
          />
        ) : null}
      </main>
      <Restore
        document={id}
        sitting={restoring}
        onClose={() => setRestoring(undefined)}
        onRestored={() => {
          setRestoring(undefined)
          setOpen(undefined)
          void load()
        }}
      />
    </div>
  )
}

/** Asks before the article goes back for everybody. */
function Restore({
  document: id,
  sitting,
  onClose,
  onRestored,
}: {
  readonly document: string
  readonly sitting: Sitting | undefined
  readonly onClose: () => void
  readonly onRestored: () => void
}) {
  const say = useWords()
  const [trouble, setTrouble] = useState<string | undefined>(undefined)
  const [busy, setBusy] = useState(false)
  if (sitting === undefined) return null
  const dates = new Intl.DateTimeFormat(language.get(), { dateStyle: 'medium', timeStyle: 'short' })
  const close = () => {
    setTrouble(undefined)
    onClose()
  }
  const restore = async () => {
    setBusy(true)
    const answer = await restoreTo(id, sitting.last.seq)
    setBusy(false)
    if (!answer.ok) {
      setTrouble(answer.message)
      return
    }
    setTrouble(undefined)
    announce(say('history.restored'))
    onRestored()
  }
  return (
    <ModalDialog title={say('history.restore-title')} open onClose={close} width="slim" role="alertdialog">
      <p>{say('history.restore-explained', { when: dates.format(new Date(sitting.last.at)) })}</p>
      {trouble === undefined ? null : <Notice text={trouble} />}
      <div className="dialog-actions">
        <Button onPress={close} autoFocus>
          {say('history.leave')}
        </Button>
        <Button look="danger-solid" onPress={() => void restore()} isDisabled={busy}>
          {say('history.go-back')}
        </Button>
      </div>
    </ModalDialog>
  )
}
