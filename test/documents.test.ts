import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const rooms = ['packages', 'apps'].flatMap((folder) =>
  readdirSync(join(root, folder)).map((name) => `${folder}/${name}`),
)
const pages = [
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'STYLE.md'],
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  ...rooms.map((room) => `${room}/README.md`).filter((page) => existsSync(join(root, page))),
]
const read = (page: string) => readFileSync(join(root, page), 'utf8')

describe.each(pages)('%s', (page) => {
  it('links only to what is there', () => {
    const targets = [...read(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)|src="([^"]+)"/g)].map(
      ([, link, image]) => link ?? image ?? '',
    )
    const missing = targets.filter(
      (target) => !/^[a-z]+:/.test(target) && !existsSync(join(root, dirname(page), target)),
    )
    expect(missing).toEqual([])
  })
})

/** Pages whose first TypeScript example runs by itself in Node. */
const runnable = [
  'README.md',
  'packages/core/README.md',
  'packages/collab/README.md',
  'packages/exporter/README.md',
  'packages/agreement/README.md',
]

describe.each(runnable)('the example of %s', (page) => {
  it('runs as it stands', async () => {
    const code = /```ts\n([\s\S]*?)```/.exec(read(page))?.[1]
    if (code === undefined) throw new Error(`${page} has no example`)
    const folder = mkdtempSync(join(tmpdir(), 'claimspan-example-'))
    try {
      const { outputFiles } = await build({
        stdin: { contents: code, resolveDir: join(root, dirname(page)), loader: 'ts' },
        bundle: true,
        platform: 'node',
        format: 'esm',
        write: false,
        banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
      })
      const file = join(folder, 'example.mjs')
      writeFileSync(file, outputFiles[0]?.contents ?? '')
      const { status, stderr } = spawnSync(process.execPath, [file], { cwd: root, encoding: 'utf8' })
      expect([status, stderr]).toEqual([0, ''])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
