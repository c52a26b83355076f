import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../src/index.js'
import { json, nativeLine, refusedRequests } from './refused-requests.js'
import { connected, saved, served } from './served.js'

describe('a request that is wrong gets its status, a kind and a sentence, and changes nothing', () => {
  let server: RunningServer
  let url: string
  beforeAll(async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'claimspan-server-'))
    server = await startServer({ dataFolder, port: 0 })
    url = `${server.url}/api/documents`
    await post(url, { id: 'there', text: 'A cat.' })
    await post(url, { id: 'gone', text: 'A dog.' })
    await fetch(`${url}/gone`, { method: 'DELETE' })
    return async () => {
      await server.stop()
      rmSync(dataFolder, { recursive: true })
    }
  })

  test.each(refusedRequests)(
    '$what',
    async ({ method = 'POST', path = '', type = 'application/json', body, headers, status, error, says }) => {
      const answer = await fetch(`${url}${path}`, {
        method,
        ...(body === undefined ? {} : { body, headers: { 'content-type': type, ...headers } }),
      })
      const said = (await answer.json()) as { error: string; message: string }
      expect(said).toMatchObject({ error, message: expect.stringMatching(says) })
      expect(answer.status).toBe(status)
      expect(await list(url)).toHaveLength(1)
    },
  )
})

interface Listed {
  readonly id: string
  readonly title: string
  readonly characters: number
  readonly layers: readonly object[]
  readonly updatedAt: string
}

async function list(url: string): Promise<readonly Listed[]> {
  return (await (await fetch(url)).json()) as readonly Listed[]
}

async function post(url: string, body: unknown, type = 'application/json'): Promise<Listed> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': type },
    body: typeof body === 'string' ? body : json(body),
  })
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`)
  return (await answer.json()) as Listed
}

describe('documents', () => {
  test.each([
    { type: 'application/json', body: json({ text: 'A cat.' }), title: 'A cat.', id: 'a-cat', characters: 6 },
    {
      type: 'application/json',
      body: json({ id: 'x.1', title: 'T', text: 'a😀' }),
      title: 'T',
      id: 'x.1',
      characters: 2,
    },
    { type: 'application/json; charset=utf-8', body: nativeLine, title: 'A cat.', id: 'from-native', characters: 6 },
    { type: 'text/plain', body: 'Élan vital\n\nA dog.\r\n', title: 'Élan vital', id: 'elan-vital', characters: 18 },
    { type: 'text/markdown', body: '# On *dogs*\n\nA dog.', title: 'On dogs', id: 'on-dogs', characters: 14 },
    { type: 'text/plain; charset=utf-8', body: '貓坐著。', title: '貓坐著。', id: 'document', characters: 4 },
  ])('$type makes $id', async ({ type, body, title, id, characters }) => {
    const { url } = await served()
    const made = await post(`${url}/api/documents`, body, type)
    expect(made).toMatchObject({ id, title, version: 1, characters })
    expect(made.layers).toEqual([{ id: 'shared', kind: 'shared', claims: 0, types: {}, statuses: {}, access: 'write' }])
    expect(await list(`${url}/api/documents`)).toEqual([made])
  })

  test('an id made from a title is numbered when it is taken, also by a deleted document', async () => {
    const { url } = await served()
    const documents = `${url}/api/documents`
    const ids = [await post(documents, { text: 'A cat.' }), await post(documents, { text: 'A cat.' })].map(
      ({ id }) => id,
    )
    expect(ids).toEqual(['a-cat', 'a-cat-2'])
    await fetch(`${documents}/a-cat`, { method: 'DELETE' })
    expect((await post(documents, { text: 'A cat.' })).id).toBe('a-cat-3')
  })

  test('the list tells of a change that somebody makes', async () => {
    const { url } = await served()
    const made = await post(`${url}/api/documents`, { id: 'd', text: 'A cat.' })
    expect(await list(`${url}/api/documents`)).toMatchObject([{ characters: 6 }])
    const mei = connected(url).join('text/d')
    await saved(mei)
    mei.document.getText('article').insert(6, ' Two.')
    await saved(mei)
    const [listed] = await list(`${url}/api/documents`)
    expect(listed?.characters).toBe(11)
    expect(String(listed?.updatedAt) >= made.updatedAt).toBe(true)
  })

  test('a deleted document is gone from the list, its rooms are closed, and nobody gets in again', async () => {
    const { url } = await served()
    await post(`${url}/api/documents`, { id: 'd', text: 'A cat.' })
    const mei = connected(url).join('text/d')
    await saved(mei)
    const told = new Promise<string>((resolve) =>
      mei.on('close', ({ event }: { event: { reason: string } }) => resolve(event.reason)),
    )
    expect((await fetch(`${url}/api/documents/d`, { method: 'DELETE' })).status).toBe(204)
    expect(await told).toBe('document-deleted')
    expect(await list(`${url}/api/documents`)).toEqual([])
    const late = connected(url).join('layer/d/shared')
    const refusal = new Promise<string>((resolve) =>
      late.on('authenticationFailed', ({ reason }: { reason: string }) => resolve(reason)),
    )
    expect(await refusal).toBe('document-deleted')
  })
})

test('health, formats and scheme', async () => {
  const { url } = await served()
  const get = async (path: string) => (await fetch(`${url}/api/${path}`)).json()
  expect(await get('health')).toEqual({ status: 'ok' })
  expect(await get('formats')).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: 'native', unit: 'code-point', writes: true, reads: true }),
    ]),
  )
  expect(await get('scheme')).toMatchObject({ claimTypes: expect.arrayContaining([expect.anything()]) })
})
