import { expect, test } from 'vitest'
import { markdownFault } from '../src/import/markdown-bounds.js'
import { importArticle } from '../src/index.js'

const imported = (text: string) => importArticle(new TextEncoder().encode(text), { name: 'a.md', from: 'markdown' })

test.each([
  ['brackets that nothing closes', '['.repeat(50_000), 'brackets'],
  ['brackets that nothing closes, in many paragraphs', '[[[[ a\n\n'.repeat(3000), 'brackets'],
  ['quotes in quotes', '>'.repeat(20_000), 'nest deeper'],
  ['quotes in quotes, with spaces', `Words.\n\n${'> '.repeat(101)}a`, 'nest deeper'],
  ['lists in lists', '1. '.repeat(1000), 'nest deeper'],
  ['links that do not end', '[a]('.repeat(20_000), 'links'],
  ['links whose title does not end', '[a](b (c '.repeat(3000), 'links'],
  ['complete links in one paragraph', '[a](b) '.repeat(6000), 'links'],
  ['complete links on lines of one paragraph', '[a](b)\n'.repeat(6000), 'links'],
  ['links that do not end, in many paragraphs', '[a](b\n\n'.repeat(10_000), 'links'],
])('Markdown of %s is refused with what to do, before it is parsed', (_, text, says) => {
  const made = imported(text)
  expect(made).toMatchObject({ ok: false, problems: [{ kind: 'too-deep', file: 'a.md' }] })
  const [problem] = made.ok ? [] : made.problems
  expect(problem?.sentence).toContain(says)
  expect(problem?.sentence).toContain('import it as plain text')
})

test.each([
  ['a hundred levels', `${'> '.repeat(100)}Deep.`],
  ['many links, pictures and references', '[a](b) ![c](d "e") [f][g] [h](i_(j)) [k] '.repeat(200)],
  ['a long list of links', '- [a](b)\n'.repeat(1500)],
  ['links in many paragraphs', `${'[a](b) '.repeat(100)}\n\n`.repeat(20)],
  ['brackets that are closed', 'f[0] = [[1], [2]] '.repeat(1000)],
  ['a few links that do not end', `${'Words and [a](b and more. '.repeat(100)}`],
  ['lines between blocks', `${'- - - - -\n\n***\n\n* * *\n\n'.repeat(100)}Words.`],
])('Markdown with %s is read', (_, text) => {
  expect(markdownFault(text)).toBeUndefined()
  expect(imported(text).ok).toBe(true)
})
