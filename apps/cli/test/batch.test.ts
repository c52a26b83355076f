import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { defaultScheme, document, unannotated } from '@claimspan/core'
import { fileNames, formatNamed, formats, writeDocument } from '@claimspan/exporter'
import fc from 'fast-check'
import { decompress } from 'fzstd'
import { describe, expect, it } from 'vitest'
import type { Corpus } from '../src/corpus.js'
import type { Entry } from '../src/entry.js'
import { type ExportState, runExport } from '../src/export-run.js'
import { idLedger } from '../src/id-ledger.js'
import { lineBatches, lineRanges, linesInBatch, linesOf } from '../src/lines.js'
import { outputFolder } from '../src/output-folder.js'
import { claimspan, folderWith } from './at-the-terminal.js'

const line = (id: string, text: string) =>
  JSON.stringify({ claimspan: 1, id, version: 1, title: id, offsetUnit: 'code-point', text })
const lines = (count: number) => Array.from({ length: count }, (_, at) => `${line(`d${at}`, `Text ${at} 🐈.`)}\n`)
const one = unannotated(document({ id: 'd1', text: 'Text 1.' }))
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Every file in a folder by its path, as bytes in hexadecimal. */
function filesIn(folder: string): Record<string, string> {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = found.map((entry) => join(entry.parentPath, entry.name)).sort()
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'latin1')]))
}

async function exported(corpus: string, ...more: string[]) {
  const out = join(folderWith(), 'out')
  return { ...(await claimspan(['export', corpus, '--out', out, ...more])), out, files: filesIn(out) }
}

describe('the manifest', () => {
  it('counts what is there, and SHA256SUMS has the sum of every file', async () => {
    const corpus = folderWith({ 'documents.jsonl': [...lines(20), '{"claimspan":1,\n'].join('') })
    const { files, code } = await exported(corpus, '--to', 'native,brat', '--split', '50/50')
    expect(code).toBe(1)
    const manifest = JSON.parse(files['manifest.json'] ?? '')
    expect(manifest.counts).toMatchObject({ documents: 20, claims: 0, placesWithProblems: 1 })
    expect(manifest.counts.parts.train + manifest.counts.parts.test).toBe(20)
    expect(manifest.formats).toMatchObject([{ name: 'native' }, { name: 'brat', spec: { version: '1.3' } }])
    const sums = (files.SHA256SUMS ?? '').trimEnd().split('\n')
    const told = Object.fromEntries(sums.map((sum) => [sum.slice(66), sum.slice(0, 64)]))
    const { SHA256SUMS: _, ...others } = files
    const found = Object.entries(others).map(([path, text]) => [path, sha256(Buffer.from(text, 'latin1'))])
    expect(told).toEqual(Object.fromEntries(found))
    for (const { path, sha256, bytes } of manifest.files) {
      expect([sha256, bytes]).toEqual([told[path], files[path]?.length])
    }
  })

  it('is the same for the same corpus, as is everything else', async () => {
    const corpus = folderWith({ 'documents.jsonl': lines(30).join('') })
    const args = ['--to', 'native,brat,web-annotation,conll', '--split', '80/10/10', '--compress', 'gzip'] as const
    expect((await exported(corpus, ...args)).files).toEqual((await exported(corpus, ...args)).files)
  })
})

describe('packed files', () => {
  it.each([
    ['gzip', '.gz', (bytes: Uint8Array) => gunzipSync(bytes)],
    ['zstd', '.zst', (bytes: Uint8Array) => decompress(bytes)],
  ] as const)('%s unpack to what is written without', async (name, end, unpack) => {
    const corpus = folderWith({ 'documents.jsonl': lines(3000).join('') })
    const plain = await exported(corpus, '--to', 'native')
    const packed = await exported(corpus, '--to', 'native', '--compress', name)
    const bytes = Buffer.from(packed.files[`documents.jsonl${end}`] ?? '', 'latin1')
    expect(Buffer.from(unpack(bytes)).toString('latin1')).toBe(plain.files['documents.jsonl'])
    const again = await exported(packed.out, '--to', 'native')
    expect(again.files['documents.jsonl']).toBe(plain.files['documents.jsonl'])
  })

  it.each(['documents.jsonl.gz', 'documents.jsonl.zst'])('%s that is none is said to be damaged', async (name) => {
    const said = await claimspan(['check', folderWith({ [name]: 'this is not packed at all' })])
    expect([said.code, said.err]).toEqual([1, expect.stringContaining(`${name} cannot be unpacked`)])
  })
})

const inText = formats.filter(({ write }) => write !== undefined).map(({ name }) => name)

describe('shards', () => {
  it.each(inText)('of %s, one after another, are what one run writes', async (format) => {
    const corpus = folderWith({ 'documents.jsonl': lines(60).join('') })
    const whole = (await exported(corpus, '--to', format)).files
    const growing = new Set([
      'losses.jsonl',
      ...writeDocument(formatNamed(format), one, { scheme: defaultScheme })
        .files.filter(({ append }) => append)
        .map(({ path }) => path),
    ])
    const shards = await Promise.all(
      ['1/3', '2/3', '3/3'].map((shard) => exported(corpus, '--to', format, '--shard', shard)),
    )
    const paths = [...new Set(shards.flatMap(({ files }) => Object.keys(files)))].sort()
    expect(paths).toEqual(Object.keys(whole))
    for (const path of paths.filter((one) => one !== 'manifest.json' && one !== 'SHA256SUMS')) {
      const there = shards.flatMap(({ files }) => (files[path] === undefined ? [] : [files[path]]))
      if (growing.has(path)) {
        const [begin = '', ...rest] = there.join('').split('\n')
        const [wholeBegin = '', ...wholeRest] = (whole[path] ?? '').split('\n')
        // A header comes first; documents come in the order of the shards.
        if (format === 'csv' || format === 'tsv') expect(begin).toBe(wholeBegin)
        expect([begin, ...rest].sort()).toEqual([wholeBegin, ...wholeRest].sort())
      } else for (const text of there) expect(text).toBe(whole[path])
    }
  })
})

describe('formulas in cells', () => {
  it('are disarmed, but where it is said that they stay', async () => {
    const corpus = folderWith({ 'documents.jsonl': `${line('d1', '=1+1 is two')}\n` })
    const texts = async (...more: string[]) =>
      (await exported(corpus, '--to', 'csv', ...more)).files['corpus.documents.csv']?.trimEnd().split(',').at(-1)
    expect(await texts()).toBe("'=1+1 is two")
    expect(await texts('--formulas', 'disarm')).toBe("'=1+1 is two")
    expect(await texts('--formulas', 'keep')).toBe('=1+1 is two')
    const wrong = await claimspan(['export', corpus, '--to', 'csv', '--out', `${corpus}/out`, '--formulas', 'yes'])
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('--formulas is disarm or keep')])
  })
})

describe('lines', () => {
  it('come in batches of whole lines, whatever the size of a batch', async () => {
    const text = fc
      .array(fc.constantFrom('a', 'bc', '', '😀', 'x'.repeat(50)), { maxLength: 40 })
      .map((all) => all.join('\n'))
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 60 }), async (content, size) => {
        const file = join(folderWith({ 'a.jsonl': content }), 'a.jsonl')
        const found: (readonly [number, string])[] = []
        for await (const batch of lineBatches(file, size)) {
          for (const { number, bytes } of linesInBatch(batch)) found.push([number, Buffer.from(bytes).toString()])
        }
        const whole = content.replace(/\n$/, '')
        expect(found).toEqual(content === '' ? [] : whole.split('\n').map((words, at) => [at + 1, words]))
        const ranges = [...lineRanges(file, size)].map(({ from, to }) => Buffer.from(content).subarray(from, to))
        const batches: string[] = []
        for await (const { bytes } of lineBatches(file, size)) batches.push(Buffer.from(bytes).toString())
        expect(ranges.map((range) => range.toString())).toEqual(batches)
        const one: number[] = []
        for await (const { number } of linesOf(file)) one.push(number)
        expect(one).toEqual(found.map(([number]) => number))
      }),
      { numRuns: 60 },
    )
  })
})

describe('the ledger of ids', () => {
  it('tells ids that were there, and names files, as a set and fileNames do, also when it is opened again', () => {
    const ids = fc.array(fc.constantFrom('a', 'A', 'b.c', 'B.c', 'con', 'Con.x', 'a~2', 'd1', 'd2', 'D1', 'nul'), {
      maxLength: 30,
    })
    fc.assert(
      fc.property(ids, fc.nat(), (all, at) => {
        const file = join(folderWith(), 'ids')
        const nameOf = fileNames()
        const seen = new Set<string>()
        const expected = all.map((id) => {
          const isThere = seen.has(id)
          seen.add(id)
          return isThere ? undefined : nameOf(id)
        })
        const border = at % (all.length + 1)
        const first = idLedger(file)
        const names = all.slice(0, border).map((id) => first.add(id))
        const length = first.flush()
        for (const id of all.slice(border)) first.add(id)
        first.flush()
        first.close()
        const second = idLedger(file, length)
        names.push(...all.slice(border).map((id) => second.add(id)))
        second.close()
        expect(names).toEqual(expected)
      }),
    )
  })

  it('holds many', () => {
    const ledger = idLedger(join(folderWith(), 'ids'))
    for (let at = 0; at < 50_000; at++) expect(ledger.add(`d${at}`)).toBe(`d${at}`)
    for (let at = 0; at < 50_000; at += 97) expect(ledger.add(`d${at}`)).toBeUndefined()
    ledger.close()
  })
})

describe('a run that was interrupted', () => {
  const quiet = { out: () => undefined, err: () => undefined, watched: false }
  const made = Array.from({ length: 500 }, (_, at): Entry => {
    const annotated = unannotated(document({ id: `d${at}`, text: `Text ${at}.` }))
    return { ok: true, annotated, file: `d${at}` }
  })
  const corpusThatEnds = (after: number): Corpus => ({
    kind: 'made',
    scheme: defaultScheme,
    schemeProblems: [],
    async *entries() {
      for (const [at, entry] of made.entries()) {
        if (at === after) throw new Error('interrupted')
        yield entry
      }
    },
  })
  const plan = { formats: ['native', 'brat'], scheme: defaultScheme }
  const options = { replace: false, plan: 'the same' }

  it.each([[undefined], ['zstd' as const]])('is gone on with to the same bytes (packed: %s)', async (compression) => {
    const run = (after: number) => ({ corpus: corpusThatEnds(after), plan, jobs: 1, compression, checkpointEvery: 0 })
    const target = join(folderWith(), 'out')
    for (const after of [130, 330]) {
      const folder = outputFolder<ExportState>(target, { ...options, resume: after > 130 })
      await expect(runExport(run(after), folder, quiet)).rejects.toThrow('interrupted')
      expect(folder.abandon()).toBe(true)
    }
    const folder = outputFolder<ExportState>(target, { ...options, resume: true })
    expect(folder.resumed?.totals.documents).toBe(320)
    const { totals } = await runExport(run(-1), folder, quiet)
    const grown = folder.grown()
    folder.finish()
    const other = join(folderWith(), 'out')
    const whole = outputFolder<ExportState>(other, { ...options, resume: false })
    const expected = await runExport(run(-1), whole, quiet)
    expect(totals).toEqual(expected.totals)
    expect(grown).toEqual(whole.grown())
    whole.finish()
    expect(filesIn(target)).toEqual(filesIn(other))
  })

  it('is not gone on with when there is none, or the corpus is another', async () => {
    const target = join(folderWith(), 'out')
    expect(() => outputFolder(target, { ...options, resume: true })).toThrow('no interrupted run')
    const folder = outputFolder<ExportState>(target, { ...options, resume: false })
    folder.checkpoint({
      batches: 0,
      ids: 0,
      totals: { documents: 0, claims: 0, mentions: 0, relations: 0, bad: 0, parts: {}, losses: {} },
    })
    folder.abandon()
    expect(() => outputFolder(target, { replace: false, resume: true, plan: 'another' })).toThrow('no interrupted run')
  })

  it('that has no checkpoint leaves nothing behind', async () => {
    const parent = folderWith()
    const folder = outputFolder<ExportState>(join(parent, 'out'), { ...options, resume: false })
    folder.append('a', Buffer.from('x'))
    expect(folder.abandon()).toBe(false)
    expect(readdirSync(parent)).toEqual([])
  })
})

describe('Parquet from the command', () => {
  it('is a data set of all splits, whose sums and rows are true', async () => {
    const corpus = folderWith({ 'documents.jsonl': lines(40).join('') })
    const { code, files } = await exported(corpus, '--to', 'parquet,native', '--split', '50/50', '--jobs', '2')
    expect(code).toBe(0)
    const croissant = JSON.parse(files['parquet/croissant.json'] ?? '')
    const objects: readonly { '@id': string; sha256: string }[] = croissant.distribution.filter(
      (one: { '@type': string }) => one['@type'] === 'cr:FileObject',
    )
    expect(objects.map((one) => one['@id'])).toEqual(
      ['claims', 'documents', 'mentions', 'relations'].flatMap((table) => [
        `${table}/test-00000.parquet`,
        `${table}/train-00000.parquet`,
      ]),
    )
    for (const one of objects) {
      expect(one.sha256).toBe(sha256(Buffer.from(files[`parquet/${one['@id']}`] ?? '', 'latin1')))
    }
    const card = files['parquet/README.md'] ?? ''
    const rows = [...card.slice(0, card.indexOf('config_name: claims', 900)).matchAll(/num_examples: (\d+)/g)]
    expect(rows.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(40)
  })

  it('names the files of shards apart, so that they go into one folder', async () => {
    const corpus = folderWith({ 'documents.jsonl': lines(10).join('') })
    const shards = await Promise.all(
      ['1/2', '2/2'].map((shard) => exported(corpus, '--to', 'parquet', '--shard', shard)),
    )
    const names = shards.flatMap(({ files }) => Object.keys(files).filter((path) => path.endsWith('.parquet')))
    expect(new Set(names).size).toBe(8)
    expect(names).toContain('documents/train-2-of-2-00000.parquet')
  })
})

describe('claimspan import', () => {
  it('reads a folder of brat as a whole, told by its files, and gives back what was exported', async () => {
    const corpus = folderWith({ 'documents.jsonl': lines(5).join('') })
    const brat = await exported(corpus, '--to', 'brat')
    const out = join(folderWith(), 'corpus')
    expect(await claimspan(['import', brat.out, '--out', out])).toMatchObject({ code: 0 })
    expect((await claimspan(['check', out])).err).toBe('5 documents, 0 claims: no problem\n')
  })

  it('reads HTML beside text, told by the content', async () => {
    const folder = folderWith({
      'in/a.html': '<!doctype html><title>News</title><p>Exports grew.</p>',
      'in/b.txt': 'Plain.\nWords.\n',
    })
    const out = join(folder, 'corpus')
    expect(await claimspan(['import', join(folder, 'in'), '--out', out])).toMatchObject({ code: 0 })
    const made = readFileSync(join(out, 'documents.jsonl'), 'utf8')
    expect(made).toContain('"text":"News\\nExports grew."')
  })
})
