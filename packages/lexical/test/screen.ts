import { registerRichText } from '@lexical/rich-text'
import { createEditor } from 'lexical'
import * as Y from 'yjs'
import { articleNodes, bindText } from '../src/index.js'
import { ChipNode, chip } from './chip.js'
import { parse, select } from './notation.js'
import type { Peer } from './peers.js'

/** A peer whose editor is in the page; for tests with a DOM. */
export function onScreen(notation: string, nodes: typeof articleNodes = articleNodes): Peer {
  const { delta, block0, selection } = parse(notation)
  const doc = new Y.Doc()
  const text = doc.getText('article')
  const meta = doc.getMap('meta')
  text.applyDelta([...delta, { retain: 0 }])
  if (block0 !== 'paragraph') meta.set('block0', block0)
  const editor = createEditor({
    nodes: [...nodes, ChipNode],
    onError: (error) => {
      throw error
    },
  })
  const root = document.createElement('div')
  root.contentEditable = 'true'
  document.body.replaceChildren(root)
  editor.setRootElement(root)
  registerRichText(editor)
  const binding = bindText(editor, { text, meta }, { inlineObjects: [chip] })
  if (selection !== null) select(editor, selection)
  return { doc, text, meta, editor, binding }
}
