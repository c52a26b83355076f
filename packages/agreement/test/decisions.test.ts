import {
  type AnnotatedDocument,
  annotator,
  annotatorId,
  type Claim,
  check,
  claim,
  claimId,
  defaultScheme,
  document,
  documentId,
  layer,
  layerId,
  memoryClaimStore,
  mention,
  relation,
} from '@claimspan/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AdjudicationOptions,
  adjudicate,
  applyCurated,
  curatedChanges,
  type Decision,
  openQuestions,
  valueFields,
} from '../src/index.js'

const text = 'The river rose by 3 m on Monday. Nobody was hurt, officials said. More rain is expected.'
const river = 'The river rose by 3 m on Monday.'
const at = '2026-03-01T10:00:00Z'

const wordsIn = (...all: readonly string[]) =>
  all.map((words, place) => {
    const from = text.indexOf(words)
    return mention(text, [{ from, to: from + words.length }], { id: `m${place + 1}` })
  })
const marked = (id: string, inLayer: string, words: string | readonly string[], parts: object = {}): Claim =>
  claim({
    id,
    layer: inLayer,
    mentions: wordsIn(...[words].flat()),
    createdBy: inLayer,
    createdAt: '2026-01-02T03:04:05Z',
    ...parts,
  })
const annotatedWith = (
  claims: readonly Claim[],
  layers: readonly string[] = ['ann', 'ben', 'cat'],
): AnnotatedDocument => ({
  document: document({ id: 'd', text }),
  layers: layers.map((id) => layer({ id, kind: 'independent' })),
  annotators: [...layers, 'editor'].map((id) => annotator(id)),
  claims,
  relations: [],
  threads: [],
})

type Parts = Omit<Decision, 'document' | 'by' | 'at' | 'about' | 'take'> & {
  readonly about: string
  readonly take?: string | readonly string[]
  readonly at?: string
}
const decision = ({ take, ...parts }: Parts): Decision => ({
  at: '2026-02-01T00:00:00Z',
  ...parts,
  document: documentId('d'),
  about: claimId(parts.about),
  by: annotatorId('editor'),
  ...(take === undefined ? {} : { take: typeof take === 'string' ? claimId(take) : take.map(claimId) }),
})

/** Left and right mark the same words otherwise, and say other things of them. */
const left = marked('a', 'ann', 'The river rose', {
  types: ['Numerical Claim'],
  checkWorthiness: 'CFS',
  tags: ['water'],
  normalizedClaim: 'The river rose by 3 metres.',
})
const right = marked('b', 'ben', 'river rose by 3 m', { types: ['Causal Claim'], tags: ['water', 'north'] })
const two = annotatedWith([left, right], ['ann', 'ben'])
const decide = (decisions: readonly Decision[], of = two, more: Partial<AdjudicationOptions> = {}) =>
  adjudicate(of, { rule: { kind: 'unanimous' }, by: 'editor', at, decisions, ...more })
const curated = ({ annotated }: { readonly annotated: AnnotatedDocument }) =>
  annotated.claims.filter((one) => one.layer === 'curated')
const short = (claims: readonly Claim[]) =>
  claims.map(({ id, mentions, types }) => [id, mentions.map(({ quote }) => quote).join(' / '), types.join()])
const valuesOf = (one: Claim | undefined) => valueFields.map((field) => one?.[field])

describe('one key for the whole claim', () => {
  it.each([
    ['left', left],
    ['right', right],
  ])('takes %s as it is, and asks no more', (_, side) => {
    const done = decide([decision({ field: 'claim', about: 'a', take: side.id })])
    expect(curated(done).map(valuesOf)).toEqual([valuesOf(side)])
    expect(openQuestions(done.records)).toEqual([])
    expect(done.unused).toEqual([])
    expect(done.records[0]).toMatchObject({ outcome: 'curated', from: [{ id: 'a' }, { id: 'b' }] })
    for (const field of done.records[0]?.fields ?? []) {
      expect(field).toMatchObject({ by: 'person', decision: { field: 'claim' } })
    }
  })

  it('takes neither', () => {
    const done = decide([decision({ field: 'claim', about: 'b' })])
    expect(curated(done)).toEqual([])
    expect(done.records[0]).toMatchObject({ outcome: 'left-out' })
  })

  it('takes both, each as a claim of its own', () => {
    const done = decide([decision({ field: 'claim', about: 'a', take: ['a', 'b'] })])
    expect(short(curated(done))).toEqual([
      ['adj-a', 'The river rose', 'Numerical Claim'],
      ['adj-b', 'river rose by 3 m', 'Causal Claim'],
    ])
    expect(done.records.map(({ from }) => from.map(({ id }) => id))).toEqual([['a'], ['b']])
    expect(done.unused).toEqual([])
  })

  it('takes both of three, where the third goes with the one that it overlaps most', () => {
    const third = marked('c', 'cat', 'rose by 3 m', { types: ['Causal Claim'] })
    const done = decide(
      [decision({ field: 'claim', about: 'c', take: ['b', 'a'] })],
      annotatedWith([left, right, third]),
    )
    expect(done.records.map(({ from }) => from.map(({ id }) => id))).toEqual([['a'], ['b', 'c']])
    expect(short(curated(done))).toEqual([
      ['adj-a', 'The river rose', 'Numerical Claim'],
      ['adj-b', 'river rose by 3 m', 'Causal Claim'],
    ])
  })

  it('takes left, edited', () => {
    const edit = { mentions: wordsIn(river), types: ['Event/Property Claim'] }
    const done = decide([decision({ field: 'claim', about: 'a', take: 'a', edit })])
    expect(curated(done)[0]).toMatchObject({
      ...edit,
      mentions: [{ quote: river }],
      checkWorthiness: 'CFS',
      tags: ['water'],
      normalizedClaim: 'The river rose by 3 metres.',
    })
  })

  it('takes what is edited of nobody, and leaves the rest to the rule', () => {
    const done = decide([decision({ field: 'claim', about: 'a', edit: { mentions: wordsIn(river) } })])
    expect(short(curated(done))).toEqual([['adj-a', river, '']])
    expect(openQuestions(done.records).map(({ field }) => field)).toEqual([
      'types',
      'checkWorthiness',
      'normalizedClaim',
      'tags',
    ])
  })

  it('goes before an earlier decision on a field, and after a later one', () => {
    const whole = decision({ field: 'claim', about: 'a', take: 'a' })
    const early = decision({ field: 'types', about: 'b', take: 'b', at: '2026-01-05T00:00:00Z' })
    const late = decision({ field: 'types', about: 'b', take: 'b', at: '2026-02-05T00:00:00Z' })
    const before = decide([early, whole])
    expect(curated(before)[0]?.types).toEqual(['Numerical Claim'])
    expect(before.unused).toEqual([{ decision: early, why: 'there is a later decision on the same' }])
    const after = decide([late, whole])
    expect(curated(after)[0]?.types).toEqual(['Causal Claim'])
    expect(after.unused).toEqual([])
  })
})

describe('one key for a field', () => {
  const words = decision({ field: 'mentions', about: 'a', take: 'a' })

  it.each([
    ['types', ['Numerical Claim', 'Causal Claim']],
    ['tags', ['water', 'north']],
  ] as const)('takes both: all %s', (field, all) => {
    const done = decide([words, decision({ field, about: 'b', take: ['a', 'b'] })])
    expect(curated(done)[0]?.[field]).toEqual(all)
  })

  it('takes both: evidence, each set once', () => {
    const set = (stance: 'SUPPORTS' | 'REFUTES') => ({ stance, items: [{ kind: 'url', url: 'https://x.example' }] })
    const claims = [
      marked('a', 'ann', river, { evidence: [set('SUPPORTS')] }),
      marked('b', 'ben', river, { evidence: [set('SUPPORTS'), set('REFUTES')] }),
    ]
    const done = decide(
      [decision({ field: 'evidence', about: 'a', take: ['a', 'b'] })],
      annotatedWith(claims, ['ann', 'ben']),
    )
    expect(curated(done)[0]?.evidence).toEqual([set('SUPPORTS'), set('REFUTES')])
  })

  it('takes both: their words, as one mention where they share characters', () => {
    const both = decision({ field: 'mentions', about: 'a', take: ['a', 'b'] })
    expect(curated(decide([both]))[0]?.mentions).toMatchObject([{ quote: 'The river rose by 3 m' }])
    const apart = [
      marked('a', 'ann', ['The river rose', 'More rain']),
      marked('b', 'ben', ['Nobody was hurt', 'river rose']),
    ]
    const done = decide([both], annotatedWith(apart, ['ann', 'ben']))
    expect(curated(done)[0]?.mentions).toMatchObject([
      { id: 'm1', quote: 'The river rose' },
      { id: 'm2', quote: 'Nobody was hurt' },
      { id: 'm3', quote: 'More rain' },
    ])
  })

  it('is edited', () => {
    const verdict = { scale: 'core', label: 'supported' }
    const done = decide([words, decision({ field: 'verdict', about: 'a', edit: { verdict } })])
    expect(curated(done)[0]).toMatchObject({ verdict })
    expect(done.records[0]?.fields.find(({ field }) => field === 'verdict')).toMatchObject({
      by: 'person',
      value: 'supported (core)',
    })
  })
})

describe('a decision that cannot be is not used, with the reason', () => {
  const elsewhere = [{ ...wordsIn(river)[0], spans: [{ from: 1, to: 5 }] }] as ReturnType<typeof wordsIn>
  it.each<[string, Parts, string]>([
    ['several values of one', { field: 'checkWorthiness', about: 'a', take: ['a', 'b'] }, 'only one checkWorthiness'],
    ['several for is-claim', { field: 'is-claim', about: 'a', take: ['a', 'b'] }, 'decide on the field claim'],
    ['the same twice', { field: 'types', about: 'a', take: ['a', 'a'] }, 'the same twice'],
    ['a stranger among them', { field: 'types', about: 'a', take: ['a', 'z'] }, 'z is not among'],
    ['several, edited', { field: 'claim', about: 'a', take: ['a', 'b'], edit: { types: [] } }, 'of one, or of none'],
    ['no words', { field: 'mentions', about: 'a', edit: { mentions: [] } }, 'cannot stay empty'],
    ['words that are elsewhere', { field: 'claim', about: 'a', edit: { mentions: elsewhere } }, 'are not "The river'],
    ['another field', { field: 'types', about: 'a', edit: { tags: ['x'] } }, 'edits types alone'],
    ['no such field', { field: 'claim', about: 'a', edit: { note: 'x' } as object }, 'note is no field'],
    ['no worth', { field: 'checkWorthiness', about: 'a', edit: { checkWorthiness: 'X' as 'CFS' } }, 'is CFS, UFS, NFS'],
    ['a type without a name', { field: 'types', about: 'a', edit: { types: [''] } }, 'has a name'],
    [
      'no kind of attribution',
      { field: 'attribution', about: 'a', edit: { attribution: { kind: 'x' as 'direct' } } },
      'An attribution is',
    ],
  ])('%s', (_, parts, why) => {
    const done = decide([decision(parts)])
    expect(done.unused).toEqual([{ decision: decision(parts), why: expect.stringContaining(why) }])
    expect(curated(done)).toEqual([])
    expect(openQuestions(done.records).length).toBeGreaterThan(0)
  })
})

describe('the store of the curated layer', () => {
  const tie = (of: string, from: string, to: string) =>
    relation({ id: `${of}-r`, type: 'supports', from, to, layer: of, createdBy: of })
  const hurt = ['ann', 'ben'].map((of) => marked(`${of}-h`, of, 'Nobody was hurt'))
  const start: AnnotatedDocument = {
    ...annotatedWith([left, right, ...hurt], ['ann', 'ben']),
    relations: [tie('ann', 'a', 'ann-h'), tie('ben', 'b', 'ben-h')],
  }
  const storeOf = () => {
    let made = 0
    return memoryClaimStore(text, {
      layer: layerId('curated'),
      edges: { now: () => '2026-04-01T00:00:00Z', newId: () => `new-${made++}` },
    })
  }
  const withStore = (store: ReturnType<typeof storeOf>): AnnotatedDocument => ({
    ...start,
    layers: [...start.layers, layer({ id: 'curated', kind: 'curated' })],
    claims: [...start.claims, ...store.claims()],
    relations: [...start.relations, ...store.relations()],
  })
  const adjudicated = (store: ReturnType<typeof storeOf>, ...decisions: readonly Decision[]) => {
    const before = withStore(store)
    const after = decide(decisions, before)
    return { before, after, changes: curatedChanges(before, after.annotated) }
  }
  const takeLeft = decision({ field: 'claim', about: 'a', take: 'a' })

  it('gets what was decided, changed decisions too, and then nothing more', () => {
    const store = storeOf()
    for (const decisions of [[], [takeLeft], [decision({ field: 'claim', about: 'a', take: 'b' })], []]) {
      const { after, changes } = adjudicated(store, ...decisions)
      expect(applyCurated(store, changes)).toEqual([])
      expect(store.claims()).toEqual(curated(after))
      expect(store.relations()).toEqual(after.annotated.relations.filter((one) => one.layer === 'curated'))
      const again = adjudicated(store, ...decisions).changes
      expect(again).toEqual({ layer: 'curated', put: [], removed: [], related: [], unrelated: [] })
    }
  })

  it('keeps what a person changed there in the meantime', () => {
    const store = storeOf()
    applyCurated(store, adjudicated(store, takeLeft).changes)
    const { changes } = adjudicated(store)
    expect(changes.removed.map(({ id }) => id)).toEqual(['adj-a'])
    store.set(claimId('adj-a'), 'note', 'as the editor has it')
    expect(applyCurated(store, changes)).toEqual(['adj-a'])
    expect(store.claim(claimId('adj-a'))?.note).toBe('as the editor has it')
    const later = adjudicated(store, decision({ field: 'claim', about: 'a', take: 'b' }))
    expect(later.after.records[0]?.outcome).toBe('kept')
    expect(later.changes.put).toEqual([])
  })

  it('is that of the layer the changes are of', () => {
    const other = memoryClaimStore(text, {
      layer: layerId('shared'),
      edges: { now: () => at, newId: () => 'x' },
    })
    expect(() => applyCurated(other, adjudicated(storeOf()).changes)).toThrow(
      'of the layer curated: got the store of shared',
    )
  })
})

describe('whatever is decided', () => {
  const places = ['The river rose', 'river rose by 3 m', river, 'Nobody was hurt', 'hurt, officials said']
  const claims = fc
    .tuple(
      ...['ann', 'ben', 'cat'].map(() =>
        fc.uniqueArray(
          fc.tuple(fc.constantFrom(...places), fc.constantFrom([], ['Numerical Claim'], ['Causal Claim'])),
          {
            maxLength: 3,
            selector: ([words]) => words,
          },
        ),
      ),
    )
    .map((all) =>
      all.flatMap((each, which) =>
        each.map(([words, types], place) => {
          const of = ['ann', 'ben', 'cat'][which] ?? ''
          return marked(`${of}${place}`, of, words, { types })
        }),
      ),
    )
  const ids = ['ann', 'ben', 'cat'].flatMap((of) => [0, 1, 2].map((place) => `${of}${place}`))
  const decisions = fc.array(
    fc
      .record({
        field: fc.constantFrom<Decision['field']>('claim', 'is-claim', 'mentions', 'types', 'checkWorthiness'),
        about: fc.constantFrom(...ids),
        take: fc.option(fc.oneof(fc.constantFrom(...ids), fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 3 })), {
          nil: undefined,
        }),
        edit: fc.option(fc.constantFrom({ types: ['Position Statement'] }, { mentions: wordsIn(river) }), {
          nil: undefined,
        }),
        day: fc.integer({ min: 10, max: 28 }),
      })
      .map(({ day, take, edit, ...parts }) =>
        decision({
          ...parts,
          ...(take === undefined ? {} : { take }),
          ...(edit === undefined ? {} : { edit }),
          at: `2026-02-${day}T00:00:00Z`,
        }),
      ),
    { maxLength: 6 },
  )

  it('loses no claim, is sound, comes out the same again, and each decision is in the records or unused', () => {
    fc.assert(
      fc.property(claims, decisions, (all, given) => {
        const done = decide(given, annotatedWith(all), { rule: { kind: 'majority' } })
        const sources = done.records.flatMap(({ from }) => from.map(({ id }) => id))
        expect([...sources].sort()).toEqual(all.map(({ id }) => id).sort())
        expect(check(done.annotated, defaultScheme)).toEqual([])
        expect(adjudicate(done.annotated, { rule: { kind: 'majority' }, by: 'editor', at, decisions: given })).toEqual(
          done,
        )
        const used = new Set(done.records.flatMap(({ fields }) => fields.flatMap((field) => field.decision ?? [])))
        const unused = new Set(done.unused.map((each) => each.decision))
        for (const each of given) expect([each, used.has(each) || unused.has(each)]).toEqual([each, true])
      }),
      { numRuns: 300 },
    )
  })
})
