import { bytesOf, type Database } from './database.js'
import {
  type ClockRange,
  DocumentExists,
  type LoggedDocument,
  type LoggedUpdate,
  type NewUpdate,
  type UpdateLog,
} from './update-log.js'

type Row = readonly unknown[]

interface Waiting {
  readonly update: NewUpdate
  readonly resolve: (seq: number) => void
  readonly reject: (error: unknown) => void
}

/**
 * The log in an SQLite database. Appends of one turn of the event loop are one transaction, so that many people typing
 * share one flush to disk; each append resolves after the commit.
 */
export function sqliteLog(database: Database.Database, edges: { readonly now: () => string }): UpdateLog {
  // libsql takes a lone object for named parameters and aborts the process on a lone blob: parameters go in as one list.
  const sql = (source: string) => {
    const statement = database.prepare<unknown[]>(source).raw()
    return {
      rows: (...values: unknown[]): readonly Row[] => statement.all(values) as readonly Row[],
      row: (...values: unknown[]): Row | undefined => (statement.all(values) as readonly Row[])[0],
    }
  }
  const run = (source: string) => {
    const statement = database.prepare<unknown[]>(source)
    return (...values: unknown[]) => statement.run(values)
  }
  const roomOf = sql('SELECT number, document FROM rooms WHERE name = ?')
  const documentOf = sql('SELECT id, created_at, deleted_at FROM documents WHERE id = ?')
  const liveDocuments = sql('SELECT id, created_at, deleted_at FROM documents WHERE deleted_at IS NULL ORDER BY number')
  const roomsOf = sql('SELECT name FROM rooms WHERE document = ? ORDER BY number')
  const lastOf = sql('SELECT seq, at FROM updates WHERE room = ? ORDER BY seq DESC LIMIT 1')
  const snapshotOf = sql('SELECT up_to, bytes FROM snapshots WHERE room = ?')
  const upToOf = sql('SELECT up_to FROM snapshots WHERE room = ?')
  const countAfter = sql('SELECT count(*) FROM updates WHERE room = ? AND seq > ?')
  const bytesAfter = sql('SELECT seq, bytes FROM updates WHERE room = ? AND seq > ? ORDER BY seq')
  const rowsAfter = sql('SELECT seq, at, user, clocks, bytes FROM updates WHERE room = ? AND seq > ? ORDER BY seq')
  const insertDocument = run('INSERT INTO documents (id, created_at) VALUES (?, ?)')
  const insertRoom = run('INSERT INTO rooms (name, document) VALUES (?, ?)')
  const insertUpdate = run('INSERT INTO updates (room, at, user, clocks, bytes) VALUES (?, ?, ?, ?, ?)')
  const markDeleted = run('UPDATE documents SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL')
  const keepSnapshot = run(
    `INSERT INTO snapshots (room, up_to, at, bytes) VALUES (?, ?, ?, ?)
     ON CONFLICT (room) DO UPDATE SET up_to = excluded.up_to, at = excluded.at, bytes = excluded.bytes
     WHERE excluded.up_to > up_to`,
  )

  let waiting: Waiting[] = []
  let turn: NodeJS.Immediate | undefined

  function roomNumber(name: string): number {
    const row = roomOf.row(name)
    if (row === undefined) throw new RangeError(`There is no room "${name}"`)
    return Number(row[0])
  }

  function insert(update: NewUpdate): number {
    const { room, user, clocks } = update
    const kept = clocks?.map(({ client, from, to }) => [client, from, to])
    const values = [roomNumber(room), edges.now(), user ?? null, kept === undefined ? null : JSON.stringify(kept)]
    return Number(insertUpdate(...values, update.update).lastInsertRowid)
  }

  /** All or nothing: when the change or the commit fails, nothing of it stays. */
  function commit<T>(change: () => T): T {
    database.exec('BEGIN IMMEDIATE')
    try {
      const result = change()
      database.exec('COMMIT')
      return result
    } catch (error) {
      // Some failures, such as a full disk, roll back by themselves.
      if (database.inTransaction) database.exec('ROLLBACK')
      throw error
    }
  }

  function commitWaiting(): void {
    if (turn !== undefined) clearImmediate(turn)
    turn = undefined
    const batch = waiting
    waiting = []
    if (batch.length === 0) return
    let numbers: number[]
    try {
      numbers = commit(() => batch.map(({ update }) => insert(update)))
    } catch (error) {
      for (const { reject } of batch) reject(error)
      return
    }
    for (const [at, { resolve }] of batch.entries()) resolve(numbers[at] ?? 0)
  }

  function view([id, createdAt, deletedAt]: Row): LoggedDocument {
    return {
      id: String(id),
      createdAt: String(createdAt),
      ...(deletedAt === null ? {} : { deletedAt: String(deletedAt) }),
      rooms: roomsOf.rows(id).map(([name]) => String(name)),
    }
  }

  return {
    append(update) {
      return new Promise((resolve, reject) => {
        // A room that is not there fails by itself, not with everybody who shares the turn.
        roomNumber(update.room)
        waiting.push({ update, resolve, reject })
        turn ??= setImmediate(commitWaiting)
      })
    },

    createDocument(id, first) {
      commit(() => {
        const taken = documentOf.row(id)
        if (taken !== undefined) throw new DocumentExists(id, taken[2] !== null)
        insertDocument(id, edges.now())
        for (const { room } of first) insertRoom(room, id)
        for (const update of first) insert(update)
      })
    },

    deleteDocument: (id) => markDeleted(edges.now(), id).changes > 0,

    document(id) {
      const row = documentOf.row(id)
      return row && view(row)
    },

    documents: () => liveDocuments.rows().map(view),

    mark(name) {
      const [room, document] = roomOf.row(name) ?? []
      const [seq, at] = (room === undefined ? undefined : lastOf.row(room)) ?? []
      if (seq === undefined) return undefined
      const pending = Number(countAfter.row(room, upToOf.row(room)?.[0] ?? 0)?.[0] ?? 0)
      return { document: String(document), seq: Number(seq), at: String(at), pending }
    },

    load(name) {
      const room = roomNumber(name)
      const [upTo, state] = snapshotOf.row(room) ?? []
      const rows = bytesAfter.rows(room, upTo ?? 0)
      return {
        ...(upTo === undefined ? {} : { snapshot: bytesOf(state) }),
        updates: rows.map(([, bytes]) => bytesOf(bytes)),
        seq: Number(rows.at(-1)?.[0] ?? upTo ?? 0),
      }
    },

    history: (name, after = 0) =>
      rowsAfter.rows(roomNumber(name), after).map(
        ([seq, at, user, clocks, bytes]): LoggedUpdate => ({
          room: name,
          seq: Number(seq),
          at: String(at),
          ...(user === null ? {} : { user: String(user) }),
          ...(clocks === null ? {} : { clocks: readClocks(String(clocks)) }),
          update: bytesOf(bytes),
        }),
      ),

    snapshot(name, upTo, state) {
      keepSnapshot(roomNumber(name), upTo, edges.now(), state)
    },

    async close() {
      commitWaiting()
      if (!database.open) return
      database.pragma('wal_checkpoint(TRUNCATE)')
      database.close()
    },
  }
}

function readClocks(json: string): readonly ClockRange[] {
  return (JSON.parse(json) as [number, number, number][]).map(([client, from, to]) => ({ client, from, to }))
}
