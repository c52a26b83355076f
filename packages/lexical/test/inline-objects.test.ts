// @vitest-environment happy-dom
import { $getHtmlContent, $getLexicalContent, $insertDataTransferForRichText } from '@lexical/clipboard'
import {
  $addUpdateTag,
  $createNodeSelection,
  $getRoot,
  $getSelection,
  $insertNodes,
  $isRangeSelection,
  $setSelection,
  createEditor,
  DELETE_CHARACTER_COMMAND,
  PASTE_TAG,
  type RangeSelection,
} from 'lexical'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Delta } from '../src/delta.js'
import {
  articleNodes,
  bindText,
  caretOf,
  offsetAtPoint,
  rangesOfSpan,
  readOnlyWithCaret,
  selectSpan,
  spanOfSelection,
} from '../src/index.js'
import { $createChip, ChipNode, chip, chipJson } from './chip.js'
import { other, peer, shared, shown } from './notation.js'
import { exchange, type Peer, peerOn } from './peers.js'
import { onScreen } from './screen.js'

const edit = ({ editor }: Peer, change: (selection: RangeSelection) => void) =>
  editor.update(
    () => {
      const selection = $getSelection()
      if (!$isRangeSelection(selection)) throw new Error('Nothing is selected')
      change(selection)
    },
    { discrete: true },
  )

const chips = ($use: (node: ChipNode) => void) => {
  for (const block of $getRoot().getChildren()) $visit(block)
  function $visit(node: unknown): void {
    if (node instanceof ChipNode) $use(node)
    else for (const child of (node as { getChildren?: () => unknown[] }).getChildren?.() ?? []) $visit(child)
  }
}

const withoutCaret = (notation: string) => notation.replace(/[\^[\]]/g, '')

test('an object is one character with its JSON as an attribute, so that all offsets agree', () => {
  const me = peer('one ^ two')
  edit(me, () => $insertNodes([$createChip('x')]))
  expect(me.text.toDelta()).toEqual([
    { insert: 'one ' },
    { insert: '\uFFFC', attributes: { object: '{"type":"chip","label":"x"}' } },
    { insert: ' two' },
  ])
  expect(me.text.toString()).toBe('one \uFFFC two')
  expect(shown(me.editor)).toBe('one %x^ two')
  expect(caretOf(me.editor)?.head).toBe(5)
})

test.each<{ name: string; before: string; edit: (selection: RangeSelection) => void; after: string }>([
  { name: 'typing before it', before: 'a^%xb', edit: (selection) => selection.insertText('!'), after: 'a!^%xb' },
  { name: 'typing after it', before: 'a%x^b', edit: (selection) => selection.insertText('!'), after: 'a%x!^b' },
  { name: 'typing between two', before: '%x^%y', edit: (selection) => selection.insertText('!'), after: '%x!^%y' },
  {
    name: 'typing after one that ends a block',
    before: 'a%x^|b',
    edit: (selection) => selection.insertText('!'),
    after: 'a%x!^|b',
  },
  {
    name: 'typing before one that starts a block',
    before: '^%x',
    edit: (selection) => selection.insertText('!'),
    after: '!^%x',
  },
  {
    name: 'typing after one that ends a link',
    before: '{a:one%x^}',
    edit: (selection) => selection.insertText('!'),
    after: '{a:one%x}!^',
  },
  { name: 'Enter after it', before: 'a%x^b', edit: (selection) => void selection.insertParagraph(), after: 'a%x|^b' },
  { name: 'Enter before it', before: 'a^%xb', edit: (selection) => void selection.insertParagraph(), after: 'a|^%xb' },
  { name: 'deleted with words', before: 'a[b%xc]d', edit: (selection) => selection.removeText(), after: 'a^d' },
  { name: 'deleted alone', before: 'a[%x]d', edit: (selection) => selection.removeText(), after: 'a^d' },
  {
    name: 'the second of two equal ones deleted',
    before: '%x[%x]',
    edit: (selection) => selection.removeText(),
    after: '%x^',
  },
  { name: 'the first of two deleted', before: '[%x]%y', edit: (selection) => selection.removeText(), after: '^%y' },
  {
    name: 'bold across it leaves it as it is',
    before: '[a%xb]',
    edit: (selection) => selection.formatText('bold'),
    after: '*[a*%x*b]*',
  },
  { name: 'changed in place', before: 'a%xb^', edit: () => chips((node) => node.setLabel('y')), after: 'a%yb^' },
  {
    name: 'inserted between bold words',
    before: '*a^b*',
    edit: () => $insertNodes([$createChip('x')]),
    after: '*a*%x^*b*',
  },
  { name: 'replaced by typing', before: '[%x]', edit: (selection) => selection.insertText('!'), after: '!^' },
])('what is done to objects is told and can be undone: $name', ({ before, edit: change, after }) => {
  const me = peer(before)
  const you = other(me)
  edit(me, change)
  expect(shown(me.editor)).toBe(after)
  expect(shared(me)).toBe(withoutCaret(after))
  expect(me.binding.check()).toBeNull()
  exchange(me, you)
  expect(shown(you.editor)).toBe(withoutCaret(after))
  expect(you.binding.check()).toBeNull()
  me.binding.undo()
  expect(shared(me)).toBe(withoutCaret(before))
  expect(me.binding.check()).toBeNull()
})

const object = (json: unknown) => ({ object: typeof json === 'string' ? json : JSON.stringify(json) })
const mark = '\uFFFC'

test.each<{ name: string; change: Delta; after: string }>([
  {
    name: 'one comes',
    change: [{ retain: 1 }, { insert: mark, attributes: { object: chipJson('x') } }],
    after: 'a%xb^c',
  },
  {
    name: 'one that says more than it must',
    change: [{ insert: mark, attributes: object({ label: 'x', type: 'chip', more: 1 }) }],
    after: '%xab^c',
  },
  {
    name: 'a type that nobody knows',
    change: [{ insert: mark, attributes: object({ type: 'video' }) }],
    after: `${mark}ab^c`,
  },
  {
    name: 'JSON that the app refuses',
    change: [{ insert: mark, attributes: object({ type: 'chip', label: 7 }) }],
    after: `${mark}ab^c`,
  },
  { name: 'what is no JSON', change: [{ insert: mark, attributes: { object: '{"type":' } }], after: `${mark}ab^c` },
  {
    name: 'JSON that is no object',
    change: [
      { insert: mark, attributes: object(['chip']) },
      { insert: mark, attributes: object(null) },
    ],
    after: `${mark}${mark}ab^c`,
  },
  {
    name: 'what is no string',
    change: [{ insert: mark, attributes: { object: { type: 'chip', label: 'x' } } }],
    after: `${mark}ab^c`,
  },
  { name: 'the attribute on words', change: [{ retain: 2, attributes: { object: chipJson('x') } }], after: 'ab^c' },
  {
    name: 'the attribute on many marks',
    change: [{ insert: `${mark}${mark}d${mark}`, attributes: { object: chipJson('x') } }],
    after: '%x%xd%xab^c',
  },
  {
    name: 'a style on one',
    change: [{ insert: mark, attributes: { object: chipJson('x'), bold: true } }],
    after: '%xab^c',
  },
])('what others write is shown, or kept as it is: $name', ({ change, after }) => {
  const me = peer('ab^c')
  const you = other(me)
  you.doc.transact(() => you.text.applyDelta([...change, { retain: 0 }]), 'stranger')
  const written = you.text.toDelta()
  exchange(me, you)
  expect(shown(me.editor)).toBe(after)
  expect(me.binding.check()).toBeNull()
  expect(you.binding.check()).toBeNull()
  edit(me, (selection) => {
    selection.insertText('!')
    selection.insertParagraph()
  })
  expect(me.binding.check()).toBeNull()
  // Nothing that was not understood is touched.
  edit(me, () => chips((node) => void node.getWritable()))
  me.binding.undo()
  expect(me.text.toDelta()).toEqual(written)
  expect(shown(peerOn(me.doc).editor)).toBe(withoutCaret(after))
})

test('an object that changes hands keeps what its app does not know of', () => {
  const me = peer('ab^c')
  const json = JSON.stringify({ type: 'chip', label: 'x', since: 2020 })
  me.doc.transact(() => me.text.insert(1, mark, { object: json }), 'remote')
  edit(me, (selection) => selection.insertText('!'))
  me.doc.transact(() => me.text.insert(0, '<'), 'remote')
  expect(me.text.toDelta()[1]).toEqual({ insert: mark, attributes: { object: json } })
  edit(me, () => chips((node) => node.setLabel('y')))
  expect(me.text.toDelta()[1]).toEqual({ insert: mark, attributes: { object: chipJson('y') } })
})

test('two people who change one object at once get both, and no object is lost', () => {
  const me = peer('one %x two^')
  const you = other(me)
  edit(me, () => chips((node) => node.setLabel('y')))
  you.editor.update(() => chips((node) => node.setLabel('z')), { discrete: true })
  exchange(me, you)
  expect(['one %y%z two^', 'one %z%y two^']).toContain(shown(me.editor))
  expect(shared(you)).toBe(shared(me))
})

test('of two objects side by side the one that was deleted is deleted, and the other keeps what somebody does to it', () => {
  const me = peer('%x%y^')
  const you = other(me)
  // The caret at the end does not say which.
  edit(me, () => chips((node) => void (node.getLabel() === 'x' && node.remove())))
  you.editor.update(() => chips((node) => void (node.getLabel() === 'y' && node.setLabel('z'))), { discrete: true })
  exchange(me, you)
  expect([shared(me), shared(you)]).toEqual(['%z', '%z'])
})

test('a U+FFFC has no style, also when what it stands for stops being known', () => {
  const me = peer('[a%xb]')
  me.doc.transact(() => me.text.format(0, 3, { bold: true }), 'remote')
  me.doc.transact(() => me.text.format(1, 1, { object: '{' }), 'remote')
  expect(me.binding.check()).toBeNull()
  edit(me, (selection) => selection.formatText('italic'))
  expect(shared(me)).toBe(`*/a/*${mark}*/b/*`)
  expect(me.binding.check()).toBeNull()
})

test('the node of an object stays when words around it change', () => {
  const me = peer('one %x two{a:%y}^')
  const keys = () => {
    const found: string[] = []
    me.editor.getEditorState().read(() => chips((node) => found.push(node.getKey())))
    return found
  }
  const before = keys()
  expect(before).toHaveLength(2)
  me.doc.transact(() => {
    me.text.insert(0, 'new ', { bold: true })
    me.text.delete(5, 2)
    me.text.insert(8, 'x')
  }, 'remote')
  expect(me.binding.check()).toBeNull()
  expect(keys()).toEqual(before)
})

test('the selection stays when others put or take an object', () => {
  const me = peer('a %xb[c]d')
  me.doc.transact(() => me.text.insert(0, mark, { object: chipJson('y') }), 'remote')
  expect(shown(me.editor)).toBe('%ya %xb[c]d')
  me.doc.transact(() => me.text.delete(3, 1), 'remote')
  expect(shown(me.editor)).toBe('%ya b[c]d')
})

test('every offset beside objects is a place, and every place its offset', () => {
  const { editor, text } = onScreen('%xone%y{a:%x}{a:b%y}|%x%y~|{b:%x two %y}c')
  for (let from = 0; from <= text.length; from++) {
    for (let to = from + 1; to <= text.length; to++) {
      selectSpan(editor, { from, to }, { scroll: false })
      expect(caretOf(editor)).toEqual({ anchor: from, head: to })
    }
  }
})

test('an object that is selected by itself is a selected span, and Backspace deletes it', () => {
  const me = onScreen('one {a:%x} two')
  me.editor.update(
    () =>
      chips((node) => {
        const selection = $createNodeSelection()
        selection.add(node.getKey())
        $setSelection(selection)
      }),
    { discrete: true },
  )
  expect(spanOfSelection(me.editor)).toEqual({ from: 4, to: 5 })
  me.doc.transact(() => me.text.insert(0, '12'), 'remote')
  expect(spanOfSelection(me.editor)).toEqual({ from: 6, to: 7 })
  me.editor.dispatchCommand(DELETE_CHARACTER_COMMAND, true)
  me.binding.flush()
  expect(shared(me)).toBe('12one  two')
  expect(me.binding.check()).toBeNull()
})

test('the range of a span holds the object in it', () => {
  const { editor } = onScreen('one %x{a:%y}two')
  const held = (from: number, to: number) =>
    rangesOfSpan(editor, { from, to }).map((range) =>
      [...range.cloneContents().querySelectorAll('[data-chip]')].map((node) => node.getAttribute('data-chip')),
    )
  expect([held(4, 5), held(5, 6), held(2, 8), held(0, 4)]).toEqual([[['x']], [['y']], [['x', 'y']], [[]]])
})

test('a point over an object is the offset before it', () => {
  const { editor } = onScreen('one %xtwo')
  const offsetNode = editor.getRootElement()?.querySelector('[data-chip]')
  Object.assign(document, { caretPositionFromPoint: () => ({ offsetNode, offset: 0 }) })
  expect(offsetAtPoint(editor, 1, 1)).toBe(4)
  Object.assign(document, { caretPositionFromPoint: undefined })
})

test('a copied object is pasted as one', () => {
  const me = onScreen('[one %x two]')
  const transfer = new DataTransfer()
  me.editor.read(() => {
    transfer.setData('application/x-lexical-editor', $getLexicalContent(me.editor) ?? '')
    transfer.setData('text/html', $getHtmlContent(me.editor))
  })
  edit(me, (selection) => {
    $addUpdateTag(PASTE_TAG)
    selection.anchor.set(selection.focus.key, selection.focus.offset, selection.focus.type)
    $insertDataTransferForRichText(transfer, selection, me.editor)
  })
  expect(shared(me)).toBe('one %x twoone %x two')
  expect(me.binding.check()).toBeNull()
})

test('a text that may not be changed keeps its objects', () => {
  const me = onScreen('one [%x] two')
  const end = readOnlyWithCaret(me.editor)
  me.editor.dispatchCommand(DELETE_CHARACTER_COMMAND, true)
  me.binding.flush()
  expect(shared(me)).toBe('one %x two')
  me.doc.transact(() => me.text.insert(0, mark, { object: chipJson('y') }), 'remote')
  expect(shown(me.editor)).toBe('%yone [%x] two')
  end()
})

test('to bind objects that the editor has no class for is an error, and so are two of one type', () => {
  const doc = new Y.Doc()
  const article = { text: doc.getText('article'), meta: doc.getMap('meta') }
  const bind = (nodes: typeof articleNodes, inlineObjects: (typeof chip)[]) =>
    bindText(createEditor({ nodes: [...nodes] }), article, { inlineObjects })
  expect(() => bind(articleNodes, [chip])).toThrow(/class ChipNode of the inline object "chip"/)
  expect(() => bind([...articleNodes, ChipNode], [chip, chip])).toThrow(/same type or the same node class/)
})
