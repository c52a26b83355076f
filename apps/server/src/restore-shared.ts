import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BackupFacts, wholeBackup } from './backup.js'
import { bytesOf, type Database, openDatabase } from './database.js'
import { type Ask, openPostgres } from './postgres.js'
import { ServerProblem } from './server-problem.js'
import { preparedRows } from './statement.js'
import type { SharedStorage } from './storage.js'

/** One statement puts in no more than so many rows, and so many bytes of them but for the last. */
const batchRows = 500
const batchBytes = 8 * 1024 * 1024

interface Table {
  readonly name: string
  /** Columns here, with their types; `as` where the file calls one otherwise. */
  readonly columns: readonly (readonly [name: string, type: string, as?: string])[]
}

/** In an order in which each refers to those before it. */
const tables: readonly Table[] = [
  {
    name: 'documents',
    columns: [
      ['number', 'bigint'],
      ['id', 'text'],
      ['created_at', 'text'],
      ['deleted_at', 'text'],
    ],
  },
  {
    name: 'rooms',
    columns: [
      ['number', 'bigint'],
      ['name', 'text'],
      ['document', 'text'],
    ],
  },
  {
    name: 'updates',
    columns: [
      ['seq', 'bigint'],
      ['room', 'bigint'],
      ['at', 'text'],
      ['by_user', 'text', 'user'],
      ['clocks', 'text'],
      ['bytes', 'bytea'],
    ],
  },
  {
    name: 'clients',
    columns: [
      ['room', 'bigint'],
      ['client', 'bigint'],
      ['by_user', 'text', 'user'],
      ['up_to', 'bigint'],
    ],
  },
  {
    name: 'accounts',
    columns: [
      ['number', 'bigint', 'rowid'],
      ['id', 'text'],
      ['name', 'text'],
      ['role', 'text'],
      ['password', 'text'],
      ['subject', 'text'],
      ['created_at', 'text'],
      ['closed_at', 'text'],
    ],
  },
  {
    name: 'webhooks',
    columns: [
      ['number', 'bigint', 'rowid'],
      ['id', 'text'],
      ['url', 'text'],
      ['events', 'text'],
      ['secret', 'text'],
      ['made_by', 'text'],
      ['created_at', 'text'],
      ['off', 'text'],
    ],
  },
  {
    name: 'schemes',
    columns: [
      ['version', 'bigint'],
      ['scheme', 'text'],
      ['by_user', 'text'],
      ['at', 'text'],
    ],
  },
  {
    name: 'workflow',
    columns: [
      ['document', 'text'],
      ['status', 'text'],
      ['status_by', 'text'],
      ['status_at', 'text'],
      ['assignees', 'text'],
    ],
  },
]

/**
 * Put a backup, of a data folder or of a shared database, into a database that has no documents, accounts and schemes; servers on it
 * get all of it at once. Nothing is written when the backup is not whole. Rejects with {@link ServerProblem}.
 */
export async function restoreShared(
  backup: string,
  { database: place }: Pick<SharedStorage, 'database'>,
): Promise<BackupFacts> {
  const { facts, source } = wholeBackup(backup)
  const folder = mkdtempSync(join(tmpdir(), 'claimspan-restore-'))
  try {
    const path = join(folder, 'backup.db')
    copyFileSync(source, path)
    // Brings up a backup of an older version.
    const database = openDatabase(path)
    try {
      const postgres = await openPostgres(place)
      try {
        await postgres.change((ask) => putIn(ask, database))
      } finally {
        await postgres.close()
      }
    } finally {
      database.close()
    }
    return facts
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function putIn(ask: Ask, database: Database.Database): Promise<void> {
  const taken = await ask(
    'SELECT 1 WHERE EXISTS (SELECT 1 FROM documents) OR EXISTS (SELECT 1 FROM accounts) OR EXISTS (SELECT 1 FROM schemes)',
  )
  if (taken.length > 0) {
    throw new ServerProblem(
      'data-folder-taken',
      'The database has documents, accounts or a scheme already. Restore into a new one.',
    )
  }
  for (const { name, columns } of tables) {
    const isNumbered = columns[0]?.[0] === 'number'
    const into =
      `INSERT INTO ${name} (${columns.map(([column]) => column).join(', ')}) OVERRIDING SYSTEM VALUE ` +
      `SELECT * FROM unnest(${columns.map(([, type], at) => `$${at + 1}::${type}[]`).join(', ')})`
    for (const batch of batches(rowsOf(database, name, columns))) {
      await ask(
        into,
        columns.map((_, at) => batch.map((row) => row[at])),
      )
    }
    if (isNumbered) {
      await ask(
        `SELECT setval(pg_get_serial_sequence('${name}', 'number'), max(number)) FROM ${name} HAVING count(*) > 0`,
      )
    }
  }
  await ask(`UPDATE head SET seq = (SELECT coalesce(max(seq), 0) FROM updates),
    last_at = (SELECT coalesce(max(at COLLATE "C"), '') FROM updates)`)
}

/** The rows of a table in the order of its first column, read in parts. */
function* rowsOf(database: Database.Database, table: string, columns: Table['columns']): Generator<readonly unknown[]> {
  const names = columns.map(([name, , as]) => `"${as ?? name}"`)
  const read = preparedRows(
    database,
    `SELECT ${names.join(', ')} FROM ${table} ORDER BY ${table === 'clients' ? '1, 2' : '1'} LIMIT ? OFFSET ?`,
  )
  const some = 100
  for (let from = 0; ; from += some) {
    const rows = read(some, from)
    for (const row of rows) {
      yield row.map((value, at) => (columns[at]?.[1] === 'bytea' ? Buffer.from(bytesOf(value)) : value))
    }
    if (rows.length < some) return
  }
}

function* batches(rows: Iterable<readonly unknown[]>): Generator<readonly (readonly unknown[])[]> {
  let batch: (readonly unknown[])[] = []
  let bytes = 0
  for (const row of rows) {
    batch.push(row)
    for (const value of row) if (value instanceof Uint8Array) bytes += value.length
    if (batch.length < batchRows && bytes < batchBytes) continue
    yield batch
    batch = []
    bytes = 0
  }
  if (batch.length > 0) yield batch
}
