// Installs the locked dependencies when they are missing or out of date. Runs before anything is installed, so it
// imports nothing but Node.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Claimspan needs Node 20.19 or newer; this is ${process.version}. Install a newer Node and try again.`)
  process.exit(1)
}

const lock = `${root}package-lock.json`
const mark = `${root}node_modules/.claimspan-lock`
const installed = `${root}node_modules/.package-lock.json`
const wanted = createHash('sha256').update(readFileSync(lock)).digest('hex')

const has = () => {
  if (!existsSync(installed)) return false
  if (existsSync(mark)) return readFileSync(mark, 'utf8') === wanted
  // Installed by hand (npm ci): npm's own record is then newer than the lock.
  return statSync(installed).mtimeMs >= statSync(lock).mtimeMs
}

if (!has()) {
  console.error('Installing the locked dependencies (npm ci) …')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (status !== 0) {
    console.error('npm ci failed; its message is above. Claimspan cannot start without its dependencies.')
    process.exit(status ?? 1)
  }
}
if (!existsSync(mark) || readFileSync(mark, 'utf8') !== wanted) writeFileSync(mark, wanted)
