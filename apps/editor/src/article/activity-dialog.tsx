import '../words/dialogs-en.js'
import { useEffect, useState } from 'react'
import { ModalDialog } from '../design/modal-dialog.js'
import { Notice } from '../design/notice.js'
import { SittingList } from '../history/sitting-list.js'
import { type History, readHistory } from '../server/history.js'
import { pauseTask } from '../state/pause.js'
import { useWords } from '../words/words.js'
import { goToClaim } from './go-to-words.js'
import { useWorkspace } from './use-workspace.js'

/** How far back it goes, in milliseconds: what is older is in the history. */
const back = 24 * 60 * 60_000

/** What people did in the article in the last day, the newest first, while it happens; each claim leads to its words. */
export function ActivityDialog({ onClose }: { readonly onClose: () => void }) {
  const workspace = useWorkspace()
  const say = useWords()
  const [history, setHistory] = useState<History | undefined>(undefined)
  const [trouble, setTrouble] = useState<string | undefined>(undefined)
  const [open, setOpen] = useState<number | undefined>(undefined)

  useEffect(() => {
    const { document, shared } = workspace.session
    const since = new Date(Date.now() - back).toISOString()
    let ended = false
    const read = async () => {
      const answer = await readHistory(document, since)
      if (ended) return
      if (answer.ok) setHistory({ ...answer.value, names: namesOf(answer.value) })
      setTrouble(answer.ok ? undefined : answer.message)
    }
    /** The server knows accounts by name; guests are known by what they are called here. */
    const namesOf = ({ changes, names }: History): ReadonlyMap<string, string> => {
      const here = (id: string) =>
        workspace.session.peers.get().find(({ user }) => user.id === id)?.user.name ??
        workspace.layers.map(({ nameOf }) => nameOf(id)).find((name) => name !== undefined && name !== id)
      const known = [...new Set(changes.flatMap(({ by }) => by ?? []))]
      return new Map(known.map((id) => [id, names.get(id) === id ? (here(id) ?? id) : (names.get(id) ?? id)]))
    }
    // A moment after each change, so that it is on the disk and in the list.
    const later = pauseTask(() => void read(), { pause: 400, most: 2000 })
    const ends = workspace.layers.map(({ store }) => store.observe(later.request))
    shared.text.observe(later.request)
    void read()
    return () => {
      ended = true
      later.end()
      shared.text.unobserve(later.request)
      for (const end of ends) end()
    }
  }, [workspace])

  const goTo = (claim: string, layer: string) => {
    const shown = workspace.claims.get().find((one) => one.claim.id === claim && one.layer === layer)
    onClose()
    if (shown !== undefined) goToClaim(workspace, shown)
  }
  return (
    <ModalDialog title={say('activity.title')} open onClose={onClose} width="wide">
      {trouble === undefined ? null : <Notice text={trouble} />}
      {history === undefined ? (
        <p className="field-hint" aria-busy={trouble === undefined}>
          {trouble === undefined ? say('activity.reading') : null}
        </p>
      ) : history.changes.length === 0 ? (
        <p className="field-hint">{say('activity.none')}</p>
      ) : (
        <SittingList
          document={workspace.session.document}
          history={history}
          open={open}
          onOpen={setOpen}
          onClaim={goTo}
        />
      )}
    </ModalDialog>
  )
}
