import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { editText, sharedText } from '@claimspan/collab'
import { Client } from 'pg'
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { run } from '../../../cli/src/run.js'
import { databasePath } from '../../src/data-folder.js'
import {
  backupData,
  backupShared,
  openData,
  openPeople,
  openSharedFolder,
  openSharedPeople,
  restoreData,
  restoreShared,
} from '../../src/index.js'
import { emptyFolder } from '../empty-folder.js'
import { connected, passwordOf, postDocument, saved, served, signedIn, until, withAccounts } from '../served.js'
import type { Engine } from './engine.js'
import { postgresServer } from './postgres-server.js'
import { newSchema } from './shared-log.js'

const now = () => '2026-01-02T03:04:05Z'

let server: Engine
beforeAll(async () => {
  server = await postgresServer()
  return () => server.remove()
})

const newShared = () => ({ database: { url: server.url, schema: newSchema() } })

const newFolder = () => join(emptyFolder(), 'new')

test('a backup of a shared database has all that was shown as saved before, while two servers write to it', {
  timeout: 90_000,
}, async () => {
  const shared = newShared()
  const servers = [await served({ shared }), await served({ shared })]
  await postDocument(servers[0]?.url ?? '', { id: 'd', text: 'Marks:' })
  const writers = servers.map(({ url }) => connected(url).join('text/d'))
  await Promise.all(writers.map((each) => saved(each)))
  let going = true
  const shown: string[] = []
  const writing = writers.map(async (provider, who) => {
    for (let at = 0; going; at++) {
      provider.document.getText('article').insert(0, `[${who}.${at}]`)
      await saved(provider)
      shown.push(`[${who}.${at}]`)
    }
  })
  const rounds: { readonly out: string; readonly marks: readonly string[] }[] = []
  for (let round = 0; round < 3; round++) {
    await until('more is written', () => shown.length >= (round + 1) * 10)
    const marks = [...shown]
    const out = newFolder()
    expect(await backupShared(shared, out, now)).toMatchObject({ at: now(), documents: 1 })
    rounds.push({ out, marks })
  }
  going = false
  await Promise.all(writing)
  for (const { out, marks } of rounds) {
    const folder = newFolder()
    restoreData(out, folder)
    const data = openData(folder)
    const text = data.annotated('d').document.text
    data.close()
    expect(marks.filter((mark) => !text.includes(mark))).toEqual([])
  }
})

test('goes into a data folder and into another database, with its history, people and webhooks, which are off', {
  timeout: 90_000,
}, async () => {
  const shared = newShared()
  const people = await openSharedPeople(shared)
  for (const role of ['owner', 'reader'] as const) {
    await people.add({ id: role, name: role, role, password: passwordOf(role) })
  }
  await people.close()
  const one = await served({ shared })
  const owner = await signedIn(one.url, 'owner')
  const ask = async (url: string, method: string, path: string, { headers }: typeof owner, body?: object) => {
    const answer = await fetch(`${url}/api${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: answer.status, body: answer.status === 204 ? undefined : await answer.json() }
  }
  await ask(one.url, 'POST', '/webhooks', owner, { url: 'https://example.org/hook' })
  for (const id of ['d', 'gone']) await ask(one.url, 'POST', '/documents', owner, { id, text: 'A cat.' })
  const claim = { id: 'c', mentions: [{ spans: [{ from: 2, to: 5 }], quote: 'cat' }] }
  expect((await ask(one.url, 'POST', '/documents/d/layers/shared/claims', owner, claim)).status).toBe(201)
  await ask(one.url, 'POST', '/documents/d/versions', owner, { text: 'A cat and a dog.' })
  await ask(one.url, 'DELETE', '/documents/gone', owner)
  const scheme = (await ask(one.url, 'GET', '/scheme', owner)).body as object
  expect((await ask(one.url, 'PUT', '/scheme', owner, { ...scheme, name: 'Ours' })).status).toBe(200)
  const versions = (await ask(one.url, 'GET', '/scheme/versions', owner)).body
  expect(versions).toMatchObject([{ version: 1 }, { version: 2, name: 'Ours', by: 'owner' }])
  const work = { status: 'done', assign: [{ id: 'owner' }] }
  expect((await ask(one.url, 'PATCH', '/documents/d/workflow', owner, work)).status).toBe(200)
  const history = (await ask(one.url, 'GET', '/documents/d/history', owner)).body
  await one.stop()

  const out = newFolder()
  expect(await backupShared(shared, out, now)).toMatchObject({ documents: 1 })
  const folder = newFolder()
  restoreData(out, folder)
  const otherShared = newShared()
  await restoreShared(out, otherShared)
  for (const options of [{ dataFolder: folder }, { shared: otherShared }]) {
    const again = await served(options)
    // Nobody is signed in there yet.
    expect((await ask(again.url, 'GET', '/documents', owner)).status).toBe(401)
    const back = await signedIn(again.url, 'owner')
    expect((await ask(again.url, 'GET', '/documents/d/history', back)).body).toEqual(history)
    expect((await ask(again.url, 'GET', '/people', back)).body).toHaveLength(2)
    expect((await ask(again.url, 'GET', '/documents', back)).body).toMatchObject([
      { id: 'd', status: 'done', statusBy: 'owner', assignees: [{ id: 'owner', name: 'owner' }] },
    ])
    expect((await ask(again.url, 'GET', '/scheme/versions', back)).body).toEqual(versions)
    expect((await ask(again.url, 'GET', '/webhooks', back)).body).toMatchObject([
      { isOn: false, off: expect.stringContaining('restored') },
    ])
    // It goes on where it was: numbers of documents, rooms, updates and accounts follow.
    expect((await ask(again.url, 'POST', '/documents', back, { id: 'gone', text: 'B.' })).status).toBe(409)
    expect((await ask(again.url, 'POST', '/documents', back, { id: 'e', text: 'A cow.' })).status).toBe(201)
    const edited = await ask(again.url, 'PATCH', '/documents/d/layers/shared/claims/c', back, { note: 'x' })
    expect(edited.status).toBe(200)
    await again.stop()
  }
  const added = await openSharedPeople(otherShared)
  await added.add({ id: 'new', name: 'New', role: 'reader', password: passwordOf('new') })
  expect(added.accounts()).toHaveLength(3)
  await added.close()
  await expect(restoreShared(out, otherShared)).rejects.toMatchObject({ kind: 'data-folder-taken' })
})

test('the data folder of a single server moves into a database', async () => {
  const dataFolder = emptyFolder()
  await withAccounts(dataFolder, 'owner')
  const out = newFolder()
  backupData(dataFolder, out, now)
  const shared = newShared()
  await restoreShared(out, shared)
  const moved = await openSharedPeople(shared)
  const people = openPeople(dataFolder)
  expect(moved.accounts()).toEqual(people.accounts())
  people.close()
  await moved.close()
})

test('a damaged backup changes nothing, and a copy to export from is gone when it is closed', async () => {
  const shared = newShared()
  const out = newFolder()
  await backupShared(shared, out, now)
  await expect(backupShared(shared, out, now)).rejects.toMatchObject({ kind: 'backup-exists' })
  writeFileSync(databasePath(out), 'x')
  await expect(restoreShared(out, shared)).rejects.toMatchObject({ kind: 'damaged-backup' })
  const copy = await openSharedFolder(shared)
  const data = openData(copy.folder)
  expect(data.documents()).toEqual([])
  data.close()
  expect(readdirSync(copy.folder).filter((name) => name.endsWith('.db'))).toEqual(['claimspan.db'])
  copy.close()
  expect(existsSync(copy.folder)).toBe(false)
  await expect(
    backupShared({ database: { url: 'postgres://mei:kitten@127.0.0.1:1/papers' } }, newFolder(), now),
  ).rejects.toThrow(/^The database postgres:\/\/127\.0\.0\.1:1\/papers cannot be used/)
})

test('the commands make accounts, back up, export, prune and restore what servers share', {
  timeout: 120_000,
}, async () => {
  const name = `commands_${process.pid}`
  const client = new Client({ connectionString: server.url })
  await client.connect()
  for (const database of [name, `${name}_2`]) await client.query(`CREATE DATABASE ${database}`)
  await client.end()
  const urlOf = (database: string) => server.url.replace(/[^/]*$/, database)
  const shared = { database: { url: urlOf(name) } }
  vi.stubEnv('CLAIMSPAN_DATABASE', urlOf(name))
  onTestFinished(() => void vi.unstubAllEnvs())
  const claimspan = async (...args: string[]) => {
    const said = { out: '', err: '' }
    const code = await run(args, {
      out: (text) => {
        said.out += text
      },
      err: (text) => {
        said.err += text
      },
      watched: false,
    })
    return { code, ...said }
  }
  const dataFolder = emptyFolder()
  const secret = 'Wilhelmina'
  const first = await served({ shared, dataFolder })
  await postDocument(first.url, { id: 'd', text: 'A cat sat.' })
  await postDocument(first.url, { id: 'old', text: secret })
  const mei = connected(first.url, JSON.stringify({ id: 'guest-mei', name: 'Mei' })).join('text/d')
  await saved(mei)
  for (const words of [secret, '', ' down']) {
    const text = sharedText(mei.document)
    const [at, length] = words === '' ? [0, secret.length] : [words === secret ? 0 : 9, 0]
    editText(text, at, length, words)
    await saved(mei)
  }
  await fetch(`${first.url}/api/documents/old`, { method: 'DELETE' })
  const historyOf = async (url: string) =>
    (await (await fetch(`${url}/api/documents/d/history`)).json()) as {
      changes: { seq: number; by: string; pruned?: true }[]
    }
  const { changes } = await historyOf(first.url)
  const [last = 0, taken = 0, written = 0] = changes.map(({ seq }) => seq).toReversed()

  // While the server runs: a backup, an export of now and of then, accounts; but no pruning.
  const out = newFolder()
  expect(await claimspan('backup', '--out', out)).toMatchObject({
    code: 0,
    out: expect.stringContaining('1 document,'),
  })
  const [now, then] = [newFolder(), newFolder()]
  expect(await claimspan('export', '--to', 'native', '--out', now)).toMatchObject({ code: 0 })
  expect(await claimspan('export', '--to', 'native', '--out', then, '--at', String(written))).toMatchObject({ code: 0 })
  const exported = (folder: string) => readFileSync(join(folder, 'documents.jsonl'), 'utf8')
  expect(exported(now)).toContain('A cat sat down.')
  expect(exported(then)).toContain(secret)
  const busy = await claimspan('prune', '--before', String(taken))
  expect(busy).toMatchObject({ code: 1, err: expect.stringMatching(/is in use by a Claimspan server/) })
  await first.stop()

  for (const [args, sentence] of [
    [['--before', 'yesterday'], /a time such as/],
    [['--before', '3', '--document', 'none'], /There is no document "none"/],
  ] as const) {
    expect(await claimspan('prune', ...args)).toMatchObject({ code: 1, err: expect.stringMatching(sentence) })
  }
  expect(await claimspan('prune', '--before', String(last), '--json')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^\{"documents":2,/),
  })
  expect(await claimspan('prune', '--before', String(last), '--json')).toMatchObject({
    out: '{"documents":0,"updates":0}\n',
  })
  expect(exported(now)).toBe(await again(claimspan, exported))
  expect(await claimspan('export', '--to', 'native', '--out', newFolder(), '--at', String(written))).toMatchObject({
    code: 1,
    err: expect.stringContaining('has been pruned'),
  })
  // Nothing of it is left in any table, nor in the copy of a server that comes back.
  const look = new Client({ connectionString: urlOf(name) })
  await look.connect()
  const { rows } = await look.query(
    'SELECT bytes FROM claimspan.updates UNION ALL SELECT bytes FROM claimspan.snapshots',
  )
  await look.end()
  expect(Buffer.concat(rows.map(({ bytes }: { bytes: Buffer }) => bytes)).toString('latin1')).not.toContain(secret)
  const onDisk = () =>
    readdirSync(dataFolder)
      .filter((file) => file.startsWith('copy.db'))
      .map((file) => readFileSync(join(dataFolder, file), 'latin1'))
      .join('')
  expect(onDisk()).toContain(secret)
  const second = await served({ shared, dataFolder })
  expect(onDisk()).not.toContain(secret)
  const after = await historyOf(second.url)
  expect(after.changes.map(({ by, seq }) => [by, seq])).toEqual(changes.map(({ by, seq }) => [by, seq]))
  expect(after.changes.some(({ pruned }) => pruned)).toBe(true)
  const ana = connected(second.url).join('text/d')
  await saved(ana)
  editText(sharedText(ana.document), 0, 0, 'Look: ')
  await saved(ana)
  await second.stop()

  // The backup of before goes into another database, with what was pruned since.
  vi.stubEnv('CLAIMSPAN_DATABASE', urlOf(`${name}_2`))
  expect(await claimspan('restore', out)).toMatchObject({ code: 0, out: expect.stringContaining('The database has') })
  const back = newFolder()
  expect(await claimspan('export', '--to', 'native', '--out', back, '--at', String(written))).toMatchObject({ code: 0 })
  expect(exported(back)).toBe(exported(then))
  expect(await claimspan('restore', out)).toMatchObject({ code: 1, err: expect.stringContaining('has documents') })
  expect(await claimspan('account', 'add', 'mei', '--role', 'owner')).toMatchObject({ code: 0 })
  expect((await claimspan('account', 'list')).out).toContain('mei')
})

/** The document as it is exported now. */
async function again(
  claimspan: (...args: string[]) => Promise<{ readonly code: number }>,
  exported: (folder: string) => string,
): Promise<string> {
  const folder = newFolder()
  expect(await claimspan('export', '--to', 'native', '--out', folder)).toMatchObject({ code: 0 })
  return exported(folder)
}
