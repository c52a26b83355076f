import { describe, expect, it } from 'vitest'
import { progress, table } from '../src/terminal.js'
import { claimspan, folderWith } from './at-the-terminal.js'

describe('wrong use ends with 2 and says what is right', () => {
  it.each([
    [[], 'claimspan <command> --help'],
    [['exprot'], 'There is no command "exprot"'],
    [['export'], 'Say which corpus'],
    [['export', 'seeds', '--out', 'x'], 'Say which format'],
    [['export', 'seeds', '--to', 'brta', '--out', 'x'], 'There is no format "brta"'],
    [['export', 'seeds', '--to', 'brat'], 'Say where'],
    [['export', 'seeds', '--to', 'brat', '--out', 'x', '--unit', 'bytes'], '--unit is code-point, utf-16, byte'],
    [['export', 'seeds', '--to', 'brat', '--out', 'x', '--unit', 'byte'], 'brat counts offsets in code-point'],
    [['export', 'seeds', '--to', 'brat', '--out', 'x', '--shard', '3/2'], '--shard is i/n'],
    [['export', 'seeds', '--to', 'brat', '--out', 'x', '--split', '80/10'], 'adds up to 100'],
    [['export', 'seeds', '--to', 'brat', '--out', 'x', '--jobs', 'all'], '--jobs is a number from 1 to 64'],
    [['export', 'seeds', '--to', 'brat', '--out', 'x', '--seed', '1'], '--seed belongs to --split'],
    [['export', 'a', 'b', '--to', 'brat', '--out', 'x'], 'One corpus at a time'],
    [['check', '--jsn'], "Unknown option '--jsn'"],
    [['import', '--out', 'x'], 'Say which files'],
    [['import', 'a.rtf', '--from', 'rtf', '--out', 'x'], '--from is auto, text, markdown'],
    [['serve', '--port', '70000'], 'A port is a number from 0 to 65535'],
    [['agreement', 'x', '--by', 'people'], '--by is layer or annotator'],
  ])('%j', async (args, sentence) => {
    const said = await claimspan(args)
    expect(said.code).toBe(2)
    expect(said.out + said.err).toContain(sentence)
  })
})

describe('the world', () => {
  it.each([
    [['check', '/nowhere/at/all'], '/nowhere/at/all does not exist'],
    [['import', '/nowhere/at/all', '--out', '/tmp/claimspan-none'], '/nowhere/at/all does not exist'],
    [['serve', '/nowhere/at/all'], '/nowhere/at/all does not exist'],
  ])('%j ends with 1 and a sentence', async (args, sentence) => {
    const said = await claimspan(args)
    expect([said.code, said.err]).toEqual([1, expect.stringContaining(sentence)])
  })

  it('says how a folder of articles becomes a corpus', async () => {
    const said = await claimspan(['check', folderWith({ 'a.txt': 'words' })])
    expect([said.code, said.err]).toEqual([1, expect.stringContaining('claimspan import')])
  })

  it('says so when the output has no place', async () => {
    const folder = folderWith({ file: 'x', 'in.txt': 'A title\n\nWords.' })
    const said = await claimspan(['import', `${folder}/in.txt`, '--out', `${folder}/file/out`])
    expect([said.code, said.err]).toEqual([1, expect.stringContaining('is a file, a folder was expected')])
  })
})

describe('help', () => {
  it.each([['serve'], ['import'], ['export'], ['check'], ['stats'], ['agreement'], ['adjudicate'], ['formats']])(
    'tells how to use %s',
    async (name) => {
      const said = await claimspan([name, '--help'])
      expect([said.code, said.out]).toEqual([0, expect.stringContaining(`claimspan ${name}`)])
      expect(await claimspan(['help', name])).toEqual(said)
    },
  )
})

describe('progress', () => {
  it('is shown to a person, and silent when nobody watches', () => {
    const shown = (watched: boolean) => {
      let text = ''
      let time = 0
      const err = (more: string) => {
        text += more
      }
      const line = progress({ out: () => undefined, err, watched }, () => {
        time += 200
        return time
      })
      line.tell(1200, 'documents')
      line.end()
      return text
    }
    expect(shown(true)).toContain('1,200 documents')
    expect(shown(false)).toBe('')
  })

  it('comes as a table whose numbers stand to the right', () => {
    expect(
      table([
        ['a', 1],
        ['bcd', 12],
      ]),
    ).toBe('a     1\nbcd  12\n')
  })
})
