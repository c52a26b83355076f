import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { claimspan, folderWith } from './at-the-terminal.js'

const fixture = fileURLToPath(new URL('../../../fixtures/data-folders/v2/claimspan.db', import.meta.url))

/** A data folder with the article "cats", into which five words were typed one by one. */
function dataFolder(): string {
  const folder = folderWith()
  copyFileSync(fixture, join(folder, 'claimspan.db'))
  return folder
}

describe('account', () => {
  it('makes an owner in a new folder and prints the password once, which is kept as no one can read it', async () => {
    const data = join(folderWith(), 'data')
    const said = await claimspan(['account', 'add', 'mei', '--role', 'owner', '--name', 'Mei Ito', '--data', data])
    expect(said).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^mei is owner; the password is (\w{4}-){4}\w{4}\n$/),
    })
    const password = said.out.trim().split(' ').at(-1) ?? ''
    expect(readFileSync(join(data, 'claimspan.db')).includes(password)).toBe(false)
    const listed = await claimspan(['account', 'list', '--data', data])
    expect(listed.out).toMatch(/mei +Mei Ito +owner/)
    expect(listed.out).not.toContain(password)
  })

  it('changes and closes, but not the last owner', async () => {
    const data = join(folderWith(), 'data')
    const file = join(folderWith({ password: 'from the file\n' }), 'password')
    const run = (...args: string[]) => claimspan(['account', ...args, '--data', data])
    expect(await run('add', 'mei', '--role', 'owner', '--password-file', file)).toMatchObject({
      code: 0,
      out: 'mei is owner\n',
    })
    expect(await run('add', 'ana', '--role', 'reader', '--password-file', file)).toMatchObject({ code: 0 })
    expect(await run('add', 'ana', '--role', 'reader')).toMatchObject({
      code: 1,
      err: expect.stringContaining('already'),
    })
    expect(await run('change', 'ana', '--role', 'curator')).toMatchObject({ code: 0, out: 'ana was changed\n' })
    expect(await run('close', 'mei')).toMatchObject({ code: 1, err: expect.stringContaining('owner') })
    expect(await run('close', 'ana')).toMatchObject({ code: 0 })
    expect((await run('list')).out).toMatch(/ana +ana +curator.+closed/)
    expect(await run('close', 'nobody')).toMatchObject({ code: 1, err: expect.stringContaining('no account') })
  })

  it.each([
    [['account'], 'Say what to do'],
    [['account', 'add'], 'Say which account'],
    [['account', 'add', 'mei'], 'Say what they are'],
    [['account', 'add', 'mei', '--role', 'king'], '--role is owner, curator, annotator, reader'],
    [['backup', 'x'], 'Say where'],
    [['backup'], 'Say which data folder'],
    [['restore'], 'Say which backup'],
    [['prune', 'x'], 'Say up to when'],
    [['prune', '--before', '3'], 'Say which data folder'],
    [['serve', '--log', 'xml'], '--log is json'],
    [['export', 'x', '--to', 'native', '--out', 'y', '--at', 'noon'], '--at is a sequence number or a time'],
  ])('%j is wrong use', async (args, sentence) => {
    const said = await claimspan(args)
    expect(said.code).toBe(2)
    expect(said.err).toContain(sentence)
  })
})

describe('export --at', () => {
  const exportAt = async (data: string, at: string) => {
    const out = join(folderWith(), 'out')
    const said = await claimspan(['export', data, '--to', 'native', '--out', out, '--at', at])
    const file = join(out, 'documents.jsonl')
    return { said, bytes: existsSync(file) ? readFileSync(file, 'utf8') : '' }
  }

  it('gives the documents as they were, the same bytes every time', async () => {
    const data = dataFolder()
    const [one, two] = [await exportAt(data, '3'), await exportAt(data, '3')]
    expect(one.said.code).toBe(0)
    expect(one.bytes).toBe(two.bytes)
    expect(one.bytes).toContain('"text":"On cats\\nOnceThe cat sat on the mat. It slept."')
    expect((await exportAt(data, '2099-01-01T00:00:00Z')).bytes).toContain('Once upon a time, The cat')
    expect((await exportAt(data, '2020-01-01T00:00:00Z')).bytes).toBe('')
  })

  it('belongs to a data folder', async () => {
    const said = await claimspan(['export', folderWith(), '--to', 'native', '--out', 'x', '--at', '3'])
    expect(said).toMatchObject({ code: 2, err: expect.stringContaining('--at belongs to the data folder') })
  })
})

describe('backup and restore', () => {
  it('make a data folder that has the same', async () => {
    const data = dataFolder()
    const [out, again] = [join(folderWith(), 'backup'), join(folderWith(), 'data')]
    expect(await claimspan(['backup', data, '--out', out])).toMatchObject({
      code: 0,
      out: expect.stringContaining('1 document, up to update 7'),
    })
    expect(await claimspan(['restore', out, '--data', again])).toMatchObject({ code: 0 })
    const exported = async (corpus: string) => {
      const to = join(folderWith(), 'out')
      await claimspan(['export', corpus, '--to', 'native', '--out', to])
      return readFileSync(join(to, 'documents.jsonl'), 'utf8')
    }
    expect(await exported(again)).toBe(await exported(data))
    expect(await exported(out)).toBe(await exported(data))
    expect(await claimspan(['restore', out, '--data', again])).toMatchObject({
      code: 1,
      err: expect.stringContaining('has data already'),
    })
    mkdirSync(join(again, 'x'), { recursive: true })
    expect(await claimspan(['restore', join(again, 'x')])).toMatchObject({
      code: 1,
      err: expect.stringContaining('not a backup'),
    })
  })
})

describe('prune', () => {
  it('takes what documents were out of a data folder', async () => {
    const data = dataFolder()
    expect(await claimspan(['prune', data, '--before', 'noon'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('a time such as'),
    })
    const said = await claimspan(['prune', data, '--before', '5'])
    expect(said).toMatchObject({ code: 0, out: expect.stringContaining('What 1 document was before 5 is gone') })
    const again = await claimspan(['prune', data, '--before', '5', '--json'])
    expect(JSON.parse(again.out)).toEqual({ documents: 0, updates: 0 })
    const out = join(folderWith(), 'out')
    const gone = await claimspan(['export', data, '--to', 'native', '--out', out, '--at', '2'])
    expect(gone.code).not.toBe(0)
    expect(gone.err).toContain('has been pruned')
  })
})

describe('export', () => {
  it('of a data folder is written with the scheme of the project', async () => {
    const folder = folderWith()
    copyFileSync(fixture.replace('/v2/', '/v4/'), join(folder, 'claimspan.db'))
    const out = join(folderWith(), 'corpus')
    expect(await claimspan(['export', folder, '--to', 'native', '--out', out])).toMatchObject({ code: 0 })
    expect(JSON.parse(readFileSync(join(out, 'scheme.json'), 'utf8'))).toMatchObject({ name: 'Ours', version: 2 })
  })

  it.each([
    ['2099-01-01T00:00:00Z', 2],
    ['2020-01-01T00:00:00Z', 1],
    ['0', 1],
  ])('as it was at %s is written with the scheme of that moment', async (moment, version) => {
    const folder = folderWith()
    copyFileSync(fixture.replace('/v2/', '/v4/'), join(folder, 'claimspan.db'))
    const out = join(folderWith(), 'corpus')
    await claimspan(['export', folder, '--to', 'native', '--out', out, '--at', moment])
    expect(JSON.parse(readFileSync(join(out, 'scheme.json'), 'utf8'))).toMatchObject({ version })
  })

  it('is imported again with its scheme', async () => {
    const folder = folderWith()
    copyFileSync(fixture.replace('/v2/', '/v4/'), join(folder, 'claimspan.db'))
    const [out, again] = [join(folderWith(), 'corpus'), join(folderWith(), 'again')]
    await claimspan(['export', folder, '--to', 'native', '--out', out])
    expect(await claimspan(['import', out, '--out', again])).toMatchObject({ code: 0 })
    expect(readFileSync(join(again, 'scheme.json'), 'utf8')).toBe(readFileSync(join(out, 'scheme.json'), 'utf8'))
  })
})
