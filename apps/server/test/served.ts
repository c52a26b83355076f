import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import { onTestFinished } from 'vitest'
import WebSocket from 'ws'
import * as Y from 'yjs'
import { databasePath } from '../src/data-folder.js'
import { openDatabase } from '../src/database.js'
import { type Role, type RunningServer, type ServerOptions, startServer } from '../src/index.js'
import { sqlitePeople } from '../src/sqlite-people.js'
import { emptyFolder } from './empty-folder.js'

/** A server on a free port, stopped with the test. */
export async function served(options: Partial<ServerOptions> = {}): Promise<RunningServer> {
  const server = await startServer({ dataFolder: options.dataFolder ?? emptyFolder(), port: 0, ...options })
  onTestFinished(() => server.stop())
  return server
}

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

/** Connect and leave with the test. */
export function connected(url: string, token?: string | (() => Promise<string>)): Person {
  const someone = person(url, token)
  onTestFinished(() => someone.leave())
  return someone
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

export async function postDocument(url: string, document: object): Promise<void> {
  const answer = await fetch(`${url}/api/documents`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(document),
  })
  if (answer.status !== 201) throw new Error(`The document was not made: ${answer.status} ${await answer.text()}`)
}

/** A session of a program, as its requests show it. */
export interface SignedIn {
  readonly headers: { readonly authorization: string }
  /** What the rooms ask for. */
  token(): Promise<string>
}

export const passwordOf = (account: string) => `the password of ${account}`

/** Sign in to a server with accounts. */
export async function signedIn(url: string, account: string): Promise<SignedIn> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, password: passwordOf(account), as: 'token' }),
  })
  if (answer.status !== 200) throw new Error(`${account} was not let in: ${answer.status} ${await answer.text()}`)
  const { token: secret } = (await answer.json()) as { token: string }
  const headers = { authorization: `Bearer ${secret}` }
  return {
    headers,
    async token() {
      const answer = await fetch(`${url}/api/session/token`, { method: 'POST', headers })
      if (answer.status !== 200) return ''
      return ((await answer.json()) as { token: string }).token
    },
  }
}

/** Make accounts of these roles in a data folder; each is called as its role. */
export async function withAccounts(dataFolder: string, ...accounts: readonly Role[]): Promise<void> {
  const database = openDatabase(databasePath(dataFolder))
  // Cheap passwords, since there are many.
  const people = sqlitePeople(database, { now: Date.now, cost: { log2N: 4, r: 1, p: 1 } })
  for (const role of accounts) {
    await people.add({ id: role, name: role.toUpperCase(), role, password: passwordOf(role) })
  }
  database.close()
}
