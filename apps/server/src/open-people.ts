import { mkdirSync } from 'node:fs'
import { databasePath, isDataFolder } from './data-folder.js'
import { openDatabase } from './database.js'
import type { People } from './people.js'
import { ServerProblem } from './server-problem.js'
import { sqlitePeople } from './sqlite-people.js'

/** The people of a data folder, also while a server works on it. */
export interface OpenPeople extends People {
  close(): void
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
