import { annotator, check, claimId, document, layer, layerId, memoryClaimStore } from '@claimspan/core'
import { claimStoreContract } from '@claimspan/core/store-contract'
import { describe, expect, it } from 'vitest'

const clock = { now: () => '2026-05-06T07:08:09Z' }

function create(text: string) {
  let count = 0
  const edges = { ...clock, newId: () => `id${++count}` }
  const store = memoryClaimStore(text, { layer: layerId('shared'), edges })
  return { store, edit: store.edit }
}

claimStoreContract('The claim store in memory', create, { describe, it, expect })

describe('the claim store in memory', () => {
  it('sets updatedAt to the time of its clock', () => {
    const { store } = create('The cat sat')
    const { id } = store.add({ mentions: [[{ from: 4, to: 7 }]], createdBy: 'mei', createdAt: '2026-01-01T00:00:00Z' })
    store.addTag(id, 'x')
    expect(store.claim(id)?.updatedAt).toBe('2026-05-06T07:08:09Z')
  })

  it('gives a sound annotated document with everyone who wrote in it', () => {
    const edges = { ...clock, newId: () => 'x1' }
    const store = memoryClaimStore('The cat sat', {
      layer: layer({ id: 'gold', kind: 'curated' }),
      edges,
      documentVersion: 2,
      annotators: [annotator('mei', 'Mei')],
    })
    store.add({ id: 'c1', mentions: [[{ from: 4, to: 7 }]], createdBy: 'mei' })
    store.openThread(claimId('c1'), { by: 'lu', at: clock.now(), text: '?' })
    const annotated = store.annotated(document({ id: 'd', version: 2, text: 'The cat sat' }))
    expect(annotated.layers).toEqual([{ id: 'gold', kind: 'curated' }])
    expect(annotated.annotators).toEqual([annotator('mei', 'Mei'), annotator('lu')])
    expect(annotated.claims[0]?.mentions[0]?.documentVersion).toBe(2)
    expect(check(annotated)).toEqual([])
    expect(() => store.annotated(document({ id: 'd', text: 'Another text' }))).toThrow(RangeError)
  })

  it.each([
    ['before the text', -1, 0, 'x'],
    ['past the text', 0, 99, ''],
    ['by part of a unit', 0.5, 0, ''],
    ['into a character', 1, 0, 'x'],
    ['half a character out', 0, 1, ''],
    ['half a character in', 0, 0, '\ud83d'],
  ])('refuses an edit %s', (_, at, deleted, inserted) => {
    const { store } = create('🐈 sat')
    expect(() => store.edit(at, deleted, inserted)).toThrow(RangeError)
    expect(store.text()).toBe('🐈 sat')
  })
})
