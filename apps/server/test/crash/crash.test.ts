import type { HocuspocusProvider } from '@hocuspocus/provider'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { startServer } from '../../src/index.js'
import { emptyFolder } from '../empty-folder.js'
import { type Person, person, postDocument, saved, until } from '../served.js'
import { buildChild, type Child, startChild } from './child-server.js'
import { random } from './random.js'

const kills = Number(process.env.CLAIMSPAN_KILLS ?? 20)
const seed = Number(process.env.CLAIMSPAN_SEED ?? Date.now() % 1_000_000)

let child: { readonly path: string; remove(): void }
beforeAll(async () => {
  child = await buildChild()
  return child.remove
})

/** What one writer wrote into one room, and how many of it, from the first on, the editor has shown as saved. */
interface Journal {
  readonly room: string
  readonly written: string[]
  saved: number
  /** How often it has shown that all is saved. */
  savedTimes: number
}

/** A writer in the text and in the shared layer. Keeps its own journal of what it was told is saved. */
function writer(url: string, name: string, next: () => number) {
  const someone = person(url)
  const rooms = [
    writesText(someone.join('text/article'), `${name}.t`, next),
    writesLayer(someone.join('layer/article/shared'), `${name}.l`, next),
  ]
  let writing: NodeJS.Timeout | undefined
  function write() {
    rooms[next() < 0.5 ? 0 : 1]?.write()
    writing = setTimeout(write, next() * 8)
  }
  return {
    someone,
    journals: rooms.map(({ journal }) => journal),
    providers: rooms.map(({ provider }) => provider),
    start: write,
    stop: () => clearTimeout(writing),
  }
}

function writesText(provider: HocuspocusProvider, name: string, next: () => number) {
  const text = provider.document.getText('article')
  return writes(provider, name, next, (mark) => text.insert(text.length, mark))
}

function writesLayer(provider: HocuspocusProvider, name: string, next: () => number) {
  const marks = provider.document.getMap('annotators')
  return writes(provider, name, next, (mark) => marks.set(mark, true))
}

/**
 * Writes in runs of 1 to 12 marks, the next when the last has been saved: however slow the machine, some is saved and
 * some is on its way. Without a connection it writes on, up to 100 marks that are not saved.
 */
function writes(provider: HocuspocusProvider, name: string, next: () => number, put: (mark: string) => void) {
  const journal: Journal = { room: provider.configuration.name, written: [], saved: 0, savedTimes: 0 }
  provider.on('unsyncedChanges', ({ number }: { number: number }) => {
    if (number !== 0) return
    journal.saved = journal.written.length
    journal.savedTimes += 1
  })
  let left = 0
  return {
    provider,
    journal,
    write() {
      if (left === 0 && provider.unsyncedChanges === 0) left = 1 + Math.floor(next() * 12)
      const offline = isClosed(provider.configuration.websocketProvider) && provider.unsyncedChanges < 100
      if (left === 0 && !offline) return
      left = Math.max(0, left - 1)
      // Noted first: a change is on its way before `put` returns.
      const mark = `[${name}.${journal.written.length}]`
      journal.written.push(mark)
      put(mark)
    },
  }
}

/** All marks that somebody who comes now finds on the server. */
async function marksOnServer(url: string): Promise<ReadonlySet<string>> {
  const reader = person(url)
  try {
    const text = reader.join('text/article')
    const layer = reader.join('layer/article/shared')
    await Promise.all([saved(text), saved(layer)])
    const inText =
      text.document
        .getText('article')
        .toString()
        .match(/\[[^\]]+\]/g) ?? []
    return new Set([...inText, ...layer.document.getMap('annotators').keys()])
  } finally {
    reader.leave()
  }
}

/**
 * Kill the server again and again at random moments while three people write, also while it is down; before they
 * reconnect, whose resending would hide it, look for what they had been told is saved. Ends at the first loss.
 */
async function killAndCheck(way: string) {
  const next = random(seed)
  const dataFolder = emptyFolder()
  let running: Child = await startChild(child.path, dataFolder, 0, way)
  onTestFinished(() => running.kill())
  await postDocument(running.url, { id: 'article', text: 'Marks:' })
  const writers = ['w1', 'w2', 'w3'].map((name) => writer(running.url, name, next))
  onTestFinished(() => {
    for (const { stop, someone } of writers) {
      stop()
      someone.leave()
    }
  })
  for (const { start } of writers) start()
  const result = { seed, kills: 0, acknowledged: 0, lost: [] as string[] }
  while (result.kills < kills && result.lost.length === 0) {
    // Half of the rounds end after so many times that all was saved, the others whenever, also while people reconnect.
    const times = () => writers.flatMap(({ journals }) => journals).reduce((sum, { savedTimes }) => sum + savedTimes, 0)
    const enough = times() + (result.kills % 2 === 0 ? 1 + Math.floor(next() * 40) : 0)
    await until('enough is saved', () => times() >= enough)
    await new Promise((resolve) => setTimeout(resolve, next() * (result.kills % 2 === 0 ? 10 : 300)))
    await running.kill()
    result.kills += 1
    for (const { someone } of writers) someone.socket.disconnect()
    await until('all sockets are closed', () => writers.every(({ someone }) => isClosed(someone.socket)))
    const journals = writers.flatMap((one) => one.journals)
    const acknowledged = journals.flatMap(({ written, saved }) => written.slice(0, saved))
    running = await startChild(child.path, dataFolder, running.port, way)
    const there = await marksOnServer(running.url)
    result.acknowledged = acknowledged.length
    result.lost = acknowledged.filter((mark) => !there.has(mark))
    for (const { someone } of writers) void someone.socket.connect()
  }
  for (const { stop } of writers) stop()
  // What a server has lost after it said saved, it does not take from an open page again as if nothing had happened.
  if (result.lost.length > 0) return { ...result, written: 0, missingInTheEnd: [] }
  await Promise.all(writers.flatMap(({ providers }) => providers.map(saved)))
  const there = await marksOnServer(running.url)
  const written = writers.flatMap(({ journals }) => journals.flatMap((journal) => journal.written))
  return { ...result, written: written.length, missingInTheEnd: written.filter((mark) => !there.has(mark)) }
}

const isClosed = ({ status }: Person['socket']) => String(status) === 'disconnected'

test(`kill -9 loses nothing that was shown as saved (${kills} kills)`, { timeout: 240_000 }, async () => {
  const result = await killAndCheck('as it is')
  console.info(`Seed ${seed}: ${result.kills} kills, ${result.acknowledged} acknowledged, ${result.lost.length} lost`)
  const repeat = `repeat with CLAIMSPAN_SEED=${seed}`
  expect(result.lost, repeat).toEqual([])
  expect(result.missingInTheEnd, repeat).toEqual([])
  expect(result.kills).toBe(kills)
  expect(result.acknowledged, 'the writers came to write').toBeGreaterThan(kills)
})

test('the crash test notices a server that acknowledges before it stores', { timeout: 240_000 }, async () => {
  const result = await killAndCheck('acknowledge first')
  console.info(`Seed ${seed}: planted fault noticed after ${result.kills} kills, ${result.lost.length} lost`)
  expect(result.lost.length, `repeat with CLAIMSPAN_SEED=${seed}`).toBeGreaterThan(0)
})

test('a second server on the folder of a running one is refused and told whose it is', async () => {
  const dataFolder = emptyFolder()
  const running = await startChild(child.path, dataFolder, 0, 'as it is')
  onTestFinished(() => running.kill())
  await expect(startServer({ dataFolder, port: 0 })).rejects.toThrow(`process ${running.pid}`)
  await running.kill()
  const taken = await startServer({ dataFolder, port: 0 })
  await taken.stop()
})
