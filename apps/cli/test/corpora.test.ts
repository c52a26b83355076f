import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { formats } from '@claimspan/exporter'
import { startServer } from '@claimspan/server'
import { describe, expect, it } from 'vitest'
import { claimspan, folderWith } from './at-the-terminal.js'

const seeds = fileURLToPath(new URL('../../../seeds', import.meta.url))
const read = (...path: string[]) => readFileSync(join(...path), 'utf8')
const line = (id: string, text: string) =>
  JSON.stringify({ claimspan: 1, id, version: 1, title: id, offsetUnit: 'code-point', text })

describe('claimspan export', () => {
  it('writes the native form back to the byte, and every format into a folder of its own', async () => {
    const out = join(folderWith(), 'out')
    const said = await claimspan(['export', seeds, '--to', 'native,brat,conll,web-annotation', '--out', out])
    expect(said.code).toBe(0)
    expect(said.err).toContain('1 document written')
    expect(read(out, 'native/documents.jsonl')).toBe(read(seeds, 'documents.jsonl'))
    expect(readdirSync(join(out, 'brat')).sort()).toEqual([
      'alibaba-ai.ann',
      'alibaba-ai.txt',
      'annotation.conf',
      'visual.conf',
    ])
    const losses = read(out, 'losses.jsonl')
      .trimEnd()
      .split('\n')
      .map((one) => JSON.parse(one))
    expect(losses.length).toBeGreaterThan(0)
    expect(losses.every(({ format }) => format === 'brat' || format === 'conll')).toBe(true)
  })

  it('gives the same bytes as the server that is serving the data', async () => {
    const dataFolder = join(folderWith(), 'data')
    const server = await startServer({ dataFolder, port: 0, articles: [seeds] })
    try {
      for (const [format, file] of [
        ['native', 'documents.jsonl'],
        ['brat', 'alibaba-ai.ann'],
        ['web-annotation', 'alibaba-ai.jsonld'],
        ['conll', 'alibaba-ai.conll'],
      ] as const) {
        const out = join(folderWith(), 'out')
        expect((await claimspan(['export', dataFolder, '--to', format, '--out', out])).code).toBe(0)
        const url = `${server.url}/api/documents/alibaba-ai/export?format=${format}&file=${file}`
        const served = await fetch(url)
        expect(served.status).toBe(200)
        expect(await served.text()).toBe(read(out, file))
      }
    } finally {
      await server.stop()
    }
  })

  it('goes on past a bad line, says where it is, and ends with 1', async () => {
    const corpus = folderWith({
      'documents.jsonl': `${line('a', 'One.')}\n{"claimspan":1,"id":"b"\n${line('c', 'Three.')}\n${line('a', 'Again.')}\n`,
    })
    const out = join(corpus, 'out')
    const said = await claimspan(['export', corpus, '--to', 'native', '--out', out])
    expect(said.code).toBe(1)
    expect(said.err).toContain(`${join(corpus, 'documents.jsonl')}:2:`)
    expect(said.err).toContain('Document a is there twice')
    expect(read(out, 'documents.jsonl').trimEnd().split('\n')).toHaveLength(2)
  })

  it('names files apart whose documents differ in case only', async () => {
    const corpus = folderWith({ 'documents.jsonl': `${line('News', 'One.')}\n${line('news', 'Two.')}\n` })
    const out = join(corpus, 'out')
    expect((await claimspan(['export', corpus, '--to', 'brat', '--out', out])).code).toBe(0)
    expect(
      readdirSync(out)
        .filter((name) => name.endsWith('.txt'))
        .sort(),
    ).toEqual(['News.txt', 'news~2.txt'])
    expect(read(out, 'news~2.txt')).toBe('Two.')
  })

  it('leaves what is there, unless it is to be replaced, and nothing half written', async () => {
    const folder = folderWith({ 'out/mine.txt': 'mine' })
    const out = join(folder, 'out')
    const args = ['export', seeds, '--to', 'native', '--out', out]
    const refused = await claimspan(args)
    expect(refused.code).toBe(1)
    expect(refused.err).toContain('--replace')
    expect(read(out, 'mine.txt')).toBe('mine')
    expect((await claimspan([...args, '--replace'])).code).toBe(0)
    expect(readdirSync(out).sort()).toEqual(['SHA256SUMS', 'documents.jsonl', 'manifest.json', 'scheme.json'])
    expect(readdirSync(folder)).toEqual(['out'])
  })

  it('shards to parts that together are the whole, and splits the same when documents are added', async () => {
    const ids = Array.from({ length: 60 }, (_, at) => `d${at}`)
    const corpusOf = (some: readonly string[]) =>
      folderWith({ 'documents.jsonl': some.map((id) => `${line(id, `Text of ${id}.`)}\n`).join('') })
    const all = corpusOf(ids)
    const idsIn = (file: string) =>
      file
        .trimEnd()
        .split('\n')
        .filter(Boolean)
        .map((one) => JSON.parse(one).id)
    const shards = await Promise.all(
      [1, 2, 3].map(async (index) => {
        const out = join(folderWith(), 'out')
        await claimspan(['export', all, '--to', 'native', '--out', out, '--shard', `${index}/3`])
        return idsIn(read(out, 'documents.jsonl'))
      }),
    )
    expect(shards.flat().sort()).toEqual([...ids].sort())
    expect(Math.min(...shards.map((shard) => shard.length))).toBeGreaterThan(5)
    const partsOf = async (corpus: string) => {
      const out = join(folderWith(), 'out')
      await claimspan(['export', corpus, '--to', 'native', '--out', out, '--split', '60/20/20', '--seed', '7'])
      return Object.fromEntries(
        ['train', 'dev', 'test'].flatMap((part) =>
          idsIn(read(out, part, 'documents.jsonl')).map((id) => [id, part] as const),
        ),
      )
    }
    const some = await partsOf(corpusOf(ids.slice(0, 40)))
    const more = await partsOf(all)
    expect(Object.keys(more)).toHaveLength(60)
    for (const [id, part] of Object.entries(some)) expect(more[id]).toBe(part)
  })
})

describe('claimspan check', () => {
  it('finds nothing in the seeds', async () => {
    expect(await claimspan(['check', seeds])).toEqual({ code: 0, out: '', err: '1 document, 140 claims: no problem\n' })
  })

  it('reads what the seeds are exported to, in every format that is read, and says which ones are not', async () => {
    const out = join(folderWith(), 'out')
    const texts = formats.filter(({ write }) => write !== undefined)
    await claimspan(['export', seeds, '--to', texts.map(({ name }) => name).join(','), '--out', out])
    for (const { name, read: reader, title } of texts) {
      const said = await claimspan(['check', join(out, name)])
      if (reader === undefined) {
        expect(said, name).toMatchObject({ code: 1 })
        expect(said.err).toContain(`holds ${title}, which claimspan writes but does not read`)
      } else expect([name, said.code, said.err]).toEqual([name, 0, expect.stringContaining('claims: no problem')])
    }
  })

  it('lists every problem with its place', async () => {
    const corpus = folderWith({
      'documents.jsonl': `${line('a', 'One.')}\n${line('../b', 'Two.')}\n${line('a', 'x')}\n`,
    })
    const said = await claimspan(['check', corpus])
    expect(said.code).toBe(1)
    expect(said.out).toContain(`${join(corpus, 'documents.jsonl')}:2: `)
    expect(said.out).toContain(`${join(corpus, 'documents.jsonl')}:3: Document a is there twice`)
    const json = await claimspan(['check', corpus, '--json'])
    expect(
      json.out
        .trimEnd()
        .split('\n')
        .map((one) => JSON.parse(one).line),
    ).toEqual([2, 3])
  })

  it.each([
    ['nothing in it', '', 'no document'],
    ['bytes that are not UTF-8', new Uint8Array([0x7b, 0xff, 0x0a]), 'not UTF-8'],
  ])('says so of a corpus with %s', async (_, content, sentence) => {
    const said = await claimspan(['check', folderWith({ 'documents.jsonl': content })])
    expect([said.code, said.out]).toEqual([1, expect.stringContaining(sentence)])
  })
})

describe('claimspan import', () => {
  it('makes a corpus of articles; one bad file does not stop the others', async () => {
    const folder = folderWith({
      'in/one.txt': 'A title\n\nSome words.\n',
      'in/two.md': '# Other\n\nMore *words*.\n',
      'in/empty.txt': '',
      'in/latin1.txt': new Uint8Array([0x63, 0x61, 0x66, 0xe9]),
      'in/more.jsonl': `${line('n1', 'Native.')}\n{\n${line('n2', 'Native too.')}\n`,
    })
    const out = join(folder, 'corpus')
    const said = await claimspan(['import', join(folder, 'in'), '--out', out])
    expect(said.code).toBe(1)
    expect(said.err).toContain('empty.txt: The file is empty')
    expect(said.err).toContain('latin1.txt: Byte 3')
    expect(said.err).toContain('more.jsonl:2:')
    expect(said.err).toContain('4 documents imported')
    const checked = await claimspan(['check', out])
    expect(checked).toMatchObject({ code: 0, err: '4 documents, 0 claims: no problem\n' })
  })

  it('makes nothing when nothing could be read', async () => {
    const folder = folderWith({ 'in/empty.txt': '' })
    const said = await claimspan(['import', join(folder, 'in'), '--out', join(folder, 'corpus')])
    expect(said.code).toBe(1)
    expect(said.err).toContain('no corpus was made')
    expect(readdirSync(folder)).toEqual(['in'])
  })

  it('refuses a file of 50 MB with the limit', async () => {
    const folder = folderWith({ 'big.txt': Buffer.alloc(50_000_000, 'a ') })
    const said = await claimspan(['import', join(folder, 'big.txt'), '--out', join(folder, 'corpus')])
    expect([said.code, said.err]).toEqual([1, expect.stringContaining('more than the limit of 20 MB')])
  })
})

describe('claimspan stats and formats', () => {
  it('count the seeds', async () => {
    const said = await claimspan(['stats', seeds, '--json'])
    expect(JSON.parse(said.out)).toMatchObject({ documents: 1, claims: 140, relations: 87 })
    expect((await claimspan(['stats', seeds])).out).toContain('claims by type')
  })

  it('list every format with what it loses', async () => {
    const said = await claimspan(['formats'])
    for (const name of ['native', 'web-annotation', 'brat', 'conll']) expect(said.out).toContain(name)
    expect(JSON.parse((await claimspan(['formats', '--json'])).out)[0]).toMatchObject({ name: 'native', loses: [] })
  })

  it('give the page docs/formats.md (npm run docs writes it)', async () => {
    const page = readFileSync(fileURLToPath(new URL('../../../docs/formats.md', import.meta.url)), 'utf8')
    expect((await claimspan(['formats', '--markdown'])).out).toBe(page)
  })
})
