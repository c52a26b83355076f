import { editText, layerRoom, sharedLayer, sharedText, textRoom, yjsClaimStore } from '@claimspan/collab'
import {
  type AnnotatedDocument,
  annotatorId,
  document,
  documentId,
  layerId,
  readNativeLine,
  unannotated,
} from '@claimspan/core'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'
import { deletersIn } from '../src/deletions.js'
import { memoryLog } from '../src/memory-log.js'
import { documentAtMoment, readMoment } from '../src/moments.js'
import { restoring } from '../src/restore.js'
import { serveLog } from '../src/start-server.js'
import { firstUpdates, readStored } from '../src/stored-document.js'
import { storedDoc } from '../src/stored-room.js'
import { whatChanged } from '../src/what-changed.js'
import { connected, guestToken, saved, until } from './served.js'

const text = 'On cats\nThe cat sat on the mat. It slept.'

/** A log with one document, whose clock goes on by a minute with each update. */
async function project() {
  let minute = 0
  const log = memoryLog({ now: () => new Date(Date.UTC(2026, 0, 2, 3, minute++)).toISOString() })
  await log.createDocument('d', firstUpdates(unannotated(document({ id: 'd', text }))))
  const found = () => {
    const it = log.document('d')
    if (it === undefined) throw new Error('It was just made')
    return it
  }
  /** Somebody does something, from what the log has; each room's change is an update. */
  const does = async (
    user: string,
    act: (shared: ReturnType<typeof sharedText>, store: ReturnType<typeof yjsClaimStore>) => void,
  ) => {
    const rooms = [textRoom(documentId('d')), layerRoom(documentId('d'), layerId('shared'))] as const
    const [words, claims] = rooms.map((room) => storedDoc(log, room))
    if (words === undefined || claims === undefined) throw new Error('Two rooms')
    const before = [words, claims].map((doc) => Y.encodeStateVector(doc))
    const shared = sharedText(words)
    const made = { count: log.changes(rooms[1]).length }
    const store = yjsClaimStore(shared, sharedLayer(claims), {
      edges: { now: () => '2026-01-02T03:04:05Z', newId: () => `c${made.count}` },
    })
    act(shared, store)
    store.close()
    for (const [at, doc] of [words, claims].entries()) {
      const update = Y.encodeStateAsUpdate(doc, before[at])
      const to = Y.getState(doc.store, doc.clientID)
      const room = rooms[at]
      if (update.length <= 2 || room === undefined) continue
      await log.append({ room, update, user, clocks: to === 0 ? [] : [{ client: doc.clientID, from: 0, to }] })
    }
  }
  const seq = () => Math.max(...found().rooms.map((room) => log.mark(room)?.seq ?? 0))
  const restored = async (moment: number, user: string) => {
    for (const update of restoring(log, found(), { seq: moment }, user)) await log.append(update)
  }
  return { log, found, does, seq, restored, now: () => readStored(log, found()) }
}

/** What a person sees of a document: its words, its claims and where they are. */
const seen = ({ document: it, claims }: AnnotatedDocument) => ({
  text: it.text,
  blocks: it.blocks,
  claims: claims.map(({ id, mentions, types, note, status }) => ({
    id,
    mentions: mentions.map(({ quote, spans }) => ({ quote, spans })),
    types,
    note,
    status,
  })),
})

describe('a document is brought back', () => {
  test('with the words that were taken away and the claims on them', async () => {
    const { does, seq, restored, now, log, found } = await project()
    await does(
      'mei',
      (_, store) => void store.add({ mentions: [[{ from: 12, to: 19 }]], types: ['A'], createdBy: 'mei' }),
    )
    const moment = seq()
    const then = now()
    await does('ana', (shared, store) => {
      editText(shared, 8, 24, '')
      const [claim] = store.claims()
      if (claim !== undefined) store.remove(claim.id)
    })
    await does('ana', (shared) => editText(shared, 0, 2, 'About'))
    expect(now().claims).toEqual([])
    const rows = log.changes('text/d').length
    await restored(moment, 'bo')
    expect(seen(now())).toEqual(seen(then))
    expect(now().claims[0]?.createdBy).toBe('mei')
    // As a new change, by who did it.
    expect(log.changes('text/d')).toHaveLength(rows + 1)
    expect(log.changes('text/d').at(-1)).toMatchObject({ user: 'bo' })
    // And that is taken back the same way.
    const undone = seq() - 1
    expect(documentAtMoment(log, found(), { seq: undone - 1 })?.document.text).toBe('About cats\nIt slept.')
  })

  /** Whatever happened, a document brought back to any moment reads as it did, and going back again does too. */
  test('to any moment, whatever happened since', { timeout: 120_000 }, async () => {
    const act = fc.record({
      kind: fc.constantFrom('type', 'type', 'cut', 'claim', 'note', 'remove', 'heading', 'bold', 'restore'),
      at: fc.nat(999),
      length: fc.nat(8),
      words: fc.string({ minLength: 1, maxLength: 4 }).map((words) => words.replace(/[\ud800-\udfff]/g, 'x')),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 14 }), fc.nat(), async (acts, back) => {
        const { does, seq, restored, now, log, found } = await project()
        const moments: { seq: number; as: ReturnType<typeof seen> }[] = [{ seq: seq(), as: seen(now()) }]
        for (const { kind, at, length, words } of acts) {
          if (kind === 'restore') await restored(moments[at % moments.length]?.seq ?? 0, 'bo')
          else
            await does(kind === 'cut' ? 'ana' : 'mei', (shared, store) => {
              const size = shared.text.length
              const from = at % (size + 1)
              const to = Math.min(size, from + length + 1)
              const claims = store.claims()
              const claim = claims[at % Math.max(1, claims.length)]
              if (kind === 'type') editText(shared, from, 0, words)
              else if (kind === 'cut') editText(shared, from, to - from, '')
              else if (kind === 'claim' && to > from) store.add({ mentions: [[{ from, to }]], createdBy: 'mei' })
              else if (kind === 'note' && claim !== undefined) store.set(claim.id, 'note', words)
              else if (kind === 'remove' && claim !== undefined) store.remove(claim.id)
              else if (kind === 'heading') shared.meta.set('block0', length % 2 === 0 ? 'heading' : 'quote')
              else if (kind === 'bold' && to > from) shared.text.format(from, to - from, { bold: true })
            })
          moments.push({ seq: seq(), as: seen(now()) })
        }
        for (const { seq: moment, as } of moments) {
          const then = documentAtMoment(log, found(), { seq: moment })
          expect(then && seen(then)).toEqual(as)
        }
        const wanted = moments[back % moments.length]
        const last = moments.at(-1)
        if (wanted === undefined || last === undefined) return
        await restored(wanted.seq, 'bo')
        expect(seen(now()).text).toEqual(wanted.as.text)
        expect(seen(now()).blocks).toEqual(wanted.as.blocks)
        expect(seen(now()).claims.map(({ id, note }) => ({ id, note }))).toEqual(
          wanted.as.claims.map(({ id, note }) => ({ id, note })),
        )
        expect(restoring(log, found(), wanted, 'bo')).toEqual([])
        await restored(last.seq, 'bo')
        expect(seen(now()).text).toEqual(last.as.text)
      }),
      { numRuns: 60 },
    )
  })
})

test('who changed what between two moments is told by the log', async () => {
  const { does, seq, log, found } = await project()
  const from = seq()
  await does('mei', (shared) => editText(shared, 23, 0, 'red '))
  await does('ana', (shared) => editText(shared, 12, 3, ''))
  await does('mei', (_, store) => void store.add({ mentions: [[{ from: 8, to: 11 }]], createdBy: 'eve' }))
  const told = whatChanged(log, found(), { seq: from }, { seq: seq() })
  expect(told.inserted).toEqual([{ words: 'red ', at: 20, by: 'mei' }])
  expect(told.deleted).toEqual([{ words: 'cat', at: 12, by: 'ana' }])
  expect(told.claims).toMatchObject([{ layer: 'shared', change: 'added', by: ['mei'] }])
  expect(told.people.map(({ id }) => id)).toEqual(['mei', 'ana'])
  expect(whatChanged(log, found(), { seq: seq() }, { seq: seq() })).toMatchObject({
    inserted: [],
    deleted: [],
    claims: [],
    people: [],
  })
})

/** The same as asking each deletion in turn, however they overlap. */
test('of a character that several deleted, the first is told', async () => {
  const deletion = fc.record({
    clock: fc.nat(30),
    len: fc.integer({ min: 1, max: 12 }),
    user: fc.constantFrom('mei', 'ana', 'bo'),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(deletion, { maxLength: 12 }), async (deletions) => {
      const { log, seq } = await project()
      const from = seq()
      // An update without items that deletes of client 7.
      for (const { clock, len, user } of deletions) {
        await log.append({ room: 'text/d', update: new Uint8Array([0, 1, 7, 1, clock, len]), user })
      }
      const deleterOf = deletersIn(log, 'text/d', { seq: from }, { seq: seq() })
      for (let at = 0; at < 50; at++) {
        const first = deletions.find(({ clock, len }) => clock <= at && at < clock + len)?.user
        expect(deleterOf(7, at)).toBe(first)
        expect(deleterOf(8, at)).toBeUndefined()
      }
    }),
  )
})

test('who made a relation or wrote a comment is told by the log, whatever is written there', async () => {
  const { does, now } = await project()
  const at = '2000-01-01T00:00:00Z'
  const spans = [[{ from: 8, to: 11 }], [{ from: 12, to: 15 }]] as const
  await does('mei', (_, store) => {
    const [one, other] = spans.map(([span], index) =>
      store.add({ mentions: [[span]], createdBy: 'eve', id: `c${index}` }),
    )
    if (one === undefined || other === undefined) throw new Error('Two claims')
    store.addRelation({ id: 'r', type: 'supports', from: one.id, to: other.id, createdBy: 'eve' })
    store.openThread(one.id, { by: 'eve', at, text: 'Is it?' })
  })
  await does('ana', (_, store) => {
    const [thread] = store.threads()
    if (thread === undefined) throw new Error('One thread')
    store.addComment(thread.id, { by: 'mei', at, text: 'It is.' })
    store.addComment(thread.id, { by: 'eve', at, text: 'Sure.' })
  })
  const { relations, threads, claims, annotators } = now()
  expect(claims.map(({ createdBy }) => createdBy)).toEqual(['mei', 'mei'])
  expect(relations).toMatchObject([{ id: 'r', createdBy: 'mei' }])
  expect(threads).toMatchObject([
    {
      comments: [
        { by: 'mei', at: expect.stringContaining('2026-01-02'), text: 'Is it?' },
        { by: 'ana', at: expect.stringContaining('2026-01-02'), text: 'It is.' },
        { by: 'ana', text: 'Sure.' },
      ],
    },
  ])
  expect(annotators.map(({ id }) => id)).toEqual(expect.arrayContaining(['ana', 'mei']))
})

test('a comment stays whose it is when it comes back with a deletion undone, a claim merged or the document as it was', async () => {
  const { does, now, seq, restored } = await project()
  const spans = [{ from: 8, to: 11 }]
  const [one, two] = [
    { by: 'mei', at: '2000-01-01T00:00:00Z', text: 'Is it?' },
    { by: 'ana', at: '2000-01-01T00:00:01Z', text: 'It is.', vote: 'agree' as const },
  ]
  await does('mei', (_, store) => {
    const made = ['c0', 'c1'].map((id) => store.add({ mentions: [spans], createdBy: 'mei', id }).id)
    if (made[0] !== undefined) store.openThread(made[0], one)
  })
  await does('ana', (_, store) => store.addComment(store.threads()[0]?.id ?? fail(), two))
  const before = seq()
  const said = now().threads[0]?.comments
  expect(said).toMatchObject([{ by: 'mei' }, { by: 'ana', vote: 'agree' }])
  // Bo takes one claim into the other, as the editor does: comments go along.
  await does('bo', (_, store) => {
    const thread = store.openThread(store.claims()[1]?.id ?? fail(), one)
    store.addComment(thread.id, two)
    store.addComment(thread.id, { ...two, text: 'It is not.' })
    store.removeThread(store.threads().find(({ id }) => id !== thread.id)?.id ?? fail())
  })
  const [merged] = now().threads
  expect(merged?.comments.slice(0, 2)).toEqual(said)
  // What she never said is his.
  expect(merged?.comments[2]).toMatchObject({ by: 'bo', text: 'It is not.' })
  await does('eve', (_, store) => store.removeThread(store.threads()[0]?.id ?? fail()))
  await restored(before, 'bo')
  expect(now().threads).toMatchObject([{ comments: said }])
  await does('eve', (_, store) => {
    const { claim } = store.remove(store.claims()[0]?.id ?? fail())
    expect(claim.id).toBe('c0')
  })
  expect(now().threads).toEqual([])
  await restored(before, 'bo')
  expect(now().threads[0]?.comments).toEqual(said)
  expect(now().claims.map(({ createdBy }) => createdBy)).toEqual(['mei', 'mei'])
})

function fail(): never {
  throw new Error('There is one')
}

test('what an import says of authors counts until somebody writes over it', async () => {
  const { does, now, log } = await project()
  const {
    claims,
    document: it,
    layers,
  } = await (async () => {
    await does('mei', (_, store) => void store.add({ mentions: [[{ from: 8, to: 11 }]], createdBy: 'mei', id: 'c0' }))
    return now()
  })()
  const [claim] = claims
  if (claim === undefined) throw new Error('One claim')
  const imported = { ...claim, createdBy: annotatorId('archive') }
  const { id } = document({ id: 'e', text })
  await log.createDocument(
    'e',
    firstUpdates({ document: { ...it, id }, layers, annotators: [], claims: [imported], relations: [], threads: [] }),
  )
  const read = () => {
    const found = log.document('e')
    return found === undefined ? undefined : readStored(log, found).claims[0]?.createdBy
  }
  expect(read()).toBe('archive')
  const doc = storedDoc(log, 'layer/e/shared')
  const before = Y.encodeStateVector(doc)
  const fields = doc.getMap('claims').get('c0')
  if (fields instanceof Y.Map) fields.set('createdBy', 'mei')
  const clocks = [{ client: doc.clientID, from: 0, to: 1 }]
  await log.append({ room: 'layer/e/shared', update: Y.encodeStateAsUpdate(doc, before), user: 'eve', clocks })
  expect(read()).toBe('eve')
})

test.each([
  ['3', 3],
  ['2026-01-02T03:02:00Z', 2],
  ['2026-01-02T04:02:30+01:00', 2],
  ['2020-01-01T00:00:00Z', 0],
  ['2026-13-01T00:00:00Z', undefined],
  ['yesterday', undefined],
  ['-1', undefined],
  ['2026-01-02', undefined],
])('the moment %s is the update %s', async (said, seq) => {
  const { log, found } = await project()
  expect(readMoment(log, found(), said)?.seq).toBe(seq)
})

describe('over HTTP', () => {
  async function cats() {
    const made = await project()
    const server = await serveLog(made.log, { port: 0 })
    onTestFinished(() => server.stop())
    const url = `${server.url}/api/documents/d`
    const json = async (path: string) => (await fetch(`${url}${path}`)).json()
    const restore = (to: unknown) =>
      fetch(`${url}/restore`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ to }),
      })
    return { ...made, server, url, json, restore }
  }

  test('everybody sees a restored document at once, and the history says who changed what', async () => {
    const { server, json, restore, seq } = await cats()
    const mei = connected(server.url, guestToken('Mei')).join('text/d')
    await saved(mei)
    const before = seq()
    mei.document.getText('article').delete(8, 20)
    await saved(mei)
    const answer = await restore(before)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({ restored: before, changed: ['text'] })
    await until('she sees it', () => mei.document.getText('article').toString() === text)
    mei.document.getText('article').insert(0, 'So: ')
    await saved(mei)
    const { changes } = (await json('/history')) as { changes: { seq: number; by: string; room: string }[] }
    expect(changes.map(({ by, room }) => `${by}: ${room}`)).toEqual([
      'server: text',
      'server: layer shared',
      'guest-mei: text',
      'guest: text',
      'guest-mei: text',
    ])
    const then = readNativeLine(
      ((await (await fetch(`${server.url}/api/documents/d/at/${before}`)).text()) as string).trimEnd(),
    )
    expect(then.ok && then.annotated.document.text).toBe(text)
    expect(await json(`/changes?from=${before}`)).toMatchObject({
      inserted: expect.arrayContaining([{ words: 'So: ', at: 0, by: 'guest-mei' }]),
    })
    expect(await json('/history?limit=2')).toMatchObject({ changes: [{}, {}], next: 2 })
    expect(await (await restore(seq())).json()).toMatchObject({ changed: [] })
  })

  test.each([
    ['/at/yesterday', 400, 'bad-request'],
    ['/at/0', 404, 'unknown-version'],
    ['/changes?from=9&to=2', 400, 'bad-request'],
    ['/history?limit=0', 400, 'bad-request'],
    ['/history?after=x', 400, 'bad-request'],
  ])('%s: %s', async (path, status, error) => {
    const { url } = await cats()
    const answer = await fetch(`${url}${path}`)
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ error })
  })

  test.each([
    [undefined, 400],
    ['soon', 400],
    [0, 404],
    [{}, 400],
  ])('a restore to %j changes nothing', async (to, status) => {
    const { restore, seq } = await cats()
    const before = seq()
    expect((await restore(to)).status).toBe(status)
    expect(seq()).toBe(before)
  })
})
