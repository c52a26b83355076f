import { readFileSync } from 'node:fs'
import { check, readNativeLine, writeNativeLine } from '@claimspan/core'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { readAnnotated, sharedLayer, sharedText, writeAnnotatedLayer, writeDocument } from '../src/index.js'

const seed = readFileSync(new URL('../../../seeds/documents.jsonl', import.meta.url), 'utf8').trimEnd()

function read(line: string) {
  const result = readNativeLine(line)
  if (!result.ok) throw new Error(JSON.stringify(result.problems.slice(0, 3)))
  return result.annotated
}

describe('an annotated document', () => {
  it.each([
    ['in rooms of their own', false],
    ['in one Yjs document', true],
  ])('goes into the shared document and comes back byte for byte: text and layers %s', (_, together) => {
    const annotated = read(seed)
    const text = sharedText(new Y.Doc())
    writeDocument(text, annotated.document)
    const layers = annotated.layers.map((is) => {
      const layer = together ? sharedLayer(text.doc, `${is.id}/`) : sharedLayer(new Y.Doc())
      writeAnnotatedLayer(text, layer, is, annotated)
      return layer
    })
    const back = readAnnotated(text, layers)
    expect(back && check(back)).toEqual([])
    expect(back && writeNativeLine(back)).toBe(seed)
  })

  it('is not there until its text is', () => {
    expect(readAnnotated(sharedText(new Y.Doc()), [])).toBeUndefined()
  })
})
