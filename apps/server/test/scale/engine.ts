import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'

/** A database or message server that the tests start and stop. */
export interface Engine {
  readonly url: string
  /** End it as a power cut would. */
  kill(): Promise<void>
  /** Start it again where it was. */
  start(): Promise<void>
  /** It stays, and answers nobody. */
  pause(): void
  resume(): void
  /** End it for good and take away what it kept. */
  remove(): Promise<void>
}

/** A process of ours, and what it has said. */
export interface Running {
  readonly process: ChildProcess
  said(): string
  /** Resolves when it has ended. */
  readonly ended: Promise<void>
}

export function run(
  command: string,
  args: readonly string[],
  user?: { readonly uid: number; readonly gid: number },
): Running {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd: '/', ...user })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000)
    })
  }
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', (error) => {
      said += error.message
      resolve()
    })
  })
  return { process: child, said: () => said, ended }
}

/** Resolves when `isReady` says so. Throws what the process said when it ends before, or after 30 s. */
export async function ready({ said, ended }: Running, isReady: () => Promise<boolean>): Promise<void> {
  let hasEnded = false
  void ended.then(() => {
    hasEnded = true
  })
  const end = Date.now() + 30_000
  while (!(await isReady())) {
    if (hasEnded || Date.now() > end) throw new Error(`It did not start: ${said()}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** A port of this machine that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
