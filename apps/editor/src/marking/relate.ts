import { type ClaimId, claimId, type Relation } from '@claimspan/core'
import { chosen, writableLayerOf } from '../article/marking.js'
import type { PickedClaim, Workspace } from '../article/workspace.js'
import { findClaim, refOf, type ShownClaim, sameRef } from '../claims/shown-claim.js'
import { announce } from '../design/announcer.js'
import { toast } from '../design/toasts.js'
import type { LayerSession } from '../session/article-session.js'
import { me } from '../session/me.js'
import { say } from '../words/words.js'

/** Pick the chosen claim as one end of a relation; the picked one again lets it go. */
export function pick(workspace: Workspace): void {
  const at = chosen(workspace)
  if (at === undefined) return
  const ref = refOf(at.shown)
  const isPicked = sameRef(workspace.picked.get()?.claim, ref)
  workspace.picked.set(isPicked ? undefined : { claim: ref, turned: false })
  announce(isPicked ? say('relate.let-go') : say('relate.picked'))
}

/** The picked and the chosen claim, where they are two of one layer that may be written. */
export interface ClaimPair {
  readonly layer: LayerSession
  readonly picked: ShownClaim
  readonly chosen: ShownClaim
  readonly turned: boolean
}

export function pairOf(
  workspace: Workspace,
  claims: readonly ShownClaim[],
  picked: PickedClaim | undefined,
  selected: ShownClaim | undefined,
): ClaimPair | undefined {
  if (picked === undefined || selected === undefined || sameRef(picked.claim, refOf(selected))) return undefined
  const layer = writableLayerOf(workspace, selected.layer)
  const other = picked.claim.layer === selected.layer ? findClaim(claims, picked.claim) : undefined
  return layer === undefined || other === undefined
    ? undefined
    : { layer, picked: other, chosen: selected, turned: picked.turned }
}

/** The pair as it is now. */
export function pairNow(workspace: Workspace): ClaimPair | undefined {
  const picked = workspace.picked.get()
  if (picked === undefined) return undefined
  const claims = workspace.claims.get()
  return pairOf(workspace, claims, picked, findClaim(claims, workspace.selected.get()))
}

/** Relate the picked claim to the chosen one, by the relation type of this place in the scheme. */
export function relate(workspace: Workspace, index: number): void {
  const pair = pairNow(workspace)
  const type = workspace.scheme.relationTypes[index]?.label
  if (pair === undefined || type === undefined) return
  const { store } = pair.layer
  const [from, to] = pair.turned ? [pair.chosen, pair.picked] : [pair.picked, pair.chosen]
  const ends = { type, from: claimId(from.claim.id), to: claimId(to.claim.id) }
  const self = me.get()
  workspace.session.nameIn(pair.layer.id, self)
  const isThere = store.relations().some((one) => one.type === type && one.from === ends.from && one.to === ends.to)
  store.addRelation({ ...ends, createdBy: self.id })
  workspace.picked.set(undefined)
  workspace.settle()
  announce(isThere ? say('relate.there') : say('relate.made', { type }))
}

/** Let the relation point the other way. */
export function turnRelation(workspace: Workspace): void {
  const picked = workspace.picked.get()
  if (picked === undefined) return
  workspace.picked.set({ ...picked, turned: !picked.turned })
  announce(say('relate.turned'))
}

/** The relations that touch a claim, each with the claim at its other end. */
export function relationsOf(
  { store }: LayerSession,
  id: ClaimId,
): readonly { readonly relation: Relation; readonly isFrom: boolean; readonly other: ClaimId }[] {
  return store
    .relations()
    .filter(({ from, to }) => from === id || to === id)
    .map((relation) => ({
      relation,
      isFrom: relation.from === id,
      other: relation.from === id ? relation.to : relation.from,
    }))
}

/** Take a relation away, as long as it is there. */
export function unrelate(workspace: Workspace, layer: LayerSession, { id }: Relation): void {
  if (!layer.store.relations().some((one) => one.id === id)) {
    toast(say('relate.gone'))
    return
  }
  layer.store.removeRelation(id)
  workspace.settle()
}
