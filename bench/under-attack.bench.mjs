// How long somebody's changes take until they are acknowledged while others attack the server, beside the same without
// anybody else: every script of the tests that floods, in turn, by somebody with an account. The server, who attacks and who
// works are three processes. It speaks to this machine only and ends by itself.
import { fork } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { report } from './report.mjs'

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const percentile = (numbers, share) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length * share)]
const seconds = Number(process.env.BENCH_SECONDS ?? 8)

const folder = mkdtempSync(join(tmpdir(), 'claimspan-bench-'))
const cache = join(at('apps/server/node_modules/.cache'), `under-attack-${process.pid}`)
mkdirSync(cache, { recursive: true })

const bundled = async (name, contents) => {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: at('apps/server/test/hostile'), loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
  })
  const path = join(cache, `${name}.mjs`)
  writeFileSync(path, outputFiles[0].contents)
  return path
}

try {
  const project = await bundled('project', `export * from './project.ts'; export { scripts } from './scripts.ts'`)
  const serverPath = await bundled(
    'server',
    `import { startServer } from '../../src/index.ts'
     const { url } = await startServer({ dataFolder: process.argv[2], port: 0 })
     process.on('disconnect', () => process.exit(0))
     process.on('message', () => process.send({ memory: process.memoryUsage().rss }))
     process.send({ url })`,
  )
  const workerPath = await bundled(
    'worker',
    `import { person, saved } from '../person.ts'
     const [url, session] = process.argv.slice(2)
     const token = async () => {
       const answer = await fetch(url + '/api/session/token', { method: 'POST', headers: { authorization: 'Bearer ' + session } })
       return (await answer.json()).token
     }
     const provider = person(url, token).join('text/honest')
     await saved(provider)
     let took = []
     let began = 0
     provider.on('unsyncedChanges', ({ number }) => {
       if (number === 0 && began > 0) { took.push(performance.now() - began); began = 0 }
     })
     setInterval(() => {
       if (began > 0 || !provider.synced) return
       began = performance.now()
       provider.document.getText('article').insert(0, 'h')
     }, 20)
     process.on('disconnect', () => process.exit(0))
     process.on('message', () => { process.send({ took }); took = [] })
     process.send({ ready: true })`,
  )
  const attackerPath = await bundled(
    'attacker',
    `import { attacker } from './attacker.ts'
     import { scripts } from './scripts.ts'
     const [url, session, at, until] = process.argv.slice(2)
     const rooms = ['text/honest', 'layer/honest/shared']
     while (Date.now() < Number(until)) {
       const { attacker: eve, leave } = attacker({ role: 'curator', url, document: 'honest', session })
       await scripts[Number(at)].run(eve, { rooms, victim: { room: 'text/honest', client: 4711, clock: 0 } }).catch(() => undefined)
       leave()
     }
     process.exit(0)`,
  )
  const { withProject, documentWithSecrets, scripts } = await import(project)
  const sessions = await withProject(folder, scripts.length + 5)
  const server = fork(serverPath, [folder], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  const said = (child) => new Promise((resolve) => child.once('message', resolve))
  const { url } = await said(server)
  await fetch(`${url}/api/documents`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sessions('owner')}`, 'content-type': 'application/json' },
    body: documentWithSecrets('honest'),
  })
  const worker = fork(workerPath, [url, sessions('honest')])
  await said(worker)
  const measure = async (way) => {
    worker.send('took')
    const { took } = await said(worker)
    server.send('memory')
    const { memory } = await said(server)
    return {
      way,
      changes: took.length,
      'acknowledged p50 ms': percentile(took, 0.5),
      'p95 ms': percentile(took, 0.95),
      'longest ms': Math.max(...took),
      'memory MB': memory / 1e6,
    }
  }
  await sleep(1000)
  await measure('warm-up')
  await sleep(seconds * 1000)
  const rows = [await measure('nobody else')]
  // Scripts that change who may do what, or sign out, are for the tests.
  for (const [index, { name, threat }] of scripts.entries()) {
    if (!['oversize', 'foreign client id', 'malformed frames', 'awareness spoofing'].includes(threat)) continue
    const eve = fork(attackerPath, [url, sessions('curator'), String(index), String(Date.now() + seconds * 250)])
    await Promise.race([new Promise((resolve) => eve.once('exit', resolve)), sleep(seconds * 1000)])
    eve.kill('SIGKILL')
    rows.push(await measure(name))
  }
  worker.disconnect()
  server.disconnect()
  report('under-attack', `One who works, and one who attacks with each script for ${seconds / 4} s`, rows)
} finally {
  rmSync(folder, { recursive: true, force: true })
  rmSync(cache, { recursive: true, force: true })
}
