import { databasePath } from '../../src/data-folder.js'
import { openDatabase } from '../../src/database.js'
import { type People, pruneData, type RunningServer, startServer } from '../../src/index.js'
import { sqliteLog } from '../../src/sqlite-log.js'
import { sqlitePeople } from '../../src/sqlite-people.js'
import { serveLog } from '../../src/start-server.js'
import type { UpdateLog } from '../../src/update-log.js'
import type { KillPlan } from './kill-plan.js'
import { arm } from './kill-points.js'

// The server that the crash tests kill: `node child.js <data folder> <port> <way> [<plan as JSON>]`. A plan may also come
// as a message.

const [dataFolder = '', port = '0', way = 'as it is', plan] = process.argv.slice(2)
const options = { port: Number(port), log: (line: string) => process.stderr.write(`${line}\n`) }
if (plan !== undefined) arm(JSON.parse(plan) as KillPlan)
process.on('message', (next) => (next === 'collect garbage' ? globalThis.gc?.() : arm(next as KillPlan)))

/** Faults that the harness must notice. */
const faults: Readonly<Record<string, (log: UpdateLog) => UpdateLog>> = {
  /** An update counts as appended before it is. */
  'acknowledge first': (log) => ({
    ...log,
    async append(update) {
      setTimeout(() => void log.append(update), 100)
      return 0
    },
  }),
  /** Each tenth append fails, and nobody is told. */
  'ignore a store error': (log) => {
    let appends = 0
    return {
      ...log,
      append: async (update) => (++appends % 10 === 0 ? 0 : log.append(update)),
    }
  },
  /** A snapshot says that it holds more than it does. */
  'snapshot too far': (log) => ({
    ...log,
    snapshot: (room, upTo, state) => log.snapshot(room, upTo + 20, state),
  }),
}

if (way === 'prune') {
  pruneData(dataFolder, { before: '999999999' })
  process.exit(0)
}

/** The fault that the attacks must notice: everybody may do what an owner may. */
function everybodyOwns(people: People): People {
  return {
    ...people,
    session(id) {
      const who = people.session(id)
      return who === undefined ? undefined : { ...who, role: 'owner' }
    },
  }
}

async function faulty(): Promise<RunningServer> {
  const database = openDatabase(databasePath(dataFolder))
  const log = sqliteLog(database, { now: () => new Date().toISOString() })
  if (way !== 'skip the role check') return serveLog((faults[way] ?? noSuchWay)(log), options)
  return serveLog(log, { ...options, people: everybodyOwns(sqlitePeople(database, { now: Date.now })) })
}

function noSuchWay(): never {
  throw new Error(`There is no way ${way}`)
}

const server = way === 'as it is' ? await startServer({ dataFolder, ...options }) : await faulty()
process.stdout.write(`${server.url}\n`)
