import { mkdirSync } from 'node:fs'
import { readPeople } from './copy-reader.js'
import { databasePath, isDataFolder } from './data-folder.js'
import { openDatabase } from './database.js'
import { openCopy } from './log-copy.js'
import type { People } from './people.js'
import { openPostgres } from './postgres.js'
import { postgresTables } from './postgres-people.js'
import { ServerProblem } from './server-problem.js'
import { peopleIn, sqlitePeople } from './sqlite-people.js'
import type { SharedStorage } from './storage.js'

/** The people of a data folder or of a shared database, also while servers work on it. */
export interface OpenPeople extends People {
  close(): void | Promise<void>
}

/** Open the people of a data folder; with `make` the folder need not be there. Throws {@link ServerProblem}. */
export function openPeople(dataFolder: string, { make = false }: { readonly make?: boolean } = {}): OpenPeople {
  if (!isDataFolder(dataFolder)) {
    if (!make) {
      throw new ServerProblem(
        'not-a-data-folder',
        `${dataFolder} is not a data folder of a Claimspan server: it has no claimspan.db.`,
      )
    }
    mkdirSync(dataFolder, { recursive: true })
  }
  const database = openDatabase(databasePath(dataFolder))
  // A server that works on the folder is done with each of its transactions in no time.
  database.pragma('busy_timeout = 5000')
  return { ...sqlitePeople(database, { now: Date.now }), close: () => void database.close() }
}

/** Open the people of a database that servers share; it is made ready when it is new. Throws {@link ServerProblem}. */
export async function openSharedPeople({ database }: Pick<SharedStorage, 'database'>): Promise<OpenPeople> {
  const postgres = await openPostgres(database)
  try {
    const copy = await openCopy(':memory:', postgres)
    await readPeople(postgres, copy)
    const tables = postgresTables({
      database: copy.database,
      async changing(work) {
        const result = await postgres.change(work)
        await readPeople(postgres, copy)
        return result
      },
    })
    return {
      ...peopleIn(tables, { now: Date.now }),
      async close() {
        await postgres.close()
        copy.close()
      },
    }
  } catch (error) {
    await postgres.close()
    throw error
  }
}
