import { expect, test } from 'vitest'
import { article, editor, mark, together, two } from './editing.js'
import { meet, reloaded, wordsOf } from './people.js'

/*
 * What spans of other bindings of Lexical and Yjs lost, as far as it takes claims to see it. The numbers go on with those of
 * packages/lexical/test/pitfalls.test.ts, whose README says which test holds which.
 */

test('4: overlapping claims that two people mark offline leave the text alone', () => {
  const { mei, tom, both } = two()
  mark(mei, 'quick brown fox')
  mark(tom, 'brown fox jumps')
  editor(tom).format(14, 8, { bold: true })
  expect(together(both)).toEqual(['quick brown fox', 'brown fox jumps'])
  for (const { store } of both) expect(store.text()).toBe(article)
})

test('5: undone words are the span’s again for everybody, also when it arrives after the undo', () => {
  const { mei, tom, both } = two()
  mark(mei, 'jumps over the')
  meet(both)
  mark(tom, 'over the lazy')
  const { remove, history } = editor(mei)
  remove(19, 20)
  history.undo()
  expect(wordsOf(mei)).toEqual(['jumps over the'])
  expect(together(both)).toEqual(['jumps over the', 'over the lazy'])
})

test('7: a retyped last word stays in its span', () => {
  const { mei, both } = two()
  mark(mei, 'jumps over the')
  const { remove, insert } = editor(mei)
  remove(31, 3)
  for (const [at, letter] of [...'this'].entries()) insert(31 + at, letter)
  expect(mei.store.text()).toBe('The quick brown fox jumps over this lazy dog.')
  expect(together(both)).toEqual(['jumps over this'])
})

test('8: words that two people brought back twice are both the span’s, which says that it changed', () => {
  const { mei, both } = two()
  mark(mei, 'jumps')
  meet(both)
  const editors = both.map(editor)
  for (const { remove } of editors) remove(20, 6)
  meet(both)
  for (const { history } of editors) history.undo()
  expect(together(both)).toEqual(['jumps jumps'])
  for (const { store } of both) expect(store.claims()[0]?.mentions[0]?.markedQuote).toBe('jumps')
  expect(mei.store.text()).toBe('The quick brown fox jumps jumps over the lazy dog.')
})

test('13: where a claim is marked anew and what it is called are kept, when two people change one each', () => {
  const { mei, tom, both } = two()
  mark(mei, 'quick brown')
  meet(both)
  const [claim] = mei.store.claims()
  const [mention] = claim?.mentions ?? []
  if (claim === undefined || mention === undefined) throw new Error('Nothing is marked')
  mei.store.markMention(claim.id, mention.id, [{ from: 10, to: 19 }])
  tom.store.addType(claim.id, 'Numerical Claim')
  expect(together(both)).toEqual(['brown fox'])
  for (const { store } of [...both, reloaded(mei)]) expect(store.claim(claim.id)?.types).toEqual(['Numerical Claim'])
})

test.each([
  { length: 19, goesOn: 'goes along', words: 'quick brown fox jum' },
  { length: 18, goesOn: 'stays with what is left', words: 'mps' },
])('14: a span of 21 letters of which $length are moved $goesOn', ({ length, words }) => {
  const { mei, both } = two()
  mark(mei, 'quick brown fox jumps')
  editor(mei).cut(4, length)(0)
  expect(together(both)).toEqual([words])
})
