import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { mayReach, mayWrite } from './same-origin.js'
import type { SyncPeer, SyncRooms } from './sync-rooms.js'
import { tokenBucket } from './token-bucket.js'

/** A larger frame ends the connection. Documents are made over HTTP, so nobody needs to send one in a frame. */
export const maxFrameBytes = 5 * 1024 * 1024

const syncPath = '/sync'

/** One socket may send so many frames; more, and it is closed and comes back with what is missing. */
const frameLimit = { perSecond: 200, burst: 4000 }

/** Of a socket that has sent this much, in bytes, nothing is read for a while: so much a second. What it sends waits on its own side. */
const bytesAtOnce = 8 * 1024 * 1024
const bytesPerSecond = 2 * 1024 * 1024

/** Whoever has sent this much, in bytes, before any room has let them in has no token that is worth anything. */
const bytesBeforeLetIn = 512 * 1024

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
      endWithoutToken(request, socket, peer)
      const slowDown = slowingDown(socket)
      socket.on('message', (message, isBinary) => {
        // What was on its way when the connection was ended counts no more.
        if (socket.readyState !== socket.OPEN) return
        if (!isBinary) return socket.close(1003, 'binary-frames-only')
        const frame = frameOf(message)
        if (!mayFrame()) return socket.close(4429, 'too-many-requests')
        slowDown(frame.length)
        peer.receive(frame)
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

/** Count what arrives until somebody is let in, also of a frame that has not come to its end, and cut them off when it is too much. */
function endWithoutToken({ socket: stream }: IncomingMessage, socket: WebSocket, peer: SyncPeer): void {
  const before = stream.bytesRead
  const count = () => {
    if (peer.isLetIn()) stream.off('data', count)
    else if (stream.bytesRead - before > bytesBeforeLetIn) socket.terminate()
  }
  stream.on('data', count)
}

/** Told of what a socket sends, stops reading from it for as long as that is more than it may. */
function slowingDown(socket: WebSocket): (bytes: number) => void {
  let sent = 0
  let at = performance.now()
  let wait: NodeJS.Timeout | undefined
  socket.once('close', () => clearTimeout(wait))
  return (bytes) => {
    const now = performance.now()
    sent = Math.max(0, sent - ((now - at) / 1000) * bytesPerSecond) + bytes
    at = now
    if (sent <= bytesAtOnce || socket.isPaused) return
    socket.pause()
    wait = setTimeout(() => socket.resume(), ((sent - bytesAtOnce) / bytesPerSecond) * 1000)
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
  if (message instanceof ArrayBuffer) return new Uint8Array(message)
  const { buffer, byteOffset, byteLength } = message
  // A small frame lies among others in what the socket read, all of which whoever keeps a part of it would keep: it is copied.
  return byteLength === buffer.byteLength ? new Uint8Array(buffer, byteOffset, byteLength) : new Uint8Array(message)
}

function asRequest(request: IncomingMessage): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return new Request(new URL(request.url ?? '/', 'http://localhost'), { headers })
}
