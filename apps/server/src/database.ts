import { existsSync } from 'node:fs'
import Database from 'libsql'
import { ServerProblem } from './server-problem.js'

export type { Database }

/** The shape of the tables below, kept in the file's `user_version`. A file of a later shape is refused. */
export const schemaVersion = 5

const firstTables = `
  CREATE TABLE documents (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    created_at TEXT NOT NULL,
    deleted_at TEXT
  ) STRICT;
  CREATE TABLE rooms (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL REFERENCES documents (id)
  ) STRICT;
  CREATE INDEX rooms_of_document ON rooms (document);
  CREATE TABLE updates (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    room INTEGER NOT NULL REFERENCES rooms (number),
    at TEXT NOT NULL,
    user TEXT,
    clocks TEXT,
    bytes BLOB NOT NULL
  ) STRICT;
  CREATE INDEX updates_of_room ON updates (room, seq);
  CREATE TABLE snapshots (
    room INTEGER PRIMARY KEY REFERENCES rooms (number),
    up_to INTEGER NOT NULL,
    at TEXT NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT;
`

/** Version 2: whose each Yjs client is, a checksum for each snapshot, and people. */
const peopleTables = `
  CREATE TABLE clients (
    room INTEGER NOT NULL REFERENCES rooms (number),
    client INTEGER NOT NULL,
    user TEXT,
    up_to INTEGER NOT NULL,
    PRIMARY KEY (room, client)
  ) STRICT, WITHOUT ROWID;
  ALTER TABLE snapshots ADD COLUMN checksum TEXT;
  CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    password TEXT,
    subject TEXT UNIQUE,
    created_at TEXT NOT NULL,
    closed_at TEXT
  ) STRICT;
  CREATE TABLE sessions (
    secret TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX sessions_of_account ON sessions (account);
  CREATE TABLE invitations (
    secret TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    made_by TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    used_by TEXT
  ) STRICT;
`

/** Fills the table of clients from the clock ranges that version 1 kept in each row. */
const clientsFromRows = `
  INSERT INTO clients (room, client, user, up_to)
    SELECT updates.room, json_extract(range.value, '$[0]'),
           CASE WHEN min(updates.user) = max(updates.user) AND count(*) = count(updates.user) THEN min(updates.user) END,
           max(json_extract(range.value, '$[2]'))
      FROM updates, json_each(updates.clocks) AS range
     WHERE updates.clocks IS NOT NULL
     GROUP BY updates.room, json_extract(range.value, '$[0]');
`

/**
 * Version 3: who is told of events, up to where each document has been told of (the last update of each room), and what
 * is still to be sent; and attempts to sign in through a provider.
 */
const webhookTables = `
  CREATE TABLE webhooks (
    id TEXT PRIMARY KEY,
    url TEXT NOT NULL,
    events TEXT NOT NULL,
    secret TEXT NOT NULL,
    made_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    off TEXT
  ) STRICT;
  CREATE TABLE told (
    document TEXT PRIMARY KEY,
    marks TEXT NOT NULL
  ) STRICT;
  CREATE TABLE deliveries (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    event TEXT NOT NULL,
    type TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    next_at INTEGER,
    outcome TEXT
  ) STRICT;
  CREATE INDEX deliveries_due ON deliveries (next_at) WHERE next_at IS NOT NULL;
  CREATE INDEX deliveries_of_webhook ON deliveries (webhook, number);
  CREATE TABLE sign_ins (
    state TEXT PRIMARY KEY,
    kept TEXT NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT;
`

/** Version 4: the versions of the project's scheme, each as the text of `scheme.json`; none while it is the default. */
const schemeTables = `
  CREATE TABLE schemes (
    version INTEGER PRIMARY KEY,
    scheme TEXT NOT NULL,
    by_user TEXT,
    at TEXT
  ) STRICT;
`

/** Version 5: what people say of the work on a document; none of those of which nothing was said. Assignees are JSON. */
const workflowTables = `
  CREATE TABLE workflow (
    document TEXT PRIMARY KEY REFERENCES documents (id),
    status TEXT,
    status_by TEXT,
    status_at TEXT,
    assignees TEXT NOT NULL
  ) STRICT;
`

/** Each step brings a file of the version of its index to the next; a step and its version number are one transaction. */
export const migrations: readonly string[] = [
  firstTables,
  `${peopleTables} ${clientsFromRows}`,
  webhookTables,
  schemeTables,
  workflowTables,
]

/**
 * Open the database file, making it when it is not there. Write-ahead log with a flush to disk at each commit, so that
 * what was committed outlives a power cut too. Throws {@link ServerProblem} for a file that is not ours or is too new.
 */
export function openDatabase(path: string): Database.Database {
  return opened(path, (database) => {
    const version = versionOf(database)
    refuseNewer(path, version)
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    database.pragma('foreign_keys = ON')
    for (const [at, step] of migrations.entries()) {
      if (at < version) continue
      database.exec(`BEGIN IMMEDIATE; ${step} PRAGMA user_version = ${at + 1}; COMMIT;`)
    }
  })
}

/** Open an existing database file for reading only, also while a server writes to it. */
export function openDatabaseToRead(path: string): Database.Database {
  if (!existsSync(path)) throw new ServerProblem('not-a-data-folder', `There is no database ${path}.`)
  return opened(path, (database) => {
    database.pragma('query_only = ON')
    const version = versionOf(database)
    refuseNewer(path, version)
    if (version === 0) throw new ServerProblem('not-a-data-folder', `${path} is not a database of Claimspan.`)
  })
}

/** A blob as libsql gives it, which is a `Buffer` or an `ArrayBuffer` by the way it is asked for. */
export function bytesOf(value: unknown): Uint8Array {
  if (value instanceof ArrayBuffer) return new Uint8Array(value)
  if (value instanceof Uint8Array) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
  throw new TypeError(`A blob was expected: got ${typeof value}`)
}

function opened(path: string, prepare: (database: Database.Database) => void): Database.Database {
  let database: Database.Database | undefined
  try {
    database = new Database(path, { timeout: 5 })
    prepare(database)
    return database
  } catch (error) {
    database?.close()
    if (error instanceof ServerProblem) throw error
    const said = error instanceof Error ? error.message : String(error)
    throw new ServerProblem(
      'damaged-data-folder',
      `The database ${path} cannot be opened: ${said}. Put back a copy of the data folder, or start with another one.`,
    )
  }
}

function versionOf(database: Database.Database): number {
  return Number(database.prepare<unknown[]>('PRAGMA user_version').raw().all([]).flat()[0])
}

function refuseNewer(path: string, version: number): void {
  if (version > schemaVersion) {
    throw new ServerProblem(
      'newer-data-folder',
      `${path} was written by a later version of Claimspan (its format is ${version}, this one knows ${schemaVersion}). Update Claimspan; the data was not touched.`,
    )
  }
}
