import { join } from 'node:path'
import { document, unannotated } from '@claimspan/core'
import type { HocuspocusProvider } from '@hocuspocus/provider'
import { describe, expect, onTestFinished, test } from 'vitest'
import type * as Y from 'yjs'
import { type Database, openDatabase } from '../src/database.js'
import { sqliteLog } from '../src/sqlite-log.js'
import { serveLog } from '../src/start-server.js'
import { firstUpdates, readStored } from '../src/stored-document.js'
import { compact } from '../src/stored-room.js'
import type { UpdateLog } from '../src/update-log.js'
import { emptyFolder } from './empty-folder.js'
import { connected, saved, until } from './served.js'

const now = () => '2026-01-02T03:04:05Z'

/** A way in which the store fails; what it returns ends it. */
type Fault = (database: Database.Database, path: string) => () => void

const ioError = () => Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR' })

/** Makes a statement of the store fail as a broken disk does. */
function failing(database: Database.Database, source: string): () => void {
  const exec = database.exec.bind(database)
  database.exec = (asked) => {
    if (asked === source) throw ioError()
    return exec(asked)
  }
  return () => {
    database.exec = exec
  }
}

const faults: Readonly<Record<string, Fault>> = {
  'a full disk': (database) => {
    const page = Number(database.prepare<unknown[]>('PRAGMA page_count').raw().all([]).flat()[0])
    // Fills the pages that are left, so that the next row needs one more.
    database.pragma(`max_page_count = ${page}`)
    database.pragma('cache_spill = 0')
    return () => void database.pragma('max_page_count = 1000000')
  },
  'an error at the beginning': (database) => failing(database, 'BEGIN IMMEDIATE'),
  'an error at the flush': (database) => failing(database, 'COMMIT'),
  'a disk that can only be read': (database) => {
    database.pragma('query_only = ON')
    return () => void database.pragma('query_only = OFF')
  },
  'another process that does not let go': (_database, path) => {
    const other = openDatabase(path)
    other.exec('BEGIN IMMEDIATE')
    return () => {
      other.exec('ROLLBACK')
      other.close()
    }
  },
}

/** Long enough that it does not fit into the pages there are. */
const words = ' It sat.'.repeat(1000)

async function onDisk() {
  const path = join(emptyFolder(), 'log.db')
  const database = openDatabase(path)
  const log = sqliteLog(database, { now })
  await log.createDocument('d', firstUpdates(unannotated(document({ id: 'd', text: 'A cat.' }))))
  const lines: string[] = []
  const server = await serveLog(log, { port: 0, log: (line) => lines.push(line) })
  onTestFinished(() => server.stop())
  return { path, database, log, server, lines }
}

const changes: Readonly<Record<string, { room: string; make(doc: Y.Doc): void; isIn(doc: Y.Doc): boolean }>> = {
  'words in the text': {
    room: 'text/d',
    make: (doc) => doc.getText('article').insert(6, words),
    isIn: (doc) => doc.getText('article').toString() === `A cat.${words}`,
  },
  'a name in a layer': {
    room: 'layer/d/shared',
    make: (doc) => doc.getMap('annotators').set('mei', words),
    isIn: (doc) => doc.getMap('annotators').has('mei'),
  },
}

const faultsAndChanges = Object.keys(faults).flatMap((fault) =>
  Object.keys(changes).map((change) => [fault, change] as const),
)

describe('while there is', () => {
  test.each(faultsAndChanges)(
    '%s, %s are not acknowledged; then they are, without a restart',
    { timeout: 60_000 },
    async (name, change) => {
      const { path, database, server, lines } = await onDisk()
      const { room, make, isIn } = changes[change] ?? fail()
      const [mei, ana] = [connected(server.url).join(room), connected(server.url).join(room)]
      await Promise.all([saved(mei), saved(ana)])
      const shownSaved = whenShownSaved(mei, isIn)
      const end = (faults[name] ?? fail())(database, path)
      make(mei.document)
      await until('it was refused', () => lines.some((line) => line.includes('not acknowledged')))
      expect(shownSaved()).toBe(false)
      expect(isIn(ana.document)).toBe(false)
      // Who comes meanwhile finds the document as it was last stored.
      const text = connected(server.url).join('text/d')
      await until('the text has arrived', () => text.synced)
      expect(text.document.getText('article').toString()).toBe('A cat.')
      expect(((await (await fetch(`${server.url}/api/documents/d`)).json()) as { text: string }).text).toBe('A cat.')
      end()
      await until('it is shown as saved', shownSaved)
      await until('the other has it', () => isIn(ana.document))
      await server.stop()
      const again = sqliteLog(openDatabase(path), { now })
      onTestFinished(() => again.close())
      expect(again.history(room)).toHaveLength(2)
    },
  )

  test.each(
    Object.keys(faults).flatMap((fault) =>
      (
        [
          ['POST', '', 'a new document'],
          ['POST', '/d/versions', 'a new version'],
          ['DELETE', '/d', 'a deletion'],
        ] as const
      ).flatMap(([method, path, what]) =>
        // A deletion is one field of one row, for which a full disk has room.
        fault === 'a full disk' && method === 'DELETE' ? [] : [[fault, what, method, path] as const],
      ),
    ),
  )(
    '%s, %s is refused with a sentence, and done when asked again',
    { timeout: 60_000 },
    async (name, _what, method, route) => {
      const { path, database, server, log } = await onDisk()
      const ask = () =>
        fetch(`${server.url}/api/documents${route}`, {
          method,
          ...(method === 'DELETE' ? {} : { headers: { 'content-type': 'text/plain' }, body: `A dog.${words}` }),
        })
      const before = [...log.documents()]
      const end = (faults[name] ?? fail())(database, path)
      const refused = await ask()
      expect(await refused.json()).toMatchObject({
        error: 'not-saved',
        message: expect.stringContaining('Nothing was changed'),
      })
      expect(refused.status).toBe(507)
      expect(log.documents()).toEqual(before)
      end()
      expect([201, 204]).toContain((await ask()).status)
    },
  )
})

/** Whether the editor has shown that the change is saved. */
function whenShownSaved(provider: HocuspocusProvider, isIn: (doc: Y.Doc) => boolean): () => boolean {
  let shown = false
  provider.on('unsyncedChanges', ({ number }: { number: number }) => {
    if (number === 0 && isIn(provider.document)) shown = true
  })
  return () => shown
}

function fail(): never {
  throw new Error('There is no such case')
}

test('a store that takes five seconds is waited for: nothing is refused, and nothing acknowledged before', {
  timeout: 60_000,
}, async () => {
  const { log: sound, server: first } = await onDisk()
  const slow: UpdateLog = {
    ...sound,
    async append(update) {
      await new Promise((resolve) => setTimeout(resolve, 5000))
      return sound.append(update)
    },
  }
  onTestFinished(() => first.stop())
  const server = await serveLog(slow, { port: 0 })
  onTestFinished(() => server.stop())
  const mei = connected(server.url).join('text/d')
  await saved(mei)
  const began = Date.now()
  mei.document.getText('article').insert(6, ' It sat.')
  expect(mei.unsyncedChanges).toBeGreaterThan(0)
  await saved(mei)
  expect(Date.now() - began).toBeGreaterThanOrEqual(4900)
  expect(sound.history('text/d')).toHaveLength(2)
})

test.each([
  ['flipped bytes', "UPDATE snapshots SET bytes = CAST(x'0102' || substr(bytes, 3) AS BLOB)"],
  ['its end cut off', 'UPDATE snapshots SET bytes = substr(bytes, 1, length(bytes) - 3)'],
  ['nothing in it', "UPDATE snapshots SET bytes = x''"],
  ['the state of an empty room', "UPDATE snapshots SET bytes = x'0000'"],
])('a snapshot with %s is passed over: the room comes back from its updates', async (_what, damage) => {
  const { path, server } = await onDisk()
  const mei = connected(server.url).join('text/d')
  await saved(mei)
  mei.document.getText('article').insert(6, ' It sat.')
  await saved(mei)
  await server.stop()
  const database = openDatabase(path)
  const log = sqliteLog(database, { now })
  expect(compact(log, 'text/d', 1)).toBe(true)
  expect(log.load('text/d').snapshot).toBeDefined()
  database.exec(damage)
  expect(log.load('text/d').snapshot).toBeUndefined()
  const again = await serveLog(log, { port: 0 })
  onTestFinished(() => again.stop())
  const later = connected(again.url).join('text/d')
  await saved(later)
  expect(later.document.getText('article').toString()).toBe('A cat. It sat.')
  const logged = log.document('d')
  expect(logged && readStored(log, logged).document.text).toBe('A cat. It sat.')
  // The next snapshot takes its place.
  later.document.getText('article').insert(0, 'Look: ')
  await saved(later)
  expect(compact(log, 'text/d', 1)).toBe(true)
  expect(log.load('text/d').snapshot).toBeDefined()
})
