import { Layers } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useWorkspace } from '../article/use-workspace.js'
import { Button } from '../design/button.js'
import { StatePage } from '../design/state-page.js'
import { mayI, me } from '../session/me.js'
import { hexOfPeer } from '../session/peer-color.js'
import { useWords } from '../words/words.js'
import { BlindPassDialog } from './blind-pass-dialog.js'
import { CompareBar, CompareTitleBar } from './compare-bar.js'
import { CompareKeysDialog } from './compare-keys-dialog.js'
import { type ChosenIds, layerChoice } from './layer-choice.js'
import { PlaceList } from './place-list.js'
import { PlaceView } from './place-view.js'
import { useCompareKeys } from './use-compare-keys.js'
import { DeskContext, useNewDesk } from './use-desk.js'

/** The page once the article has arrived; `reopen` fetches its layers anew. */
export function CompareView({ title, reopen }: { readonly title: string; readonly reopen: () => void }) {
  const workspace = useWorkspace()
  const say = useWords()
  const [ids, setIds] = useState<ChosenIds>({})
  const [passShown, setPassShown] = useState(false)
  const choice = useMemo(() => layerChoice(workspace.layers, ids), [workspace, ids])
  useEffect(() => {
    document.title = `${say('compare.title')} · ${title} · Claimspan`
  }, [title, say])
  useEffect(() => {
    const present = () => {
      const { id, name, color } = me.get()
      workspace.session.present({ user: { id, name, color: hexOfPeer(color) } })
    }
    present()
    return me.subscribe(present)
  }, [workspace])
  const openPass = () => setPassShown(true)
  return (
    <div className="compare-page">
      {choice.layers.length < 2 ? (
        <>
          <CompareTitleBar title={title} />
          <main className="compare-empty">
            <StatePage icon={Layers} title={say('compare.too-few')}>
              <p>{say(mayI('make any layer') ? 'compare.too-few-curator' : 'compare.too-few-annotator')}</p>
              {mayI('make any layer') ? (
                <Button look="primary" onPress={openPass}>
                  {say('pass.open')}
                </Button>
              ) : null}
            </StatePage>
          </main>
        </>
      ) : (
        <Desktop title={title} choice={choice} onChoose={setIds} onPass={openPass} reopen={reopen} />
      )}
      {passShown ? (
        <BlindPassDialog
          onClose={(changed) => {
            setPassShown(false)
            if (changed) reopen()
          }}
        />
      ) : null}
    </div>
  )
}

function Desktop({
  title,
  choice,
  ...bar
}: {
  readonly title: string
  readonly choice: ReturnType<typeof layerChoice>
  readonly onChoose: (ids: ChosenIds) => void
  readonly onPass: () => void
  readonly reopen: () => void
}) {
  const desk = useNewDesk(useWorkspace(), choice)
  useCompareKeys(desk)
  return (
    <DeskContext value={desk}>
      <CompareTitleBar title={title} onKeys={() => desk.keysShown.set(true)} />
      <CompareBar {...bar} />
      <PlaceList />
      <PlaceView />
      <CompareKeysDialog />
    </DeskContext>
  )
}
