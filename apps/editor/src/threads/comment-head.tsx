import type { Comment } from '@claimspan/core'
import type { ReactNode } from 'react'
import { timeAgo } from '../articles/time-ago.js'
import type { LayerSession } from '../session/article-session.js'
import { language } from '../words/words.js'

/** Who said something, and when. */
export function CommentHead({
  comment: { by, at },
  layer,
  children,
}: {
  readonly comment: Comment
  readonly layer: LayerSession
  readonly children?: ReactNode
}) {
  return (
    <span className="comment-head">
      <strong>{layer.nameOf(by)}</strong>
      <time dateTime={at} title={new Date(at).toLocaleString(language.get())}>
        {timeAgo(at, Date.now())}
      </time>
      {children}
    </span>
  )
}
