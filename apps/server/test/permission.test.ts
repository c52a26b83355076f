import { annotator, claim, document, layer, mention, writeNativeLine } from '@claimspan/core'
import type { HocuspocusProvider } from '@hocuspocus/provider'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import * as Y from 'yjs'
import { databasePath } from '../src/data-folder.js'
import { openDatabase } from '../src/database.js'
import { openPeople, type Role, roles } from '../src/index.js'
import { sqliteLog } from '../src/sqlite-log.js'
import { serveLog } from '../src/start-server.js'
import { emptyFolder } from './empty-folder.js'
import { closing, frame, socketIn, wire } from './frames.js'
import { connected, passwordOf, postDocument, saved, served, signedIn, until, withAccounts } from './served.js'

/** Layers of each kind; the independent ones are the annotator's and somebody else's. Each has one claim, which names it. */
const layers = [
  layer({ id: 'shared', kind: 'shared' }),
  layer({ id: 'annotator', kind: 'independent' }),
  layer({ id: 'somebody', kind: 'independent' }),
  layer({ id: 'curated', kind: 'curated' }),
  layer({ id: 'suggested', kind: 'suggested' }),
]
const text = 'A cat sat.'
const line = writeNativeLine({
  document: document({ id: 'd', text }),
  layers,
  annotators: [annotator('somebody', 'Somebody')],
  claims: layers.map(({ id }) =>
    claim({
      id: `of-${id}`,
      layer: id,
      mentions: [mention(text, [{ from: 2, to: 5 }])],
      note: `secret of ${id}`,
      createdBy: 'somebody',
      createdAt: '2026-01-02T03:04:05Z',
    }),
  ),
  relations: [],
  threads: [],
})
const rooms = ['text/d', ...layers.map(({ id }) => `layer/d/${id}`)]

/** A server with one account of each role and a document with layers of each kind. */
async function project() {
  const dataFolder = emptyFolder()
  await withAccounts(dataFolder, ...roles)
  const lines: string[] = []
  const server = await served({ dataFolder, log: (said) => lines.push(said) })
  const owner = await signedIn(server.url, 'owner')
  const made = await fetch(`${server.url}/api/documents`, {
    method: 'POST',
    headers: { ...owner.headers, 'content-type': 'application/json' },
    body: line,
  })
  expect(made.status).toBe(201)
  return { server, dataFolder, owner, lines }
}

/** What a room does with somebody: refuses them, or lets them read, or write. */
async function accessIn(url: string, room: string, token: () => Promise<string>): Promise<string> {
  const person = connected(url, token)
  const provider = person.join(room)
  const outcome = await new Promise<string>((resolve) => {
    provider.on('authenticationFailed', ({ reason }: { reason: string }) => resolve(reason))
    provider.on('synced', () => resolve('in'))
  })
  if (outcome !== 'in') return outcome
  await saved(provider)
  const written = write(provider)
  const fresh = connected(url, await freshOwner(url))
  const looks = fresh.join(room)
  await until('the change is acknowledged or refused', () => written.answered())
  await saved(looks)
  const reached = written.isIn(looks.document)
  expect(reached).toBe(written.acknowledged())
  person.leave()
  return reached ? 'write' : 'read'
}

const freshOwner = async (url: string) => (await signedIn(url, 'owner')).token

/** Change something that whoever may write in the room may change. */
function write(provider: HocuspocusProvider) {
  const isText = provider.configuration.name.startsWith('text/')
  const answers: boolean[] = []
  provider.on('message', ({ event }: { event: { data: ArrayBuffer } }) => {
    const bytes = new Uint8Array(event.data)
    const name = bytes[0] ?? 0
    if (bytes[name + 1] === 8) answers.push(bytes[name + 2] === 1)
  })
  if (isText) provider.document.getText('article').insert(0, 'X')
  else provider.document.getMap('annotators').set('x', 'X')
  return {
    answered: () => answers.length > 0,
    acknowledged: () => answers.at(-1) === true,
    isIn: (doc: Y.Doc) =>
      isText ? doc.getText('article').toString().includes('X') : doc.getMap('annotators').has('x'),
  }
}

describe('a room lets in by role', () => {
  test.each([
    ['owner', ['write', 'write', 'read', 'read', 'write', 'read']],
    ['curator', ['write', 'write', 'read', 'read', 'write', 'read']],
    ['annotator', ['read', 'write', 'write', 'not-allowed', 'read', 'read']],
    ['reader', ['read', 'read', 'not-allowed', 'not-allowed', 'read', 'read']],
  ] as const)('%s', { timeout: 60_000 }, async (role, expected) => {
    const { server } = await project()
    const { token } = await signedIn(server.url, role)
    const got: string[] = []
    for (const room of rooms) got.push(await accessIn(server.url, room, token))
    expect(got).toEqual(expected)
  })

  test('the harness notices a server that does not look at roles', { timeout: 60_000 }, async () => {
    const { server, dataFolder } = await project()
    await server.stop()
    const log = sqliteLog(openDatabase(databasePath(dataFolder)), { now: () => '2026-01-02T03:04:05Z' })
    const people = openPeople(dataFolder)
    onTestFinished(() => people.close())
    // The planted fault: everybody is an owner.
    const asOwner = (id: string) => {
      const who = people.session(id)
      return who === undefined ? undefined : { ...who, role: 'owner' as const }
    }
    const faulty = await serveLog(log, { port: 0, people: { ...people, session: asOwner } })
    onTestFinished(() => faulty.stop())
    const { token } = await signedIn(faulty.url, 'reader')
    expect(await accessIn(faulty.url, 'text/d', token)).toBe('write')
    expect(await accessIn(faulty.url, 'layer/d/somebody', token)).toBe('read')
  })

  test.each(['', 'made-up', '{"id":"guest-mei","name":"Mei"}'])('nobody with the token %j', async (token) => {
    const { server } = await project()
    for (const room of ['text/d', 'layer/d/shared']) {
      expect(await accessIn(server.url, room, async () => token)).toBe('signed-out')
    }
  })
})

describe('over HTTP', () => {
  const requests: readonly (readonly [
    what: string,
    method: string,
    path: string,
    body: string | undefined,
    Record<Role, number>,
  ])[] = [
    ['the list', 'GET', '/api/documents', undefined, { owner: 200, curator: 200, annotator: 200, reader: 200 }],
    ['a document', 'GET', '/api/documents/d', undefined, { owner: 200, curator: 200, annotator: 200, reader: 200 }],
    [
      'an export',
      'GET',
      '/api/documents/d/export',
      undefined,
      { owner: 200, curator: 200, annotator: 200, reader: 403 },
    ],
    [
      'the versions',
      'GET',
      '/api/documents/d/versions',
      undefined,
      { owner: 200, curator: 200, annotator: 200, reader: 403 },
    ],
    [
      'a version',
      'GET',
      '/api/documents/d/versions/1',
      undefined,
      { owner: 200, curator: 200, annotator: 200, reader: 403 },
    ],
    ['the accounts', 'GET', '/api/people', undefined, { owner: 200, curator: 403, annotator: 403, reader: 403 }],
    [
      'a new document',
      'POST',
      '/api/documents',
      '{"text":"New."}',
      { owner: 201, curator: 201, annotator: 403, reader: 403 },
    ],
    [
      'a new version',
      'POST',
      '/api/documents/d/versions',
      '{"text":"A dog sat."}',
      { owner: 201, curator: 201, annotator: 403, reader: 403 },
    ],
    [
      'an invitation',
      'POST',
      '/api/invitations',
      '{"role":"reader"}',
      { owner: 201, curator: 403, annotator: 403, reader: 403 },
    ],
    [
      'a new role',
      'PATCH',
      '/api/people/reader',
      '{"role":"owner"}',
      { owner: 200, curator: 403, annotator: 403, reader: 403 },
    ],
    ['a deletion', 'DELETE', '/api/documents/d', undefined, { owner: 204, curator: 403, annotator: 403, reader: 403 }],
  ]
  test.each(requests)('%s', async (_what, method, path, body, expected) => {
    for (const role of roles) {
      const { server } = await project()
      const { headers } = await signedIn(server.url, role)
      const ask = (more: object) =>
        fetch(`${server.url}${path}`, {
          method,
          headers: { ...more, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
          ...(body === undefined ? {} : { body }),
        })
      const nobody = await ask({})
      expect(nobody.status).toBe(401)
      expect(await nobody.json()).toMatchObject({ error: 'signed-out', message: 'Sign in first.' })
      const answer = await ask(headers)
      expect(answer.status, role).toBe(expected[role])
      if (answer.status === 403) expect(await answer.json()).toMatchObject({ error: 'not-allowed' })
      await server.stop()
    }
  })

  test.each(['', '/versions/1', '/export?file=documents.jsonl'])(
    'nobody gets the claims of a layer that they may not see (%s)',
    async (path) => {
      const { server } = await project()
      const seenBy = async (role: Role) => {
        const { headers } = await signedIn(server.url, role)
        const words = await (await fetch(`${server.url}/api/documents/d${path}`, { headers })).text()
        return layers.map(({ id }) => id).filter((id) => words.includes(`secret of ${id}`))
      }
      expect(await seenBy('owner')).toEqual(['shared', 'annotator', 'somebody', 'curated', 'suggested'])
      expect(await seenBy('annotator')).toEqual(['shared', 'annotator', 'curated', 'suggested'])
      expect(await seenBy('reader')).toEqual(path === '' ? ['shared', 'curated', 'suggested'] : [])
      const { headers } = await signedIn(server.url, 'annotator')
      const listed = (await (await fetch(`${server.url}/api/documents`, { headers })).json()) as {
        layers: { id: string }[]
      }[]
      expect(listed[0]).toMatchObject({ access: 'read' })
      expect(listed[0]?.layers.map(({ id }) => id)).toEqual(['shared', 'annotator', 'curated', 'suggested'])
    },
  )
})

describe('signing in', () => {
  const post = (url: string, path: string, body: object, headers: object = {}) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })

  test('gives the editor a cookie that no page can read, and ends with signing out', async () => {
    const { server } = await project()
    const answer = await post(server.url, '/api/session', { account: 'annotator', password: passwordOf('annotator') })
    expect(answer.status).toBe(200)
    const set = answer.headers.get('set-cookie') ?? ''
    expect(set).toMatch(/^claimspan-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/)
    const cookie = set.split(';')[0] ?? ''
    expect(JSON.stringify(await answer.json())).not.toContain(cookie.slice(18))
    const session = () => fetch(`${server.url}/api/session`, { headers: { cookie } }).then((one) => one.json())
    expect(await session()).toMatchObject({
      accounts: true,
      user: { id: 'annotator', name: 'ANNOTATOR', role: 'annotator' },
    })
    expect((await fetch(`${server.url}/api/session`, { method: 'DELETE', headers: { cookie } })).status).toBe(204)
    expect(await session()).toEqual({ accounts: true })
  })

  test.each([
    [{ account: 'annotator', password: 'wrong password' }, 401, 'wrong-password'],
    [{ account: 'nobody', password: 'wrong password' }, 401, 'wrong-password'],
    [{ account: 'annotator' }, 400, 'bad-request'],
    [{ account: ['annotator'], password: 'x' }, 400, 'bad-request'],
  ])('with %j is refused', async (body, status, error) => {
    const { server } = await project()
    const answer = await post(server.url, '/api/session', body)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(await answer.json()).toMatchObject({ error })
  })

  test('cannot be tried without end', async () => {
    const { server } = await project()
    const wrong = () => post(server.url, '/api/session', { account: 'owner', password: 'guess' })
    const statuses = await Promise.all(Array.from({ length: 12 }, async () => (await wrong()).status))
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0)
    expect(statuses.filter((status) => status === 401).length).toBeLessThan(10)
    // Others are not kept out by it.
    await signedIn(server.url, 'reader')
  })

  test('by an invitation makes an account of its role, once', async () => {
    const { server, owner } = await project()
    const made = await post(server.url, '/api/invitations', { role: 'annotator' }, owner.headers)
    const { path } = (await made.json()) as { path: string }
    const invitation = path.split('#')[1]
    expect(await (await post(server.url, '/api/invitations/read', { invitation })).json()).toEqual({
      role: 'annotator',
    })
    const asked = { invitation, account: 'new', name: 'New One', password: 'a fine password' }
    const joined = await post(server.url, '/api/invitations/accept', asked)
    expect(joined.status).toBe(201)
    expect(await joined.json()).toMatchObject({ user: { id: 'new', role: 'annotator' } })
    for (const [path, body] of [
      ['/api/invitations/accept', { ...asked, account: 'other' }],
      ['/api/invitations/read', { invitation }],
      ['/api/invitations/read', { invitation: '../x' }],
    ] as const) {
      const again = await post(server.url, path, body)
      expect(again.status).toBe(410)
      expect(await again.json()).toMatchObject({ error: 'bad-invitation' })
    }
  })
})

describe('who may not stay is sent out within five seconds', () => {
  const ended = async (act: (dataFolder: string, url: string, headers: object) => Promise<void>) => {
    const { server, dataFolder } = await project()
    const session = await signedIn(server.url, 'annotator')
    const provider = connected(server.url, session.token).join('layer/d/shared')
    await saved(provider)
    const began = Date.now()
    const reason = new Promise<string>((resolve) => {
      provider.on('authenticationFailed', ({ reason }: { reason: string }) => resolve(reason))
      provider.on('authenticated', ({ scope }: { scope: string }) => resolve(scope))
    })
    await act(dataFolder, server.url, session.headers)
    const what = await reason
    expect(Date.now() - began).toBeLessThan(5000)
    return what
  }

  test('when the account is closed from the command line', async () => {
    const close = async (dataFolder: string) => {
      const people = openPeople(dataFolder)
      await people.change('annotator', { closed: true })
      people.close()
    }
    expect(await ended(close)).toBe('signed-out')
  })

  test('when the session is ended', async () => {
    const signOut = async (_: string, url: string, headers: object) => {
      await fetch(`${url}/api/session`, { method: 'DELETE', headers: { ...headers } })
    }
    expect(await ended(signOut)).toBe('signed-out')
  })

  test('or may only read from then on, when the role is less', async () => {
    const less = async (_: string, url: string) => {
      const { headers } = await signedIn(url, 'owner')
      await fetch(`${url}/api/people/annotator`, {
        method: 'PATCH',
        headers: { ...headers, 'content-type': 'application/json' },
        body: '{"role":"reader"}',
      })
    }
    expect(await ended(less)).toBe('readonly')
  })
})

describe('the name on a change is the name of who made it', () => {
  test('the log has the account, whatever the client says, and nobody writes on under another’s id', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    onTestFinished(() => told.mockRestore())
    const { server, dataFolder } = await project()
    const { token } = await signedIn(server.url, 'annotator')
    const provider = connected(server.url, token).join('layer/d/shared')
    await saved(provider)
    provider.document.getMap('claims').set('c9', new Y.Map([['createdBy', 'owner']]))
    await saved(provider)
    const other = await signedIn(server.url, 'curator')
    const eve = await socketIn(server.url, 'layer/d/shared', await other.token())
    const forged = new Y.Doc()
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(provider.document))
    forged.clientID = provider.document.clientID
    const before = Y.encodeStateVector(forged)
    forged.getMap('claims').set('c10', 1)
    const end = closing(eve)
    eve.send(frame('layer/d/shared', wire.sync, wire.update, Y.encodeStateAsUpdate(forged, before)))
    expect(await end).toBe('4400 foreign-items')
    await server.stop()
    const log = sqliteLog(openDatabase(databasePath(dataFolder)), { now: () => '' })
    onTestFinished(() => log.close())
    expect(log.history('layer/d/shared').map(({ user }) => user)).toEqual(['server', 'annotator'])
    expect(log.clients('layer/d/shared').get(provider.document.clientID)).toMatchObject({ user: 'annotator' })
  })

  test('a reader cannot show another’s name to the others, nor take another’s away', async () => {
    const { server } = await project()
    const join = async (role: Role) => {
      const provider = connected(server.url, (await signedIn(server.url, role)).token).join('text/d')
      await saved(provider)
      return provider
    }
    const [annotating, reading, watching] = [await join('annotator'), await join('reader'), await join('owner')]
    annotating.setAwarenessField('user', { id: 'owner', name: 'Owner', color: '#112233' })
    const names = () =>
      [...(watching.awareness?.getStates().values() ?? [])].flatMap(({ user }) => (user === undefined ? [] : [user]))
    await until('the annotator is seen', () => names().length === 1)
    // The reader writes a state for the annotator's client, and one of its own, under a false name.
    const { awareness } = reading
    if (awareness === null) throw new Error('There is awareness')
    awareness.clientID = annotating.document.clientID
    awareness.setLocalState({ user: { id: 'reader', name: 'Fake' } })
    awareness.clientID = reading.document.clientID
    awareness.setLocalState({ user: { id: 'annotator', name: 'Annotator' } })
    await until('the reader is seen', () => names().length === 2)
    expect(names()).toEqual(
      expect.arrayContaining([
        { id: 'annotator', name: 'ANNOTATOR', color: '#112233' },
        { id: 'reader', name: 'READER' },
      ]),
    )
  })
})

test('a server for other machines wants an owner first', async () => {
  const dataFolder = emptyFolder()
  await expect(served({ dataFolder, host: '0.0.0.0' })).rejects.toMatchObject({
    kind: 'owner-needed',
    message: expect.stringContaining('claimspan account add'),
  })
  await withAccounts(dataFolder, 'owner')
  const { url } = await served({ dataFolder, host: '0.0.0.0' })
  await expect(postDocument(url, { text: 'A cat.' })).rejects.toThrow('401')
})
