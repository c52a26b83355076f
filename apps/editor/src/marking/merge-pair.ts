import type { Workspace } from '../article/workspace.js'
import { partsOf } from '../claims/claim-parts.js'
import { refOf } from '../claims/shown-claim.js'
import { announce } from '../design/announcer.js'
import { toast } from '../design/toasts.js'
import { me } from '../session/me.js'
import { say } from '../words/words.js'
import { mergeClaims } from './merge-claims.js'
import { pairNow } from './relate.js'

/** Merge the chosen claim into the picked one, and choose what came of it. */
export function mergePair(workspace: Workspace): void {
  const pair = pairNow(workspace)
  if (pair === undefined) return
  const { store } = pair.layer
  const [into, from] = [store.claim(pair.picked.claim.id), store.claim(pair.chosen.claim.id)]
  if (into === undefined || from === undefined) return
  // What was edited would be marked anew by moving it, as if somebody had looked at it.
  if (partsOf(from).some(({ state }) => state !== 'whole')) {
    toast(say('merge.off'))
    return
  }
  mergeClaims(store, into, from, me.get().id)
  workspace.picked.set(undefined)
  workspace.settle()
  workspace.selected.set(refOf(pair.picked))
  announce(say('merge.done'))
}
