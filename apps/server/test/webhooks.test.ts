import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Webhook as Verifier } from 'standardwebhooks'
import { describe, expect, onTestFinished, test } from 'vitest'
import { isPublicAddress, targetFault } from '../src/allowed-target.js'
import { openDatabase } from '../src/database.js'
import type { ServerOptions } from '../src/index.js'
import { memoryLog } from '../src/memory-log.js'
import { postWebhook } from '../src/post-webhook.js'
import { seedArticles } from '../src/seed-articles.js'
import { sqliteWebhooks } from '../src/sqlite-webhooks.js'
import { eventTeller } from '../src/tell-events.js'
import { emptyFolder } from './empty-folder.js'
import { receiver } from './receiver.js'
import { served, signedIn, until, withAccounts } from './served.js'
import { webhookContract } from './webhook-contract.js'

function opened(path: string) {
  const database = openDatabase(path)
  onTestFinished(() => void database.close())
  return database
}

webhookContract('The store in SQLite', async () => {
  const path = join(emptyFolder(), 'claimspan.db')
  const database = opened(path)
  return {
    store: sqliteWebhooks(database),
    async reopened() {
      database.close()
      return sqliteWebhooks(opened(path))
    },
  }
})

webhookContract('The store in memory', async () => {
  const database = opened(':memory:')
  return { store: sqliteWebhooks(database), reopened: async () => sqliteWebhooks(database) }
})

/** A server with accounts whose owner has a webhook; failed attempts are tried again soon. */
async function project(to: { readonly host: string; readonly url: string }, events: readonly string[] = []) {
  const dataFolder = emptyFolder()
  await withAccounts(dataFolder, 'owner', 'annotator')
  const lines: string[] = []
  const options: Partial<ServerOptions> = {
    dataFolder,
    webhookHosts: [to.host],
    webhookRetries: Array.from({ length: 100 }, () => 60),
    log: (line) => lines.push(line),
    jsonLog: true,
  }
  const server = await served(options)
  const asking = async (url: string, account: 'owner' | 'annotator' = 'owner') => {
    const { headers } = await signedIn(url, account)
    return async (method: string, path: string, body?: unknown) => {
      const answer = await fetch(`${url}/api${path}`, {
        method,
        headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const said = await answer.text()
      return { status: answer.status, body: said === '' ? {} : JSON.parse(said) }
    }
  }
  const ask = await asking(server.url)
  const made = await ask('POST', '/webhooks', { url: to.url, ...(events.length > 0 ? { events } : {}) })
  expect(made).toMatchObject({ status: 201, body: { url: to.url, isOn: true, by: 'owner' } })
  const { id, secret } = made.body as { id: string; secret: string }
  return { server, ask, asking, id, secret, options, lines }
}

const words = 'The unmistakable cat sat.'
const cat = { mentions: [{ spans: [{ from: 4, to: 20 }], quote: 'unmistakable cat' }] }

describe('a webhook', () => {
  test('is told of what happens, once each, signed, without a word of the article', { timeout: 60_000 }, async () => {
    const to = await receiver()
    const { ask, asking, server, secret, lines } = await project(to)
    await ask('POST', '/documents', { id: 'd', text: words })
    await until('the document was told of', () => to.got.length === 1)
    const annotator = await asking(server.url, 'annotator')
    await annotator('POST', '/documents/d/layers/shared/claims', { id: 'c1', ...cat })
    await until('the claim was told of', () => to.got.length === 2)
    await ask('PATCH', '/documents/d/layers/shared/claims/c1', { note: 'x', tags: ['t'] })
    await until('the change was told of', () => to.got.length === 3)
    await ask('POST', '/documents/d/versions', { text: 'So: The unmistakable cat sat.' })
    await until('the version was told of', () => to.got.length === 4)
    await annotator('POST', '/documents/d/layers', { id: 'annotator', kind: 'independent' })
    await until('the layer was told of', () => to.got.length === 5)
    await ask('DELETE', '/documents/d/layers/shared/claims/c1')
    await until('the removal was told of', () => to.got.length === 6)
    await ask('DELETE', '/documents/d')
    await until('the deletion was told of', () => to.got.length === 7)
    expect(to.got.map(({ event }) => [event.type, event.data])).toEqual([
      ['document.created', expect.objectContaining({ document: 'd', version: 1, layers: ['shared'], claims: 0 })],
      ['claim.created', expect.objectContaining({ document: 'd', layer: 'shared', claim: 'c1', by: ['annotator'] })],
      ['claim.changed', expect.objectContaining({ claim: 'c1', fields: ['note', 'tags'], by: ['owner'] })],
      ['document.versioned', expect.objectContaining({ document: 'd', from: 1, version: 2, by: ['server'] })],
      ['layer.created', expect.objectContaining({ document: 'd', layer: 'annotator', by: ['annotator'] })],
      ['claim.removed', expect.objectContaining({ claim: 'c1', by: ['owner'] })],
      ['document.deleted', { document: 'd' }],
    ])
    const seqs = to.got.flatMap(({ event }) => (typeof event.data.seq === 'number' ? [event.data.seq] : []))
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b))
    const verifier = new Verifier(secret)
    for (const { body, headers, event } of to.got) {
      expect(verifier.verify(body, headers)).toEqual(event)
      expect(headers['webhook-id']).toBe(event.id)
      expect(() => verifier.verify(body.replace('"d"', '"e"'), headers)).toThrow()
      expect(() => new Verifier(`whsec_${Buffer.alloc(32).toString('base64')}`).verify(body, headers)).toThrow()
      expect(() => verifier.verify(body, { ...headers, 'webhook-timestamp': '1700000000' })).toThrow()
    }
    const everything = [...to.got.map(({ body }) => body), ...lines].join('\n')
    for (const word of ['unmistakable', secret.slice(6)]) expect(everything).not.toContain(word)
  })

  test('hears of what happened while it was down, under the same id, also after a restart', {
    timeout: 60_000,
  }, async () => {
    const to = await receiver()
    const { server, ask, asking, id, options } = await project(to)
    to.answer(500, 302, 200)
    await ask('POST', '/documents', { id: 'd', text: words })
    await until('it arrived at the third attempt', () => to.got.length === 3)
    expect(new Set(to.got.map(({ event }) => event.id)).size).toBe(1)
    expect(new Set(to.got.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    await to.close()
    await ask('POST', '/documents/d/layers/shared/claims', { id: 'c1', ...cat })
    const waiting = async () =>
      (await ask('GET', `/webhooks/${id}/deliveries`)).body as { attempts: number; outcome?: string; type: string }[]
    let listed = await waiting()
    while (!(listed[0] !== undefined && listed[0].attempts > 1)) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      listed = await waiting()
    }
    expect(listed).toMatchObject([{ type: 'claim.created', outcome: 'unreachable', nextAt: expect.any(String) }])
    // Stored just before the end, when nobody has told of it yet.
    await ask('PATCH', '/documents/d/layers/shared/claims/c1', { note: 'x' })
    await server.stop()
    const back = await receiver(to.port)
    const again = await served(options)
    await until('what waited has arrived', () => back.got.length >= 2)
    const types = back.got.map(({ event }) => event.type)
    expect(types.sort()).toEqual(['claim.changed', 'claim.created'])
    const after = await asking(again.url)
    await after('POST', '/documents', { id: 'e', text: words })
    await until('it goes on', () => back.got.length === 3)
    expect((await after('GET', `/webhooks/${id}/deliveries`)).body).toEqual([])
  })

  test('gets only the events that it wants, a ping, and nothing once it is off or gone', async () => {
    const to = await receiver()
    const { ask, id, secret } = await project(to, ['claim.created'])
    expect((await ask('POST', `/webhooks/${id}/ping`)).status).toBe(202)
    await until('the ping has arrived', () => to.got.length === 1)
    await ask('POST', '/documents', { id: 'd', text: words })
    await ask('POST', '/documents/d/layers/shared/claims', { id: 'c1', ...cat })
    await new Promise((resolve) => setTimeout(resolve, 1500))
    await ask('POST', '/documents/d/layers/shared/claims', { id: 'c2', ...cat })
    await until('a claim was told of', () => to.got.length === 2)
    expect(to.got.map(({ event }) => [event.type, event.data.claim])).toEqual([
      ['ping', undefined],
      // The first one came with the document.
      ['claim.created', 'c2'],
    ])
    const renewed = await ask('PATCH', `/webhooks/${id}`, { newSecret: true, events: [] })
    expect(renewed.body.secret).toMatch(/^whsec_/)
    expect(renewed.body.secret).not.toBe(secret)
    expect((await ask('GET', '/webhooks')).body[0]).not.toHaveProperty('secret')
    to.answer(200, 200, 410)
    await ask('PATCH', '/documents/d/layers/shared/claims/c1', { note: 'x' })
    await until('the change was told of', () => to.got.length === 3)
    const [, , last] = to.got
    expect(() => new Verifier(secret).verify(last?.body ?? '', last?.headers ?? {})).toThrow()
    expect(new Verifier(renewed.body.secret).verify(last?.body ?? '', last?.headers ?? {})).toBeDefined()
    // It answered 410 Gone.
    let hook = (await ask('GET', '/webhooks')).body[0] as { isOn: boolean; off?: string }
    while (hook.isOn) hook = (await ask('GET', '/webhooks')).body[0]
    expect(hook.off).toContain('410')
    expect((await ask('PATCH', `/webhooks/${id}`, { isOn: true })).body).toMatchObject({ isOn: true })
    expect((await ask('DELETE', `/webhooks/${id}`)).status).toBe(204)
    expect((await ask('GET', '/webhooks')).body).toEqual([])
    await ask('DELETE', '/documents/d')
    await new Promise((resolve) => setTimeout(resolve, 1300))
    expect(to.got.filter(({ event }) => event.type === 'document.deleted')).toEqual([])
  })
})

describe('what is refused', () => {
  test.each([
    ['http://example.org/', 'https'],
    ['https://localhost/', 'private network'],
    ['https://127.0.0.1/', 'private network'],
    ['https://127.1/', 'private network'],
    ['https://2130706433/', 'private network'],
    ['https://0x7f.0.0.1/', 'private network'],
    ['https://[::1]/', 'private network'],
    ['https://[::ffff:10.0.0.1]/', 'private network'],
    ['https://[fd00::1]/', 'private network'],
    ['https://169.254.169.254/latest/meta-data', 'private network'],
    ['https://metadata.google.internal/', 'private network'],
    ['https://intranet/', 'private network'],
    ['https://printer.local/', 'private network'],
    ['https://me:secret@example.org/', 'user and the password'],
    ['file:///etc/passwd', 'https'],
    ['ftp://example.org/', 'https'],
    ['nonsense', 'sound url'],
    ['', 'sound url'],
  ])('the address %s', async (url, says) => {
    expect(targetFault(url, { hosts: [] })).toContain(says)
    expect(await postWebhook(url, '{}', {}, { hosts: [] })).toEqual({ trouble: 'forbidden-target' })
  })

  test('only what the operator allows, by host and port, and what is public', () => {
    const allowed = { hosts: ['127.0.0.1:8080', 'inside'] }
    expect(targetFault('http://127.0.0.1:8080/x', allowed)).toBeUndefined()
    expect(targetFault('http://127.0.0.1:8081/x', allowed)).toBeDefined()
    expect(targetFault('http://inside/x', allowed)).toBeUndefined()
    expect(targetFault('https://example.org:8443/x', allowed)).toBeUndefined()
    for (const address of ['8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8']) expect(isPublicAddress(address)).toBe(true)
    for (const address of ['10.1.2.3', '::', '::ffff:7f00:1', '64:ff9b::10.0.0.1', '100.64.0.1', 'x', 'ff02::1']) {
      expect(isPublicAddress(address), address).toBe(false)
    }
  })

  test('a name that leads to this machine gets nothing, though it looks public', async () => {
    const { publicLookup } = await import('../src/allowed-target.js')
    const found = await new Promise<Error | null>((resolve) =>
      publicLookup('localhost', { all: true }, (error) => resolve(error)),
    )
    expect(found?.name).toBe('ForbiddenTarget')
  })

  test('by anybody but an owner, and with a sentence for each mistake', async () => {
    const to = await receiver()
    const { ask, asking, server, id } = await project(to)
    const annotator = await asking(server.url, 'annotator')
    expect((await annotator('GET', '/webhooks')).status).toBe(403)
    expect((await annotator('POST', '/webhooks', { url: to.url })).status).toBe(403)
    for (const [method, path, body, status, error] of [
      ['POST', '', { url: 'https://10.0.0.1/' }, 422, 'bad-target'],
      ['POST', '', { url: 4 }, 400, 'bad-request'],
      ['POST', '', { url: to.url, events: ['nothing'] }, 400, 'bad-request'],
      ['POST', '', { url: to.url, events: 'claim.created' }, 400, 'bad-request'],
      ['PATCH', '/none', { isOn: false }, 404, 'unknown-webhook'],
      ['PATCH', `/${id}`, { isOn: 'no' }, 400, 'bad-request'],
      ['PATCH', `/${id}`, { url: 'https://localhost/' }, 422, 'bad-target'],
      ['DELETE', '/..%2Fx', undefined, 404, 'unknown-webhook'],
    ] as const) {
      expect(await ask(method, `/webhooks${path}`, body)).toMatchObject({ status, body: { error } })
    }
    expect((await ask('GET', '/webhooks')).body).toHaveLength(1)
  })
})

test('of what another server has told and this one cannot read yet, nothing is told or taken back', async () => {
  const store = sqliteWebhooks(opened(':memory:'))
  const log = memoryLog({ now: () => '2026-01-02T03:04:05Z' })
  const article = join(emptyFolder(), 'd.txt')
  writeFileSync(article, words)
  await seedArticles(log, [article], () => undefined)
  const [{ id, rooms } = { id: '', rooms: [] }] = log.documents()
  const ahead = Object.fromEntries(rooms.map((room) => [room, 99]))
  const createdAt = '2026-01-02T03:04:05Z'
  await store.addWebhook({ id: 'a', url: 'https://a.example/', events: [], secret: 'whsec_AAAA', by: 'mei', createdAt })
  await store.tell(id, undefined, ahead, [])
  await store.tell('made-elsewhere', undefined, { 'text/made-elsewhere': 4 }, [])
  const said: string[] = []
  const teller = eventTeller(log, store, { wake: () => undefined, warn: (line) => void said.push(line) })
  onTestFinished(() => teller.close())
  await teller.catchUp()
  expect(await store.toldOf(id)).toEqual(ahead)
  expect(await store.told()).toEqual([id, 'made-elsewhere'].sort())
  expect(await store.deliveries('a', 10)).toEqual([])
  expect(said).toEqual([])
})
