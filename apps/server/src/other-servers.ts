import { type Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { Notices } from './notices.js'
import type { RoomClients } from './room-clients.js'
import type { LogNews } from './update-log.js'

/** A room that is open here. */
export interface OpenRoom {
  readonly document: Y.Doc & { readonly awareness: Awareness }
  readonly clients: RoomClients
}

/** What comes from people on another server bears this origin, so that it is not sent back. */
const elsewhere = { source: 'local', skipStoreHooks: true } as const

/** Bring what other servers stored into the rooms that are open here, so that everybody in them gets it. */
export function applyNews(
  { updates }: LogNews,
  open: ReadonlyMap<string, OpenRoom>,
  warn: (line: string) => void,
): void {
  for (const { room, update, user, clocks = [] } of updates) {
    const found = open.get(room)
    if (found === undefined) continue
    if (user !== undefined) found.clients.bind(clocks, user)
    try {
      Y.applyUpdate(found.document, update)
    } catch {
      // It could not be applied where it arrived either, and is left out in the same way when the room is loaded.
      warn(`In the room ${room}, an update cannot be applied; it is left out`)
    }
  }
}

/** Shows people on one server where those on another are. */
export interface PresenceRelay {
  /** Somebody came, moved or went. */
  changed(room: string, awareness: Awareness, clients: readonly number[], origin: unknown): void
  /** A room was opened: ask who is in it elsewhere. */
  opened(room: string): void
}

/** An update without bytes is a question: who is there? */
const question = new Uint8Array()

export function presenceRelay(notices: Notices, open: ReadonlyMap<string, OpenRoom>): PresenceRelay {
  notices.listenPresence(({ room, update }) => {
    const awareness = open.get(room)?.document.awareness
    if (awareness === undefined) return
    if (update.length > 0) applyAwarenessUpdate(awareness, update, elsewhere)
    else if (awareness.getStates().size > 0) {
      notices.sendPresence({ room, update: encodeAwarenessUpdate(awareness, [...awareness.getStates().keys()]) })
    }
  })
  return {
    changed(room, awareness, clients, origin) {
      // What nobody renewed for half a minute is taken away on every server by itself.
      if (origin === elsewhere || origin === 'timeout') return
      notices.sendPresence({ room, update: encodeAwarenessUpdate(awareness, [...clients]) })
    },
    opened: (room) => notices.sendPresence({ room, update: question }),
  }
}
