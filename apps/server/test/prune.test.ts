import { readFileSync } from 'node:fs'
import { editText, sharedText } from '@claimspan/collab'
import { writeNativeLine } from '@claimspan/core'
import { describe, expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'
import { databasePath } from '../src/data-folder.js'
import { openDatabase } from '../src/database.js'
import { openData, pruneData } from '../src/index.js'
import { sqliteLog } from '../src/sqlite-log.js'
import { compact } from '../src/stored-room.js'
import { emptyFolder } from './empty-folder.js'
import { connected, postDocument, saved, served } from './served.js'

const secret = 'The name of the source is Wilhelmina Vogel.'

/** A data folder in which a secret was written and taken out again; what came after it, and a document that was deleted. */
async function withSecret() {
  const dataFolder = emptyFolder()
  const server = await served({ dataFolder })
  await postDocument(server.url, { id: 'd', text: 'A cat sat.' })
  await postDocument(server.url, { id: 'old', text: secret })
  const mei = connected(server.url, JSON.stringify({ id: 'guest-mei', name: 'Mei' })).join('text/d')
  await saved(mei)
  const text = sharedText(mei.document)
  for (const [at, length, words] of [
    [0, 0, secret],
    [0, secret.length, ''],
    [9, 0, ' down'],
  ] as const) {
    editText(text, at, length, words)
    await saved(mei)
  }
  const versions = await fetch(`${server.url}/api/documents/d/versions`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: 'A cat sat down. It slept.',
  })
  expect(versions.status).toBe(201)
  await fetch(`${server.url}/api/documents/old`, { method: 'DELETE' })
  const { changes } = (await (await fetch(`${server.url}/api/documents/d/history`)).json()) as {
    changes: { seq: number; room: string }[]
  }
  const inText = changes.filter(({ room }) => room === 'text').map(({ seq }) => seq)
  await server.stop()
  return { dataFolder, seqs: inText }
}

const read = (dataFolder: string, moment?: string) => {
  const data = openData(dataFolder)
  try {
    const found = moment === undefined ? data.annotated('d') : data.at('d', moment)
    return found === undefined ? undefined : writeNativeLine(found)
  } finally {
    data.close()
  }
}

const isOnDisk = (dataFolder: string) => {
  // Text lies there in pieces of one item each.
  const bytes = readFileSync(databasePath(dataFolder)).toString('latin1')
  return bytes.includes('Wilhelmina')
}

describe('pruning', () => {
  test('takes what a document was from the disk, and leaves what it is, who changed it and what came after', async () => {
    const { dataFolder, seqs } = await withSecret()
    const [, written = 0, , typed = 0, next = 0] = seqs
    const [now, then] = [read(dataFolder), read(dataFolder, String(typed))]
    expect(read(dataFolder, String(written))).toContain('Wilhelmina')
    expect(isOnDisk(dataFolder)).toBe(true)
    expect(pruneData(dataFolder, { before: String(typed) })).toMatchObject({ documents: 2 })
    expect(isOnDisk(dataFolder)).toBe(false)
    expect(read(dataFolder)).toBe(now)
    expect(read(dataFolder, String(typed))).toBe(then)
    expect(read(dataFolder, String(next))).toBe(now)
    expect(() => read(dataFolder, String(written))).toThrow(/before update \d+ has been pruned/)
    const { url } = await served({ dataFolder })
    const at = `${url}/api/documents/d`
    const history = (await (await fetch(`${at}/history`)).json()) as { changes: { seq: number; by?: string }[] }
    expect(history.changes.filter(({ seq }) => seqs.includes(seq)).map(({ by }) => by)).toEqual([
      'server',
      'guest-mei',
      'guest-mei',
      'guest-mei',
      'server',
    ])
    expect(history.changes.find(({ seq }) => seq === written)).toMatchObject({ pruned: true })
    for (const path of [`/at/${written}`, `/changes?from=${written}`]) {
      const gone = await fetch(`${at}${path}`)
      expect(gone.status).toBe(410)
      expect(await gone.json()).toMatchObject({ error: 'pruned' })
    }
    expect(await (await fetch(`${at}/versions`)).json()).toMatchObject([{ version: 1 }, { version: 2 }])
    const mei = connected(url).join('text/d')
    await saved(mei)
    editText(sharedText(mei.document), 0, 0, 'Look: ')
    await saved(mei)
    expect((await fetch(`${url}/api/documents/old`)).status).toBe(410)
  })

  test('after a snapshot, before one, twice and of one document only leaves the same', async () => {
    const { dataFolder, seqs } = await withSecret()
    const database = openDatabase(databasePath(dataFolder))
    const log = sqliteLog(database, { now: () => '2026-01-02T03:04:05Z' })
    compact(log, 'text/d', 1)
    await log.close()
    const now = read(dataFolder)
    for (const wanted of [
      { before: String(seqs[2]), document: 'd' },
      { before: String(seqs[2]), document: 'd' },
      { before: '2099-01-01T00:00:00Z' },
      { before: '2099-01-01T00:00:00Z' },
    ]) {
      pruneData(dataFolder, wanted)
      expect(read(dataFolder)).toBe(now)
    }
    expect(pruneData(dataFolder, { before: '2099-01-01T00:00:00Z' })).toEqual({ documents: 0, updates: 0 })
    const { url } = await served({ dataFolder })
    expect(await (await fetch(`${url}/api/documents/d/versions`)).json()).toMatchObject([{ version: 2 }])
  })

  test.each([
    [{ before: 'yesterday' }, /a time such as/],
    [{ before: '3', document: 'none' }, /There is no document "none"/],
  ])('%j is refused with a sentence', async (wanted, sentence) => {
    const { dataFolder } = await withSecret()
    const now = read(dataFolder)
    expect(() => pruneData(dataFolder, wanted)).toThrow(sentence)
    expect(read(dataFolder)).toBe(now)
  })

  test('is refused while a server has the folder, and of a folder that is none', async () => {
    const dataFolder = emptyFolder()
    expect(() => pruneData(dataFolder, { before: '3' })).toThrow(/not a data folder/)
    const server = await served({ dataFolder })
    onTestFinished(() => server.stop())
    expect(() => pruneData(dataFolder, { before: '3' })).toThrow(/in use by another/)
  })
})

test('what a pruned update stands for is an update that holds nothing', () => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, new Uint8Array([0, 0]))
  expect(Y.encodeStateAsUpdate(doc)).toEqual(new Uint8Array([0, 0]))
})
