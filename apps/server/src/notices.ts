import { createClient } from '@redis/client'

/** How far a log has come: enough for another server to know whether it has to read again. */
export interface Notice {
  readonly seq: number
  readonly changes: number
}

/** Who is where in one room, as one server's people see it: an awareness update of y-protocols. */
export interface PresenceNotice {
  readonly room: string
  readonly update: Uint8Array
}

/**
 * What the servers on one log tell each other. None of it is kept, and any of it may be lost: news of the log are found
 * without, only later, and people say anew where they are every few seconds.
 */
export interface Notices {
  send(notice: Notice): void
  listen(listener: (notice: Notice) => void): void
  sendPresence(notice: PresenceNotice): void
  listenPresence(listener: (notice: PresenceNotice) => void): void
  close(): Promise<void>
}

/** For a server that finds news by looking. */
export const noNotices: Notices = {
  send: () => undefined,
  listen: () => undefined,
  sendPresence: () => undefined,
  listenPresence: () => undefined,
  close: async () => undefined,
}

/** More than so many messages that Redis has not taken are not kept: it is stuck, and what they say is soon old. */
const mostOnTheWay = 100

/**
 * Notices over Redis or Valkey, on two channels of this log. The server runs on while Redis does not, and goes back to it
 * by itself. `say` is told when it is lost and when it is back.
 */
export function redisNotices(url: string, log: string, say: (line: string) => void): Notices {
  const own = crypto.randomUUID()
  const options = {
    url,
    disableOfflineQueue: true,
    pingInterval: 2000,
    socket: {
      connectTimeout: 2000,
      // Nothing heard for so long, not even the answer to a ping: the connection is dead.
      socketTimeout: 6000,
      reconnectStrategy: (tries: number) => Math.min(50 * 2 ** tries, 1000),
    },
  }
  const publisher = createClient(options)
  const subscriber = createClient({ ...options, disableOfflineQueue: false })
  let isLost = false
  let isClosed = false
  let onTheWay = 0
  for (const client of [publisher, subscriber]) {
    client.on('error', (error: unknown) => {
      if (!isLost && !isClosed) say(`Redis does not answer: ${error instanceof Error ? error.message : String(error)}`)
      isLost = true
    })
  }
  publisher.on('ready', () => {
    if (isLost) say('Redis answers again')
    isLost = false
  })
  const newsChannel = `claimspan:${log}:news`
  const presenceChannel = `claimspan:${log}:presence`
  const noticed = new Set<(notice: Notice) => void>()
  const present = new Set<(notice: PresenceNotice) => void>()

  function publish(channel: string, message: string): void {
    if (!publisher.isReady || onTheWay >= mostOnTheWay) return
    onTheWay += 1
    publisher
      .publish(channel, message)
      // What is lost is told of above.
      .catch(() => undefined)
      .finally(() => {
        onTheWay -= 1
      })
  }

  // Neither is waited for: a server starts without Redis too. A subscription comes back with its connection.
  void publisher.connect().catch(() => undefined)
  void subscriber.connect().catch(() => undefined)
  void subscriber
    .subscribe(newsChannel, (message) => {
      const [seq, changes] = message.split(' ').map(Number)
      if (!Number.isSafeInteger(seq) || !Number.isSafeInteger(changes)) return
      for (const listener of noticed) listener({ seq: Number(seq), changes: Number(changes) })
    })
    .catch(() => undefined)
  void subscriber
    .subscribe(presenceChannel, (message) => {
      const [from, room, update] = message.split(' ')
      if (from === own || room === undefined || update === undefined) return
      for (const listener of present) listener({ room, update: Buffer.from(update, 'base64') })
    })
    .catch(() => undefined)

  return {
    send: ({ seq, changes }) => publish(newsChannel, `${seq} ${changes}`),
    listen: (listener) => void noticed.add(listener),
    sendPresence: ({ room, update }) =>
      publish(presenceChannel, `${own} ${room} ${Buffer.from(update).toString('base64')}`),
    listenPresence: (listener) => void present.add(listener),
    async close() {
      isClosed = true
      publisher.destroy()
      subscriber.destroy()
    },
  }
}
