import { createHash } from 'node:crypto'
import { describe, expect, onTestFinished, test } from 'vitest'
import WebSocket from 'ws'
import { databasePath } from '../src/data-folder.js'
import { openDatabase } from '../src/database.js'
import { openPeople } from '../src/index.js'
import { preparedRows } from '../src/statement.js'
import { emptyFolder } from './empty-folder.js'
import { closing, frame, socketIn, wire } from './frames.js'
import { connected, passwordOf, served, signedIn, until, withAccounts } from './served.js'

/** Stands in every secret that is sent: no line of the log may have it. */
const canary = 'canary-5f1c9e'

interface Line {
  readonly msg: string
  readonly method?: string
  readonly path?: string
  readonly status?: number
}

async function project() {
  const dataFolder = emptyFolder()
  await withAccounts(dataFolder, 'owner', 'annotator')
  const told: string[] = []
  const server = await served({ dataFolder, jsonLog: true, log: (line) => told.push(line) })
  const owner = await signedIn(server.url, 'owner')
  const made = await fetch(`${server.url}/api/documents`, {
    method: 'POST',
    headers: { ...owner.headers, 'content-type': 'application/json' },
    body: '{"id":"d","text":"A cat sat."}',
  })
  expect(made.status).toBe(201)
  const database = openDatabase(databasePath(dataFolder))
  onTestFinished(() => void database.close())
  const tables = ['documents', 'rooms', 'updates', 'accounts', 'invitations', 'webhooks', 'deliveries', 'sign_ins']
  return {
    url: server.url,
    owner,
    dataFolder,
    lines: () => told.map((line): Line => JSON.parse(line)),
    told,
    /** All that is kept, but for who is signed in. */
    kept: () =>
      createHash('sha256')
        .update(JSON.stringify(tables.map((name) => preparedRows(database, `SELECT * FROM ${name}`)())))
        .digest('hex'),
  }
}

type Project = Awaited<ReturnType<typeof project>>

const json = { 'content-type': 'application/json' }

interface Bad {
  readonly what: string
  readonly method?: string
  readonly path: string
  readonly headers?: (at: Project) => Record<string, string>
  readonly body?: string | Uint8Array
  readonly status: number
  readonly error: string
  readonly says: RegExp
}

const asOwner = ({ owner }: Project) => ({ ...owner.headers, ...json })

const requests: readonly Bad[] = [
  {
    what: 'a wrong token',
    path: '/api/documents',
    headers: () => ({ authorization: `Bearer ${canary}` }),
    status: 401,
    error: 'signed-out',
    says: /^Sign in first\.$/,
  },
  {
    what: 'a wrong cookie',
    path: '/api/documents',
    headers: () => ({ cookie: `claimspan-session=${canary}` }),
    status: 401,
    error: 'signed-out',
    says: /^Sign in first\.$/,
  },
  {
    what: 'a wrong password',
    method: 'POST',
    path: '/api/session',
    headers: () => json,
    body: JSON.stringify({ account: 'owner', password: canary }),
    status: 401,
    error: 'wrong-password',
    says: /no such account, or the password/,
  },
  {
    what: 'a link that is over or never was',
    method: 'POST',
    path: '/api/invitations/read',
    headers: () => json,
    body: JSON.stringify({ invitation: canary }),
    status: 410,
    error: 'bad-invitation',
    says: /was used, has expired or never was/,
  },
  {
    what: 'an update of 60 MiB over HTTP',
    method: 'POST',
    path: '/api/documents',
    headers: asOwner,
    body: `{"text":"${canary}${'a'.repeat(60 * 1024 * 1024)}"}`,
    status: 413,
    error: 'too-large',
    says: /larger than 20 MB/,
  },
  {
    what: 'a foreign origin',
    method: 'POST',
    path: '/api/documents',
    headers: (at) => ({ ...asOwner(at), origin: `https://${canary}.example` }),
    body: '{"text":"A dog."}',
    status: 403,
    error: 'foreign-origin',
    says: /Pages of other sites/,
  },
  ...['/api/documents', '/api/documents/d/layers', '/api/documents/d/layers/shared/claims', '/api/invitations'].map(
    (path): Bad => ({
      what: `a body that is not JSON (${path})`,
      method: 'POST',
      path,
      headers: asOwner,
      body: `{"password":"${canary}`,
      status: 400,
      error: 'bad-json',
      says: /^The body is not JSON/,
    }),
  ),
  ...['', '/export', '/history', '/changes', '/at/1', '/versions', '/versions/1', '/layers', '/claims'].map(
    (path): Bad => ({
      what: `an id with ../ (${path})`,
      path: `/api/documents/..%2F..%2Fetc${path}`,
      headers: asOwner,
      status: 400,
      error: 'bad-id',
      says: /is not a document id/,
    }),
  ),
  {
    what: 'an account with ../',
    method: 'PATCH',
    path: '/api/people/..%2Fowner',
    headers: asOwner,
    body: '{"role":"reader"}',
    status: 404,
    error: 'unknown-account',
    says: /There is no account/,
  },
  {
    what: 'an invitation with ../',
    method: 'DELETE',
    path: '/api/invitations/..%2Fx',
    headers: asOwner,
    status: 404,
    error: 'unknown-invitation',
    says: /no such invitation/,
  },
]

describe('gets a status and a sentence, is logged without secrets, and changes nothing:', () => {
  test.each(requests)('$what', async ({ method = 'GET', path, headers, body, status, error, says }) => {
    const at = await project()
    const before = at.kept()
    const answer = await fetch(`${at.url}${path}`, {
      method,
      headers: headers?.(at) ?? {},
      ...(body === undefined ? {} : { body }),
    })
    const said = (await answer.json()) as { message: string }
    expect(answer.status).toBe(status)
    expect(said).toMatchObject({ error, message: expect.stringMatching(says) })
    expect(JSON.stringify(said)).not.toContain(canary)
    await until('it is in the log', () => at.lines().some((line) => line.path === path && line.status === status))
    expect(at.told.join('\n')).not.toContain(canary)
    expect(at.kept()).toBe(before)
  })

  test('a closed account, which was signed in', async () => {
    const at = await project()
    const annotator = await signedIn(at.url, 'annotator')
    const people = openPeople(at.dataFolder)
    await people.change('annotator', { closed: true })
    people.close()
    const before = at.kept()
    for (const path of ['/api/documents', '/api/documents/d/claims']) {
      const answer = await fetch(`${at.url}${path}`, { headers: annotator.headers })
      expect([answer.status, await answer.json()]).toEqual([401, { error: 'signed-out', message: 'Sign in first.' }])
    }
    const again = await fetch(`${at.url}/api/session`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ account: 'annotator', password: passwordOf('annotator') }),
    })
    expect(again.status).toBe(401)
    expect(at.told.join('\n')).not.toContain(passwordOf('annotator'))
    expect(at.kept()).toBe(before)
  })

  test.each([
    ['a wrong token', 'text/d', canary, 'signed-out'],
    ['an unknown room', 'text/nothing', undefined, 'unknown-document'],
    ['a room with ../', 'text/../d', undefined, 'unknown-document'],
    ['no room at all', 'nonsense', undefined, 'unknown-document'],
  ])('over the socket, %s', async (_what, room, token, reason) => {
    const at = await project()
    const before = at.kept()
    const provider = connected(at.url, token ?? at.owner.token).join(room)
    const said = await new Promise<string>((resolve) => {
      provider.on('authenticationFailed', (failed: { reason: string }) => resolve(failed.reason))
    })
    expect(said).toBe(reason)
    await until('it is in the log', () =>
      at.lines().some(({ msg }) => msg === `Nobody was let into ${JSON.stringify(room)}: ${reason}`),
    )
    expect(at.told.join('\n')).not.toContain(canary)
    expect(at.kept()).toBe(before)
  })

  test('over the socket, an update of 60 MiB', async () => {
    const at = await project()
    const before = at.kept()
    const socket = await socketIn(at.url, 'text/d', await at.owner.token())
    const end = closing(socket)
    socket.send(frame('text/d', wire.sync, wire.update, new Uint8Array(60 * 1024 * 1024)))
    expect(await end).toMatch(/^1009/)
    await until('it is in the log', () =>
      at.lines().some(({ msg }) => msg === 'Closed a connection: its frame was too large'),
    )
    expect(at.kept()).toBe(before)
  })

  test('over the socket, a foreign origin', async () => {
    const at = await project()
    const before = at.kept()
    const socket = new WebSocket(`${at.url.replace('http', 'ws')}/sync`, { origin: `https://${canary}.example` })
    const refused = await new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
      socket.on('error', reject)
      socket.on('unexpected-response', (_request, answer) => {
        let body = ''
        answer.on('data', (chunk: Buffer) => {
          body += chunk.toString()
        })
        answer.on('end', () => resolve({ status: answer.statusCode, body }))
      })
    })
    expect(refused).toEqual({
      status: 403,
      body: '{"error":"forbidden","message":"Pages of other sites may not connect."}',
    })
    expect(at.lines().map(({ msg }) => msg)).toContain(
      'Refused a connection (403): Pages of other sites may not connect.',
    )
    expect(at.told.join('\n')).not.toContain(canary)
    expect(at.kept()).toBe(before)
  })
})
