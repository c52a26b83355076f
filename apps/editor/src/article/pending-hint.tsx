import { MousePointerClick } from 'lucide-react'
import { Button } from '../design/button.js'
import { partName } from '../marking/mark-part.js'
import { useObservable } from '../state/observable.js'
import { useWorkspace } from './use-workspace.js'

/** Says which words are waited for, after a "mark" button was pressed with nothing selected. */
export function PendingHint() {
  const workspace = useWorkspace()
  const pending = useObservable(workspace.pending)
  if (pending === undefined) return null
  return (
    <div className="pending-hint">
      <MousePointerClick size={16} aria-hidden />
      <span>
        Select the words of <strong>{partName(pending.part)}</strong> in the article.
      </span>
      <Button small look="line" onPress={() => workspace.pending.set(undefined)}>
        Cancel <kbd>Esc</kbd>
      </Button>
    </div>
  )
}
