import '../words/learn-project.js'
import { Circle, CircleCheck, CircleCheckBig, CircleDot } from 'lucide-react'
import type { DocumentStatus } from '../server/api.js'
import { useWords } from '../words/words.js'

const icons = { new: Circle, 'in-progress': CircleDot, done: CircleCheck, curated: CircleCheckBig }

/** A status as a sign and a word. */
export function StatusMark({ status }: { readonly status: DocumentStatus }) {
  const say = useWords()
  const Icon = icons[status]
  return (
    <span className="status-mark" data-status={status}>
      <Icon size={14} strokeWidth={2.1} aria-hidden />
      {say(`status.${status}`)}
    </span>
  )
}
