import { claimId, memoryClaimStore } from '@claimspan/core'
import { describe, expect, it } from 'vitest'
import { mergeClaims } from '../../src/marking/merge-claims.js'
import { threadsOn, votesOn } from '../../src/threads/claim-threads.js'
import { nameBegun, names, splitMentions } from '../../src/threads/mentions.js'
import { readMarks } from '../../src/threads/read-marks.js'

const text = 'Ng said rents rose. The city denies it. Nobody counted.'
const world = () => {
  let count = 0
  const edges = { now: () => '2026-01-02T03:04:05Z', newId: () => `c${++count}` }
  const store = memoryClaimStore(text, { layer: 'shared', edges } as Parameters<typeof memoryClaimStore>[1])
  const at = (words: string) => ({ from: text.indexOf(words), to: text.indexOf(words) + words.length })
  const add = (words: string, more: object = {}) => store.add({ mentions: [[at(words)]], createdBy: 'mei', ...more })
  return { store, at, add }
}
const said = (by: string, second: number, more: object = {}) => ({
  by,
  at: `2026-01-02T03:04:0${second}Z`,
  text: '',
  ...more,
})

describe('votes on a claim', () => {
  it('count once for each person, the last one, also over threads that two began at once', () => {
    const { store, add } = world()
    const { id } = add('rents rose')
    store.openThread(id, said('mei', 1, { vote: 'agree' }))
    const other = store.openThread(id, said('lu', 2, { vote: 'agree' }))
    store.addComment(other.id, said('mei', 3, { vote: 'disagree', text: 'It was eight.' }))
    store.addComment(other.id, said('lu', 4))
    expect(votesOn(threadsOn(store, id)).map(({ by, vote, text: why }) => [by, vote, why])).toEqual([
      ['lu', 'agree', ''],
      ['mei', 'disagree', 'It was eight.'],
    ])
  })
})

describe('names in a comment', () => {
  it.each([
    ['Ask @Lu Xun, or @Lu.', ['Lu Xun', 'Lu']],
    ['mail lu@Lu', []],
    ['@Luxor is a town', []],
    ['@Lu@Lu', ['Lu']],
    ['@nobody', []],
  ])('of %j are %j', (comment, found) => {
    const parts = splitMentions(comment, ['Lu', 'Lu Xun', ''])
    expect(parts.flatMap(({ name }) => name ?? [])).toEqual(found)
    expect(parts.map(({ words }) => words).join('')).toBe(comment)
  })

  it('are known one by one', () => {
    expect(names('So, @Lu Xun?', 'Lu Xun')).toBe(true)
    expect(names('So, @Lu Xuns', 'Lu Xun')).toBe(false)
  })

  it.each([
    ['Ask @L', { at: 4, begun: 'L' }],
    ['Ask @', { at: 4, begun: '' }],
    ['a@b', undefined],
    ['@ x', undefined],
    ['@a\nb', undefined],
    ['no', undefined],
  ])('begun in %j are %j', (written, begun) => {
    expect(nameBegun(written, written.length)).toEqual(begun)
  })
})

describe('what has been read', () => {
  it('is all up to one’s own last word, and what was seen, in this browser', () => {
    const kept = new Map<string, string>()
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    } as unknown as Storage
    const { store, add } = world()
    const { id } = add('rents rose')
    const thread = store.openThread(id, said('lu', 1))
    const now = () => {
      const [first] = store.threads()
      if (first === undefined) throw new Error('The thread is gone')
      return first
    }
    const marks = readMarks('d', storage)
    expect(marks.unread(now(), 'mei')).toBe(1)
    store.addComment(thread.id, said('mei', 2))
    expect(marks.unread(now(), 'mei')).toBe(0)
    store.addComment(thread.id, said('lu', 3))
    expect(marks.unread(now(), 'mei')).toBe(1)
    marks.see([now()])
    expect(marks.unread(now(), 'mei')).toBe(0)
    expect(readMarks('d', storage).unread(now(), 'mei')).toBe(0)
    expect(readMarks('other', storage).unread(now(), 'mei')).toBe(1)
    kept.set('claimspan.read.d', 'what another program left')
    expect(readMarks('d', storage).unread(now(), 'mei')).toBe(1)
  })
})

describe('two claims merged', () => {
  it('keep what both have, and of two fields that of the one that stays', () => {
    const { store, at, add } = world()
    const into = add('rents rose', { types: ['A'], tags: ['x'], fields: { note: 'One.', confidence: 0.5 } })
    const from = add('Nobody counted', {
      types: ['A', 'B'],
      tags: ['y'],
      fields: { note: 'Two.', confidence: 0.9, checkWorthiness: 'CFS', normalizedClaim: 'Nobody did.' },
      attribution: { kind: 'direct', speaker: { name: 'Ng' }, source: [at('Ng')], cue: [at('said')] },
    })
    const third = add('The city denies it')
    store.addMention(from.id, [at('rents rose')])
    store.addRelation({ type: 'supports', from: third.id, to: from.id, note: 'why', createdBy: 'lu' })
    store.addRelation({ type: 'attacks', from: from.id, to: into.id, createdBy: 'lu' })
    const thread = store.openThread(from.id, said('lu', 1, { text: 'Really?' }))
    store.addComment(thread.id, said('mei', 2, { vote: 'agree' }))
    store.resolveThread(thread.id, true)
    const [a, b] = [store.claim(into.id), store.claim(from.id)]
    if (a === undefined || b === undefined) throw new Error('A claim is gone')
    mergeClaims(store, a, b, 'mei')
    expect(store.claim(claimId(from.id))).toBeUndefined()
    expect(store.claim(into.id)).toMatchObject({
      mentions: [{ quote: 'rents rose' }, { quote: 'Nobody counted' }],
      types: ['A', 'B'],
      tags: ['x', 'y'],
      note: 'One.\nTwo.',
      confidence: 0.5,
      checkWorthiness: 'CFS',
      normalizedClaim: 'Nobody did.',
      attribution: { kind: 'direct', speaker: { name: 'Ng' }, source: { quote: 'Ng' }, cue: { quote: 'said' } },
    })
    expect(store.relations().map(({ type, from: one, to, note }) => [type, one, to, note])).toEqual([
      ['supports', third.id, into.id, 'why'],
    ])
    expect(store.threads().map(({ claim, resolved, comments }) => [claim, resolved, comments])).toEqual([
      [into.id, true, [said('lu', 1, { text: 'Really?' }), said('mei', 2, { vote: 'agree' })]],
    ])
  })
})
