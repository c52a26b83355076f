import { annotator, annotatorId, document, layer } from '@claimspan/core'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import {
  forgetDecision,
  keepDecision,
  readDecisions,
  revealedAt,
  revealLayer,
  type StoredDecision,
  sharedLayer,
  sharedText,
  writeDocument,
  writeLayer,
  yjsClaimStore,
} from '../src/index.js'

const at = '2026-01-02T03:04:05Z'
const by = annotatorId('mei')
const decision: StoredDecision = { field: 'types', about: 'c1', take: ['c2'], by, at }

function curated() {
  const doc = new Y.Doc()
  const shared = sharedLayer(doc)
  writeLayer(shared, layer({ id: 'curated', kind: 'curated' }))
  return shared
}

describe('decisions in a curated layer', () => {
  test('are kept by question, and the later one counts', () => {
    const shared = curated()
    keepDecision(shared, decision)
    keepDecision(shared, { ...decision, field: 'tags' })
    keepDecision(shared, { ...decision, take: [] })
    expect([...readDecisions(shared).values()]).toEqual([
      { ...decision, field: 'tags' },
      { ...decision, take: [] },
    ])
    forgetDecision(shared, decision)
    expect([...readDecisions(shared).keys()]).toEqual(['tags c1'])
  })

  test('are passed over where they are none', () => {
    const shared = curated()
    const wrong = [
      7,
      { ...decision, take: 'c2' },
      { ...decision, take: ['../x'] },
      { ...decision, by: '' },
      { ...decision, at: 'yesterday' },
      { ...decision, about: 'elsewhere' },
    ]
    wrong.forEach((value, index) => {
      shared.decisions.set(index === 5 ? 'types c1' : `wrong ${index}`, value)
    })
    expect(readDecisions(shared).size).toBe(0)
  })

  test('are undone with the claim that came of them, as one step', () => {
    const text = sharedText(new Y.Doc())
    writeDocument(text, document({ id: 'd', text: 'A cat sat.' }))
    const shared = curated()
    const store = yjsClaimStore(text, shared, { edges: { now: () => at, newId: () => 'c9' } })
    store.transact(() => {
      keepDecision(shared, decision)
      store.add({ mentions: [[{ from: 2, to: 5 }]], createdBy: annotator('mei').id })
    })
    expect([store.claims().length, readDecisions(shared).size]).toEqual([1, 1])
    store.history.undo()
    expect([store.claims().length, readDecisions(shared).size]).toEqual([0, 0])
    store.history.redo()
    expect([store.claims().length, readDecisions(shared).size]).toEqual([1, 1])
    store.close()
  })
})

test('an independent layer is its annotator’s until it is revealed', () => {
  const shared = sharedLayer(new Y.Doc())
  writeLayer(shared, layer({ id: 'mei', kind: 'independent' }))
  expect(revealedAt(shared)).toBeUndefined()
  revealLayer(shared, at)
  expect(revealedAt(shared)).toBe(at)
})
