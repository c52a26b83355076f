import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createClient } from '@redis/client'
import { type Engine, freePort, type Running, ready, run } from './engine.js'

/** Says where one is, or which command installs it. */
const finder = fileURLToPath(new URL('../../../../scripts/find-redis.mjs', import.meta.url))

/** A real Redis or Valkey on a free port of this machine, that keeps nothing. */
export async function redisServer(): Promise<Engine> {
  const command = execFileSync(process.execPath, [finder], { encoding: 'utf8' }).trim()
  const folder = mkdtempSync(join(tmpdir(), 'claimspan-redis-'))
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  let running: Running | undefined

  async function answers(): Promise<boolean> {
    const client = createClient({ url, socket: { reconnectStrategy: false, connectTimeout: 1000 } })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.ping()
      return true
    } catch {
      return false
    } finally {
      client.destroy()
    }
  }

  async function start(): Promise<void> {
    running = run(command, [
      ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder],
      ...['--save', '', '--appendonly', 'no', '--daemonize', 'no'],
    ])
    await ready(running, answers)
  }

  async function kill(): Promise<void> {
    running?.process.kill('SIGKILL')
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
