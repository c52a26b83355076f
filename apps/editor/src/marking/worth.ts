import { checkWorthinesses } from '@claimspan/core'
import { chosen } from '../article/marking.js'
import type { Workspace } from '../article/workspace.js'
import { announce } from '../design/announcer.js'
import { say } from '../words/words.js'

/** Give the chosen claim the next class of check-worthiness; after the last, none. */
export function cycleWorth(workspace: Workspace): void {
  const at = chosen(workspace)
  if (at === undefined) return
  const { claim } = at.shown
  const now = claim.checkWorthiness
  const next = now === undefined ? checkWorthinesses[0] : checkWorthinesses[checkWorthinesses.indexOf(now) + 1]
  at.layer.store.set(claim.id, 'checkWorthiness', next)
  announce(next === undefined ? say('worth.unsaid') : say(`worth.${next}`))
}
