import { type ClaimId, claimId, relationId, threadId } from '../id.js'
import type { Harness } from '../store-contract.js'
import { type Create, expectRefused, using } from './claim-shape.js'
import type { TestFunctions } from './test-functions.js'

const at = '2026-01-02T03:04:05Z'
const text = 'The cat sat on the mat.'

function threeClaims({ store }: Harness): readonly [ClaimId, ClaimId, ClaimId] {
  const add = (id: string) => store.add({ id, mentions: [[{ from: 4, to: 7 }]], createdBy: 'mei', createdAt: at }).id
  return [add('a'), add('b'), add('c')]
}

/** Relations between claims, and the threads on them. */
export function relationsContract(create: Create, test: TestFunctions): void {
  const { describe, it, expect } = test
  describe('relations', () => {
    it('are added and removed, each once, in the order of their ids', () => {
      using(create, text, (harness) => {
        const { store } = harness
        const [a, b, c] = threeClaims(harness)
        const second = store.addRelation({ id: 'r2', type: 'supports', from: a, to: b, note: 'why', createdBy: 'mei' })
        expect(second).toEqual({
          id: 'r2',
          type: 'supports',
          from: 'a',
          to: 'b',
          layer: store.layer,
          note: 'why',
          createdBy: 'mei',
        })
        const first = store.addRelation({ id: 'r1', type: 'attacks', from: a, to: b, createdBy: 'mei' })
        const own = store.addRelation({ type: 'supports', from: b, to: c, createdBy: 'mei' })
        expect(store.addRelation({ type: 'supports', from: a, to: b, createdBy: 'lu' })).toEqual(second)
        expect(store.relations()).toEqual([first, own, second].sort((x, y) => (x.id < y.id ? -1 : 1)))
        store.removeRelation(own.id)
        store.removeRelation(first.id)
        expect(store.relations()).toEqual([second])
      })
    })

    it('are refused where they cannot be', () => {
      using(create, text, (harness) => {
        const { store } = harness
        const [a, b] = threeClaims(harness)
        store.addRelation({ id: 'r1', type: 'supports', from: a, to: b, createdBy: 'mei' })
        const add = (more: object) => store.addRelation({ type: 'attacks', from: a, to: b, createdBy: 'mei', ...more })
        expectRefused(test, harness, {
          'an end that is nobody': () => add({ to: claimId('nobody') }),
          'a beginning that is nobody': () => add({ from: claimId('nobody') }),
          'a claim to itself': () => add({ to: a }),
          'an empty type': () => add({ type: '' }),
          'an id that is taken': () => add({ id: 'r1' }),
          'an annotator that is none': () => add({ createdBy: ' ' }),
          'removing what is not there': () => store.removeRelation(relationId('r9')),
        })
      })
    })

    it('and threads go with their claim, and come back with what it returns', () => {
      using(create, text, (harness) => {
        const { store } = harness
        const [a, b, c] = threeClaims(harness)
        const out = store.addRelation({ id: 'r1', type: 'supports', from: a, to: b, createdBy: 'mei' })
        const into = store.addRelation({ id: 'r2', type: 'attacks', from: c, to: a, createdBy: 'mei' })
        const other = store.addRelation({ id: 'r3', type: 'supports', from: b, to: c, createdBy: 'mei' })
        const thread = store.openThread(a, { by: 'mei', at, text: 'Really?' })
        const removed = store.remove(a)
        expect([removed.claim.id, removed.relations, removed.threads]).toEqual(['a', [out, into], [thread]])
        expect([store.relations(), store.threads()]).toEqual([[other], []])
        store.put(removed.claim)
        for (const one of removed.relations) store.addRelation(one)
        expect(store.relations()).toEqual([out, into, other])
      })
    })
  })

  describe('threads', () => {
    it('are opened, answered, resolved and removed', () => {
      using(create, text, (harness) => {
        const { store } = harness
        const [a] = threeClaims(harness)
        const { id, ...thread } = store.openThread(a, { by: 'mei', at, text: 'Really?' })
        expect(thread).toEqual({ claim: a, comments: [{ by: 'mei', at, text: 'Really?' }], resolved: false })
        store.addComment(id, { by: 'lu', at, text: 'Yes.' })
        store.resolveThread(id, true)
        expect(store.threads().map(({ comments, resolved }) => [comments.map((one) => one.text), resolved])).toEqual([
          [['Really?', 'Yes.'], true],
        ])
        store.resolveThread(id, false)
        expect(store.threads()[0]?.resolved).toEqual(false)
        store.addComment(id, { by: 'lu', at, text: '', vote: 'disagree' })
        expect(store.threads()[0]?.comments[2]).toEqual({ by: 'lu', at, text: '', vote: 'disagree' })
        store.removeThread(id)
        expect(store.threads()).toEqual([])
      })
    })

    it('are refused where they cannot be', () => {
      using(create, text, (harness) => {
        const { store } = harness
        const [a] = threeClaims(harness)
        const { id } = store.openThread(a, { by: 'mei', at, text: 'Really?' })
        const nobody = threadId('nobody')
        expectRefused(test, harness, {
          'a claim that is nobody': () => store.openThread(claimId('nobody'), { by: 'mei', at, text: '' }),
          'a writer that is none': () => store.openThread(a, { by: '', at, text: '' }),
          'a time that is none': () => store.addComment(id, { by: 'mei', at: 'now', text: '' }),
          'a vote that takes no side': () => store.addComment(id, { by: 'mei', at, text: '', vote: 'maybe' as never }),
          'a comment on nothing': () => store.addComment(nobody, { by: 'mei', at, text: '' }),
          'resolving nothing': () => store.resolveThread(nobody, true),
          'removing nothing': () => store.removeThread(nobody),
        })
      })
    })
  })
}
