import { sharedLayer, sharedText, yjsClaimStore } from '@claimspan/collab'
import Fastify from 'fastify'
import { describe, expect, onTestFinished, test } from 'vitest'
import { agreementApi, type Viewer } from '../src/agreement-api.js'
import { memoryLog } from '../src/memory-log.js'
import { readNewDocument } from '../src/new-document.js'
import { firstUpdates } from '../src/stored-document.js'
import { connected, postDocument, saved, served } from './served.js'

const text = 'The river rose by 3 m on Monday. Nobody was hurt.'

/** A document with two blind layers; mei has marked the first sentence, tom the first and the second. */
function native(id: string) {
  const claim = (by: string, from: number, to: number) => ({
    id: `${by}-${from}`,
    layer: by,
    mentions: [{ spans: [{ from, to }], quote: text.slice(from, to) }],
    types: ['Numerical Claim'],
    evidence: [],
    tags: [],
    status: 'draft',
    origin: { kind: 'human' },
    createdBy: by,
    createdAt: '2026-01-02T03:04:05Z',
  })
  return {
    claimspan: 1,
    id,
    version: 1,
    title: id,
    offsetUnit: 'code-point',
    text,
    blocks: [{ kind: 'paragraph', from: 0, to: text.length }],
    metadata: {},
    layers: ['mei', 'tom'].map((layer) => ({ id: layer, kind: 'independent' })),
    annotators: ['mei', 'tom'].map((one) => ({ id: one, name: one })),
    claims: [claim('mei', 0, 31), claim('tom', 0, 31), claim('tom', 33, 48)],
    relations: [],
    threads: [],
  }
}

interface Answer {
  readonly coders: readonly string[]
  readonly documents: number
  readonly pairs: readonly object[]
  readonly rows: readonly { readonly facet: string; readonly figure: object }[]
  readonly disagreements: {
    readonly counts: { readonly byKind: object; readonly byCoder: object }
    readonly list?: readonly object[]
  }
}

const agreement = async (url: string, query = ''): Promise<Answer> =>
  (await (await fetch(`${url}/api/projects/default/agreement${query}`)).json()) as Answer

describe('agreement over HTTP', () => {
  test('is that of all documents, with every figure and what is behind it', async () => {
    const { url } = await served()
    expect(await agreement(url)).toMatchObject({ coders: [], documents: 0, pairs: [] })
    await postDocument(url, native('one'))
    await postDocument(url, native('two'))
    const found = await agreement(url)
    expect(found).toMatchObject({ by: 'layer', kinds: ['independent'], coders: ['mei', 'tom'], documents: 2 })
    expect(found.rows[0]).toMatchObject({
      facet: 'claim',
      measure: 'F1',
      figure: { value: 2 / 3, items: 6, interval: { low: 2 / 3, high: 2 / 3, level: 0.95, resamples: 200 } },
    })
    expect(found.disagreements).toEqual({
      offsetUnit: 'utf-16',
      counts: { byKind: { missed: 2 }, byCoder: { mei: { missed: 2 } }, byLabel: { 'Numerical Claim': { missed: 2 } } },
    })
    const { disagreements } = await agreement(url, '?disagreements=list&by=annotator&only=mei,tom&samples=0')
    expect(disagreements.list).toHaveLength(2)
    expect(disagreements.list?.[0]).toMatchObject({ kind: 'missed', document: 'one', span: { from: 33, to: 48 } })
  })

  test('is told by time, by version of the guideline and beside what it was', async () => {
    const { url } = await served()
    await postDocument(url, native('one'))
    const later = {
      ...native('two'),
      claims: native('two').claims.map((one) => ({ ...one, createdAt: '2026-03-02T03:04:05Z' })),
    }
    await postDocument(url, later)
    const parts = async (query: string) => {
      const { series } = (await (await fetch(`${url}/api/projects/default/agreement?samples=0&${query}`)).json()) as {
        readonly series: readonly { readonly period: string; readonly report: Answer }[]
      }
      return series.map(({ period, report: { documents, rows } }) => [period, documents, rows[0]?.figure])
    }
    const figure = expect.objectContaining({ value: 2 / 3 })
    expect(await parts('over=month')).toEqual([
      ['2026-01', 1, figure],
      ['2026-03', 1, figure],
    ])
    expect(await parts('guideline=1@2026-01-01T00:00:00Z,2@2026-02-01T00:00:00Z')).toEqual([
      ['1', 1, figure],
      ['2', 1, figure],
    ])
    const answer = await fetch(`${url}/api/projects/default/agreement?before=0`)
    const { change } = (await answer.json()) as { readonly change: readonly object[] }
    expect(change[0]).toMatchObject({
      facet: 'claim',
      before: { undefined: expect.any(String) },
      after: { value: 2 / 3 },
    })
  })

  test('tells of a change as soon as it is saved, and of a document that was deleted', async () => {
    const { url } = await served()
    await postDocument(url, native('one'))
    expect((await agreement(url)).disagreements.counts.byKind).toEqual({ missed: 1 })
    const mei = connected(url)
    const [words, layer] = [mei.join('text/one'), mei.join('layer/one/mei')]
    await saved(words)
    await saved(layer)
    const store = yjsClaimStore(sharedText(words.document), sharedLayer(layer.document), {
      edges: { now: () => '2026-02-02T03:04:05Z', newId: () => 'new' },
    })
    store.add({ mentions: [[{ from: 33, to: 45 }]], createdBy: 'mei' })
    await saved(layer)
    expect((await agreement(url)).disagreements.counts.byKind).toEqual({ boundary: 1 })
    await fetch(`${url}/api/documents/one`, { method: 'DELETE' })
    expect(await agreement(url)).toMatchObject({ documents: 0, coders: [] })
  })

  test('refuses to tell it beside a moment that is none', async () => {
    const { url } = await served()
    await postDocument(url, native('one'))
    const answer = await fetch(`${url}/api/projects/default/agreement?before=monday`)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ message: expect.stringContaining('got "monday"') })
  })

  test.each([
    ['/api/projects/other/agreement', 404, 'unknown-project', 'There is no project "other"; there is "default"'],
    ['/api/projects/default/agreement?by=row', 400, 'bad-request', 'layer or annotator: got "row"'],
    ['/api/projects/default/agreement?kind=blind', 400, 'bad-request', 'got "blind"'],
    ['/api/projects/default/agreement?overlap=', 400, 'bad-request', 'from 0 to 1: got ""'],
    ['/api/projects/default/agreement?over=year', 400, 'bad-request', 'month or day: got "year"'],
    ['/api/projects/default/agreement?over=day&guideline=1', 400, 'bad-request', 'not for both'],
    ['/api/projects/default/agreement?guideline=1@may', 400, 'bad-request', 'got "1@may"'],
    ['/api/projects/default/agreement?samples=2001', 400, 'bad-request', 'from 0 to 2000: got "2001"'],
  ])('refuses %s', async (path, status, error, says) => {
    const { url } = await served()
    const answer = await fetch(`${url}${path}`)
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ error, message: expect.stringContaining(says) })
  })
})

describe('a blind pass', () => {
  /** Someone who may enter every room but these layers. */
  const without = (key: string, ...hidden: readonly string[]): Viewer => ({
    key,
    see: (document) => ({
      ...document,
      rooms: document.rooms.filter((room) => !hidden.some((layer) => room.endsWith(`/${layer}`))),
    }),
  })

  test('is blind: nothing of a layer that one may not see is in a figure, until one may', async () => {
    const log = memoryLog({ now: () => '2026-01-02T03:04:05Z' })
    for (const id of ['one', 'two']) {
      const bytes = Buffer.from(JSON.stringify(native(id)))
      await log.createDocument(id, firstUpdates(readNewDocument(bytes, 'application/json', {}, () => id)))
    }
    const app = Fastify()
    onTestFinished(() => app.close())
    let revealed = false
    const viewers: Readonly<Record<string, () => Viewer>> = {
      mei: () => (revealed ? without('mei') : without('mei', 'tom')),
      curator: () => without('curator'),
      stranger: () => ({ key: 'stranger', see: (document) => ({ ...document, rooms: [] }) }),
    }
    agreementApi(app, {
      log,
      viewer: ({ headers }) => viewers[String(headers['x-who'])]?.() ?? without('nobody', 'mei', 'tom'),
    })
    const ask = async (who: string) => {
      const { body } = await app.inject({
        url: '/api/projects/default/agreement?disagreements=list',
        headers: { 'x-who': who },
      })
      return { body, found: JSON.parse(body) as Answer }
    }
    expect((await ask('curator')).found).toMatchObject({ coders: ['mei', 'tom'], documents: 2 })
    const { body, found } = await ask('mei')
    expect(body).not.toContain('tom')
    expect(found).toMatchObject({ pairs: [], disagreements: { list: [] } })
    for (const { figure } of found.rows) expect(figure).toHaveProperty('undefined')
    expect((await ask('stranger')).found).toMatchObject({ coders: [], documents: 0 })
    revealed = true
    expect((await ask('mei')).found).toEqual((await ask('curator')).found)
    revealed = false
    expect((await ask('mei')).body).toBe(body)
  })
})
