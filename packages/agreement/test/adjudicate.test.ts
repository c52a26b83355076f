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
  mention,
  type Relation,
  readNativeLine,
  relation,
  type Span,
  threadId,
  writeNativeLine,
} from '@claimspan/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AdjudicationOptions,
  type AdjudicationRule,
  adjudicate,
  alignClaims,
  claimGroups,
  type Decision,
  openQuestions,
  reliabilityOfLayers,
} from '../src/index.js'

const text = 'The river rose by 3 m on Monday. Nobody was hurt, officials said. More rain is expected.'
const at = '2026-03-01T10:00:00Z'
const layers = ['ann', 'ben', 'cat']

interface Parts {
  readonly types?: readonly string[]
  readonly checkWorthiness?: 'CFS' | 'UFS' | 'NFS'
  readonly updatedAt?: string
}

function marked(id: string, inLayer: string, words: string | readonly Span[], parts: Parts = {}): Claim {
  const from = typeof words === 'string' ? text.indexOf(words) : 0
  const spans = typeof words === 'string' ? [{ from, to: from + words.length }] : words
  return claim({
    id,
    layer: inLayer,
    mentions: [mention(text, spans)],
    createdBy: inLayer,
    createdAt: '2026-01-02T03:04:05Z',
    ...parts,
  })
}

function annotatedWith(
  claims: readonly Claim[],
  relations: readonly Relation[] = [],
  of: readonly string[] = layers,
): AnnotatedDocument {
  return {
    document: document({ id: 'd', text }),
    layers: of.map((id) => layer({ id, kind: 'independent' })),
    annotators: of.map((id) => annotator(id)),
    claims,
    relations,
    threads: [],
  }
}

const options = (rule: AdjudicationRule, more: Partial<AdjudicationOptions> = {}): AdjudicationOptions => ({
  rule,
  by: 'editor',
  at,
  ...more,
})
const unanimous: AdjudicationRule = { kind: 'unanimous' }
const majority: AdjudicationRule = { kind: 'majority' }
const weighed = (reliability: Record<string, number>, share?: number): AdjudicationRule => ({
  kind: 'reliability',
  reliability: new Map(Object.entries(reliability)),
  ...(share === undefined ? {} : { share }),
})

/** The curated claims as words with their types, in short. */
const result = ({ claims }: AnnotatedDocument): readonly string[] =>
  claims
    .filter((one) => one.layer === 'curated')
    .map(({ mentions, types }) => [...mentions.map(({ quote }) => quote), ...types].join(' | '))

const river = 'The river rose by 3 m on Monday.'
const hurt = 'Nobody was hurt'
const rain = 'More rain is expected.'

describe('adjudication', () => {
  it.each<[string, AdjudicationRule, readonly Claim[], readonly string[], readonly string[]]>([
    [
      'takes what all have the same',
      unanimous,
      layers.map((each) => marked(`${each}1`, each, river, { types: ['Numerical Claim'] })),
      [`${river} | Numerical Claim`],
      [],
    ],
    [
      'asks what one of three has not, when all must agree',
      unanimous,
      [marked('a', 'ann', river), marked('b', 'ben', river)],
      [],
      ['is-claim'],
    ],
    [
      'takes what two of three have, by majority',
      majority,
      [marked('a', 'ann', river), marked('b', 'ben', river)],
      [river],
      [],
    ],
    ['leaves out what one of three has, by majority', majority, [marked('a', 'ann', river)], [], []],
    [
      'asks about words that differ, and keeps the claim out till then',
      majority,
      [marked('a', 'ann', river), marked('b', 'ben', 'The river rose'), marked('c', 'cat', 'river rose')],
      [],
      ['mentions'],
    ],
    [
      'takes the words of two of three',
      majority,
      [marked('a', 'ann', river), marked('b', 'ben', 'The river rose'), marked('c', 'cat', river)],
      [river],
      [],
    ],
    [
      'asks about a type that differs, and leaves it empty in the claim',
      majority,
      [
        marked('a', 'ann', river, { types: ['Numerical Claim'] }),
        marked('b', 'ben', river, { types: ['Causal Claim'] }),
        marked('c', 'cat', river),
      ],
      [river],
      ['types'],
    ],
    [
      'goes by the reliable one against two who are not',
      weighed({ ann: 0.95, ben: 0.6, cat: 0.6 }),
      [
        marked('a', 'ann', river, { types: ['Numerical Claim'] }),
        marked('b', 'ben', river, { types: ['Causal Claim'] }),
        marked('c', 'cat', river, { types: ['Causal Claim'] }),
      ],
      [`${river} | Numerical Claim`],
      [],
    ],
    [
      'asks when the weight is not enough',
      weighed({ ann: 0.95, ben: 0.6, cat: 0.6 }, 0.9),
      [
        marked('a', 'ann', river, { types: ['Numerical Claim'] }),
        marked('b', 'ben', river, { types: ['Causal Claim'] }),
        marked('c', 'cat', river, { types: ['Causal Claim'] }),
      ],
      [river],
      ['types'],
    ],
  ])('%s', (_, rule, claims, curated, open) => {
    const { annotated, records } = adjudicate(annotatedWith(claims), options(rule))
    expect(result(annotated)).toEqual(curated)
    expect(openQuestions(records).map(({ field }) => field)).toEqual(open)
  })

  it('takes the characters that most have, when asked to', () => {
    const claims = [
      marked('a', 'ann', river),
      marked('b', 'ben', 'The river rose'),
      marked('c', 'cat', 'river rose by 3 m'),
    ]
    const { annotated, records } = adjudicate(annotatedWith(claims), options(majority, { boundaries: 'characters' }))
    expect(result(annotated)).toEqual(['The river rose by 3 m'])
    expect(records[0]?.fields[1]).toMatchObject({ field: 'mentions', by: 'characters', value: 'The river rose by 3 m' })
    const all = adjudicate(annotatedWith(claims), options(unanimous, { boundaries: 'characters' }))
    expect(result(all.annotated)).toEqual(['river rose'])
  })

  it('records what each result came from, and how the votes fell', () => {
    const claims = [
      marked('a', 'ann', river, { checkWorthiness: 'CFS' }),
      marked('b', 'ben', river, { checkWorthiness: 'CFS' }),
      marked('c', 'cat', river, { checkWorthiness: 'UFS' }),
      marked('lonely', 'cat', rain),
    ]
    const { annotated, records } = adjudicate(annotatedWith(claims), options(majority))
    const [made] = annotated.claims.filter((one) => one.layer === 'curated')
    expect(made).toMatchObject({
      id: 'adj-a',
      checkWorthiness: 'CFS',
      status: 'accepted',
      origin: { kind: 'model', name: 'adjudication', version: 'majority' },
      createdBy: 'editor',
      createdAt: at,
    })
    expect(annotated.layers.at(-1)).toEqual({ id: 'curated', kind: 'curated' })
    expect(annotated.annotators.at(-1)?.id).toBe('editor')
    const [kept, dropped] = records
    expect(kept).toMatchObject({ id: 'adj-a', outcome: 'curated', rule: 'majority' })
    expect(kept?.from).toEqual([
      { layer: 'ann', id: 'a' },
      { layer: 'ben', id: 'b' },
      { layer: 'cat', id: 'c' },
    ])
    expect(kept?.fields.find(({ field }) => field === 'checkWorthiness')).toEqual({
      field: 'checkWorthiness',
      by: 'rule',
      value: 'CFS',
      choices: [
        { value: 'CFS', layers: ['ann', 'ben'], take: 'a' },
        { value: 'UFS', layers: ['cat'], take: 'c' },
      ],
    })
    expect(dropped).toMatchObject({
      id: 'adj-lonely',
      outcome: 'left-out',
      fields: [
        {
          field: 'is-claim',
          value: 'no',
          choices: [
            { value: 'yes', layers: ['cat'], take: 'lonely' },
            { value: 'no', layers: ['ann', 'ben'] },
          ],
        },
      ],
    })
  })

  it('takes for one only claims that all share words with each other', () => {
    const chain = [
      marked('a', 'ann', 'The river'),
      marked('b', 'ben', 'river rose by 3 m'),
      marked('c', 'cat', 'by 3 m on'),
    ]
    const groups = claimGroups(chain, layers.map(layerId))
    expect(groups.map(({ claims }) => claims.map(({ id }) => id))).toEqual([['a'], ['b', 'c']])
    const fork = [
      marked('a', 'ann', 'The river rose by 3 m'),
      marked('b', 'ben', 'The river'),
      marked('c', 'cat', '3 m'),
    ]
    const two = claimGroups(fork, layers.map(layerId))
    expect(two.map(({ claims }) => claims.map(({ id }) => id))).toEqual([['a', 'b'], ['c']])
  })

  it('does not vote with layers that the document has not, nor with others than were asked', () => {
    const claims = [marked('a', 'ann', river), marked('b', 'ben', river)]
    expect(adjudicate(annotatedWith(claims, [], ['ann', 'ben']), options(unanimous)).layers).toEqual(['ann', 'ben'])
    const two = adjudicate(annotatedWith(claims), options(unanimous, { layers: ['ben', 'ann', 'elsewhere'] }))
    expect(two.layers).toEqual(['ann', 'ben'])
    expect(result(two.annotated)).toEqual([river])
    const alone = annotatedWith(claims, [], ['ann'])
    expect(adjudicate(alone, options(majority))).toEqual({ annotated: alone, records: [], unused: [], layers: [] })
  })

  it.each<[string, Partial<AdjudicationOptions>]>([
    ['the curated layer as a voter', { layers: ['ann', 'curated'] }],
    ['a layer of another kind as the result', { curated: 'ben' }],
    ['a time that is none', { at: 'yesterday' }],
    ['a layer without a reliability', { rule: weighed({ ann: 0.9 }) }],
  ])('refuses %s', (_, more) => {
    const claims = layers.map((each) => marked(`${each}1`, each, river))
    expect(() => adjudicate(annotatedWith(claims), options(majority, more))).toThrow(RangeError)
  })
})

describe('a person’s decision', () => {
  const claims = [
    marked('a', 'ann', river, { types: ['Numerical Claim'] }),
    marked('b', 'ben', 'The river rose', { types: ['Causal Claim'] }),
    marked('c', 'cat', hurt),
  ]
  const decision = (
    parts: Omit<Decision, 'document' | 'by' | 'at' | 'about'> & { readonly about: string; readonly at?: string },
  ): Decision => ({
    at: '2026-02-01T00:00:00Z',
    ...parts,
    document: documentId('d'),
    about: claimId(parts.about),
    by: annotatorId('editor'),
  })
  const decide = (decisions: readonly Decision[], more: Partial<AdjudicationOptions> = {}) =>
    adjudicate(annotatedWith(claims), options(majority, { decisions, ...more }))

  it('goes before the votes, field by field, and is recorded', () => {
    const take = decision({ field: 'mentions', about: 'a', take: claimId('b') })
    const { annotated, records, unused } = decide([
      take,
      decision({ field: 'types', about: 'b', take: claimId('a') }),
      decision({ field: 'is-claim', about: 'c', take: claimId('c') }),
    ])
    expect(result(annotated)).toEqual(['The river rose | Numerical Claim', hurt])
    expect(records[0]?.fields[1]).toMatchObject({
      field: 'mentions',
      by: 'person',
      value: 'The river rose',
      decision: take,
    })
    expect(openQuestions(records)).toEqual([])
    expect(unused).toEqual([])
  })

  it('may be that it is no claim, or that a field stays empty', () => {
    const { annotated, records } = decide([
      decision({ field: 'is-claim', about: 'b' }),
      decision({ field: 'is-claim', about: 'c', take: claimId('c') }),
    ])
    expect(result(annotated)).toEqual([hurt])
    expect(records[0]).toMatchObject({ outcome: 'left-out' })
    const empty = decide([
      decision({ field: 'types', about: 'a' }),
      decision({ field: 'mentions', about: 'a', take: claimId('a') }),
    ])
    expect(result(empty.annotated)).toEqual([river])
  })

  it.each<[string, readonly Decision[], RegExp]>([
    [
      'another is later',
      [decision({ field: 'types', about: 'a' }), decision({ field: 'types', about: 'a', at })],
      /later decision/,
    ],
    ['it takes what is not there', [decision({ field: 'types', about: 'a', take: claimId('c') })], /not among/],
    ['words would be empty', [decision({ field: 'mentions', about: 'a' })], /cannot stay empty/],
    ['nobody has the claim', [decision({ field: 'types', about: 'zed' })], /zed/],
  ])('is listed as unused when %s', (_, decisions, why) => {
    const { unused } = decide(decisions)
    expect(unused).toHaveLength(1)
    expect(unused[0]).toMatchObject({ decision: decisions[0], why: expect.stringMatching(why) })
  })

  it('is asked for again when a claim was changed after it', () => {
    const changed = [...claims.slice(1), marked('a', 'ann', river, { updatedAt: '2026-02-02T00:00:00Z' })]
    const take = decision({ field: 'mentions', about: 'a', take: claimId('b') })
    const { records, unused } = adjudicate(annotatedWith(changed), options(majority, { decisions: [take] }))
    expect(openQuestions(records).map(({ field }) => field)).toContain('mentions')
    expect(unused).toEqual([{ decision: take, why: 'a was changed after the decision' }])
  })
})

describe('relations', () => {
  const both = layers.flatMap((each) => [marked(`${each}1`, each, river), marked(`${each}2`, each, hurt)])
  const tie = (of: string, type = 'supports') =>
    relation({ id: `${of}-r`, type, from: `${of}1`, to: `${of}2`, layer: of, createdBy: of })

  it('are merged by their ends and type', () => {
    const { annotated, records } = adjudicate(annotatedWith(both, [tie('ann'), tie('cat')]), options(majority))
    expect(annotated.relations.filter((one) => one.layer === 'curated')).toEqual([
      expect.objectContaining({
        id: 'adj-ann-r',
        type: 'supports',
        from: 'adj-ann1',
        to: 'adj-ann2',
        createdBy: 'editor',
      }),
    ])
    expect(records.at(-1)).toMatchObject({ kind: 'relation', outcome: 'curated' })
  })

  it('are asked about, left out or decided like claims', () => {
    const one = annotatedWith(both, [tie('ann')])
    expect(adjudicate(one, options(majority)).records.at(-1)).toMatchObject({ outcome: 'left-out' })
    const { records } = adjudicate(one, options(unanimous))
    expect(openQuestions(records)).toEqual([expect.objectContaining({ field: 'relation', about: 'ann-r' })])
    const yes: Decision = {
      document: one.document.id,
      field: 'relation',
      about: claimId('ann-r'),
      take: claimId('ann-r'),
      by: annotatorId('x'),
      at,
    }
    const decided = adjudicate(one, options(unanimous, { decisions: [yes] }))
    expect(decided.annotated.relations.filter((each) => each.layer === 'curated')).toHaveLength(1)
  })

  it('go with an end that is left out, and wait for one that is open', () => {
    const gone = [...both.filter(({ id }) => !['ben2', 'cat2'].includes(id))]
    expect(adjudicate(annotatedWith(gone, [tie('ann')]), options(majority)).records.at(-1)).toMatchObject({
      kind: 'relation',
      outcome: 'left-out',
      fields: [],
    })
    expect(adjudicate(annotatedWith(gone, [tie('ann')]), options(unanimous)).records.at(-1)).toMatchObject({
      kind: 'relation',
      outcome: 'open',
      fields: [],
    })
  })
})

describe('what a person did in the curated layer', () => {
  const first = () =>
    adjudicate(annotatedWith(layers.map((each) => marked(`${each}1`, each, river))), options(majority)).annotated

  it('stays: claims of their own, and claims that they changed', () => {
    const own = { ...marked('own', 'curated', rain), createdBy: annotatorId('ann') }
    const once = first()
    const edited = once.claims.map((one) =>
      one.layer === 'curated' ? { ...one, note: 'as said', updatedAt: '2026-03-02T00:00:00Z' } : one,
    )
    const { annotated, records } = adjudicate({ ...once, claims: [...edited, own] }, options(unanimous))
    expect(annotated.claims.filter((one) => one.layer === 'curated').map(({ id, note }) => [id, note])).toEqual([
      ['adj-ann1', 'as said'],
      ['own', undefined],
    ])
    expect(records[0]?.outcome).toBe('kept')
  })

  it('stays when nobody has the claim any more but a thread is on it', () => {
    const once = first()
    const threads = [{ id: threadId('t'), claim: claimId('adj-ann1'), comments: [], resolved: false }]
    const without = { ...once, threads, claims: once.claims.filter((one) => one.layer === 'curated') }
    const { annotated, records } = adjudicate(without, options(majority))
    expect(result(annotated)).toEqual([river])
    expect(records).toEqual([expect.objectContaining({ id: 'adj-ann1', outcome: 'kept', from: [] })])
    const untied = adjudicate({ ...without, threads: [] }, options(majority))
    expect(result(untied.annotated)).toEqual([])
  })
})

/** Random claims of three layers: near each other, so that they overlap often, with few labels. */
const words = fc.constantFrom<Span>(
  { from: 0, to: 32 },
  { from: 0, to: 14 },
  { from: 4, to: 21 },
  { from: 33, to: 48 },
  { from: 33, to: 65 },
  { from: 66, to: 88 },
)
const claimsOf = (inLayer: string) =>
  fc
    .array(
      fc.tuple(
        words,
        fc.constantFrom<readonly string[]>([], ['Numerical Claim'], ['Causal Claim']),
        fc.constantFrom<Parts['checkWorthiness'][]>('CFS', 'NFS', undefined),
      ),
      {
        maxLength: 5,
      },
    )
    .map((all) =>
      all.map(([span, types, worth], place) =>
        marked(`${inLayer}${place}`, inLayer, [span], {
          types,
          ...(worth === undefined ? {} : { checkWorthiness: worth }),
        }),
      ),
    )
const documents = fc
  .tuple(...layers.map(claimsOf))
  .chain((each) => fc.shuffledSubarray(each.flat(), { minLength: each.flat().length }))
  .map((claims) => annotatedWith(claims))
const rules = fc.constantFrom(unanimous, majority, weighed({ ann: 0.9, ben: 0.7, cat: 0.6 }))

describe('whatever was marked', () => {
  it('done again gives the same, at any time', () => {
    fc.assert(
      fc.property(
        documents,
        rules,
        fc.constantFrom('exact' as const, 'characters' as const),
        (annotated, rule, boundaries) => {
          const once = adjudicate(annotated, options(rule, { boundaries }))
          const again = adjudicate(once.annotated, options(rule, { boundaries, at: '2027-01-01T00:00:00Z' }))
          expect(again).toEqual(once)
        },
      ),
    )
  })

  it('comes out the same whoever comes first', () => {
    fc.assert(
      fc.property(documents, rules, (annotated, rule) => {
        const turned = {
          ...annotated,
          claims: [...annotated.claims].reverse(),
          layers: [...annotated.layers].reverse(),
        }
        const [one, other] = [adjudicate(annotated, options(rule)), adjudicate(turned, options(rule))]
        expect(other.records).toEqual(one.records)
        expect(result(other.annotated)).toEqual(result(one.annotated))
      }),
    )
  })

  it('is taken by majority when it is unanimous, with the same words and fields', () => {
    fc.assert(
      fc.property(documents, (annotated) => {
        const strict = adjudicate(annotated, options(unanimous))
        const loose = adjudicate(annotated, options(majority))
        for (const record of strict.records.filter(({ outcome }) => outcome === 'curated')) {
          const same = loose.records.find(({ id }) => id === record.id)
          expect(same?.outcome).toBe('curated')
          for (const field of record.fields.filter(({ by }) => by === 'rule')) {
            expect(same?.fields.find((each) => each.field === field.field)?.value).toBe(field.value)
          }
        }
      }),
    )
  })

  it('is decided by equal reliability as by majority', () => {
    fc.assert(
      fc.property(documents, (annotated) => {
        const equal = adjudicate(annotated, options(weighed({ ann: 0.8, ben: 0.8, cat: 0.8 })))
        const { records } = adjudicate(annotated, options(majority))
        expect(equal.records).toEqual(records.map((record) => ({ ...record, rule: 'reliability' })))
      }),
    )
  })

  it('loses no claim: each is in one record, and each record is curated, left out or asks', () => {
    fc.assert(
      fc.property(documents, rules, (annotated, rule) => {
        const { records, annotated: after } = adjudicate(annotated, options(rule))
        const sources = records.flatMap(({ from }) => from.map(({ id }) => id))
        expect([...sources].sort()).toEqual(annotated.claims.map(({ id }) => id).sort())
        const curated = records.filter(({ outcome }) => outcome === 'curated').map(({ id }) => id)
        expect(
          after.claims
            .filter((one) => one.layer === 'curated')
            .map(({ id }) => id)
            .sort(),
        ).toEqual([...curated].sort())
        for (const record of records) {
          if (record.outcome === 'open') expect(openQuestions([record]).length).toBeGreaterThan(0)
        }
        expect(after.claims.filter((one) => one.layer !== 'curated')).toEqual(annotated.claims)
      }),
    )
  })

  it('is a sound document that reads back as it was written', () => {
    fc.assert(
      fc.property(documents, rules, (annotated, rule) => {
        const { annotated: after } = adjudicate(annotated, options(rule))
        expect(check(after, defaultScheme)).toEqual(check(annotated, defaultScheme))
        const read = readNativeLine(writeNativeLine(after))
        expect(read.ok && read.annotated).toEqual(after)
      }),
      { numRuns: 40 },
    )
  })

  it('is grouped as two layers are aligned, when there are two', () => {
    const overlap = (groups: readonly { readonly a: Claim; readonly b: Claim; readonly overlap: number }[]) =>
      groups.reduce((sum, pair) => sum + pair.overlap, 0)
    fc.assert(
      fc.property(claimsOf('ann'), claimsOf('ben'), (a, b) => {
        const groups = claimGroups([...a, ...b], [layerId('ann'), layerId('ben')])
        const pairs = groups.flatMap(({ claims: [one, other] }) =>
          one === undefined || other === undefined ? [] : alignClaims([one], [other]).pairs,
        )
        expect(overlap(pairs)).toBeCloseTo(overlap(alignClaims(a, b).pairs), 9)
      }),
    )
  })
})

describe('the reliability of layers', () => {
  it('is learnt from the labels of claims that they share, and gives soft labels', () => {
    const worth = (right: boolean): Parts => ({ checkWorthiness: right ? 'CFS' : 'NFS' })
    const all = Array.from({ length: 12 }, (_, place) => {
      const claims = [
        marked('a', 'ann', river, worth(true)),
        marked('b', 'ben', river, worth(place !== 3)),
        marked('c', 'cat', river, worth(place % 2 === 0)),
      ]
      return { ...annotatedWith(claims), document: document({ id: `d${place}`, text }) }
    })
    const { byLayer, models, softLabels } = reliabilityOfLayers(all)
    const [ann, ben, cat] = layers.map((each) => byLayer.get(layerId(each)) ?? 0)
    expect(ann).toBeGreaterThan(cat ?? 1)
    expect(ben).toBeGreaterThan(cat ?? 1)
    expect([...models.keys()]).toEqual(['checkWorthiness'])
    expect(softLabels).toHaveLength(12)
    expect(softLabels[0]).toMatchObject({
      document: 'd0',
      claim: 'adj-a',
      field: 'checkWorthiness',
      from: [
        { layer: 'ann', claim: 'a', label: 'CFS' },
        { layer: 'ben', claim: 'b', label: 'CFS' },
        { layer: 'cat', claim: 'c', label: 'CFS' },
      ],
    })
    for (const { probabilities } of softLabels) {
      expect(Object.values(probabilities).reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 4)
    }
  })

  it('is none for a layer that shares no labelled claim', () => {
    const claims = [marked('a', 'ann', river, { checkWorthiness: 'CFS' }), marked('b', 'ben', river)]
    expect(reliabilityOfLayers([annotatedWith(claims)])).toMatchObject({ byLayer: new Map(), softLabels: [] })
  })
})
