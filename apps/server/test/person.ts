import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import WebSocket from 'ws'
import * as Y from 'yjs'

/** Somebody who is connected: a socket, and a Yjs document for each room joined. */
export interface Person {
  readonly socket: HocuspocusProviderWebsocket
  join(room: string): HocuspocusProvider
  leave(): void
}

/** A socket that is given up while it connects says so in an event, which the provider no longer hears. */
class QuietSocket extends WebSocket {
  constructor(address: string | URL, protocols?: string | string[]) {
    super(address, protocols)
    this.on('error', () => undefined)
  }
}

/** The token of a guest of this name. */
export const guestToken = (name: string) => JSON.stringify({ id: `guest-${name.toLowerCase()}`, name })

/** Connect as the editor does. */
export function person(url: string, token: string | (() => Promise<string>) = ''): Person {
  const providers: HocuspocusProvider[] = []
  const socket = new HocuspocusProviderWebsocket({
    url: `${url.replace('http', 'ws')}/sync`,
    WebSocketPolyfill: QuietSocket,
    delay: 50,
    minDelay: 50,
    maxDelay: 200,
    jitter: false,
  })
  // On reconnecting, the provider counts one change as unsynced and then sends what was typed while offline one by one
  // from its queue, so that the first acknowledgement counts as all of them: without this line the crash test finds
  // changes lost that had been shown as saved. The handshake sends everything anyway, so the queue, a private field, is
  // emptied.
  socket.on('open', () => Reflect.set(socket, 'messageQueue', []))
  return {
    socket,
    join(room) {
      const provider = new HocuspocusProvider({ name: room, document: new Y.Doc(), websocketProvider: socket, token })
      provider.attach()
      providers.push(provider)
      return provider
    },
    leave() {
      for (const provider of providers) provider.destroy()
      socket.destroy()
    },
  }
}

/** Resolves when `holds` does; looks again after each turn of the event loop. Throws what it waited for after 20 s. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  const end = Date.now() + 20_000
  while (!holds()) {
    if (Date.now() > end) throw new Error(`Waited in vain until ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

/** Everything this person knows of the room is on the server. */
export const saved = (provider: HocuspocusProvider) =>
  until(`${provider.configuration.name} is saved`, () => provider.synced && provider.unsyncedChanges === 0)
