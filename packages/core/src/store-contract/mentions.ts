import { claimId, mentionId } from '../id.js'
import { type Create, expectRefused, using } from './claim-shape.js'
import { marked } from './marked.js'
import type { TestFunctions } from './test-functions.js'

const at = '2026-01-02T03:04:05Z'
const { text, spans } = marked('The [cat] sat on the [mat], said [Ann].')
const [cat = { from: 0, to: 1 }, mat = { from: 0, to: 1 }, ann = { from: 0, to: 1 }] = spans

/** Mentions of a claim, and the words of its source and cue. */
export function mentionsContract(create: Create, test: TestFunctions): void {
  const { describe, it, expect } = test
  describe('mentions', () => {
    it('are added, marked anew and removed, but for the last', () => {
      using(create, text, (harness) => {
        const { store } = harness
        const { id, mentions } = store.add({ mentions: [[cat]], createdBy: 'mei', createdAt: at })
        const first = mentions[0]?.id ?? mentionId('none')
        const second = store.addMention(id, [cat, mat])
        const quotes = () => Object.fromEntries((store.claim(id)?.mentions ?? []).map((one) => [one.id, one.quote]))
        expect(quotes()).toEqual({ [first]: 'cat', [second]: 'cat … mat' })
        store.markMention(id, second, [ann])
        expect(quotes()).toEqual({ [first]: 'cat', [second]: 'Ann' })
        store.removeMention(id, first)
        expect(quotes()).toEqual({ [second]: 'Ann' })
        expectRefused(test, harness, {
          'removing the last': () => store.removeMention(id, second),
          'removing what is gone': () => store.removeMention(id, first),
          'marking what is gone': () => store.markMention(id, first, [cat]),
          'marking nothing': () => store.markMention(id, second, []),
          'marking past the end': () => store.markMention(id, second, [{ from: 0, to: 999 }]),
          'adding past the end': () => store.addMention(id, [{ from: 0, to: 999 }]),
          'adding nothing': () => store.addMention(id, []),
          'adding to nobody': () => store.addMention(claimId('nobody'), [cat]),
        })
      })
    })

    it('that are marked anew are whole again', () => {
      using(create, text, ({ store, edit }) => {
        const { id, mentions } = store.add({ mentions: [[cat]], createdBy: 'mei', createdAt: at })
        edit(5, 1, 'u')
        expect(store.claim(id)?.mentions[0]?.markedQuote).toEqual('cat')
        store.markMention(id, mentions[0]?.id ?? mentionId('none'), [{ from: 0, to: 7 }])
        const now = store.claim(id)?.mentions[0]
        expect([now?.quote, now?.markedQuote]).toEqual(['The cut', undefined])
      })
    })

    it('of source and cue make an indirect attribution, and go when unmarked', () => {
      using(create, text, ({ store }) => {
        const { id } = store.add({ mentions: [[cat]], createdBy: 'mei', createdAt: at })
        store.markSource(id, undefined)
        expect(store.claim(id)?.attribution).toEqual(undefined)
        store.markSource(id, [ann])
        const { source, ...attribution } = store.claim(id)?.attribution ?? { kind: 'mixed' }
        expect([source?.id, source?.quote, attribution]).toEqual(['source', 'Ann', { kind: 'indirect' }])
        store.markCue(id, [mat])
        expect(store.claim(id)?.attribution?.cue?.quote).toEqual('mat')
        store.markSource(id, undefined)
        expect(store.claim(id)?.attribution?.source).toEqual(undefined)
        store.markCue(id, undefined)
        expect(store.claim(id)?.attribution).toEqual({ kind: 'indirect' })
      })
    })

    it('of source and cue stay when kind, speaker and nesting are set', () => {
      using(create, text, ({ store }) => {
        const { id } = store.add({ mentions: [[cat]], createdBy: 'mei', createdAt: at })
        store.markSource(id, [ann])
        store.setAttribution(id, { kind: 'direct', speaker: { name: 'Ann' }, within: { kind: 'mixed' } })
        const { source, ...attribution } = store.claim(id)?.attribution ?? { kind: 'mixed' }
        expect(source?.quote).toEqual('Ann')
        expect(attribution).toEqual({ kind: 'direct', speaker: { name: 'Ann' }, within: { kind: 'mixed' } })
        store.setAttribution(id, { kind: 'mixed' })
        expect(Object.keys(store.claim(id)?.attribution ?? {}).sort()).toEqual(['kind', 'source'])
        store.setAttribution(id, undefined)
        expect(store.claim(id)?.attribution).toEqual(undefined)
        store.markCue(id, [mat])
        expect(store.claim(id)?.attribution?.source).toEqual(undefined)
      })
    })

    it('of source and cue are refused where they cannot be', () => {
      using(create, text, (harness) => {
        const { store } = harness
        const { id } = store.add({ mentions: [[cat]], createdBy: 'mei', createdAt: at })
        const nobody = claimId('nobody')
        expectRefused(test, harness, {
          'a source past the end': () => store.markSource(id, [{ from: 0, to: 999 }]),
          'a source without spans': () => store.markSource(id, []),
          'a cue that is empty': () => store.markCue(id, [{ from: 2, to: 2 }]),
          'a source of nobody': () => store.markSource(nobody, [cat]),
          'a cue of nobody': () => store.markCue(nobody, undefined),
          'an attribution of nobody': () => store.setAttribution(nobody, { kind: 'direct' }),
        })
      })
    })
  })
}
