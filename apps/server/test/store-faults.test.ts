import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { document, unannotated } from '@claimspan/core'
import type { HocuspocusProvider } from '@hocuspocus/provider'
import { describe, expect, onTestFinished, test } from 'vitest'
import type * as Y from 'yjs'
import { type Database, openDatabase } from '../src/database.js'
import { memoryLog } from '../src/memory-log.js'
import { sqliteLog } from '../src/sqlite-log.js'
import { serveLog } from '../src/start-server.js'
import { firstUpdates, readStored } from '../src/stored-document.js'
import { compact, storedDoc } from '../src/stored-room.js'
import type { UpdateLog } from '../src/update-log.js'
import { emptyFolder } from './empty-folder.js'
import { connected, saved, until } from './served.js'

const now = () => '2026-01-02T03:04:05Z'

/** A way in which the store fails; what it returns ends it. `broken` are beginnings of statements that fail when they run. */
type Fault = (database: Database.Database, path: string, broken: Set<string>) => () => void

const ioError = () => Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR' })
const fullError = () => Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })

/** Makes a statement of the store fail as a broken disk does. */
function failing(database: Database.Database, source: string, error = ioError): () => void {
  const exec = database.exec.bind(database)
  database.exec = (asked) => {
    if (asked === source) throw error()
    return exec(asked)
  }
  return () => {
    database.exec = exec
  }
}

/** Statements that are prepared from now on fail while what they begin with is in the set. */
function breakable(database: Database.Database): Set<string> {
  const broken = new Set<string>()
  const prepare: unknown = Reflect.get(database, 'prepare')
  if (typeof prepare !== 'function') throw new Error('There is prepare')
  Reflect.set(database, 'prepare', (source: string) => {
    const statement = Reflect.apply(prepare, database, [source]) as { run: (...values: unknown[]) => unknown }
    const run = statement.run.bind(statement)
    statement.run = (...values) => {
      if ([...broken].some((start) => source.startsWith(start))) throw ioError()
      return run(...values)
    }
    return statement
  })
  return broken
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
  'a disk that is found full at the flush': (database) => failing(database, 'COMMIT', fullError),
  'an error as a row is written': (_database, _path, broken) => {
    broken.add('INSERT INTO updates')
    return () => broken.clear()
  },
  'an error as it is noted whose client it is': (_database, _path, broken) => {
    broken.add('INSERT INTO clients')
    return () => broken.clear()
  },
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
  const broken = breakable(database)
  const log = sqliteLog(database, { now })
  await log.createDocument('d', firstUpdates(unannotated(document({ id: 'd', text: 'A cat.' }))))
  const lines: string[] = []
  const server = await serveLog(log, { port: 0, log: (line) => lines.push(line) })
  onTestFinished(() => server.stop())
  return { path, database, broken, log, server, lines }
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
      const { path, database, broken, server, lines } = await onDisk()
      const { room, make, isIn } = changes[change] ?? fail()
      const [mei, ana] = [connected(server.url).join(room), connected(server.url).join(room)]
      await Promise.all([saved(mei), saved(ana)])
      const shownSaved = whenShownSaved(mei, isIn)
      const reasons: string[] = []
      mei.on('close', ({ event }: { event: { reason: string } }) => reasons.push(event.reason))
      const end = (faults[name] ?? fail())(database, path, broken)
      make(mei.document)
      await until('it was refused', () => lines.some((line) => line.includes('not acknowledged')))
      expect(shownSaved()).toBe(false)
      // What the editor shows as "not saved".
      await until('she is told', () => reasons.includes('not-saved'))
      expect(mei.unsyncedChanges).toBeGreaterThan(0)
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
        // Nor does it write any update.
        (fault === 'a full disk' || fault.startsWith('an error as')) && method === 'DELETE'
          ? []
          : [[fault, what, method, path] as const],
      ),
    ),
  )(
    '%s, %s is refused with a sentence, and done when asked again',
    { timeout: 60_000 },
    async (name, _what, method, route) => {
      const { path, database, broken, server, log } = await onDisk()
      const ask = () =>
        fetch(`${server.url}/api/documents${route}`, {
          method,
          ...(method === 'DELETE' ? {} : { headers: { 'content-type': 'text/plain' }, body: `A dog.${words}` }),
        })
      const before = [...log.documents()]
      const end = (faults[name] ?? fail())(database, path, broken)
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

test('an update that is on disk though its flush said that it failed is there once', { timeout: 60_000 }, async () => {
  const { database, server, log } = await onDisk()
  const mei = connected(server.url).join('text/d')
  await saved(mei)
  const exec = database.exec.bind(database)
  let failures = 0
  database.exec = (source) => {
    const done = exec(source)
    if (source !== 'COMMIT' || failures > 0) return done
    failures += 1
    throw ioError()
  }
  mei.document.getText('article').insert(6, ' It sat.')
  await saved(mei)
  expect(failures).toBe(1)
  const later = connected(server.url).join('text/d')
  await saved(later)
  expect(later.document.getText('article').toString()).toBe('A cat. It sat.')
  expect(storedDoc(log, 'text/d').getText('article').toString()).toBe('A cat. It sat.')
})

test('a store that takes five seconds and then fails acknowledges nothing', { timeout: 60_000 }, async () => {
  const { log: sound, server: first } = await onDisk()
  await first.stop()
  const disk = memoryLog({ now })
  await disk.createDocument('d', firstUpdates(unannotated(document({ id: 'd', text: 'A cat.' }))))
  expect(() => sound.document('d')).toThrow()
  let failures = 0
  const server = await serveLog(
    {
      ...disk,
      async append(update) {
        if (failures > 0) return disk.append(update)
        await new Promise((resolve) => setTimeout(resolve, 5000))
        failures += 1
        throw ioError()
      },
    },
    { port: 0 },
  )
  onTestFinished(() => server.stop())
  const mei = connected(server.url).join('text/d')
  await saved(mei)
  mei.document.getText('article').insert(6, ' It sat.')
  await until('it has failed', () => {
    if (failures === 0) expect(mei.unsyncedChanges).toBeGreaterThan(0)
    return failures > 0
  })
  await saved(mei)
  expect(disk.history('text/d')).toHaveLength(2)
})

/** What the last write of a machine that lost its power may look like; every write before it is whole. */
const torn: Readonly<Record<string, (wal: Buffer) => Buffer>> = {
  'cut off in the middle': (wal) => wal.subarray(0, wal.length - 2000),
  'of zeros': (wal) => Buffer.concat([wal.subarray(0, wal.length - 4096), Buffer.alloc(4096)]),
  'of other bytes': (wal) => Buffer.concat([wal.subarray(0, wal.length - 3000), Buffer.alloc(3000, 0xa5)]),
  'with something after it': (wal) => Buffer.concat([wal, Buffer.alloc(5000, 0x5a)]),
}

test.each(Object.keys(torn))('a last page %s is passed over: everything before it is served', async (how) => {
  const { path, server } = await onDisk()
  const mei = connected(server.url).join('text/d')
  await saved(mei)
  for (const word of [' It sat.', ' It slept.', ' It woke.']) {
    mei.document.getText('article').insert(mei.document.getText('article').length, word)
    await saved(mei)
  }
  const copy = join(emptyFolder(), 'log.db')
  copyFileSync(path, copy)
  writeFileSync(`${copy}-wal`, (torn[how] ?? fail())(readFileSync(`${path}-wal`)))
  await server.stop()
  const again = await serveLog(sqliteLog(openDatabase(copy), { now }), { port: 0 })
  onTestFinished(() => again.stop())
  const later = connected(again.url).join('text/d')
  await saved(later)
  const words = later.document.getText('article').toString()
  expect(words).toMatch(/^A cat\. It sat\. It slept\./)
  if (how === 'with something after it') expect(words).toContain('It woke.')
  // What she has still goes in again.
  later.document.getText('article').insert(0, 'Look: ')
  await saved(later)
})

test('an update that is damaged in the middle of the log closes its room, which is never served without it', async () => {
  const { path, server } = await onDisk()
  const mei = connected(server.url).join('text/d')
  await saved(mei)
  mei.document.getText('article').insert(6, ' It sat.')
  await saved(mei)
  await server.stop()
  const database = openDatabase(path)
  database.exec("UPDATE updates SET bytes = substr(bytes, 1, length(bytes) - 4) WHERE user = 'server'")
  const lines: string[] = []
  const again = await serveLog(sqliteLog(database, { now }), { port: 0, log: (line) => lines.push(line) })
  onTestFinished(() => again.stop())
  const later = connected(again.url).join('text/d')
  const refusal = await new Promise<string>((resolve) =>
    later.on('authenticationFailed', ({ reason }: { reason: string }) => resolve(reason)),
  )
  expect(refusal).toBe('could-not-load')
  expect(later.synced).toBe(false)
  expect(lines.join('\n')).toContain('damaged')
})
