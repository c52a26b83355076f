import { useEffect, useState } from 'react'
import { WorkDialog } from '../articles/work-dialog.js'
import { toast } from '../design/toasts.js'
import type { ArticleSummary } from '../server/api.js'
import { readWorkflow } from '../server/workflow.js'
import { useObservable } from '../state/observable.js'
import { useWorkspace } from './use-workspace.js'

/** How far the work on the open article is and whose it is. */
export function ArticleWork({ onClose }: { readonly onClose: () => void }) {
  const { session } = useWorkspace()
  const peers = useObservable(session.peers)
  const [article, setArticle] = useState<Pick<ArticleSummary, 'status' | 'assignees'> | undefined>(undefined)
  useEffect(() => {
    void readWorkflow(session.document).then((answer) => {
      if (answer.ok) setArticle(answer.value)
      else {
        toast(answer.message)
        onClose()
      }
    })
  }, [session, onClose])
  if (article === undefined) return null
  const others = peers.map(({ user: { id, name } }) => ({ id, name }))
  return (
    <WorkDialog
      article={{ id: session.document, title: document.title.replace(/ · Claimspan$/, ''), ...article }}
      others={others}
      onChanged={() => undefined}
      onClose={onClose}
    />
  )
}
