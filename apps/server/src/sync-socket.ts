import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type RawData, WebSocketServer } from 'ws'
import { mayReach, mayWrite } from './same-origin.js'
import type { SyncRooms } from './sync-rooms.js'
import { tokenBucket } from './token-bucket.js'

/** A larger frame ends the connection. Documents are made over HTTP, so nobody needs to send one in a frame. */
export const maxFrameBytes = 5 * 1024 * 1024

const syncPath = '/sync'

/** One socket may send so many frames and bytes; more, and it is closed and comes back with what is missing. */
const frameLimit = { perSecond: 200, burst: 4000 }
const byteLimit = { perSecond: 2 * 1024 * 1024, burst: 32 * 1024 * 1024 }

/** No more sockets than these at once: each takes memory before anybody has said who they are. */
const maxSockets = 2000

export interface SyncServer {
  /** How many sockets are open. */
  sockets(): number
  close(): Promise<void>
}

/** Serve the rooms as WebSockets at `/sync` of an HTTP server that listens on `host`. */
export function serveSync(
  server: Server,
  rooms: SyncRooms,
  host: string,
  say: (line: string) => void = () => undefined,
): SyncServer {
  let stopping = false
  // Whoever is refused again and again does not fill the log.
  const mayTell = tokenBucket({ perSecond: 2, burst: 20 })
  const tell = (line: string) => {
    if (mayTell()) say(line)
  }
  const refuse = (stream: Duplex, status: number, phrase: string, sentence: string) => {
    tell(`Refused a connection (${status}): ${sentence}`)
    answer(stream, status, phrase, sentence)
  }
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes, perMessageDeflate: false })

  server.on('upgrade', (request, stream, head) => {
    const path = request.url?.split('?', 1)[0]
    if (stopping) return refuse(stream, 503, 'Service Unavailable', 'The server is stopping.')
    if (path !== syncPath) return refuse(stream, 404, 'Not Found', `Sync is at ${syncPath}.`)
    if (!mayReach(request.headers.host, host) || !mayWrite(request.headers.origin, request.headers.host)) {
      return refuse(stream, 403, 'Forbidden', 'Pages of other sites may not connect.')
    }
    if (sockets.clients.size >= maxSockets) {
      return refuse(stream, 503, 'Service Unavailable', 'Too many people are connected. Try again later.')
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      const peer = rooms.connect(socket, asRequest(request))
      const mayFrame = tokenBucket(frameLimit)
      const mayBytes = tokenBucket(byteLimit)
      socket.on('message', (message, isBinary) => {
        // What was on its way when the connection was ended counts no more.
        if (socket.readyState !== socket.OPEN) return
        if (!isBinary) return socket.close(1003, 'binary-frames-only')
        const frame = frameOf(message)
        if (mayFrame() && mayBytes(frame.length)) peer.receive(frame)
        else socket.close(4429, 'too-many-requests')
      })
      socket.on('close', (code, reason) => peer.closed(code, reason.toString()))
      // What goes wrong with a socket, such as a frame that is too large, closes it: `close` follows.
      socket.on('error', (error) => {
        const code = 'code' in error ? String(error.code) : error.name
        tell(`Closed a connection: ${code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH' ? 'its frame was too large' : code}`)
      })
    })
  })

  return {
    sockets: () => sockets.clients.size,
    async close() {
      stopping = true
      for (const socket of sockets.clients) socket.close(1012, 'server-stopping')
      // Who does not answer the closing handshake is cut off.
      const patience = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate()
      }, 1000)
      while (sockets.clients.size > 0) await new Promise((resolve) => setTimeout(resolve, 5))
      clearTimeout(patience)
      sockets.close()
    },
  }
}

function answer(stream: Duplex, status: number, phrase: string, sentence: string): void {
  const body = JSON.stringify({ error: phrase.toLowerCase().replace(' ', '-'), message: sentence })
  stream.on('error', () => undefined)
  stream.end(
    `HTTP/1.1 ${status} ${phrase}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}

function frameOf(message: RawData): Uint8Array {
  if (Array.isArray(message)) return Buffer.concat(message)
  return new Uint8Array(message)
}

function asRequest(request: IncomingMessage): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return new Request(new URL(request.url ?? '/', 'http://localhost'), { headers })
}
