import { createHash } from 'node:crypto'
import { allOrNothing } from './all-or-nothing.js'
import { bytesOf, type Database } from './database.js'
import { refuseClosed, preparedRows as rows, preparedRun as run } from './statement.js'
import {
  type ClockRange,
  DocumentExists,
  type KnownClient,
  type LoggedDocument,
  type LoggedUpdate,
  type LogReader,
  type NewUpdate,
  RoomExists,
  soleWriter,
  type UpdateLog,
} from './update-log.js'

type Row = readonly unknown[]

interface Waiting {
  readonly update: NewUpdate
  readonly resolve: (seq: number) => void
  readonly reject: (error: unknown) => void
}

/**
 * The log in an SQLite database. Appends of one turn of the event loop, and of a few milliseconds while many write, are
 * one transaction, so that many people typing share one flush to disk; each append resolves after the commit.
 */
export function sqliteLog(database: Database.Database, edges: { readonly now: () => string }): UpdateLog {
  const reader = sqliteReader(database)
  const numbers = new Map<string, number>()
  const roomNumber = roomNumbers(database, numbers)
  const known = rows(database, 'SELECT deleted_at FROM documents WHERE id = ?')
  const insertDocument = run(database, 'INSERT INTO documents (id, created_at) VALUES (?, ?)')
  const insertRoom = run(database, 'INSERT INTO rooms (name, document) VALUES (?, ?)')
  const roomKnown = rows(database, 'SELECT 1 FROM rooms WHERE name = ?')
  const insertUpdate = run(database, 'INSERT INTO updates (room, at, user, clocks, bytes) VALUES (?, ?, ?, ?, ?)')
  const noteClient = run(
    database,
    `INSERT INTO clients (room, client, user, up_to) VALUES (?, ?, ?, ?)
     ON CONFLICT (room, client) DO UPDATE SET up_to = max(up_to, excluded.up_to), user = coalesce(user, excluded.user)`,
  )
  const markDeleted = run(database, 'UPDATE documents SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL')
  const keepSnapshot = run(
    database,
    `INSERT INTO snapshots (room, up_to, at, bytes, checksum) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (room) DO UPDATE SET up_to = excluded.up_to, at = excluded.at, bytes = excluded.bytes,
       checksum = excluded.checksum
     WHERE excluded.up_to > up_to`,
  )

  let waiting: Waiting[] = []
  let turn: NodeJS.Immediate | undefined
  let later: NodeJS.Timeout | undefined
  let committedAt = Number.NEGATIVE_INFINITY
  let retry: NodeJS.Timeout | undefined
  let busySince: number | undefined

  function insert({ room, user, clocks, update }: NewUpdate): number {
    const number = roomNumber(room)
    const seq = Number(insertUpdate(number, edges.now(), user ?? null, keptClocks(clocks), update).lastInsertRowid)
    for (const { client, to } of clocks ?? []) noteClient(number, client, user ?? null, to)
    return seq
  }

  /** All or nothing: when the change or the commit fails, nothing of it stays. */
  function commit<T>(change: () => T): T {
    refuseClosed(database)
    try {
      return allOrNothing(database, change)
    } catch (error) {
      numbers.clear()
      throw error
    }
  }

  function commitWaiting(): void {
    if (turn !== undefined) clearImmediate(turn)
    clearTimeout(later)
    clearTimeout(retry)
    turn = undefined
    later = undefined
    retry = undefined
    const batch = waiting
    waiting = []
    if (batch.length === 0) return
    let appended: (readonly [Waiting, number])[]
    try {
      appended = commit(() => batch.map((one) => [one, insert(one.update)] as const))
      busySince = undefined
      committedAt = performance.now()
    } catch (error) {
      // Another process, such as the command that makes an account, writes for a moment.
      busySince ??= performance.now()
      if (isBusy(error) && performance.now() - busySince < busyFor) {
        waiting = batch
        retry = setTimeout(commitWaiting, 20)
        return
      }
      busySince = undefined
      for (const { reject } of batch) reject(error)
      return
    }
    for (const [{ resolve }, seq] of appended) resolve(seq)
  }

  /** At once when nobody else has just written; otherwise so that many who write share a flush. */
  function commitSoon(): void {
    if (turn !== undefined || later !== undefined || retry !== undefined) return
    const wait = flushEach - (performance.now() - committedAt)
    if (wait <= 0) turn = setImmediate(commitWaiting)
    else later = setTimeout(commitWaiting, wait)
  }

  /** Asked for with each update. Only this process deletes documents, and nothing else of a document ever changes. */
  const documentOf = new Map<string, ReturnType<LogReader['documentOf']>>()

  return {
    ...reader,
    ...soleWriter(),

    documentOf(name) {
      refuseClosed(database)
      const known = documentOf.get(name)
      if (known !== undefined) return known
      const found = reader.documentOf(name)
      if (found !== undefined) documentOf.set(name, found)
      return found
    },

    append(update) {
      return new Promise((resolve, reject) => {
        // A room that is not there fails by itself, not with everybody who shares the turn.
        roomNumber(update.room)
        waiting.push({ update, resolve, reject })
        commitSoon()
      })
    },

    async createDocument(id, first) {
      commit(() => {
        const [taken] = known(id)
        if (taken !== undefined) throw new DocumentExists(id, taken[0] !== null)
        insertDocument(id, edges.now())
        for (const { room } of first) insertRoom(room, id)
        for (const update of first) insert(update)
      })
    },

    async addRoom(id, first) {
      commit(() => {
        const [there] = known(id)
        if (there === undefined || there[0] !== null) throw new RangeError(`There is no document "${id}"`)
        if (roomKnown(first.room).length > 0) throw new RoomExists(first.room)
        insertRoom(first.room, id)
        insert(first)
      })
    },

    async deleteDocument(id) {
      documentOf.clear()
      return commit(() => markDeleted(edges.now(), id).changes > 0)
    },

    snapshot(name, upTo, state) {
      keepSnapshot(roomNumber(name), upTo, edges.now(), state, checksumOf(state))
    },

    async close() {
      if (!database.open) return
      commitWaiting()
      clearTimeout(later)
      clearTimeout(retry)
      for (const { reject } of waiting.splice(0)) reject(new Error('The log is closed'))
      database.pragma('wal_checkpoint(TRUNCATE)')
      database.close()
    },
  }
}

/** What can be read of a log in an SQLite database, also one that another process writes to. */
export function sqliteReader(database: Database.Database): LogReader {
  const roomNumber = roomNumbers(database)
  const roomOf = rows(database, 'SELECT number, document FROM rooms WHERE name = ?')
  const documentOf = rows(database, 'SELECT id, created_at, deleted_at FROM documents WHERE id = ?')
  const documentOfRoom = rows(
    database,
    `SELECT id, created_at, deleted_at FROM documents
      WHERE id = (SELECT document FROM rooms WHERE name = ?)`,
  )
  const live = rows(
    database,
    'SELECT id, created_at, deleted_at FROM documents WHERE deleted_at IS NULL ORDER BY number',
  )
  const roomsOf = rows(database, 'SELECT name FROM rooms WHERE document = ? ORDER BY number')
  const lastOf = rows(database, 'SELECT seq, at FROM updates WHERE room = ? ORDER BY seq DESC LIMIT 1')
  const snapshotOf = rows(
    database,
    hasTable(database, 'clients')
      ? 'SELECT up_to, bytes, checksum FROM snapshots WHERE room = ?'
      : 'SELECT up_to, bytes, NULL FROM snapshots WHERE room = ?',
  )
  const upToOf = rows(database, 'SELECT up_to FROM snapshots WHERE room = ?')
  const countAfter = rows(database, 'SELECT count(*) FROM updates WHERE room = ? AND seq > ?')
  const bytesAfter = rows(database, 'SELECT seq, bytes FROM updates WHERE room = ? AND seq > ? ORDER BY seq')
  const changesAfter = rows(
    database,
    'SELECT seq, at, user, clocks, length(bytes) FROM updates WHERE room = ? AND seq > ? ORDER BY seq',
  )
  const updatesAfter = rows(
    database,
    'SELECT seq, at, user, clocks, bytes FROM updates WHERE room = ? AND seq > ? ORDER BY seq LIMIT ?',
  )

  // A file of version 1 that is only read has no such table, and nobody writes into its rooms.
  const clientsOf = hasTable(database, 'clients')
    ? rows(database, 'SELECT client, user, up_to FROM clients WHERE room = ?')
    : () => []

  /** A snapshot that is damaged is as good as none: everything is in the updates. */
  const soundSnapshot = (room: number): readonly [upTo?: unknown, state?: Uint8Array] => {
    const [upTo, bytes, checksum] = snapshotOf(room)[0] ?? []
    if (upTo === undefined) return []
    const state = bytesOf(bytes)
    return checksum === null || checksum === checksumOf(state) ? [upTo, state] : []
  }

  const asDocument = ([id, createdAt, deletedAt]: Row): LoggedDocument => ({
    id: String(id),
    createdAt: String(createdAt),
    ...(deletedAt === null ? {} : { deletedAt: String(deletedAt) }),
    rooms: roomsOf(id).map(([name]) => String(name)),
  })

  return {
    document: (id) => documentOf(id).map(asDocument)[0],

    documents: () => live().map(asDocument),

    documentOf(name) {
      const [found] = documentOfRoom(name)
      if (found === undefined) return undefined
      const [id, createdAt, deletedAt] = found
      return {
        id: String(id),
        createdAt: String(createdAt),
        ...(deletedAt === null ? {} : { deletedAt: String(deletedAt) }),
      }
    },

    mark(name) {
      const [found] = roomOf(name)
      if (found === undefined) return undefined
      const [room, document] = found
      const [last] = lastOf(room)
      if (last === undefined) return undefined
      const [pending] = countAfter(room, upToOf(room)[0]?.[0] ?? 0)
      return { document: String(document), seq: Number(last[0]), at: String(last[1]), pending: Number(pending?.[0]) }
    },

    load(name) {
      const room = roomNumber(name)
      const [upTo, state] = soundSnapshot(room)
      const later = bytesAfter(room, upTo ?? 0)
      return {
        ...(state === undefined ? {} : { snapshot: state }),
        updates: later.map(([, bytes]) => bytesOf(bytes)),
        seq: Number(later.at(-1)?.[0] ?? upTo ?? 0),
      }
    },

    clients: (name) =>
      new Map(
        clientsOf(roomNumber(name)).map(([client, user, to]): [number, KnownClient] => [
          Number(client),
          { ...(user === null ? {} : { user: String(user) }), to: Number(to) },
        ]),
      ),

    changes: (name, after = 0) =>
      changesAfter(roomNumber(name), after).map(([seq, at, user, clocks, size]) => ({
        ...change(name, seq, at, user, clocks),
        size: Number(size),
      })),

    history: (name, after = 0, limit = -1) =>
      updatesAfter(roomNumber(name), after, limit).map(
        ([seq, at, user, clocks, bytes]): LoggedUpdate => ({
          ...change(name, seq, at, user, clocks),
          update: bytesOf(bytes),
        }),
      ),
  }
}

function change(room: string, seq: unknown, at: unknown, user: unknown, clocks: unknown): Omit<LoggedUpdate, 'update'> {
  return {
    room,
    seq: Number(seq),
    at: String(at),
    ...(user === null ? {} : { user: String(user) }),
    ...(clocks === null ? {} : { clocks: readClocks(String(clocks)) }),
  }
}

/** While many write, there is a flush to disk at most so often, in milliseconds. */
const flushEach = 5

/** How long appends wait for another process to be done, in milliseconds. */
const busyFor = 5000

const isBusy = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'SQLITE_BUSY'

/** Of a snapshot, to tell a damaged one. */
export const checksumOf = (state: Uint8Array): string => createHash('sha256').update(state).digest('base64url')

function hasTable(database: Database.Database, name: string): boolean {
  return rows(database, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?")(name).length > 0
}

/** Numbers of rooms, which never change once they are on disk. `known` is emptied when a transaction comes to nothing. */
function roomNumbers(database: Database.Database, known = new Map<string, number>()): (name: string) => number {
  const roomOf = rows(database, 'SELECT number FROM rooms WHERE name = ?')
  return (name) => {
    const before = known.get(name)
    if (before !== undefined) return before
    const [found] = roomOf(name)
    if (found === undefined) throw new RangeError(`There is no room "${name}"`)
    const number = Number(found[0])
    known.set(name, number)
    return number
  }
}

/** Clock ranges as they are kept: `[[client, from, to], …]`. */
export const keptClocks = (clocks: readonly ClockRange[] | undefined): string | null =>
  clocks === undefined ? null : JSON.stringify(clocks.map(({ client, from, to }) => [client, from, to]))

/** The reverse of {@link keptClocks}. */
export function readClocks(json: string): readonly ClockRange[] {
  return (JSON.parse(json) as [number, number, number][]).map(([client, from, to]) => ({ client, from, to }))
}
