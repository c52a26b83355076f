// Finds a Redis or Valkey server for the tests of several servers, or gets one where that is possible without asking.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['valkey-server', 'redis-server']

/**
 * The path of a server: `REDIS_SERVER_PATH`, an installed one, or, on Debian as root, one that apt installs. Throws an
 * `Error` that says what to do when there is none.
 */
export function findRedis() {
  const given = process.env.REDIS_SERVER_PATH
  if (given !== undefined && given !== '') {
    if (existsSync(given)) return given
    throw new Error(`REDIS_SERVER_PATH is ${given}, but there is no such file`)
  }
  const found = installed() ?? (aptInstall() ? installed() : undefined)
  if (found !== undefined) return found
  const command =
    process.platform === 'darwin' ? 'brew install redis' : 'apt-get install -y --no-install-recommends redis-server'
  throw new Error(`No Redis or Valkey server was found. Install one: ${command}`)
}

function installed() {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin']
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path))
}

function aptInstall() {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return false
  console.error('Installing redis-server with apt …')
  const run = (...args) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 2, 2],
      // The package would start a server of its own.
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
    }).status === 0
  return run('update', '-qq') && run('install', '-y', '-qq', '--no-install-recommends', 'redis-server')
}

if (process.argv[1] === new URL(import.meta.url).pathname) console.log(findRedis())
