// 200 people in 50 rooms, 5 updates a second each, on one server: how long until an update is acknowledged and until another
// person has it, and what the server's process takes of a CPU. Beside Hocuspocus and y-websocket as they come, which keep
// everything in memory; Claimspan judges each update and has it on the disk (fsync) before. Y-websocket acknowledges nothing.
// Servers run one after another; it speaks to this machine only and ends by itself.
import { fork } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import WebSocket from 'ws'
import * as Y from 'yjs'
import { report } from './report.mjs'

const people = Number(process.env.BENCH_PEOPLE ?? 200)
const rooms = Number(process.env.BENCH_ROOMS ?? 50)
const perSecond = 5
const warmUp = 2
const seconds = Number(process.env.BENCH_SECONDS ?? 10)

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const percentile = (numbers, share) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length * share)]

const varUint = (value) => (value < 128 ? [value] : [(value % 128) + 128, ...varUint(Math.floor(value / 128))])
const withLength = (bytes) => [...varUint(bytes.length), ...bytes]
/** Reads numbers and runs of bytes off a message. */
function reader(bytes) {
  let offset = 0
  const number = () => {
    for (let value = 0, factor = 1; ; factor *= 128) {
      const byte = bytes[offset++]
      value += (byte & 127) * factor
      if (byte < 128) return value
    }
  }
  const run = () => {
    const length = number()
    offset += length
    return bytes.subarray(offset - length, offset)
  }
  return { number, run }
}

/** The two protocols: Hocuspocus' has the room's name before each message, and tells that an update was taken. */
const hocuspocus = {
  address: (port) => `ws://127.0.0.1:${port}/sync`,
  enter: (room, name) => [
    [...withLength(Buffer.from(room)), 2, 0, ...withLength(Buffer.from(JSON.stringify({ id: `guest-${name}`, name })))],
    [...withLength(Buffer.from(room)), 0, 0, ...withLength([0])],
  ],
  update: (room, update) => [...withLength(Buffer.from(room)), 0, 2, ...withLength(update)],
  read(message) {
    const from = reader(message)
    from.run()
    const type = from.number()
    if (type === 8) return { acknowledged: from.number() === 1 }
    if (type !== 0) return {}
    const kind = from.number()
    return kind === 0 ? {} : { update: from.run() }
  },
}
const yWebsocket = {
  address: (port, room) => `ws://127.0.0.1:${port}/${encodeURIComponent(room)}`,
  enter: () => [[0, 0, ...withLength([0])]],
  update: (_room, update) => [0, 2, ...withLength(update)],
  read(message) {
    const from = reader(message)
    if (from.number() !== 0) return {}
    return from.number() === 0 ? {} : { update: from.run() }
  },
}

/** One person, who types at the end of what they have typed, and hears the others of the room. */
async function joined(protocol, port, room, name, times) {
  const socket = new WebSocket(protocol.address(port, room), { perMessageDeflate: false })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  for (const frame of protocol.enter(room, name)) socket.send(Uint8Array.from(frame))
  await new Promise((resolve) => socket.once('message', resolve))
  const doc = new Y.Doc()
  const text = doc.getText('article')
  const sent = []
  let acknowledged = 0
  doc.on('update', (update) => {
    sent.push(performance.now())
    socket.send(Uint8Array.from(protocol.update(room, update)))
  })
  const person = {
    client: doc.clientID,
    sent,
    seen: 0,
    hears: undefined,
    type: () => text.insert(text.length, 'x'),
    leave: () => socket.terminate(),
  }
  socket.on('message', (message) => {
    const { acknowledged: yes, update } = protocol.read(message)
    const now = performance.now()
    if (yes && acknowledged < sent.length) times.acknowledged.push([sent[acknowledged++], now])
    if (update === undefined || person.hears === undefined) return
    // Each character is one update, so the clock says how many have arrived.
    for (const [client, to] of Y.parseUpdateMeta(update).to) {
      const other = person.hears.get(client)
      for (; other !== undefined && other.seen < to; other.seen++) times.arrived.push([other.sent[other.seen], now])
    }
  })
  return person
}

async function measured(way, protocol, bundle, folder) {
  const server = fork(fileURLToPath(new URL('./server-peer.mjs', import.meta.url)), [way, bundle, folder], {
    execArgv: [],
  })
  const said = () => new Promise((resolve) => server.once('message', resolve))
  const all = []
  try {
    const { port } = await said()
    const names = Array.from({ length: rooms }, (_, room) => `d${room}`)
    if (way === 'claimspan') {
      for (const id of names) {
        await fetch(`http://127.0.0.1:${port}/api/documents`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ id, text: 'A cat sat.' }),
        })
      }
    }
    const times = { acknowledged: [], arrived: [] }
    for (let person = 0; person < people; person++) {
      all.push(await joined(protocol, port, `text/${names[person % rooms]}`, `p${person}`, times))
    }
    for (let room = 0; room < rooms; room++) {
      const here = all.filter((_, person) => person % rooms === room)
      if (here[0]) here[0].hears = new Map(here.slice(1).map((other) => [other.client, other]))
    }
    /** Everybody types for so long, then everything has arrived. */
    const types = async (duration) => {
      const until = performance.now() + duration * 1000
      await Promise.all(
        all.map(async (person, index) => {
          await sleep((index * 1000) / perSecond / people)
          for (let next = performance.now(); next < until; ) {
            person.type()
            next += 1000 / perSecond
            await sleep(Math.max(0, next - performance.now()))
          }
        }),
      )
      const patience = performance.now() + 30_000
      while (all.some(({ hears }) => hears && [...hears.values()].some(({ seen, sent }) => seen < sent.length))) {
        if (performance.now() > patience) throw new Error(`${way}: some updates never arrived`)
        await sleep(20)
      }
    }
    await types(warmUp)
    server.send('cpu')
    const before = await said()
    const began = performance.now()
    await types(seconds)
    server.send('cpu')
    const after = await said()
    const within = (pairs) => pairs.filter(([from]) => from >= began).map(([from, to]) => to - from)
    const [acknowledged, arrived] = [within(times.acknowledged), within(times.arrived)]
    const updates = all.reduce((sum, { sent }) => sum + sent.filter((when) => when >= began).length, 0)
    const cpu = (after.cpu.user + after.cpu.system - before.cpu.user - before.cpu.system) / 1000
    return {
      server: way,
      updates,
      'acknowledged p50 ms': percentile(acknowledged, 0.5),
      'acknowledged p99 ms': percentile(acknowledged, 0.99),
      'at another p50 ms': percentile(arrived, 0.5),
      'at another p99 ms': percentile(arrived, 0.99),
      'CPU ms per 1,000 updates': (cpu * 1000) / updates,
      'memory MB': after.memory / 1e6,
    }
  } finally {
    for (const { leave } of all) leave()
    server.disconnect()
    await Promise.race([new Promise((resolve) => server.once('exit', resolve)), sleep(3000)])
    server.kill('SIGKILL')
  }
}

const folder = mkdtempSync(join(tmpdir(), 'claimspan-bench-'))
const cache = at('apps/server/node_modules/.cache')
mkdirSync(cache, { recursive: true })
const bundle = join(cache, `server-${process.pid}.mjs`)
try {
  const { outputFiles } = await build({
    entryPoints: [at('apps/server/src/index.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    packages: 'external',
  })
  writeFileSync(bundle, outputFiles[0].contents)
  const measuredRows = []
  for (const [way, protocol] of [
    ['hocuspocus', hocuspocus],
    ['y-websocket', yWebsocket],
    ['claimspan', hocuspocus],
  ]) {
    measuredRows.push(await measured(way, protocol, bundle, join(folder, way)))
  }
  const ours = measuredRows.at(-1)['CPU ms per 1,000 updates']
  report(
    'server',
    `${people} people in ${rooms} rooms, ${perSecond} updates a second each, ${seconds} s after ${warmUp} s`,
    measuredRows.map((row) => ({ ...row, 'CPU of Claimspan, times': ours / row['CPU ms per 1,000 updates'] })),
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
  rmSync(bundle, { force: true })
}
