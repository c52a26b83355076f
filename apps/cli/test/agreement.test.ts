import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { claimspan, folderWith } from './at-the-terminal.js'

const text = 'Exports grew 😀. Imports fell.'

interface Marked {
  readonly by: string
  readonly from: number
  readonly to: number
  readonly types?: readonly string[]
  readonly at?: string
}

/** A line of the native form: claims by code points. */
function line(id: string, claims: readonly Marked[], title = id): string {
  const coders = ['mei', 'tom', ...new Set(claims.map(({ by }) => by))].filter(
    (one, at, all) => all.indexOf(one) === at,
  )
  return JSON.stringify({
    claimspan: 1,
    id,
    version: 1,
    title,
    offsetUnit: 'code-point',
    text,
    blocks: [{ kind: 'paragraph', from: 0, to: [...text].length }],
    metadata: {},
    layers: coders.map((coder) => ({ id: coder, kind: 'independent' })),
    annotators: coders.map((coder) => ({ id: coder, name: coder })),
    claims: claims.map(({ by, from, to, types = ['Numerical Claim'], at = '2026-01-02T03:04:05Z' }, index) => ({
      id: `${by}-${index}`,
      layer: by,
      mentions: [{ spans: [{ from, to }], quote: [...text].slice(from, to).join('') }],
      types,
      evidence: [],
      tags: [],
      status: 'draft',
      origin: { kind: 'human' },
      createdBy: by,
      createdAt: at,
    })),
    relations: [],
    threads: [],
  })
}

const corpus = (...lines: readonly string[]) => folderWith({ 'documents.jsonl': `${lines.join('\n')}\n` })
const disagreeing = line('a', [
  { by: 'mei', from: 0, to: 12 },
  { by: 'tom', from: 0, to: 12, types: ['Event/Property Claim'] },
  { by: 'tom', from: 16, to: 28 },
])

describe('claimspan agreement', () => {
  it('tells on request how far the units agree, as γ and as the unitizing α', async () => {
    const same = line('b', [
      { by: 'mei', from: 0, to: 12 },
      { by: 'tom', from: 0, to: 12 },
      { by: 'mei', from: 16, to: 28 },
      { by: 'tom', from: 16, to: 28 },
    ])
    const equal = JSON.parse((await claimspan(['agreement', corpus(same), '--units', '--json'])).out)
    expect(equal.units).toMatchObject({ units: 4, continua: 1, gamma: { proof: { kind: 'best' } } })
    for (const { figure } of equal.units.rows) expect([1, undefined]).toContain(figure.value)
    expect(equal.units.rows[0]).toMatchObject({ measure: 'γ', figure: { value: 1, items: 4 } })
    const unlike = await claimspan(['agreement', corpus(disagreeing, same), '--units'])
    const [, gamma] = /γ\s+(-?0\.\d+)/.exec(unlike.out) ?? []
    expect(Number(gamma)).toBeLessThan(1)
    expect(unlike.out).toMatch(/\|ᵤα +\d\.\d{3} +\d\.\d{3} to \d\.\d{3} +7 +units/)
    const folder = join(folderWith(), 'report')
    await claimspan(['agreement', corpus(disagreeing, same), '--units', '--report', folder])
    expect(readFileSync(join(folder, 'index.html'), 'utf8')).toContain(
      `<strong>γ</strong></th><td class="n" title="7 items, 95 % of 1,000 samples`,
    )
    expect(unlike.out).toContain('Every alignment is proved the best.')
    expect((await claimspan(['agreement', corpus(line('c', [])), '--units'])).out).toContain(
      'no annotator marked a unit',
    )
  })

  it('prints the table of all, of each two, and what they disagree in', async () => {
    const said = await claimspan(['agreement', corpus(disagreeing)])
    expect(said).toMatchObject({ code: 0, err: '' })
    expect(said.out).toMatch(/2 layers, 1 document/)
    expect(said.out).toMatch(/claim +F1 +0\.667 +–¹ +3 {2}claims/)
    expect(said.out).toMatch(/mei – tom +1 +0\.667 +0\.667/)
    expect(said.out).toContain('Disagreements: 1 missed, 1 type')
    // Why there is no interval is told once, below; so is why there is no figure.
    expect(said.out).toMatch(/^–¹ an interval is drawn from documents, and takes two of them or more$/m)
    expect(said.out).toMatch(/–. (no claim has values of two coders|no aligned claim has a source)/)
    expect(said.out).not.toContain('NaN')
  })

  it('prints all of it for programs, with every disagreement and its place', async () => {
    const { out } = await claimspan(['agreement', corpus(disagreeing, line('b', [])), '--json', '--samples', '20'])
    const all = JSON.parse(out)
    expect(all).toMatchObject({ by: 'layer', coders: ['mei', 'tom'], documents: 2, pairs: [{ a: 'mei', b: 'tom' }] })
    expect(all.rows[0]).toMatchObject({ facet: 'claim', measure: 'F1', figure: { items: 3 } })
    expect(all.disagreements).toMatchObject({ offsetUnit: 'utf-16', counts: { byKind: { missed: 1, type: 1 } } })
    expect(all.disagreements.list[1]).toMatchObject({ kind: 'missed', document: 'a', span: { from: 17, to: 29 } })
  })

  it('draws intervals from documents, the same for the same seed', async () => {
    const lines = ['a', 'b', 'c', 'd'].map((id, at) =>
      line(id, [{ by: 'mei', from: 0, to: 12 }, ...(at % 2 === 0 ? [{ by: 'tom', from: 0, to: 12 }] : [])]),
    )
    const folder = corpus(...lines)
    const printed = async (...more: readonly string[]) => (await claimspan(['agreement', folder, ...more])).out
    expect(await printed('--samples', '50')).toMatch(/claim +F1 +0\.667 +\d\.\d{3} to \d\.\d{3} +6/)
    expect(await printed('--samples', '50')).toBe(await printed('--samples', '50', '--seed', '1'))
    expect(await printed('--samples', '0')).not.toMatch(/\d to \d/)
  })

  it('tells of months, of versions of the guideline, and of before and after', async () => {
    const agreed = line('b', [
      { by: 'mei', from: 0, to: 12, at: '2026-02-02T03:04:05Z' },
      { by: 'tom', from: 0, to: 12, at: '2026-02-02T03:04:05Z' },
    ])
    const folder = corpus(disagreeing, agreed)
    expect((await claimspan(['agreement', folder, '--over', 'month'])).out).toMatch(
      /2026-01 +1 +0\.667[\s\S]+2026-02 +1 +1\.000/,
    )
    const guideline = '1@2026-01-01T00:00:00Z,2@2026-02-01T00:00:00Z'
    expect((await claimspan(['agreement', folder, '--guideline', guideline])).out).toMatch(
      /^1 +1 +0\.667[\s\S]+^2 +1 +1\.000/m,
    )
    const after = (await claimspan(['agreement', corpus(agreed), '--before', corpus(disagreeing)])).out
    expect(after).toMatch(/claim F1 +0\.667 +1\.000 +\+0\.333/)
  })

  it('writes a page that needs no network, with every disagreement, and nothing of a document as markup', async () => {
    const folder = folderWith()
    const report = join(folder, 'report')
    const hostile = line('x', [{ by: 'mei', from: 0, to: 12, types: ['<script>alert(1)</script>'] }], '<b>"bold"</b>')
    const args = [
      'agreement',
      corpus(hostile, disagreeing),
      '--report',
      report,
      '--over',
      'day',
      '--server',
      'http://127.0.0.1:4321/',
    ]
    expect(await claimspan(args)).toMatchObject({ code: 0, err: `The report is at ${report}/index.html\n` })
    const page = readFileSync(join(report, 'index.html'), 'utf8')
    expect(page).toContain("default-src 'none'")
    expect(page).not.toMatch(/<script|<b>"bold|src=|url\(|@import/)
    expect(page.match(/<li id="d\d+"/g)).toHaveLength(3)
    expect(page).toContain('href="http://127.0.0.1:4321/d/a"')
    expect(page).not.toContain('NaN')
    expect(page).not.toContain('undefined')
    expect((await claimspan(args)).code).toBe(1)
    expect((await claimspan([...args, '--replace'])).code).toBe(0)
  })

  it('says so when there are no two to compare', async () => {
    const folder = corpus(disagreeing)
    const report = join(folder, 'report')
    const said = await claimspan(['agreement', folder, '--only', 'mei', '--report', report])
    expect(said).toMatchObject({ code: 0, out: 'There are no two layers to compare: mei\n' })
    expect(readFileSync(join(report, 'index.html'), 'utf8')).toContain('There are no two layers to compare')
  })

  it('reports a line that is not sound, uses the others, and ends with 1', async () => {
    const said = await claimspan(['agreement', corpus('{}', disagreeing)])
    expect(said.code).toBe(1)
    expect(said.err).toContain('documents.jsonl:1')
    expect(said.out).toContain('mei – tom')
  })

  it('leaves out a document that is there twice, and says so', async () => {
    const said = await claimspan(['agreement', corpus(disagreeing, disagreeing)])
    expect(said.code).toBe(1)
    expect(said.err).toMatch(/documents\.jsonl:2: Document a is there twice; this one is left out/)
    expect(said.out).toContain('2 layers, 1 document ')
  })

  it.each([
    [['--by', 'row'], '--by is layer or annotator: got row'],
    [['--kind', 'blind'], '--kind is shared, independent, curated, suggested: got blind'],
    [['--samples', '-1'], "Option '--samples"],
    [['--overlap', '50 %'], '--overlap is a number from 0 to 1, such as 0.5: got 50 %'],
    [['--samples', 'many'], '--samples is a whole number from 0: got many'],
    [['--level', '95'], '--level is between 0 and 1, such as 0.95: got 95'],
    [['--over', 'year'], '--over is month or day: got year'],
    [['--guideline', '1'], '--guideline is version@time, with a time such as 2026-01-02T03:04:05Z: got 1'],
    [['--over', 'day', '--guideline', '1@2026-01-01T00:00:00Z'], 'Choose --over or --guideline, not both'],
    [['--server', 'javascript:alert(1)'], '--server is an address'],
  ])('refuses %j', async (args, sentence) => {
    const folder = corpus(disagreeing)
    const said = await claimspan(['agreement', folder, '--report', join(folder, 'r'), ...args])
    expect(said.code).toBe(2)
    expect(said.err).toContain(sentence)
    expect(existsSync(join(folder, 'r'))).toBe(false)
  })
})
