import { goToField } from '../article/form-fields.js'
import { chosen } from '../article/marking.js'
import type { Workspace } from '../article/workspace.js'
import { announce } from '../design/announcer.js'
import { me } from '../session/me.js'
import { say } from '../words/words.js'
import { isVoting, type Side, threadsOn, votesOn } from './claim-threads.js'

/** Agree or disagree with the chosen claim, if it is proposed; a reason may follow in the field that then has the focus. */
export function vote(workspace: Workspace, side: Side): void {
  const at = chosen(workspace)
  if (at === undefined) return
  if (at.shown.claim.status !== 'proposed') {
    announce(say('vote.not-proposed'))
    return
  }
  castVote(workspace, side, '')
  announce(say(`vote.${side}`))
  if (side === 'disagree') goToField(workspace, 'reason')
}

/** Say what one thinks of the chosen claim, and why; a second vote takes the place of the first. */
export function castVote(workspace: Workspace, side: Side, reason: string): void {
  const at = chosen(workspace)
  if (at === undefined) return
  const { store, id } = at.layer
  const self = me.get()
  const threads = threadsOn(store, at.shown.claim.id)
  const mine = votesOn(threads).find(({ by }) => by === self.id)
  if (mine?.vote === side && mine.text === reason) return
  workspace.session.nameIn(id, self)
  const comment = { by: self.id, at: new Date().toISOString(), text: reason, vote: side }
  const open = threads.find(isVoting)
  if (open === undefined) store.openThread(at.shown.claim.id, comment)
  else store.addComment(open.id, comment)
  workspace.settle()
}
