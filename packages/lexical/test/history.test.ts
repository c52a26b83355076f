import {
  $addUpdateTag,
  $getSelection,
  $isRangeSelection,
  HISTORY_PUSH_TAG,
  PASTE_TAG,
  type RangeSelection,
  REDO_COMMAND,
  UNDO_COMMAND,
} from 'lexical'
import { expect, test } from 'vitest'
import { other, peer, select, shared, shown } from './notation.js'
import { exchange, type Peer } from './peers.js'

const edit = ({ editor }: Peer, change: (selection: RangeSelection) => void) =>
  editor.update(
    () => {
      const selection = $getSelection()
      if ($isRangeSelection(selection)) change(selection)
    },
    { discrete: true },
  )

test('undo takes back the last edit and puts the selection back; redo makes it again', () => {
  const me = peer('one [two] three')
  edit(me, (at) => at.insertText('2'))
  expect(shown(me.editor)).toBe('one 2^ three')
  select(me.editor, { anchor: 0, focus: 0 })
  expect(me.binding.undo()).toBe(true)
  expect(shown(me.editor)).toBe('one [two] three')
  expect(me.binding.redo()).toBe(true)
  expect(shown(me.editor)).toBe('^one 2 three')
})

test('a backward selection comes back backward', () => {
  const me = peer('one ]two[ three')
  edit(me, (at) => at.removeText())
  me.binding.undo()
  expect(shown(me.editor)).toBe('one ]two[ three')
})

test('the selection that comes back follows what others did meanwhile', () => {
  const me = peer('one [two] three')
  const you = other(me, { anchor: 0, focus: 0 })
  edit(me, (at) => at.removeText())
  edit(you, (at) => at.insertText('zero '))
  exchange(me, you)
  me.binding.undo()
  expect(shown(me.editor)).toBe('zero one [two] three')
})

test('only own edits are undone', () => {
  const me = peer('one^')
  const you = other(me, { anchor: 0, focus: 0 })
  edit(you, (at) => at.insertText('yours '))
  exchange(me, you)
  expect(me.binding.canUndo()).toBe(false)
  expect(me.binding.undo()).toBe(false)
  edit(me, (at) => at.insertText(' mine'))
  me.binding.undo()
  expect(shared(me)).toBe('yours one')
})

test('a change of the first block’s kind is undone', () => {
  const me = peer('# one^')
  me.editor.update(() => {
    const selection = $getSelection()
    if ($isRangeSelection(selection)) selection.insertParagraph()
  })
  me.binding.flush()
  select(me.editor, { anchor: 0, focus: 0 })
  edit(me, (at) => void at.insertParagraph())
  expect(me.binding.check()).toBeNull()
  me.binding.undo()
  me.binding.undo()
  expect(shared(me)).toBe('# one')
  expect(me.binding.check()).toBeNull()
})

test('typing in a row is undone at once, a paste or a pushed step by itself', () => {
  const me = peer('^', { captureTimeout: 100_000 })
  for (const letter of 'abc') edit(me, (at) => at.insertText(letter))
  edit(me, (at) => {
    $addUpdateTag(PASTE_TAG)
    at.insertRawText(' pasted ')
  })
  for (const letter of 'def') edit(me, (at) => at.insertText(letter))
  edit(me, (at) => {
    $addUpdateTag(HISTORY_PUSH_TAG)
    at.insertText(' pushed')
  })
  const seen: string[] = []
  while (me.binding.undo()) seen.push(shared(me))
  expect(seen).toEqual(['abc pasted def', 'abc pasted ', 'abc', ''])
})

test('the editor’s undo and redo commands are answered, with an edit that is not committed yet', () => {
  const me = peer('one^')
  me.editor.update(() => {
    const selection = $getSelection()
    if ($isRangeSelection(selection)) selection.insertText('!')
  })
  expect(me.editor.dispatchCommand(UNDO_COMMAND, undefined)).toBe(true)
  me.binding.flush()
  expect(shown(me.editor)).toBe('one^')
  expect(me.binding.check()).toBeNull()
  me.editor.dispatchCommand(REDO_COMMAND, undefined)
  me.binding.flush()
  expect(shared(me)).toBe('one!')
})

test('who listens hears when what can be undone changes', () => {
  const me = peer('one^')
  const heard: [boolean, boolean][] = []
  const end = me.binding.onHistory(() => heard.push([me.binding.canUndo(), me.binding.canRedo()]))
  edit(me, (at) => at.insertText('!'))
  me.binding.undo()
  end()
  me.binding.redo()
  expect(heard.at(0)).toEqual([true, false])
  expect(heard.at(-1)).toEqual([false, true])
})
