import { describe, expect, it } from 'vitest'
import { editText } from '../src/index.js'
import { editor, mark, together, two } from './editing.js'
import { meet, people, wordsOf } from './people.js'

describe('a paste that puts in less, or more, than was cut', () => {
  const lines = 'The quick\u2028\nbrown fox jumps\nover the lazy dog.'

  it.each([
    ['a line break at the end of a paragraph left out', ' the lazy dog.', 'quick\nbrown fox jumps\nover'],
    ['paragraph borders become spaces', ' the lazy dog.', 'quick brown fox jumps over'],
    ['an empty paragraph more', 'The ', 'quick\u2028\nbrown fox jumps\nover\n'],
    ['a paragraph of its own', 'The ', '\nquick\u2028\nbrown fox jumps\nover\n'],
  ])('takes the claims along all the same: %s', (_, before, pasted) => {
    const [mei, tom] = people(lines, 'mei', 'tom')
    if (mei === undefined || tom === undefined) throw new Error('There are two')
    mark(mei, 'fox jumps')
    mark(mei, 'brown fox')
    mark(mei, 'quick')
    const paste = editor(mei).cut(4, 'quick\u2028\nbrown fox jumps\nover'.length)
    paste(mei.store.text().indexOf(before), pasted)
    expect(together([mei, tom])).toEqual(['quick', 'brown fox', 'fox jumps'])
  })

  it('takes nothing along when other words are pasted', () => {
    const { mei, both } = two()
    mark(mei, 'quick brown')
    editor(mei).cut(4, 'quick brown'.length)(0, 'slick brown')
    expect(together(both)).toEqual(['(quick brown)'])
  })
})

describe('at the edges of a span', () => {
  it('words that came back beside it stay outside, though they came back as one with its own', () => {
    const { mei, both } = two()
    const { remove, history } = editor(mei)
    mark(mei, 'fox jumps')
    remove(20, 10)
    expect(wordsOf(mei)).toEqual(['fox '])
    history.undo()
    expect(together(both)).toEqual(['fox jumps'])
  })

  it('what is typed before the word that replaced its first one stays outside', () => {
    const { mei, both } = two()
    mark(mei, 'quick brown')
    editText(mei.text, 4, 5, 'slow')
    editText(mei.text, 4, 0, 'very ')
    expect(mei.store.text()).toContain('The very slow brown')
    expect(together(both)).toEqual(['slow brown'])
  })

  it('what is typed over words on both sides of its start stays outside, and so does what replaces that', () => {
    const { mei, both } = two()
    mark(mei, 'quick brown')
    const { replace } = editor(mei)
    editText(mei.text, 0, 9, 'One')
    expect(wordsOf(mei)).toEqual([' brown'])
    replace(0, 3, 'Some')
    expect(together(both)).toEqual([' brown'])
  })

  it('what is typed among its words when all are gone is not taken for them', () => {
    const { mei, both } = two()
    const { format, remove, insert } = editor(mei)
    // A change of format within the words, past which Yjs does not put what is typed there.
    format(10, 5, { bold: true })
    mark(mei, 'quick brown fox')
    remove(4, 15)
    insert(4, 'slow')
    expect(mei.store.text()).toContain('The slow jumps')
    expect(together(both)).toEqual(['(quick brown fox)'])
  })

  it('what is typed within a word that was typed over its first one is the span, also when that word goes', () => {
    const { mei, both } = two()
    mark(mei, 'quick brown')
    const { replace, remove, insert } = editor(mei)
    replace(4, 5, 'slow')
    insert(6, '-er-')
    remove(10, 8)
    remove(4, 2)
    expect(mei.store.text()).toContain('The -er- fox')
    expect(together(both)).toEqual(['-er-'])
  })
})

describe('what several people put around the first words of a span', () => {
  it('belongs when it was typed behind words that are gone, between two that belong, though the first of these goes too', () => {
    const { mei, tom, both } = two()
    mark(mei, 'quick brown')
    meet(both)
    editText(tom.text, 4, 5, 'slow')
    const { insert, remove } = editor(mei)
    insert(6, 'z')
    meet(both)
    expect(mei.store.text()).toContain('The zslow brown')
    insert(5, 'very ')
    remove(4, 1)
    expect(together(both)).toEqual(['very slow brown'])
  })

  it('belongs when it was typed over words that belong, before some that do not, when the span goes on behind them', () => {
    const { mei, tom, both } = two()
    mark(mei, 'quick brown')
    meet(both)
    editText(tom.text, 2, 4, 'XX')
    const { insert, replace } = editor(mei)
    insert(5, 'zz')
    meet(both)
    expect(mei.store.text()).toContain('ThzzXXick brown')
    replace(2, 2, 'yyy')
    expect(together(both)).toEqual(['yyyXXick brown'])
  })

  it('belongs when it came back in pieces, with a change of format between them', () => {
    const { mei, both } = two()
    const { format, remove, history } = editor(mei)
    format(6, 2, { bold: true })
    mark(mei, 'quick brown')
    remove(0, 12)
    history.undo()
    expect(together(both)).toEqual(['quick brown'])
  })
})

describe('moved words', () => {
  it('leave a span where most of it stays, also where what stays was behind words that its maker had taken out', () => {
    const { mei, tom, both } = two()
    editor(mei).remove(20, 15)
    expect(mei.store.text()).toBe('The quick brown fox lazy dog.')
    mark(mei, 'fox lazy dog')
    editor(tom).cut(12, 8)(0)
    expect(together(both)).toEqual(['lazy dog'])
  })

  it('take along a span that somebody marks on them at the same time', () => {
    const { mei, tom, both } = two()
    const paste = editor(mei).cut(16, 10)
    paste(4)
    mark(tom, 'fox jumps')
    expect(together(both)).toEqual(['fox jumps'])
    expect(mei.store.text()).toBe('The fox jumps quick brown over the lazy dog.')
  })

  it('do not take along a span that was marked across the place where they had been cut', () => {
    const { mei, tom, both } = two()
    const paste = editor(mei).cut(10, 16)
    meet(both)
    mark(tom, 'k over')
    paste(0)
    expect(mei.store.text()).toBe('brown fox jumps The quick over the lazy dog.')
    expect(together(both)).toEqual(['k over'])
  })

  it('count only what is of the span: not what was typed over words on both sides of its start', () => {
    const { mei, both } = two()
    mark(mei, 'brown fox')
    const { replace, cut } = editor(mei)
    replace(4, 11, 'slow red')
    expect(wordsOf(mei)).toEqual([' fox'])
    cut(4, 8)(24)
    expect(together(both)).toEqual([' fox'])
  })
})
