import { plainRefusal } from './refusal-words.js'
import { isSettled, noProgress, type RoomProgress } from './save-state.js'
import { readWire } from './wire.js'

/** Counts, room by room, what went over the wire and what the server acknowledged. */
export interface AckLedger {
  /** A message left on the connection. */
  sent(message: Uint8Array): void
  /** A message came in. */
  received(message: Uint8Array): void
  opened(): void
  lost(): void
  /** A change of ours was made in a room; it is dirty until the server has acknowledged everything. */
  changed(room: string): void
  /** The server refused for good. */
  refuse(room: string, reason: string): void
  /** The server could not take what is on its way; it is sent again. */
  trouble(reason: string): void
  /** The server closed this one room, or the room is asked for anew: nothing is on its way there. */
  restart(room: string): void
  progress(room: string): RoomProgress
}

/**
 * Make a ledger. Hocuspocus' own count of unsynced changes starts at one again with each connection while messages from
 * before it are still on their way, so it can say "all acknowledged" too early. This one looks at the wire: a room is
 * settled when, on this connection, the answer to the server's first question (everything it lacked) and every change
 * since have been acknowledged. `tell` is called after each step.
 */
export function ackLedger(tell: () => void): AckLedger {
  const rooms = new Map<string, RoomProgress>()
  let connected = false
  const progress = (room: string): RoomProgress => ({ ...(rooms.get(room) ?? noProgress), connected })
  const put = (room: string, step: Partial<RoomProgress>) => {
    const next = { ...progress(room), ...step }
    rooms.set(room, isSettled(next) ? { ...next, dirty: false, trouble: undefined } : next)
    tell()
  }
  const begin = (isConnected: boolean) => {
    connected = isConnected
    for (const [room, was] of rooms) rooms.set(room, { ...was, connected, answered: false, outstanding: 0 })
    tell()
  }
  return {
    sent(message) {
      const read = readWire(message)
      if (read.kind !== 'answer' && read.kind !== 'update') return
      const was = progress(read.room)
      put(read.room, { outstanding: was.outstanding + 1, answered: was.answered || read.kind === 'answer' })
    },
    received(message) {
      const read = readWire(message)
      if (read.kind === 'refused') put(read.room, { refused: plainRefusal() })
      if (read.kind !== 'acknowledged') return
      put(read.room, { outstanding: Math.max(0, progress(read.room).outstanding - 1) })
    },
    opened: () => begin(true),
    lost: () => begin(false),
    changed(room) {
      rooms.set(room, { ...progress(room), dirty: true })
      // Told later: the provider may send the change after this call, and until then nothing is outstanding.
      queueMicrotask(tell)
    },
    refuse: (room, reason) => put(room, { refused: reason }),
    trouble(reason) {
      for (const [room, was] of rooms) if (was.dirty) rooms.set(room, { ...was, trouble: reason })
      tell()
    },
    restart: (room) => put(room, { answered: false, outstanding: 0 }),
    progress,
  }
}
