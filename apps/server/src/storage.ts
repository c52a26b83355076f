import { join } from 'node:path'
import { databasePath } from './data-folder.js'
import { openDatabase } from './database.js'
import { openCopy } from './log-copy.js'
import { type Notices, noNotices, redisNotices } from './notices.js'
import type { People } from './people.js'
import { openPostgres, type PostgresPlace } from './postgres.js'
import { postgresLog } from './postgres-log.js'
import { postgresTables } from './postgres-people.js'
import { sqliteLog } from './sqlite-log.js'
import { peopleIn, sqlitePeople } from './sqlite-people.js'
import type { UpdateLog } from './update-log.js'

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
  /** What all servers on this storage sign their tokens with; without it this one has a key of its own. */
  readonly tokenKey?: string
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
      notices: noNotices,
    }
  }
  const postgres = await openPostgres(shared.database)
  try {
    const copy = await openCopy(copyPath(dataFolder), postgres)
    const notices = shared.redis === undefined ? noNotices : connect(shared.redis, postgres.id, say)
    const log = await postgresLog({ postgres, copy, notices, now: () => new Date().toISOString(), say })
    return {
      log,
      people: peopleIn(postgresTables(log), { now: Date.now }),
      notices,
      tokenKey: postgres.tokenKey,
    }
  } catch (error) {
    await postgres.close()
    throw error
  }
}
