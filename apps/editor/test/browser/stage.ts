import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
// @ts-expect-error: a script without types, shared with the commands at the root
import { chromiumFlags, findChromium } from '../../../../scripts/find-chromium.mjs'

const main = process.env.CLAIMSPAN_MAIN ?? fileURLToPath(new URL('../../../cli/dist/main.js', import.meta.url))

/** The seed article, which every stage has. */
export const seedId = 'alibaba-ai'

/** A server as it is shipped, with a data folder of its own, and a browser with as many people as a test wants. */
export interface Stage {
  readonly url: string
  readonly dataFolder: string
  /**
   * Somebody with a browser context, and so a storage, of their own, who has been here before unless `isNew`. What goes wrong
   * in their pages is kept.
   */
  person(name: string, options?: BrowserContextOptions & { readonly isNew?: boolean }): Promise<Page>
  /** Kill the server as a power cut would. */
  killServer(): Promise<void>
  /** Start it again on the same port and data. */
  startServer(): Promise<void>
  /** Errors on the pages' consoles, uncaught exceptions and breaches of the content security policy, so far. */
  readonly troubles: string[]
  /** Run the command line; its standard output. Throws when it does not end with 0. */
  command(...args: string[]): Promise<string>
  stop(): Promise<void>
}

export async function startStage(): Promise<Stage> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'claimspan-stage-'))
  let server = await serve(dataFolder, 0)
  const { url } = server
  const port = Number(new URL(url).port)
  const browser: Browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags })
  const troubles: string[] = []
  return {
    url,
    dataFolder,
    troubles,
    async person(name, { isNew = false, ...options } = {}) {
      const context = await browser.newContext({
        baseURL: url,
        viewport: { width: 1360, height: 860 },
        acceptDownloads: true,
        ...options,
      })
      const color = 1 + (name.length % 8)
      const guest = JSON.stringify({
        id: `guest-${name
          .toLowerCase()
          .replace(/[^a-z]/g, '')
          .padEnd(12, '0')}`,
        name,
        color,
      })
      await context.addInitScript((kept) => localStorage.setItem('claimspan.guest', kept), guest)
      if (!isNew) await context.addInitScript(() => localStorage.setItem('claimspan.tour', 'seen'))
      const page = await context.newPage()
      page.on('console', (line) => {
        if (line.type() === 'error') troubles.push(`${name}: ${line.text()}`)
      })
      page.on('pageerror', (error) => troubles.push(`${name}: ${error.stack ?? error.message}`))
      return page
    },
    async killServer() {
      await ended(server.child, 'SIGKILL')
    },
    async startServer() {
      server = await serve(dataFolder, port)
    },
    command: (...args) => run(args),
    async stop() {
      await browser.close()
      await ended(server.child, 'SIGTERM')
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

async function serve(
  dataFolder: string,
  port: number,
): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const child = spawn(process.execPath, [main, 'serve', '--port', String(port), '--data', dataFolder], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString()
      const url = /Claimspan is at (\S+)/.exec(said)?.[1]
      if (url !== undefined) resolve({ child, url })
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${said}`)))
  })
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  await gone
}

function run(args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString()
  })
  return new Promise((resolve, reject) => {
    child.once('exit', (code) =>
      code === 0 ? resolve(out) : reject(new Error(`claimspan ${args.join(' ')} ended with ${code}: ${err}`)),
    )
  })
}
