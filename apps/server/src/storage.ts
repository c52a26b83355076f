import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { databasePath, isDataFolder } from './data-folder.js'
import { openDatabase } from './database.js'
import { openCopy } from './log-copy.js'
import { type Notices, noNotices, redisNotices } from './notices.js'
import type { People } from './people.js'
import { openPostgres, type PostgresPlace, sentenceOf } from './postgres.js'
import { postgresLog } from './postgres-log.js'
import { postgresTables } from './postgres-people.js'
import { postgresWebhooks } from './postgres-webhooks.js'
import type { SchemeStore } from './schemes.js'
import { ServerProblem } from './server-problem.js'
import { postgresSignIns, type SignIns, sqliteSignIns } from './sign-ins.js'
import { sqliteLog } from './sqlite-log.js'
import { peopleIn, sqlitePeople } from './sqlite-people.js'
import { sqliteWebhooks } from './sqlite-webhooks.js'
import { postgresSchemes, sqliteSchemes } from './stored-schemes.js'
import { postgresWorkflow, sqliteWorkflow } from './stored-workflow.js'
import type { UpdateLog } from './update-log.js'
import type { WebhookStore } from './webhooks.js'
import type { WorkflowStore } from './workflow.js'

/** Where several servers share their log. Each has a data folder of its own, with a copy of the log to read from. */
export interface SharedStorage {
  readonly database: PostgresPlace
  /** `redis://…`, of a Redis or Valkey that all of them reach. Without it they look for news each second. */
  readonly redis?: string
}

/** What a server keeps, wherever that is. */
export interface Storage {
  /** Closing it lets go of all of it. */
  readonly log: UpdateLog
  readonly people: People
  readonly notices: Notices
  /** Who is told of events. */
  readonly webhooks: WebhookStore
  readonly signIns: SignIns
  /** The label sets that documents are annotated with. */
  readonly schemes: SchemeStore
  /** How far the work on each document is, and whose it is. */
  readonly workflow: WorkflowStore
  /** What all servers on this storage sign their tokens with; without it this one has a key of its own. */
  readonly tokenKey?: string
}

/**
 * The shared storage that the environment names: `CLAIMSPAN_DATABASE` is the address of the database, or
 * `CLAIMSPAN_DATABASE_FILE` a file that holds it, since it holds a password; `CLAIMSPAN_REDIS` is that of Redis. `undefined`
 * when there is no database among them. Throws `ServerProblem` for a file that cannot be read or an address of another kind.
 */
export function sharedFrom(environment: Readonly<Record<string, string | undefined>>): SharedStorage | undefined {
  const { CLAIMSPAN_DATABASE: given, CLAIMSPAN_DATABASE_FILE: file, CLAIMSPAN_REDIS: redis } = environment
  const url = file === undefined || file === '' ? given : addressIn(file)
  if (url === undefined || url === '') return undefined
  if (!/^postgres(ql)?:\/\//.test(url)) {
    throw new ServerProblem(
      'no-database',
      'The address of the database begins with postgres://. Check CLAIMSPAN_DATABASE.',
    )
  }
  return { database: { url }, ...(redis === undefined || redis === '' ? {} : { redis }) }
}

function addressIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    throw new ServerProblem(
      'no-database',
      `The file ${file} with the address of the database cannot be read: ${sentenceOf(error)}.`,
    )
  }
}

/** Where a server's copy of a shared log is in its data folder. */
export const copyPath = (dataFolder: string): string => join(dataFolder, 'copy.db')

/** Open the storage of a data folder, or the shared one that it is to follow. Throws `ServerProblem`. */
export async function openStorage(
  { dataFolder, shared }: { readonly dataFolder: string; readonly shared?: SharedStorage },
  say: (line: string) => void,
  connect: typeof redisNotices = redisNotices,
): Promise<Storage> {
  if (shared === undefined) {
    const database = openDatabase(databasePath(dataFolder))
    return {
      log: sqliteLog(database, { now: () => new Date().toISOString() }),
      people: sqlitePeople(database, { now: Date.now }),
      webhooks: sqliteWebhooks(database),
      signIns: sqliteSignIns(database),
      schemes: sqliteSchemes(database),
      workflow: sqliteWorkflow(database),
      notices: noNotices,
    }
  }
  if (isDataFolder(dataFolder)) {
    say(`The documents in ${databasePath(dataFolder)} are not those of the shared database. They are left as they are`)
  }
  const postgres = await openPostgres(shared.database)
  try {
    const copy = await openCopy(copyPath(dataFolder), postgres)
    const notices = shared.redis === undefined ? noNotices : connect(shared.redis, postgres.id, say)
    const log = await postgresLog({ postgres, copy, notices, now: () => new Date().toISOString(), say })
    return {
      log,
      people: peopleIn(postgresTables(log), { now: Date.now }),
      webhooks: postgresWebhooks(postgres),
      signIns: postgresSignIns(postgres),
      schemes: postgresSchemes(postgres),
      workflow: postgresWorkflow(postgres),
      notices,
      tokenKey: postgres.tokenKey,
    }
  } catch (error) {
    await postgres.close()
    throw error
  }
}
