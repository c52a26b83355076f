import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { noNotices } from '../../src/notices.js'
import { openPostgres } from '../../src/postgres.js'
import { postgresLog } from '../../src/postgres-log.js'
import { storedDoc } from '../../src/stored-room.js'
import { random } from '../crash/random.js'
import { type Writer, writer } from '../crash/writers.js'
import { emptyFolder } from '../empty-folder.js'
import { person, postDocument, saved, until } from '../served.js'
import type { Engine } from './engine.js'
import type { Way } from './node.js'
import { buildNode, type Node, startNode } from './nodes.js'
import { postgresServer } from './postgres-server.js'
import { redisServer } from './redis-server.js'
import { openBoth } from './shared-log.js'

const rounds = Number(process.env.CLAIMSPAN_ROUNDS ?? 20)
const seed = Number(process.env.CLAIMSPAN_SEED ?? Date.now() % 1_000_000)

/** Once healed, everybody has everything within so many milliseconds. */
const convergesWithin = 5000

let program: { readonly path: string; remove(): void }
let redis: Engine
beforeAll(async () => {
  ;[program, redis] = await Promise.all([buildNode(), redisServer()])
  return async () => {
    program.remove()
    await redis.remove()
  }
})

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

const roomNames = ['text/article', 'layer/article/shared'] as const

/** What a copy of the two rooms holds: the marks in the text, in their order and as often as they are there, and those in the layer. */
function marksOf(
  docs: readonly { getText(name: string): unknown; getMap(name: string): { keys(): Iterable<string> } }[],
) {
  const [text, layer] = docs
  return [
    ...(String(text?.getText('article')).match(/\[[^\]]+\]/g) ?? []),
    ...[...(layer?.getMap('annotators').keys() ?? [])].sort(),
  ]
}

/** Two servers, two writers on each, and somebody who looks into the database. */
async function cluster(way: Way) {
  const next = random(seed)
  const postgres = await postgresServer()
  onTestFinished(() => postgres.remove())
  const start = (dataFolder: string, port: number) =>
    startNode(program.path, { dataFolder, port, database: postgres.url, redis: redis.url, way })
  const folders = [emptyFolder(), emptyFolder()] as const
  const nodes: [Node, Node] = [await start(folders[0], 0), await start(folders[1], 0)]
  onTestFinished(async () => void (await Promise.all(nodes.map((node) => node.kill()))))
  await postDocument(nodes[0].url, { id: 'article', text: 'Marks:' })
  const writers = nodes.flatMap(({ url }, at) => [0, 1].map((each) => writer(url, `w${at}${each}`, next)))
  onTestFinished(() => {
    for (const { stop, someone } of writers) {
      stop()
      someone.leave()
    }
  })

  /** All marks of the database, read anew without the servers. */
  async function stored(): Promise<readonly string[]> {
    const log = await postgresLog({
      ...(await openBoth(postgres.url, 'claimspan')),
      notices: noNotices,
      now: () => '',
      say: () => undefined,
    })
    try {
      return marksOf(roomNames.map((room) => storedDoc(log, room)))
    } finally {
      await log.close()
    }
  }

  return {
    next,
    postgres,
    nodes,
    writers,
    stored,
    async restart(at: 0 | 1) {
      nodes[at] = await start(folders[at], nodes[at].port)
    },
  }
}

type Cluster = Awaited<ReturnType<typeof cluster>>

/** Marks that their writers were told are saved. */
const acknowledged = (writers: readonly Writer[]): readonly string[] =>
  writers.flatMap(({ journals }) => journals.flatMap(({ written, saved }) => written.slice(0, saved)))

/** Marks that somebody who comes to this server now finds. */
async function found(url: string): Promise<readonly string[]> {
  const reader = person(url)
  try {
    const rooms = roomNames.map((room) => reader.join(room))
    await Promise.all(rooms.map((room) => saved(room)))
    return marksOf(rooms.map(({ document }) => document))
  } finally {
    reader.leave()
  }
}

const missing = (wanted: readonly string[], there: readonly string[]): readonly string[] => {
  const set = new Set(there)
  return wanted.filter((mark) => !set.has(mark))
}

/**
 * What happens to the cluster in one round. When it resolves all is healed, and it says which marks were missing from the
 * database though their writers had been told that they are saved.
 */
type Fault = (cluster: Cluster) => Promise<readonly string[]>

async function lostNow({ writers, stored }: Cluster): Promise<readonly string[]> {
  const told = acknowledged(writers)
  return missing(told, await stored())
}

const faults: Readonly<Record<string, Fault>> = {
  async 'a server is killed'(cluster) {
    const at = cluster.next() < 0.5 ? 0 : 1
    await cluster.nodes[at].kill()
    // Its people cannot come back yet and bring along what was lost.
    const lost = await lostNow(cluster)
    await cluster.restart(at)
    return lost
  },
  async 'Redis is killed'(cluster) {
    await redis.kill()
    await pause(200 + cluster.next() * 300)
    const lost = await lostNow(cluster)
    await redis.start()
    return lost
  },
  async 'Postgres is restarted'(cluster) {
    await cluster.postgres.kill()
    const told = acknowledged(cluster.writers)
    await pause(cluster.next() * 500)
    await cluster.postgres.start()
    return missing(told, await cluster.stored())
  },
  async 'Redis is paused'(cluster) {
    redis.pause()
    await pause(200 + cluster.next() * 500)
    const lost = await lostNow(cluster)
    redis.resume()
    return lost
  },
  async 'one message in ten is dropped'(cluster) {
    for (const node of cluster.nodes) node.drop(0.1)
    await pause(300 + cluster.next() * 300)
    const lost = await lostNow(cluster)
    for (const node of cluster.nodes) node.drop(0)
    return lost
  },
}

/** Waits until all writers and whoever comes to either server see the same, with all that was written; gives the milliseconds. */
async function converged(cluster: Cluster, within: number): Promise<number> {
  const { writers, nodes } = cluster
  const began = performance.now()
  const written = writers.flatMap(({ journals }) => journals.flatMap(({ written }) => written)).sort()
  for (;;) {
    const seen = writers.map(({ providers }) => marksOf(providers.map(({ document }) => document)))
    const areSaved = writers.every(({ providers }) => providers.every((each) => each.synced && !each.unsyncedChanges))
    if (areSaved && seen.every((marks) => isSame([...marks].sort(), written))) {
      const fresh = await Promise.all(nodes.map(({ url }) => found(url)))
      if (fresh.every((marks) => isSame([...marks].sort(), written) && isSame(marks, seen[0] ?? []))) {
        return performance.now() - began
      }
    }
    if (performance.now() - began > within) {
      console.error(`${await stateOf(cluster)}`)
      return Number.POSITIVE_INFINITY
    }
    await pause(20)
  }
}

/** Who has what, when they should all have the same. */
async function stateOf({ writers, nodes, stored }: Cluster): Promise<string> {
  const written = writers.flatMap(({ journals }) => journals.flatMap(({ written }) => written))
  const lack = (marks: readonly string[]) =>
    `${marks.length} of ${written.length} marks, without ${missing(written, marks).slice(0, 3)}`
  const lines = writers.map(({ providers }, at) => {
    const states = providers.map(
      ({ synced, unsyncedChanges, configuration }) =>
        `${configuration.websocketProvider.status} ${synced ? 'synced' : 'not synced'} ${unsyncedChanges} unsaved`,
    )
    return `writer ${at}: ${states.join(', ')}; ${lack(marksOf(providers.map(({ document }) => document)))}`
  })
  return [...lines, `database: ${lack(await stored())}`, ...nodes.map((node) => node.said())].join('\n')
}

const isSame = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((mark, at) => mark === other[at])

/** Rounds of faults while four people write through two servers, until one goes wrong. */
async function chaos(way: Way, most: number) {
  const here = await cluster(way)
  const names = Object.keys(faults)
  const result = { seed, rounds: 0, acknowledged: 0, lost: [] as readonly string[], slowest: 0, round: '' }
  while (result.rounds < most && result.lost.length === 0 && result.slowest <= convergesWithin) {
    const name = names[result.rounds % names.length] ?? ''
    result.round = name
    const before = acknowledged(here.writers).length
    for (const { start } of here.writers) start()
    await until('some of it is saved', () => acknowledged(here.writers).length > before + 20)
    result.lost = (await faults[name]?.(here)) ?? []
    for (const { stop } of here.writers) stop()
    result.slowest = Math.max(result.slowest, await converged(here, convergesWithin))
    result.rounds += 1
    result.acknowledged = acknowledged(here.writers).length
  }
  return { ...result, here }
}

test(`${rounds} rounds of faults lose nothing that was acknowledged, and all see the same within 5 s`, async () => {
  const { here, ...result } = await chaos('as it is', rounds)
  console.info(`${JSON.stringify(result)}; CLAIMSPAN_SEED=${seed} repeats the random choices`)
  expect(result).toMatchObject({ rounds, lost: [] })
  expect(result.slowest).toBeLessThanOrEqual(convergesWithin)
  // The log has each number once, and its rows are in the order of the rooms' writers.
  const postgres = await openPostgres({ url: here.postgres.url })
  onTestFinished(() => postgres.close())
  const [numbers] = await postgres.ask('SELECT count(*), min(seq), max(seq) FROM updates')
  expect(numbers?.[0]).toBe(numbers?.[2])
  expect(numbers?.[1]).toBe(1)
  const exported = await Promise.all(
    here.nodes.map(async ({ url }) => (await fetch(`${url}/api/documents/article/at/${numbers?.[2]}`)).text()),
  )
  expect(exported[0]).toBe(exported[1])
}, 600_000)

test('the harness notices a server that acknowledges before it appends', async () => {
  const { lost } = await chaos('acknowledge first', 10)
  expect(lost.length).toBeGreaterThan(0)
}, 120_000)

test('the harness notices servers that do not bring what others stored to their people', async () => {
  const { slowest, rounds } = await chaos('never read again', 2)
  expect({ slowest, rounds }).toEqual({ slowest: Number.POSITIVE_INFINITY, rounds: 1 })
}, 120_000)
