import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportFiles, formatNamed } from '../src/index.js'
import { byClaim } from './after-losses.js'
import { annotatedDocuments, oddScheme } from './annotated-documents.js'
import { textFormatContract } from './format-contract.js'

const scheme = oddScheme()
const csv = formatNamed('csv')
const read = (text: string, path = 'claims.csv') => csv.read?.documents([{ path, text }], {})

/** A corpus of one document with these rows of claims, in a table that a person may have made. */
function corpus(rows: readonly string[], text = '😀 Rain fell. 3 m.') {
  return [
    { path: 'documents.csv', text: `document_id,title,text\r\nd1,One,"${text}"\r\nd2,Two,Nothing happened.\r\n` },
    { path: 'claims.csv', text: ['document_id,claim_id,spans,quote,types', ...rows].join('\n') },
  ]
}

describe.each([
  ['csv', ','],
  ['tsv', '\t'],
])('%s', (name, delimiter) => {
  const format = formatNamed(name)
  textFormatContract(format, byClaim, { areSeveral: true })

  it('is read by csv-parse as by us, a row a claim, and has no cell that is a formula', () => {
    fc.assert(
      fc.property(annotatedDocuments({ newline: '\r\n' }), (annotated) => {
        const { files, losses } = exportFiles(format, [annotated], { scheme })
        for (const { path, text } of files) {
          const [header, ...rows]: string[][] = parse(text, { delimiter, record_delimiter: '\r\n' })
          expect(text.endsWith('\r\n')).toBe(true)
          const lost = losses.filter(({ what }) => what === 'claim').length
          expect(rows).toHaveLength(path.includes('.claims.') ? annotated.claims.length - lost : 1)
          for (const cells of rows) {
            expect(cells).toHaveLength(header?.length ?? 0)
            for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/)
          }
        }
        const places = parse(files.find(({ path }) => path.includes('.documents.'))?.text ?? '', {
          delimiter,
          columns: true,
        })
        const [{ text } = { text: '' }] = places as { text: string }[]
        expect(text.replace(/^'(?='*[=+\-@\t\r\n])/, '')).toBe(annotated.document.text)
      }),
      { numRuns: 100 },
    )
  })

  it('leaves formulas as they are when asked to, and reads them back either way', () => {
    const [sample] = fc.sample(annotatedDocuments(), { numRuns: 1, seed: 1 })
    if (sample === undefined) throw new Error('no sample')
    const risky = ['=1+1', '+1', '-1', '@SUM(A1)', "'=1", "''-x", "'plain", '\t=1', '\r\n=1', '-']
    for (const title of risky) {
      const annotated = { ...sample, document: { ...sample.document, title } }
      for (const disarmFormulas of [true, false]) {
        const { files } = exportFiles(format, [annotated], { scheme, disarmFormulas })
        const text = files.find(({ path }) => path.includes('.documents.'))?.text ?? ''
        const [row]: Record<string, string>[] = parse(text, { delimiter, columns: true })
        expect(row?.title).toBe(disarmFormulas && title !== "'plain" ? `'${title}` : title)
        if (disarmFormulas) expect(format.read?.documents(files, {}).documents[0]?.document.title).toBe(title)
      }
    }
  })
})

describe('csv that others wrote', () => {
  it('reads claims by code points beside their documents, whatever ends a line', () => {
    const rows = [
      'd1,c1,2..6 | 13..16,Rain | 3 m,Numerical Claim; Event/Property Claim',
      'd1,c2,"2..6 7..11","Rain … fell",',
    ]
    for (const end of ['\n', '\r\n', '\r']) {
      const files = corpus(rows).map(({ path, text }) => ({ path, text: text.replace(/\r?\n/g, end) }))
      const found = csv.read?.documents(files, {})
      expect(found?.problems).toEqual([])
      expect(
        found?.documents.map(({ document, claims }) => [
          document.id,
          claims.map(({ types, mentions }) => [types, mentions.map(({ quote }) => quote)]),
        ]),
      ).toEqual([
        [
          'd1',
          [
            [
              ['Numerical Claim', 'Event/Property Claim'],
              ['Rain', '3 m'],
            ],
            [[], ['Rain … fell']],
          ],
        ],
        ['d2', []],
      ])
    }
  })

  it.each([
    ['words that do not stand there', 'd1,c1,2..6,Snow,', 'quote-differs', 2, 12],
    ['offsets past the text', 'd1,c1,2..99,Rain,', 'bad-offsets', 2, 7],
    ['what is no span', 'd1,c1,2-6,Rain,', 'bad-offsets', 2, 7],
    ['a claim twice', 'd1,c1,2..6,Rain,\nd1,c1,2..6,Rain,', 'duplicate-id', 3, 4],
    ['a claim without an id', 'd1,,2..6,Rain,', 'bad-id', 2, 4],
    ['no spans', 'd1,c1,,Rain,', 'missing', 2, 7],
  ])('keeps out a document with %s, says where, and reads the others', (_, row, kind, line, column) => {
    const found = csv.read?.documents(corpus([row]), {})
    expect(found?.documents.map(({ document }) => document.id)).toEqual(['d2'])
    expect(found?.problems).toMatchObject([{ kind, file: 'claims.csv', line, column }])
  })

  it.each([
    ['a quoted cell that does not end', 'd1,c1,"2..6,Rain,', 2, 7],
    ['a quoted cell that goes on', 'd1,c1,"2..6"x,Rain,', 2, 13],
    ['a row with too few cells', 'd1,c1,2..6', 2, 1],
  ])('keeps out every document when a table of claims has %s, as any may lack claims', (_, row, line, column) => {
    const found = csv.read?.documents(corpus([row]), {})
    expect(found?.documents).toEqual([])
    expect(found?.problems[0]).toMatchObject({ kind: 'malformed', file: 'claims.csv', line, column })
  })

  it('says which claims have no document', () => {
    const found = csv.read?.documents(corpus(['d9,c1,2..6,Rain,']), {})
    expect(found?.documents).toHaveLength(2)
    expect(found?.problems).toMatchObject([{ kind: 'unknown-document', file: 'claims.csv', line: 2, column: 1 }])
    expect(read('document_id,claim_id,spans,quote,types\nd1,c1,2..6,Rain,\n')?.problems).toMatchObject([
      { kind: 'unknown-document', line: 2 },
    ])
  })

  it('reads tables of claims without articles, a document a row', () => {
    const found = read(
      'Sentence_id,Text,Speaker,Speaker_party,Verdict\n16,"We doubled, and more.",Ida Holm,X,1\n17,Hello.,,X,-1\n',
      'groundtruth.csv',
    )
    expect(found?.problems).toEqual([])
    expect(found?.notes).toEqual(['groundtruth.csv: columns Speaker_party were left out.'])
    expect(found?.documents.map(({ document }) => [document.id, document.text])).toEqual([
      ['groundtruth-16', 'We doubled, and more.'],
      ['groundtruth-17', 'Hello.'],
    ])
    expect(
      found?.documents.map(({ claims }) => [claims[0]?.checkWorthiness, claims[0]?.attribution?.speaker?.name]),
    ).toEqual([
      ['CFS', 'Ida Holm'],
      ['NFS', undefined],
    ])
    const verdicts = read('claim,label\nIt rained.,pants-fire\nIt snowed.,REFUTES\nIt thawed.,who knows\n')
    expect(verdicts?.documents.map(({ claims }) => claims[0]?.verdict)).toEqual([
      { scale: 'liar-6', label: 'pants-fire' },
      { scale: 'fever-3', label: 'REFUTES' },
      undefined,
    ])
    expect(verdicts?.notes).toEqual(['claims.csv: labels that no scale has were left out: 1.'])
  })

  it('says so when there is no column of claims', () => {
    expect(read('a,b\n1,2\n')).toMatchObject({
      documents: [],
      problems: [{ kind: 'no-text', file: 'claims.csv', line: 1 }],
    })
  })
})
