import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { KillPlan } from './kill-plan.js'

const requireHere = [
  "import { createRequire as makeRequire_ } from 'node:module'",
  "import { dirname as dirname_ } from 'node:path'",
  'const require = makeRequire_(import.meta.url)',
  'const __filename = import.meta.filename ?? new URL(import.meta.url).pathname',
  'const __dirname = dirname_(__filename)',
].join(';')

const at = (path: string) => fileURLToPath(new URL(`../../../../${path}`, import.meta.url))

/** Bundle the server to be killed from the sources, with nearly all that it imports: it starts in half the time. */
export async function buildChild(): Promise<{ readonly path: string; remove(): void }> {
  const cache = at('apps/server/node_modules/.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'claimspan-crash-'))
  const path = join(folder, 'child.mjs')
  await build({
    entryPoints: [fileURLToPath(new URL('child.ts', import.meta.url))],
    outfile: path,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // Native, or loaded only when somebody sends such a file.
    external: ['libsql', 'pino', 'unpdf', 'mammoth'],
    minifyWhitespace: true,
    // What CommonJS packages find around them.
    banner: { js: requireHere },
    logLevel: 'silent',
    plugins: [
      {
        name: 'workspace sources',
        setup(builder) {
          builder.onResolve({ filter: /^@claimspan\// }, ({ path: name }) => {
            const [, workspace = '', subpath = 'index'] = name.split('/')
            return { path: at(`packages/${workspace}/src/${subpath}.ts`) }
          })
        },
      },
    ],
  })
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

export interface Child {
  readonly url: string
  readonly port: number
  readonly pid: number
  /** Resolves when it is gone. */
  readonly ended: Promise<void>
  isGone(): boolean
  /** All that it wrote to its standard error. */
  said(): string
  /** From now on it ends by this plan. */
  arm(plan: KillPlan): void
  /** Let go of what it does not need. */
  collectGarbage(): void
  /** End it as a power cut would; resolves when it is gone. */
  kill(): Promise<void>
}

/** Start it; resolves when it answers. Rejects with what it wrote when it ends before. */
export function startChild(
  path: string,
  dataFolder: string,
  port: number,
  way: string,
  plan?: KillPlan,
): Promise<Child> {
  const planned = plan === undefined ? [] : [JSON.stringify(plan)]
  const child: ChildProcess = spawn(
    process.execPath,
    ['--expose-gc', path, dataFolder, String(port), way, ...planned],
    {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  )
  let gone = false
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => {
      gone = true
      resolve()
    }),
  )
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  return new Promise((resolve, reject) => {
    void ended.then(() => reject(new Error(`The server ended: ${said}`)))
    if (child.stdout === null || child.pid === undefined) return reject(new Error('The server did not start'))
    const { pid } = child
    createInterface(child.stdout).once('line', (url) => {
      resolve({
        url,
        port: Number(new URL(url).port),
        pid,
        ended,
        isGone: () => gone,
        said: () => said,
        arm: (plan) => void (child.connected && child.send(plan)),
        collectGarbage: () => void (child.connected && child.send('collect garbage')),
        kill() {
          child.kill('SIGKILL')
          return ended
        },
      })
    })
  })
}
