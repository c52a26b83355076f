// npm test: everything, in order, going on after a failure, and one plain line of totals at the end.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root, turbo } from './build.mjs'

const bin = (name) => `${root}node_modules/.bin/${name}`
const run = (command, args, env = {}) =>
  spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], env: { ...process.env, ...env } }).status ?? 1

let passed = 0
let failed = 0
const failures = []

function step(name, act) {
  console.error(`\n── ${name}`)
  const began = Date.now()
  const counts = act()
  passed += counts.passed
  failed += counts.failed
  if (counts.failed > 0) failures.push(name)
  console.error(`   ${counts.passed} passed, ${counts.failed} failed, ${((Date.now() - began) / 1000).toFixed(1)} s`)
}

/** A command that is one check: it passes when it exits with 0. */
const check = (status) => (status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })

/** Vitest projects; a file that could not run, a skipped test and a run of no tests count as failures. */
function vitest(...projects) {
  const folder = mkdtempSync(join(tmpdir(), 'claimspan-test-'))
  const file = join(folder, 'report.json')
  try {
    const status = run(bin('vitest'), [
      'run',
      ...projects.flatMap((project) => ['--project', project]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ])
    const report = JSON.parse(readFileSync(file, 'utf8'))
    const unrun = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
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

step('format and lint', () => check(run(bin('biome'), ['ci', '--colors=off', '.'])))
step('build', () => check(turbo('build')))
step('types', () => check(turbo('typecheck')))
step('core, collab, exporter, agreement', () => vitest('core', 'collab', 'exporter', 'agreement'))
step('lexical', () => vitest('lexical'))
step('shared text, fuzzed', () => vitest('text-fuzz'))
step('lexical editors, fuzzed', () => vitest('lexical-fuzz'))
step('server, cli, editor', () => vitest('server', 'cli', 'editor'))
step('several servers: redis', () => check(run(process.execPath, [`${root}scripts/find-redis.mjs`])))
step('several servers on Postgres and Redis', () => vitest('scale'))
step('repository: arrows, packages, documents', () => vitest('repository'))
step('browser: chromium', () => check(run(process.execPath, [`${root}scripts/find-chromium.mjs`])))
step('browser', () => vitest('browser'))

if (failures.length > 0) console.error(`\nFailed: ${failures.join('; ')}`)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
