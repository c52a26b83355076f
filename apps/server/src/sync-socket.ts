import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type RawData, WebSocketServer } from 'ws'
import { mayReach, mayWrite } from './same-origin.js'
import type { SyncRooms } from './sync-rooms.js'

/** A larger frame ends the connection. Documents are made over HTTP, so nobody needs to send one in a frame. */
export const maxFrameBytes = 5 * 1024 * 1024

const syncPath = '/sync'

/** Serve the rooms as WebSockets at `/sync` of an HTTP server that listens on `host`. Returns how to end it. */
export function serveSync(server: Server, rooms: SyncRooms, host: string): () => Promise<void> {
  let stopping = false
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes, perMessageDeflate: false })

  server.on('upgrade', (request, stream, head) => {
    const path = request.url?.split('?', 1)[0]
    if (stopping) return refuse(stream, 503, 'Service Unavailable', 'The server is stopping.')
    if (path !== syncPath) return refuse(stream, 404, 'Not Found', `Sync is at ${syncPath}.`)
    if (!mayReach(request.headers.host, host) || !mayWrite(request.headers.origin, request.headers.host)) {
      return refuse(stream, 403, 'Forbidden', 'Pages of other sites may not connect.')
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      const peer = rooms.connect(socket, asRequest(request))
      socket.on('message', (message, isBinary) => {
        // What was on its way when the connection was ended counts no more.
        if (socket.readyState !== socket.OPEN) return
        if (isBinary) peer.receive(frameOf(message))
        else socket.close(1003, 'binary-frames-only')
      })
      socket.on('close', (code, reason) => peer.closed(code, reason.toString()))
      // What goes wrong with a socket, such as a frame that is too large, closes it: `close` follows.
      socket.on('error', () => undefined)
    })
  })

  return async () => {
    stopping = true
    for (const socket of sockets.clients) socket.close(1012, 'server-stopping')
    // Who does not answer the closing handshake is cut off.
    const patience = setTimeout(() => {
      for (const socket of sockets.clients) socket.terminate()
    }, 1000)
    while (sockets.clients.size > 0) await new Promise((resolve) => setTimeout(resolve, 5))
    clearTimeout(patience)
    sockets.close()
  }
}

function refuse(stream: Duplex, status: number, phrase: string, sentence: string): void {
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
