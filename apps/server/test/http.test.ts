import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { document, unannotated, writeNativeLine } from '@claimspan/core'
import { beforeAll, describe, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../src/index.js'
import { maxDocumentBytes } from '../src/new-document.js'
import { connected, saved, served } from './served.js'

interface Case {
  readonly what: string
  readonly method?: string
  readonly path?: string
  readonly type?: string
  readonly body?: string | Uint8Array
  readonly headers?: Readonly<Record<string, string>>
  readonly status: number
  readonly error: string
  /** What the sentence has in it. */
  readonly says: string | RegExp
}

const json = (value: unknown) => JSON.stringify(value)
const native = writeNativeLine(unannotated(document({ id: 'from-native', text: 'A cat.' })))

/** Everything that a request can get wrong. The body of a POST to the list of documents, unless it is said otherwise. */
const refused: readonly Case[] = [
  { what: 'an empty body', body: '', status: 400, error: 'empty-document', says: 'empty' },
  { what: 'an empty text', type: 'text/plain', body: '', status: 400, error: 'empty-document', says: 'empty' },
  {
    what: 'white space only',
    type: 'text/plain',
    body: ' \n\n\t',
    status: 400,
    error: 'empty-document',
    says: 'empty',
  },
  { what: 'JSON with an empty text', body: json({ text: '' }), status: 400, error: 'empty-document', says: 'empty' },
  { what: 'JSON without a text', body: json({ title: 'A' }), status: 400, error: 'bad-request', says: '"text"' },
  { what: 'a text that is a number', body: json({ text: 4 }), status: 400, error: 'bad-request', says: '"text"' },
  {
    what: 'a title that is a list',
    body: json({ text: 'A', title: [] }),
    status: 400,
    error: 'bad-request',
    says: '"title"',
  },
  { what: 'cut off JSON', body: '{"text": "A', status: 400, error: 'bad-json', says: 'not JSON' },
  { what: 'JSON that is a list', body: '[1]', status: 400, error: 'bad-json', says: 'object' },
  { what: 'JSON null', body: 'null', status: 400, error: 'bad-json', says: 'object' },
  {
    what: 'bytes that are not UTF-8',
    type: 'text/plain',
    body: Buffer.from([0x41, 0xc3, 0xa9, 0x20, 0xe9, 0x41]),
    status: 400,
    error: 'not-utf-8',
    says: /Byte 4 /i,
  },
  {
    what: 'JSON that is not UTF-8',
    body: Buffer.concat([Buffer.from('{"text":"'), Buffer.from([0xff]), Buffer.from('"}')]),
    status: 400,
    error: 'not-utf-8',
    says: /Byte 9 /i,
  },
  { what: 'a PDF', type: 'text/plain', body: '%PDF-1.7 ...', status: 400, error: 'not-text', says: 'PDF' },
  { what: 'half a character', body: '{"text":"a \\ud83d b"}', status: 400, error: 'bad-text', says: 'surrogate' },
  { what: 'a bad id', body: json({ id: '../etc', text: 'A' }), status: 400, error: 'bad-id', says: 'letters, digits' },
  { what: 'a very long id', body: json({ id: 'a'.repeat(129), text: 'A' }), status: 400, error: 'bad-id', says: '128' },
  {
    what: 'an id in use',
    body: json({ id: 'there', text: 'A' }),
    status: 409,
    error: 'document-exists',
    says: '"there"',
  },
  {
    what: 'a deleted id',
    body: json({ id: 'gone', text: 'A' }),
    status: 409,
    error: 'document-exists',
    says: 'deleted',
  },
  {
    what: 'a native line with an unsound claim',
    body: native.replace('"offsetUnit":"code-point"', '"offsetUnit":"inch"'),
    status: 422,
    error: 'unsound-document',
    says: /offsetUnit|inch/,
  },
  {
    what: 'a native line without words',
    body: native.replace('"text":"A cat."', '"text":""').replace('"to":6', '"to":0'),
    status: 400,
    error: 'empty-document',
    says: 'empty',
  },
  {
    what: 'a native line of a future form',
    body: '{"claimspan":99}',
    status: 422,
    error: 'unsound-document',
    says: /claimspan|99/,
  },
  {
    what: 'one byte too many',
    type: 'text/plain',
    body: 'a'.repeat(maxDocumentBytes + 1),
    status: 413,
    error: 'too-large',
    says: '20 MB',
  },
  {
    what: 'a picture',
    type: 'image/png',
    body: 'x',
    status: 415,
    error: 'unsupported-media-type',
    says: 'text/markdown',
  },
  {
    what: 'a page of another site',
    body: json({ text: 'A' }),
    headers: { origin: 'https://evil.example' },
    status: 403,
    error: 'foreign-origin',
    says: 'other sites',
  },
  {
    what: 'an unknown document',
    method: 'GET',
    path: '/nothing',
    status: 404,
    error: 'unknown-document',
    says: '"nothing"',
  },
  { what: 'a deleted document', method: 'GET', path: '/gone', status: 410, error: 'document-deleted', says: 'deleted' },
  {
    what: 'an impossible id',
    method: 'GET',
    path: '/%2e%2e%2fetc',
    status: 400,
    error: 'bad-id',
    says: 'not a document id',
  },
  { what: 'a broken url', method: 'GET', path: '/%zz', status: 400, error: 'bad-url', says: '%' },
  {
    what: 'deleting what is not there',
    method: 'DELETE',
    path: '/nothing',
    status: 404,
    error: 'unknown-document',
    says: 'no document',
  },
  { what: 'deleting twice', method: 'DELETE', path: '/gone', status: 410, error: 'document-deleted', says: 'deleted' },
  {
    what: 'exporting what is not there',
    method: 'GET',
    path: '/nothing/export',
    status: 404,
    error: 'unknown-document',
    says: 'no document',
  },
  {
    what: 'an unknown format',
    method: 'GET',
    path: '/there/export?format=docx',
    status: 400,
    error: 'unknown-format',
    says: 'brat',
  },
  {
    what: 'a format given twice',
    method: 'GET',
    path: '/there/export?format=brat&format=conll',
    status: 400,
    error: 'unknown-format',
    says: 'brat',
  },
  {
    what: 'an unknown layer',
    method: 'GET',
    path: '/there/export?layer=mine',
    status: 404,
    error: 'unknown-layer',
    says: 'shared',
  },
  {
    what: 'an unknown unit',
    method: 'GET',
    path: '/there/export?unit=inch',
    status: 400,
    error: 'unknown-unit',
    says: 'code-point',
  },
  {
    what: 'an unknown file',
    method: 'GET',
    path: '/there/export?file=..%2Fx',
    status: 404,
    error: 'unknown-file',
    says: 'documents.jsonl',
  },
  {
    what: 'an unknown unit of the native form',
    method: 'GET',
    path: '/there?unit=inch',
    status: 400,
    error: 'unknown-unit',
    says: 'byte',
  },
  {
    what: 'an unknown address',
    method: 'GET',
    path: '/../nowhere',
    status: 404,
    error: 'not-found',
    says: '/api/nowhere',
  },
  { what: 'an unknown method', method: 'PATCH', path: '/there', status: 404, error: 'not-found', says: 'PATCH' },
  { what: 'PUT without a type', method: 'PUT', path: '', status: 404, error: 'not-found', says: 'PUT' },
]

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

  test.each(refused)(
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
    { type: 'application/json; charset=utf-8', body: native, title: 'A cat.', id: 'from-native', characters: 6 },
    { type: 'text/plain', body: 'Élan vital\n\nA dog.\r\n', title: 'Élan vital', id: 'elan-vital', characters: 18 },
    { type: 'text/markdown', body: '# On *dogs*\n\nA dog.', title: 'On dogs', id: 'on-dogs', characters: 14 },
    { type: 'text/plain; charset=utf-8', body: '貓坐著。', title: '貓坐著。', id: 'document', characters: 4 },
  ])('$type makes $id', async ({ type, body, title, id, characters }) => {
    const { url } = await served()
    const made = await post(`${url}/api/documents`, body, type)
    expect(made).toMatchObject({ id, title, version: 1, characters })
    expect(made.layers).toEqual([{ id: 'shared', kind: 'shared', claims: 0 }])
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
