import { onTestFinished } from 'vitest'
import { databasePath } from '../../src/data-folder.js'
import { openDatabase } from '../../src/database.js'
import { emptyFolder } from '../empty-folder.js'
import { person, postDocument, saved, until } from '../served.js'
import { type Child, startChild } from './child-server.js'
import { type KillPlan, type Step, steps } from './kill-plan.js'
import { random } from './random.js'
import { isClosed, type Writer, writer } from './writers.js'

/** What a round of kills came to. */
export interface Killed {
  readonly kills: number
  /** How many kills came at each named step, by the plan; `random` are all others. */
  readonly at: Readonly<Record<Step | 'random', number>>
  readonly acknowledged: number
  /** Shown as saved, and not there after a kill. */
  readonly lost: readonly string[]
  /** There more than once in the text. */
  readonly doubled: readonly string[]
  /** Written at any time, and not there in the end. */
  readonly missingInTheEnd: readonly string[]
  /** From the start of a new server until somebody had the article again, in milliseconds. */
  readonly readyAfter: readonly number[]
  /** What SQLite says of the database in the end. */
  readonly integrity: string
}

/** The marks that somebody who comes now finds on the server. */
async function marksOnServer(
  url: string,
): Promise<{ readonly there: ReadonlySet<string>; readonly doubled: string[] }> {
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
    const there = new Set([...inText, ...layer.document.getMap('annotators').keys()])
    const once = new Set<string>()
    return { there, doubled: inText.filter((mark) => once.size === once.add(mark).size) }
  } finally {
    reader.leave()
  }
}

/** What a data folder of this version has that one of version 1 had not goes out of it, so that it is brought up again. */
function asVersion1(dataFolder: string): void {
  const database = openDatabase(databasePath(dataFolder))
  const column = (source: string) =>
    database
      .prepare<unknown[]>(source)
      .raw()
      .all([])
      .map((row) => String((row as unknown[])[0]))
  database.pragma('foreign_keys = OFF')
  for (const table of column("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")) {
    if (!['documents', 'rooms', 'updates', 'snapshots'].includes(table)) database.exec(`DROP TABLE ${table}`)
  }
  for (const name of column("SELECT name FROM pragma_table_info('snapshots')")) {
    if (!['room', 'up_to', 'at', 'bytes'].includes(name)) database.exec(`ALTER TABLE snapshots DROP COLUMN ${name}`)
  }
  database.pragma('user_version = 1')
  database.close()
}

function integrityOf(dataFolder: string): string {
  const database = openDatabase(databasePath(dataFolder))
  try {
    return String(database.prepare<unknown[]>('PRAGMA integrity_check').raw().all([]).flat()[0])
  } finally {
    database.close()
  }
}

/**
 * Kill the server again and again while people write, also while it is down: at random moments, and at each named step of
 * its work. Before they reconnect, whose resending would hide it, look for what they had been told is saved. Ends at the
 * first loss.
 */
export async function killAndCheck(options: {
  readonly child: string
  readonly seed: number
  readonly kills: number
  readonly people: number
  readonly way?: string
}): Promise<Killed> {
  const { child, seed, kills, people, way = 'as it is' } = options
  const next = random(seed)
  const dataFolder = emptyFolder()
  const at = Object.fromEntries(['random', ...steps].map((step) => [step, 0])) as Record<Step | 'random', number>
  let done = 0
  const count = (step: Step | 'random') => {
    at[step] += 1
    done += 1
  }
  const planFor = (step: Step): KillPlan => ({
    step,
    phase: (['before', 'during', 'after'] as const)[Math.floor(next() * 3)] ?? 'during',
    nth: ['append', 'commit', 'acknowledge'].includes(step) ? 1 + Math.floor(next() * 60) : 1,
    micros: Math.floor(next() * 2000),
  })

  let running: Child = await startChild(child, dataFolder, 0, way)
  onTestFinished(() => running.kill())
  const { port } = running
  await postDocument(running.url, { id: 'article', text: 'Marks:' })
  const writers = Array.from({ length: people }, (_, at) => writer(running.url, `w${at}`, next))
  onTestFinished(() => {
    for (const { stop, someone } of writers) {
      stop()
      someone.leave()
    }
  })
  for (const { start } of writers) start()
  const journals = writers.flatMap((one) => one.journals)
  const sum = (of: 'savedTimes' | 'saved') => journals.reduce((all, journal) => all + journal[of], 0)
  const readyAfter: number[] = []
  let lost: string[] = []
  let doubled: string[] = []

  /** A process that is to end by its plan before it serves. */
  async function endsAt(plan: KillPlan, as: string): Promise<void> {
    try {
      const survivor = await startChild(child, dataFolder, port, as, plan)
      await survivor.kill()
      count('random')
    } catch {
      count(plan.step)
    }
  }

  /** Start it again and look; a server with a plan may end while it is looked at, and is started once more without. */
  async function startAndLook(plan?: KillPlan) {
    const began = performance.now()
    running = await startChild(child, dataFolder, port, way, plan)
    const found = await Promise.race([marksOnServer(running.url), running.ended])
    if (found !== undefined) {
      readyAfter.push(performance.now() - began)
      return found
    }
    if (plan === undefined) throw new Error('The server ended by itself')
    count(plan.step)
    return startAndLook()
  }

  async function round(step: Step | 'random'): Promise<void> {
    // Half of the random rounds end after so many times that all was saved, the others whenever, also while people reconnect.
    const asSoonAs = step !== 'random' || next() < 0.5
    const enough = sum('savedTimes') + (asSoonAs ? 1 + Math.floor(next() * 40) : 0)
    // A room has to have a history of some length before it gets a snapshot.
    const enoughMarks = sum('saved') + (step === 'snapshot' || step === 'compaction' ? 1000 : 0)
    await until(
      'enough is saved',
      () => running.isGone() || (sum('savedTimes') >= enough && sum('saved') >= enoughMarks),
    )
    const isPlanned = ['append', 'commit', 'acknowledge', 'checkpoint', 'compaction'].includes(step)
    if (isPlanned) running.arm(planFor(step as Step))
    if (step === 'compaction') await leave()
    const patience = isPlanned ? 3000 : next() * (asSoonAs ? 10 : 300)
    await Promise.race([running.ended, new Promise((resolve) => setTimeout(resolve, patience))])
    const byPlan = running.isGone()
    await running.kill()
    count(byPlan ? step : 'random')
    await leave()
    const acknowledged = journals.flatMap(({ written, saved }) => written.slice(0, saved))
    if (step === 'migration') {
      asVersion1(dataFolder)
      await endsAt(planFor(step), way)
    }
    if (step === 'prune') await endsAt(planFor(step), 'prune')
    const found = await startAndLook(step === 'snapshot' ? planFor(step) : undefined)
    lost = acknowledged.filter((mark) => !found.there.has(mark))
    doubled = found.doubled
    for (const { someone } of writers) void someone.socket.connect()
  }

  /** Everybody leaves, as when the network is gone. */
  async function leave(): Promise<void> {
    for (const { someone } of writers) someone.socket.disconnect()
    await until('all sockets are closed', () => writers.every(({ someone }) => isClosed(someone.socket)))
  }

  const kinds: readonly (Step | 'random')[] = ['random', ...steps]
  for (let at = 0; done < kills && lost.length + doubled.length === 0; at++) {
    await round(kinds[at % kinds.length] ?? 'random')
  }
  for (const { stop } of writers) stop()
  const result = { kills: done, at, acknowledged: sum('saved'), lost, doubled, readyAfter }
  // What a server has lost after it said saved, it does not take from an open page again as if nothing had happened.
  if (lost.length > 0) return { ...result, missingInTheEnd: [], integrity: 'not asked' }
  await Promise.all(providersOf(writers).map(saved))
  const { there } = await marksOnServer(running.url)
  const missingInTheEnd = journals.flatMap(({ written }) => written.filter((mark) => !there.has(mark)))
  await running.kill()
  return { ...result, missingInTheEnd, integrity: integrityOf(dataFolder) }
}

const providersOf = (writers: readonly Writer[]) => writers.flatMap(({ providers }) => providers)
