import type { TextBinding } from '@claimspan/lexical'
import { registerRichText } from '@lexical/rich-text'
import type { LexicalEditor } from 'lexical'
import type { ArticleSession } from '../session/article-session.js'
import { carryWords } from './carry-words.js'

/** What keys, the clipboard and dragging do to the text. A script of its own: nothing of it is wanted to show an article. */
export function registerTextCommands(session: ArticleSession, editor: LexicalEditor, binding: TextBinding): () => void {
  const ends = [registerRichText(editor), carryWords(session, editor, binding)]
  return () => {
    for (const end of ends) end()
  }
}
