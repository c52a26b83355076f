import { type AnnotatedDocument, check } from '@claimspan/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeUtf8 } from '../src/import/utf8.js'
import { exportFiles, formatNamed, importArticle } from '../src/index.js'
import { annotatedDocuments, oddScheme } from './annotated-documents.js'

const bytesOf = (text: string) => new TextEncoder().encode(text)

function one(
  text: string,
  name: string,
  from?: 'text' | 'markdown',
): { readonly annotated: AnnotatedDocument; readonly notes: readonly string[] } {
  const read = importArticle(bytesOf(text), { name, ...(from === undefined ? {} : { from }) })
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  const [annotated] = read.documents
  if (annotated === undefined || read.documents.length > 1) throw new Error('expected one document')
  expect(check(annotated)).toEqual([])
  return { annotated, notes: read.notes }
}

const blocks = ({ document: { text, blocks } }: AnnotatedDocument) =>
  blocks.map(({ kind, from, to }) => `${kind}: ${text.slice(from, to)}`)

describe('a file that cannot be imported', () => {
  it.each([
    ['is empty', [], 'empty-file', undefined, 'The file is empty: there is nothing to import.'],
    [
      'is white space',
      [32, 10, 10],
      'no-text',
      undefined,
      'The file holds only white space: there is nothing to import.',
    ],
    [
      'breaks off in a character',
      [65, 0xe2, 0x82],
      'not-utf-8',
      1,
      'Byte 1 (0xE2) is not UTF-8: save the file with the encoding UTF-8 and import it again.',
    ],
    [
      'is in Latin-1',
      [0x63, 0x61, 0x66, 0xe9, 0x20],
      'not-utf-8',
      3,
      'Byte 3 (0xE9) is not UTF-8: save the file with the encoding UTF-8 and import it again.',
    ],
    [
      'holds half a surrogate pair',
      [0xed, 0xa0, 0x80],
      'not-utf-8',
      0,
      'Byte 0 (0xED) is not UTF-8: save the file with the encoding UTF-8 and import it again.',
    ],
    [
      'holds NUL',
      [65, 0, 66],
      'binary',
      1,
      'Byte 1 is NUL, which no text has: save the article as plain text in UTF-8 and import that.',
    ],
    [
      'is a PDF',
      [0x25, 0x50, 0x44, 0x46, 0x2d, 0x31],
      'binary',
      0,
      'This is a PDF, not UTF-8 text: save the article as plain text or Markdown in UTF-8 and import that.',
    ],
    [
      'is UTF-16',
      [0xff, 0xfe, 65, 0],
      'binary',
      0,
      'This is UTF-16 text, not UTF-8 text: save the article as plain text or Markdown in UTF-8 and import that.',
    ],
  ])('%s: it says so', (_, bytes, kind, byte, sentence) => {
    expect(importArticle(new Uint8Array(bytes), { name: 'x.txt' })).toEqual({
      ok: false,
      problems: [{ kind, file: 'x.txt', ...(byte === undefined ? {} : { byte }), sentence }],
    })
  })

  it('is too large: it says the limit', () => {
    const read = importArticle(new Uint8Array(3_500_000).fill(65), { name: 'x.txt', sizeLimit: 3_000_000 })
    expect(read).toMatchObject({
      ok: false,
      problems: [
        {
          kind: 'too-large',
          sentence: 'The file has 3.5 MB, more than the limit of 3 MB: split it into several articles.',
        },
      ],
    })
    expect(importArticle(new Uint8Array(20_000_001).fill(65), { name: 'x.txt' })).toMatchObject({
      ok: false,
      problems: [{ kind: 'too-large' }],
    })
  })

  it.each([
    ['Markdown', `${'>'.repeat(20_000)} x`, 'a.md'],
    [
      'Web Annotation',
      `{"@context":"http://www.w3.org/ns/anno.jsonld","article":{"text":"x","title":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`,
      'a.jsonld',
    ],
    ['the native form', `{"claimspan":1,"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 'a.jsonl'],
  ])('is %s that nests without end', (_, text, name) => {
    expect(importArticle(bytesOf(text), { name })).toMatchObject({ ok: false, problems: [{ kind: 'too-deep' }] })
  })

  it('has a line of the native form that is not sound: it says the line and the field', () => {
    const line = '{"claimspan":1,"id":"a","version":1,"title":"t","offsetUnit":"code-point","text":"x"}'
    const read = importArticle(bytesOf(`${line}\n${line.replace('"version":1', '"version":0')}\n`), { name: 'd.jsonl' })
    expect(read).toMatchObject({ ok: false, problems: [{ file: 'd.jsonl', line: 2 }] })
    expect(read.ok ? '' : read.problems[0]?.sentence).toContain('/version')
  })
})

describe('UTF-8', () => {
  it('is decoded as the platform does, and refused where the platform refuses it', () => {
    const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    const pieces = fc.array(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 3 }).map((text) => [...bytesOf(text)]),
        fc.array(fc.integer({ min: 0x7f, max: 0xff }), { maxLength: 4 }),
      ),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(pieces, (parts) => {
        const bytes = new Uint8Array(parts.flat())
        const decoded = decodeUtf8(bytes)
        if (typeof decoded === 'string') expect(decoded).toBe(strict.decode(bytes))
        else {
          expect(() => strict.decode(bytes)).toThrow()
          expect(() => strict.decode(bytes.subarray(0, decoded))).not.toThrow()
        }
      }),
      { numRuns: 2000 },
    )
  })
})

describe('plain text', () => {
  it('keeps every line; the first is a heading when it looks like one', () => {
    const { annotated, notes } = one(
      'A Title Here\nFirst line.\n\n  Second, kept as it is  \nthird\n\n',
      'My Article (1).txt',
    )
    expect(annotated.document.text).toBe('A Title Here\nFirst line.\n\n  Second, kept as it is  \nthird')
    expect(blocks(annotated).slice(0, 3)).toEqual(['heading: A Title Here', 'paragraph: First line.', 'paragraph: '])
    expect(annotated.document).toMatchObject({ id: 'my-article-1', title: 'A Title Here', version: 1 })
    expect(notes).toEqual([])
  })

  it.each([
    ['ends like a sentence', 'It rained.\nMore'],
    ['ends like a sentence in Chinese', '下雨了。\n更多'],
    ['ends with a closing quote after it', '“It rained.”\nMore'],
    ['stands alone', 'It rained'],
    ['is long', `${'word '.repeat(60)}\nMore`],
  ])('has no heading when the first line %s', (_, text) => {
    expect(one(text, 'a.txt').annotated.document.blocks[0]?.kind).toBe('paragraph')
  })

  it('has the first 200 characters of its first line as title, never half of one', () => {
    const { annotated } = one(`x${'😀'.repeat(300)}. End.`, 'a.txt')
    expect(annotated.document.title).toBe(`x${'😀'.repeat(199)}`)
  })

  it('takes off a byte order mark and changes line ends, with notes', () => {
    const { annotated, notes } = one('\ufeffOne.\r\nTwo.\rThree.\r\n', 'a.txt')
    expect(annotated.document.text).toBe('One.\nTwo.\nThree.')
    expect(notes).toEqual([
      'The byte order mark at the start was left out.',
      'Line ends were changed from CR or CRLF to LF.',
    ])
  })

  it('is sound whatever stands in it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('text', 'markdown'),
        fc.string(),
        (text, from, name) => {
          const read = importArticle(bytesOf(text), { name, from })
          if (read.ok) for (const each of read.documents) expect(check(each)).toEqual([])
          else expect(read.problems.map(({ sentence }) => sentence.length > 20)).toEqual([true])
        },
      ),
      { numRuns: 1000 },
    )
  })
})

describe('document ids', () => {
  it.each([
    ['news/2026/Größe & Macht.md', 'grosse-macht'],
    ['C:\\x\\report.final.txt', 'report.final'],
    ['..txt', 'article-'],
    ['文章.txt', 'article-'],
    ['', 'article-'],
  ])('come from the name %j', (name, start) => {
    const id = one('x', name, 'text').annotated.document.id
    expect(id.startsWith(start)).toBe(true)
  })

  it('are different from those taken', () => {
    const taken = new Set(['a', 'a-2'])
    const read = importArticle(bytesOf('x'), { name: 'a.txt', taken })
    expect(read.ok && read.documents[0]?.document.id).toBe('a-3')
    expect([...taken]).toEqual(['a', 'a-2', 'a-3'])
  })
})

describe('Markdown', () => {
  it('becomes blocks of plain words, with notes of what was left out', () => {
    const source = [
      '# The *big* title',
      '',
      'A paragraph that is',
      'wrapped, with **bold**, `code` and a [link](https://example.org).  ',
      'After a hard break &amp; so.',
      '',
      '> Quoted',
      '> words',
      '',
      '- one',
      '- two',
      '  - three',
      '',
      '1. first',
      '',
      '   second paragraph',
      '',
      '```',
      'line 1',
      '',
      'line 2',
      '```',
      '',
      '<div>raw</div>',
      '',
      '![A cat](cat.png)',
      '',
      '---',
      '## Sub',
    ].join('\n')
    const { annotated, notes } = one(source, 'a.md')
    expect(blocks(annotated)).toEqual([
      'heading: The big title',
      'paragraph: A paragraph that is wrapped, with bold, code and a link.\u2028After a hard break & so.',
      'quote: Quoted words',
      'list-item: one',
      'list-item: two',
      'list-item: three',
      'list-item: first',
      'list-item: second paragraph',
      'paragraph: line 1',
      'paragraph: line 2',
      'paragraph: A cat',
      'heading: Sub',
    ])
    expect(annotated.document.title).toBe('The big title')
    expect(notes).toEqual([
      'The addresses of links were left out: 1; their words are kept.',
      'Pictures were left out: 1; their descriptions are kept.',
      'Pieces of HTML were left out: 1.',
    ])
  })

  it('has its front matter read', () => {
    const source =
      '---\ntitle: "A: title"\nauthor: Ann Lee\ndate: 2026-01-02\nlang: en-GB\nurl: https://example.org/a\nlicense: CC BY 4.0\ntags: [a, b]\nlist:\n  - x\n---\nWords.\n'
    const { annotated, notes } = one(source, 'a.md')
    expect(annotated.document).toMatchObject({
      title: 'A: title',
      language: 'en-GB',
      text: 'Words.',
      metadata: { author: 'Ann Lee', published: '2026-01-02', url: 'https://example.org/a', licence: 'CC BY 4.0' },
    })
    expect(notes).toEqual([
      'Front matter that is not a plain "key: value", or whose url is none, was left out: tags: [a, b] / list: / - x',
    ])
  })
})

describe('what a file is', () => {
  it.each([
    ['# Title\n\nWords', 'noname', 'heading'],
    ['---\ntitle: x\n---\n# Title', 'noname', 'heading'],
    ['# not markdown', 'a.txt', 'paragraph'],
  ])('is seen in %j named %s', (text, name, kind) => {
    expect(one(text, name).annotated.document.blocks[0]?.kind).toBe(kind)
  })

  it('is seen in annotated files, which come in whole', () => {
    const [sample] = fc.sample(annotatedDocuments(), { numRuns: 1, seed: 7 })
    if (sample === undefined) throw new Error('no sample')
    for (const [name, path] of [
      ['native', 'documents.jsonl'],
      ['web-annotation', `${sample.document.id}.jsonld`],
    ] as const) {
      const { files } = exportFiles(formatNamed(name), [sample], { scheme: oddScheme() })
      const file = files.find((each) => each.path === path)
      expect(importArticle(bytesOf(file?.text ?? ''), { name: 'noname' })).toMatchObject({
        ok: true,
        documents: [{ document: sample.document }],
      })
    }
  })

  it('is refused when it is no format', () => {
    const from = 'docx'
    expect(() => importArticle(bytesOf('x'), { name: 'a', from })).toThrow('got "docx"')
  })
})
