import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { check } from '@claimspan/core'
import { afterAll, describe, expect, it } from 'vitest'
import { parquetEntries, parquetParts } from '../apps/cli/src/parquet-folder.js'

const main = fileURLToPath(new URL('../apps/cli/dist/main.js', import.meta.url))
const worker = new URL('../apps/cli/dist/parquet-worker.js', import.meta.url)
const example = readFileSync(fileURLToPath(new URL('../fixtures/formats/example.jsonl', import.meta.url)), 'utf8')
const scheme = readFileSync(fileURLToPath(new URL('../fixtures/formats/example-scheme.json', import.meta.url)), 'utf8')

const folder = mkdtempSync(join(tmpdir(), 'claimspan-parquet-folder-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const lines = Array.from({ length: 12 }, (_, at) => example.replace('"id":"example"', `"id":"example-${at}"`)).join('')
writeFileSync(join(folder, 'documents.jsonl'), lines)
writeFileSync(join(folder, 'scheme.json'), scheme)

const claimspan = (...args: string[]) => spawnSync(process.execPath, [main, ...args], { encoding: 'utf8' })
const tables = join(folder, 'tables')
expect(claimspan('export', folder, '--to', 'parquet', '--out', tables, '--split', '50/50').status).toBe(0)

describe('a folder of Parquet tables', () => {
  it('is checked, and goes back to the same bytes by export and by import', () => {
    expect(claimspan('check', tables)).toMatchObject({ status: 0, stderr: expect.stringContaining('12 documents') })
    const sorted = (text: string) => text.split('\n').sort()
    for (const [command, ...args] of [['export', '--to', 'native'], ['import']] as const) {
      const out = join(folder, `by-${command}`)
      expect(claimspan(command, tables, '--out', out, ...args)).toMatchObject({ status: 0 })
      expect(sorted(readFileSync(join(out, 'documents.jsonl'), 'utf8'))).toEqual(sorted(lines))
    }
    expect(readFileSync(join(folder, 'by-export', 'scheme.json'), 'utf8')).toBe(scheme)
  })

  it('that lacks a table, or has a damaged one, is a problem with the file', () => {
    const broken = join(folder, 'broken')
    for (const table of ['documents', 'claims', 'mentions']) {
      mkdirSync(join(broken, table), { recursive: true })
      const bytes = readFileSync(join(tables, table, 'train-00000.parquet'))
      writeFileSync(join(broken, table, 'train-00000.parquet'), table === 'claims' ? bytes.subarray(0, 900) : bytes)
    }
    const said = claimspan('check', broken)
    expect(said.status).toBe(1)
    expect(said.stdout).toContain('claims/train-00000.parquet: The file cannot be read as Parquet')
    expect(said.stdout).toContain('The table of relations is missing')
  })
})

/** Numbers from 0 up to `limit` that are the same for the same seed (mulberry32). */
function seeded(seed: number): (limit: number) => number {
  let state = seed >>> 0
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * limit)
  }
}

describe('the thread that reads them', () => {
  // hyparquet alone hangs on one in a hundred of such files, and asks for more memory than there is on some.
  it('reads two thousand broken files: none ends or holds up the process, what comes in is sound, the rest is said', {
    timeout: 300_000,
  }, async () => {
    const [part] = parquetParts(tables)
    if (part === undefined) throw new Error('no part')
    const names = Object.keys(part)
    const parts = Array.from({ length: 2000 }, (_, seed) => {
      const upTo = seeded(seed)
      const name = names[upTo(names.length)] ?? ''
      const bytes = readFileSync(part[name] ?? '')
      for (let left = 1 + upTo(4); left > 0; left--) bytes[upTo(bytes.length)] = upTo(256)
      const path = join(folder, `broken-${seed}.parquet`)
      writeFileSync(path, bytes)
      return { ...part, [name]: path }
    })
    let [sound, refused] = [0, 0]
    for await (const entry of parquetEntries(parts, { time: 800, megabytes: 96 }, worker)) {
      if (entry.ok) {
        expect(check(entry.annotated)).toEqual([])
        sound += 1
        continue
      }
      refused += 1
      expect(entry.problems.length).toBeGreaterThan(0)
      for (const { file, sentence } of entry.problems) {
        expect(file).not.toBe('')
        expect(sentence.length).toBeGreaterThan(10)
      }
    }
    expect(Math.min(sound, refused)).toBeGreaterThan(100)
  })

  const thread = (script: string): URL => {
    const path = join(folder, `thread-${script.length}.mjs`)
    writeFileSync(
      path,
      `import { parentPort } from 'node:worker_threads'\nparentPort.on('message', () => { ${script} })\n`,
    )
    return pathToFileURL(path)
  }

  it.each([
    ['hangs', 'for (;;);', 'too-slow'],
    ['takes all memory', 'const all = []; for (;;) all.push(new Array(1000).fill(Math.random()))', 'too-large'],
    ['dies', "throw new Error('no')", 'damaged'],
  ])('when it %s, the part is a problem and the next is gone on with', async (_, script, kind) => {
    const parts = [{ documents: 'a' }, { documents: 'b' }]
    const found: unknown[] = []
    for await (const entry of parquetEntries(parts, { time: 1500, megabytes: 16 }, thread(script))) found.push(entry)
    expect(found).toMatchObject(['a', 'b'].map((file) => ({ ok: false, problems: [{ kind, file }] })))
  })
})
