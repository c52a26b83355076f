import { Eye, EyeOff } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Checkbox, CheckboxGroup } from 'react-aria-components'
import { useWorkspace } from '../article/use-workspace.js'
import { announce } from '../design/announcer.js'
import { Button } from '../design/button.js'
import { ModalDialog } from '../design/modal-dialog.js'
import { Notice } from '../design/notice.js'
import type { LayerSummary } from '../server/api.js'
import { listAnnotators, listLayers, type MayAnnotate, makeLayer, revealLayers } from '../server/layers.js'
import { me, standing } from '../session/me.js'
import { useWords } from '../words/words.js'

/** Start a blind pass for annotators, see how far each is, and end it for all at once. */
export function BlindPassDialog({ onClose }: { readonly onClose: (changed: boolean) => void }) {
  const say = useWords()
  const { document } = useWorkspace().session
  const [people, setPeople] = useState<readonly MayAnnotate[]>([])
  const [layers, setLayers] = useState<readonly LayerSummary[] | undefined>(undefined)
  const [wanted, setWanted] = useState<readonly string[]>([])
  const [asked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [changed, setChanged] = useState(false)
  const [trouble, setTrouble] = useState<string | undefined>(undefined)
  useEffect(() => {
    const load = async () => {
      const [who, what] = await Promise.all([listAnnotators(), listLayers(document)])
      if (!what.ok) {
        setTrouble(what.message)
        return
      }
      const isGuest = standing.get().kind === 'guest'
      const { id, name } = me.get()
      setPeople(isGuest ? [{ id, name, role: 'guest' }] : who.ok ? who.value : [])
      setLayers(what.value)
    }
    void load()
  }, [document])
  const actions = useRef<HTMLDivElement>(null)
  const own = (layers ?? []).filter(({ kind }) => kind === 'independent')
  const without = people.filter(({ id }) => !own.some((layer) => layer.id === id))
  const blind = own.filter(({ revealedAt }) => revealedAt === undefined)
  const nameOf = (id: string) => people.find((one) => one.id === id)?.name ?? id

  const start = async () => {
    setBusy(true)
    setTrouble(undefined)
    for (const { id, name } of without.filter((one) => wanted.includes(one.id))) {
      const answer = await makeLayer(document, { id, kind: 'independent', name })
      // Somebody may have made it meanwhile, which is as well.
      if (!answer.ok && answer.status !== 409) setTrouble(answer.message)
    }
    const now = await listLayers(document)
    if (now.ok) setLayers(now.value)
    setWanted([])
    setChanged(true)
    setBusy(false)
    announce(say('pass.started'))
    // What had the focus may be gone, and with it the keys of the dialog.
    requestAnimationFrame(() => actions.current?.querySelector('button')?.focus())
  }
  const reveal = async () => {
    setBusy(true)
    const answer = await revealLayers(document)
    setBusy(false)
    if (!answer.ok) {
      setTrouble(answer.message)
      return
    }
    setLayers(answer.value)
    announce(say('pass.revealed'))
    onClose(true)
  }
  return (
    <ModalDialog title={say('pass.title')} open onClose={() => onClose(changed)}>
      <p>{say(standing.get().kind === 'guest' ? 'pass.guests' : 'pass.explained')}</p>
      {trouble === undefined ? null : <Notice text={trouble} />}
      {own.length === 0 ? null : (
        <ul className="pass-layers" aria-label={say('pass.layers')}>
          {own.map(({ id, name, claims, revealedAt }) => (
            <li key={id}>
              {revealedAt === undefined ? (
                <EyeOff size={15} className="pass-sign" aria-hidden />
              ) : (
                <Eye size={15} className="pass-sign" aria-hidden />
              )}
              <span className="pass-name">{name ?? nameOf(id)}</span>
              <span className="count">{say('pass.claims', { count: claims })}</span>
              <span className="badge">{say(revealedAt === undefined ? 'pass.is-blind' : 'pass.is-open')}</span>
            </li>
          ))}
        </ul>
      )}
      {without.length === 0 ? null : (
        <CheckboxGroup className="pass-people" value={[...wanted]} onChange={setWanted} aria-label={say('pass.for')}>
          <span className="legend">{say('pass.for')}</span>
          {without.map(({ id, name }) => (
            <Checkbox key={id} value={id} className="facet-value">
              <span className="facet-box" aria-hidden />
              <span className="facet-name">{name}</span>
              {name === id ? null : <span className="count">{id}</span>}
            </Checkbox>
          ))}
        </CheckboxGroup>
      )}
      <div ref={actions} className="dialog-actions pass-actions">
        {asked ? (
          <>
            <p>{say('pass.sure')}</p>
            <Button onPress={() => setAsked(false)} autoFocus>
              {say('pass.leave')}
            </Button>
            <Button look="primary" onPress={() => void reveal()} isDisabled={busy}>
              {say('pass.reveal-now')}
            </Button>
          </>
        ) : (
          <>
            {blind.length === 0 ? null : (
              <Button look="line" onPress={() => setAsked(true)} isDisabled={busy}>
                <Eye size={15} aria-hidden />
                {say('pass.reveal')}
              </Button>
            )}
            {without.length === 0 ? null : (
              <Button look="primary" onPress={() => void start()} isDisabled={busy || wanted.length === 0}>
                {say('pass.start')}
              </Button>
            )}
          </>
        )}
      </div>
    </ModalDialog>
  )
}
