import { goToClaim } from '../article/go-to-words.js'
import { focusClaim } from '../article/regions.js'
import type { Workspace } from '../article/workspace.js'
import { refOf, type ShownClaim, sameRef } from '../claims/shown-claim.js'
import { announce } from '../design/announcer.js'
import { say } from '../words/words.js'

/** Choose the next claim, after the chosen one and round, that has comments one has not read. */
export function goToUnread(workspace: Workspace): void {
  const claims = workspace.claims.get()
  const unreadOf = ({ layer, claim }: ShownClaim) => workspace.talk.of(layer, claim.id)?.unread ?? 0
  const at = claims.findIndex((shown) => sameRef(refOf(shown), workspace.selected.get()))
  const turn = [...claims.slice(at + 1), ...claims.slice(0, at + 1)]
  const next = turn.find((shown) => unreadOf(shown) > 0)
  if (next === undefined) {
    announce(say('talk.all-read'))
    return
  }
  announce(say('talk.found', { count: unreadOf(next) }))
  workspace.panelOpen.set(true)
  goToClaim(workspace, next)
  requestAnimationFrame(() => focusClaim(refOf(next)))
}
