import { describe, expect, onTestFinished, test, vi } from 'vitest'
import WebSocket from 'ws'
import * as Y from 'yjs'
import { doorkeeper } from '../src/doorkeeper.js'
import { memoryLog } from '../src/memory-log.js'
import { syncRooms } from '../src/sync-rooms.js'
import { tokenBucket } from '../src/token-bucket.js'
import { emptyFolder } from './empty-folder.js'
import { closing, frame, socketIn, wire } from './frames.js'
import { connected, passwordOf, postDocument, saved, served, signedIn, withAccounts } from './served.js'

test('a token bucket gives what it holds at once and the rest by the second', () => {
  let now = 0
  const take = tokenBucket({ perSecond: 2, burst: 3 }, () => now)
  const takes = () => Array.from({ length: 5 }, () => take())
  expect(takes()).toEqual([true, true, true, false, false])
  now = 1000
  expect(takes()).toEqual([true, true, false, false, false])
  now = 100_000
  expect([take(3), take(0.5)]).toEqual([true, false])
})

describe('too much', () => {
  test('frames at once end the socket with a reason, and others go on', async () => {
    const { url } = await served()
    await postDocument(url, { id: 'd', text: 'A cat.' })
    const honest = connected(url).join('text/d')
    await saved(honest)
    const flood = await socketIn(url, 'text/d')
    const end = closing(flood)
    const question = frame('text/d', wire.sync, wire.step1, new Uint8Array([0]))
    for (let at = 0; at < 6000; at++) flood.send(question)
    expect(await end).toBe('4429 too-many-requests')
    honest.document.getText('article').insert(6, ' It sat.')
    await saved(honest)
  })

  test('an update of 60 MiB ends the socket before it is taken in, and changes nothing', async () => {
    const { url } = await served()
    await postDocument(url, { id: 'd', text: 'A cat.' })
    const large = await socketIn(url, 'text/d')
    const end = closing(large)
    large.send(new Uint8Array(60 * 1024 * 1024))
    expect(await end).toMatch(/^(1009|1006) /)
    const later = connected(url).join('text/d')
    await saved(later)
    expect(later.document.getText('article').toString()).toBe('A cat.')
  })

  test('text in a room that is full is refused with a reason', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    onTestFinished(() => told.mockRestore())
    const log = memoryLog({ now: () => '2026-01-02T03:04:05Z' })
    const doc = new Y.Doc()
    doc.getText('article').insert(0, 'A cat.')
    await log.createDocument('d', [{ room: 'text/d', update: Y.encodeStateAsUpdate(doc), user: 'server' }])
    const rooms = syncRooms(log, doorkeeper(log), () => undefined, { roomBytes: 1000 })
    const ended = new Promise<string>((resolve) => {
      const peer = rooms.connect(
        { send: () => undefined, close: (_code, reason) => resolve(String(reason)), readyState: 1 },
        new Request('http://localhost/sync'),
      )
      const client = new Y.Doc()
      client.getMap('returns').set('k', 'x'.repeat(2000))
      peer.receive(frame('text/d', wire.auth, 0, new Uint8Array()))
      setTimeout(() => peer.receive(frame('text/d', wire.sync, wire.update, Y.encodeStateAsUpdate(client))), 50)
    })
    expect(await ended).toBe('room-full')
    expect(log.history('text/d')).toHaveLength(1)
    await rooms.close()
  })

  test('before anybody has said who they are ends the socket', async () => {
    const told = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    onTestFinished(() => told.mockRestore())
    const { url } = await served()
    const socket = new WebSocket(`${url.replace('http', 'ws')}/sync`)
    socket.on('error', () => undefined)
    onTestFinished(() => socket.terminate())
    await new Promise((resolve) => socket.once('open', resolve))
    const end = closing(socket)
    for (let at = 0; at < 60; at++) socket.send(frame(`text/${at}`, wire.sync, wire.step1, new Uint8Array([0])))
    expect(await end).toMatch(/^4205 /)
  })

  test('that is a frame without end, from somebody whom no room has let in, is cut off', async () => {
    const { url } = await served()
    const socket = new WebSocket(`${url.replace('http', 'ws')}/sync`)
    socket.on('error', () => undefined)
    onTestFinished(() => socket.terminate())
    await new Promise((resolve) => socket.once('open', resolve))
    const end = closing(socket)
    socket.send(new Uint8Array(3 * 1024 * 1024), { fin: false })
    expect(await end).toMatch(/^1006 /)
  })

  test('from one socket waits outside, and what comes after it is answered all the same', async () => {
    const { url } = await served()
    await postDocument(url, { id: 'd', text: 'A cat.' })
    const socket = await socketIn(url, 'text/d')
    const began = performance.now()
    for (let at = 0; at < 2; at++) socket.send(frame('text/d', 5, new Uint8Array(4.5 * 1024 * 1024)))
    const other = 'layer/d/shared'
    const answered = new Promise<void>((resolve) =>
      socket.on('message', (said: Buffer) => said.includes(other) && resolve()),
    )
    socket.send(frame(other, wire.auth, 0, new Uint8Array()))
    await answered
    expect(performance.now() - began).toBeGreaterThan(400)
    expect(socket.readyState).toBe(socket.OPEN)
  })
})

/** A word that is in every password, text and claim of these tests; it must be in nothing that is told. */
const canary = 'canary-7c1d'

test.each([false, true])('no secret and no word of an article is told, as JSON: %s', async (jsonLog) => {
  const said: string[] = []
  for (const way of ['log', 'info', 'warn', 'error'] as const) {
    const told = vi
      .spyOn(console, way)
      .mockImplementation((...words: unknown[]) => void said.push(words.map(String).join(' ')))
    onTestFinished(() => told.mockRestore())
  }
  const dataFolder = emptyFolder()
  await withAccounts(dataFolder, 'owner')
  const { url, stop } = await served({ dataFolder, jsonLog, log: (line) => said.push(line) })
  const post = (path: string, body: string, headers: object = {}) =>
    fetch(`${url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })
  expect((await post('/api/session', `{"account":"owner","password":"${canary} wrong"}`)).status).toBe(401)
  expect((await post('/api/session', `{"account":"owner","password":"${canary}`)).status).toBe(400)
  const { headers, token } = await signedIn(url, 'owner')
  expect((await post('/api/documents', JSON.stringify({ id: 'd', text: canary }), headers)).status).toBe(201)
  expect((await post('/api/documents', `{"text": "${canary}`, headers)).status).toBe(400)
  expect((await fetch(`${url}/api/documents/d?secret=${canary}`, { headers })).status).toBe(200)
  const provider = connected(url, token).join('text/d')
  await saved(provider)
  provider.document.getText('article').insert(0, canary)
  await saved(provider)
  const hostile = await socketIn(url, 'text/d', await token())
  const end = closing(hostile)
  hostile.send(frame('text/d', wire.sync, wire.update, Buffer.from(canary)))
  await end
  await stop()
  const all = said.join('\n')
  for (const secret of [
    canary,
    passwordOf('owner'),
    headers.authorization.slice(7),
    await token().catch(() => 'none'),
  ]) {
    expect(all).not.toContain(secret)
  }
  if (jsonLog) {
    const requests = said.filter((line) => line.includes('"msg":"request"')).map((line) => JSON.parse(line) as object)
    expect(requests).toContainEqual(
      expect.objectContaining({
        method: 'GET',
        path: '/api/documents/d',
        status: 200,
        user: 'owner',
        time: expect.any(String),
      }),
    )
  }
})

test('what Prometheus asks for counts updates, refusals and requests', async () => {
  const { url } = await served()
  await postDocument(url, { id: 'd', text: 'A cat.' })
  const mei = connected(url).join('text/d')
  await saved(mei)
  mei.document.getText('article').insert(0, 'x')
  await saved(mei)
  const answer = await fetch(`${url}/metrics`)
  expect(answer.headers.get('content-type')).toContain('text/plain')
  const text = await answer.text()
  expect(text).toContain('claimspan_update_store_seconds_count 1')
  expect(text).toContain('claimspan_rooms 1')
  expect(text).toContain('claimspan_sockets 1')
  expect(text).toMatch(/claimspan_http_request_seconds_count\{method="POST",status="201"\} 1/)
  expect(text).toContain('process_resident_memory_bytes')
})

test('what Prometheus asks for is told on this machine and to owners, and to nobody whom a proxy asks for', async () => {
  const dataFolder = emptyFolder()
  await withAccounts(dataFolder, 'owner', 'curator')
  const { url, port } = await served({ dataFolder, host: '0.0.0.0' })
  const [owner, curator] = [await signedIn(url, 'owner'), await signedIn(url, 'curator')]
  const proxied = { 'x-forwarded-for': '192.0.2.1' }
  const status = async (headers: object = {}) =>
    (await fetch(`http://127.0.0.1:${port}/metrics`, { headers: { ...headers } })).status
  expect(await status()).toBe(200)
  expect(await status(proxied)).toBe(401)
  expect(await status({ forwarded: 'for=192.0.2.1' })).toBe(401)
  expect(await status({ ...proxied, ...curator.headers })).toBe(403)
  expect(await status({ ...proxied, ...owner.headers })).toBe(200)
})

describe('bad input to a server with accounts gets its status and sentence, and changes nothing', () => {
  test.each([
    ['a wrong token', 'GET', '/api/documents', { authorization: 'Bearer made-up' }, undefined, 401, 'signed-out'],
    ['a wrong cookie', 'GET', '/api/documents', { cookie: 'claimspan-session=made-up' }, undefined, 401, 'signed-out'],
    ['an unknown document', 'GET', '/api/documents/none', {}, undefined, 404, 'unknown-document'],
    ['an id with ../', 'GET', '/api/documents/..%2Fd', {}, undefined, 400, 'bad-id'],
    ['an id with ../ to restore', 'POST', '/api/documents/..%2Fd/restore', {}, '{"to":1}', 400, 'bad-id'],
    ['a body that is not JSON', 'POST', '/api/documents/d/restore', {}, '{"to":', 400, 'bad-json'],
    ['a JSON body that is a list', 'POST', '/api/invitations', {}, '[]', 400, 'bad-json'],
    ['a role that there is not', 'POST', '/api/invitations', {}, '{"role":"king"}', 400, 'bad-request'],
    ['an account that there is not', 'PATCH', '/api/people/none', {}, '{"closed":true}', 404, 'unknown-account'],
    ['a change to a prototype', 'PATCH', '/api/people/__proto__', {}, '{"closed":true}', 404, 'unknown-account'],
    ['the end of the last owner', 'PATCH', '/api/people/owner', {}, '{"closed":true}', 409, 'last-owner'],
    ['a foreign origin', 'POST', '/api/session', { origin: 'https://evil.example' }, '{}', 403, 'foreign-origin'],
  ] as const)('%s', async (_what, method, path, headers, body, status, error) => {
    const dataFolder = emptyFolder()
    await withAccounts(dataFolder, 'owner')
    const { url } = await served({ dataFolder })
    const owner = await signedIn(url, 'owner')
    const asOwner = 'authorization' in headers || 'cookie' in headers ? {} : owner.headers
    const made = await fetch(`${url}/api/documents`, {
      method: 'POST',
      headers: { ...owner.headers, 'content-type': 'application/json' },
      body: '{"id":"d","text":"A cat."}',
    })
    expect(made.status).toBe(201)
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { ...asOwner, ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body }),
    })
    expect(await answer.json()).toMatchObject({ error, message: expect.stringMatching(/^[A-Z"].*\.$/s) })
    expect(answer.status).toBe(status)
    const now = await fetch(`${url}/api/people`, { headers: owner.headers })
    expect(await now.json()).toMatchObject([{ id: 'owner', role: 'owner' }])
  })
})
