import { copyFileSync, existsSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase, schemaVersion } from '../src/database.js'
import { memoryDisk, memoryLog } from '../src/memory-log.js'
import { ServerProblem } from '../src/server-problem.js'
import { sqliteLog } from '../src/sqlite-log.js'
import { emptyFolder } from './empty-folder.js'
import { logContract } from './log-contract.js'

const now = () => '2026-01-02T03:04:05.000Z'
const bytes = (...values: number[]) => new Uint8Array(values)

logContract('The log in memory', (clock) => {
  const disk = memoryDisk()
  const log = memoryLog({ now: clock }, disk)
  return {
    log,
    async reopened() {
      await log.close()
      return memoryLog({ now: clock }, disk)
    },
  }
})

logContract('The log in SQLite', (clock) => {
  const path = join(emptyFolder(), 'log.db')
  const log = sqliteLog(openDatabase(path), { now: clock })
  onTestFinished(() => log.close())
  return {
    log,
    async reopened() {
      await log.close()
      const again = sqliteLog(openDatabase(path), { now: clock })
      onTestFinished(() => again.close())
      return again
    },
  }
})

test('the database flushes each commit to disk and keeps a write-ahead log', () => {
  const database = openDatabase(join(emptyFolder(), 'log.db'))
  onTestFinished(() => void database.close())
  const pragma = (name: string) => database.prepare<unknown[]>(`PRAGMA ${name}`).raw().all([]).flat()[0]
  expect(pragma('journal_mode')).toBe('wal')
  expect(pragma('synchronous')).toBe(2)
  expect(pragma('foreign_keys')).toBe(1)
  expect(pragma('user_version')).toBe(schemaVersion)
})

test('appends of one turn are one transaction', async () => {
  const path = join(emptyFolder(), 'log.db')
  const database = openDatabase(path)
  const log = sqliteLog(database, { now })
  onTestFinished(() => log.close())
  await log.createDocument('d', [{ room: 'text/d', update: bytes(0) }])
  const commits: string[] = []
  const exec = database.exec.bind(database)
  database.exec = (source) => {
    if (source === 'COMMIT') commits.push(source)
    return exec(source)
  }
  await Promise.all(Array.from({ length: 50 }, (_, at) => log.append({ room: 'text/d', update: bytes(at) })))
  expect(commits).toHaveLength(1)
  expect(log.history('text/d')).toHaveLength(51)
})

test('a document that could not be made leaves nothing behind that another could be taken for', async () => {
  const database = openDatabase(join(emptyFolder(), 'log.db'))
  const log = sqliteLog(database, { now })
  onTestFinished(() => log.close())
  const exec = database.exec.bind(database)
  let isBroken = true
  database.exec = (source) => {
    if (isBroken && source === 'COMMIT') throw new Error('disk I/O error')
    return exec(source)
  }
  await expect(log.createDocument('a', [{ room: 'text/a', update: bytes(1) }])).rejects.toThrow('disk I/O error')
  isBroken = false
  await log.createDocument('b', [{ room: 'text/b', update: bytes(2) }])
  await expect(log.append({ room: 'text/a', update: bytes(3) })).rejects.toThrow('There is no room "text/a"')
  expect(log.history('text/b')).toHaveLength(1)
  expect(log.documentOf('text/a')).toBeUndefined()
})

test('many who write at once share a flush', async () => {
  const database = openDatabase(join(emptyFolder(), 'log.db'))
  const log = sqliteLog(database, { now })
  onTestFinished(() => log.close())
  await log.createDocument('d', [{ room: 'text/d', update: bytes(0) }])
  let commits = 0
  const exec = database.exec.bind(database)
  database.exec = (source) => {
    if (source === 'COMMIT') commits += 1
    return exec(source)
  }
  const appends: Promise<number>[] = []
  const began = performance.now()
  while (performance.now() < began + 100) {
    appends.push(log.append({ room: 'text/d', update: bytes(appends.length % 256) }))
    await new Promise((resolve) => setImmediate(resolve))
  }
  await Promise.all(appends)
  const took = performance.now() - began
  expect(log.history('text/d')).toHaveLength(appends.length + 1)
  // Timers may be a little early.
  expect(commits).toBeLessThanOrEqual(took / 4 + 3)
  expect(appends.length).toBeGreaterThan(commits)
})

test('an append resolves only after its commit', async () => {
  const database = openDatabase(join(emptyFolder(), 'log.db'))
  const log = sqliteLog(database, { now })
  onTestFinished(() => log.close())
  await log.createDocument('d', [{ room: 'text/d', update: bytes(0) }])
  const events: string[] = []
  const exec = database.exec.bind(database)
  database.exec = (source) => {
    const result = exec(source)
    events.push(source)
    return result
  }
  await log.append({ room: 'text/d', update: bytes(1) }).then(() => events.push('resolved'))
  expect(events).toEqual(['BEGIN IMMEDIATE', 'COMMIT', 'resolved'])
})

test('on a full disk an append is refused, nothing of its turn is kept, and it works again when there is room', async () => {
  const database = openDatabase(join(emptyFolder(), 'log.db'))
  const log = sqliteLog(database, { now })
  onTestFinished(() => log.close())
  await log.createDocument('d', [{ room: 'text/d', update: bytes(0) }])
  const pages = Number(database.prepare<unknown[]>('PRAGMA page_count').raw().all([]).flat()[0])
  database.pragma(`max_page_count = ${pages}`)
  const large = new Uint8Array(100_000)
  const settled = await Promise.allSettled([
    log.append({ room: 'text/d', update: bytes(1) }),
    log.append({ room: 'text/d', update: large }),
  ])
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(settled[1]).toMatchObject({ reason: { message: expect.stringContaining('full') } })
  await expect(log.createDocument('e', [{ room: 'text/e', update: large }])).rejects.toThrow(/full/)
  expect(log.history('text/d')).toHaveLength(1)
  expect(log.document('e')).toBeUndefined()
  database.pragma('max_page_count = 1000000')
  await log.append({ room: 'text/d', update: large })
  expect(log.history('text/d')).toHaveLength(2)
})

test('a file of a later version is refused with a sentence and not changed', () => {
  const path = join(emptyFolder(), 'log.db')
  const database = openDatabase(path)
  database.exec(`PRAGMA user_version = ${schemaVersion + 1}`)
  database.close()
  expect(() => openDatabase(path)).toThrow(ServerProblem)
  expect(() => openDatabase(path)).toThrow(/later version of Claimspan/)
})

test('a file that is no database is refused with a sentence', () => {
  const path = join(emptyFolder(), 'log.db')
  writeFileSync(path, 'These are not the bytes of a database. '.repeat(200))
  expect(() => openDatabase(path)).toThrow(/cannot be opened: .*not a database/)
})

test('a log whose last write was cut off opens with everything before it', async () => {
  const folder = emptyFolder()
  const path = join(folder, 'log.db')
  const log = sqliteLog(openDatabase(path), { now })
  onTestFinished(() => log.close())
  await log.createDocument('d', [{ room: 'text/d', update: bytes(0) }])
  const sizes: number[] = []
  for (let at = 1; at <= 10; at++) {
    await log.append({ room: 'text/d', update: bytes(at) })
    sizes.push(statSync(`${path}-wal`).size)
  }
  const kept: number[] = []
  for (const size of [...sizes, (sizes[8] ?? 0) + 100, 0, 17]) {
    const copy = join(emptyFolder(), 'log.db')
    copyFileSync(path, copy)
    copyFileSync(`${path}-wal`, `${copy}-wal`)
    truncateSync(`${copy}-wal`, size)
    expect(existsSync(`${copy}-shm`)).toBe(false)
    const cut = sqliteLog(openDatabase(copy), { now })
    const whole = sizes.filter((each) => each <= size).length
    const history = cut.document('d') === undefined ? [] : cut.history('text/d')
    expect(history.map(({ update }) => update[0])).toEqual(
      size <= 17 ? [] : Array.from({ length: whole + 1 }, (_, at) => at),
    )
    kept.push(history.length)
    await cut.close()
  }
  expect(kept.slice(0, 11)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 10])
})
