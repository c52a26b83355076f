import { Client, type ClientBase, Pool, type QueryResultRow, types } from 'pg'
import { postgresMigrations, postgresVersion } from './postgres-tables.js'
import { newSecret } from './secret.js'
import { ServerProblem } from './server-problem.js'

/** Where a database is and what in it is ours. */
export interface PostgresPlace {
  /** `postgres://user:password@host:port/database?…`. Holds the password: it is never told to anybody. */
  readonly url: string
  /** The schema that holds the tables; made when it is not there. Default: `claimspan`. */
  readonly schema?: string
}

type Row = readonly unknown[]

/** Asks one question of the database and gives the rows of the answer. */
export type Ask = (text: string, values?: readonly unknown[]) => Promise<readonly Row[]>

/** A database that several servers share. */
export interface Postgres {
  /** The log's own id: a copy of another log is none of this one. */
  readonly id: string
  /** What the servers on this database sign their tokens with. */
  readonly tokenKey: string
  readonly ask: Ask
  /**
   * A change of anything but updates, under a number of its own: one at a time on all servers, all or nothing, on disk when it
   * resolves.
   */
  change<T>(work: (ask: Ask) => Promise<T>): Promise<T>
  /** A change of what no server has a copy of: all or nothing, while others change other rows. */
  together<T>(work: (ask: Ask) => Promise<T>): Promise<T>
  /** All questions see one moment. */
  atOnce<T>(read: (ask: Ask) => Promise<T>): Promise<T>
  /** Work while no other server does any under this name. */
  alone<T>(name: string, work: () => Promise<T>): Promise<T>
  /**
   * A change by hand, while no server uses these tables and none can begin to: all or nothing. What is taken out of the tables
   * is overwritten on the disk afterwards. Rejects with {@link ServerProblem} when somebody else is connected.
   */
  byHand<T>(work: (ask: Ask) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** What every connection to these tables is called. Postgres keeps 63 bytes of it. */
export const nameOfServers = (schema = 'claimspan'): string => `claimspan ${schema}`.slice(0, 63)

/** How long the database may take to answer, in milliseconds: after that it counts as gone. */
const patience = 5000

/** Whole numbers of 64 bits come as numbers: sequence numbers and Yjs clients stay far below 2 ** 53. */
const int8 = 20

/**
 * Connect, and make or bring up the tables. Throws {@link ServerProblem} when the database cannot be reached, is not to be
 * written by this user or is of a later version.
 */
export async function openPostgres({ url, schema = 'claimspan' }: PostgresPlace): Promise<Postgres> {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema)) throw new RangeError(`Not a name of a schema: ${JSON.stringify(schema)}`)
  const settings = {
    connectionString: url,
    connectionTimeoutMillis: 2000,
    query_timeout: patience,
    keepAlive: true,
    application_name: nameOfServers(schema),
    // An update counts as stored only when it is on disk, whatever the database's own setting.
    options: `-c search_path=${schema} -c synchronous_commit=on -c statement_timeout=${patience} -c lock_timeout=${patience}`,
    types: {
      getTypeParser: (type: number) => (type === int8 ? Number : types.getTypeParser(type)),
    },
  }
  const pool = new Pool({ ...settings, max: 4 })
  // A connection that breaks while nobody uses it is taken out of the pool by itself. One that breaks between two questions
  // says so in an event, which would end the process, and then again to the next question.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))

  const asking =
    (on: Pick<ClientBase, 'query'>): Ask =>
    async (text, values = []) =>
      (await on.query<QueryResultRow & unknown[]>({ text, values: [...values], rowMode: 'array' })).rows

  async function inTransaction<T>(begin: string, work: (ask: Ask) => Promise<T>): Promise<T> {
    const client = await pool.connect()
    let broken = true
    try {
      await client.query(begin)
      const result = await work(asking(client))
      await client.query('COMMIT')
      broken = false
      return result
    } finally {
      // What is left of a transaction that failed ends with its connection.
      client.release(broken)
    }
  }

  const ask: Ask = async (text, values = []) => {
    const client = await pool.connect()
    let broken = true
    try {
      const rows = await asking(client)(text, values)
      broken = false
      return rows
    } finally {
      // After a timeout an answer may still come, to nobody's question.
      client.release(broken)
    }
  }
  /** On a connection of its own: however many hold a name, the work of each finds the pool's. */
  async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
    const client = new Client(settings)
    client.on('error', () => undefined)
    await client.connect()
    try {
      await client.query('SELECT pg_advisory_lock(hashtext($1), hashtext($2))', [`claimspan ${schema}`, name])
      return await work()
    } finally {
      // The name is free when the connection is gone.
      await client.end()
    }
  }

  /** On a connection of its own, on which a statement may take its time. */
  async function byHand<T>(work: (ask: Ask) => Promise<T>): Promise<T> {
    const client = new Client({ ...settings, query_timeout: 0 })
    client.on('error', () => undefined)
    await client.connect()
    const own = asking(client)
    try {
      await own('SET statement_timeout = 0')
      await own('BEGIN')
      // What a server begins with, so that none does meanwhile.
      await own('SELECT pg_advisory_xact_lock(hashtext($1))', [`claimspan ${schema}`])
      await refuseOthers(own, client, pool)
      const result = await work(own)
      await own('COMMIT')
      for (const table of ['updates', 'snapshots']) await own(`VACUUM FULL ${table}`)
      return result
    } finally {
      // What is left of a transaction that failed ends with its connection.
      await client.end()
    }
  }

  /** Somebody who has just left may be seen for a moment longer. */
  async function refuseOthers(own: Ask, client: Client, mine: Pool): Promise<void> {
    for (let tries = 0; tries < 20; tries++) {
      const [others] = await own(
        'SELECT count(*) FROM pg_stat_activity WHERE application_name = $1 AND datname = current_database() AND pid <> pg_backend_pid()',
        [nameOfServers(schema)],
      )
      if (Number(others?.[0]) <= mine.totalCount) return
      await new Promise((resolve) => setTimeout(resolve, 100))
      // Statistics are of the beginning of the transaction until they are asked for anew.
      await client.query('SELECT pg_stat_clear_snapshot()')
    }
    throw new ServerProblem(
      'data-folder-in-use',
      `The database ${shownUrl(url)} is in use by a Claimspan server, or another command. Stop all of them first.`,
    )
  }

  const change = <T>(work: (ask: Ask) => Promise<T>) =>
    inTransaction('BEGIN', async (ask) => {
      await ask('UPDATE head SET changes = changes + 1')
      return await work(ask)
    })

  try {
    const { id, tokenKey } = await inTransaction('BEGIN', (ask) => bringUp(ask, schema))
    return {
      id,
      tokenKey,
      ask,
      change,
      together: (work) => inTransaction('BEGIN', work),
      atOnce: (read) => inTransaction('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', read),
      alone,
      byHand,
      close: () => pool.end(),
    }
  } catch (error) {
    await pool.end()
    if (error instanceof ServerProblem) throw error
    throw new ServerProblem(
      'no-database',
      `The database ${shownUrl(url)} cannot be used: ${sentenceOf(error)}. Check that it runs and that the address, user and password are right.`,
    )
  }
}

/** An address without its password. */
export function shownUrl(url: string): string {
  if (!URL.canParse(url)) return 'that was given'
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname}`
}

async function bringUp(ask: Ask, schema: string): Promise<{ readonly id: string; readonly tokenKey: string }> {
  // Of several servers that start at once, one makes the tables.
  await ask('SELECT pg_advisory_xact_lock(hashtext($1))', [`claimspan ${schema}`])
  const [found] = await ask("SELECT to_regclass('head')")
  if (found?.[0] === null) {
    await ask(`CREATE SCHEMA IF NOT EXISTS ${schema}`)
    await ask(postgresMigrations[0] ?? '')
    await ask('INSERT INTO head (token_key, version) VALUES ($1, 1)', [newSecret()])
  }
  const [head] = await ask('SELECT id, token_key, version FROM head')
  const version = Number(head?.[2])
  if (version > postgresVersion) {
    throw new ServerProblem(
      'newer-data-folder',
      `The database was written by a later version of Claimspan (its format is ${version}, this one knows ${postgresVersion}). Update Claimspan; the data was not touched.`,
    )
  }
  for (const step of postgresMigrations.slice(version)) await ask(step)
  if (version < postgresVersion) await ask('UPDATE head SET version = $1', [postgresVersion])
  return { id: String(head?.[0]), tokenKey: String(head?.[1]) }
}

/** What went wrong, in words. */
export function sentenceOf(error: unknown): string {
  // Of a host with several addresses, each of which failed, pg gives all the errors in one without words.
  if (error instanceof AggregateError) return error.errors.map(sentenceOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}
