import { type SharedText, sharedLayer, sharedText, writeDocument, writeLayer, yjsClaimStore } from '@claimspan/collab'
import {
  type AnnotatedDocument,
  type Claim,
  type ClaimId,
  document,
  type LayerKind,
  layer,
  layerId,
  type NewClaim,
} from '@claimspan/core'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type Comparison, compare, type Place } from '../../src/compare/comparison.js'
import { decideField, decidePlace, decideRelation, type Target, takeAgreed } from '../../src/compare/deciding.js'

const text = 'The mayor said the bridge would cost 12 million euros. It rained. The river rose by two metres.'
const article = document({ id: 'd', text })

function layerOf(shared: SharedText, id: string, kind: LayerKind, clock: () => string) {
  const maps = sharedLayer(new Y.Doc())
  writeLayer(maps, layer({ id, kind }))
  let count = 0
  const store = yjsClaimStore(shared, maps, { edges: { now: clock, newId: () => `${id}${++count}` } })
  const mark = (words: string, more: Partial<NewClaim> = {}): Claim => {
    const from = text.indexOf(words)
    return store.add({ mentions: [[{ from, to: from + words.length }]], createdBy: id, ...more } as NewClaim)
  }
  return { id: layerId(id), kind, shared: maps, store, mark }
}

/** Two annotators and a curated layer over one text, with what a person needs to compare and decide. */
function table() {
  const shared = sharedText(new Y.Doc())
  writeDocument(shared, article)
  let second = 0
  const clock = () => new Date(Date.UTC(2026, 0, 2, 3, 0, second++)).toISOString()
  const ann = layerOf(shared, 'ann', 'independent', clock)
  const ben = layerOf(shared, 'ben', 'independent', clock)
  const curated = layerOf(shared, 'curated', 'curated', clock)
  const layers = [ann, ben, curated]
  const target: Target = { layer: curated, by: 'cora', now: clock }
  const now = (): Comparison => {
    const annotated: AnnotatedDocument = {
      document: article,
      layers: layers.map(({ id, kind }) => layer({ id, kind })),
      annotators: [],
      claims: layers.flatMap(({ store }) => store.claims()),
      relations: layers.flatMap(({ store }) => store.relations()),
      threads: [],
    }
    return compare(annotated, [ann.id, ben.id], { layer: curated.id, shared: curated.shared })
  }
  const place = (at: number): Place => {
    const found = now().places[at]
    if (found === undefined) throw new Error(`There is no place ${at}`)
    return found
  }
  return { ann, ben, curated, target, now, place, results: () => curated.store.claims() }
}

const states = ({ places }: Comparison) => places.map(({ state }) => state)
const quotes = (claims: readonly Claim[]) =>
  claims.map(({ mentions }) => mentions.map(({ quote }) => quote).join(' … '))
const differing = ({ rows }: Place) => rows.filter((row) => row.differs).map(({ field }) => field)

describe('layers side by side', () => {
  it('are aligned by their words, with what is the same and what differs field by field', () => {
    const { ann, ben, now, place } = table()
    ann.mark('the bridge would cost 12 million euros', {
      types: ['Numerical Claim'],
      fields: { checkWorthiness: 'CFS' },
      attribution: { kind: 'indirect', speaker: { name: 'the mayor' } },
    })
    ben.mark('bridge would cost 12 million euros', {
      types: ['Numerical Claim'],
      fields: { checkWorthiness: 'UFS' },
      attribution: { kind: 'indirect' },
    })
    ann.mark('It rained', { types: ['Event/Property Claim'] })
    ben.mark('It rained', { types: ['Event/Property Claim'] })
    ben.mark('The river rose')
    expect(states(now())).toEqual(['open', 'agreed', 'open'])
    expect(differing(place(0))).toEqual(['mentions', 'checkWorthiness', 'attribution'])
    expect(place(0).rows.map(({ field }) => field)).toEqual(['mentions', 'types', 'checkWorthiness', 'attribution'])
    expect(differing(place(1))).toEqual([])
    expect(differing(place(2))).toEqual(['is-claim'])
    expect(place(2).claims.map((claim) => claim?.id)).toEqual([undefined, 'ben3'])
  })

  it('leave to the right what the left has not, also of relations', () => {
    const { ann, ben, now, place } = table()
    for (const { mark, store } of [ann, ben]) {
      const [one, other] = [mark('It rained'), mark('The river rose')]
      if (store === ann.store)
        store.addRelation({ type: 'supports', from: one.id, to: other.id, createdBy: 'ann' } as never)
    }
    expect(states(now())).toEqual(['open', 'agreed'])
    expect(place(0).relations).toMatchObject([{ type: 'supports', differs: true, isOpen: true, waits: false }])
    expect(place(0).relations[0]?.has.map((one) => one !== undefined)).toEqual([true, false])
  })
})

describe('what is decided', () => {
  function twoAnnotators() {
    const at = table()
    at.ann.mark('the bridge would cost 12 million euros', { types: ['Numerical Claim'], tags: ['bridge'] })
    at.ben.mark('bridge would cost 12 million euros', { types: ['Causal Claim'], tags: ['money'] })
    at.ann.mark('It rained')
    at.ben.mark('It rained')
    at.ben.mark('The river rose')
    return at
  }

  it.each([
    ['left', [0], ['the bridge would cost 12 million euros'], ['Numerical Claim']],
    ['right', [1], ['bridge would cost 12 million euros'], ['Causal Claim']],
  ] as const)('as the %s has it, is in the curated layer with what it came from', (_, taking, words, types) => {
    const { target, now, place, results, curated } = twoAnnotators()
    decidePlace(now(), place(0), taking, target)
    expect(quotes(results())).toEqual(words)
    expect(results()[0]).toMatchObject({ id: 'adj-ann1', types, status: 'accepted', createdBy: 'cora' })
    expect(states(now())).toEqual(['taken', 'agreed', 'open'])
    expect(curated.shared.decisions.toJSON()).toEqual({
      'claim ann1': {
        field: 'claim',
        about: 'ann1',
        take: [taking[0] === 0 ? 'ann1' : 'ben1'],
        by: 'cora',
        at: expect.any(String),
      },
    })
  })

  it('as both have it is two claims, and one of them can be left out again', () => {
    const { target, now, place, results } = twoAnnotators()
    decidePlace(now(), place(0), [0, 1], target)
    expect(quotes(results())).toEqual(['the bridge would cost 12 million euros', 'bridge would cost 12 million euros'])
    expect(states(now())).toEqual(['taken', 'taken', 'agreed', 'open'])
    expect(place(1).parted).toHaveLength(2)
    decidePlace(now(), place(1), [], target)
    expect(quotes(results())).toEqual(['the bridge would cost 12 million euros'])
    expect(states(now())).toEqual(['taken', 'agreed', 'open'])
  })

  it('as no claim stays so for everybody, and can be decided otherwise', () => {
    const { target, now, place, results } = twoAnnotators()
    decidePlace(now(), place(2), [0], target)
    expect(results()).toEqual([])
    expect(states(now())).toEqual(['open', 'agreed', 'left-out'])
    decidePlace(now(), place(2), [1], target)
    expect(quotes(results())).toEqual(['The river rose'])
    decidePlace(now(), place(2), [], target)
    expect(states(now())).toEqual(['open', 'agreed', 'left-out'])
    expect(results()).toEqual([])
  })

  it('field by field, each from another layer, both where both can be', () => {
    const { target, now, place, results } = twoAnnotators()
    expect(decideField(now(), place(0), 'mentions', [0], target)).toBeUndefined()
    expect(decideField(now(), place(0), 'types', [1], target)).toBeUndefined()
    expect(states(now())[0]).toBe('open')
    expect(decideField(now(), place(0), 'tags', [0, 1], target)).toBeUndefined()
    expect(results()).toMatchObject([{ types: ['Causal Claim'], tags: ['bridge', 'money'] }])
    expect(quotes(results())).toEqual(['the bridge would cost 12 million euros'])
    expect(states(now())[0]).toBe('taken')
    expect(decideField(now(), place(0), 'mentions', [], target)).toBe('not-empty')
    expect(decideField(now(), place(2), 'mentions', [0], target)).toBe('no-claim-there')
  })

  it('does not take two of what can be one only', () => {
    const { ann, ben, target, now, place } = table()
    ann.mark('It rained', { fields: { checkWorthiness: 'CFS' } })
    ben.mark('It rained', { fields: { checkWorthiness: 'UFS' } })
    expect(decideField(now(), place(0), 'checkWorthiness', [0, 1], target)).toBe('only-one')
    expect(decideField(now(), place(0), 'checkWorthiness', [1], target)).toBeUndefined()
    expect(states(now())).toEqual(['taken'])
  })

  it('is one step to undo, whatever it was, and touches nothing else', () => {
    const { target, now, place, results, curated } = twoAnnotators()
    decidePlace(now(), place(1), [0], target)
    const kept = results()
    decidePlace(now(), place(0), [0, 1], target)
    expect(results()).toHaveLength(3)
    curated.store.history.undo()
    expect(results()).toEqual(kept)
    expect(states(now())).toEqual(['open', 'taken', 'open'])
    curated.store.history.redo()
    expect(states(now())).toEqual(['taken', 'taken', 'taken', 'open'])
  })

  it('overrules what was edited by hand, and what others made in the curated layer stays', () => {
    const { target, now, place, results, curated } = twoAnnotators()
    const own = curated.mark('two metres')
    decidePlace(now(), place(0), [0], target)
    const id = 'adj-ann1' as ClaimId
    curated.store.set(id, 'note', 'by hand')
    expect(states(now())[0]).toBe('edited')
    decidePlace(now(), place(0), [1], target)
    expect(results().map((claim) => claim.id)).toEqual([id, own.id])
    expect(curated.store.claim(id)).toMatchObject({ types: ['Causal Claim'] })
    expect(curated.store.claim(id)?.note).toBeUndefined()
    expect(states(now())[0]).toBe('taken')
  })

  it('holds until a source is changed, also by an annotator whose clock is ahead', () => {
    const { ben, target, now, place } = twoAnnotators()
    ben.store.set('ben1' as ClaimId, 'note', 'hm')
    decidePlace(now(), place(0), [0], { ...target, now: () => '2026-01-01T00:00:00Z' })
    expect(states(now())[0]).toBe('taken')
    ben.store.addType('ben1' as ClaimId, 'Position Statement')
    expect(states(now())[0]).toBe('open')
  })

  it('takes all that agree at once, with the relations between them', () => {
    const { ann, ben, target, now, results, curated } = table()
    for (const { mark, store } of [ann, ben]) {
      const [one, other] = [mark('It rained'), mark('The river rose')]
      store.addRelation({ type: 'supports', from: one.id, to: other.id, createdBy: 'x' } as never)
    }
    ann.mark('two metres')
    expect(takeAgreed(now(), target)).toBe(2)
    expect(quotes(results())).toEqual(['It rained', 'The river rose'])
    expect(curated.store.relations()).toMatchObject([{ type: 'supports', from: 'adj-ann1', to: 'adj-ann2' }])
    expect(states(now())).toEqual(['taken', 'taken', 'open'])
    expect(takeAgreed(now(), target)).toBe(0)
  })

  it('decides on a relation once both its claims are decided', () => {
    const { ann, ben, target, now, place, curated } = table()
    const [one, other] = [ann.mark('It rained'), ann.mark('The river rose')]
    ann.store.addRelation({ type: 'supports', from: one.id, to: other.id, createdBy: 'ann' } as never)
    ben.mark('It rained')
    const relation = () => place(0).relations[0] ?? expect.fail('There is no relation')
    expect(relation().waits).toBe(true)
    expect(decideRelation(now(), place(0), relation(), [0], target)).toBe('waits')
    decidePlace(now(), place(1), [0], target)
    decidePlace(now(), place(0), [0], target)
    // Only one layer has both ends, so it alone votes.
    expect(curated.store.relations()).toMatchObject([{ type: 'supports' }])
    expect(decideRelation(now(), place(0), relation(), [1], target)).toBeUndefined()
    expect(curated.store.relations()).toEqual([])
    expect(decideRelation(now(), place(0), relation(), [0], target)).toBeUndefined()
    expect(curated.store.relations()).toHaveLength(1)
  })
})
