import { document, layer, layerId, type Span } from '@claimspan/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import {
  editText,
  type SharedLayer,
  type SharedText,
  sharedLayer,
  sharedText,
  writeDocument,
  writeLayer,
  type YjsClaimStore,
  yjsClaimStore,
} from '../src/index.js'
import { readClaims } from '../src/read-claims.js'
import { testEdges } from './people.js'

const acts = ['type', 'type', 'delete', 'replace', 'both', 'add', 'parts', 'tag', 'again', 'remove', 'undo'] as const

const step = fc.record({
  act: fc.constantFrom(...acts, 'meet' as const),
  who: fc.nat(1),
  at: fc.nat(200),
  long: fc.nat(12),
  look: fc.boolean(),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

interface Person {
  readonly text: SharedText
  readonly claims: SharedLayer
  readonly store: YjsClaimStore
  /** What listeners were told has changed since one looked. */
  readonly told: Set<string>
}

const words = 'The ministry said on Monday that prices rose by four percent. Critics doubt the figure, and so do we.'

function person(number: number, together: boolean): Person {
  const doc = new Y.Doc()
  doc.clientID = number + 1
  const text = sharedText(doc)
  const claims = together ? sharedLayer(doc, 'shared/') : sharedLayer(new Y.Doc())
  if (!together) claims.doc.clientID = number + 11
  const store = yjsClaimStore(text, claims, { edges: testEdges(`p${number}`), layer: layerId('shared') })
  const told = new Set<string>()
  store.observe((change) => {
    for (const id of change.claims) told.add(id)
  })
  return { text, claims, store, told }
}

function meet(people: readonly Person[]): void {
  for (const from of people) {
    for (const to of people) {
      if (from === to) continue
      for (const room of ['text', 'claims'] as const) {
        Y.applyUpdate(to[room].doc, Y.encodeStateAsUpdate(from[room].doc, Y.encodeStateVector(to[room].doc)), 'remote')
      }
    }
  }
}

function perform(people: readonly Person[], { act, who, at, long }: Step): void {
  const one = people[who]
  if (one === undefined) return
  const { text, store } = one
  const { length } = text.text
  const from = at % (length + 1)
  const to = Math.min(length, from + long + 1)
  const spans: readonly Span[] = [{ from, to }]
  const known = store.claims()
  const claim = known[at % Math.max(1, known.length)]
  if (act === 'type') editText(text, from, 0, 'new '.slice(0, 1 + (long % 4)))
  else if (act === 'delete') editText(text, from, to - from, '')
  else if (act === 'replace') editText(text, from, to - from, 'others')
  else if (act === 'both') {
    // Words and claims change in one transaction, and claims are read in the middle of it.
    text.doc.transact(() => {
      text.text.insert(from, 'in between ')
      if (claim !== undefined) store.addTag(claim.id, `t${long}`)
      expect(store.claims()).toEqual(readClaims(one.claims, text, store.layer))
    })
  } else if (act === 'add' && from < to) store.add({ mentions: [spans], createdBy: 'me' })
  else if (act === 'parts' && from < to) {
    const next = Math.min(length, to + 5)
    store.add({
      mentions: [to + 1 < next ? [...spans, { from: to + 1, to: next }] : spans],
      attribution: { kind: 'direct', source: [{ from: 0, to: Math.min(3, length) }], cue: spans },
      createdBy: 'me',
    })
  } else if (act === 'tag' && claim !== undefined) store.addTag(claim.id, `t${long}`)
  else if (act === 'again' && claim?.mentions[0] !== undefined && from < to) {
    store.markMention(claim.id, claim.mentions[0].id, spans)
    const mention = store.claim(claim.id)?.mentions[0]
    if (mention !== undefined) {
      store.set(claim.id, 'evidence', [{ stance: 'SUPPORTS', items: [{ kind: 'mention', mention }] }])
    }
  } else if (act === 'remove' && claim !== undefined) store.remove(claim.id)
  else if (act === 'undo') store.history.undo()
  else if (act === 'meet') meet(people)
}

describe('the claims of a store', () => {
  it.each([false, true])('are what they are when all of them are read anew; in one Yjs document: %s', (together) => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 50 }), (steps) => {
        const people = [0, 1].map((number) => person(number, together))
        const [first] = people
        if (first === undefined) throw new Error('There are two')
        writeDocument(first.text, document({ id: 'article', text: words }))
        writeLayer(first.claims, layer({ id: 'shared', kind: 'shared' }))
        first.store.add({ mentions: [[{ from: 4, to: 12 }]], createdBy: 'me' })
        first.store.add({ mentions: [[{ from: 33, to: 60 }]], createdBy: 'me' })
        meet(people)
        let before = people.map(({ store }) => store.claims())
        for (const one of people) one.told.clear()
        for (const one of steps) {
          perform(people, one)
          if (!one.look) continue
          for (const [who, { store, text, claims, told }] of people.entries()) {
            expect(store.claims()).toEqual(readClaims(claims, text, store.layer))
            for (const was of before[who] ?? []) {
              const now = store.claim(was.id)
              const places = (of: typeof now) => JSON.stringify(of?.mentions.map(({ spans, quote }) => [spans, quote]))
              if (places(now) !== places(was)) expect(told).toContain(was.id)
            }
            told.clear()
          }
          before = people.map(({ store }) => store.claims())
        }
        for (const { store } of people) store.close()
      }),
      { numRuns: Number(process.env.CLAIMSPAN_RUNS ?? 100) },
    )
  })

  it('are the same objects where an edit did not touch them', () => {
    const { text, claims, store } = person(0, false)
    writeDocument(text, document({ id: 'article', text: words }))
    writeLayer(claims, layer({ id: 'shared', kind: 'shared' }))
    const early = store.add({ mentions: [[{ from: 4, to: 12 }]], createdBy: 'me' }).id
    const late = store.add({ mentions: [[{ from: 80, to: 90 }]], createdBy: 'me' }).id
    const [first, second] = store.claims()
    editText(text, words.length, 0, ' And more.')
    expect(store.claim(early)).toBe(first)
    editText(text, 60, 0, '!')
    expect(store.claim(early)).toBe(first)
    expect(store.claim(late)).not.toBe(second)
    store.addTag(early, 'prices')
    expect(store.claim(early)?.tags).toEqual(['prices'])
  })
})
