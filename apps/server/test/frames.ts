import { onTestFinished } from 'vitest'
import WebSocket from 'ws'
import { frame, wire } from './wire.js'

export { frame, varUint, wire } from './wire.js'

/** Somebody who writes frames by hand, let into a room. */
export async function socketIn(url: string, room: string, token = ''): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/sync`)
  socket.on('error', () => undefined)
  onTestFinished(() => socket.terminate())
  await new Promise((resolve) => socket.once('open', resolve))
  socket.send(frame(room, wire.auth, 0, Buffer.from(token)))
  socket.send(frame(room, wire.sync, wire.step1, new Uint8Array([0])))
  await new Promise((resolve) => socket.once('message', resolve))
  return socket
}

/** Code and reason with which the socket ends. */
export const closing = (socket: WebSocket) =>
  new Promise<string>((resolve) => socket.once('close', (code, reason) => resolve(`${code} ${reason}`)))
