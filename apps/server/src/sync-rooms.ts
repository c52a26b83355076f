import { parseRoom } from '@claimspan/collab'
import { type Connection, Hocuspocus } from '@hocuspocus/server'
import * as Y from 'yjs'
import { admit } from './admission.js'
import type { Doorkeeper } from './doorkeeper.js'
import type { Identity } from './identity.js'
import { readIncoming } from './incoming-update.js'
import type { Metrics } from './metrics.js'
import { type Notices, noNotices } from './notices.js'
import { applyNews, type OpenRoom, presenceRelay } from './other-servers.js'
import { presenceOf } from './presence-check.js'
import { Refusal, type RefusalReason } from './refusal.js'
import { roomClients } from './room-clients.js'
import { type StoredComment, saidIn } from './said.js'
import { compact, loadRoom } from './stored-room.js'
import { tokenBucket } from './token-bucket.js'
import { LogMoved, type NewUpdate, type UpdateLog } from './update-log.js'
import { writeLimits } from './write-limits.js'

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
  /** Whether some room has let them in. */
  isLetIn(): boolean
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
  /** Whether one more update of this size may be stored for somebody now; counted with what they send over the socket. */
  mayStore(who: Identity, bytes: number): boolean
  /** How many rooms are open. */
  open(): number
  /** Ask anew, of everybody who is there, whether they still may be; send out who may not. */
  review(): void
  /** Send everybody out; resolves when all that was received before is stored or refused. */
  close(): Promise<void>
}

/** Told what happens to updates. */
export type Counts = Pick<Metrics, 'stored' | 'notStored' | 'refused'>

/** A room that stays open until it is released. */
export interface HeldRoom {
  /** Apply an update that is in the log and send it to everybody in the room. */
  apply(update: NewUpdate): void
  release(): Promise<void>
}

/** What is known of a connection to one room. */
interface Context {
  readonly socket: SyncSocket
  readonly who?: Identity
  readonly member?: Member
}

/** What one connection has done in its room so far. */
interface Member {
  /** The new client id under which it has written. */
  client: number | undefined
  /** The client id under which it is present. */
  presence: number | undefined
  readonly mayPresent: () => boolean
  /** Ends the wait of others for its update that is on its way. */
  arrived: (() => void) | undefined
}

/** y-protocols' numbers of the messages that carry changes; 0 asks for them. */
const syncStep2 = 1
const syncUpdate = 2

/** A room gets a snapshot once so many updates came after the last one. */
const updatesPerSnapshot = 200

/** A room takes no more when its state is larger than this, in bytes. */
export const maxRoomBytes = 32 * 1024 * 1024

/**
 * Sync on Hocuspocus. Hocuspocus by itself acknowledges an update when it is in memory and stores it seconds later, so
 * here its `beforeSync` hook, which it awaits before it applies, acknowledges and broadcasts, judges the update and
 * appends it to the log. When that fails nothing is acknowledged and the connection is closed with a reason: the client
 * still has the change, and comes back with it or says that it cannot be saved.
 */
export function syncRooms(
  log: UpdateLog,
  doorkeeper: Doorkeeper,
  warn: (line: string) => void,
  {
    roomBytes = maxRoomBytes,
    counts,
    notices = noNotices,
  }: { readonly roomBytes?: number; readonly counts?: Counts; readonly notices?: Notices } = {},
): SyncRooms {
  const inFlight = new Set<Promise<unknown>>()
  const mayWrite = writeLimits()
  /** Rooms are here from the moment they are read, so that news that come while they are loaded are not missed. */
  const rooms = new Map<string, OpenRoom>()
  const relay = presenceRelay(notices, rooms)
  let news = 0
  log.follow((some) => {
    news += 1
    applyNews(some, rooms, warn)
    for (const { rooms } of some.deleted) closeRooms(rooms)
  })
  const sizes = new WeakMap<Y.Doc, number>()
  const letIn = new WeakSet<SyncSocket>()

  const hocuspocus: Hocuspocus<Context> = new Hocuspocus<Context>({
    quiet: true,
    // As many as the rooms of a document with many layers need, and no more than a person's tab sends at once.
    maxPendingDocuments: 50,
    // Before somebody is let in, they send their token, what they have (a few bytes a client) and where they are.
    maxUnauthenticatedQueueSize: 256 * 1024,
    maxUnauthenticatedQueueMessages: 200,

    async onConnect({ documentName }) {
      // It may have been made a moment ago on another server.
      if (parseRoom(documentName) !== undefined && log.documentOf(documentName) === undefined && mayLook()) {
        await log.catchUp()
      }
      refuseUnknown(documentName)
    },

    async onAuthenticate({ token, documentName, connectionConfig }) {
      const who = doorkeeper.identify(token)
      if (who === undefined) throw notLetIn(documentName, 4401, 'signed-out')
      const access = doorkeeper.access(who, documentName)
      if (access === 'none') throw notLetIn(documentName, 4403, 'not-allowed')
      connectionConfig.readOnly = access === 'read'
      const member: Member = {
        client: undefined,
        presence: undefined,
        mayPresent: tokenBucket({ perSecond: 20, burst: 40 }),
        arrived: undefined,
      }
      return { who, member }
    },

    async onLoadDocument({ document, documentName }) {
      // Somebody may come from a server where they wrote a moment ago.
      await log.catchUp()
      try {
        const stored = log.load(documentName)
        const { doc, passedOver } = loadRoom(stored)
        const state = Y.encodeStateAsUpdate(doc)
        if (stored.updates.length >= updatesPerSnapshot)
          keepSnapshot(documentName, () => log.snapshot(documentName, stored.seq, state))
        Y.applyUpdate(document, state)
        doc.destroy()
        rooms.set(documentName, { document, clients: roomClients(log, documentName) })
        document.once('destroy', () => {
          if (rooms.get(documentName)?.document === document) rooms.delete(documentName)
        })
        sizes.set(document, state.length)
        if (passedOver > 0)
          warn(`In the room ${documentName}, ${passedOver} updates cannot be applied; they are left out`)
      } catch (error) {
        // An empty document must never be served in place of one that could not be read.
        document.destroy()
        warn(`Could not load the room ${documentName}: ${sentenceOf(error)}`)
        throw new Refusal(4503, 'could-not-load')
      }
    },

    async afterLoadDocument({ documentName }) {
      relay.opened(documentName)
    },

    async onAwarenessUpdate({ documentName, awareness, added, updated, removed, transactionOrigin }) {
      relay.changed(documentName, awareness, [...added, ...updated, ...removed], transactionOrigin)
    },

    async connected({ connection, documentName }) {
      letIn.add(connection.context.socket)
      // The room was let go of while this connection was on its way into it.
      if (hocuspocus.documents.get(documentName) !== connection.document) {
        closeSoon(connection.context.socket, new Refusal(4503, 'reconnect'))
      }
    },

    async beforeHandleAwareness({ states, document, connection }) {
      const { who, member } = connection?.context ?? {}
      if (connection === undefined || who === undefined || member === undefined) return states.clear()
      const own = presenceOf(states, who, {
        client: member.presence,
        isOthers: (client) =>
          isPresentElsewhere(document.connections, connection, client) ||
          (rooms.get(document.name)?.clients.ownerOf(client) ?? who.id) !== who.id ||
          isPresentAs(document.awareness.getStates().get(client), who),
      })
      states.clear()
      if (own === undefined || !member.mayPresent()) return
      member.presence = own.client
      states.set(own.client, own.state)
    },

    async beforeSync({ type, payload, document, documentName, connection, context }) {
      if (type !== syncStep2 && type !== syncUpdate) return
      refuseUnknown(documentName)
      const { who, member } = context
      const room = parseRoom(documentName)
      const clients = rooms.get(documentName)?.clients
      const incoming = readIncoming(payload)
      if (incoming === undefined) throw endOf(context, 'malformed-update')
      if (connection.readOnly || who === undefined || member === undefined) return
      if (room === undefined || clients === undefined) throw endOf(context, 'reconnect')
      const said = saidIn(log, documentName)
      for (let tries = 1; ; tries++) {
        await clients.idle(incoming.clocks)
        const wasSaid = (comment: StoredComment) => said.first(comment) !== undefined
        const now = { room, doc: document, ownerOf: clients.ownerOf, wasSaid }
        const isKnown = who.role !== 'guest'
        const judged = admit(payload, incoming, now, { user: who.id, client: member.client, isKnown })
        if (judged.kind === 'refused') {
          // It may rest on what another server has stored and this one has not read.
          if (tries === 1 && (await bringsNews())) continue
          counts?.refused(judged.reason)
          warn(`Refused an update of ${who.id} in ${documentName}: ${judged.reason}`)
          throw endOf(context, judged.reason)
        }
        if (judged.kind === 'known') return
        const { update, clocks, newClient } = judged
        if (isFull(document, update.length)) throw endOf(context, 'room-full')
        if (!mayWrite(who, update.length)) {
          counts?.refused('too-many-requests')
          throw endOf(context, 'too-many-requests')
        }
        const arrived = clients.busy(clocks)
        const began = performance.now()
        const appended = log.append({ room: documentName, update, user: who.id, clocks })
        const settled = appended.catch(() => undefined)
        inFlight.add(settled)
        try {
          await appended
          counts?.stored((performance.now() - began) / 1000, update.length)
        } catch (error) {
          arrived()
          if (error instanceof LogMoved && tries < 4) {
            await log.catchUp()
            continue
          }
          counts?.notStored()
          warn(`Could not store an update of ${documentName}; it is not acknowledged: ${sentenceOf(error)}`)
          throw endOf(context, 'not-saved')
        } finally {
          inFlight.delete(settled)
        }
        clients.bind(clocks, who.id)
        member.client ??= newClient
        member.arrived = arrived
        return
      }
    },

    async afterHandleMessage({ connection }) {
      const { member } = connection.context
      member?.arrived?.()
      if (member !== undefined) member.arrived = undefined
    },

    async onStoreDocument({ documentName }) {
      keepSnapshot(documentName, () => void compact(log, documentName, updatesPerSnapshot))
    },
  })

  /** Whether other servers have stored what had not been read here. */
  async function bringsNews(): Promise<boolean> {
    const before = news
    await log.catchUp()
    return news !== before
  }

  function keepSnapshot(room: string, keep: () => void): void {
    try {
      keep()
    } catch (error) {
      // Everything is in the log already: without a snapshot loading is slower, and the next time it is tried again.
      warn(`Could not keep a snapshot of ${room}: ${sentenceOf(error)}`)
    }
  }

  /** A name comes from outside: it is told in quotes, cut short, and not without end. */
  const mayTell = tokenBucket({ perSecond: 2, burst: 20 })
  function notLetIn(room: string, code: number, reason: RefusalReason): Refusal {
    if (mayTell()) warn(`Nobody was let into ${JSON.stringify(room.slice(0, 140))}: ${reason}`)
    return new Refusal(code, reason)
  }

  /** Names that nobody has come from outside: not each of them is looked for on other servers. */
  const mayLook = tokenBucket({ perSecond: 10, burst: 50 })
  function refuseUnknown(room: string): void {
    const known = parseRoom(room) === undefined ? undefined : log.documentOf(room)
    if (known === undefined) throw notLetIn(room, 4404, 'unknown-document')
    if (known.deletedAt !== undefined) throw notLetIn(room, 4410, 'document-deleted')
  }

  /** Counts what comes in; only when that reaches the limit the room's true size is taken. */
  function isFull(document: Y.Doc, more: number): boolean {
    const size = (sizes.get(document) ?? 0) + more
    if (size <= roomBytes) {
      sizes.set(document, size)
      return false
    }
    const now = Y.encodeStateAsUpdate(document).length
    sizes.set(document, now)
    return now + more > roomBytes
  }

  function closeRooms(names: readonly string[]): void {
    for (const name of names) {
      for (const connection of hocuspocus.documents.get(name)?.getConnections() ?? []) {
        connection.close(new Refusal(4410, 'document-deleted'))
      }
    }
  }

  const connections = (): readonly Connection<Context>[] =>
    [...hocuspocus.documents.values()].flatMap((document) => document.getConnections() as Connection<Context>[])

  return {
    connect(socket, request) {
      const client = hocuspocus.handleConnection(socket, request, { socket })
      return {
        receive: (frame) => client.handleMessage(frame),
        isLetIn: () => letIn.has(socket),
        closed: (code, reason) => client.handleClose({ code, reason }),
      }
    },

    closeDocument: closeRooms,

    async hold(room) {
      const held = await hocuspocus.openDirectConnection(room)
      return {
        apply({ update, clocks = [], user }) {
          if (held.document === null) return
          if (user !== undefined) rooms.get(room)?.clients.bind(clocks, user)
          Y.applyUpdate(held.document, update)
        },
        release: () => held.disconnect(),
      }
    },

    mayStore: mayWrite,

    open: () => hocuspocus.documents.size,

    review() {
      for (const connection of connections()) {
        const { who, socket } = connection.context
        const now = who === undefined ? undefined : doorkeeper.stillThere(who)
        if (now === undefined) closeSoon(socket, new Refusal(4401, 'signed-out'))
        else {
          const access = doorkeeper.access(now, connection.document.name)
          // Who may do more or less than before comes back and is let in anew.
          if (access === 'none' || connection.readOnly !== (access === 'read')) {
            closeSoon(socket, new Refusal(4403, 'reconnect'))
          }
        }
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

function isPresentElsewhere(
  connections: ReadonlyMap<object, { readonly clients: ReadonlySet<unknown> }>,
  own: object,
  client: number,
): boolean {
  return [...connections].some(([connection, { clients }]) => connection !== own && clients.has(client))
}

/** Whether this is what somebody else shows of themselves, on this server or another one. */
function isPresentAs(state: Readonly<Record<string, unknown>> | undefined, who: Identity): boolean {
  const user = state?.user
  return typeof user === 'object' && user !== null && 'id' in user && user.id !== who.id
}

/** Ends the whole socket with this reason, and is what to throw so that the message goes no further. */
function endOf({ socket }: Context, reason: RefusalReason): Refusal {
  const refusal = new Refusal(reason === 'not-saved' || reason === 'reconnect' ? 4503 : 4400, reason)
  closeSoon(socket, refusal)
  return refusal
}

/** Hocuspocus leaves the room but keeps the socket; a provider sends its changes again only on a new socket. */
function closeSoon(socket: SyncSocket, refusal: Refusal): void {
  setImmediate(() => socket.close(refusal.code, refusal.reason))
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
