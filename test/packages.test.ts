import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const libraries = readdirSync(join(root, 'packages')).map((name) => `packages/${name}`)
const published = [...libraries, 'apps/cli']

const manifestOf = (folder: string) => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))

describe.each(published)('%s as npm would publish it', (folder) => {
  it('is clean for publint', async () => {
    const { messages } = await publint({ pkgDir: join(root, folder), strict: true })
    const manifest = manifestOf(folder)
    expect(messages.map((message) => formatMessage(message, manifest))).toEqual([])
  })

  it('packs its build, its manifest, its README and its licence, and nothing else', () => {
    const printed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: join(root, folder),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const [packed] = JSON.parse(printed)
    const paths: string[] = packed.files.map((file: { path: string }) => file.path)
    expect(paths).toContain('README.md')
    expect(paths).toContain('LICENSE')
    expect(paths).toContain('package.json')
    expect(paths.some((path) => path.startsWith('dist/'))).toBe(true)
    expect(paths.filter((path) => !/^(dist\/.*|README\.md|LICENSE|package\.json)$/.test(path))).toEqual([])
  })
})

describe.each(libraries)('%s for those who import it', (folder) => {
  it('has right types (are-the-types-wrong)', () => {
    const { status, stdout, stderr } = spawnSync(
      join(root, 'node_modules/.bin/attw'),
      [
        '--pack',
        '.',
        '--profile',
        'esm-only',
        '--no-emoji',
        '--exclude-entrypoints',
        './package.json',
        './schema/document.json',
        './schema/scheme.json',
      ],
      { cwd: join(root, folder), encoding: 'utf8' },
    )
    expect(status, `${stdout}${stderr}`).toBe(0)
  })

  it('says types before import in every entry', () => {
    for (const [entry, target] of Object.entries(manifestOf(folder).exports)) {
      if (typeof target === 'string') expect(entry).toMatch(/\.json$/)
      else expect(Object.keys(target as object)).toEqual(['types', 'import'])
    }
  })
})

/** Minified and gzipped size in bytes of what a bundler keeps of `code`; peers and other rooms stay outside. */
async function bundled(code: string, external: readonly string[]): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: root, loader: 'js' },
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['import'],
    external: [...external],
  })
  return gzipSync(outputFiles[0]?.contents ?? new Uint8Array()).length
}

describe('size', () => {
  const readers = [
    '@mozilla/readability',
    'fflate',
    'hyparquet',
    'hyparquet-writer',
    'linkedom',
    'mammoth',
    'mdast-util-from-markdown',
    'saxes',
    'unpdf',
  ]
  const outside = ['yjs', 'lexical', '@lexical/*', 'lib0/*', ...readers]
  it.each([
    ['@claimspan/core', 37_500, []],
    ['@claimspan/collab', 21_000, ['@claimspan/core']],
    ['@claimspan/lexical', 16_000, ['@claimspan/core']],
    ['@claimspan/exporter', 88_000, ['@claimspan/core']],
    ['@claimspan/agreement', 40_000, ['@claimspan/core']],
  ] as const)('%s keeps within %i bytes, gzipped', async (name, budget, more) => {
    const size = await bundled(
      `export * from '${name}'`,
      [...outside, ...more, '@claimspan/core/*'].filter((one) => !one.startsWith(name)),
    )
    expect(size).toBeGreaterThan(200)
    expect(size).toBeLessThanOrEqual(budget)
  })

  it('lets a reader of the native form do without the rest', async () => {
    const reader = `import { readNativeLine, check } from '@claimspan/core'; console.log(readNativeLine, check)`
    expect(await bundled(reader, outside)).toBeLessThan(16_000)
  })

  it('gives a bundler only what is used', async () => {
    expect(await bundled(`import { span } from '@claimspan/core'; console.log(span(0, 1))`, outside)).toBeLessThan(600)
    const inside = ['@claimspan/core']
    const alpha = `import { krippendorffAlpha } from '@claimspan/agreement'; console.log(krippendorffAlpha([]))`
    expect(await bundled(alpha, inside)).toBeLessThan(1_800)
    const model = `import { dawidSkene } from '@claimspan/agreement'; console.log(dawidSkene)`
    expect(await bundled(model, inside)).toBeLessThan(1_500)
    const alignment = `import { alignUnits } from '@claimspan/agreement'; console.log(alignUnits)`
    expect(await bundled(alignment, inside)).toBeLessThan(6_000)
  })
})
