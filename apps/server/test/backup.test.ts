import { copyFileSync, cpSync, existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defaultScheme } from '@claimspan/core'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../src/database.js'
import { backupData, openData, restoreData } from '../src/index.js'
import { sqliteWebhooks } from '../src/sqlite-webhooks.js'
import { emptyFolder } from './empty-folder.js'
import { connected, postDocument, saved, served, signedIn, withAccounts } from './served.js'

const now = () => '2026-01-02T03:04:05Z'

describe('a backup of a server that people write to', () => {
  test('has everything that was shown as saved before, and is served as it was', { timeout: 60_000 }, async () => {
    const dataFolder = emptyFolder()
    const server = await served({ dataFolder })
    await postDocument(server.url, { id: 'd', text: 'Marks:' })
    const writers = Array.from({ length: 5 }, () => connected(server.url).join('text/d'))
    await Promise.all(writers.map((provider) => saved(provider)))
    let going = true
    let written = 0
    const shown = new Set<string>()
    const writing = writers.map(async (provider, who) => {
      while (going) {
        const mark = `[${who}.${written++}]`
        provider.document.getText('article').insert(0, mark)
        await saved(provider)
        shown.add(mark)
      }
    })
    const rounds: { readonly out: string; readonly marks: readonly string[] }[] = []
    for (let round = 0; round < 3; round++) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      const marks = [...shown]
      const out = join(emptyFolder(), 'backup')
      expect(backupData(dataFolder, out, now)).toMatchObject({ at: now(), documents: 1 })
      rounds.push({ out, marks })
    }
    going = false
    await Promise.all(writing)
    for (const { out, marks } of rounds) {
      const folder = join(emptyFolder(), 'data')
      restoreData(out, folder)
      const again = await served({ dataFolder: folder })
      const reader = connected(again.url).join('text/d')
      await saved(reader)
      const text = reader.document.getText('article').toString()
      expect(marks.filter((mark) => !text.includes(mark))).toEqual([])
      // The restored folder goes on as any other does.
      reader.document.getText('article').insert(0, 'After. ')
      await saved(reader)
      await again.stop()
    }
    expect(rounds.at(-1)?.marks.length).toBeGreaterThan(0)
  })

  test('keeps webhooks, and tells nobody from the copy', async () => {
    const folder = emptyFolder()
    copyFileSync(fixture('v3'), join(folder, 'claimspan.db'))
    const out = join(emptyFolder(), 'backup')
    backupData(folder, out, now)
    const copy = join(emptyFolder(), 'data')
    restoreData(out, copy)
    const database = openDatabase(join(copy, 'claimspan.db'))
    expect(await sqliteWebhooks(database).webhooks()).toMatchObject([
      { id: 'hook-1', off: 'It was restored from a backup.' },
    ])
    database.close()
  })

  test('keeps accounts, and lets nobody in who was signed in', async () => {
    const dataFolder = emptyFolder()
    await withAccounts(dataFolder, 'owner')
    const server = await served({ dataFolder })
    const { headers } = await signedIn(server.url, 'owner')
    const out = join(emptyFolder(), 'backup')
    backupData(dataFolder, out, now)
    const folder = join(emptyFolder(), 'data')
    restoreData(out, folder)
    const again = await served({ dataFolder: folder })
    expect((await fetch(`${again.url}/api/documents`, { headers })).status).toBe(401)
    await signedIn(again.url, 'owner')
  })
})

describe('what is refused', () => {
  async function backup() {
    const dataFolder = emptyFolder()
    const server = await served({ dataFolder })
    await postDocument(server.url, { id: 'd', text: 'A cat.' })
    const out = join(emptyFolder(), 'backup')
    backupData(dataFolder, out, now)
    return { dataFolder, out }
  }

  test('a backup over what is there, and of what is no data folder, leave nothing behind', async () => {
    const { dataFolder, out } = await backup()
    const before = readFileSync(join(out, 'backup.json'))
    expect(() => backupData(dataFolder, out, now)).toThrow(/already/)
    expect(readFileSync(join(out, 'backup.json'))).toEqual(before)
    const parent = emptyFolder()
    expect(() => backupData(parent, join(parent, 'backup'), now)).toThrow(/not a data folder/)
    const bad = emptyFolder()
    writeFileSync(join(bad, 'claimspan.db'), 'These are not the bytes of a database. '.repeat(200))
    expect(() => backupData(bad, join(parent, 'backup'), now)).toThrow(/cannot be opened/)
    expect(readdirSync(parent)).toEqual([])
  })

  test.each([
    ['cut off', (path: string) => truncateSync(path, 8000)],
    ['changed', (path: string) => writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.from('x')]))],
    ['of another backup', (path: string) => copyFileSync(fixture('v1'), path)],
  ])('a backup whose database is %s', async (_what, damage) => {
    const { out } = await backup()
    damage(join(out, 'claimspan.db'))
    const folder = join(emptyFolder(), 'data')
    expect(() => restoreData(out, folder)).toThrow(/damaged/)
    expect(existsSync(join(folder, 'claimspan.db'))).toBe(false)
  })

  test('a folder that has data, and one that is no backup', async () => {
    const { out, dataFolder } = await backup()
    expect(() => restoreData(out, dataFolder)).toThrow(/has data already/)
    expect(() => restoreData(emptyFolder(), join(emptyFolder(), 'data'))).toThrow(/not a backup/)
  })
})

const fixture = (version: string) =>
  fileURLToPath(new URL(`../../../fixtures/data-folders/${version}/claimspan.db`, import.meta.url))

describe('a data folder of an earlier version', () => {
  const words = 'On cats\nOnce upon a time, The cat sat on the mat. It slept.'

  test.each(['v1', 'v2', 'v3', 'v4', 'v5'])('%s is read as it is, and not changed by that', (version) => {
    const folder = emptyFolder()
    copyFileSync(fixture(version), join(folder, 'claimspan.db'))
    const before = readFileSync(join(folder, 'claimspan.db'))
    const data = openData(folder)
    expect(data.annotated('cats').document.text).toBe(words)
    expect(data.scheme().name).toBe(['v4', 'v5'].includes(version) ? 'Ours' : defaultScheme.name)
    expect(data.at('cats', '3')?.document.text).toBe('On cats\nOnceThe cat sat on the mat. It slept.')
    data.close()
    expect(readFileSync(join(folder, 'claimspan.db'))).toEqual(before)
  })

  test.each(['v1', 'v2', 'v3', 'v4', 'v5'])('%s is served, and goes on', async (version) => {
    const folder = emptyFolder()
    cpSync(fixture(version), join(folder, 'claimspan.db'))
    const server = await served({ dataFolder: folder })
    const mei = connected(server.url).join('text/cats')
    await saved(mei)
    expect(mei.document.getText('article').toString()).toBe(words)
    mei.document.getText('article').insert(0, 'So: ')
    await saved(mei)
    const { changes } = (await (await fetch(`${server.url}/api/documents/cats/history`)).json()) as {
      changes: object[]
    }
    expect(changes).toHaveLength(8)
    expect(changes.at(-1)).toMatchObject({ by: 'guest', room: 'text' })
    await server.stop()
  })

  test('v1 says whose clients are once it has been brought up', () => {
    const folder = emptyFolder()
    cpSync(fixture('v1'), join(folder, 'claimspan.db'))
    const database = openDatabase(join(folder, 'claimspan.db'))
    const rows = database.prepare<unknown[]>('SELECT count(*), max(up_to) FROM clients').raw().all([])
    expect(rows).toEqual([[1, 18]])
    database.close()
  })
})
