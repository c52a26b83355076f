import { parseRoom } from '@claimspan/collab'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { type Admission, admit, maxNewItems } from '../src/admission.js'
import { readIncoming } from '../src/incoming-update.js'
import { varUint } from './frames.js'

/** A room as the server has it, where client 1 is Mei's and has written "A cat." and a claim. */
function room(name = 'text/d') {
  const at = parseRoom(name)
  if (at === undefined) throw new Error(name)
  const doc = new Y.Doc()
  const mei = docOf(1)
  mei.getText('article').insert(0, 'A cat.')
  mei.getMap('claims').set('c1', new Y.Map([['note', 'N']]))
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(mei))
  const owners = new Map([[1, 'mei']])
  const now = { room: at, doc, ownerOf: (client: number) => owners.get(client), wasSaid: () => false }
  return {
    doc,
    mei,
    take(update: Uint8Array, user = 'ana', client?: number): Admission {
      const incoming = readIncoming(update)
      if (incoming === undefined) return { kind: 'refused', reason: 'malformed-update' }
      const judged = admit(update, incoming, now, { user, client, isKnown: true })
      if (judged.kind === 'admitted') {
        Y.applyUpdate(doc, judged.update)
        if (judged.newClient !== undefined) owners.set(judged.newClient, user)
      }
      return judged
    },
  }
}

function docOf(client: number): Y.Doc {
  const doc = new Y.Doc()
  doc.clientID = client
  return doc
}

/** A copy for a client, and what the client then does, as one update. */
function by(client: number, from: Y.Doc, act: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(from))
  // Set late: a document takes another id when it meets its own.
  doc.clientID = client
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  act(doc)
  return Y.mergeUpdates(updates)
}

const type =
  (words: string, at = 0) =>
  (doc: Y.Doc) =>
    doc.getText('article').insert(at, words)
const pollution = JSON.parse('{"__proto__": {"admin": true}}') as object

/** An update by hand: so many structs of a client from a clock on, then what is deleted. */
const raw = (client: number, clock: number, structs: readonly (readonly number[])[], ...deleted: readonly number[]) =>
  new Uint8Array([
    1,
    structs.length,
    ...varUint(client),
    ...varUint(clock),
    ...structs.flat(),
    ...(deleted.length === 0 ? [0] : deleted),
  ])

const gc = (length: number) => [0, ...varUint(length)]
const skip = (length: number) => [10, ...varUint(length)]
const named = (text: string) => [text.length, ...Buffer.from(text)]
/** The letter x in the article, after or before an item. */
const letter = (side: 'after' | 'before', client: number, clock: number) => [
  side === 'after' ? 0x84 : 0x44,
  ...varUint(client),
  ...varUint(clock),
  ...named('x'),
]

describe('an update is refused', () => {
  const { doc } = room()
  const cases: readonly [what: string, update: Uint8Array, reason: string, room?: string][] = [
    ['that writes on under the id of somebody else', by(1, doc, type('x')), 'foreign-items'],
    ['that holds a gap for somebody else’s id, which would mute them', raw(1, 20, [gc(2 ** 40)]), 'foreign-items'],
    ['that is garbage of somebody else’s, which would mute them', raw(1, 7, [gc(2 ** 40)]), 'foreign-items'],
    ['of two new ids at once', Y.mergeUpdates([by(2, doc, type('x')), by(3, doc, type('y'))]), 'foreign-items'],
    ['that leaves a gap in its own clock', raw(2, 5, [gc(1)]), 'out-of-step'],
    ['with a gap inside', raw(2, 0, [gc(1), skip(3), gc(1)]), 'out-of-step'],
    ['that is more than a document can hold', raw(2, 0, [gc(maxNewItems + 1)]), 'too-large'],
    ['that names an item of somebody else which there is not', raw(2, 0, [letter('after', 1, 400)]), 'out-of-step'],
    ['that names an item of nobody', raw(2, 0, [letter('after', 77, 0)]), 'out-of-step'],
    [
      'that names an item of its own which comes later',
      raw(2, 0, [letter('before', 2, 1), letter('after', 2, 0)]),
      'malformed-update',
    ],
    ['that deletes what there is not', raw(2, 0, [gc(1)], 1, 1, 1, 100, 5), 'out-of-step'],
    ['that makes the document another one', by(2, doc, (it) => it.getMap('meta').set('id', 'x')), 'forbidden-write'],
    [
      'that makes a layer of another kind',
      by(2, doc, (it) => it.getMap('meta').set('kind', 'curated')),
      'forbidden-write',
      'layer/d/shared',
    ],
    ['that writes claims into the text’s room', by(2, doc, (it) => it.getMap('claims').set('c', 1)), 'forbidden-write'],
    [
      'that writes inside of what is in another root',
      by(2, doc, (it) => (it.getMap('claims').get('c1') as Y.Map<unknown>).set('note', 'x')),
      'forbidden-write',
    ],
    ['that writes text into a layer', by(2, doc, type('x')), 'forbidden-write', 'layer/d/shared'],
    [
      'that puts a map into the text',
      by(2, doc, (it) => it.getText('article').insertEmbed(0, new Y.Map())),
      'forbidden-write',
    ],
    [
      'that puts an object into the text',
      by(2, doc, (it) => it.getText('article').insertEmbed(0, { a: 1 })),
      'malformed-update',
    ],
    ['with a subdocument', by(2, doc, (it) => it.getMap('returns').set('k', new Y.Doc())), 'malformed-update'],
    ['with XML', by(2, doc, (it) => it.getMap('returns').set('k', new Y.XmlElement('a'))), 'malformed-update'],
    [
      'with a key that changes what objects are',
      by(2, doc, (it) => it.getMap('returns').set('__proto__', 1)),
      'malformed-update',
    ],
    [
      'with a value that changes what objects are',
      by(2, doc, (it) => it.getMap('returns').set('k', pollution)),
      'malformed-update',
    ],
    [
      'with a value too deep to walk through',
      by(2, doc, (it) => it.getMap('returns').set('k', deep(200))),
      'malformed-update',
    ],
    ['with maps too deep to walk through', by(2, doc, nested(50)), 'forbidden-write', 'layer/d/shared'],
    ['in the V2 encoding', Y.encodeStateAsUpdateV2(doc), 'malformed-update'],
    ['that is cut off', by(2, doc, type('abc')).subarray(0, 9), 'malformed-update'],
    ['with a clock beyond what numbers can count', raw(2, 0, [gc(Number.MAX_SAFE_INTEGER), gc(5)]), 'malformed-update'],
  ]
  test.each(cases)('%s', (_what, update, reason, name) => {
    const one = room(name)
    const before = Y.encodeStateAsUpdate(one.doc)
    expect(one.take(update)).toEqual({ kind: 'refused', reason })
    expect(Y.encodeStateAsUpdate(one.doc)).toEqual(before)
  })
})

function deep(levels: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < levels; level++) value = [value]
  return value
}

const nested = (levels: number) => (doc: Y.Doc) => {
  let map = doc.getMap<unknown>('claims')
  for (let level = 0; level < levels; level++) {
    const inner = new Y.Map<unknown>()
    map.set('c', inner)
    map = inner
  }
}

describe('an update is taken', () => {
  test('under a new id, which is the sender’s from then on', () => {
    const one = room()
    const update = by(2, one.doc, type('Look: '))
    expect(one.take(update)).toEqual({
      kind: 'admitted',
      update,
      clocks: [{ client: 2, from: 0, to: 6 }],
      newClient: 2,
    })
    expect(one.take(by(2, one.doc, type('!')), 'eve')).toEqual({ kind: 'refused', reason: 'foreign-items' })
    expect(one.take(by(2, one.doc, type('!')), 'ana')).toMatchObject({ kind: 'admitted' })
  })

  test('under one new id a connection', () => {
    const one = room()
    expect(one.take(by(3, one.doc, type('x')), 'ana', 2)).toEqual({ kind: 'refused', reason: 'foreign-items' })
    expect(one.take(by(2, one.doc, type('x')), 'ana', 2)).toMatchObject({ kind: 'admitted' })
  })

  test('of which what is known already is left out of the log', () => {
    const one = room()
    const ana = docOf(2)
    Y.applyUpdate(ana, Y.encodeStateAsUpdate(one.doc))
    type('abc')(ana)
    one.take(Y.encodeStateAsUpdate(ana))
    type('d')(ana)
    const judged = one.take(Y.encodeStateAsUpdate(ana))
    expect(judged).toMatchObject({ kind: 'admitted', clocks: [{ client: 2, from: 3, to: 4 }] })
    expect(one.doc.getText('article').toString()).toBe('dabcA cat.')
    expect(one.take(Y.encodeStateAsUpdate(ana))).toEqual({ kind: 'known' })
    expect(one.take(Y.encodeStateAsUpdate(ana), 'eve')).toEqual({ kind: 'known' })
  })

  test('that only deletes, also words of others, once', () => {
    const one = room()
    const update = by(2, one.doc, (doc) => doc.getText('article').delete(0, 2))
    expect(one.take(update)).toEqual({ kind: 'admitted', update, clocks: [] })
    expect(one.take(update)).toEqual({ kind: 'known' })
  })

  test('that sets the kind of the first block, again and again', () => {
    const one = room()
    for (const kind of ['heading', 'quote', 'heading']) {
      expect(one.take(by(2, one.doc, (doc) => doc.getMap('meta').set('block0', kind)))).toMatchObject({
        kind: 'admitted',
      })
    }
  })
})

/** What editors do, in any order and however late, is taken: whoever sends what the room lacks is never turned away. */
test('whatever people type and delete, online or not, is taken, and everybody ends with the same', () => {
  const act = fc.record({
    by: fc.nat(2),
    at: fc.nat(999),
    cut: fc.nat(3),
    put: fc.string({ maxLength: 3 }),
    meet: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
      const one = room()
      const people = ['ana', 'bo', 'cy'].map((name, index) => ({ name, doc: docOf(10 + index) }))
      const meet = ({ name, doc }: (typeof people)[number]) => {
        Y.applyUpdate(doc, Y.encodeStateAsUpdate(one.doc, Y.encodeStateVector(doc)))
        expect(one.take(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(one.doc)), name).kind).not.toBe('refused')
      }
      for (const person of people) meet(person)
      for (const { by: who, at, cut, put, meet: meets } of acts) {
        const person = people[who]
        if (person === undefined) continue
        const text = person.doc.getText('article')
        const from = at % (text.length + 1)
        person.doc.transact(() => {
          text.delete(from, Math.min(cut, text.length - from))
          text.insert(from, put)
          if (put === '') person.doc.getMap('meta').set('block0', 'heading')
        })
        if (meets) meet(person)
      }
      for (const person of [...people, ...people]) meet(person)
      for (const { doc } of people)
        expect(doc.getText('article').toString()).toBe(one.doc.getText('article').toString())
      expect(one.doc.store.pendingStructs).toBeNull()
    }),
  )
})

/** No update that is taken throws in Yjs or stays waiting in it, whatever its bytes. */
test('what is taken can be applied, whatever bytes were changed on the way', () => {
  const { doc } = room()
  const sound = [
    by(2, doc, type('Look: ')),
    by(2, doc, (it) => {
      type('x')(it)
      it.getText('article').delete(2, 3)
      it.getText('article').format(1, 2, { bold: true })
      it.getMap('returns').set('k', [1, 2])
    }),
  ]
  const change = fc.record({ at: fc.nat(200), to: fc.nat(255) })
  let taken = 0
  fc.assert(
    fc.property(fc.constantFrom(...sound), fc.array(change, { minLength: 1, maxLength: 4 }), (update, changes) => {
      const one = room()
      const broken = update.slice()
      for (const { at, to } of changes) broken[at % broken.length] = to
      const judged = one.take(broken)
      if (judged.kind !== 'admitted') return
      taken += 1
      expect(one.doc.store.pendingStructs).toBeNull()
      expect(one.doc.store.pendingDs).toBeNull()
    }),
    { numRuns: 3000 },
  )
  expect(taken).toBeGreaterThan(50)
})
