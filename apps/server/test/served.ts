import { onTestFinished } from 'vitest'
import { databasePath } from '../src/data-folder.js'
import { openDatabase } from '../src/database.js'
import { type Role, type RunningServer, type ServerOptions, startServer } from '../src/index.js'
import { sqlitePeople } from '../src/sqlite-people.js'
import { emptyFolder } from './empty-folder.js'
import { type Person, person } from './person.js'

export { guestToken, type Person, person, saved, until } from './person.js'

/** A server on a free port, stopped with the test. */
export async function served(options: Partial<ServerOptions> = {}): Promise<RunningServer> {
  const server = await startServer({ dataFolder: options.dataFolder ?? emptyFolder(), port: 0, ...options })
  onTestFinished(() => server.stop())
  return server
}

/** Connect and leave with the test. */
export function connected(url: string, token?: string | (() => Promise<string>)): Person {
  const someone = person(url, token)
  onTestFinished(() => someone.leave())
  return someone
}

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
