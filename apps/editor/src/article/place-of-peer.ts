import type { Peer } from '@claimspan/collab'
import type { Span } from '@claimspan/core'
import { spansOf } from '../claims/shown-claim.js'
import type { Workspace } from './workspace.js'

/** Where a person is, in whichever of their tabs they do something: what they selected, else the claim they chose. */
export function placeOfPeer({ session, claims }: Workspace, id: string): Span | undefined {
  const tabs = session.peers.get().filter(({ user }) => user.id === id)
  return tabs.flatMap((tab) => placeOf(tab, claims) ?? [])[0]
}

function placeOf({ selection, claim, layer }: Peer, claims: Workspace['claims']): Span | undefined {
  if (selection !== undefined) return { from: Math.max(0, selection.head - 1), to: selection.head + 1 }
  const chosen = claims
    .get()
    .find((shown) => shown.claim.id === claim && (layer === undefined || shown.layer === layer))
  return chosen && spansOf(chosen.claim)[0]
}
