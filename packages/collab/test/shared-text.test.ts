import { type BlockKind, blocksOf, document } from '@claimspan/core'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { editText, readDocument, sharedText, writeDocument } from '../src/index.js'

const kinds: readonly BlockKind[] = ['heading', 'paragraph', 'quote', 'list-item', 'paragraph']
const text = 'Title\n\n“Said 😀”\nitem\nend'
const article = document({
  id: 'a1',
  version: 3,
  title: 'Title',
  language: 'en',
  text,
  blocks: blocksOf(text, (line) => kinds[line] ?? 'paragraph'),
  metadata: { url: 'https://example.org/a', author: 'A. Writer' },
})

describe('the shared text', () => {
  it('reads back the document that was written', () => {
    const shared = sharedText(new Y.Doc())
    writeDocument(shared, article)
    expect(readDocument(shared)).toEqual(article)
  })

  it('is written once', () => {
    const shared = sharedText(new Y.Doc())
    writeDocument(shared, article)
    expect(() => writeDocument(shared, article)).toThrow('already holds "a1"')
    expect(shared.text.toString()).toBe(text)
  })

  it('is no document until it has been written', () => {
    expect(readDocument(sharedText(new Y.Doc()))).toBeUndefined()
  })

  it('keeps the kinds of the blocks around when one is split and joined again', () => {
    const shared = sharedText(new Y.Doc())
    writeDocument(shared, article)
    editText(shared, text.indexOf('Said'), 0, '\n')
    expect(readDocument(shared)?.blocks.map(({ kind }) => kind)).toEqual([
      'heading',
      'paragraph',
      'quote',
      'paragraph',
      'list-item',
      'paragraph',
    ])
    editText(shared, text.indexOf('Said'), 1, '')
    expect(readDocument(shared)).toEqual(article)
  })

  it('reads as paragraphs what a stranger wrote as kinds', () => {
    const shared = sharedText(new Y.Doc())
    writeDocument(shared, article)
    shared.meta.set('block0', { not: 'a kind' })
    shared.text.format(5, 1, { block: 'table' })
    shared.meta.set('metadata', { url: 7, author: 'A. Writer' })
    expect(
      readDocument(shared)
        ?.blocks.slice(0, 2)
        .map(({ kind }) => kind),
    ).toEqual(['paragraph', 'paragraph'])
    expect(readDocument(shared)?.metadata).toEqual({ author: 'A. Writer' })
  })

  it('refuses an edit outside the text', () => {
    const shared = sharedText(new Y.Doc())
    writeDocument(shared, article)
    expect(() => editText(shared, 3, text.length, 'x')).toThrow(RangeError)
    expect(shared.text.toString()).toBe(text)
  })
})
