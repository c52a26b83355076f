import { $getRoot, $getSelection, $isRangeSelection } from 'lexical'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { exchange, peerOn } from './peers.js'

test('smoke', () => {
  const doc = new Y.Doc()
  doc.transact(() => {
    doc
      .getText('article')
      .applyDelta(
        [
          { insert: 'Title' },
          { insert: '\n' },
          { insert: 'Hello ' },
          { insert: 'bold', attributes: { bold: true } },
          { insert: '\n', attributes: { block: 'quote' } },
          { insert: 'quoted' },
        ],
        { sanitize: false },
      )
    doc.getMap('meta').set('block0', 'heading')
  })
  const other = new Y.Doc()
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  const a = peerOn(doc)
  const b = peerOn(other)
  expect(a.binding.check()).toBe(null)
  expect(b.binding.check()).toBe(null)
  a.editor.update(() => {
    $getRoot().getFirstChild()?.selectEnd()
    const selection = $getSelection()
    if ($isRangeSelection(selection)) {
      selection.insertText('!')
      selection.insertParagraph()
      selection.insertText('new')
    }
  })
  exchange(a, b)
  expect(b.text.toString()).toBe('Title!\nnew\nHello bold\nquoted')
  expect(a.binding.check()).toBe(null)
  expect(b.binding.check()).toBe(null)
  expect(a.binding.undo()).toBe(true)
  exchange(a, b)
  expect(b.text.toString()).toBe('Title\nHello bold\nquoted')
  expect(a.binding.check()).toBe(null)
  expect(b.binding.check()).toBe(null)
})
