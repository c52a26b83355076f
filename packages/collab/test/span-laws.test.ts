import { describe, expect, it } from 'vitest'
import { editText } from '../src/index.js'
import { editor, mark, together, two } from './editing.js'
import { meet, type Person, wordsOf } from './people.js'

/*
 * The laws of docs/spans.md that need a history, a clipboard or a second person; those of a single edit are in the contract
 * of every claim store. The page names each test, and test/span-laws.test.ts sees that all of them are there.
 */

type State = 'whole' | 'changed' | 'detached'

function stateOf({ store }: Person): State {
  const [mention] = store.claims().flatMap(({ mentions }) => mentions)
  if (mention === undefined) throw new Error('Nothing is marked')
  if (mention.spans.length === 0) return 'detached'
  return mention.markedQuote === undefined ? 'whole' : 'changed'
}

interface People {
  readonly mei: Person
  readonly tom: Person
  readonly both: readonly Person[]
}

interface Law {
  readonly name: string
  readonly marked: string
  readonly act: (people: People) => void
  /** The words at the end, in brackets when none of them is left. */
  readonly words: string
  readonly state: State
  readonly text: string
}

const alone: readonly Law[] = [
  {
    name: 'a paragraph is split before it and joined again',
    marked: 'jumps over the',
    act({ mei }) {
      editText(mei.text, 16, 0, '\n')
      expect([wordsOf(mei), stateOf(mei)]).toEqual([['jumps over the'], 'whole'])
      editText(mei.text, 16, 1, '')
    },
    words: 'jumps over the',
    state: 'whole',
    text: 'The quick brown fox jumps over the lazy dog.',
  },
  {
    name: 'a paragraph is split in it and joined again',
    marked: 'jumps over the',
    act({ mei }) {
      editText(mei.text, 25, 0, '\n')
      expect([wordsOf(mei), stateOf(mei)]).toEqual([['jumps\n over the'], 'changed'])
      editText(mei.text, 25, 1, '')
    },
    words: 'jumps over the',
    state: 'whole',
    text: 'The quick brown fox jumps over the lazy dog.',
  },
  {
    name: 'all its words are typed over',
    marked: 'quick brown',
    act: ({ mei }) => editText(mei.text, 0, 19, 'One dog'),
    words: '(quick brown)',
    state: 'detached',
    text: 'One dog jumps over the lazy dog.',
  },
  {
    name: 'a deletion of all its words is undone',
    marked: 'quick brown',
    act({ mei }) {
      const { remove, history } = editor(mei)
      remove(2, 15)
      expect([wordsOf(mei), stateOf(mei)]).toEqual([['(quick brown)'], 'detached'])
      history.undo()
    },
    words: 'quick brown',
    state: 'whole',
    text: 'The quick brown fox jumps over the lazy dog.',
  },
  {
    name: 'a deletion is undone, redone and undone',
    marked: 'quick brown',
    act({ mei }) {
      const { remove, history } = editor(mei)
      remove(10, 9)
      history.undo()
      history.redo()
      expect([wordsOf(mei), stateOf(mei)]).toEqual([['quick '], 'changed'])
      history.undo()
    },
    words: 'quick brown',
    state: 'whole',
    text: 'The quick brown fox jumps over the lazy dog.',
  },
  {
    name: 'typing within it is undone',
    marked: 'quick brown',
    act({ mei }) {
      const { insert, history } = editor(mei)
      insert(9, ' red')
      expect([wordsOf(mei), stateOf(mei)]).toEqual([['quick red brown'], 'changed'])
      history.undo()
    },
    words: 'quick brown',
    state: 'whole',
    text: 'The quick brown fox jumps over the lazy dog.',
  },
  {
    name: 'all of it is cut and pasted',
    marked: 'fox jumps',
    act: ({ mei }) => editor(mei).cut(16, 10)(4),
    words: 'fox jumps',
    state: 'whole',
    text: 'The fox jumps quick brown over the lazy dog.',
  },
  {
    name: 'most of it is cut and pasted, and those words are deleted',
    marked: 'quick brown fox jumps',
    act({ mei }) {
      const { cut, remove } = editor(mei)
      cut(4, 20)(23)
      expect(wordsOf(mei)).toEqual(['quick brown fox jump'])
      remove(mei.store.text().indexOf('quick'), 20)
    },
    words: 's',
    state: 'changed',
    text: 'The s over the lazy dog.',
  },
  {
    name: 'less of it is cut and pasted',
    marked: 'quick brown fox',
    act: ({ mei }) => editor(mei).cut(4, 6)(20),
    words: 'brown fox',
    state: 'changed',
    text: 'The brown fox jumps quick over the lazy dog.',
  },
]

const atOnce: readonly Law[] = [
  {
    name: 'one types in it, the other at its edge',
    marked: 'quick brown',
    act({ mei, tom }) {
      editText(mei.text, 9, 0, ' red')
      editText(tom.text, 15, 0, 'ish')
    },
    words: 'quick red brown',
    state: 'changed',
    text: 'The quick red brownish fox jumps over the lazy dog.',
  },
  {
    name: 'one deletes it, the other types in it',
    marked: 'quick brown',
    act({ mei, tom }) {
      editText(mei.text, 4, 12, '')
      editText(tom.text, 9, 0, ' red')
    },
    words: ' red',
    state: 'changed',
    text: 'The  redfox jumps over the lazy dog.',
  },
  {
    name: 'one splits a paragraph in it, the other joins one before it',
    marked: 'jumps over the',
    act({ mei, tom, both }) {
      editText(mei.text, 16, 0, '\n')
      meet(both)
      editText(mei.text, 26, 0, '\n')
      editText(tom.text, 16, 1, '')
    },
    words: 'jumps\n over the',
    state: 'changed',
    text: 'The quick brown fox jumps\n over the lazy dog.',
  },
  {
    name: 'one deletes all of it and undoes, the other splits a paragraph before it',
    marked: 'jumps over the',
    act({ mei, tom, both }) {
      const { remove, history } = editor(mei)
      remove(20, 15)
      meet(both)
      editText(tom.text, 16, 0, '\n')
      history.undo()
    },
    words: 'jumps over the',
    state: 'whole',
    text: 'The quick brown \nfox jumps over the lazy dog.',
  },
  {
    name: 'one moves it, the other types elsewhere',
    marked: 'fox jumps',
    act({ mei, tom }) {
      editor(mei).cut(16, 10)(4)
      editText(tom.text, 44, 0, ' End.')
    },
    words: 'fox jumps',
    state: 'whole',
    text: 'The fox jumps quick brown over the lazy dog. End.',
  },
  {
    name: 'one moves it, the other types in it',
    marked: 'fox jumps',
    act({ mei, tom }) {
      editor(mei).cut(16, 10)(4)
      editText(tom.text, 19, 0, ' XX')
    },
    words: 'fox jumps',
    state: 'whole',
    text: 'The fox jumps quick brown  XXover the lazy dog.',
  },
]

describe.each([
  { who: 'one person', laws: alone },
  { who: 'two people at once', laws: atOnce },
])('what a span is after edits of $who', ({ laws }) => {
  it.each(laws)('$name', ({ marked, act, words, state, text }) => {
    const { mei, tom, both } = two()
    mark(mei, marked)
    meet(both)
    act({ mei, tom, both })
    expect(together(both)).toEqual([words])
    expect(both.map((each) => each.store.text())).toEqual([text, text])
    expect(both.map(stateOf)).toEqual([state, state])
  })
})
