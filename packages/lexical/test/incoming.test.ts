import { $getRoot, $getSelection, $isRangeSelection } from 'lexical'
import { expect, test } from 'vitest'
import type { Delta } from '../src/delta.js'
import { other, peer, shared, shown } from './notation.js'
import { exchange, type Peer } from './peers.js'

interface Case {
  readonly name: string
  readonly before: string
  readonly change: Delta
  readonly after: string
}

const cases: readonly Case[] = [
  { name: 'words before the caret', before: 'one ^two', change: [{ insert: 'new ' }], after: 'new one ^two' },
  { name: 'words after the caret', before: 'one^ two', change: [{ retain: 7 }, { insert: '!' }], after: 'one^ two!' },
  {
    name: 'words exactly at the caret',
    before: 'one^two',
    change: [{ retain: 3 }, { insert: 'x' }],
    after: 'one^xtwo',
  },
  { name: 'words at the caret at the end', before: 'one^', change: [{ retain: 3 }, { insert: 'x' }], after: 'one^x' },
  { name: 'words at the caret at the start', before: '^one', change: [{ insert: 'x' }], after: '^xone' },
  { name: 'words in a selection', before: 'o[ne tw]o', change: [{ retain: 3 }, { insert: 'x' }], after: 'o[nex tw]o' },
  {
    name: 'words at the start of a selection',
    before: 'o[n]e',
    change: [{ retain: 1 }, { insert: 'x' }],
    after: 'ox[n]e',
  },
  {
    name: 'words at the end of a selection',
    before: 'o[n]e',
    change: [{ retain: 2 }, { insert: 'x' }],
    after: 'o[n]xe',
  },
  { name: 'words at a backward selection', before: 'o]n[e', change: [{ retain: 1 }, { insert: 'x' }], after: 'ox]n[e' },
  { name: 'the words before the caret deleted', before: 'one two^', change: [{ delete: 4 }], after: 'two^' },
  {
    name: 'the words around the caret deleted',
    before: 'one tw^o x',
    change: [{ retain: 4 }, { delete: 4 }],
    after: 'one ^x',
  },
  { name: 'the selected words deleted', before: 'a [one] b', change: [{ retain: 1 }, { delete: 5 }], after: 'a^b' },
  {
    name: 'the selected words replaced',
    before: 'a [one] b',
    change: [{ retain: 2 }, { delete: 3 }, { insert: 'two' }],
    after: 'a ^two b',
  },
  { name: 'Enter before the caret', before: 'one tw^o', change: [{ retain: 3 }, { insert: '\n' }], after: 'one| tw^o' },
  { name: 'Enter at the caret', before: 'one^two', change: [{ retain: 3 }, { insert: '\n' }], after: 'one^|two' },
  { name: 'a merge before the caret', before: 'one|t^wo', change: [{ retain: 3 }, { delete: 1 }], after: 'onet^wo' },
  { name: 'a merge with an empty block', before: 'one|^', change: [{ retain: 3 }, { delete: 1 }], after: 'one^' },
  { name: 'a block deleted', before: 'one|t^wo|three', change: [{ retain: 3 }, { delete: 4 }], after: 'one^|three' },
  {
    name: 'bold put across the caret',
    before: 'one t^wo three',
    change: [{ retain: 4 }, { retain: 3, attributes: { bold: true } }],
    after: 'one *t^wo* three',
  },
  {
    name: 'a kind set on the block of the caret',
    before: 'one|t^wo',
    change: [{ retain: 3 }, { retain: 1, attributes: { block: 'quote' } }],
    after: 'one|> t^wo',
  },
  {
    name: 'bold words inserted',
    before: 'one^',
    change: [{ insert: 'x', attributes: { bold: true, italic: true } }],
    after: '*/x/*one^',
  },
  {
    name: 'a line break before the caret',
    before: 'one t^wo',
    change: [{ retain: 3 }, { insert: '\u2028' }],
    after: 'one~ t^wo',
  },
  {
    name: 'a caret beside a line break',
    before: 'one~^|two',
    change: [{ insert: 'x' }],
    after: 'xone~^|two',
  },
  {
    name: 'a block of a kind that nobody knows is a paragraph',
    before: 'one^',
    change: [{ retain: 3 }, { insert: '\n', attributes: { block: 'video' } }, { insert: 'two' }],
    after: 'one^|two',
  },
  {
    name: 'attributes that nobody knows change nothing',
    before: 'one^',
    change: [{ retain: 3, attributes: { colour: 'red' } }],
    after: 'one^',
  },
  { name: 'everything deleted', before: '# one|t^wo', change: [{ delete: 7 }], after: '# ^' },
  {
    name: 'characters that are seldom seen',
    before: 'one^',
    change: [{ insert: '\r\u0000\uFFFE' }],
    after: '\r\u0000\uFFFEone^',
  },
]

test.each(cases)(
  'what others change is shown, and the selection stays at its words: $name',
  ({ before, change, after }) => {
    const me = peer(before)
    me.doc.transact(() => me.text.applyDelta([...change, { retain: 0 }]), 'remote')
    expect(shown(me.editor)).toBe(after)
    expect(me.binding.check()).toBeNull()
  },
)

test('blocks that did not change keep their nodes, and words their node', () => {
  const me = peer('one ^two|*three*|four')
  const keys = () =>
    me.editor.getEditorState().read(() =>
      $getRoot()
        .getAllTextNodes()
        .map((node) => node.getKey()),
    )
  const before = keys()
  me.doc.transact(() => me.text.insert(3, '!'), 'remote')
  expect(keys()).toEqual(before)
  me.doc.transact(() => me.text.insert(3, '\n', {}), 'remote')
  expect(keys().filter((key) => before.includes(key))).toHaveLength(before.length)
})

test('the kind of the first block is in the meta map', () => {
  const me = peer('one^|two')
  me.doc.transact(() => me.meta.set('block0', 'quote'), 'remote')
  expect(shown(me.editor)).toBe('> one^|two')
  me.doc.transact(() => me.meta.delete('block0'), 'remote')
  expect(shown(me.editor)).toBe('one^|two')
})

test('other keys of the meta map do not touch the editor', () => {
  const me = peer('one^')
  const before = me.editor.getEditorState()
  me.doc.transact(() => me.meta.set('title', 'New'), 'remote')
  expect(me.editor.getEditorState()).toBe(before)
})

test('the first heading is h1, the others are h2', () => {
  const me = peer('# one|# two')
  const tags = () => JSON.stringify(me.editor.getEditorState()).match(/"h\d"/g)
  expect(tags()).toEqual(['"h1"', '"h2"'])
  me.doc.transact(() => me.text.delete(0, 4), 'remote')
  expect(tags()).toEqual(['"h1"'])
})

test('a thing that is no text is one character wide and stays', () => {
  const me = peer('one^')
  me.doc.transact(() => me.text.insertEmbed(1, { image: 'x.png' }), 'remote')
  expect(shown(me.editor)).toBe('o\uFFFCne^')
  type(me, '!')
  expect(me.text.toDelta()).toEqual([{ insert: 'o' }, { insert: { image: 'x.png' } }, { insert: 'ne!' }])
  expect(me.binding.check()).toBeNull()
})

test('the style that was chosen for the next letter survives what others type', () => {
  const me = peer('one^')
  me.editor.update(() => selection().formatText('bold'), { discrete: true })
  me.doc.transact(() => me.text.insert(0, 'x'), 'remote')
  type(me, '!')
  expect(shared(me)).toBe('xone*!*')
})

test('an observer that changes the text in between confuses nobody', () => {
  const me = peer('one^')
  let done = false
  const doc = me.doc
  // Yjs tells this observer first, since it was there before the second binding's.
  me.text.observe(() => {
    if (!done) {
      done = true
      doc.transact(() => me.text.insert(0, '<'), 'observer')
    }
  })
  const you = other(me)
  me.doc.transact(() => me.text.insert(3, '!'), 'remote')
  expect(shown(me.editor)).toBe('<one^!')
  expect(me.binding.check()).toBeNull()
  exchange(me, you)
  expect(shared(you)).toBe('<one!')
})

test('edits that are written within a larger transaction are told once', () => {
  const me = peer('one^')
  me.editor.update(() => selection().insertText('!'))
  me.doc.transact(() => {
    me.text.insert(0, 'x')
    me.binding.flush()
    me.text.insert(0, 'y')
  }, 'larger')
  expect(shown(me.editor)).toBe('yxone!^')
  expect(me.binding.check()).toBeNull()
})

test('two editors on one document follow each other', () => {
  const me = peer('one^')
  const [again] = [other(me)]
  exchange(me, again)
  type(me, '!')
  exchange(me, again)
  expect(shown(again.editor)).toBe('one!')
})

test('after its end a binding neither reads nor writes', () => {
  const me = peer('one^')
  me.binding.destroy()
  type(me, '!')
  me.doc.transact(() => me.text.insert(0, 'x'), 'remote')
  expect(shown(me.editor)).toBe('one!^')
  expect(shared(me)).toBe('xone')
})

const selection = () => {
  const found = $getSelection()
  if (!$isRangeSelection(found)) throw new Error('Nothing is selected')
  return found
}

function type(me: Peer, words: string): void {
  me.editor.update(() => selection().insertText(words), { discrete: true })
}
