import {
  DocumentExists,
  type KnownClient,
  type LoggedDocument,
  type LoggedUpdate,
  type NewUpdate,
  RoomExists,
  type RoomMark,
  type StoredRoom,
  soleWriter,
  type UpdateLog,
} from './update-log.js'

interface Room {
  readonly document: string
  readonly rows: LoggedUpdate[]
  snapshot?: { readonly upTo: number; readonly state: Uint8Array }
}

/** What a log in memory has, so that another can go on with it. */
export interface MemoryDisk {
  readonly documents: Map<string, { id: string; createdAt: string; deletedAt?: string; rooms: string[] }>
  readonly rooms: Map<string, Room>
  seq: number
}

export const memoryDisk = (): MemoryDisk => ({ documents: new Map(), rooms: new Map(), seq: 0 })

/** Add what one update says of its clients. The first user of an id keeps it. */
function noteClients(
  known: Map<number, KnownClient>,
  user: string | undefined,
  clocks: NewUpdate['clocks'] = [],
): void {
  for (const { client, to } of clocks) {
    const before = known.get(client)
    const whose = before?.user ?? user
    known.set(client, { ...(whose === undefined ? {} : { user: whose }), to: Math.max(before?.to ?? 0, to) })
  }
}

/** A log that lasts as long as the process: for tests and for trying things. */
export function memoryLog(edges: { readonly now: () => string }, disk: MemoryDisk = memoryDisk()): UpdateLog {
  let closed = false

  /** Everything goes through here, so that a closed log is of no use. */
  function open(): MemoryDisk {
    if (closed) throw new Error('The log is closed')
    return disk
  }

  function room(name: string): Room {
    const { rooms } = open()
    const found = rooms.get(name)
    if (found === undefined) throw new RangeError(`There is no room "${name}"`)
    return found
  }

  function add(update: NewUpdate): number {
    const { rows } = room(update.room)
    disk.seq += 1
    rows.push({ ...update, update: update.update.slice(), seq: disk.seq, at: edges.now() })
    return disk.seq
  }

  function view(document: LoggedDocument): LoggedDocument {
    return { ...document, rooms: [...document.rooms] }
  }

  return {
    ...soleWriter(),

    async append(update) {
      return add(update)
    },

    async createDocument(id, first) {
      const { documents, rooms } = open()
      const taken = documents.get(id)
      if (taken !== undefined) throw new DocumentExists(id, taken.deletedAt !== undefined)
      const room = first.find((update) => rooms.has(update.room))?.room
      if (room !== undefined) throw new RangeError(`There is a room "${room}" already`)
      documents.set(id, { id, createdAt: edges.now(), rooms: first.map((update) => update.room) })
      for (const update of first) rooms.set(update.room, { document: id, rows: [] })
      for (const update of first) add(update)
    },

    async addRoom(id, first) {
      const { documents, rooms } = open()
      const document = documents.get(id)
      if (document === undefined || document.deletedAt !== undefined)
        throw new RangeError(`There is no document "${id}"`)
      if (rooms.has(first.room)) throw new RoomExists(first.room)
      document.rooms.push(first.room)
      rooms.set(first.room, { document: id, rows: [] })
      add(first)
    },

    async deleteDocument(id) {
      const document = open().documents.get(id)
      if (document === undefined || document.deletedAt !== undefined) return false
      document.deletedAt = edges.now()
      return true
    },

    document(id) {
      const found = open().documents.get(id)
      return found && view(found)
    },

    documents: () => [...open().documents.values()].filter(({ deletedAt }) => deletedAt === undefined).map(view),

    documentOf(name) {
      const { documents, rooms } = open()
      const found = documents.get(rooms.get(name)?.document ?? '')
      if (found === undefined) return undefined
      const { rooms: _, ...document } = found
      return document
    },

    mark(name): RoomMark | undefined {
      const found = open().rooms.get(name)
      const last = found?.rows.at(-1)
      if (found === undefined || last === undefined) return undefined
      const upTo = found.snapshot?.upTo ?? 0
      const pending = found.rows.filter((row) => row.seq > upTo).length
      return { document: found.document, seq: last.seq, at: last.at, pending }
    },

    load(name): StoredRoom {
      const { rows, snapshot } = room(name)
      const upTo = snapshot?.upTo ?? 0
      return {
        ...(snapshot === undefined ? {} : { snapshot: snapshot.state }),
        updates: rows.filter((row) => row.seq > upTo).map(({ update }) => update),
        seq: rows.at(-1)?.seq ?? upTo,
      }
    },

    clients(name) {
      const known = new Map<number, KnownClient>()
      for (const { user, clocks } of room(name).rows) noteClients(known, user, clocks)
      return known
    },

    changes: (name, after = 0) =>
      room(name)
        .rows.filter((row) => row.seq > after)
        .map(({ update, ...row }) => ({ ...row, size: update.length })),

    history: (name, after = 0, limit = Number.POSITIVE_INFINITY) =>
      room(name)
        .rows.filter((row) => row.seq > after)
        .slice(0, limit),

    snapshot(name, upTo, state) {
      const found = room(name)
      if ((found.snapshot?.upTo ?? 0) < upTo) found.snapshot = { upTo, state: state.slice() }
    },

    async close() {
      closed = true
    },
  }
}
