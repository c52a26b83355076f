import { type BlockKind, blockKinds } from '@claimspan/core'
import { selectSpan, spanOfSelection } from '@claimspan/lexical'
import { $getLexicalContent, $insertDataTransferForRichText } from '@lexical/clipboard'
import { $setBlocksType } from '@lexical/selection'
import {
  $getSelection,
  $isRangeSelection,
  CONTROLLED_TEXT_INSERTION_COMMAND,
  DELETE_CHARACTER_COMMAND,
  FORMAT_TEXT_COMMAND,
  INSERT_LINE_BREAK_COMMAND,
  INSERT_PARAGRAPH_COMMAND,
  PASTE_TAG,
  type RangeSelection,
  REDO_COMMAND,
  UNDO_COMMAND,
} from 'lexical'
import { $createBlock } from '../../packages/lexical/src/block.js'
import type { EditorPerson } from './person.js'

/** What is on a clipboard, by format. */
type Clip = Readonly<Record<string, string>>

/** What a person does with keys and menus, as Lexical hears of it. Places are UTF-16 offsets of the flat text. */
export const hand = {
  /** Type over what is selected, or at the caret. */
  type(person: EditorPerson, from: number, to: number, words: string): void {
    select(person, from, to)
    person.editor.dispatchCommand(CONTROLLED_TEXT_INSERTION_COMMAND, words)
    person.binding.flush()
  },
  /** Backspace with something selected; `from` may be the later end. */
  remove(person: EditorPerson, from: number, to: number): void {
    select(person, from, to)
    person.editor.dispatchCommand(DELETE_CHARACTER_COMMAND, true)
    person.binding.flush()
  },
  /** Backspace at the start of a block. */
  backspace(person: EditorPerson, at: number): void {
    hand.remove(person, at, at)
  },
  enter(person: EditorPerson, at: number): void {
    select(person, at, at)
    person.editor.dispatchCommand(INSERT_PARAGRAPH_COMMAND, undefined)
    person.binding.flush()
  },
  lineBreak(person: EditorPerson, at: number): void {
    select(person, at, at)
    person.editor.dispatchCommand(INSERT_LINE_BREAK_COMMAND, false)
    person.binding.flush()
  },
  format(person: EditorPerson, from: number, to: number, format: 'bold' | 'italic'): void {
    select(person, from, to)
    person.editor.dispatchCommand(FORMAT_TEXT_COMMAND, format)
    person.binding.flush()
  },
  block(person: EditorPerson, at: number, kind: BlockKind): void {
    select(person, at, at)
    person.editor.update(() => $setBlocksType($range(), () => $createBlock(kind)), { discrete: true })
  },
  /** What is selected, as Lexical puts it on the clipboard. */
  copy(person: EditorPerson, from: number, to: number): Clip {
    select(person, from, to)
    const { editor } = person
    return editor.read(() => ({
      'application/x-lexical-editor': $getLexicalContent(editor) ?? '',
      'text/plain': $range().getTextContent(),
    }))
  },
  paste(person: EditorPerson, at: number, clip: Clip): void {
    select(person, at, at)
    const { editor } = person
    const carrier = { types: Object.keys(clip), files: [], getData: (type: string) => clip[type] ?? '' }
    editor.update(() => $insertDataTransferForRichText(carrier as unknown as DataTransfer, $range(), editor), {
      discrete: true,
      tag: PASTE_TAG,
    })
  },
  travel(person: EditorPerson, direction: 'undo' | 'redo'): void {
    person.editor.dispatchCommand(direction === 'undo' ? UNDO_COMMAND : REDO_COMMAND, undefined)
    person.binding.flush()
  },
  /** What would be marked when this is selected. */
  selected(person: EditorPerson, from: number, to: number) {
    select(person, from, to)
    return spanOfSelection(person.editor)
  },
}

export const kindAt = (number: number): BlockKind => blockKinds[Math.floor(number * blockKinds.length)] ?? 'paragraph'

function select({ editor }: EditorPerson, from: number, to: number): void {
  selectSpan(editor, { from, to }, { scroll: false })
}

function $range(): RangeSelection {
  const selection = $getSelection()
  if (!$isRangeSelection(selection)) throw new Error('Nothing is selected')
  return selection
}
