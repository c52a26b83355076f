import { holdDataFolder } from './data-folder.js'
import { doorkeeper } from './doorkeeper.js'
import { httpServer } from './http-server.js'
import { listen } from './listen.js'
import { metrics } from './metrics.js'
import { openIdProvider } from './openid-provider.js'
import type { OpenIdSettings } from './openid-settings.js'
import { jsonLog, lineLog, type OperatorLog } from './operator-log.js'
import { noPeople } from './people.js'
import { isLoopback } from './same-origin.js'
import { memorySchemes } from './schemes.js'
import { seedArticles } from './seed-articles.js'
import { serveWebhooks } from './serve-webhooks.js'
import { ServerProblem } from './server-problem.js'
import { memorySignIns } from './sign-ins.js'
import { openStorage, type SharedStorage, type Storage } from './storage.js'
import { type SyncRooms, syncRooms } from './sync-rooms.js'
import { type SyncServer, serveSync } from './sync-socket.js'
import type { UpdateLog } from './update-log.js'
import { watchedLog } from './watched-log.js'
import { whoAsks } from './who-asks.js'
import { memoryWorkflow } from './workflow.js'

export interface ServerOptions {
  /** Where the documents are kept; made when it is not there. */
  readonly dataFolder: string
  /** Default: the data folder is the only place, and this server the only one. */
  readonly shared?: SharedStorage
  /** Default `127.0.0.1`: this machine only. */
  readonly host?: string
  /** Default 4321; 0 takes any free one. */
  readonly port?: number
  /** Whether the next free port is taken when this one is in use. Default: only when `port` is left out. */
  readonly portMayMove?: boolean
  /** The built editor. */
  readonly editorFolder?: string
  /** Articles to have from the start: files or folders of text, Markdown or the native form. */
  readonly articles?: readonly string[]
  /** Called with a line for the operator; never holds a secret or words of an article. Default: nothing. */
  readonly log?: (line: string) => void
  /** How people may sign in through an OpenID Connect provider; default: not at all. */
  readonly openId?: OpenIdSettings
  /** Hosts, or hosts with a port, that webhooks may be sent to though they are not on the public internet. */
  readonly webhookHosts?: readonly string[]
  /** How long after a failed attempt a webhook is tried again, each time: milliseconds. Default: up to three days. */
  readonly webhookRetries?: readonly number[]
  /** Whether the lines are JSON objects, and tell of each request too. Default: plain sentences. */
  readonly jsonLog?: boolean
}

export interface RunningServer {
  readonly url: string
  readonly port: number
  /** Disconnect everybody, store what was received, and let go of the folder and the port. */
  stop(): Promise<void>
}

const defaultPort = 4321

/** Who may not stay is sent out within this many milliseconds. */
const reviewEach = 2000

/** Start a server on a data folder. Throws `ServerProblem`, with a sentence that says what to do, when it cannot. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const release = holdDataFolder(options.dataFolder)
  try {
    const operator = operatorOf(options)
    const { log, ...beside } = await openStorage(options, (line) => operator.say(line))
    try {
      return await serveLog(log, { ...options, ...beside }, release)
    } catch (error) {
      await log.close()
      throw error
    }
  } catch (error) {
    release()
    throw error
  }
}

const ownerNeeded = (host: string) =>
  new ServerProblem(
    'owner-needed',
    `On ${host} other machines can reach this server, so somebody has to be its owner first: claimspan account add <name> --role owner. Without accounts it answers on this machine only (--host 127.0.0.1).`,
  )

function operatorOf({ log = () => undefined, jsonLog: isJson }: Pick<ServerOptions, 'log' | 'jsonLog'>): OperatorLog {
  return isJson === true ? jsonLog((line) => log(line.trimEnd())) : lineLog(log)
}

const urlNeeded = () =>
  new ServerProblem(
    'bad-openid-settings',
    'The settings for signing in through a provider need "url" here: the address of this server as browsers see it.',
  )

function openIdOf({
  openId,
  signIns = memorySignIns(),
}: { readonly openId?: OpenIdSettings } & Partial<Pick<Storage, 'signIns'>>) {
  if (openId === undefined) return {}
  return { openId: { settings: openId, provider: openIdProvider(openId), signIns } }
}

/** Serve the documents of any log; `released` is called when the server has stopped. */
export async function serveLog(
  stored: UpdateLog,
  options: Omit<ServerOptions, 'dataFolder' | 'shared'> & Partial<Omit<Storage, 'log'>>,
  released: () => void = () => undefined,
): Promise<RunningServer> {
  const operator = operatorOf(options)
  const say = (line: string) => operator.say(line)
  const host = options.host ?? '127.0.0.1'
  const { people = noPeople } = options
  if (!isLoopback(host) && !people.hasAccounts()) throw ownerNeeded(host)
  if (!isLoopback(host) && options.openId !== undefined && options.openId.url === undefined) throw urlNeeded()
  const webhooks = options.webhooks === undefined ? undefined : serveWebhooks(stored, options.webhooks, options, say)
  const log = webhooks === undefined ? stored : watchedLog(stored, webhooks.teller.changed)
  await seedArticles(log, options.articles ?? [], say)
  const door = doorkeeper(log, people, Date.now, options.tokenKey)
  const counts = metrics({ rooms: () => rooms.open(), sockets: () => sync.sockets() })
  const rooms: SyncRooms = syncRooms(log, door, say, {
    counts,
    ...(options.notices === undefined ? {} : { notices: options.notices }),
  })
  const app = httpServer({
    log,
    rooms,
    schemes: options.schemes ?? memorySchemes(),
    workflow: options.workflow ?? memoryWorkflow(),
    host,
    operator,
    metrics: counts,
    who: whoAsks(people),
    doorkeeper: door,
    review: () => rooms.review(),
    ...(webhooks === undefined ? {} : { webhooks }),
    ...openIdOf(options),
    ...(options.people === undefined ? {} : { people: options.people }),
    ...(options.editorFolder === undefined ? {} : { editorFolder: options.editorFolder }),
  })
  const sync: SyncServer = serveSync(app.server, rooms, host, say)
  const address = await listen(app, {
    host,
    port: options.port ?? defaultPort,
    mayMove: options.portMayMove ?? options.port === undefined,
  })
  await webhooks?.begin()
  // Sessions end by their time, and accounts are changed from the command line too.
  const reviews = setInterval(() => rooms.review(), reviewEach)
  let stopped: Promise<void> | undefined
  return {
    ...address,
    stop() {
      stopped ??= (async () => {
        clearInterval(reviews)
        await webhooks?.close()
        const closed = new Promise((resolve) => app.server.close(resolve))
        await sync.close()
        await rooms.close()
        app.server.closeAllConnections()
        await closed
        await app.close()
        await log.close()
        released()
      })()
      return stopped
    },
  }
}
