import type { StoreChange } from '../claim-store.js'
import type { Harness } from '../store-contract.js'
import { type Create, using } from './claim-shape.js'
import type { TestFunctions } from './test-functions.js'

const at = '2026-01-02T03:04:05Z'
const text = 'The cat sat on the mat.'
const cat = { from: 4, to: 7 }

function heard({ store }: Harness): { readonly changes: StoreChange[]; readonly end: () => void } {
  const changes: StoreChange[] = []
  return { changes, end: store.observe((change) => changes.push(change)) }
}

const ids = ({ claims, relations, threads }: StoreChange) => [[...claims], [...relations], [...threads]]

/** Who hears of which change, and how often. */
export function changesContract(create: Create, { describe, it, expect }: TestFunctions): void {
  describe('listeners', () => {
    it('hear once of each change, with the ids', () => {
      using(create, text, (harness) => {
        const { store } = harness
        const { changes } = heard(harness)
        const a = store.add({ id: 'a', mentions: [[cat]], createdBy: 'mei', createdAt: at }).id
        const b = store.add({ id: 'b', mentions: [[cat]], createdBy: 'mei', createdAt: at }).id
        store.set(a, 'note', 'x')
        store.addType(a, 'x')
        store.addTag(b, 'x')
        store.markSource(a, [cat])
        const r = store.addRelation({ id: 'r', type: 'supports', from: a, to: b, createdBy: 'mei' }).id
        const t = store.openThread(b, { by: 'mei', at, text: '?' }).id
        store.addComment(t, { by: 'mei', at, text: '!' })
        store.removeRelation(r)
        expect(changes.map(ids)).toEqual([
          [['a'], [], []],
          [['b'], [], []],
          [['a'], [], []],
          [['a'], [], []],
          [['b'], [], []],
          [['a'], [], []],
          [[], ['r'], []],
          [[], [], [t]],
          [[], [], [t]],
          [[], ['r'], []],
        ])
        expect(changes.every(({ local }) => local)).toEqual(true)
      })
    })

    it('hear of a removal with all that goes with it', () => {
      using(create, text, (harness) => {
        const { store } = harness
        const a = store.add({ id: 'a', mentions: [[cat]], createdBy: 'mei', createdAt: at }).id
        const b = store.add({ id: 'b', mentions: [[cat]], createdBy: 'mei', createdAt: at }).id
        store.addRelation({ id: 'r', type: 'supports', from: a, to: b, createdBy: 'mei' })
        const t = store.openThread(a, { by: 'mei', at, text: '?' }).id
        const { changes } = heard(harness)
        store.remove(a)
        expect(changes.map(ids)).toEqual([[['a'], ['r'], [t]]])
      })
    })

    it('hear once of a transaction, after its last change', () => {
      using(create, text, (harness) => {
        const { store } = harness
        const { changes } = heard(harness)
        const result = store.transact(() => {
          const a = store.add({ id: 'a', mentions: [[cat]], createdBy: 'mei', createdAt: at }).id
          store.transact(() => store.set(a, 'note', 'x'))
          store.add({ id: 'b', mentions: [[cat]], createdBy: 'mei', createdAt: at })
          expect(changes).toEqual([])
          return store.claims().length
        })
        expect(result).toEqual(2)
        expect(changes.map(({ claims }) => [...claims].sort())).toEqual([['a', 'b']])
      })
    })

    it('do not hear of what changed nothing, nor of what was refused, nor when they have ended', () => {
      using(create, text, (harness) => {
        const { store } = harness
        const a = store.add({ mentions: [[cat]], types: ['x'], createdBy: 'mei', createdAt: at }).id
        const { changes, end } = heard(harness)
        store.addType(a, 'x')
        store.removeTag(a, 'x')
        store.set(a, 'note', undefined)
        store.markCue(a, undefined)
        store.setAttribution(a, undefined)
        store.transact(() => undefined)
        expect(() => store.set(a, 'confidence', 2)).toThrow(RangeError)
        expect(() => store.addMention(a, [])).toThrow(RangeError)
        expect(changes).toEqual([])
        end()
        store.addType(a, 'y')
        expect(changes).toEqual([])
      })
    })

    it('hear of edits of the text, with the claims that moved', () => {
      using(create, text, (harness) => {
        const { store, edit } = harness
        store.add({ id: 'a', mentions: [[cat]], createdBy: 'mei', createdAt: at })
        const { changes } = heard(harness)
        edit(0, 0, 'Oh. ')
        expect(changes.map(({ claims }) => [...claims])).toEqual([['a']])
        store.remove(store.claims()[0]?.id ?? ('' as never))
        edit(0, 4, '')
        expect(changes.length).toEqual(3)
      })
    })
  })

  describe('updatedAt', () => {
    it('is the time of the last change through the store, and stays when the text is edited', () => {
      using(create, text, ({ store, edit }) => {
        const { id, updatedAt } = store.add({ mentions: [[cat]], createdBy: 'mei', createdAt: at })
        edit(0, 0, 'Oh. ')
        expect([updatedAt, store.claim(id)?.updatedAt]).toEqual([undefined, undefined])
        store.addTag(id, 'x')
        const changed = store.claim(id)?.updatedAt
        expect(typeof changed).toEqual('string')
        edit(0, 4, '')
        expect(store.claim(id)?.updatedAt).toEqual(changed)
      })
    })
  })
}
