import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const at = (path: string) => fileURLToPath(new URL(`../../../../${path}`, import.meta.url))

/** Bundle the server to be killed from the sources, where it finds the installed packages. */
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
    packages: 'external',
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
  /** End it as a power cut would; resolves when it is gone. */
  kill(): Promise<void>
}

/** Start it; resolves when it answers. Rejects with what it wrote when it ends before. */
export function startChild(path: string, dataFolder: string, port: number, way: string): Promise<Child> {
  const child: ChildProcess = spawn(process.execPath, [path, dataFolder, String(port), way], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
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
        kill() {
          child.kill('SIGKILL')
          return ended
        },
      })
    })
  })
}
