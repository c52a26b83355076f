import { readCopiedWords, recordReturns } from '@claimspan/collab'
import type { TextBinding } from '@claimspan/lexical'
import { spanOfSelection } from '@claimspan/lexical'
import {
  COMMAND_PRIORITY_HIGH,
  COPY_COMMAND,
  CUT_COMMAND,
  type LexicalEditor,
  mergeRegister,
  PASTE_COMMAND,
} from 'lexical'
import type { ArticleSession } from '../session/article-session.js'

/** The clipboard's place for which words were copied, beside the words themselves. */
const clipboardType = 'application/x-claimspan-words'

/**
 * Keep claims on words that leave and come back: by undo, by typing over them, and by cut and paste, for which the
 * clipboard carries which words they are. Returns what ends it.
 */
export function carryWords(session: ArticleSession, editor: LexicalEditor, binding: TextBinding): () => void {
  const recorder = recordReturns(session.shared, { origin: binding.origin, history: binding.history })
  const copy = (event: unknown) => {
    const span = spanOfSelection(editor)
    if (event instanceof ClipboardEvent && span !== null) {
      binding.flush()
      event.clipboardData?.setData(clipboardType, JSON.stringify(recorder.copied(span.from, span.to)))
    }
    return false
  }
  const paste = (event: unknown) => {
    if (!(event instanceof ClipboardEvent)) return false
    const words = readCopiedWords(event.clipboardData?.getData(clipboardType) ?? '')
    if (words !== undefined) recorder.pasting(words)
    return false
  }
  const end = mergeRegister(
    editor.registerCommand(COPY_COMMAND, copy, COMMAND_PRIORITY_HIGH),
    editor.registerCommand(CUT_COMMAND, copy, COMMAND_PRIORITY_HIGH),
    editor.registerCommand(PASTE_COMMAND, paste, COMMAND_PRIORITY_HIGH),
  )
  return () => {
    end()
    recorder.close()
  }
}
