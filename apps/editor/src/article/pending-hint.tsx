import '../words/dialogs-en.js'
import { MousePointerClick } from 'lucide-react'
import { Button } from '../design/button.js'
import { partName } from '../marking/mark-part.js'
import { useObservable } from '../state/observable.js'
import { useWords } from '../words/words.js'
import { useWorkspace } from './use-workspace.js'

/** Says which words are waited for, after a "mark" button was pressed with nothing selected. */
export function PendingHint() {
  const say = useWords()
  const workspace = useWorkspace()
  const pending = useObservable(workspace.pending)
  if (pending === undefined) return null
  return (
    <div className="pending-hint">
      <MousePointerClick size={16} aria-hidden />
      <span>{say('pending.select', { part: partName(pending.part) })}</span>
      <Button small look="line" onPress={() => workspace.pending.set(undefined)}>
        {say('dialog.cancel')} <kbd>Esc</kbd>
      </Button>
    </div>
  )
}
