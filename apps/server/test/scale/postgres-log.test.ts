import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { LogMoved, type LogNews } from '../../src/update-log.js'
import { emptyFolder } from '../empty-folder.js'
import { logContract } from '../log-contract.js'
import type { Engine } from './engine.js'
import { postgresServer } from './postgres-server.js'
import { newSchema, openBoth, openShared } from './shared-log.js'

let url = ''
let server: Engine
beforeAll(async () => {
  server = await postgresServer()
  url = server.url
  return () => server.remove()
})

logContract('The log in Postgres', async (now) => {
  const schema = newSchema()
  const log = await openShared(url, schema, { now })
  return {
    log,
    async reopened() {
      await log.close()
      // Without its copy: all of it has to be in the database.
      return openShared(url, schema, { now })
    },
  }
})

const bytes = (...values: number[]) => new Uint8Array(values)
const room = 'text/d'

/** The logs of two servers on one database, with one document that both know. */
async function two() {
  const schema = newSchema()
  const one = await openShared(url, schema)
  await one.createDocument('d', [{ room, update: bytes(0) }])
  const other = await openShared(url, schema)
  return { schema, one, other }
}

test('two servers that append at once share one order without a gap, and each row is in it once', async () => {
  const { one, other } = await two()
  const seqs = (
    await Promise.all(
      Array.from({ length: 400 }, async (_, at) => {
        await new Promise((resolve) => setTimeout(resolve, at % 40))
        return [one, other][at % 2]?.append({ room, update: bytes(1, at % 256, at >> 8), user: `u${at}` })
      }),
    )
  ).map(Number)
  expect([...seqs].sort((a, b) => a - b)).toEqual(Array.from({ length: 400 }, (_, at) => at + 2))
  await Promise.all([one.catchUp(), other.catchUp()])
  expect(one.history(room)).toEqual(other.history(room))
  for (const { seq, user } of one.history(room).slice(1)) expect(seqs[Number(user?.slice(1))]).toBe(seq)
  const times = one.history(room).map(({ at }) => at)
  expect(times).toEqual([...times].sort())
})

test('times never go back, also where the clock of a server does', async () => {
  const schema = newSchema()
  const ahead = await openShared(url, schema, { now: () => '2026-01-02T03:04:05.000Z' })
  await ahead.createDocument('d', [{ room, update: bytes(0) }])
  const behind = await openShared(url, schema, { now: () => '2026-01-02T03:00:00.000Z' })
  await behind.append({ room, update: bytes(1) })
  expect(behind.history(room).map(({ at }) => at)).toEqual(['2026-01-02T03:04:05.000Z', '2026-01-02T03:04:05.000Z'])
})

test('what one server appends, makes and deletes is news to the other, in order and once', async () => {
  const { one, other } = await two()
  const news: LogNews[] = []
  other.follow((some) => {
    // It can be read in the moment in which it is told.
    for (const { seq, room } of some.updates) expect(other.history(room, seq - 1)[0]?.seq).toBe(seq)
    news.push(some)
  })
  for (const value of [1, 2, 3]) await one.append({ room, update: bytes(value) })
  await other.catchUp()
  await one.createDocument('e', [{ room: 'text/e', update: bytes(9) }])
  await one.deleteDocument('d')
  await other.catchUp()
  await other.append({ room: 'text/e', update: bytes(8) })
  await other.catchUp()
  expect(news.flatMap(({ updates }) => updates.map(({ update }) => update[0]))).toEqual([1, 2, 3, 9])
  expect(news.flatMap(({ deleted }) => deleted.map(({ id }) => id))).toEqual(['d'])
  expect(other.documents().map(({ id }) => id)).toEqual(['e'])
  expect(other.documentOf(room)?.deletedAt).toBeDefined()
})

test('an update of a client that has written on another server is refused until that was read', async () => {
  const { one, other } = await two()
  const from = (from: number, to: number) => [{ client: 7, from, to }]
  await one.append({ room, update: bytes(1), user: 'mei', clocks: from(0, 3) })
  const late = { room, update: bytes(2), user: 'mei', clocks: from(0, 2) }
  const beside = other.append({ room, update: bytes(3), user: 'ana', clocks: [{ client: 8, from: 0, to: 1 }] })
  await expect(other.append(late)).rejects.toThrow(LogMoved)
  await beside
  await other.catchUp()
  expect(other.clients(room).get(7)).toEqual({ user: 'mei', to: 3 })
  await other.append({ ...late, clocks: from(3, 4) })
  await one.catchUp()
  expect(one.history(room).map(({ update }) => update[0])).toEqual([0, 1, 3, 2])
})

test('work in turn on a document waits for the other server and sees what it did', async () => {
  const { one, other } = await two()
  const events: string[] = []
  const work = (name: string, log: typeof one) =>
    log.inTurn('d', async () => {
      events.push(`${name} begins with ${log.history(room).length}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
      await log.append({ room, update: bytes(1) })
      events.push(`${name} ends`)
    })
  await Promise.all([work('one', one), work('other', other), work('one', one), work('other', other)])
  expect(events.filter((_, at) => at % 2 === 0).map((said) => said.replace(/\w+ /, ''))).toEqual([
    'begins with 1',
    'begins with 2',
    'begins with 3',
    'begins with 4',
  ])
  expect(events.filter((_, at) => at % 2 === 1).every((said) => said.endsWith('ends'))).toBe(true)
})

test('a document that two servers make at once is made once', async () => {
  const { one, other } = await two()
  const made = await Promise.allSettled(
    [one, other].map((log, at) => log.createDocument('e', [{ room: 'text/e', update: bytes(at) }])),
  )
  expect(made.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  await Promise.all([one.catchUp(), other.catchUp()])
  expect(one.history('text/e')).toEqual(other.history('text/e'))
  expect(one.history('text/e')).toHaveLength(1)
})

test('an update is stored with a flush to disk, whatever the setting of the database', async () => {
  const schema = newSchema()
  const admin = new Client({ connectionString: url })
  await admin.connect()
  onTestFinished(() => admin.end())
  await admin.query('ALTER ROLE claimspan SET synchronous_commit = off')
  onTestFinished(async () => {
    await admin.query('ALTER ROLE claimspan RESET synchronous_commit')
  })
  const { postgres } = await openBoth(url, schema)
  onTestFinished(() => postgres.close())
  expect(await postgres.ask('SHOW synchronous_commit')).toEqual([['on']])
})

test('a server goes on from its copy; a copy that is damaged, of another log or further than the log is made anew', async () => {
  const schema = newSchema()
  const folder = emptyFolder()
  const log = await openShared(url, schema, { folder })
  await log.createDocument('d', [{ room, update: bytes(0) }])
  await log.append({ room, update: bytes(1) })
  await log.close()
  const kept = await openShared(url, schema, { folder })
  expect(kept.history(room)).toHaveLength(2)
  await kept.close()

  const otherSchema = newSchema()
  const other = await openShared(url, otherSchema, { folder })
  expect(other.documents()).toEqual([])
  await other.createDocument('e', [{ room: 'text/e', update: bytes(5) }])
  await other.close()

  const again = await openShared(url, schema, { folder })
  expect(again.history(room).map(({ update }) => update[0])).toEqual([0, 1])
  await again.append({ room, update: bytes(2) })
  await again.close()

  // The database is put back to where it was before the last update, and another one comes.
  const admin = new Client({ connectionString: url })
  await admin.connect()
  onTestFinished(() => admin.end())
  await admin.query(`DELETE FROM ${schema}.updates WHERE seq = 3; UPDATE ${schema}.head SET seq = 2`)
  const elsewhere = await openShared(url, schema)
  await elsewhere.append({ room, update: bytes(3) })
  const mended = await openShared(url, schema, { folder })
  expect(mended.history(room).map(({ update }) => update[0])).toEqual([0, 1, 3])
  await mended.close()

  copyFileSync(import.meta.filename, join(folder, 'copy.db'))
  const fresh = await openShared(url, schema, { folder })
  expect(fresh.history(room).map(({ update }) => update[0])).toEqual([0, 1, 3])
})

test('while the database is gone nothing is appended and what was read is served; after that it goes on', async () => {
  const said: string[] = []
  const log = await openShared(url, newSchema(), { said })
  await log.createDocument('d', [{ room, update: bytes(0) }])
  await server.kill()
  await expect(log.append({ room, update: bytes(1) })).rejects.toThrow()
  await log.catchUp()
  expect(log.history(room)).toHaveLength(1)
  await server.start()
  await log.append({ room, update: bytes(2) })
  expect(log.history(room).map(({ update }) => update[0])).toEqual([0, 2])
  await log.catchUp()
  expect(said).toEqual([expect.stringMatching(/^The database does not answer: /), 'The database answers again'])
})
