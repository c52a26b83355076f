import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sharedText } from '@claimspan/collab'
import type { HocuspocusProvider } from '@hocuspocus/provider'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { openSharedPeople, type RunningServer, sharedFrom } from '../../src/index.js'
import { openPostgres } from '../../src/postgres.js'
import type { Role } from '../../src/roles.js'
import { emptyFolder } from '../empty-folder.js'
import { connected, guestToken, passwordOf, postDocument, saved, served, signedIn, until } from '../served.js'
import type { Engine } from './engine.js'
import { postgresServer } from './postgres-server.js'
import { redisServer } from './redis-server.js'
import { newSchema, openBoth } from './shared-log.js'

let postgres: Engine
let redis: Engine
beforeAll(async () => {
  ;[postgres, redis] = await Promise.all([postgresServer(), redisServer()])
  return () => Promise.all([postgres.remove(), redis.remove()])
})

/** Two servers on one new log, with a document that the first was asked for. */
async function two({
  isNotified = true,
  schema = newSchema(),
  hasDocument = true,
} = {}): Promise<readonly [RunningServer, RunningServer]> {
  const shared = { database: { url: postgres.url, schema }, ...(isNotified ? { redis: redis.url } : {}) }
  const one = await served({ shared })
  if (hasDocument) await postDocument(one.url, { id: 'd', text: 'A cat.' })
  return [one, await served({ shared })]
}

const textOf = ({ document }: HocuspocusProvider) => sharedText(document).text

describe.each([true, false])('two servers on one log (with Redis: %s)', (isNotified) => {
  test('what somebody types on one is on the other, both ways, and all of it is stored once', async () => {
    const [one, other] = await two({ isNotified })
    const mei = connected(one.url, guestToken('Mei')).join('text/d')
    const ana = connected(other.url, guestToken('Ana')).join('text/d')
    await Promise.all([saved(mei), saved(ana)])
    textOf(mei).insert(0, 'Mei: ')
    await until('Ana has it', () => textOf(ana).toString() === 'Mei: A cat.')
    for (let at = 0; at < 30; at++) {
      textOf(mei).insert(0, 'm')
      textOf(ana).insert(textOf(ana).length, 'a')
    }
    await Promise.all([saved(mei), saved(ana)])
    const all = `${'m'.repeat(30)}Mei: A cat.${'a'.repeat(30)}`
    await until('both have all', () => [mei, ana].every((each) => textOf(each).toString() === all))
    const late = connected(other.url, guestToken('Late')).join('text/d')
    await saved(late)
    expect(textOf(late).toString()).toBe(all)
  })

  test('a document made on one is there on the other at once, and one deleted is gone from it', async () => {
    const [one, other] = await two({ isNotified })
    for (let at = 0; at < 5; at++) {
      await postDocument(one.url, { id: `made-${at}`, text: 'A dog.' })
      const found = await fetch(`${other.url}/api/documents`)
      expect(((await found.json()) as { id: string }[]).map(({ id }) => id)).toContain(`made-${at}`)
    }
    const ana = connected(other.url).join('text/d')
    await saved(ana)
    let reason = ''
    ana.on('close', ({ event }: { event: { reason: string } }) => {
      reason = event.reason
    })
    expect((await fetch(`${one.url}/api/documents/d`, { method: 'DELETE' })).status).toBe(204)
    await until('Ana is sent out', () => reason !== '')
    expect(reason).toBe('document-deleted')
  })

  test('a room of a document that was just made on one lets in on the other at once', async () => {
    const [one, other] = await two({ isNotified })
    const ana = connected(other.url)
    for (let at = 0; at < 5; at++) {
      await postDocument(one.url, { id: `new-${at}`, text: 'A dog.' })
      const room = ana.join(`text/new-${at}`)
      const refused: string[] = []
      room.on('authenticationFailed', ({ reason }: { reason: string }) => refused.push(reason))
      room.on('close', ({ event }: { event: { reason: string } }) => refused.push(event.reason))
      await until('Ana is let in or refused', () => refused.length > 0 || room.synced)
      expect(refused).toEqual([])
      expect(textOf(room).toString()).toBe('A dog.')
    }
  })

  test('next versions that are made on both at once follow each other', async () => {
    const servers = await two({ isNotified })
    const versions = await Promise.all(
      [0, 1, 2, 3].map(async (at) => {
        const answer = await fetch(`${servers[at % 2]?.url}/api/documents/d/versions`, {
          method: 'POST',
          headers: { 'content-type': 'text/plain' },
          body: `A cat and ${at} dogs.`,
        })
        expect(answer.status).toBe(201)
        return ((await answer.json()) as { to: number }).to
      }),
    )
    expect([...versions].sort()).toEqual([2, 3, 4, 5])
    const lists = await Promise.all(
      servers.map(async ({ url }) => (await fetch(`${url}/api/documents/d/versions`)).json()),
    )
    expect(lists[0]).toEqual(lists[1])
    expect(lists[0]).toHaveLength(5)
  })
})

test('people see each other from one server to the other, under their true names, and no more when they leave', async () => {
  const [one, other] = await two()
  const mei = connected(one.url, guestToken('Mei'))
  const first = mei.join('text/d')
  await saved(first)
  first.setAwarenessField('user', { name: 'Mei', color: '#123456' })
  // Ana comes later: the others are asked who is there.
  const second = connected(other.url, guestToken('Ana')).join('text/d')
  await saved(second)
  const namesFor = (provider: HocuspocusProvider) =>
    [...(provider.awareness?.getStates().values() ?? [])].flatMap(({ user }) => user?.name ?? [])
  await until('Ana sees Mei', () => namesFor(second).includes('Mei'))
  second.setAwarenessField('user', { name: 'Ana', color: '#654321' })
  await until('Mei sees Ana', () => namesFor(first).includes('Ana'))
  mei.leave()
  await until('Mei is gone', () => !namesFor(second).includes('Mei'))
})

/** Two servers with these accounts, each called as its role. */
async function withAccounts(...roles: readonly Role[]) {
  const schema = newSchema()
  const people = await openSharedPeople({ database: { url: postgres.url, schema } })
  onTestFinished(() => people.close())
  for (const role of roles) await people.add({ id: role, name: role.toUpperCase(), role, password: passwordOf(role) })
  return { servers: await two({ schema, hasDocument: false }), people }
}

describe('people of two servers', () => {
  test('sign in on one and work on the other, at once; signing out on one ends both within 5 s', async () => {
    const { servers } = await withAccounts('owner')
    const [one, other] = servers
    const owner = await signedIn(one.url, 'owner')
    const answer = await fetch(`${other.url}/api/documents`, {
      method: 'POST',
      headers: { ...owner.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ id: 'd', text: 'A cat.' }),
    })
    expect(answer.status).toBe(201)
    // The token is of the one, the room on the other.
    const here = connected(other.url, () => owner.token()).join('text/d')
    await saved(here)
    textOf(here).insert(0, 'x')
    await saved(here)
    let reason = ''
    here.on('authenticationFailed', (failed: { reason: string }) => {
      reason = failed.reason
    })
    const began = performance.now()
    expect((await fetch(`${one.url}/api/session`, { method: 'DELETE', headers: owner.headers })).status).toBe(204)
    expect((await fetch(`${other.url}/api/documents`, { headers: owner.headers })).status).toBe(401)
    await until('the owner is sent out', () => reason !== '')
    expect(reason).toBe('signed-out')
    expect(performance.now() - began).toBeLessThan(5000)
  })

  test('that are made, closed and given a new password outside of the servers are so on both', async () => {
    const { servers, people } = await withAccounts('owner', 'reader')
    const sessions = await Promise.all(servers.map(({ url }) => signedIn(url, 'reader')))
    await people.change('reader', { password: 'another password' })
    for (const [at, { url }] of servers.entries()) {
      expect((await fetch(`${url}/api/documents`, { headers: { ...sessions[at]?.headers } })).status).toBe(401)
    }
    await people.change('reader', { closed: true })
    expect(people.accounts().map(({ id, closedAt }) => [id, closedAt !== undefined])).toEqual([
      ['owner', false],
      ['reader', true],
    ])
    await expect(people.add({ id: 'reader', name: 'R', role: 'owner' })).rejects.toMatchObject({
      kind: 'account-exists',
    })
    await expect(people.change('owner', { role: 'reader' })).rejects.toMatchObject({ kind: 'last-owner' })
    await expect(people.accept('no such secret', { id: 'x', name: 'X' })).rejects.toMatchObject({
      kind: 'bad-invitation',
    })
  })

  test('of an invitation that is used on both at once, one makes the account', async () => {
    const { servers, people } = await withAccounts('owner')
    const { secret } = await people.invite('reader', 'owner')
    const answers = await Promise.all(
      servers.map(({ url }, at) =>
        fetch(`${url}/api/invitations/accept`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ invitation: secret, account: `new-${at}`, name: 'New', password: 'a long password' }),
        }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 410])
  })

  test('one of the last two owners stays, however they are made less at once', async () => {
    const { servers, people } = await withAccounts('owner')
    await people.add({ id: 'second', name: 'Second', role: 'owner', password: passwordOf('second') })
    const asks = await Promise.all([signedIn(servers[0].url, 'owner'), signedIn(servers[1].url, 'second')])
    const answers = await Promise.all(
      ['owner', 'second'].map((id, at) =>
        fetch(`${servers[at]?.url}/api/people/${id}`, {
          method: 'PATCH',
          headers: { ...asks[at]?.headers, 'content-type': 'application/json' },
          body: JSON.stringify({ role: 'reader' }),
        }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })
})

test('a server that cannot reach the database says so without the password and does not start', async () => {
  const database = { url: 'postgres://mei:kitten@127.0.0.1:1/papers' }
  await expect(served({ shared: { database } })).rejects.toThrow(
    /^The database postgres:\/\/127\.0\.0\.1:1\/papers cannot be used: .*ECONNREFUSED/,
  )
  await expect(served({ shared: { database } })).rejects.not.toThrow(/kitten/)
})

test('a database of a later version is refused and not changed', async () => {
  const schema = newSchema()
  const { postgres: opened } = await openBoth(postgres.url, schema)
  await opened.ask('UPDATE head SET version = 99')
  await opened.close()
  await expect(openPostgres({ url: postgres.url, schema })).rejects.toThrow(/later version of Claimspan/)
})

test('where the shared storage is comes from the environment, the address of the database from a file too', () => {
  const file = join(emptyFolder(), 'database')
  writeFileSync(file, 'postgres://mei:kitten@db/papers\n')
  const database = { url: 'postgres://mei:kitten@db/papers' }
  expect(sharedFrom({})).toBeUndefined()
  expect(sharedFrom({ CLAIMSPAN_DATABASE: '', CLAIMSPAN_REDIS: 'redis://r' })).toBeUndefined()
  expect(sharedFrom({ CLAIMSPAN_DATABASE: database.url })).toEqual({ database })
  expect(sharedFrom({ CLAIMSPAN_DATABASE_FILE: file, CLAIMSPAN_REDIS: 'redis://r' })).toEqual({
    database,
    redis: 'redis://r',
  })
  expect(() => sharedFrom({ CLAIMSPAN_DATABASE: 'mysql://mei:kitten@db/papers' })).toThrow(/begins with postgres:/)
  expect(() => sharedFrom({ CLAIMSPAN_DATABASE_FILE: `${file}.not` })).toThrow(/cannot be read/)
})
