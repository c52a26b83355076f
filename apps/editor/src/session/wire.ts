/**
 * What a Hocuspocus message says about saving, read without applying it. The layout (y-protocols and Hocuspocus 4): the
 * room's name (length, then UTF-8), the message type, and for a sync message its own kind.
 */
export type WireMessage =
  /** Changes on their way to the server: one update, or the answer to its question what it lacks. */
  | { readonly kind: 'update' | 'answer'; readonly room: string }
  /** The server's word on one message with changes. */
  | { readonly kind: 'acknowledged' | 'refused'; readonly room: string }
  | { readonly kind: 'other' }

const typeSync = 0
const typeSyncStatus = 8
const syncStep2 = 1
const syncUpdate = 2

const other: WireMessage = { kind: 'other' }

/** Read one message; what is not one that matters for saving is `other`. */
export function readWire(message: Uint8Array): WireMessage {
  // A ping is a single byte without a room.
  if (message.length < 3) return other
  let at = 0
  const number = (): number => {
    let value = 0
    for (let factor = 1; at < message.length; factor *= 128) {
      const byte = message[at++] ?? 0
      value += (byte & 0x7f) * factor
      if (byte < 0x80) break
    }
    return value
  }
  const length = number()
  const room = new TextDecoder().decode(message.subarray(at, at + length))
  at += length
  const type = number()
  if (type === typeSync) {
    const kind = number()
    if (kind === syncStep2) return { kind: 'answer', room }
    if (kind === syncUpdate) return { kind: 'update', room }
  }
  if (type === typeSyncStatus) return { kind: message[at] === 1 ? 'acknowledged' : 'refused', room }
  return other
}
