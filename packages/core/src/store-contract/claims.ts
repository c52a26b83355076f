import { type Claim, claim } from '../claim.js'
import type { ClaimFields } from '../claim-store.js'
import { claimId, type MentionId } from '../id.js'
import { mention } from '../mention.js'
import { type Create, comparable, expectRefused, using } from './claim-shape.js'
import { marked } from './marked.js'
import type { TestFunctions } from './test-functions.js'

const at = '2026-01-02T03:04:05Z'
const { text, spans } = marked('The [cat] sat on the [mat], said Ann.')
const [cat = { from: 0, to: 1 }, mat = { from: 0, to: 1 }] = spans

/** Adding, putting, removing claims and setting their fields. */
export function claimsContract(create: Create, test: TestFunctions): void {
  const { describe, it, expect } = test
  describe('claims', () => {
    it('are none in a new store, over its text', () => {
      using(create, text, ({ store }) => {
        expect([store.text(), store.claims(), store.relations(), store.threads()]).toEqual([text, [], [], []])
        expect(store.claim(claimId('c1'))).toEqual(undefined)
      })
    })

    it('are added with what is given, and plain values for the rest', () => {
      using(create, text, ({ store }) => {
        const added = store.add({ id: 'c1', mentions: [[cat]], createdBy: 'mei', createdAt: at })
        expect(comparable(added)).toEqual({
          id: 'c1',
          layer: store.layer,
          mentions: [{ ...mention(text, [cat]), id: added.mentions[0]?.id }],
          types: [],
          evidence: [],
          tags: [],
          status: 'draft',
          origin: { kind: 'human' },
          createdBy: 'mei',
          createdAt: at,
        })
        expect(store.claims()).toEqual([added])
        expect(store.claim(added.id)).toEqual(added)
      })
    })

    it('are added with every field at once', () => {
      using(create, text, ({ store }) => {
        const fields = { ...fieldValues, status: 'accepted' as const }
        const added = store.add({
          id: 'c1',
          mentions: [[cat, mat], [mat]],
          types: ['Numerical Claim', 'Numerical Claim', 'Causal Claim'],
          tags: ['b', 'a'],
          fields,
          attribution: {
            kind: 'direct',
            speaker: { name: 'Ann', kind: 'person' },
            source: marked('The cat sat on the mat, said [Ann].').spans,
            cue: marked('The cat sat on the mat, [said] Ann.').spans,
          },
          origin: { kind: 'model', name: 'finder', version: '2' },
          createdBy: 'mei',
          createdAt: at,
        })
        expect(added.mentions.map(({ quote }) => quote).sort()).toEqual(['cat … mat', 'mat'])
        expect([[...added.types].sort(), [...added.tags].sort()]).toEqual([
          ['Causal Claim', 'Numerical Claim'],
          ['a', 'b'],
        ])
        for (const [field, value] of Object.entries(fields)) expect(added[field as keyof ClaimFields]).toEqual(value)
        expect(added.origin).toEqual({ kind: 'model', name: 'finder', version: '2' })
        const { source, cue, ...attribution } = added.attribution ?? { kind: 'mixed' }
        expect(attribution).toEqual({ kind: 'direct', speaker: { name: 'Ann', kind: 'person' } })
        expect([source?.id, source?.quote, cue?.id, cue?.quote]).toEqual(['source', 'Ann', 'cue', 'said'])
      })
    })

    it('get an id and a time when none is given', () => {
      using(create, text, ({ store }) => {
        const one = store.add({ mentions: [[cat]], createdBy: 'mei' })
        const two = store.add({ mentions: [[cat]], createdBy: 'mei' })
        expect(one.id === two.id).toEqual(false)
        expect(store.claims().length).toEqual(2)
      })
    })

    it('come in the order of the text, the enclosing first, then by id, detached last', () => {
      using(create, text, ({ store, edit }) => {
        const add = (id: string, from: number, to: number) =>
          store.add({ id, mentions: [[{ from, to }]], createdBy: 'mei', createdAt: at })
        add('gone', 0, 3)
        add('late', 19, 22)
        add('b', 4, 7)
        add('a', 4, 7)
        add('long', 4, 20)
        edit(0, 3, '')
        expect(store.claims().map(({ id }) => id)).toEqual(['long', 'a', 'b', 'late', 'gone'])
      })
    })

    it('that are put back are as they were', () => {
      using(create, text, ({ store }) => {
        const removed = [full(store.layer), detached(store.layer)].map((one) => {
          store.put(one)
          expect(comparable(store.claim(one.id) ?? one)).toEqual(comparable(one))
          expect(store.claim(one.id)?.updatedAt).toEqual(one.updatedAt)
          return store.remove(one.id).claim
        })
        expect(store.claims()).toEqual([])
        for (const one of removed) {
          store.put(one)
          expect(store.claim(one.id)).toEqual(one)
        }
      })
    })

    it('that are put take the place of one with the same id, with the words of now', () => {
      using(create, text, ({ store }) => {
        store.add({ id: 'c1', mentions: [[mat]], tags: ['old'], createdBy: 'mei', createdAt: at })
        const then = claim({
          id: 'c1',
          layer: store.layer,
          mentions: [mention('The dog sat', [cat])],
          createdBy: 'lu',
          createdAt: at,
        })
        store.put(then)
        const [now] = store.claims()
        expect([now?.createdBy, now?.tags, now?.mentions.length]).toEqual(['lu', [], 1])
        expect([now?.mentions[0]?.quote, now?.mentions[0]?.markedQuote]).toEqual(['cat', 'dog'])
      })
    })

    for (const [field, value] of Object.entries(fieldValues) as [keyof ClaimFields, never][]) {
      it(`have ${field} set and, when it is optional, taken away`, () => {
        using(create, text, ({ store }) => {
          const { id } = store.add({ mentions: [[cat]], createdBy: 'mei', createdAt: at })
          store.set(id, field, value)
          expect(store.claim(id)?.[field]).toEqual(value)
          if (field === 'status' || field === 'evidence') return
          store.set(id, field, undefined as never)
          expect(field in (store.claim(id) ?? { [field]: '' })).toEqual(false)
        })
      })
    }

    it('keep the other fields when one is set', () => {
      using(create, text, ({ store }) => {
        const before = full(store.layer)
        store.put(before)
        store.set(before.id, 'note', 'other')
        expect(comparable(store.claim(before.id) ?? before)).toEqual({
          ...(comparable(before) as Claim),
          note: 'other',
        })
      })
    })

    it('have types and tags as sets', () => {
      using(create, text, ({ store }) => {
        const { id } = store.add({ mentions: [[cat]], types: ['x'], createdBy: 'mei', createdAt: at })
        for (const label of ['y', 'x', 'y']) {
          store.addType(id, label)
          store.addTag(id, label)
        }
        store.removeType(id, 'x')
        store.removeTag(id, 'absent')
        expect([store.claim(id)?.types, [...(store.claim(id)?.tags ?? [])].sort()]).toEqual([['y'], ['x', 'y']])
      })
    })

    it('refuse ids, spans and values that cannot be', () => {
      using(create, text, (harness) => {
        const { store } = harness
        const { id } = store.add({ id: 'c1', mentions: [[cat]], createdBy: 'mei', createdAt: at })
        const add = (more: object) => store.add({ mentions: [[cat]], createdBy: 'mei', createdAt: at, ...more })
        const nobody = claimId('nobody')
        expectRefused(test, harness, {
          'an id that is taken': () => add({ id: 'c1' }),
          'an id that is none': () => add({ id: '../x' }),
          'an annotator that is none': () => add({ createdBy: '' }),
          'no mention': () => add({ mentions: [] }),
          'a mention without spans': () => add({ mentions: [[]] }),
          'an empty span': () => add({ mentions: [[{ from: 3, to: 3 }]] }),
          'a span past the end': () => add({ mentions: [[{ from: 3, to: text.length + 1 }]] }),
          'spans that overlap': () => add({ mentions: [[cat, { from: 5, to: 9 }]] }),
          'a time that is none': () => add({ createdAt: 'yesterday' }),
          'too much confidence': () => add({ fields: { confidence: 1.1 } }),
          'a source past the end': () => add({ attribution: { kind: 'direct', source: [{ from: 0, to: 999 }] } }),
          'a claim of another layer': () => store.put({ ...full(store.layer), layer: 'elsewhere' as Claim['layer'] }),
          'a claim past the end': () =>
            store.put({ ...full(store.layer), mentions: [{ ...mention(text, [cat]), spans: [{ from: 0, to: 999 }] }] }),
          'remove of nobody': () => store.remove(nobody),
          'set on nobody': () => store.set(nobody, 'note', 'x'),
          'a confidence below 0': () => store.set(id, 'confidence', -0.1),
          'no status': () => store.set(id, 'status', undefined as never),
          'an unknown status': () => store.set(id, 'status', 'done' as never),
          'type on nobody': () => store.addType(nobody, 'x'),
          'removed type on nobody': () => store.removeType(nobody, 'x'),
          'tag on nobody': () => store.addTag(nobody, 'x'),
          'removed tag on nobody': () => store.removeTag(nobody, 'x'),
        })
      })
    })
  })
}

const evidence: ClaimFields['evidence'] = [
  {
    stance: 'SUPPORTS',
    items: [
      { kind: 'url', url: 'https://example.org/', quote: 'it did' },
      { kind: 'mention', mention: mention(text, [mat], { id: 'evidence' }) },
      { kind: 'mention', mention: mention('Another text', [cat], { id: 'evidence' }), document: 'other' as never },
    ],
  },
]

const fieldValues: ClaimFields = {
  normalizedClaim: 'The cat sat on the mat.',
  proposition: 'other/c1',
  checkWorthiness: 'CFS',
  verdict: { scale: 'numeric', label: 'mostly', rating: { value: 4, best: 5, worst: 1 }, justification: 'seen' },
  confidence: 0,
  note: '',
  status: 'proposed',
  evidence,
}

const full = (layer: string): Claim =>
  claim({
    ...fieldValues,
    id: 'full',
    layer,
    mentions: [mention(text, [cat]), mention(text, [cat, mat], { id: 'm2', documentVersion: 1 })],
    types: ['Quote Verification'],
    tags: ['animals'],
    attribution: {
      kind: 'mixed',
      source: mention(text, marked('The cat sat on the mat, said [Ann].').spans, { id: 'source' }),
      speaker: { name: 'Ann', kind: 'person', uri: 'https://example.org/ann' },
      within: { kind: 'indirect', cue: mention(text, [mat], { id: 'cue' }) },
    },
    origin: { kind: 'import', from: 'brat' },
    createdBy: 'lu',
    createdAt: at,
    updatedAt: '2026-02-03T04:05:06Z',
  })

const detached = (layer: string): Claim =>
  claim({
    id: 'gone',
    layer,
    mentions: [{ id: 'm1' as MentionId, spans: [], quote: 'dog', prefix: 'The ', suffix: ' sat', documentVersion: 1 }],
    createdBy: 'lu',
    createdAt: at,
  })
