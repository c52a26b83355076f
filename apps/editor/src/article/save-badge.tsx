import { Check, CircleAlert, CloudOff, LoaderCircle, type LucideIcon, MonitorSmartphone } from 'lucide-react'
import { Button } from 'react-aria-components'
import { Tip } from '../design/tip.js'
import { type SaveState, saveWords } from '../session/save-state.js'
import { useObservable } from '../state/observable.js'
import { useWorkspace } from './use-workspace.js'

const icons: Readonly<Record<SaveState['kind'], LucideIcon>> = {
  connecting: LoaderCircle,
  saved: Check,
  sending: LoaderCircle,
  offline: CloudOff,
  'on-device': MonitorSmartphone,
  refused: CircleAlert,
}

/** Where the work is: an icon, a word, and a sentence for who asks. */
export function SaveBadge() {
  const state = useObservable(useWorkspace().session.save)
  const words = saveWords(state)
  const Icon = icons[state.kind]
  const turns = state.kind === 'connecting' || state.kind === 'sending'
  return (
    <Tip text={words.long}>
      <Button className="save-badge" data-state={state.kind} aria-label={`${words.short}. ${words.long}`}>
        <Icon size={15} strokeWidth={2} aria-hidden className={turns ? 'spinner' : undefined} />
        <span role="status" className="save-words">
          {state.kind === 'refused' ? words.long : words.short}
        </span>
      </Button>
    </Tip>
  )
}
