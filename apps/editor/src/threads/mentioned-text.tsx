import { Fragment } from 'react'
import { useWorkspace } from '../article/use-workspace.js'
import type { LayerSession } from '../session/article-session.js'
import { me } from '../session/me.js'
import { useObservable } from '../state/observable.js'
import { splitMentions } from './mentions.js'
import { namesIn } from './names-in.js'

/** A comment's words, with the people it names made out. */
export function MentionedText({ text, layer }: { readonly text: string; readonly layer: LayerSession }) {
  const workspace = useWorkspace()
  const self = useObservable(me).name
  const parts = splitMentions(text, namesIn(workspace, layer))
  let at = 0
  return (
    <p className="comment-text">
      {parts.map(({ words, name }) => {
        const key = at
        at += words.length
        return name === undefined ? (
          <Fragment key={key}>{words}</Fragment>
        ) : (
          <span key={key} className="named" data-me={name === self}>
            {words}
          </span>
        )
      })}
    </p>
  )
}
