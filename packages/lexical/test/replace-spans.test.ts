// @vitest-environment happy-dom
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { caretOf, replaceSpans, selectSpan } from '../src/index.js'
import { shared } from './notation.js'
import { onScreen } from './screen.js'

const places = (text: string, words: string) =>
  [...text.matchAll(new RegExp(words, 'g'))].map(({ index }) => ({ from: index, to: index + words.length }))

test.each([
  { article: 'one two|two three', words: 'two', by: '2', after: 'one 2|2 three' },
  { article: 'one *two* two', words: 'two', by: 'ten', after: 'one *ten* ten' },
  { article: 'o*ne t*wo', words: 'ne two', by: 'x', after: 'o*x*' },
  { article: '# a a|> a', words: 'a', by: '', after: '#  |> ' },
  { article: 'aaaa', words: 'aa', by: 'a', after: 'aa' },
  { article: 'one', words: 'one', by: 'two\nthree', after: 'two three' },
])('$words by $by in $article', ({ article, words, by, after }) => {
  const here = onScreen(article)
  replaceSpans(here.editor, places(here.text.toString(), words), by)
  here.binding.flush()
  expect(shared(here)).toBe(shared(onScreen(after)))
  expect(here.binding.check()).toBeNull()
})

test('is one edit, which is undone at once', () => {
  const here = onScreen('one two|two three')
  const before = shared(here)
  replaceSpans(here.editor, places(here.text.toString(), 'two'), 'ten')
  here.binding.flush()
  expect(here.binding.undo()).toBe(true)
  expect(shared(here)).toBe(before)
})

test('leaves the caret where it was in the text', () => {
  const here = onScreen('one two|two three')
  selectSpan(here.editor, { from: 12, to: 17 }, { scroll: false })
  replaceSpans(here.editor, places(here.text.toString(), 'two'), 'fifteen')
  expect(caretOf(here.editor)).toEqual({ anchor: 20, head: 25 })
})

test('says what text it would, whatever the spans', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(16), { maxLength: 8 }),
      fc.string({ maxLength: 4, unit: 'grapheme-ascii' }),
      (edges, by) => {
        const here = onScreen('one *two* th|ree ~four~')
        const text = here.text.toString()
        const sorted = edges.sort((a, b) => a - b)
        const spans = sorted.flatMap((from, at) => {
          const to = at % 2 === 0 ? sorted[at + 1] : undefined
          return to === undefined || text.slice(from, to).includes('\n') ? [] : [{ from, to }]
        })
        replaceSpans(here.editor, spans, by)
        here.binding.flush()
        const wanted = spans.reduceRight((left, { from, to }) => left.slice(0, from) + by + left.slice(to), text)
        expect(here.text.toString()).toBe(wanted)
        expect(here.binding.check()).toBeNull()
      },
    ),
    { numRuns: 40 },
  )
})

test('refuses spans that are not in order', () => {
  const here = onScreen('one two')
  expect(() =>
    replaceSpans(
      here.editor,
      [
        { from: 4, to: 7 },
        { from: 0, to: 3 },
      ],
      'x',
    ),
  ).toThrow(RangeError)
})
