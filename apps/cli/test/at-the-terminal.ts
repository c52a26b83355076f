import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach } from 'vitest'
import { run } from '../src/run.js'
import type { Terminal } from '../src/terminal.js'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A new empty folder, taken away after the test; files are made in it. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'claimspan-cli-'))
  folders.push(folder)
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return folder
}

/** What a command printed and how it ended. */
export interface Said {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Run a command as at a terminal that nobody watches, or that somebody does. */
export async function claimspan(args: readonly string[], watched = false): Promise<Said> {
  const said = { out: '', err: '' }
  const terminal: Terminal = {
    out: (text) => {
      said.out += text
    },
    err: (text) => {
      said.err += text
    },
    watched,
  }
  return { code: await run(args, terminal), ...said }
}
