import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readNativeLine } from '@claimspan/core'
import { startServer } from '@claimspan/server'
import { describe, expect, it } from 'vitest'
import { claimspan, folderWith } from './at-the-terminal.js'

const seeds = fileURLToPath(new URL('../../../seeds', import.meta.url))
const read = (...path: string[]) => readFileSync(join(...path), 'utf8')
const lines = (text: string) => text.trimEnd().split('\n')

const claimOn = (id: string, from: number, quote: string) => ({
  id,
  layer: 'shared',
  mentions: [{ spans: [{ from, to: from + [...quote].length }], quote }],
  status: 'draft',
  origin: { kind: 'human' },
  createdBy: 'mei',
  createdAt: '2026-01-02T03:04:05Z',
})
const catsText = '😀 The three cats sat.\nNobody had any dogs.'
const cats = JSON.stringify({
  claimspan: 1,
  id: 'cats',
  version: 1,
  title: 'Cats',
  offsetUnit: 'code-point',
  text: catsText,
  layers: [{ id: 'shared', kind: 'shared' }],
  annotators: [{ id: 'mei', name: 'Mei' }],
  claims: [claimOn('c1', 2, 'The three cats sat'), claimOn('c2', 33, 'any dogs')],
})
const plain = (id: string, text: string, unit = 'code-point') =>
  JSON.stringify({ claimspan: 1, id, version: 1, title: id, offsetUnit: unit, text })

/** A corpus with its corrected text beside it. */
function corpusWith(
  text: string | Uint8Array,
  documents: readonly string[] = [plain('a', 'One.', 'byte'), cats, plain('b', 'Two.')],
) {
  const folder = folderWith({ 'corpus/documents.jsonl': `${documents.join('\n')}\n`, 'new.txt': text })
  const [corpus, out, file] = ['corpus', 'out', 'new.txt'].map((name) => join(folder, name))
  if (corpus === undefined || out === undefined || file === undefined) throw new Error('Three paths')
  const rebase = (...more: string[]) =>
    claimspan(['rebase', corpus, '--document', 'cats', '--text', file, '--out', out, ...more])
  return { folder, corpus, out, file, rebase }
}

const corrected = '😀 The three old cats sat.\nNobody came.\n'

describe('claimspan rebase', () => {
  it('puts the claims on the corrected text, keeps the version before, and tells of every mention', async () => {
    const { corpus, out, rebase } = corpusWith(corrected)
    const said = await rebase()
    expect(said.code).toBe(0)
    expect(said.out).toBe(
      [
        'cats: version 1 → 2',
        '2 mentions: 0 whole, 1 changed, 1 detached',
        '',
        'Changed: look whether the claim is still right',
        '  c1 m1',
        '    was  “The three cats sat”',
        '    is   “The three old cats sat”',
        '',
        'Detached: the words are gone; mark them again where they are, or remove the claim',
        '  c2 m1',
        '    was  “any dogs”',
        '',
      ].join('\n'),
    )
    expect(said.err).toBe(`Version 2 of cats written to ${out}\n`)
    expect(read(out, 'versions.jsonl')).toBe(`${cats}\n`)
    const [before, line, after] = lines(read(out, 'documents.jsonl'))
    expect([before, after]).toEqual([
      lines(read(corpus, 'documents.jsonl'))[0],
      lines(read(corpus, 'documents.jsonl'))[2],
    ])
    const now = readNativeLine(line ?? '')
    expect(now.ok && now.annotated.document).toMatchObject({ version: 2, text: corrected.trimEnd() })
    expect(await claimspan(['check', out])).toEqual({
      code: 0,
      out: '',
      err: '3 documents, 2 claims, 1 older version: no problem\n',
    })
  })

  it('tells it to programs as JSON', async () => {
    const said = await corpusWith(corrected).rebase('--json')
    expect(JSON.parse(said.out)).toMatchObject({
      document: 'cats',
      from: 1,
      to: 2,
      counts: { whole: 0, changed: 1, detached: 1, moved: 0 },
      mentions: [
        { claim: 'c1', mention: 'm1', state: 'changed', how: 'diff' },
        { claim: 'c2', mention: 'm1', state: 'detached', after: { spans: [] } },
      ],
    })
  })

  it('goes on from version to version, also over itself; each is exported', async () => {
    const { corpus, folder, file, rebase } = corpusWith(corrected)
    const over = ['--out', corpus, '--replace']
    expect((await rebase(...over)).code).toBe(0)
    const third = folderWith({ 'third.md': '> 😀 The three old cats sat.\n\n- Nobody came, ever.\n' })
    expect(
      (await claimspan(['rebase', corpus, '--document', 'cats', '--text', join(third, 'third.md'), ...over])).code,
    ).toBe(0)
    expect(readdirSync(corpus).sort()).toEqual(['documents.jsonl', 'scheme.json', 'versions.jsonl'])
    expect(lines(read(corpus, 'versions.jsonl'))).toHaveLength(2)
    const textAt = async (version: string, ...more: string[]) => {
      const out = join(folder, `v${version}${more.length}`)
      const said = await claimspan(['export', corpus, '--to', 'native', '--out', out, '--version', version, ...more])
      const native = existsSync(join(out, 'documents.jsonl')) ? lines(read(out, 'documents.jsonl')) : []
      return { said, texts: Object.fromEntries(native.map((one) => [JSON.parse(one).id, JSON.parse(one).text])) }
    }
    expect((await textAt('1')).texts).toEqual({ a: 'One.', b: 'Two.', cats: catsText })
    expect((await textAt('2')).texts).toEqual({ cats: corrected.trimEnd() })
    const now = await textAt('3', '--jobs', '2')
    expect(now.texts.cats).toContain('Nobody came, ever.')
    expect(now.said).toMatchObject({ code: 0, err: expect.stringContaining('1 document written') })
    const missing = await textAt('2', '--document', 'a')
    expect(missing.said).toMatchObject({ code: 1, err: expect.stringContaining('There is no version 2 of document a') })
    const none = await textAt('9')
    expect(none.said).toMatchObject({
      code: 1,
      err: expect.stringContaining('No document in the corpus has a version 9'),
    })
    expect(await claimspan(['check', corpus])).toMatchObject({ code: 0, out: '' })
    expect(existsSync(file)).toBe(true)
  })

  it('reads older versions only when they are asked for', async () => {
    const { out, rebase, folder } = corpusWith(corrected)
    await rebase()
    expect((await claimspan(['import', out, '--out', join(folder, 'again')])).err).toContain('3 documents imported')
    expect(JSON.parse((await claimspan(['stats', out, '--json'])).out)).toMatchObject({ documents: 3 })
  })

  it('takes a document of a server, with the versions it keeps', async () => {
    const folder = folderWith({ 'new.txt': 'Another title\nAnd its words.' })
    const data = join(folder, 'data')
    const server = await startServer({ dataFolder: data, port: 0, articles: [seeds] })
    try {
      const posted = await fetch(`${server.url}/api/documents/alibaba-ai/versions`, {
        method: 'POST',
        headers: { 'content-type': 'text/plain' },
        body: `${JSON.parse(read(seeds, 'documents.jsonl')).text}\nMore.`,
      })
      expect(posted.status).toBe(201)
      const out = join(folder, 'out')
      const args = ['rebase', data, '--document', 'alibaba-ai', '--text', join(folder, 'new.txt'), '--out', out]
      expect(await claimspan(args)).toMatchObject({ code: 0, out: expect.stringContaining('version 2 → 3') })
      expect(await claimspan(['check', out])).toMatchObject({
        code: 0,
        err: expect.stringContaining('2 older versions'),
      })
      for (const version of [1, 2]) {
        const written = join(folder, `v${version}`)
        await claimspan(['export', data, '--to', 'native', '--out', written, '--version', `${version}`])
        expect(read(written, 'documents.jsonl').trimEnd()).toBe(lines(read(out, 'versions.jsonl'))[version - 1])
      }
    } finally {
      await server.stop()
    }
  })
})

describe('a rebase that cannot be writes nothing and says why', () => {
  it.each([
    ['an unknown document', corrected, [plain('a', 'One.')], 'There is no document cats in the corpus'],
    ['a document that is there twice', corrected, [cats, cats], 'Document cats is there twice'],
    ['an empty text', '', [cats], 'The file is empty'],
    ['a text without words', ' \n\n', [cats], 'only white space'],
    ['a text that is not UTF-8', new Uint8Array([0x63, 0x61, 0x66, 0xe9]), [cats], 'Byte 3'],
    ['the same text', `${catsText}\r\n`, [cats], 'is the text that cats has (version 1)'],
  ])('%s', async (_, text, documents, sentence) => {
    const { folder, rebase } = corpusWith(text, documents)
    const said = await rebase()
    expect([said.code, said.out, said.err]).toEqual([1, '', expect.stringContaining(sentence)])
    expect(readdirSync(folder).sort()).toEqual(['corpus', 'new.txt'])
  })

  it('a folder with other files in it, which would be lost', async () => {
    const { corpus, folder } = corpusWith(corrected)
    const mine = folderWith({ 'documents.jsonl': read(corpus, 'documents.jsonl'), 'notes.txt': 'mine' })
    const said = await claimspan([
      'rebase',
      mine,
      '--document',
      'cats',
      '--text',
      join(folder, 'new.txt'),
      '--out',
      mine,
      '--replace',
    ])
    expect([said.code, said.err]).toEqual([1, expect.stringContaining('notes.txt, which would be lost')])
    expect(read(mine, 'notes.txt')).toBe('mine')
  })

  it('but a bad line elsewhere is told of and stays as it is', async () => {
    const { out, corpus, rebase } = corpusWith(corrected, ['{"claimspan":1', cats])
    const said = await rebase()
    expect([said.code, said.err]).toEqual([1, expect.stringContaining(`${join(corpus, 'documents.jsonl')}:1:`)])
    expect(lines(read(out, 'documents.jsonl'))[0]).toBe('{"claimspan":1')
  })

  it.each([
    [['rebase'], 'Say which corpus'],
    [['rebase', 'x'], 'Say which document'],
    [['rebase', 'x', '--document', 'a'], 'Say what its text is now'],
    [['rebase', 'x', '--document', 'a', '--text', 'b'], 'Say where'],
    [['export', 'x', '--to', 'native', '--out', 'y', '--version', '0'], '--version is a number from 1'],
  ])('%j', async (args, sentence) => {
    const said = await claimspan(args)
    expect([said.code, said.err]).toEqual([2, expect.stringContaining(sentence)])
  })
})

describe('claimspan check', () => {
  it.each([
    ['a version twice', [plain('a', 'x'), plain('a', 'x')], 'versions.jsonl:2: Version 1 of document a is there twice'],
    [
      'the current version',
      [plain('a', 'x').replace('"version":1', '"version":2')],
      'Version 2 of document a is there twice; it is also at',
    ],
    ['a later version', [plain('a', 'x').replace('"version":1', '"version":5')], 'is later than its current one, 2'],
    ['a version of no document', [plain('z', 'x')], 'older version of document z, which is not in the corpus'],
    ['a bad line', ['{'], 'versions.jsonl:1:'],
    [
      'a version with a wrong span',
      [cats.replace('"id":"cats"', '"id":"a"').replace('any dogs', 'any cats')],
      'versions.jsonl:1:',
    ],
  ])('finds %s among older versions', async (_, versions, sentence) => {
    const corpus = folderWith({
      'documents.jsonl': `${plain('a', 'y').replace('"version":1', '"version":2')}\n`,
      'versions.jsonl': `${versions.join('\n')}\n`,
    })
    const said = await claimspan(['check', corpus])
    expect([said.code, said.out]).toEqual([1, expect.stringContaining(sentence)])
  })
})
