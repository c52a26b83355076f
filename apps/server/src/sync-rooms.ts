import { parseRoom } from '@claimspan/collab'
import { Hocuspocus, type Document as HocuspocusDocument } from '@hocuspocus/server'
import * as Y from 'yjs'
import { readIncoming } from './incoming-update.js'
import { Refusal } from './refusal.js'
import { compact, loadRoom } from './stored-room.js'
import type { UpdateLog } from './update-log.js'

/** A WebSocket as the sync engine needs it. */
export interface SyncSocket {
  send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void
  close(code?: number, reason?: string): void
  readonly readyState: number
}

/** One browser tab or program that is connected; it may be in many rooms. */
export interface SyncPeer {
  /** Takes a frame that arrived. */
  receive(frame: Uint8Array): void
  /** Must be called once when the socket has closed. */
  closed(code: number, reason: string): void
}

/** The rooms that are open, and the people in them. */
export interface SyncRooms {
  connect(socket: SyncSocket, request: Request): SyncPeer
  /** Send everybody out of the rooms of a document and keep them out, since it has been deleted. */
  closeDocument(rooms: readonly string[]): void
  /** Keep a room open for a change that the server makes: once in the log it is applied, so that everybody there gets it. */
  hold(room: string): Promise<HeldRoom>
  /** Send everybody out; resolves when all that was received before is stored or refused. */
  close(): Promise<void>
}

/** A room that stays open until it is released. */
export interface HeldRoom {
  /** Apply an update that is in the log and send it to everybody in the room. */
  apply(update: Uint8Array): void
  release(): Promise<void>
}

interface Context {
  readonly socket: SyncSocket
}

/** y-protocols' numbers of the messages that carry changes; 0 asks for them. */
const syncStep2 = 1
const syncUpdate = 2

/** A room gets a snapshot once so many updates came after the last one. */
const updatesPerSnapshot = 200

/**
 * Sync on Hocuspocus. Hocuspocus by itself acknowledges an update when it is in memory and stores it seconds later, so
 * here its `beforeSync` hook, which it awaits before it applies, acknowledges and broadcasts, appends the update to the
 * log. When that fails nothing is acknowledged and the connection is closed with the reason `not-saved`: the client
 * still has the change, comes back, and sends it again.
 */
export function syncRooms(log: UpdateLog, warn: (line: string) => void): SyncRooms {
  const inFlight = new Set<Promise<unknown>>()

  const hocuspocus: Hocuspocus<Context> = new Hocuspocus<Context>({
    quiet: true,

    async onConnect({ documentName }) {
      refuseUnknown(documentName)
    },

    async onLoadDocument({ document, documentName }) {
      try {
        const { doc, passedOver } = loadRoom(log.load(documentName))
        Y.applyUpdate(document, Y.encodeStateAsUpdate(doc))
        doc.destroy()
        if (passedOver > 0)
          warn(`In the room ${documentName}, ${passedOver} updates cannot be applied; they are left out`)
      } catch (error) {
        // An empty document must never be served in place of one that could not be read.
        document.destroy()
        warn(`Could not load the room ${documentName}: ${sentenceOf(error)}`)
        throw new Refusal(4503, 'could-not-load')
      }
    },

    async connected({ connection, documentName }) {
      // The room was let go of while this connection was on its way into it.
      if (hocuspocus.documents.get(documentName) !== connection.document) {
        closeSoon(connection.context.socket, new Refusal(4503, 'reconnect'))
      }
    },

    async beforeSync({ type, payload, document, documentName, connection, context }) {
      if (type !== syncStep2 && type !== syncUpdate) return
      refuseUnknown(documentName)
      const incoming = readIncoming(payload)
      if (incoming === undefined) {
        closeSoon(context.socket, new Refusal(4400, 'malformed-update'))
        throw new Refusal(4400, 'malformed-update')
      }
      if (connection.readOnly || !bringsNews(type, payload, incoming, document)) return
      const appended = log.append({ room: documentName, update: payload, clocks: incoming.clocks })
      const settled = appended.catch(() => undefined)
      inFlight.add(settled)
      try {
        await appended
      } catch (error) {
        warn(`Could not store an update of ${documentName}; it is not acknowledged: ${sentenceOf(error)}`)
        closeSoon(context.socket, new Refusal(4503, 'not-saved'))
        throw new Refusal(4503, 'not-saved')
      } finally {
        inFlight.delete(settled)
      }
    },

    async onStoreDocument({ documentName }) {
      try {
        compact(log, documentName, updatesPerSnapshot)
      } catch (error) {
        // Everything is in the log already: without a snapshot loading is slower, and the next store tries again.
        warn(`Could not keep a snapshot of ${documentName}: ${sentenceOf(error)}`)
      }
    },
  })

  function refuseUnknown(room: string): void {
    const known = parseRoom(room) === undefined ? undefined : log.mark(room)
    if (known === undefined) throw new Refusal(4404, 'unknown-document')
    if (log.document(known.document)?.deletedAt !== undefined) throw new Refusal(4410, 'document-deleted')
  }

  return {
    connect(socket, request) {
      const client = hocuspocus.handleConnection(socket, request, { socket })
      return {
        receive: (frame) => client.handleMessage(frame),
        closed: (code, reason) => client.handleClose({ code, reason }),
      }
    },

    closeDocument(rooms) {
      for (const room of rooms) {
        for (const connection of hocuspocus.documents.get(room)?.getConnections() ?? []) {
          connection.close(new Refusal(4410, 'document-deleted'))
        }
      }
    },

    async hold(room) {
      const connection = await hocuspocus.openDirectConnection(room)
      return {
        apply(update) {
          if (connection.document !== null) Y.applyUpdate(connection.document, update)
        },
        release: () => connection.disconnect(),
      }
    },

    async close() {
      hocuspocus.closeConnections()
      hocuspocus.flushPendingStores()
      while (inFlight.size > 0) await Promise.all(inFlight)
      // Rooms are let go of, with a snapshot where it is due, as their last person leaves.
      const patience = Date.now() + 2000
      while (hocuspocus.documents.size > 0 && Date.now() < patience) {
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
      for (const document of hocuspocus.documents.values()) document.destroy()
    },
  }
}

/**
 * Whether the update has anything that the document has not. On connecting, every client sends all deletions it knows
 * of; what is known already is not logged again. The document holds nothing that is not in the log.
 */
function bringsNews(
  type: number,
  update: Uint8Array,
  incoming: { readonly clocks: readonly unknown[]; readonly deletes: boolean },
  document: HocuspocusDocument,
): boolean {
  if (incoming.clocks.length === 0 && !incoming.deletes) return false
  return type !== syncStep2 || !Y.snapshotContainsUpdate(Y.snapshot(document), update)
}

/** Hocuspocus leaves the room but keeps the socket; a provider sends its changes again only on a new socket. */
function closeSoon(socket: SyncSocket, refusal: Refusal): void {
  setImmediate(() => socket.close(refusal.code, refusal.reason))
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
