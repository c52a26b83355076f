import { $getSelection, $isRangeSelection, $setCompositionKey, type RangeSelection } from 'lexical'
import { expect, test } from 'vitest'
import { other, peer, shared, shown } from './notation.js'
import { exchange, type Peer } from './peers.js'

const edit = ({ editor }: Peer, change: (selection: RangeSelection) => void) =>
  editor.update(
    () => {
      const selection = $getSelection()
      if ($isRangeSelection(selection)) change(selection)
    },
    { discrete: true },
  )

const compose = (me: Peer, words: string) =>
  edit(me, (at) => {
    at.insertText(words)
    $setCompositionKey(at.anchor.key)
  })

const endComposition = (me: Peer) => edit(me, () => $setCompositionKey(null))

test('while an input method composes nothing goes out and nothing comes in; then both do', () => {
  const me = peer('one ^two')
  const you = other(me, { anchor: 0, focus: 0 })
  compose(me, 'に')
  expect(me.editor.isComposing()).toBe(true)
  edit(you, (at) => at.insertText('yours '))
  exchange(me, you)
  expect(shown(me.editor)).toBe('one に^two')
  expect(shared(me)).toBe('yours one two')
  compose(me, 'ほん')
  me.binding.flush()
  expect(shared(me)).toBe('yours one two')
  endComposition(me)
  expect(shared(me)).toBe('yours one にほんtwo')
  expect(me.binding.check()).toBeNull()
  exchange(me, you)
  expect(shared(you)).toBe('yours one にほんtwo')
  expect([me.binding.check(), you.binding.check()]).toEqual([null, null])
})

test.each([
  {
    name: 'the block split',
    at: 4,
    change: (words: RangeSelection) => void words.insertParagraph(),
    after: 'one |にtwo',
  },
  { name: 'the block merged', at: 3, to: 4, change: (words: RangeSelection) => words.removeText(), after: 'oneにtwo' },
  {
    name: 'words at the same place',
    at: 4,
    change: (words: RangeSelection) => words.insertText('x'),
    after: 'one にxtwo',
  },
])('an edit at the composing words is kept for later: $name', ({ at, to = at, change, after }) => {
  const me = peer('one ^two')
  const you = other(me, { anchor: at, focus: to })
  compose(me, 'に')
  edit(you, change)
  exchange(me, you)
  endComposition(me)
  exchange(me, you)
  expect(me.binding.check()).toBeNull()
  expect(shared(you)).toBe(shared(me))
  expect([after, after.replace('|に', 'に|')]).toContain(shared(me))
})

test('hold keeps everything until release', () => {
  const me = peer('one ^two')
  const you = other(me, { anchor: 0, focus: 0 })
  me.binding.hold()
  edit(me, (at) => at.insertText('mine '))
  edit(you, (at) => at.insertText('yours '))
  exchange(me, you)
  expect(shared(you)).toBe('yours one two')
  expect(shown(me.editor)).toBe('one mine ^two')
  expect(me.binding.undo()).toBe(false)
  me.binding.release()
  expect(shown(me.editor)).toBe('yours one mine ^two')
  exchange(me, you)
  expect(shared(you)).toBe('yours one mine two')
})

test('a change of the first block’s kind waits as well', () => {
  const me = peer('one^')
  me.binding.hold()
  me.doc.transact(() => me.meta.set('block0', 'quote'), 'remote')
  expect(shown(me.editor)).toBe('one^')
  me.binding.release()
  expect(shown(me.editor)).toBe('> one^')
})
