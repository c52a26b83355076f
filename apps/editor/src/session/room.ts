import { HocuspocusProvider, type HocuspocusProviderWebsocket, WebSocketStatus } from '@hocuspocus/provider'
import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { AckLedger } from './ack-ledger.js'
import { isOutOfStep, refusalWords } from './refusal-words.js'

/** One room of the server, kept the same as a Yjs document here. */
export interface Room {
  readonly name: string
  readonly doc: Y.Doc
  /** Who else is there; only where it was asked for. */
  readonly awareness: Awareness | null
  /** Settles when the room's content has arrived for the first time. */
  readonly arrived: Promise<void>
  close(): void
}

/** After how long a room that the server closed is asked for again, in milliseconds. */
const askAgainAfter = 1500

/** Enter a room on a connection. With `withPeople` it carries presence. */
export function enterRoom(
  name: string,
  socket: HocuspocusProviderWebsocket,
  ledger: AckLedger,
  options: {
    readonly withPeople: boolean
    readonly token: () => Promise<string>
    /** Called when the server takes no more changes of this room's document. */
    readonly stale: () => void
  },
): Room {
  const doc = new Y.Doc()
  const provider = new HocuspocusProvider({
    name,
    document: doc,
    websocketProvider: socket,
    token: options.token,
    ...(options.withPeople ? {} : { awareness: null }),
  })
  doc.on('update', (_update: Uint8Array, origin: unknown) => {
    if (origin !== provider) ledger.changed(name)
  })
  let retry: ReturnType<typeof setTimeout> | undefined
  // Once may be a change that overtook another on the way: everything is sent on coming back.
  let outOfStep = 0
  const closed = (reason: string | undefined) => {
    if (isOutOfStep(reason)) {
      outOfStep += 1
      if (outOfStep > 1) return options.stale()
    }
    const words = refusalWords(reason)
    if (words?.final === true) {
      ledger.refuse(name, words.sentence)
      return
    }
    if (words !== undefined) ledger.trouble(words.sentence)
    // The whole connection is the socket's to mend; this is the server closing one room of a live connection.
    if (socket.status !== WebSocketStatus.Connected) return
    ledger.restart(name)
    clearTimeout(retry)
    retry = setTimeout(() => {
      provider.detach()
      provider.attach()
    }, askAgainAfter)
  }
  provider.on('authenticationFailed', ({ reason }: { reason: string }) => closed(reason))
  // A frame that is too large is refused by its code alone (RFC 6455, 7.4.1).
  provider.on('close', ({ event }: { event?: { reason?: string; code?: number } }) =>
    closed(event?.code === 1009 ? 'too-large' : event?.reason),
  )
  provider.on('unsyncedChanges', ({ number }: { number: number }) => {
    if (number === 0) outOfStep = 0
  })
  const arrived = new Promise<void>((settle) => provider.on('synced', () => settle()))
  provider.attach()
  return {
    name,
    doc,
    awareness: provider.awareness,
    arrived,
    close() {
      clearTimeout(retry)
      provider.destroy()
      doc.destroy()
    },
  }
}
