import { onTestFinished } from 'vitest'
import WebSocket from 'ws'

/** A frame of Hocuspocus' protocol for a short room name: name, message type, then the rest. */
export function frame(room: string, ...rest: readonly (number | Uint8Array)[]): Uint8Array {
  const parts = rest.flatMap((part) => (typeof part === 'number' ? [part] : [...varUint(part.length), ...part]))
  return new Uint8Array([room.length, ...Buffer.from(room), ...parts])
}

/** The numbers of the wire: message types, then the kinds of a sync message. */
export const wire = {
  sync: 0,
  awareness: 1,
  auth: 2,
  stateless: 5,
  broadcastStateless: 6,
  step1: 0,
  update: 2,
} as const

export function varUint(value: number): readonly number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varUint(Math.floor(value / 128))]
}

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
