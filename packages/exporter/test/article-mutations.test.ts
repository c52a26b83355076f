import { check } from '@claimspan/core'
import fc from 'fast-check'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { type ImportedArticle, importFile } from '../src/index.js'
import { page, paragraph, pdfOf, wordDocument } from './article-files.js'
import { type Mutation, mutate, mutations } from './mutations.js'

/** Bytes as a text of as many letters, which a mutation changes; what is no byte after that becomes one. */
const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'))

const word = wordDocument(
  `${paragraph('Exports grow', 'Heading1')}${paragraph('Ng said &lt;“yes”&gt; 😀.')}${paragraph('So.')}<w:tbl><w:tr><w:tc>${paragraph('cell')}</w:tc></w:tr></w:tbl>`,
)
const markdown = `---
title: Exports grow
---

# Exports grow

Ng said **yes** to [all](https://example.org "it") \`of it\`.[^1]

> - quoted *and* listed
> 1. twice

| a | b |
|---|---|
| 1 | 😀 |

\`\`\`js
let a
\`\`\`

[^1]: A note.
`
const pdf = pdfOf([
  [20, 720, 'Exports grow'],
  [11, 680, 'The ministry said that ex-'],
  [11, 667, 'ports grew by twelve per cent.'],
  [11, 630, 'Another paragraph begins here.'],
])

/** A Word document with changes in one of its parts, packed soundly again; or, where `part` is 0, in the bytes of the archive. */
function brokenWord(part: number, changes: readonly Mutation[]): Uint8Array {
  if (part === 0) return bytesOf(mutate(latin(word), changes))
  const parts = Object.entries(unzipSync(word)).map(([path, bytes], at, all): [string, Uint8Array] => [
    path,
    at === part % all.length ? strToU8(mutate(Buffer.from(bytes).toString(), changes)) : bytes,
  ])
  return zipSync(Object.fromEntries(parts), { level: 0 })
}

/** The law of every reader: it ends, throws nothing, says what is wrong in a sentence, and gives sound documents only. */
function expectLawful(read: ImportedArticle, name: string): void {
  if (read.ok) {
    for (const one of read.documents) expect(check(one)).toEqual([])
    return
  }
  expect(read.problems.length).toBeGreaterThan(0)
  for (const { file, sentence } of read.problems) {
    expect(file).toBe(name)
    expect(sentence.length).toBeGreaterThan(20)
  }
}

describe.each([
  ['HTML', 'a.html', 'html', (_: number, changes: readonly Mutation[]) => strToU8(mutate(page, changes))],
  ['Markdown', 'a.md', 'markdown', (_: number, changes: readonly Mutation[]) => strToU8(mutate(markdown, changes))],
  ['Word documents', 'a.docx', 'docx', brokenWord],
  ['PDF', 'a.pdf', 'pdf', (_: number, changes: readonly Mutation[]) => bytesOf(mutate(latin(pdf), changes))],
])('%s, two thousand times broken', (_, name, from, broken) => {
  it('is read or refused with a sentence, never thrown, and gives sound documents only', async () => {
    let [read, refused] = [0, 0]
    await fc.assert(
      fc.asyncProperty(fc.nat(7), mutations, async (part, changes) => {
        const made = await importFile(broken(part, changes), { name, from })
        expectLawful(made, name)
        if (made.ok) read += 1
        else refused += 1
      }),
      { numRuns: 2000 },
    )
    expect(Math.min(read, refused), `${read} read, ${refused} refused`).toBeGreaterThan(20)
  }, 240_000)
})
