// @vitest-environment happy-dom
import {
  $getRoot,
  $getSelection,
  $isRangeSelection,
  CONTROLLED_TEXT_INSERTION_COMMAND,
  CUT_COMMAND,
  DELETE_CHARACTER_COMMAND,
  DELETE_LINE_COMMAND,
  DELETE_WORD_COMMAND,
  FORMAT_TEXT_COMMAND,
  INDENT_CONTENT_COMMAND,
  INSERT_LINE_BREAK_COMMAND,
  INSERT_PARAGRAPH_COMMAND,
  INSERT_TAB_COMMAND,
  KEY_ENTER_COMMAND,
  KEY_TAB_COMMAND,
  type LexicalEditor,
  PASTE_COMMAND,
  REDO_COMMAND,
  REMOVE_TEXT_COMMAND,
  SELECT_ALL_COMMAND,
  UNDO_COMMAND,
} from 'lexical'
import { expect, test } from 'vitest'
import { readOnlyWithCaret, selectSpan, spanOfSelection } from '../src/index.js'
import { shared, shown } from './notation.js'
import { onScreen } from './screen.js'

const settle = () => new Promise((resolve) => setTimeout(resolve, 0))
const rootOf = (editor: LexicalEditor) => {
  const root = editor.getRootElement()
  if (root === null) throw new Error('The editor is not in the page')
  return root
}

test.each<{ name: string; dispatch: (editor: LexicalEditor) => void }>([
  { name: 'typing', dispatch: (editor) => editor.dispatchCommand(CONTROLLED_TEXT_INSERTION_COMMAND, 'x') },
  { name: 'Backspace', dispatch: (editor) => editor.dispatchCommand(DELETE_CHARACTER_COMMAND, true) },
  { name: 'deleting a word', dispatch: (editor) => editor.dispatchCommand(DELETE_WORD_COMMAND, true) },
  { name: 'deleting a line', dispatch: (editor) => editor.dispatchCommand(DELETE_LINE_COMMAND, true) },
  { name: 'deleting the selection', dispatch: (editor) => editor.dispatchCommand(REMOVE_TEXT_COMMAND, null) },
  { name: 'bold', dispatch: (editor) => editor.dispatchCommand(FORMAT_TEXT_COMMAND, 'bold') },
  { name: 'Enter', dispatch: (editor) => editor.dispatchCommand(INSERT_PARAGRAPH_COMMAND, undefined) },
  { name: 'a line break', dispatch: (editor) => editor.dispatchCommand(INSERT_LINE_BREAK_COMMAND, false) },
  { name: 'a tab', dispatch: (editor) => editor.dispatchCommand(INSERT_TAB_COMMAND, undefined) },
  { name: 'an indent', dispatch: (editor) => editor.dispatchCommand(INDENT_CONTENT_COMMAND, undefined) },
  { name: 'undo', dispatch: (editor) => editor.dispatchCommand(UNDO_COMMAND, undefined) },
  { name: 'redo', dispatch: (editor) => editor.dispatchCommand(REDO_COMMAND, undefined) },
  { name: 'cut', dispatch: (editor) => editor.dispatchCommand(CUT_COMMAND, new Event('cut') as ClipboardEvent) },
  { name: 'paste', dispatch: (editor) => editor.dispatchCommand(PASTE_COMMAND, new Event('paste') as ClipboardEvent) },
])('a command does not change the text: $name', ({ dispatch }) => {
  const me = onScreen('one ^two')
  me.editor.update(
    () => {
      const selection = $getSelection()
      if ($isRangeSelection(selection)) selection.insertText('[edited] ')
    },
    { discrete: true },
  )
  const before = shared(me)
  const end = readOnlyWithCaret(me.editor)
  selectSpan(me.editor, { from: 4, to: 8 }, { scroll: false })
  dispatch(me.editor)
  me.binding.flush()
  expect(shared(me)).toBe(before)
  end()
})

test.each(['beforeinput', 'paste', 'cut', 'drop', 'dragstart'])('the browser’s %s is prevented', async (name) => {
  const me = onScreen('one ^two')
  const end = readOnlyWithCaret(me.editor)
  const event = new Event(name, { bubbles: true, cancelable: true })
  rootOf(me.editor).dispatchEvent(event)
  await settle()
  expect(event.defaultPrevented).toBe(true)
  expect(shared(me)).toBe('one two')
  end()
})

test('Enter is prevented and Tab is left to the browser, which moves on', () => {
  const me = onScreen('one^')
  const end = readOnlyWithCaret(me.editor)
  const enter = new KeyboardEvent('keydown', { key: 'Enter', cancelable: true })
  const tab = new KeyboardEvent('keydown', { key: 'Tab', cancelable: true })
  me.editor.dispatchCommand(KEY_ENTER_COMMAND, enter)
  me.editor.dispatchCommand(KEY_TAB_COMMAND, tab)
  expect([enter.defaultPrevented, tab.defaultPrevented]).toEqual([true, false])
  end()
})

test('what an input method writes into the page is taken out again', async () => {
  const me = onScreen('one ^two|three')
  const end = readOnlyWithCaret(me.editor)
  const root = rootOf(me.editor)
  const words = root.querySelector('span')?.firstChild
  if (!words) throw new Error('No words')
  root.dispatchEvent(new Event('compositionstart', { bubbles: true }))
  words.nodeValue = 'one にtwo'
  root.dispatchEvent(new Event('input', { bubbles: true }))
  root.dispatchEvent(new Event('compositionend', { bubbles: true }))
  await settle()
  me.binding.flush()
  expect(root.textContent).toBe('one twothree')
  expect(shared(me)).toBe('one two|three')
  expect(me.editor.isComposing()).toBe(false)
  expect(me.binding.check()).toBeNull()
  end()
})

test('what reaches the tree in another way is taken back', () => {
  const me = onScreen('one ^two')
  const end = readOnlyWithCaret(me.editor)
  me.editor.update(() => $getRoot().getAllTextNodes()[0]?.setTextContent('changed'), { discrete: true })
  expect(shown(me.editor)).toContain('one')
  expect(shared(me)).toBe('one two')
  end()
})

test('changes of others come in', () => {
  const me = onScreen('one ^two')
  const end = readOnlyWithCaret(me.editor)
  me.doc.transact(() => me.text.insert(0, 'new '), 'remote')
  expect(shown(me.editor)).toBe('new one ^two')
  expect(rootOf(me.editor).textContent).toBe('new one two')
  end()
})

test('words can be selected, and all of them', () => {
  const me = onScreen('one two')
  const end = readOnlyWithCaret(me.editor)
  selectSpan(me.editor, { from: 4, to: 7 })
  expect(spanOfSelection(me.editor)).toEqual({ from: 4, to: 7 })
  me.editor.dispatchCommand(SELECT_ALL_COMMAND, new KeyboardEvent('keydown'))
  me.binding.flush()
  expect(spanOfSelection(me.editor)).toEqual({ from: 0, to: 7 })
  end()
})

test('it says that it is read-only while it is, stays editable for the caret, and ends', () => {
  const me = onScreen('one^')
  const root = rootOf(me.editor)
  const end = readOnlyWithCaret(me.editor)
  expect(root.getAttribute('aria-readonly')).toBe('true')
  expect(root.contentEditable).toBe('true')
  expect(me.editor.isEditable()).toBe(true)
  end()
  expect(root.hasAttribute('aria-readonly')).toBe(false)
  me.editor.dispatchCommand(CONTROLLED_TEXT_INSERTION_COMMAND, '!')
  me.binding.flush()
  expect(shared(me)).toBe('one!')
})

test('an element that the editor gets later is guarded as well', () => {
  const me = onScreen('one^')
  const end = readOnlyWithCaret(me.editor)
  const [before, root] = [rootOf(me.editor), document.createElement('div')]
  me.editor.setRootElement(root)
  expect(root.getAttribute('aria-readonly')).toBe('true')
  expect(before.hasAttribute('aria-readonly')).toBe(false)
  end()
})
