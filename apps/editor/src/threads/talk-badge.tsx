import { AtSign, MessageSquare } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useWorkspace } from '../article/use-workspace.js'
import { useWords } from '../words/words.js'

/** How much is said about a claim, and whether there is something one has not read. */
export function TalkBadge({ layer, claim }: { readonly layer: string; readonly claim: string }) {
  const say = useWords()
  const { talk } = useWorkspace()
  // Of a thousand cards only those are drawn anew whose own counts have changed.
  const said = useSyncExternalStore(talk.counts.subscribe, () => {
    const count = talk.of(layer, claim)
    return count === undefined ? '' : `${count.comments} ${count.unread} ${count.isNamed ? 1 : 0}`
  })
  const [comments = 0, unread = 0, isNamed = 0] = said.split(' ').map(Number)
  if (comments === 0 && unread === 0) return null
  const Icon = isNamed === 1 ? AtSign : MessageSquare
  return (
    <span className="badge talk" data-unread={unread > 0}>
      <Icon size={12} aria-hidden />
      <span aria-hidden="true">{unread > 0 ? unread : comments}</span>
      <span className="visually-hidden">
        {say('talk.comments', { count: comments })}
        {unread > 0 ? say('talk.unread', { count: unread }) : ''}
        {isNamed === 1 ? say('talk.named') : ''}
      </span>
    </span>
  )
}
