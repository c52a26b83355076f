import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type AnnotatedDocument,
  annotator,
  type Claim,
  claim,
  defaultScheme,
  document,
  layer,
  mention,
  readNativeLine,
  writeNativeLine,
  writeScheme,
} from '@claimspan/core'
import { describe, expect, it } from 'vitest'
import { claimspan, folderWith } from './at-the-terminal.js'

const text = 'Die 🌊 rose by 3 m on Monday. Nobody was hurt, officials said.'
const layers = ['ann', 'ben', 'cat']

function marked(inLayer: string, words: string, checkWorthiness: 'CFS' | 'NFS', number = 1): Claim {
  const from = text.indexOf(words)
  return claim({
    id: `${inLayer}-${number}`,
    layer: inLayer,
    mentions: [mention(text, [{ from, to: from + words.length }])],
    checkWorthiness,
    createdBy: inLayer,
    createdAt: '2026-01-02T03:04:05Z',
  })
}

const article = (id: string, claims: readonly Claim[], of: readonly string[] = layers): AnnotatedDocument => ({
  document: document({ id, text }),
  layers: of.map((each) => layer({ id: each, kind: 'independent' })),
  annotators: of.map((each) => annotator(each)),
  claims,
  relations: [],
  threads: [],
})

const corpusOf = (...documents: readonly AnnotatedDocument[]): string =>
  folderWith({
    'documents.jsonl': documents.map((each) => `${writeNativeLine(each)}\n`).join(''),
    'scheme.json': writeScheme(defaultScheme),
  })

const rose = 'rose by 3 m on Monday'
const corpus = () =>
  corpusOf(
    article('one', [
      marked('ann', rose, 'CFS'),
      marked('ben', rose, 'CFS'),
      marked('cat', rose, 'NFS'),
      marked('cat', 'Nobody was hurt', 'CFS', 2),
    ]),
    article('two', [marked('ann', rose, 'CFS'), marked('ben', 'rose by 3 m', 'CFS'), marked('cat', 'by 3 m', 'CFS')]),
    article('alone', [marked('ann', rose, 'CFS')], ['ann']),
  )

const linesOf = (...path: string[]): readonly Record<string, unknown>[] =>
  readFileSync(join(...path), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

function curatedIn(out: string): readonly (readonly [string, string, string | undefined])[] {
  return readFileSync(join(out, 'documents.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .flatMap((line) => {
      const read = readNativeLine(line)
      if (!read.ok) throw new Error(JSON.stringify(read.problems))
      const { claims, document: of } = read.annotated
      return claims
        .filter((each) => each.layer === 'curated')
        .map((each) => [of.id, each.mentions[0]?.quote ?? '', each.checkWorthiness] as const)
    })
}

describe('claimspan adjudicate', () => {
  it('writes the corpus with a curated layer, where each result came from, and what waits for a person', async () => {
    const out = join(folderWith(), 'out')
    const said = await claimspan(['adjudicate', corpus(), '--rule', 'majority', '--out', out])
    expect([said.code, said.out]).toEqual([0, expect.stringContaining('1 question waits for a person')])
    expect(said.out).toContain('As they were, with fewer than two of the layers: alone')
    expect(curatedIn(out)).toEqual([['one', rose, 'CFS']])
    expect(linesOf(out, 'adjudication.jsonl').map(({ document: of, id, outcome }) => [of, id, outcome])).toEqual([
      ['one', 'adj-ann-1', 'curated'],
      ['one', 'adj-cat-2', 'left-out'],
      ['two', 'adj-ann-1', 'open'],
    ])
    expect(linesOf(out, 'open.jsonl')).toEqual([
      expect.objectContaining({
        document: 'two',
        field: 'mentions',
        about: 'ann-1',
        choices: [
          { value: rose, layers: ['ann'], take: 'ann-1' },
          { value: 'rose by 3 m', layers: ['ben'], take: 'ben-1' },
          { value: 'by 3 m', layers: ['cat'], take: 'cat-1' },
        ],
      }),
    ])
    expect(readFileSync(join(out, 'scheme.json'), 'utf8')).toBe(writeScheme(defaultScheme))
    expect((await claimspan(['check', out])).code).toBe(0)
  })

  it('takes persons’ decisions from a file, and says which it could not use', async () => {
    const answer = { document: 'two', field: 'mentions', by: 'ed', at: '2026-02-03T00:00:00Z' }
    const decisions = folderWith({
      'decisions.jsonl': [
        { ...answer, about: 'cat-1', take: 'ben-1', note: 'without the day' },
        { ...answer, document: 'gone', about: 'x', take: 'x' },
      ]
        .map((line) => `${JSON.stringify(line)}\n`)
        .join(''),
    })
    const out = join(folderWith(), 'out')
    const args = ['--rule', 'majority', '--decisions', join(decisions, 'decisions.jsonl'), '--by', 'ed', '--json']
    const said = await claimspan(['adjudicate', corpus(), '--out', out, ...args])
    expect(said.code).toBe(0)
    expect(JSON.parse(said.out)).toMatchObject({
      documents: 3,
      notVoted: ['alone'],
      layers,
      claims: { curated: 2, 'left-out': 1, open: 0, kept: 0 },
      questions: 0,
      unused: [{ decision: { document: 'gone' }, why: 'there is no document gone' }],
    })
    expect(curatedIn(out)).toEqual([
      ['one', rose, 'CFS'],
      ['two', 'rose by 3 m', 'CFS'],
    ])
  })

  it('takes both, what is edited, and the whole claim at once, with offsets counted as the file says', async () => {
    const answer = { document: 'two', about: 'cat-1', by: 'ed', at: '2026-02-03T00:00:00Z' }
    const words = { quote: 'Die 🌊 rose', spans: [{ from: 0, to: 10 }] }
    const inUtf16 = { quote: 'rose', spans: [{ from: 7, to: 11 }] }
    const apart = { ...answer, field: 'claim', take: ['ann-1', 'cat-1'] }
    const fileOf = (...lines: readonly object[]) =>
      join(folderWith({ 'd.jsonl': lines.map((line) => JSON.stringify(line)).join('\n') }), 'd.jsonl')
    const run = async (...lines: readonly object[]) => {
      const out = join(folderWith(), 'out')
      const args = ['--rule', 'majority', '--decisions', fileOf(...lines), '--out', out]
      return { out, said: await claimspan(['adjudicate', corpus(), ...args]) }
    }
    const { out } = await run(apart)
    expect(curatedIn(out).slice(1)).toEqual([
      ['two', rose, 'CFS'],
      ['two', 'by 3 m', 'CFS'],
    ])
    const edit = { ...answer, field: 'claim', take: 'ann-1', edit: { mentions: [words], checkWorthiness: 'UFS' } }
    const edited = await run(edit)
    expect(curatedIn(edited.out).slice(1)).toEqual([['two', words.quote, 'UFS']])
    expect(linesOf(edited.out, 'adjudication.jsonl')[2]?.fields).toContainEqual(
      expect.objectContaining({ field: 'mentions', by: 'person', value: words.quote, decision: edit }),
    )
    expect((await claimspan(['check', edited.out])).code).toBe(0)
    const other = await run({ ...answer, field: 'mentions', edit: { mentions: [inUtf16] }, offsetUnit: 'utf-16' })
    expect(curatedIn(other.out).slice(1)).toEqual([['two', 'rose', 'CFS']])

    const wrong = await run({ ...answer, field: 'mentions', edit: { mentions: [{ ...words, quote: 'Die' }] } })
    expect([wrong.said.code, wrong.said.err]).toEqual([1, expect.stringMatching(/d.jsonl:1: \/edit\/mentions\/0/)])
    const noField = await run({ ...answer, field: 'claim', edit: { note: 'x' } })
    expect(noField.said.err).toContain('d.jsonl:1: edit has fields of mentions')
    const noUnit = await run({ ...answer, field: 'claim', edit: {}, offsetUnit: 'bytes' })
    expect(noUnit.said.err).toContain('offsetUnit is code-point, utf-16, byte: got "bytes"')
  })

  it('done again on its result gives the same corpus', async () => {
    const [first, second] = [join(folderWith(), 'out'), join(folderWith(), 'out')]
    const rule = ['--rule', 'majority', '--boundaries', 'characters']
    expect((await claimspan(['adjudicate', corpus(), '--out', first, ...rule])).code).toBe(0)
    expect((await claimspan(['adjudicate', first, '--out', second, ...rule])).code).toBe(0)
    for (const file of ['documents.jsonl', 'adjudication.jsonl', 'open.jsonl', 'scheme.json']) {
      expect(readFileSync(join(second, file), 'utf8')).toBe(readFileSync(join(first, file), 'utf8'))
    }
    expect(curatedIn(first)).toContainEqual(['two', 'rose by 3 m', 'CFS'])
  })

  it('learns how reliable layers are, and writes soft labels', async () => {
    const out = join(folderWith(), 'out')
    const said = await claimspan([
      'adjudicate',
      corpus(),
      '--rule',
      'reliability',
      '--soft-labels',
      '--out',
      out,
      '--json',
    ])
    expect(said.code).toBe(0)
    expect(Object.keys(JSON.parse(said.out).reliability).sort()).toEqual(layers)
    const soft = linesOf(out, 'soft-labels.jsonl')
    expect(soft.map(({ document: of, claim: id, field }) => [of, id, field])).toEqual([
      ['one', 'adj-ann-1', 'checkWorthiness'],
      ['two', 'adj-ann-1', 'checkWorthiness'],
    ])
  })

  it('goes by reliability that is stated', async () => {
    const out = join(folderWith(), 'out')
    const stated = ['--rule', 'reliability', '--reliability', 'ann=0.6,ben=0.6,cat=0.97']
    expect((await claimspan(['adjudicate', corpus(), '--out', out, ...stated])).code).toBe(0)
    expect(curatedIn(out)).toEqual([
      ['one', rose, 'NFS'],
      ['one', 'Nobody was hurt', 'CFS'],
      ['two', 'by 3 m', 'CFS'],
    ])
    const missing = await claimspan([
      'adjudicate',
      corpus(),
      '--out',
      `${out}2`,
      '--rule',
      'reliability',
      '--reliability',
      'ann=1',
    ])
    expect([missing.code, missing.err]).toEqual([1, expect.stringContaining('say it by --reliability')])
  })

  it('reports a bad line, goes on with the others, and ends with 1', async () => {
    const bad = corpus()
    const file = join(bad, 'documents.jsonl')
    const broken = folderWith({ 'documents.jsonl': `{"claimspan":1\n${readFileSync(file, 'utf8')}` })
    const said = await claimspan(['adjudicate', broken, '--rule', 'majority', '--out', join(folderWith(), 'out')])
    expect([said.code, said.err]).toEqual([1, expect.stringContaining('documents.jsonl:1')])
  })

  it('says what there is when nothing votes', async () => {
    const none = corpusOf(article('alone', [], ['ann']))
    const said = await claimspan(['adjudicate', none, '--rule', 'majority', '--out', join(folderWith(), 'out')])
    expect([said.code, said.err]).toEqual([1, expect.stringContaining('the corpus has ann (independent)')])
  })

  it.each<[string, readonly string[]]>([
    ['Say by which rule', []],
    ['--rule is unanimous, majority or reliability', ['--rule', 'vote']],
    ['Say where', ['--rule', 'majority']],
    ['--boundaries is exact or characters', ['--rule', 'majority', '--out', 'x', '--boundaries', 'all']],
    ['--by is an id', ['--rule', 'majority', '--out', 'x', '--by', 'A B']],
    ['belong to --rule reliability', ['--rule', 'majority', '--out', 'x', '--share', '0.6']],
    ['--share is a number', ['--rule', 'reliability', '--out', 'x', '--share', '0.2']],
    ['--reliability is layer=number', ['--rule', 'reliability', '--out', 'x', '--reliability', 'ann']],
    ['does not vote on itself', ['--rule', 'majority', '--out', 'x', '--layers', 'curated,ann']],
  ])('wrong use: %s', async (sentence, args) => {
    const said = await claimspan(['adjudicate', 'x', ...args])
    expect([said.code, said.err]).toEqual([2, expect.stringContaining(sentence)])
  })

  it.each<[string, string]>([
    ['a decision is a JSON object', 'no'],
    ['about is an id', '{"document":"two","field":"types","about":"a b","by":"ed","at":"2026-02-03T00:00:00Z"}'],
    [
      'field is claim, is-claim, mentions',
      '{"document":"two","field":"colour","about":"a","by":"ed","at":"2026-02-03T00:00:00Z"}',
    ],
    ['at is a time in UTC', '{"document":"two","field":"types","about":"a","by":"ed","at":"today"}'],
  ])('a decision that is none: %s', async (sentence, line) => {
    const folder = folderWith({ 'd.jsonl': `\n${line}\n` })
    const args = ['--rule', 'majority', '--out', join(folder, 'out'), '--decisions', join(folder, 'd.jsonl')]
    const said = await claimspan(['adjudicate', corpus(), ...args])
    expect([said.code, said.err]).toEqual([1, expect.stringMatching(`d.jsonl:2: .*${sentence}`)])
  })
})
