import { keepDecision, nameAnnotator, sharedLayer, sharedText, yjsClaimStore } from '@claimspan/collab'
import { annotator, annotatorId } from '@claimspan/core'
import { describe, expect, test } from 'vitest'
import { accessTo, roles } from '../src/roles.js'
import { emptyFolder } from './empty-folder.js'
import { connected, saved, served, signedIn, until, withAccounts } from './served.js'

const text = 'A cat sat.'
const cat = { spans: [{ from: 2, to: 5 }], quote: 'cat' }

/** A document with a blind pass: the annotator has a layer of their own, and so does the curator; one claim in each. */
async function pass(dataFolder = emptyFolder()) {
  await withAccounts(dataFolder, ...roles)
  const server = await served({ dataFolder })
  const asking = async (role: string) => {
    const { headers, token } = await signedIn(server.url, role)
    const ask = async (method: string, path: string, body?: object) => {
      const answer = await fetch(`${server.url}/api${path}`, {
        method,
        headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      return { status: answer.status, body: (await answer.json()) as unknown }
    }
    return { ask, token }
  }
  const [owner, curator, anna, reader] = await Promise.all(['owner', 'curator', 'annotator', 'reader'].map(asking))
  if (owner === undefined || curator === undefined || anna === undefined || reader === undefined)
    throw new Error('Who?')
  await owner.ask('POST', '/documents', { id: 'd', text })
  for (const id of ['annotator', 'curator']) {
    const made = await curator.ask('POST', '/documents/d/layers', { id, kind: 'independent' })
    expect(made.status).toBe(201)
  }
  const mark = (who: typeof anna, layer: string) =>
    who.ask('POST', `/documents/d/layers/${layer}/claims`, { mentions: [cat], note: `secret of ${layer}` })
  expect((await mark(anna, 'annotator')).status).toBe(201)
  expect((await mark(curator, 'curator')).status).toBe(201)
  return { server, dataFolder, owner, curator, anna, reader, mark }
}

const layersOf = (answer: { readonly body: unknown }) =>
  (answer.body as { id: string; kind: string; revealedAt?: string }[]).filter(({ kind }) => kind === 'independent')

describe('a blind pass', () => {
  test('is blind until it is revealed, then everybody reads and each annotator writes their own', async () => {
    const { curator, anna, reader, mark, server } = await pass()
    expect(layersOf(await anna.ask('GET', '/documents/d/layers')).map(({ id }) => id)).toEqual(['annotator'])
    expect((await anna.ask('GET', '/documents/d/layers/curator/claims')).status).toBe(404)
    for (const who of [anna, reader]) expect((await who.ask('POST', '/documents/d/reveal', {})).status).toBe(403)

    const revealed = await curator.ask('POST', '/documents/d/reveal', {})
    expect(revealed.status).toBe(200)
    expect(layersOf(revealed).map(({ revealedAt }) => revealedAt)).toEqual([expect.any(String), expect.any(String)])
    for (const who of [anna, reader]) {
      expect(layersOf(await who.ask('GET', '/documents/d/layers')).map(({ id }) => id)).toEqual([
        'annotator',
        'curator',
      ])
      const { body } = await who.ask('GET', '/documents/d/layers/curator/claims')
      expect(JSON.stringify(body)).toContain('secret of curator')
    }
    expect((await mark(anna, 'annotator')).status).toBe(201)
    expect((await mark(anna, 'curator')).status).toBe(403)
    const room = connected(server.url, anna.token).join('layer/d/curator')
    await saved(room)
    expect(room.document.getMap('claims').size).toBe(1)
    // Again: there is nothing more to reveal, and the time stays.
    expect(layersOf(await curator.ask('POST', '/documents/d/reveal', {}))).toEqual(
      layersOf(await curator.ask('GET', '/documents/d/layers')),
    )
  })

  test('lets nothing of another’s layer into the agreement that one is told, until it is revealed', async () => {
    const { curator, anna, reader } = await pass()
    const agreement = async (who: typeof anna, query = '') =>
      (await who.ask('GET', `/projects/default/agreement?disagreements=list&samples=0${query}`)).body as {
        readonly coders: readonly string[]
        readonly rows: readonly { readonly facet: string; readonly figure: { readonly value?: number } }[]
        readonly change?: readonly { readonly facet: string; readonly before: object; readonly after: object }[]
      }
    const blind = await agreement(anna)
    expect(blind.coders).toEqual(['annotator'])
    expect(JSON.stringify(blind)).not.toContain('curator')
    for (const { figure } of blind.rows) expect(figure).toHaveProperty('undefined')
    expect((await agreement(reader)).coders).toEqual([])
    const whole = await agreement(curator)
    expect(whole.coders).toEqual(['annotator', 'curator'])
    expect(whole.rows[0]).toMatchObject({ facet: 'claim', figure: { value: 1 } })

    const { changes } = (await curator.ask('GET', '/documents/d/history')).body as { changes: { seq: number }[] }
    await curator.ask('POST', '/documents/d/reveal', {})
    expect(await agreement(anna)).toEqual(whole)
    expect(await agreement(reader)).toEqual(whole)
    // What they do after the reveal is told beside what it was before.
    const sat = { spans: [{ from: 6, to: 9 }], quote: 'sat' }
    expect((await anna.ask('POST', '/documents/d/layers/annotator/claims', { mentions: [sat] })).status).toBe(201)
    const { change } = await agreement(anna, `&before=${changes.at(-1)?.seq}`)
    expect(change?.[0]).toMatchObject({ facet: 'claim', before: { value: 1 }, after: { value: 2 / 3 } })
  })

  test('is revealed in part when only some layers are named, and stays so after a restart', async () => {
    const { curator, server, dataFolder } = await pass()
    expect((await curator.ask('POST', '/documents/d/reveal', { layers: ['nobody'] })).status).toBe(404)
    expect((await curator.ask('POST', '/documents/d/reveal', { layers: ['shared'] })).status).toBe(404)
    expect((await curator.ask('POST', '/documents/d/reveal', { layers: 'curator' })).status).toBe(400)
    expect((await curator.ask('POST', '/documents/d/reveal', { layers: ['annotator'] })).status).toBe(200)
    await server.stop()
    const again = await served({ dataFolder })
    const seenBy = async (role: string) => {
      const { headers } = await signedIn(again.url, role)
      const answer = await fetch(`${again.url}/api/documents/d/layers`, { headers })
      return layersOf({ body: await answer.json() }).map(({ id }) => id)
    }
    expect(await seenBy('annotator')).toEqual(['annotator'])
    expect(await seenBy('reader')).toEqual(['annotator'])
  })

  test('is revealed by nobody who writes so into the room', async () => {
    const { anna, reader, server } = await pass()
    const person = connected(server.url, anna.token)
    const room = person.join('layer/d/annotator')
    await saved(room)
    room.document.getMap('meta').set('revealedAt', '2026-01-02T03:04:05Z')
    await until('the socket is closed', () => !room.isSynced || room.hasUnsyncedChanges)
    person.leave()
    expect(layersOf(await reader.ask('GET', '/documents/d/layers'))).toEqual([])
  })

  test('can be made for those who may annotate', async () => {
    const { curator, anna } = await pass()
    expect((await anna.ask('GET', '/annotators')).status).toBe(403)
    const { body } = await curator.ask('GET', '/annotators')
    expect(body).toEqual(
      ['owner', 'curator', 'annotator'].map((role) => ({ id: role, name: role.toUpperCase(), role })),
    )
  })

  test('opens an independent layer to read, not to write', () => {
    const room = { kind: 'layer', layer: 'ana', is: 'independent', isRevealed: true } as const
    expect(roles.map((role) => accessTo(room, { id: 'mei', role }))).toEqual(['read', 'read', 'read', 'read'])
    expect(roles.map((role) => accessTo(room, { id: 'ana', role }))).toEqual(['write', 'write', 'write', 'read'])
  })
})

test('decisions in a curated layer are told with who made them by the log', async () => {
  const { curator, anna, server } = await pass()
  await curator.ask('POST', '/documents/d/layers', { id: 'curated', kind: 'curated' })
  const person = connected(server.url, curator.token)
  const [words, room] = [person.join('text/d'), person.join('layer/d/curated')]
  await Promise.all([saved(words), saved(room)])
  const shared = sharedLayer(room.document)
  const edges = { now: () => '2026-01-02T03:04:05Z', newId: () => 'x' }
  const store = yjsClaimStore(sharedText(words.document), shared, { edges })
  store.transact(() => {
    nameAnnotator(shared, annotator('curator'))
    keepDecision(shared, { field: 'claim', about: 'c1', take: ['c1'], by: annotatorId('mallory'), at: edges.now() })
  })
  store.close()
  await saved(room)
  const { status, body } = await anna.ask('GET', '/documents/d/layers/curated/decisions')
  expect(status).toBe(200)
  expect(body).toEqual({
    document: 'd',
    decisions: [
      {
        document: 'd',
        field: 'claim',
        about: 'c1',
        take: ['c1'],
        by: 'curator',
        at: expect.not.stringMatching(/^2026-01-02T03:04:05Z$/),
      },
    ],
  })
  expect((await anna.ask('GET', '/documents/d/layers/curator/decisions')).status).toBe(404)
})
