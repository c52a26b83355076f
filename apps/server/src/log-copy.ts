import { rmSync } from 'node:fs'
import { bytesOf, type Database, openDatabase } from './database.js'
import type { Postgres } from './postgres.js'
import { ServerProblem } from './server-problem.js'
import { readClocks, sqliteReader } from './sqlite-log.js'
import { preparedRows, preparedRun, refuseClosed } from './statement.js'
import type { KnownClient, LogReader } from './update-log.js'

type Row = readonly unknown[]

/** How far a copy has come: its log's last update and last change of anything else. */
export interface CopyMark {
  readonly seq: number
  readonly changes: number
}

/** Rows of the shared tables, in the order of their columns as `postgres-log.ts` asks for them. */
export interface CopiedRows {
  readonly documents?: readonly Row[]
  readonly rooms?: readonly Row[]
  readonly updates?: readonly Row[]
  readonly snapshots?: readonly Row[]
  readonly accounts?: readonly Row[]
  readonly sessions?: readonly Row[]
  readonly invitations?: readonly Row[]
  /** Kind and key of rows that are gone. */
  readonly removed?: readonly Row[]
}

/**
 * A server's own copy of the log that it shares with others: an SQLite file that can be read at once and without waiting.
 * It is never the only one. When it is lost, damaged or of another log it is made anew.
 */
export interface LogCopy {
  readonly database: Database.Database
  readonly reader: LogReader
  mark(): CopyMark
  /** What is known of one client of a room. */
  client(room: string, client: number): KnownClient | undefined
  /** The number of a room in all tables. */
  roomNumber(name: string): number | undefined
  roomName(number: number): string | undefined
  /** Take rows in, each once: what is there already is brought up. All of it or nothing. */
  take(rows: CopiedRows, mark: CopyMark): void
  snapshot(room: string, upTo: number, at: string, state: Uint8Array, checksum: string): void
  close(): void
}

/** Open the copy of the log in a database, or begin one. */
export async function openCopy(path: string, postgres: Pick<Postgres, 'id' | 'ask'>): Promise<LogCopy> {
  const there = existing(path)
  if (there !== undefined) {
    const copy = copyIn(there, postgres.id)
    if (copy !== undefined && (await isOf(postgres, there, copy.mark()))) {
      // What was taken away while this server was not there is in no list any more: these are read anew.
      there.exec('DELETE FROM sessions; DELETE FROM invitations')
      return copy
    }
    there.close()
  }
  for (const file of [path, `${path}-wal`, `${path}-shm`]) rmSync(file, { force: true })
  const copy = copyIn(openDatabase(path), postgres.id)
  if (copy === undefined) throw new Error(`The copy ${path} was made just now and is of another log`)
  return copy
}

/** Whether the copy goes no further than the log and ends as it does there: after it was put back from a backup it may not. */
async function isOf({ ask }: Pick<Postgres, 'ask'>, database: Database.Database, { seq, changes }: CopyMark) {
  const [head] = await ask('SELECT changes FROM head')
  if (changes > Number(head?.[0])) return false
  const last = preparedRows(database, 'SELECT seq, at, bytes FROM updates ORDER BY seq DESC LIMIT 1')()[0]
  if (last === undefined) return seq === 0
  const [same] = await ask('SELECT at, bytes FROM updates WHERE seq = $1', [seq])
  if (same === undefined || last[0] !== seq || last[1] !== same[0]) return false
  return Buffer.compare(bytesOf(last[2]), bytesOf(same[1])) === 0
}

function existing(path: string): Database.Database | undefined {
  try {
    return openDatabase(path)
  } catch (error) {
    if (error instanceof ServerProblem) return undefined
    throw error
  }
}

/** `undefined` when the database is a copy of another log. */
function copyIn(database: Database.Database, log: string): LogCopy | undefined {
  // A crash may take the last moments from a copy, which then reads them again; rows may come before what they belong to.
  database.pragma('synchronous = NORMAL')
  database.pragma('foreign_keys = OFF')
  database.exec(
    'CREATE TABLE IF NOT EXISTS copied (log TEXT PRIMARY KEY, seq INTEGER NOT NULL, changes INTEGER NOT NULL)',
  )
  preparedRun(
    database,
    'INSERT INTO copied (log, seq, changes) SELECT ?, 0, 0 WHERE NOT EXISTS (SELECT 1 FROM copied)',
  )(log)
  const markOf = preparedRows(database, 'SELECT seq, changes FROM copied WHERE log = ?')
  if (markOf(log).length === 0) return undefined

  const run = (source: string) => preparedRun(database, source)
  const keepMark = run('UPDATE copied SET seq = ?, changes = ?')
  const insert = {
    documents: run(
      `INSERT INTO documents (number, id, created_at, deleted_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (number) DO UPDATE SET deleted_at = excluded.deleted_at`,
    ),
    rooms: run('INSERT INTO rooms (number, name, document) VALUES (?, ?, ?) ON CONFLICT (number) DO NOTHING'),
    updates: run(
      'INSERT INTO updates (seq, room, at, user, clocks, bytes) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (seq) DO NOTHING',
    ),
    snapshots: run(
      `INSERT INTO snapshots (room, up_to, at, bytes, checksum) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (room) DO UPDATE SET up_to = excluded.up_to, at = excluded.at, bytes = excluded.bytes,
         checksum = excluded.checksum
       WHERE excluded.up_to > up_to`,
    ),
    accounts: run(
      `INSERT INTO accounts (rowid, id, name, role, password, subject, created_at, closed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role, password = excluded.password,
         subject = excluded.subject, closed_at = excluded.closed_at`,
    ),
    sessions: run(
      `INSERT INTO sessions (secret, account, created_at, expires_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (secret) DO UPDATE SET expires_at = excluded.expires_at`,
    ),
    invitations: run(
      `INSERT INTO invitations (secret, role, made_by, expires_at, used_by) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (secret) DO UPDATE SET used_by = excluded.used_by, expires_at = excluded.expires_at`,
    ),
  }
  const remove = {
    sessions: run('DELETE FROM sessions WHERE secret = ?'),
    invitations: run('DELETE FROM invitations WHERE secret = ?'),
  }
  const noteClient = run(
    `INSERT INTO clients (room, client, user, up_to) VALUES (?, ?, ?, ?)
     ON CONFLICT (room, client) DO UPDATE SET up_to = max(up_to, excluded.up_to), user = coalesce(user, excluded.user)`,
  )
  const clientOf = preparedRows(
    database,
    'SELECT user, up_to FROM clients WHERE room = (SELECT number FROM rooms WHERE name = ?) AND client = ?',
  )
  const numberOf = preparedRows(database, 'SELECT number FROM rooms WHERE name = ?')
  const nameOf = preparedRows(database, 'SELECT name FROM rooms WHERE number = ?')
  const roomNumber = (name: string) => numberOf(name)[0]?.[0] as number | undefined

  return {
    database,
    reader: sqliteReader(database),

    mark() {
      const [seq, changes] = markOf(log)[0] ?? []
      return { seq: Number(seq), changes: Number(changes) }
    },

    client(room, client) {
      const [found] = clientOf(room, client)
      if (found === undefined) return undefined
      const [user, to] = found
      return { ...(user === null ? {} : { user: String(user) }), to: Number(to) }
    },

    roomNumber,

    roomName: (number) => nameOf(number)[0]?.[0] as string | undefined,

    take(rows, { seq, changes }) {
      refuseClosed(database)
      database.exec('BEGIN IMMEDIATE')
      try {
        for (const table of ['documents', 'rooms', 'accounts', 'sessions', 'invitations', 'snapshots'] as const) {
          for (const row of rows[table] ?? []) insert[table](...row)
        }
        for (const [kind, key] of rows.removed ?? [])
          if (kind === 'sessions' || kind === 'invitations') remove[kind](key)
        for (const row of rows.updates ?? []) {
          insert.updates(...row)
          const [, room, , user, clocks] = row
          if (typeof clocks !== 'string') continue
          for (const { client, to } of readClocks(clocks)) noteClient(room, client, user, to)
        }
        keepMark(seq, changes)
        database.exec('COMMIT')
      } catch (error) {
        if (database.inTransaction) database.exec('ROLLBACK')
        throw error
      }
    },

    snapshot(room, ...values) {
      const number = roomNumber(room)
      if (number === undefined) throw new RangeError(`There is no room "${room}"`)
      insert.snapshots(number, ...values)
    },

    close() {
      if (database.open) database.close()
    },
  }
}
