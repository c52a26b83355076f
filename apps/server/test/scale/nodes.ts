import { fork } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { NodeSettings } from './node.js'

const at = (path: string) => fileURLToPath(new URL(`../../../../${path}`, import.meta.url))

/** Bundle a server from the sources, where it finds the installed packages. */
export async function buildNode(): Promise<{ readonly path: string; remove(): void }> {
  const cache = at('apps/server/node_modules/.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'claimspan-node-'))
  const path = join(folder, 'node.mjs')
  await build({
    entryPoints: [fileURLToPath(new URL('node.ts', import.meta.url))],
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

export interface Node {
  readonly url: string
  readonly port: number
  /** From now on this share of the messages of others does not reach it. */
  drop(share: number): void
  /** The last of what it wrote to its standard error. */
  said(): string
  /** End it as a power cut would; resolves when it is gone. */
  kill(): Promise<void>
}

/** Start one; resolves when it answers. Rejects with what it wrote when it ends before. */
export function startNode(path: string, settings: NodeSettings): Promise<Node> {
  const child = fork(path, [JSON.stringify(settings)], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4000)
  })
  return new Promise((resolve, reject) => {
    void ended.then(() => reject(new Error(`The server ended: ${said}`)))
    child.once('message', (url) => {
      resolve({
        url: String(url),
        port: Number(new URL(String(url)).port),
        drop: (share) => void child.send(share),
        said: () => said,
        kill() {
          child.kill('SIGKILL')
          return ended
        },
      })
    })
  })
}
