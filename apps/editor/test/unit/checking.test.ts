import { memoryClaimStore } from '@claimspan/core'
import { describe, expect, it } from 'vitest'
import { isToCheck, markWords, partNamed, partsOf, stateWords } from '../../src/claims/claim-parts.js'
import { findLostWords } from '../../src/claims/lost-words.js'

const text = 'The mayor said the bridge would cost 12 million euros. Nobody in the town believed it.'

const world = () => {
  let count = 0
  const edges = { now: () => '2026-01-02T03:04:05Z', newId: () => `c${++count}` }
  const store = memoryClaimStore(text, { layer: 'shared', edges } as Parameters<typeof memoryClaimStore>[1])
  const at = (words: string) => ({ from: store.text().indexOf(words), to: store.text().indexOf(words) + words.length })
  const { id } = store.add({
    mentions: [[at('the bridge would cost 12 million euros')], [at('Nobody'), at('believed it')]],
    attribution: { kind: 'indirect', source: [at('The mayor')], cue: [at('said')] },
    createdBy: 'mei',
  })
  const edit = (words: string, to: string) => store.edit(at(words).from, words.length, to)
  const claim = () => {
    const now = store.claim(id)
    if (now === undefined) throw new Error('The claim is gone')
    return now
  }
  const states = () => partsOf(claim()).map(({ state }) => state)
  return { store, id, at, edit, claim, states }
}

describe('the words of a claim', () => {
  it('are those of its mentions, its source and its cue, each with a state', () => {
    const { claim, edit, states } = world()
    expect(states()).toEqual(['whole', 'whole', 'whole', 'whole'])
    expect(isToCheck({ claim: claim(), layer: 'shared', writable: true })).toBe(false)
    edit('12', '15')
    edit('said', '')
    expect(states()).toEqual(['changed', 'whole', 'whole', 'detached'])
    expect(partsOf(claim()).map(stateWords)).toEqual(['Words changed', '', '', 'Cue gone'])
    expect(isToCheck({ claim: claim(), layer: 'shared', writable: true })).toBe(true)
    expect(isToCheck({ claim: claim(), layer: 'curated', writable: false })).toBe(false)
  })

  it('are to check also when only a source was edited', () => {
    const { claim, edit } = world()
    edit('mayor', 'lord mayor')
    expect(isToCheck({ claim: claim(), layer: 'shared', writable: true })).toBe(true)
  })

  it('are whole once they are marked as they are now, whichever part it is', () => {
    const { store, id, claim, edit, states } = world()
    edit('12', '15')
    edit('mayor', 'lord mayor')
    edit('aid', 'aw')
    edit('lieved', 'LIEVED')
    expect(states()).toEqual(['changed', 'changed', 'changed', 'changed'])
    for (const part of partsOf(claim())) markWords(store, id, part.name, part.mention.spans)
    expect(states()).toEqual(['whole', 'whole', 'whole', 'whole'])
    expect(partsOf(claim()).map(({ mention }) => mention.quote)).toEqual([
      'the bridge would cost 15 million euros',
      'Nobody … beLIEVED it',
      'The lord mayor',
      'saw',
    ])
  })

  it('are found by their name, and not when the claim has them no longer', () => {
    const { store, id, claim } = world()
    expect(partNamed(claim(), { kind: 'cue' })?.mention.quote).toBe('said')
    expect(partNamed(claim(), { kind: 'mention', mention: 'm2' })?.mention.quote).toBe('Nobody … believed it')
    store.markCue(id, undefined)
    expect(partNamed(claim(), { kind: 'cue' })).toBeUndefined()
    expect(partNamed(claim(), { kind: 'mention', mention: 'm9' })).toBeUndefined()
  })
})

describe('words that are gone', () => {
  const lost = {
    quote: 'the bridge would cost 12 million euros',
    prefix: 'The mayor said ',
    suffix: '. Nobody in the town',
  }

  it.each([
    ['stand elsewhere', 'Nobody in the town knows. As was said, the bridge would cost 12 million euros.', [true]],
    ['stand elsewhere, edited', 'The mayor said the bridge would cost 13 million euros. Nobody in the town', [false]],
    [
      'stand twice',
      'Ann: the bridge would cost 12 million euros, yes. Bob: the bridge would cost 12 million euros, no.',
      [true, true],
    ],
    ['are nowhere', 'It rained all day, and the ferry was late again.', []],
  ] as const)('%s', (_, now, exact) => {
    const places = findLostWords(now, lost)
    expect(places.map((place) => place.exact)).toEqual(exact)
    for (const { spans, words, prefix, suffix } of places) {
      const [{ from, to } = { from: 0, to: 0 }] = spans
      expect(now.slice(from, to)).toBe(words)
      expect(now.slice(0, from).endsWith(prefix)).toBe(true)
      expect(now.slice(to).startsWith(suffix)).toBe(true)
    }
  })

  it('are offered wherever they stand, though what stands around one place fits best', () => {
    const now = `A toll of nine euros. ${text.replace('the bridge', 'a toll of nine euros. Yes, the bridge')} A toll of nine euros.`
    const places = findLostWords(now, {
      quote: 'toll of nine euros',
      prefix: 'The mayor said a ',
      suffix: '. Yes, the bri',
    })
    expect(places.map(({ isLikeliest }) => isLikeliest)).toEqual([true, false, false])
    expect(new Set(places.map(({ spans }) => spans[0]?.from)).size).toBe(3)
    expect(places[0]?.prefix).toMatch(/said a $/)
  })

  it('in several pieces are found piece by piece, in their order', () => {
    const { store, edit, claim } = world()
    const { mention } = partNamed(claim(), { kind: 'mention', mention: 'm2' }) ?? {}
    edit(' Nobody in the town believed it.', '')
    store.edit(0, 0, 'Nobody in the town and on the hill believed it. ')
    const places = findLostWords(store.text(), mention ?? { quote: '', prefix: '', suffix: '' })
    expect(places.map(({ words }) => words)).toEqual(['Nobody … believed it'])
    expect(places[0]?.spans).toHaveLength(2)
  })

  it('are not offered when a piece is missing, or there are none', () => {
    expect(findLostWords('Nobody came.', { quote: 'Nobody … believed it', prefix: '', suffix: '' })).toEqual([])
    expect(findLostWords('Nobody came.', { quote: '', prefix: '', suffix: '' })).toEqual([])
  })
})
