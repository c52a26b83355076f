// @vitest-environment happy-dom
import { $insertDataTransferForRichText } from '@lexical/clipboard'
import { $setBlocksType } from '@lexical/selection'
import {
  $addUpdateTag,
  $getSelection,
  $isRangeSelection,
  DELETE_CHARACTER_COMMAND,
  INDENT_CONTENT_COMMAND,
  INSERT_PARAGRAPH_COMMAND,
  KEY_TAB_COMMAND,
  PASTE_TAG,
} from 'lexical'
import { expect, test } from 'vitest'
import { $createBlock } from '../src/block.js'
import { other, peer, select, shared, shown } from './notation.js'
import { exchange, type Peer, peerOn } from './peers.js'
import { onScreen } from './screen.js'

const enter = ({ editor }: Peer) => editor.dispatchCommand(INSERT_PARAGRAPH_COMMAND, undefined)
const backspace = ({ editor }: Peer) => editor.dispatchCommand(DELETE_CHARACTER_COMMAND, true)

test.each<{ name: string; before: string; press: (me: Peer) => void; after: string }>([
  { name: 'Enter in an item', before: '- one^two', press: enter, after: '- one|- ^two' },
  { name: 'Enter at the end of an item', before: '- one^', press: enter, after: '- one|- ^' },
  { name: 'Enter in an empty item', before: '- one|- ^|- two', press: enter, after: '- one|^|- two' },
  { name: 'Enter in the only item, empty', before: '- ^', press: enter, after: '^' },
  { name: 'Enter at the start of an item with words', before: '- one|- ^two', press: enter, after: '- one|- |- ^two' },
  { name: 'Enter with an item selected', before: '- one|- [two]', press: enter, after: '- one|- |- ^' },
  { name: 'Backspace at the start of an item', before: 'zero|- ^one', press: backspace, after: 'zero|^one' },
  { name: 'Backspace at the start of the first item', before: '- ^one', press: backspace, after: '^one' },
  {
    name: 'Backspace at the start of an item after an item',
    before: '- one|- ^two',
    press: backspace,
    after: '- one|^two',
  },
  { name: 'Backspace in an empty item', before: '- one|- ^', press: backspace, after: '- one|^' },
  {
    name: 'Backspace before a link that starts an item',
    before: '- one|- ^{a:two}',
    press: backspace,
    after: '- one|^{a:two}',
  },
  {
    name: 'Backspace before an object that starts an item',
    before: '- one|- ^%x',
    press: backspace,
    after: '- one|^%x',
  },
  {
    name: 'Backspace at the start of a paragraph after an item joins them',
    before: '- one|^two',
    press: backspace,
    after: '- one^two',
  },
])('keys in a list: $name', ({ before, press, after }) => {
  const me = onScreen(before)
  press(me)
  me.binding.flush()
  expect(shown(me.editor)).toBe(after)
  expect(shared(me)).toBe(after.replace('^', ''))
  expect(me.binding.check()).toBeNull()
  me.binding.undo()
  expect(shared(me)).toBe(before.replace(/[\^[\]]/g, ''))
})

test('Backspace twice at the start of an item joins it with the block before', () => {
  const me = peer('one|- ^two')
  backspace(me)
  me.binding.flush()
  backspace(me)
  me.binding.flush()
  expect(shown(me.editor)).toBe('one^two')
})

test('Delete at the start of an item, and Backspace with words selected, leave it an item', () => {
  const me = onScreen('zero|- ^one')
  me.editor.dispatchCommand(DELETE_CHARACTER_COMMAND, false)
  select(me.editor, { anchor: 5, focus: 7 })
  backspace(me)
  me.binding.flush()
  expect(shared(me)).toBe('zero|- e')
})

test('Tab does not put one item into another: the text knows lines, not lists', () => {
  const me = onScreen('- one|- ^two')
  me.editor.dispatchCommand(KEY_TAB_COMMAND, new KeyboardEvent('keydown', { key: 'Tab' }))
  me.editor.dispatchCommand(INDENT_CONTENT_COMMAND, undefined)
  me.binding.flush()
  expect(shared(me)).toBe('- one|- two')
  expect(JSON.stringify(me.editor.getEditorState())).not.toMatch(/"indent":[1-9]/)
  expect(me.binding.check()).toBeNull()
})

const paste = (me: Peer, html: string) =>
  me.editor.update(
    () => {
      $addUpdateTag(PASTE_TAG)
      const selection = $getSelection()
      if (!$isRangeSelection(selection)) throw new Error('Nothing is selected')
      const transfer = new DataTransfer()
      transfer.setData('text/html', html)
      $insertDataTransferForRichText(transfer, selection, me.editor)
    },
    { discrete: true },
  )

test.each([
  { name: 'a list', before: '^', html: '<ul><li>one</li><li>two</li></ul>', after: '- one|- two' },
  { name: 'a numbered list', before: '^', html: '<ol><li>one</li><li>two</li></ol>', after: '- one|- two' },
  {
    name: 'a list in an item',
    before: '^',
    html: '<ul><li>one<ol><li>two</li><li>three</li></ol></li><li>four</li></ul>',
    after: '- one|- two|- three|- four',
  },
  {
    name: 'a list between items',
    before: '^',
    html: '<ul><li>one</li><ul><li>two</li></ul><li>three</li></ul>',
    after: '- one|- two|- three',
  },
  {
    name: 'three lists in each other',
    before: '^',
    html: '<ul><li>one<ul><li>two<ul><li>three</li></ul></li></ul></li></ul>',
    after: '- one|- two|- three',
  },
  {
    name: 'an item that is only a list',
    before: '^',
    html: '<ul><li><ul><li>one</li></ul></li><li>two</li></ul>',
    after: '- one|- two',
  },
  {
    name: 'an item with words after its list',
    before: '^',
    html: '<ul><li>one<ul><li>two</li></ul>three</li></ul>',
    after: '- one|- two|- three',
  },
  {
    name: 'items that hold paragraphs',
    before: '^',
    html: '<ul><li><p>one</p></li><li><p>two</p></li></ul>',
    after: '- one|- two',
  },
  {
    name: 'styles and links in items',
    before: '^',
    html: '<ul><li><b>one</b></li><li><a href="https://a.example/">two</a> three</li></ul>',
    after: '- *one*|- {a:two} three',
  },
  { name: 'a list in words', before: 'zero^', html: '<ul><li>one</li><li>two</li></ul>', after: 'zeroone|- two' },
  {
    name: 'a list in an item of one',
    before: '- zero|- ^',
    html: '<ul><li>one</li><li>two</li></ul>',
    after: '- zero|- one|- two',
  },
  {
    name: 'words and a list',
    before: '^',
    html: '<p>zero</p><ul><li>one<ul><li>two</li></ul></li></ul><p>three</p>',
    after: 'zero|- one|- two|three',
  },
])('pasted lists are flat: $name', ({ before, html, after }) => {
  const me = onScreen(before)
  paste(me, html)
  expect(shared(me)).toBe(after)
  expect(me.binding.check()).toBeNull()
})

test.each(['heading', 'quote', 'list-item', 'paragraph'] as const)(
  'many blocks that become a %s at once are one step of undo',
  (kind) => {
    const me = peer('zero^|one|# two|> three|- four|five')
    const you = other(me)
    me.editor.update(
      () => {
        const selection = $getSelection()
        if ($isRangeSelection(selection)) selection.insertText('!')
      },
      { discrete: true },
    )
    select(me.editor, { anchor: 0, focus: me.text.length })
    const before = shared(me)
    me.editor.update(
      () => {
        const selection = $getSelection()
        if ($isRangeSelection(selection)) $setBlocksType(selection, () => $createBlock(kind))
      },
      { discrete: true },
    )
    const after = shared(me)
    expect(new Set(after.split('|').map((block) => block.match(/^(# |> |- )?/)?.[0])).size).toBe(1)
    exchange(me, you)
    expect(shared(you)).toBe(after)
    me.binding.undo()
    expect(shared(me)).toBe(before)
    expect(me.binding.check()).toBeNull()
    me.binding.redo()
    expect(shared(me)).toBe(after)
    expect(shown(peerOn(me.doc).editor)).toBe(after)
  },
)
