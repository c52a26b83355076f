// npm test: everything, in order, going on after a failure, and one plain line of totals at the end.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { setPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { root, turbo, turboCommand } from './build.mjs'

const bin = (name) => `${root}node_modules/.bin/${name}`
const run = (command, args, env = {}) =>
  spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], env: { ...process.env, ...env } }).status ?? 1

/** Run a command while other steps run; its output is held back until it has ended. `nice` is how far it gives way to them. */
function beside(command, args, { env = process.env, nice = 0 } = {}) {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env })
  if (child.pid !== undefined && nice > 0) setPriority(child.pid, nice)
  const said = []
  child.stdout.on('data', (chunk) => said.push(chunk))
  child.stderr.on('data', (chunk) => said.push(chunk))
  return new Promise((resolve) => {
    const end = (status) => {
      console.error(Buffer.concat(said).toString())
      resolve(status ?? 1)
    }
    child.once('error', (error) => {
      console.error(error.message)
      end(1)
    })
    child.once('close', end)
  })
}

let passed = 0
let failed = 0
const failures = []

async function step(name, act) {
  console.error(`\n── ${name}`)
  const began = Date.now()
  const counts = await act()
  passed += counts.passed
  failed += counts.failed
  if (counts.failed > 0) failures.push(name)
  console.error(
    `   ${name}: ${counts.passed} passed, ${counts.failed} failed, ${((Date.now() - began) / 1000).toFixed(1)} s`,
  )
}

/** A command that is one check: it passes when it exits with 0. */
const check = (status) => (status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })

/** Vitest projects; a file that could not run, a skipped test and a run of no tests count as failures. */
async function vitest(projects, start = run) {
  const folder = mkdtempSync(join(tmpdir(), 'claimspan-test-'))
  const file = join(folder, 'report.json')
  try {
    const status = await start(bin('vitest'), [
      'run',
      ...projects.flatMap((project) => ['--project', project]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ])
    const report = JSON.parse(readFileSync(file, 'utf8'))
    const unrun = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
    failures.push(...unrun.map(({ name, message }) => `${name}: ${firstLine(message)}`))
    for (const { name, assertionResults } of report.testResults) {
      for (const { status, fullName, failureMessages } of assertionResults) {
        if (status === 'failed') failures.push(`${name}: ${fullName}: ${firstLine(failureMessages[0])}`)
      }
    }
    const skipped = report.numPendingTests + (report.numTodoTests ?? 0)
    const bad = report.numFailedTests + unrun.length + skipped
    return {
      passed: report.numPassedTests,
      failed: status !== 0 || report.numPassedTests === 0 ? Math.max(1, bad) : bad,
    }
  } catch (error) {
    console.error(`vitest gave no report: ${error.message}`)
    return { passed: 0, failed: 1 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const firstLine = (message) => (message ?? '').split('\n')[0].slice(0, 300)

/** The types of all workspaces, one after the other, giving way to what runs beside them. */
async function types() {
  const { command, args, env } = turboCommand('typecheck', '--concurrency=1')
  return check(await beside(command, args, { env, nice: givesWay }))
}

/** How far the steps that only count give way to the servers, whose waits are part of what is tested. */
const givesWay = 10

/** A step that only counts: on one processor while the servers run on the other, on both when they have ended. */
let serversRun = true
const counted = (projects) =>
  vitest(projects, (command, args) =>
    beside(command, [...args, ...(serversRun ? ['--maxWorkers=1'] : [])], { nice: givesWay }),
  )

async function servers() {
  await step('several servers on Postgres and Redis', () => vitest(['scale'], beside))
  await step('server', () => vitest(['server'], beside))
  serversRun = false
}

async function whatOnlyCounts() {
  await step('types', types)
  await step('shared text, fuzzed', () => counted(['text-fuzz']))
  await step('lexical editors, fuzzed', () => counted(['lexical-fuzz']))
  await step('core, collab, exporter, agreement', () => counted(['core', 'collab', 'exporter', 'agreement']))
  await step('lexical', () => counted(['lexical']))
  await step('cli, editor', () => counted(['cli', 'editor']))
  await step('repository: arrows, packages, documents', () => counted(['repository']))
}

await step('format and lint', () => check(run(bin('biome'), ['ci', '--colors=off', '.'])))
await step('build', () => check(turbo('build')))
await step('several servers: redis', () => check(run(process.execPath, [`${root}scripts/find-redis.mjs`])))
// The servers wait for each other, for disks and for kills much of the time.
await Promise.all([servers(), whatOnlyCounts()])
await step('browser: chromium', () => check(run(process.execPath, [`${root}scripts/find-chromium.mjs`])))
await step('browser', () => vitest(['browser']))

if (failures.length > 0) console.error(`\nFailed:\n${failures.join('\n')}`)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
