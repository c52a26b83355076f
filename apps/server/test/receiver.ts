import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Received {
  readonly headers: Record<string, string>
  readonly body: string
  readonly event: { readonly id: string; readonly type: string; readonly data: Record<string, unknown> }
}

/** Somebody who is told of events, on a port of this machine. */
export async function receiver(port = 0) {
  const got: Received[] = []
  let answers: readonly number[] = []
  const server: Server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString()
    })
    request.on('end', () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
      got.push({ headers, body, event: JSON.parse(body) })
      const status = answers[got.length - 1] ?? 200
      response.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:1/' } : {}).end('Never read.')
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const close = () => new Promise<void>((resolve) => void server.close(() => resolve()))
  onTestFinished(async () => {
    server.closeAllConnections()
    if (server.listening) await close()
  })
  const at = (server.address() as AddressInfo).port
  return {
    got,
    host: `127.0.0.1:${at}`,
    port: at,
    url: `http://127.0.0.1:${at}/hook`,
    answer: (...statuses: readonly number[]) => {
      answers = statuses
    },
    close,
  }
}
