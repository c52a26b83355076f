import { Client } from 'pg'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { openSharedPeople } from '../../src/index.js'
import { openPostgres } from '../../src/postgres.js'
import { postgresMigrations, postgresVersion } from '../../src/postgres-tables.js'
import { postgresWebhooks } from '../../src/postgres-webhooks.js'
import { webhookSender } from '../../src/send-webhooks.js'
import { receiver } from '../receiver.js'
import { passwordOf, served, signedIn, until } from '../served.js'
import { webhookContract } from '../webhook-contract.js'
import type { Engine } from './engine.js'
import { postgresServer } from './postgres-server.js'
import { newSchema } from './shared-log.js'

let server: Engine
beforeAll(async () => {
  server = await postgresServer()
  return () => server.remove()
})

async function opened(schema: string) {
  const postgres = await openPostgres({ url: server.url, schema })
  onTestFinished(() => postgres.close())
  return postgres
}

webhookContract('The store in Postgres', async () => {
  const schema = newSchema()
  return {
    store: postgresWebhooks(await opened(schema)),
    reopened: async () => postgresWebhooks(await opened(schema)),
  }
})

/** Two servers on one new log, whose owner has a webhook that was made on the first. */
async function two(to: { readonly host: string; readonly url: string }) {
  const schema = newSchema()
  const shared = { database: { url: server.url, schema } }
  const people = await openSharedPeople(shared)
  await people.add({ id: 'owner', name: 'Owner', role: 'owner', password: passwordOf('owner') })
  await people.close()
  const options = { shared, webhookHosts: [to.host] }
  const servers = [await served(options), await served(options)] as const
  const { headers } = await signedIn(servers[0].url, 'owner')
  const ask = async (at: 0 | 1, method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${servers[at].url}/api${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const said = await answer.text()
    return { status: answer.status, body: said === '' ? {} : JSON.parse(said) }
  }
  const made = await ask(0, 'POST', '/webhooks', { url: to.url })
  expect(made.status).toBe(201)
  return { servers, ask, id: String(made.body.id), schema }
}

const cat = { mentions: [{ spans: [{ from: 2, to: 5 }], quote: 'cat' }] }

describe('webhooks of two servers', () => {
  test('are told once of what happened on either, by the one that is left when the other has ended', {
    timeout: 90_000,
  }, async () => {
    const to = await receiver()
    const { servers, ask, id } = await two(to)
    expect((await ask(1, 'GET', '/webhooks')).body).toMatchObject([{ id, isOn: true }])
    await ask(0, 'POST', '/documents', { id: 'd', text: 'A cat.' })
    await ask(1, 'POST', '/documents', { id: 'e', text: 'A cat.' })
    await until('both documents were told of', () => to.got.length === 2)
    for (const at of [0, 1] as const) {
      for (const document of ['d', 'e']) {
        const path = `/documents/${document}/layers/shared/claims`
        expect((await ask(at, 'POST', path, { id: `c${at}`, ...cat })).status).toBe(201)
      }
    }
    await until('all claims were told of', () => to.got.length === 6)
    // What the one stored last it does not come to tell of.
    await ask(0, 'DELETE', '/documents/d/layers/shared/claims/c0')
    await servers[0].stop()
    await until('the other tells of it', () => to.got.length === 7)
    await ask(1, 'DELETE', '/documents/d')
    await until('the deletion was told of', () => to.got.length === 8)
    // By now each has looked at what the other stored.
    await new Promise((resolve) => setTimeout(resolve, 6000))
    const told = to.got.map(({ event }) => `${event.type} ${event.data.document} ${event.data.claim ?? ''}`)
    expect(told.sort()).toEqual([
      'claim.created d c0',
      'claim.created d c1',
      'claim.created e c0',
      'claim.created e c1',
      'claim.removed d c0',
      'document.created d ',
      'document.created e ',
      'document.deleted d ',
    ])
    expect(new Set(to.got.map(({ event }) => event.id)).size).toBe(8)
    expect((await ask(1, 'GET', `/webhooks/${id}/deliveries`)).body).toEqual([])
  })

  test('send what a server that is gone put into the store', async () => {
    const postgres = await opened(newSchema())
    const store = postgresWebhooks(postgres)
    const createdAt = '2026-01-02T03:04:05Z'
    await store.addWebhook({
      id: 'a',
      url: 'https://a.example/',
      events: [],
      secret: 'whsec_AAAA',
      by: 'mei',
      createdAt,
    })
    const sent: string[] = []
    const sender = webhookSender(store, {
      post: async (_, body) => {
        sent.push(body)
        return { status: 200 }
      },
      warn: (line) => sent.push(line),
      lookEach: 50,
    })
    onTestFinished(() => sender.close())
    sender.wake()
    await store.enqueue([{ webhook: 'a', event: 'e1', type: 'ping', body: 'one', createdAt: 1 }])
    // Nobody wakes it.
    await until('it was sent', () => sent.length === 1)
    expect(sent).toEqual(['one'])
  })
})

test('a database of the first version gets the tables of webhooks and keeps what it has', async () => {
  const schema = newSchema()
  const admin = new Client({ connectionString: server.url })
  await admin.connect()
  onTestFinished(() => admin.end())
  await admin.query(`CREATE SCHEMA ${schema}; SET search_path = ${schema}; ${postgresMigrations[0]}`)
  await admin.query("INSERT INTO head (token_key, version, seq) VALUES ('key', 1, 7)")
  const { tokenKey, ask, ...rest } = await opened(schema)
  expect(tokenKey).toBe('key')
  expect(await ask('SELECT version, seq FROM head')).toEqual([[postgresVersion, 7]])
  expect(await postgresWebhooks({ ask, ...rest }).webhooks()).toEqual([])
})
