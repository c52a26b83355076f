import { databasePath } from '../../src/data-folder.js'
import { openDatabase } from '../../src/database.js'
import { startServer } from '../../src/index.js'
import { sqliteLog } from '../../src/sqlite-log.js'
import { serveLog } from '../../src/start-server.js'
import type { UpdateLog } from '../../src/update-log.js'

// The server that the crash tests kill: `node child.js <data folder> <port> <as it is | acknowledge first>`.

const [dataFolder = '', port = '0', way] = process.argv.slice(2)
const options = { port: Number(port), log: (line: string) => process.stderr.write(`${line}\n`) }

/** The fault that the harness must notice: an update counts as appended before it is. */
function acknowledgeFirst(log: UpdateLog): UpdateLog {
  return {
    ...log,
    async append(update) {
      setTimeout(() => void log.append(update), 100)
      return 0
    },
  }
}

const server =
  way === 'acknowledge first'
    ? await serveLog(
        acknowledgeFirst(sqliteLog(openDatabase(databasePath(dataFolder)), { now: () => new Date().toISOString() })),
        options,
      )
    : await startServer({ dataFolder, ...options })
process.stdout.write(`${server.url}\n`)
