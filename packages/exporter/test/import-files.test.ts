import { check } from '@claimspan/core'
import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { importArticle, importFile } from '../src/index.js'
import { page, paragraph, pdfOf, wordDocument, words } from './article-files.js'

const blocksOf = (read: Awaited<ReturnType<typeof importFile>>) => {
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  const [one] = read.documents
  if (one === undefined) throw new Error('no document')
  expect(check(one)).toEqual([])
  const { text, blocks } = one.document
  return blocks.map(({ kind, from, to }) => [kind, text.slice(from, to)])
}
describe('an HTML page', () => {
  const read = importArticle(strToU8(page), { name: 'page.html' })

  it('gives the words of its main part, as headings, paragraphs, quotes and list items', () => {
    expect(blocksOf(read)).toEqual([
      ['heading', 'Exports grow'],
      ['paragraph', `${words} 😀 & more\u2028after a break`],
      ['paragraph', words],
      ['quote', words],
      ['list-item', 'ships <b>'],
      ['list-item', 'trains'],
      ['paragraph', 'one'],
      ['paragraph', 'two'],
    ])
  })

  it('tells its title, language, author, date and address', () => {
    const document = read.ok ? read.documents[0]?.document : undefined
    expect([document?.title, document?.language, document?.metadata]).toEqual([
      'Exports grow',
      'en-GB',
      { url: 'https://example.org/news/1', author: 'Mei Li', published: '2025-04-05' },
    ])
  })

  it('is told by its content, whatever its name', () => {
    expect(importArticle(strToU8(page), { name: 'x.txt' })).toMatchObject({ ok: true })
    expect(blocksOf(importArticle(strToU8(page), { name: 'x.txt' }))[0]?.[0]).toBe('heading')
  })

  it('takes no address that is not of the web', () => {
    const evil = page.replace('https://example.org/news/1', 'javascript:alert(1)')
    const made = importArticle(strToU8(evil), { name: 'a.html' })
    expect(made.ok && made.documents[0]?.document.metadata.url).toBeUndefined()
  })

  it('that nests without end is refused or read, and never thrown', () => {
    const deep = `<html><body>${'<div>'.repeat(30_000)}x${'</div>'.repeat(30_000)}</body></html>`
    const made = importArticle(strToU8(deep), { name: 'deep.html' })
    expect(made.ok || made.problems[0]?.kind === 'too-deep').toBe(true)
  })

  it('gives sound documents, whatever is changed in it', () => {
    fc.assert(
      fc.property(
        fc.nat(page.length),
        fc.nat(40),
        fc.constantFrom('<', '>', '"', '</p>', '<table><tr>', '\u0000', '&#x0;', '<svg>', ''),
        (at, size, put) => {
          const made = importArticle(strToU8(page.slice(0, at) + put + page.slice(at + size)), {
            name: 'a.html',
            from: 'html',
          })
          for (const one of made.ok ? made.documents : []) expect(check(one)).toEqual([])
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('a Word document', () => {
  it('gives its headings and paragraphs', async () => {
    const bytes = wordDocument(
      `${paragraph('Exports grow', 'Heading1')}${paragraph('Ng said &lt;“yes”&gt; 😀.')}${paragraph('')}${paragraph('So.')}`,
    )
    const read = await importFile(bytes, { name: 'Brief über Häfen.docx' })
    expect(blocksOf(read)).toEqual([
      ['heading', 'Exports grow'],
      ['paragraph', 'Ng said <“yes”> 😀.'],
      ['paragraph', 'So.'],
    ])
    expect(read.ok && read.documents[0]?.document.id).toBe('brief-uber-hafen')
  })

  it.each([
    ['with a DOCTYPE', wordDocument(paragraph('x'), '<!DOCTYPE a [<!ENTITY b "c">]>'), 'doctype'],
    ['that is another archive', zipSync({ 'a.txt': strToU8('x') }), 'not-word'],
    ['that is cut off', wordDocument(paragraph('x')).slice(0, 300), 'damaged'],
    ['without words', wordDocument(''), 'no-text'],
    ['whose XML is broken', wordDocument('<w:p>'), 'damaged'],
    [
      'that unpacks to more than there is room for',
      zipSync({ 'word/document.xml': new Uint8Array(110_000_000) }, { level: 6 }),
      'too-large',
    ],
  ])('%s is refused with a sentence', async (_, bytes, kind) => {
    expect(await importFile(bytes, { name: 'a.docx' })).toMatchObject({
      ok: false,
      problems: [{ kind, file: 'a.docx' }],
    })
  })
})

describe('a PDF', () => {
  it('gives headings and paragraphs, told by the distance and height of lines', async () => {
    const read = await importFile(
      pdfOf([
        [20, 720, 'Exports grow'],
        [11, 680, 'The ministry said that ex-'],
        [11, 667, 'ports grew by twelve per cent.'],
        [11, 654, 'Imports fell.'],
        [11, 630, 'Another paragraph begins here.'],
      ]),
      { name: 'report.pdf' },
    )
    expect(blocksOf(read)).toEqual([
      ['heading', 'Exports grow'],
      ['paragraph', 'The ministry said that exports grew by twelve per cent. Imports fell.'],
      ['paragraph', 'Another paragraph begins here.'],
    ])
  })

  it.each([
    ['that is damaged', strToU8('%PDF-1.4\nnothing more'), 'damaged'],
    ['without a text layer', pdfOf([]), 'no-text'],
  ])('%s is refused with a sentence', async (_, bytes, kind) => {
    expect(await importFile(bytes, { name: 'a.pdf' })).toMatchObject({ ok: false, problems: [{ kind }] })
  })
})
