import { request } from 'node:http'
import { document, unannotated } from '@claimspan/core'
import { expect, onTestFinished, test, vi } from 'vitest'
import WebSocket from 'ws'
import * as Y from 'yjs'
import { readIncoming } from '../src/incoming-update.js'
import { memoryLog } from '../src/memory-log.js'
import { serveLog } from '../src/start-server.js'
import { firstUpdates } from '../src/stored-document.js'
import { maxFrameBytes } from '../src/sync-socket.js'
import { random } from './crash/random.js'
import { emptyFolder } from './empty-folder.js'
import { closing, frame, socketIn, varUint, wire } from './frames.js'
import { connected, postDocument, saved, served, until, withAccounts } from './served.js'

/** What became of a connection: open, or the HTTP status that refused it. */
function knock(url: string, headers: Record<string, string>, path = '/sync'): Promise<'open' | number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, { headers })
    socket.once('open', () => {
      socket.close()
      resolve('open')
    })
    socket.once('unexpected-response', (_request, answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    socket.on('error', reject)
  })
}

test.each([
  { who: 'a program', headers: () => ({}), result: 'open' },
  { who: 'its own page', headers: (url: string) => ({ origin: url }), result: 'open' },
  { who: 'a page of this machine', headers: () => ({ origin: 'http://localhost:5173' }), result: 'open' },
  { who: 'another site', headers: () => ({ origin: 'https://evil.example' }), result: 403 },
  { who: 'a site with a like name', headers: () => ({ origin: 'http://localhost.evil.example' }), result: 403 },
  { who: 'a sandboxed page', headers: () => ({ origin: 'null' }), result: 403 },
  { who: 'a file', headers: () => ({ origin: 'file://' }), result: 403 },
  {
    who: 'a site whose name was made to point here',
    headers: (url: string) => {
      const host = `evil.example:${new URL(url).port}`
      return { origin: `http://${host}`, host }
    },
    result: 403,
  },
] as const)('a socket for $who: $result', async ({ headers, result }) => {
  const { url } = await served()
  expect(await knock(url, headers(url))).toBe(result)
})

test('a server for other machines too takes pages of its own name only', async () => {
  const dataFolder = emptyFolder()
  await withAccounts(dataFolder, 'owner')
  const { url, port } = await served({ dataFolder, host: '0.0.0.0' })
  expect(await knock(url, { origin: `http://news.example:${port}`, host: `news.example:${port}` })).toBe('open')
  expect(await knock(url, { origin: `http://news.example`, host: `news.example:${port}` })).toBe(403)
  expect(await knock(url, { origin: `http://evil.example:${port}`, host: `news.example:${port}` })).toBe(403)
})

test('the socket has one address', async () => {
  const { url } = await served()
  for (const path of ['/', '/sync/x', '/api/sync']) expect(await knock(url, {}, path)).toBe(404)
  expect(await knock(url, {}, '/sync?x=1')).toBe('open')
})

test('a foreign host name cannot read a server on loopback', async () => {
  const { url } = await served()
  const status = await new Promise<number | undefined>((resolve, reject) => {
    request(`${url}/api/documents`, { headers: { host: 'evil.example' } }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
      .on('error', reject)
      .end()
  })
  expect(status).toBe(403)
  expect((await fetch(`http://localhost:${new URL(url).port}/api/health`)).status).toBe(200)
})

test.each([
  ['text/none', 'unknown-document'],
  ['layer/d/none', 'unknown-document'],
  ['layer/none/shared', 'unknown-document'],
  ['anything', 'unknown-document'],
  ['text/../d', 'unknown-document'],
  ['text/d/', 'unknown-document'],
])('the room %s is refused: %s', async (room, reason) => {
  const { url } = await served()
  await postDocument(url, { id: 'd', text: 'A cat.' })
  const mei = connected(url).join(room)
  const refusal = new Promise((resolve) => mei.on('authenticationFailed', (event: object) => resolve(event)))
  expect(await refusal).toEqual({ reason })
})

test('only whole V1 updates are read', () => {
  const doc = new Y.Doc()
  doc.clientID = 7
  doc.getText('t').insert(0, 'hello')
  doc.getText('t').delete(1, 2)
  const update = Y.encodeStateAsUpdate(doc)
  expect(readIncoming(update)).toMatchObject({ clocks: [{ client: 7, from: 0, to: 5 }], deletes: true })
  expect(readIncoming(new Uint8Array([0, 0]))).toMatchObject({ clocks: [], deletes: false })
  expect(readIncoming(Y.encodeStateAsUpdateV2(doc))).toBeUndefined()
  expect(readIncoming(new Uint8Array())).toBeUndefined()
  expect(readIncoming(new Uint8Array([...update, 0]))).toBeUndefined()
  for (let cut = 0; cut < update.length; cut++) expect(readIncoming(update.subarray(0, cut))).toBeUndefined()
})

const { sync, auth, step1, update } = wire

test('a malformed update is not stored nor answered; the connection ends', async () => {
  const { url } = await served()
  await postDocument(url, { id: 'd', text: 'A cat.' })
  const socket = await socketIn(url, 'text/d')
  const end = closing(socket)
  socket.send(frame('text/d', sync, update, new Uint8Array([1, 2, 3])))
  expect(await end).toBe('4400 malformed-update')
  const later = connected(url).join('text/d')
  await saved(later)
  expect(later.document.getText('article').toString()).toBe('A cat.')
})

test('text frames and frames that are too large end the connection', async () => {
  const { url } = await served()
  await postDocument(url, { id: 'd', text: 'A cat.' })
  const talker = await socketIn(url, 'text/d')
  const talked = closing(talker)
  talker.send('hello')
  expect(await talked).toBe('1003 binary-frames-only')
  const large = await socketIn(url, 'text/d')
  const ended = closing(large)
  large.send(new Uint8Array(maxFrameBytes + 1))
  expect(await ended).toMatch(/^(1009|1006) /)
})

test('of 20,000 broken frames none harms the others', { timeout: 240_000 }, async () => {
  const seed = Number(process.env.CLAIMSPAN_SEED ?? Date.now() % 1_000_000)
  const next = random(seed)
  // The sync engine tells of each on the console.
  const told = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  onTestFinished(() => told.mockRestore())
  const { url } = await served()
  await postDocument(url, { id: 'd', text: 'A cat.' })
  const honest = connected(url).join('text/d')
  await saved(honest)
  const doc = new Y.Doc()
  doc.getMap('junk').set('k', 'value')
  const sound = [
    frame('text/d', sync, update, Y.encodeStateAsUpdate(doc)),
    frame('text/d', sync, step1, Y.encodeStateVector(doc)),
    frame('text/d', auth, 0, new Uint8Array()),
    frame('text/d', 1, new Uint8Array([1, 5, 1, 2, 123, 125])),
    frame('text/d', 5, Buffer.from('x')),
    frame('text/d', 6, Buffer.from('x')),
  ]
  const rounds = 200
  /** Twenty sockets at once, since most end at their first or second frame. */
  const breakIn = async () => {
    const socket = await socketIn(url, 'text/d')
    for (let at = 0; at < 5; at++) {
      const broken = Uint8Array.from(sound[Math.floor(next() * sound.length)] ?? [])
      // Most keep the room's name, so that they get as far as what is in them.
      const from = next() < 0.8 ? 7 : 0
      for (let change = 0; change < 3; change++) {
        broken[from + Math.floor(next() * (broken.length - from))] = Math.floor(next() * 256)
      }
      socket.send(next() < 0.2 ? broken.subarray(0, Math.floor(next() * broken.length)) : broken)
    }
    return socket
  }
  for (let round = 0; round < rounds; round++) {
    const sockets = await Promise.all(Array.from({ length: 20 }, breakIn))
    honest.document.getText('article').insert(0, '.')
    await until(`round ${round} is saved (repeat with CLAIMSPAN_SEED=${seed})`, () => honest.unsyncedChanges === 0)
    for (const socket of sockets) socket.terminate()
  }
  const later = connected(url).join('text/d')
  await saved(later)
  expect(later.document.getText('article').toString()).toBe(`${'.'.repeat(rounds)}A cat.`)
})

test('a well formed update that Yjs cannot apply is refused before it is stored', async () => {
  const dataFolder = emptyFolder()
  const lines: string[] = []
  const first = await served({ dataFolder, log: (line) => lines.push(line) })
  await postDocument(first.url, { id: 'd', text: 'A cat.' })
  const honest = connected(first.url).join('text/d')
  await saved(honest)
  const [from] = [...Y.decodeStateVector(Y.encodeStateVector(honest.document)).keys()]
  // One item of client 2, "x", between the text's first character and client 2's own next item, which there is not.
  const writer = varUint(from ?? 0)
  const poison = new Uint8Array([1, 1, 2, 0, 0xc4, ...writer, 0, 2, 1, 1, 0x78, 0])
  expect(() => Y.applyUpdate(honest.document, poison)).toThrow()
  const hostile = await socketIn(first.url, 'text/d')
  const end = closing(hostile)
  hostile.send(frame('text/d', sync, update, poison))
  expect(await end).toBe('4400 malformed-update')
  await first.stop()
  const again = await served({ dataFolder, log: (line) => lines.push(line) })
  const later = connected(again.url).join('text/d')
  await saved(later)
  expect(later.document.getText('article').toString()).toBe('A cat.')
  expect(lines.join('\n')).not.toContain('cannot be applied')
})

test('a log that has such an update from before does not keep anybody out of the room', async () => {
  const log = memoryLog({ now: () => '2026-01-02T03:04:05Z' })
  await log.createDocument('d', firstUpdates(unannotated(document({ id: 'd', text: 'A cat.' }))))
  const [writer] = [...log.clients('text/d').keys()]
  const poison = new Uint8Array([1, 1, 2, 0, 0xc4, ...varUint(writer ?? 0), 0, 2, 1, 1, 0x78, 0])
  await log.append({ room: 'text/d', update: poison, clocks: [{ client: 2, from: 0, to: 1 }] })
  const lines: string[] = []
  const server = await serveLog(log, { port: 0, log: (line) => lines.push(line) })
  onTestFinished(() => server.stop())
  const mei = connected(server.url).join('text/d')
  await saved(mei)
  mei.document.getText('article').insert(6, ' It sat.')
  await saved(mei)
  expect(mei.document.getText('article').toString()).toBe('A cat. It sat.')
  expect(lines.join('\n')).toContain('1 updates cannot be applied')
})
