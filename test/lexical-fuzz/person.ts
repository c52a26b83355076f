import { recordReturns } from '@claimspan/collab'
import { articleNodes, bindText, type TextBinding } from '@claimspan/lexical'
import { createHeadlessEditor } from '@lexical/headless'
import { registerRichText } from '@lexical/rich-text'
import type { LexicalEditor } from 'lexical'
import type * as Y from 'yjs'
import { type Person, type Room, start, stop } from '../../packages/collab/fuzz/person.js'

/** One person's machine with an editor on the text: what is typed there reaches the others, and the other way round. */
export interface EditorPerson extends Person {
  editor: LexicalEditor
  binding: TextBinding
}

/** What Lexical itself trips on (0.52: `removeText` from beside a line break into another block); it goes back to before. */
const lexicalTrips = '$getTextNodeOffset: invalid offset'

/** Start a person's machine on these documents; binding, recorder and undo are joined as the editor app joins them. */
export function startEditor(
  person: Parameters<typeof start>[0],
  docs: ReadonlyMap<Room, Y.Doc>,
  edges: Parameters<typeof start>[2],
): EditorPerson {
  const started = start(person, docs, edges)
  started.recorder.close()
  started.history.destroy()
  const editor = createHeadlessEditor({
    nodes: [...articleNodes],
    onError: (error) => {
      if (!error.message.startsWith(lexicalTrips)) throw error
    },
  })
  const binding = bindText(editor, started.text, { captureTimeout: 0 })
  registerRichText(editor)
  const { origin, history } = binding
  const recorder = recordReturns(started.text, { origin, history })
  return Object.assign(started, { origin, history, recorder, editor, binding })
}

export function stopEditor(person: EditorPerson): void {
  stop(person)
  person.binding.destroy()
}

/** A fresh editor on a text, to be looked at once. A sentence on what it shows otherwise; `null` when nothing. */
export function freshEditor(text: Person['text']): { readonly tree: string; readonly difference: string | null } {
  const editor = createHeadlessEditor({ nodes: [...articleNodes] })
  const binding = bindText(editor, text, { captureTimeout: 0 })
  const difference = binding.check()
  binding.destroy()
  return { tree: treeOf(editor), difference }
}

/** Everything in the editor but what an empty block keeps for what is typed next. */
export function treeOf(editor: LexicalEditor): string {
  const passing = new Set(['textFormat', 'textStyle', 'direction', '$'])
  return JSON.stringify(editor.getEditorState(), (name, value) => (passing.has(name) ? undefined : value))
}
