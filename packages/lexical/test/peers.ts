import { createHeadlessEditor } from '@lexical/headless'
import { registerRichText } from '@lexical/rich-text'
import { $getRoot, type LexicalEditor } from 'lexical'
import * as Y from 'yjs'
import { articleNodes, bindText, type TextBinding, type TextBindingOptions } from '../src/index.js'
import { ChipNode, chip } from './chip.js'

/** One person: a document, an editor without a screen, and the binding between them. */
export interface Peer {
  readonly doc: Y.Doc
  readonly text: Y.Text
  readonly meta: Y.Map<unknown>
  readonly editor: LexicalEditor
  readonly binding: TextBinding
}

export function headlessEditor(onError?: (error: Error) => void): LexicalEditor {
  const editor = createHeadlessEditor({
    nodes: [...articleNodes, ChipNode],
    onError: (error) => {
      if (onError !== undefined) return onError(error)
      // Lexical 0.52 itself trips here, in `removeText` from beside a line break into another block; it then goes back
      // to the state before the edit, and so must the binding.
      if (!error.message.startsWith('$getTextNodeOffset: invalid offset')) throw error
    },
  })
  registerRichText(editor)
  return editor
}

export function peerOn(
  doc: Y.Doc,
  options: TextBindingOptions = { captureTimeout: 0 },
  editor: LexicalEditor = headlessEditor(),
): Peer {
  const text = doc.getText('article')
  const meta = doc.getMap('meta')
  const binding = bindText(editor, { text, meta }, { inlineObjects: [chip], ...options })
  return { doc, text, meta, editor, binding }
}

/** Bring two documents to the same state. */
export function exchange(a: Peer, b: Peer): void {
  for (const peer of [a, b]) peer.binding.flush()
  const toB = Y.encodeStateAsUpdate(a.doc, Y.encodeStateVector(b.doc))
  const toA = Y.encodeStateAsUpdate(b.doc, Y.encodeStateVector(a.doc))
  Y.applyUpdate(b.doc, toB, 'remote')
  Y.applyUpdate(a.doc, toA, 'remote')
}

export const shownText = (editor: LexicalEditor): string =>
  editor.getEditorState().read(() =>
    $getRoot()
      .getChildren()
      .map((block) => block.getTextContent())
      .join('\n'),
  )
