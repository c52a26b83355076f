import { $setBlocksType } from '@lexical/selection'
import {
  $createTextNode,
  $getRoot,
  $getSelection,
  $insertNodes,
  $isElementNode,
  $isRangeSelection,
  INSERT_PARAGRAPH_COMMAND,
  type RangeSelection,
} from 'lexical'
import { expect, test } from 'vitest'
import { $createBlock } from '../src/block.js'
import type { Delta, DeltaStep } from '../src/delta.js'
import { other, peer, select, shared, shown } from './notation.js'
import { exchange, headlessEditor, peerOn } from './peers.js'

interface Case {
  readonly name: string
  readonly before: string
  readonly edit: (selection: RangeSelection) => void
  readonly after: string
  /** What the shared text is told, and nothing else. */
  readonly delta: Delta
}

const cases: readonly Case[] = [
  {
    name: 'typing inserts',
    before: 'Hel^o',
    edit: (selection) => selection.insertText('l'),
    after: 'Hell^o',
    delta: [{ retain: 3 }, { insert: 'l' }],
  },
  {
    name: 'the third l is inserted where it was typed',
    before: 'he^llo',
    edit: (selection) => selection.insertText('l'),
    after: 'hel^llo',
    delta: [{ retain: 2 }, { insert: 'l' }],
  },
  {
    name: 'one of three equal letters is deleted where it was',
    before: 'he[l]llo',
    edit: (selection) => selection.removeText(),
    after: 'he^llo',
    delta: [{ retain: 2 }, { delete: 1 }],
  },
  {
    name: 'a replacement keeps what is common',
    before: 'a [quick] fox',
    edit: (selection) => selection.insertText('quack'),
    after: 'a quack^ fox',
    delta: [{ retain: 4 }, { delete: 3 }, { insert: 'ack' }],
  },
  {
    name: 'Enter in a paragraph is one character',
    before: 'Hello^World|next',
    edit: (selection) => void selection.insertParagraph(),
    after: 'Hello|^World|next',
    delta: [{ retain: 5 }, { insert: '\n' }],
  },
  {
    name: 'Enter at the start of a block puts a block before it',
    before: 'first|^second',
    edit: (selection) => void selection.insertParagraph(),
    after: 'first||^second',
    delta: [{ retain: 6 }, { insert: '\n' }],
  },
  {
    name: 'Enter at the end of a heading makes a paragraph',
    before: '# Title^|text',
    edit: (selection) => void selection.insertParagraph(),
    after: '# Title|^|text',
    delta: [{ retain: 5 }, { insert: '\n' }],
  },
  {
    name: 'Enter at the end of the last block',
    before: 'text|> said^',
    edit: (selection) => void selection.insertParagraph(),
    after: 'text|> said|^',
    delta: [{ retain: 9 }, { insert: '\n' }],
  },
  {
    name: 'Enter in a list item makes the next item',
    before: '- one^two',
    edit: (selection) => void selection.insertParagraph(),
    after: '- one|- ^two',
    delta: [{ retain: 3 }, { insert: '\n', attributes: { block: 'list-item' } }],
  },
  {
    name: 'a merge deletes one character and keeps the first kind',
    before: '> said[|]# so',
    edit: (selection) => selection.removeText(),
    after: '> said^so',
    delta: [{ retain: 4 }, { delete: 1 }],
  },
  {
    name: 'a deletion over three blocks',
    before: '# Ti[tle|whole|en]d',
    edit: (selection) => selection.removeText(),
    after: '# Ti^d',
    delta: [{ retain: 2 }, { delete: 12 }],
  },
  {
    name: 'a line break is U+2028',
    before: 'one^two',
    edit: (selection) => selection.insertLineBreak(),
    after: 'one~^two',
    delta: [{ retain: 3 }, { insert: '\u2028' }],
  },
  {
    name: 'bold is set on the words alone',
    before: 'one [two] three',
    edit: (selection) => selection.formatText('bold'),
    after: 'one *[two]* three',
    delta: [{ retain: 4 }, { retain: 3, attributes: { bold: true } }],
  },
  {
    name: 'bold is taken away from a part',
    before: '*one [two] three*',
    edit: (selection) => selection.formatText('bold'),
    after: '*one *[two]* three*',
    delta: [{ retain: 4 }, { retain: 3, attributes: { bold: null } }],
  },
  {
    name: 'a kind is set on the border before the block',
    before: 'one|tw^o',
    edit: (selection) => $setBlocksType(selection, () => $createBlock('quote')),
    after: 'one|> tw^o',
    delta: [{ retain: 3 }, { retain: 1, attributes: { block: 'quote' } }],
  },
  {
    name: 'typing in bold words is bold',
    before: '*bo^ld*',
    edit: (selection) => selection.insertText('x'),
    after: '*box^ld*',
    delta: [{ retain: 2 }, { insert: 'x', attributes: { bold: true } }],
  },
  {
    name: 'a block put before all others',
    before: '# Title|text^',
    edit: () => {
      $getRoot()
        .getFirstChild()
        ?.insertBefore($createBlock('quote').append($createTextNode('new')))
    },
    after: '> new|# Title|text^',
    delta: [{ insert: 'new' }, { insert: '\n', attributes: { block: 'heading' } }],
  },
  {
    name: 'the first block deleted',
    before: '# Title|> text^',
    edit: () => $getRoot().getFirstChild()?.remove(),
    after: '> text^',
    delta: [{ delete: 6 }],
  },
  {
    name: 'two blocks far apart are two edits',
    before: 'one fox|two|three fox^',
    edit: () => {
      for (const index of [0, 2]) {
        const block = $getRoot().getChildAtIndex(index)
        if ($isElementNode(block)) block.append($createTextNode('!'))
      }
    },
    after: 'one fox!|two|three fox^!',
    delta: [{ retain: 7 }, { insert: '!' }, { retain: 14 }, { insert: '!' }],
  },
  {
    name: 'several words changed at once are several edits',
    before: '^the old man sat on the old mat',
    edit: () => {
      const block = $getRoot().getFirstChild()
      if ($isElementNode(block)) {
        block.clear()
        block.append($createTextNode('the young man sat on the young mat')).selectEnd()
      }
    },
    after: 'the young man sat on the young mat^',
    delta: [{ retain: 4 }, { delete: 3 }, { insert: 'young' }, { retain: 16 }, { delete: 3 }, { insert: 'young' }],
  },
  {
    name: 'everything deleted and typed anew',
    before: '[# Title|- one|- two]',
    edit: (selection) => selection.insertText('x'),
    after: '# x^',
    delta: [{ delete: 13 }, { insert: 'x' }],
  },
  {
    name: 'a tab is a character',
    before: 'a^b',
    edit: (selection) => selection.insertRawText('\t'),
    after: 'a\t^b',
    delta: [{ retain: 1 }, { insert: '\t' }],
  },
  {
    name: 'inserted blocks bring their kinds',
    before: 'one^|two',
    edit: () => $insertNodes([$createBlock('quote'), $createBlock('list-item').append($createTextNode('item'))]),
    after: 'one|> |- item^|two',
    delta: [
      { retain: 3 },
      { insert: '\n', attributes: { block: 'quote' } },
      { insert: '\n', attributes: { block: 'list-item' } },
      { insert: 'item' },
    ],
  },
]

/** Yjs tells that words after a deleted border lose its kind; they never had one. */
const withoutNoise = (delta: Delta): Delta => {
  const isNoise = (step: DeltaStep) => 'retain' in step && step.attributes?.block === null
  return delta.filter((step) => !isNoise(step))
}

test.each(cases)('what is edited is told to the shared text, and no more: $name', ({ before, edit, after, delta }) => {
  const me = peer(before)
  const you = other(me)
  const told: Delta[] = []
  me.text.observe((event) => told.push(event.delta as Delta))
  me.editor.update(
    () => {
      const selection = $getSelection()
      if (!$isRangeSelection(selection)) throw new Error('The case has no selection')
      edit(selection)
    },
    { discrete: true },
  )
  expect(shown(me.editor)).toBe(after)
  expect(shared(me)).toBe(after.replace(/[\^[\]]/g, ''))
  expect(told.map(withoutNoise)).toEqual([delta])
  expect(me.binding.check()).toBeNull()
  exchange(me, you)
  expect(shown(you.editor)).toBe(shared(me))
  expect(you.binding.check()).toBeNull()
})

test('Enter by command goes the same way', () => {
  const me = peer('one^two')
  me.editor.dispatchCommand(INSERT_PARAGRAPH_COMMAND, undefined)
  me.binding.flush()
  expect(shared(me)).toBe('one|two')
})

test('a state set as a whole is compared with the shared text', () => {
  const me = peer('one^ two')
  const earlier = me.editor.getEditorState()
  me.editor.update(() => ($getSelection() as RangeSelection).insertText('!'), { discrete: true })
  me.editor.setEditorState(earlier)
  expect(shared(me)).toBe('one two')
  expect(me.binding.check()).toBeNull()
})

test('an edit in which the editor fails is not told, and the next one is', () => {
  const me = peer('one^')
  const fail = () =>
    me.editor.update(
      () => {
        ;($getSelection() as RangeSelection).insertText('x')
        throw new Error('the edit failed')
      },
      { discrete: true },
    )
  expect(fail).toThrow('the edit failed')
  expect(shared(me)).toBe('one')
})

test('an edit that was written and whose update then fails comes back from the shared text', () => {
  const errors: string[] = []
  const me = peerOn(
    peer('one|two').doc,
    {},
    headlessEditor(({ message }) => errors.push(message)),
  )
  select(me.editor, { anchor: 3, focus: 3 })
  me.editor.update(
    () => {
      ;($getSelection() as RangeSelection).insertText('!')
      me.binding.flush()
      throw new Error('the update failed')
    },
    { discrete: true },
  )
  expect(errors).toEqual(['the update failed'])
  expect(shared(me)).toBe('one!|two')
  expect(me.binding.check()).toBeNull()
})

test('a change of others whose update then fails is shown nevertheless', () => {
  const errors: string[] = []
  const me = peerOn(
    peer('one|two').doc,
    {},
    headlessEditor(({ message }) => errors.push(message)),
  )
  me.editor.update(() => {
    me.doc.transact(() => me.text.insert(0, 'new '), 'remote')
    me.editor.update(() => {
      throw new Error('the update failed')
    })
  })
  me.binding.flush()
  expect(errors).toEqual(['the update failed'])
  expect(shown(me.editor)).toBe('new one|two')
  expect(me.binding.check()).toBeNull()
})
