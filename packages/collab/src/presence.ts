import { type ClaimId, isId, type LayerId } from '@claimspan/core'
import * as Y from 'yjs'
import type { SharedText } from './shared-text.js'
import { isRecord } from './stored-claim.js'

/** Who somebody is to the others: colour is `#rrggbb`. */
export interface PresenceUser {
  readonly id: string
  readonly name: string
  readonly color: string
}

/** Where somebody is now. `selection` is in UTF-16 offsets of the text; anchor is where it began, head where the caret is. */
export interface Presence {
  readonly user: PresenceUser
  readonly selection?: { readonly anchor: number; readonly head: number }
  readonly claim?: ClaimId
  readonly layer?: LayerId
}

/** Somebody else, in one of their tabs. */
export interface Peer extends Presence {
  readonly clientId: number
}

/** What is needed of `Awareness` from y-protocols. */
export interface AwarenessLike {
  readonly clientID: number
  getStates(): ReadonlyMap<number, { readonly [key: string]: unknown }>
  setLocalState(state: { [key: string]: unknown } | null): void
}

/** Tell the others where one is. The selection is kept as relative positions, so that it stays put while others type. */
export function setPresence(awareness: AwarenessLike, shared: SharedText, presence: Presence): void {
  const { selection, ...rest } = presence
  awareness.setLocalState({
    ...rest,
    ...(selection === undefined
      ? {}
      : { selection: { anchor: held(shared, selection.anchor), head: held(shared, selection.head) } }),
  })
}

/** The others, in the order of their client ids; what a client wrote wrongly is left out. */
export function peersOf(awareness: AwarenessLike, shared: SharedText): readonly Peer[] {
  return [...awareness.getStates()]
    .filter(([clientId]) => clientId !== awareness.clientID)
    .sort(([a], [b]) => a - b)
    .flatMap(([clientId, state]): Peer[] => {
      const { user, selection, claim, layer } = state ?? {}
      if (!isRecord(user) || typeof user.id !== 'string' || typeof user.name !== 'string') return []
      const color = typeof user.color === 'string' && /^#[0-9a-f]{6}$/i.test(user.color) ? user.color : '#777777'
      const anchor = isRecord(selection) ? offsetOf(shared, selection.anchor) : undefined
      const head = isRecord(selection) ? offsetOf(shared, selection.head) : undefined
      return [
        {
          clientId,
          user: { id: user.id, name: user.name.slice(0, 80), color },
          ...(anchor === undefined || head === undefined ? {} : { selection: { anchor, head } }),
          ...(isId(claim) ? { claim: claim as ClaimId } : {}),
          ...(isId(layer) ? { layer: layer as LayerId } : {}),
        },
      ]
    })
}

function held(shared: SharedText, offset: number): unknown {
  const within = Math.max(0, Math.min(offset, shared.text.length))
  return Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(shared.text, within))
}

function offsetOf(shared: SharedText, value: unknown): number | undefined {
  if (!isRecord(value)) return undefined
  try {
    const position = Y.createRelativePositionFromJSON(value)
    return Y.createAbsolutePositionFromRelativePosition(position, shared.doc, false)?.index
  } catch {
    // Yjs throws on a position of another client's making that is not one
    return undefined
  }
}
