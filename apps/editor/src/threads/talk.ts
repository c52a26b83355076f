import type { ClaimId, Thread, ThreadId } from '@claimspan/core'
import { goToField } from '../article/form-fields.js'
import type { Workspace } from '../article/workspace.js'
import { announce } from '../design/announcer.js'
import { toast } from '../design/toasts.js'
import type { LayerSession } from '../session/article-session.js'
import { me } from '../session/me.js'
import { say } from '../words/words.js'

const commentOf = (text: string) => ({ by: me.get().id, at: new Date().toISOString(), text })

/** Begin a discussion of a claim. */
export function openThread(workspace: Workspace, { id, store }: LayerSession, claim: ClaimId, text: string): void {
  if (store.claim(claim) === undefined) {
    toast(say('talk.gone'))
    return
  }
  workspace.session.nameIn(id, me.get())
  store.openThread(claim, commentOf(text))
  workspace.settle()
  announce(say('talk.sent'))
}

export function answerThread(workspace: Workspace, { id, store }: LayerSession, thread: ThreadId, text: string): void {
  if (!store.threads().some((one) => one.id === thread)) {
    toast(say('talk.gone'))
    return
  }
  workspace.session.nameIn(id, me.get())
  store.addComment(thread, commentOf(text))
  workspace.settle()
  announce(say('talk.sent'))
}

/** Say that a discussion has come to its end, or that it has not. */
export function resolveThread(workspace: Workspace, { store }: LayerSession, { id, resolved }: Thread): void {
  if (!store.threads().some((one) => one.id === id)) {
    toast(say('talk.gone'))
    return
  }
  store.resolveThread(id, !resolved)
  workspace.settle()
  announce(resolved ? say('talk.reopened') : say('talk.resolved'))
  // The button that was pressed goes with the thread.
  if (!resolved) goToField(workspace, 'discussion')
}
