import { KeyRows } from '../article/key-rows.js'
import { ModalDialog } from '../design/modal-dialog.js'
import { useObservable } from '../state/observable.js'
import { useWords } from '../words/words.js'
import { shownKeys } from './compare-keys.js'
import { useDesk } from './use-desk.js'

/** Every key of this page, from the table that the handler reads. */
export function CompareKeysDialog() {
  const say = useWords()
  const { keysShown } = useDesk()
  const open = useObservable(keysShown)
  return (
    <ModalDialog title={say('bar.keys')} open={open} onClose={() => keysShown.set(false)}>
      <dl className="compare-keys">
        <KeyRows rows={shownKeys} />
      </dl>
    </ModalDialog>
  )
}
