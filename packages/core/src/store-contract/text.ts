import { mention } from '../mention.js'
import { type Create, using } from './claim-shape.js'
import { marked, withMarks } from './marked.js'
import type { TestFunctions } from './test-functions.js'

const at = '2026-01-02T03:04:05Z'

interface Case {
  readonly name: string
  readonly before: string
  readonly edit: readonly [at: number, deleted: number, inserted: string]
  readonly after: string
  /** The words as marked, when they are other words now. */
  readonly marked?: string
}

const cases: readonly Case[] = [
  { name: 'typed before', before: 'The [cat] sat', edit: [0, 0, 'Oh! '], after: 'Oh! The [cat] sat' },
  { name: 'typed after', before: 'The [cat] sat', edit: [8, 0, 'once '], after: 'The [cat] once sat' },
  {
    name: 'typed at the left edge stays outside',
    before: 'The [cat] sat',
    edit: [4, 0, 'tom'],
    after: 'The tom[cat] sat',
  },
  {
    name: 'typed at the right edge stays outside',
    before: 'The [cat] sat',
    edit: [7, 0, 's'],
    after: 'The [cat]s sat',
  },
  { name: 'typed inside belongs', before: 'The [cat] sat', edit: [5, 0, 'h'], after: 'The [chat] sat', marked: 'cat' },
  {
    name: 'a paragraph split inside',
    before: 'The [big cat] sat',
    edit: [7, 1, '\n'],
    after: 'The [big\ncat] sat',
    marked: 'big cat',
  },
  { name: 'taken out before', before: 'The [cat] sat', edit: [0, 4, ''], after: '[cat] sat' },
  { name: 'taken out after', before: 'The [cat] sat', edit: [7, 4, ''], after: 'The [cat]' },
  { name: 'taken out inside', before: 'The [cat] sat', edit: [5, 1, ''], after: 'The [ct] sat', marked: 'cat' },
  {
    name: 'taken out over the left edge',
    before: 'The [cat] sat',
    edit: [2, 3, ''],
    after: 'Th[at] sat',
    marked: 'cat',
  },
  {
    name: 'taken out over the right edge',
    before: 'The [cat] sat',
    edit: [6, 3, ''],
    after: 'The [ca]at',
    marked: 'cat',
  },
  {
    name: 'replaced over the left edge',
    before: 'The [cat] sat',
    edit: [2, 3, 'XY'],
    after: 'ThXY[at] sat',
    marked: 'cat',
  },
  {
    name: 'replaced over the right edge',
    before: 'The [cat] sat',
    edit: [6, 3, 'XY'],
    after: 'The [ca]XYat',
    marked: 'cat',
  },
  {
    name: 'replaced up to the left edge',
    before: 'The [cat] sat',
    edit: [4, 1, 'XY'],
    after: 'The [XYat] sat',
    marked: 'cat',
  },
  {
    name: 'replaced up to the right edge',
    before: 'The [big cat] sat',
    edit: [8, 3, 'dog'],
    after: 'The [big dog] sat',
    marked: 'big cat',
  },
  { name: 'replaced by the same length before', before: 'The [cat] sat', edit: [0, 3, 'One'], after: 'One [cat] sat' },
  {
    name: 'beside letters of two code units',
    before: '🐈[🐈a🐈]🐈',
    edit: [4, 1, 'b'],
    after: '🐈[🐈b🐈]🐈',
    marked: '🐈a🐈',
  },
  { name: 'two spans, both moved', before: 'A [b] c [d] e', edit: [0, 1, ''], after: ' [b] c [d] e' },
  { name: 'two spans, typed between', before: 'A [b] c [d] e', edit: [4, 1, 'CC'], after: 'A [b] CC [d] e' },
  {
    name: 'two spans, the first lost',
    before: 'A [b] c [d] e',
    edit: [1, 3, ''],
    after: 'Ac [d] e',
    marked: 'b … d',
  },
  {
    name: 'two spans, the last lost',
    before: 'A [b] c [d] e',
    edit: [6, 1, 'x'],
    after: 'A [b] c x e',
    marked: 'b … d',
  },
]

/** What becomes of spans when the text under them is edited: the laws of `mapSpan`, and words that say so. */
export function textContract(create: Create, { describe, it, expect }: TestFunctions): void {
  describe('the text', () => {
    for (const {
      name,
      before,
      edit: [position, deleted, inserted],
      after,
      marked: markedQuote,
    } of cases) {
      it(`is edited: ${name}`, () => {
        const start = marked(before)
        using(create, start.text, ({ store, edit }) => {
          const { id } = store.add({ mentions: [start.spans], createdBy: 'mei', createdAt: at })
          edit(position, deleted, inserted)
          const now = store.claim(id)?.mentions[0]
          expect(withMarks(store.text(), now?.spans ?? [])).toEqual(after)
          const { text, spans } = marked(after)
          const { quote, prefix, suffix } = mention(text, spans)
          expect([now?.quote, now?.prefix, now?.suffix]).toEqual([quote, prefix, suffix])
          expect(now?.markedQuote).toEqual(markedQuote)
        })
      })
    }

    it('that loses every word of a mention leaves it detached, with the words as they were marked', () => {
      const { text, spans } = marked('The [cat] sat on the [mat].')
      using(create, text, ({ store, edit }) => {
        const { id } = store.add({ mentions: [spans, spans.slice(0, 1)], createdBy: 'mei', createdAt: at })
        edit(5, 1, 'u')
        edit(4, 4, '')
        edit(15, 3, 'rug')
        const now = store.claim(id)?.mentions ?? []
        expect(store.text()).toEqual('The sat on the rug.')
        expect(now.map(({ spans: left }) => left)).toEqual([[], []])
        expect(now.map(({ quote }) => quote).sort()).toEqual(['cat', 'cat … mat'])
        expect(now.some((one) => 'markedQuote' in one && one.markedQuote !== undefined)).toEqual(false)
        edit(0, 0, 'Well: ')
        expect(store.claim(id)?.mentions).toEqual(now)
      })
    })

    it('whose words are as marked again makes a mention whole again', () => {
      const { text, spans } = marked('The [cat] sat')
      using(create, text, ({ store, edit }) => {
        const { id } = store.add({ mentions: [spans], createdBy: 'mei', createdAt: at })
        edit(5, 1, 'u')
        expect(store.claim(id)?.mentions[0]?.markedQuote).toEqual('cat')
        edit(5, 1, 'a')
        const now = store.claim(id)?.mentions[0]
        expect([now?.quote, now?.markedQuote]).toEqual(['cat', undefined])
      })
    })

    it('takes source, cue and evidence along', () => {
      const { text, spans } = marked('The [cat] sat, [said] [Ann].')
      const [cat = { from: 0, to: 1 }, said = { from: 0, to: 1 }, ann = { from: 0, to: 1 }] = spans
      using(create, text, ({ store, edit }) => {
        const { id } = store.add({
          mentions: [[cat]],
          attribution: {
            kind: 'direct',
            source: [ann],
            cue: [said],
            within: { kind: 'indirect', source: mention(text, [ann], { id: 'source' }) },
          },
          createdBy: 'mei',
          createdAt: at,
        })
        const items = [{ kind: 'mention' as const, mention: mention(text, [ann], { id: 'evidence' }) }]
        store.set(id, 'evidence', [{ stance: 'SUPPORTS', items }])
        edit(0, 4, 'A big ')
        edit(store.text().indexOf('Ann') + 1, 0, 'nn')
        const now = store.claim(id)
        const { source, cue, within } = now?.attribution ?? { kind: 'mixed' }
        const item = now?.evidence[0]?.items[0]
        const evidence = item?.kind === 'mention' ? item.mention : undefined
        for (const one of [source, within?.source, evidence]) {
          expect([one?.quote, one?.markedQuote, one?.spans]).toEqual([
            'Annnn',
            'Ann',
            marked('A big cat sat, said [Annnn].').spans,
          ])
        }
        expect([cue?.quote, cue?.spans]).toEqual(['said', marked('A big cat sat, [said] Annnn.').spans])
        edit(15, 4, '')
        expect(store.claim(id)?.attribution?.cue?.spans).toEqual([])
        expect(store.claim(id)?.attribution?.cue?.quote).toEqual('said')
      })
    })
  })
}
