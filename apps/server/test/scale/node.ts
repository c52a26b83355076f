import { type Notices, noNotices, redisNotices } from '../../src/notices.js'
import { serveLog } from '../../src/start-server.js'
import { openStorage } from '../../src/storage.js'
import type { UpdateLog } from '../../src/update-log.js'

// One of the servers that the chaos tests kill: `node node.js <its settings as JSON>`.

/** What a server of the chaos tests is started with. */
export interface NodeSettings {
  readonly dataFolder: string
  readonly port: number
  readonly database: string
  readonly redis: string
  readonly way: Way
}

/** As it is, or with a fault that the harness must notice. */
export type Way = 'as it is' | 'acknowledge first' | 'never read again'

const { dataFolder, port, database, redis, way } = JSON.parse(process.argv[2] ?? '') as NodeSettings
const say = (line: string) => void process.stderr.write(`${line}\n`)
/** Of the messages that arrive here, this share is lost. */
let dropped = 0
process.on('message', (share) => {
  dropped = Number(share)
})

function dropping(notices: Notices): Notices {
  const passes = () => Math.random() >= dropped
  return {
    ...notices,
    listen: (listener) => notices.listen((notice) => passes() && listener(notice)),
    listenPresence: (listener) => notices.listenPresence((notice) => passes() && listener(notice)),
  }
}

function faulty(log: UpdateLog): UpdateLog {
  if (way === 'never read again') return { ...log, follow: () => undefined }
  if (way === 'as it is') return log
  return {
    ...log,
    async append(update) {
      setTimeout(() => void log.append(update).catch(() => undefined), 100)
      return 0
    },
  }
}

const { log, notices, ...beside } = await openStorage(
  { dataFolder, shared: { database: { url: database }, redis } },
  say,
  (...where) => dropping(redisNotices(...where)),
)
const server = await serveLog(faulty(log), {
  ...beside,
  notices: way === 'never read again' ? noNotices : notices,
  port,
  log: say,
})
process.send?.(server.url)
