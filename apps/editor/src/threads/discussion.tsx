import type { Claim, Thread } from '@claimspan/core'
import { Check, RotateCcw } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useWorkspace } from '../article/use-workspace.js'
import { Button } from '../design/button.js'
import type { LayerSession } from '../session/article-session.js'
import { me } from '../session/me.js'
import { useObservable } from '../state/observable.js'
import { useWords } from '../words/words.js'
import { isVoting, threadsOn } from './claim-threads.js'
import { CommentBox } from './comment-box.js'
import { CommentHead } from './comment-head.js'
import { MentionedText } from './mentioned-text.js'
import { answerThread, openThread, resolveThread } from './talk.js'
import { Votes } from './votes.js'

/** What has been said about a claim: votes while it is proposed, threads, and a place for a new comment. */
export function Discussion({ claim, layer }: { readonly claim: Claim; readonly layer: LayerSession }) {
  const say = useWords()
  const workspace = useWorkspace()
  const list = useRef<HTMLDivElement>(null)
  const [shownResolved, setShownResolved] = useState(false)
  const threads = threadsOn(layer.store, claim.id)
  const open = threads.filter((thread) => !isVoting(thread) && !thread.resolved)
  const resolved = threads.filter((thread) => !isVoting(thread) && thread.resolved)
  const fresh = useFresh(threads)
  return (
    <div ref={list} className="field discussion" data-field="discussion">
      <span className="field-label">{say('talk.title')}</span>
      <Votes claim={claim} layer={layer} />
      {open.map((thread) => (
        <ThreadView key={thread.id} thread={thread} layer={layer} fresh={fresh} />
      ))}
      {resolved.length === 0 ? null : (
        <Button small aria-expanded={shownResolved} onPress={() => setShownResolved(!shownResolved)}>
          <Check size={13} aria-hidden />
          {say('talk.resolved-count', { count: resolved.length })}
        </Button>
      )}
      {shownResolved
        ? resolved.map((thread) => <ThreadView key={thread.id} thread={thread} layer={layer} fresh={fresh} />)
        : null}
      {layer.writable ? (
        <CommentBox
          label={say('talk.first')}
          isFirst
          onSend={(text) => {
            openThread(workspace, layer, claim.id, text)
            // What is said next belongs to the thread that was begun.
            requestAnimationFrame(() =>
              list.current?.querySelector<HTMLElement>('.thread:last-of-type textarea')?.focus(),
            )
          }}
        />
      ) : null}
    </div>
  )
}

/** The first comment of each thread that is new here; it stays so while the claim is open, though it has been seen by then. */
function useFresh(threads: readonly Thread[]): ReadonlyMap<string, number> {
  const { read } = useWorkspace()
  const self = useObservable(me).id
  const [fresh] = useState(
    () =>
      new Map(
        threads.flatMap((thread) => {
          const count = read.unread(thread, self)
          return count === 0 ? [] : [[thread.id as string, thread.comments.length - count]]
        }),
      ),
  )
  // A comment that arrives while the claim is open is seen as well.
  useEffect(() => read.see(threads))
  return fresh
}

function ThreadView({
  thread,
  layer,
  fresh,
}: {
  readonly thread: Thread
  readonly layer: LayerSession
  readonly fresh: ReadonlyMap<string, number>
}) {
  const say = useWords()
  const workspace = useWorkspace()
  const isNewFrom = fresh.get(thread.id)
  return (
    <section className="thread" data-resolved={thread.resolved} aria-label={say('talk.title')}>
      <ol>
        {thread.comments.map((comment, at) => (
          <li key={`${comment.by} ${comment.at}`} className="comment">
            <CommentHead comment={comment} layer={layer}>
              {isNewFrom !== undefined && at >= isNewFrom ? (
                <span className="badge fresh">{say('talk.fresh')}</span>
              ) : null}
            </CommentHead>
            <MentionedText text={comment.text} layer={layer} />
          </li>
        ))}
      </ol>
      {layer.writable ? (
        <>
          {thread.resolved ? null : (
            <CommentBox label={say('talk.reply')} onSend={(text) => answerThread(workspace, layer, thread.id, text)} />
          )}
          <Button small onPress={() => resolveThread(workspace, layer, thread)}>
            {thread.resolved ? <RotateCcw size={13} aria-hidden /> : <Check size={13} aria-hidden />}
            {thread.resolved ? say('talk.reopen') : say('talk.resolve')}
          </Button>
        </>
      ) : null}
    </section>
  )
}
