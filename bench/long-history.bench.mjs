// Open a room with 100,000 logged updates: from its snapshot, and from its updates alone as after a crash before any
// snapshot; beside Yjs applying the same updates one by one, as a store without merging or snapshots does.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import * as Y from 'yjs'
import { median, report, seeded } from './report.mjs'

const runs = Number(process.env.BENCH_RUNS ?? 3)
const count = Number(process.env.BENCH_UPDATES ?? 100_000)
const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'claimspan-bench-'))
const cache = at('apps/server/node_modules/.cache')
mkdirSync(cache, { recursive: true })
const bundle = join(cache, `long-history-${process.pid}.mjs`)

try {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { openDatabase } from './database.js'
        export { sqliteLog } from './sqlite-log.js'
        export { compact, loadRoom } from './stored-room.js'`,
      resolveDir: at('apps/server/src'),
    },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    packages: 'external',
  })
  writeFileSync(bundle, outputFiles[0].contents)
  const { openDatabase, sqliteLog, compact, loadRoom } = await import(bundle)
  const log = sqliteLog(openDatabase(join(folder, 'claimspan.db')), { now: () => new Date().toISOString() })

  const random = seeded(7)
  const doc = new Y.Doc()
  const text = doc.getText('article')
  text.insert(0, 'A cat.')
  await log.createDocument('d', [{ room: 'text/d', update: Y.encodeStateAsUpdate(doc), user: 'server' }])
  const updates = [Y.encodeStateAsUpdate(doc)]
  const appended = []
  let caret = 0
  let clock = Y.getState(doc.store, doc.clientID)
  doc.on('update', (update) => {
    updates.push(update)
    const to = Y.getState(doc.store, doc.clientID)
    appended.push(
      log.append({ room: 'text/d', update, user: 'mei', clocks: [{ client: doc.clientID, from: clock, to }] }),
    )
    clock = to
  })
  for (let made = 0; made < count; made++) {
    if (random() < 0.03) caret = Math.floor(random() * text.length)
    if (random() < 0.1 && caret > 0) text.delete(--caret, 1)
    else text.insert(caret++, 'x')
    if (appended.length === 1000) await Promise.all(appended.splice(0))
  }
  await Promise.all(appended)
  const words = text.toString()

  const times = {
    'claimspan: from its snapshot': [],
    'claimspan: from its updates': [],
    'Yjs: one update after another': [],
  }
  const worked = Object.fromEntries(Object.keys(times).map((way) => [way, []]))
  const timed = (way, load) => {
    const before = process.cpuUsage()
    const began = performance.now()
    const loaded = load()
    times[way].push(performance.now() - began)
    const { user, system } = process.cpuUsage(before)
    worked[way].push((user + system) / 1000)
    if (loaded.getText('article').toString() !== words) throw new Error(`${way}: other words`)
  }
  for (let run = 0; run < runs; run++) timed('claimspan: from its updates', () => loadRoom(log.load('text/d')).doc)
  compact(log, 'text/d', 1)
  for (let run = 0; run < runs; run++) {
    timed('claimspan: from its snapshot', () => loadRoom(log.load('text/d')).doc)
    timed('Yjs: one update after another', () => {
      const one = new Y.Doc()
      for (const update of updates) Y.applyUpdate(one, update)
      return one
    })
  }
  await log.close()
  const ours = median(times['claimspan: from its snapshot'])
  report(
    'long-history',
    `${count.toLocaleString('en')} updates, median of ${runs}`,
    Object.entries(times).map(([way, taken]) => ({
      way,
      'open ms': median(taken),
      'CPU ms': median(worked[way]),
      'times snapshot': median(taken) / ours,
    })),
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
  rmSync(bundle, { force: true })
}
