import { TOGGLE_LINK_COMMAND } from '@lexical/link'
import {
  $getNodeByKey,
  $hasUpdateTag,
  $isTextNode,
  type AnyLexicalCommand,
  COMMAND_PRIORITY_CRITICAL,
  CONTROLLED_TEXT_INSERTION_COMMAND,
  CUT_COMMAND,
  DELETE_CHARACTER_COMMAND,
  DELETE_LINE_COMMAND,
  DELETE_WORD_COMMAND,
  DRAGSTART_COMMAND,
  DROP_COMMAND,
  FORMAT_ELEMENT_COMMAND,
  FORMAT_TEXT_COMMAND,
  INDENT_CONTENT_COMMAND,
  INSERT_LINE_BREAK_COMMAND,
  INSERT_PARAGRAPH_COMMAND,
  INSERT_TAB_COMMAND,
  KEY_BACKSPACE_COMMAND,
  KEY_DELETE_COMMAND,
  KEY_ENTER_COMMAND,
  KEY_TAB_COMMAND,
  type LexicalEditor,
  OUTDENT_CONTENT_COMMAND,
  PASTE_COMMAND,
  REDO_COMMAND,
  REMOVE_TEXT_COMMAND,
  SET_TEXT_FORMAT_COMMAND,
  TextNode,
  UNDO_COMMAND,
} from 'lexical'
import { incomingTag } from './text-binding.js'

/** Commands that change the text; to swallow one leaves its browser event to what the browser does. */
const changing: readonly AnyLexicalCommand[] = [
  CONTROLLED_TEXT_INSERTION_COMMAND,
  DELETE_CHARACTER_COMMAND,
  DELETE_LINE_COMMAND,
  DELETE_WORD_COMMAND,
  FORMAT_ELEMENT_COMMAND,
  FORMAT_TEXT_COMMAND,
  INDENT_CONTENT_COMMAND,
  INSERT_LINE_BREAK_COMMAND,
  INSERT_PARAGRAPH_COMMAND,
  INSERT_TAB_COMMAND,
  KEY_TAB_COMMAND,
  OUTDENT_CONTENT_COMMAND,
  REDO_COMMAND,
  REMOVE_TEXT_COMMAND,
  SET_TEXT_FORMAT_COMMAND,
  TOGGLE_LINK_COMMAND,
  UNDO_COMMAND,
]

/** Commands that come from a browser event which would change the text by itself. */
const changingEvents: readonly AnyLexicalCommand[] = [
  CUT_COMMAND,
  DRAGSTART_COMMAND,
  DROP_COMMAND,
  KEY_BACKSPACE_COMMAND,
  KEY_DELETE_COMMAND,
  KEY_ENTER_COMMAND,
  PASTE_COMMAND,
]

/** Browser events that are input; the last ones cannot be prevented and are undone after they happened. */
const inputEvents = ['beforeinput', 'cut', 'paste', 'drop', 'dragstart', 'input'] as const
const compositionEvents = ['compositionstart', 'compositionupdate', 'compositionend'] as const

/**
 * Keep the text as it is, with the caret in it: the element stays editable for the browser, so that the arrow keys,
 * shift and arrows, double click, select all, copy and screen readers work, but no input changes the text. Changes of
 * the shared text still come in. Returns the end of it.
 *
 * Tab moves on to the next control. Undo and redo are swallowed as well; who wants them for something else handles the
 * key before the editor does.
 */
export function readOnlyWithCaret(editor: LexicalEditor): () => void {
  const endRoot = editor.registerRootListener((root) => (root === null ? undefined : guardElement(editor, root)))
  const ends = [
    endRoot,
    ...changing.map((command) => editor.registerCommand(command, () => true, COMMAND_PRIORITY_CRITICAL)),
    ...changingEvents.map((command) =>
      editor.registerCommand(
        command,
        (event: Event | null) => {
          event?.preventDefault()
          return true
        },
        COMMAND_PRIORITY_CRITICAL,
      ),
    ),
    editor.registerNodeTransform(TextNode, (node) => $takeBack(editor, node)),
  ]
  return () => {
    for (const end of ends) end()
  }
}

/** Input that reached the tree past all guards (an input method wrote into the DOM, Lexical read it) is taken back. */
function $takeBack(editor: LexicalEditor, node: TextNode): void {
  if ($hasUpdateTag(incomingTag)) return
  const text = editor.getEditorState().read(() => {
    const before = $getNodeByKey(node.getKey())
    return $isTextNode(before) ? before.getTextContent() : undefined
  })
  if (text !== undefined && text !== node.getTextContent()) node.setTextContent(text)
}

function guardElement(editor: LexicalEditor, root: HTMLElement): () => void {
  const stop = (event: Event) => {
    event.preventDefault()
    event.stopImmediatePropagation()
    // What cannot be prevented (an input method, Android keyboards) the browser has put into the DOM by now.
    if (event.type === 'input' || event.type === 'compositionend') restore(editor)
  }
  const before = root.getAttribute('aria-readonly')
  root.setAttribute('aria-readonly', 'true')
  const events = [...inputEvents, ...compositionEvents]
  for (const name of events) root.addEventListener(name, stop, { capture: true })
  return () => {
    for (const name of events) root.removeEventListener(name, stop, { capture: true })
    if (before === null) root.removeAttribute('aria-readonly')
    else root.setAttribute('aria-readonly', before)
  }
}

/** Draw the block under the caret again from the editor's own state. */
function restore(editor: LexicalEditor): void {
  editor.setEditorState(editor.getEditorState().clone(), { tag: incomingTag })
}
