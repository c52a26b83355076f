import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../src/database.js'
import { backupData, restoreData } from '../src/index.js'
import type { Role } from '../src/roles.js'
import { sqliteWorkflow } from '../src/stored-workflow.js'
import { memoryWorkflow, reassigned } from '../src/workflow.js'
import { emptyFolder } from './empty-folder.js'
import { postDocument, served, signedIn, withAccounts } from './served.js'
import { workflowContract } from './workflow-contract.js'

workflowContract('The store in memory', ['a', 'b'], async () => {
  const store = memoryWorkflow()
  return { store, reopened: async () => store }
})

workflowContract('The store in SQLite', ['a', 'b'], async () => {
  const path = join(emptyFolder(), 'claimspan.db')
  const opened = () => {
    const database = openDatabase(path)
    onTestFinished(() => void database.close())
    return database
  }
  const database = opened()
  database.exec("INSERT INTO documents (id, created_at) VALUES ('a', ''), ('b', '')")
  return {
    store: sqliteWorkflow(database),
    async reopened() {
      database.close()
      return sqliteWorkflow(opened())
    },
  }
})

test('who is assigned again stays in place under the new name, and who is assigned and removed at once goes', () => {
  const before = [
    { id: 'mei', name: 'Mei' },
    { id: 'bo', name: 'Bo' },
  ]
  expect(
    reassigned(
      before,
      [
        { id: 'ana', name: 'Ana' },
        { id: 'mei', name: 'Mei Lin' },
        { id: 'kim', name: 'Kim' },
      ],
      ['bo', 'kim'],
    ),
  ).toEqual([
    { id: 'mei', name: 'Mei Lin' },
    { id: 'ana', name: 'Ana' },
  ])
})

type Answered = { readonly status: number; readonly body: Record<string, unknown> }

async function say(url: string, document: string, body: object, headers = {}): Promise<Answered> {
  const answer = await fetch(`${url}/api/documents/${document}/workflow`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

const listed = async (url: string, headers = {}) =>
  (await (await fetch(`${url}/api/documents`, { headers })).json()) as readonly Record<string, unknown>[]

describe('where there are no accounts', () => {
  test('a document is new, then in progress with its first claim, then what anybody says', async () => {
    const dataFolder = emptyFolder()
    const server = await served({ dataFolder })
    await postDocument(server.url, { id: 'd', text: 'A cat sat.' })
    expect(await listed(server.url)).toMatchObject([{ status: 'new', assignees: [] }])
    await fetch(`${server.url}/api/documents/d/layers/shared/claims`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: 'c', mentions: [{ spans: [{ from: 2, to: 5 }], quote: 'cat' }] }),
    })
    expect(await listed(server.url)).toMatchObject([{ status: 'in-progress' }])
    const mei = { id: 'guest-abcdefgh', name: ' Mei ' }
    const read = async () => (await fetch(`${server.url}/api/documents/d/workflow`)).json()
    expect(await read()).toEqual({ status: 'in-progress', assignees: [] })
    const answer = await say(server.url, 'd', { status: 'done', assign: [mei] })
    expect(await read()).toEqual({ status: 'done', statusAt: expect.any(String), assignees: answer.body.assignees })
    const said = { status: 'done', assignees: [{ id: mei.id, name: 'Mei' }] }
    expect(answer).toMatchObject({ status: 200, body: said })
    expect(answer.body).not.toHaveProperty('statusBy')
    await server.stop()
    const again = await served({ dataFolder })
    expect(await listed(again.url)).toMatchObject([said])
    // What is left out stays.
    expect((await say(again.url, 'd', { unassign: [mei.id] })).body).toMatchObject({ status: 'done', assignees: [] })
    expect((await say(again.url, 'd', { status: 'curated' })).body).toMatchObject({ status: 'curated' })
  })

  test.each([
    ['d', { status: 'finished' }, 400, /"status" has to be new, in-progress, done, curated/],
    ['d', { assign: 'mei' }, 400, /"assign" has to be a list/],
    ['d', { assign: ['guest-a'] }, 400, /an object with an id/],
    ['d', { assign: [{ id: 'mei', name: 'Mei' }] }, 400, /the id and the name/],
    ['d', { assign: [{ id: 'guest-a' }] }, 400, /the id and the name/],
    ['d', { unassign: [1] }, 400, /list of ids/],
    ['none', { status: 'done' }, 404, /no document/],
  ])('of %s, %j is refused with %i', async (document, body, status, message) => {
    const { url } = await served()
    await postDocument(url, { id: 'd', text: 'A cat sat.' })
    expect(await say(url, document, body)).toMatchObject({ status, body: { message: expect.stringMatching(message) } })
    expect(await listed(url)).toMatchObject([{ status: 'new', assignees: [] }])
  })

  test('a document is the work of no more people than there is room for', async () => {
    const { url } = await served()
    await postDocument(url, { id: 'd', text: 'A cat sat.' })
    const many = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, at) => ({ id: `guest-${from + at}`, name: `${from + at}` }))
    expect((await say(url, 'd', { assign: many(0, 50) })).status).toBe(200)
    expect(await say(url, 'd', { assign: many(50, 51) })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('at most 50') },
    })
    expect((await say(url, 'd', { assign: many(50, 51), unassign: ['guest-0'] })).status).toBe(200)
  })
})

test('each role may say what the table of roles allows', async () => {
  const dataFolder = emptyFolder()
  const everybody: readonly Role[] = ['owner', 'curator', 'annotator', 'reader']
  await withAccounts(dataFolder, ...everybody)
  const { url } = await served({ dataFolder })
  const [owner, curator, annotator, reader] = await Promise.all(everybody.map((role) => signedIn(url, role)))
  await fetch(`${url}/api/documents`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...owner?.headers },
    body: JSON.stringify({ id: 'd', text: 'A cat sat.' }),
  })
  const as = (person: typeof owner, body: object) => say(url, 'd', body, person?.headers)
  expect((await say(url, 'd', { status: 'done' })).status).toBe(401)
  expect((await as(reader, { status: 'done' })).status).toBe(403)
  expect((await as(annotator, { status: 'done', assign: [{ id: 'annotator' }] })).body).toMatchObject({
    status: 'done',
    statusBy: 'annotator',
    assignees: [{ id: 'annotator', name: 'ANNOTATOR' }],
  })
  expect(await as(annotator, { assign: [{ id: 'curator' }] })).toMatchObject({
    status: 403,
    body: { message: expect.stringContaining('assign anybody') },
  })
  expect((await as(annotator, { status: 'curated' })).status).toBe(403)
  expect((await as(curator, { status: 'curated', assign: [{ id: 'owner' }] })).status).toBe(200)
  // Nor may an annotator take back what a curator has said, but the same again is no change.
  expect(await as(annotator, { status: 'in-progress' })).toMatchObject({
    status: 403,
    body: { message: expect.stringContaining('set curated') },
  })
  expect((await as(annotator, { unassign: ['annotator'] })).status).toBe(200)
  expect((await as(curator, { assign: [{ id: 'reader' }] })).status).toBe(404)
  expect((await as(curator, { assign: [{ id: 'nobody' }] })).status).toBe(404)
  expect(await listed(url, reader?.headers)).toMatchObject([
    { status: 'curated', statusBy: 'curator', assignees: [{ id: 'owner', name: 'OWNER' }] },
  ])
})

test('a data folder of the version before gets the table, and a backup brings back what was said', async () => {
  const folder = emptyFolder()
  const fixture = fileURLToPath(new URL('../../../fixtures/data-folders/v4/claimspan.db', import.meta.url))
  copyFileSync(fixture, join(folder, 'claimspan.db'))
  const server = await served({ dataFolder: folder })
  const said = { status: 'done', assignees: [{ id: 'guest-mei', name: 'Mei' }] }
  expect((await say(server.url, 'cats', { status: 'done', assign: said.assignees })).body).toMatchObject(said)
  const out = join(emptyFolder(), 'backup')
  backupData(folder, out, () => '2026-01-02T03:04:05Z')
  const copy = join(emptyFolder(), 'data')
  restoreData(out, copy)
  const again = await served({ dataFolder: copy })
  expect(await listed(again.url)).toMatchObject([{ id: 'cats', ...said }])
})

test('what was said in a data folder of this version is read', async () => {
  const folder = emptyFolder()
  const fixture = fileURLToPath(new URL('../../../fixtures/data-folders/v5/claimspan.db', import.meta.url))
  copyFileSync(fixture, join(folder, 'claimspan.db'))
  const { url } = await served({ dataFolder: folder })
  expect(await listed(url)).toMatchObject([
    { id: 'cats', status: 'done', statusBy: 'mei', assignees: [{ id: 'mei', name: 'Mei' }] },
  ])
})
