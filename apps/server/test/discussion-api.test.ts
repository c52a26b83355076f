import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sharedLayer, sharedText, yjsClaimStore } from '@claimspan/collab'
import { annotator, claim, document, layer, mention, writeNativeLine } from '@claimspan/core'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Role, type RunningServer, roles, startServer } from '../src/index.js'
import { connected, saved, signedIn, until, withAccounts } from './served.js'

const text = 'A 😀 cat sat.\nIt slept.'
/** A layer of each kind; the independent ones are the annotator's and the curator's. Each has two claims, a and b. */
const layers = [
  layer({ id: 'shared', kind: 'shared' }),
  layer({ id: 'annotator', kind: 'independent' }),
  layer({ id: 'curator', kind: 'independent' }),
  layer({ id: 'curated', kind: 'curated' }),
  layer({ id: 'suggested', kind: 'suggested' }),
]
const seed = (id: string) =>
  writeNativeLine({
    document: document({ id, text }),
    layers,
    annotators: [annotator('somebody')],
    claims: layers.flatMap(({ id }) =>
      ['a', 'b'].map((name, at) =>
        claim({
          id: `${id}-${name}`,
          layer: id,
          mentions: [mention(text, [{ from: at, to: at + 1 }])],
          status: name === 'a' ? 'proposed' : 'draft',
          createdBy: 'somebody',
          createdAt: '2026-01-02T03:04:05Z',
        }),
      ),
    ),
    relations: [],
    threads: [],
  })

type Answer = { readonly status: number; readonly body: Record<string, unknown> & { readonly message?: string } }

let server: RunningServer
let made = 0
beforeAll(async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'claimspan-server-'))
  await withAccounts(dataFolder, ...roles)
  server = await startServer({ dataFolder, port: 0 })
  return async () => {
    await server.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  }
})

/** A fresh document, and requests to it by people of these roles. */
async function project() {
  const id = `d${++made}`
  const people = new Map<Role, Readonly<Record<string, string>>>()
  for (const role of roles) people.set(role, (await sessionOf(role)).headers)
  const ask =
    (role: Role) =>
    async (method: string, path: string, body?: unknown): Promise<Answer> => {
      const answer = await fetch(`${server.url}/api/documents${path}`, {
        method,
        headers: { ...people.get(role), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const said = await answer.text()
      return { status: answer.status, body: said === '' ? {} : JSON.parse(said) }
    }
  expect((await ask('owner')('POST', '', seed(id))).status).toBe(201)
  const by = (role: Role) => (method: string, path: string, body?: unknown) => ask(role)(method, `/${id}${path}`, body)
  return { id, by }
}

/** One sign-in each: a server takes only so many at once. */
const sessions = new Map<Role, ReturnType<typeof signedIn>>()
function sessionOf(role: Role): ReturnType<typeof signedIn> {
  const known = sessions.get(role) ?? signedIn(server.url, role)
  sessions.set(role, known)
  return known
}

type Store = ReturnType<typeof yjsClaimStore>
type Doc = Awaited<ReturnType<typeof opened>>['claims']['document']

/** A layer as an editor has it open. */
async function opened(id: string, name: string) {
  const mei = connected(server.url, (await sessionOf('owner')).token)
  const [words, claims] = [mei.join(`text/${id}`), mei.join(`layer/${id}/${name}`)]
  await Promise.all([saved(words), saved(claims)])
  const edges = { now: () => '2001-01-01T00:00:00Z', newId: () => 'from-the-editor' }
  return { store: yjsClaimStore(sharedText(words.document), sharedLayer(claims.document), { edges }), words, claims }
}

describe('a relation over HTTP', () => {
  test('is made once, read, seen by who has the article open, and taken away', async () => {
    const { id, by } = await project()
    const { store } = await opened(id, 'shared')
    const wanted = { type: 'supports', from: 'shared-a', to: 'shared-b', note: 'since' }
    const made = await by('annotator')('POST', '/layers/shared/relations', { id: 'r1', ...wanted })
    expect(made).toEqual({
      status: 201,
      body: { id: 'r1', ...wanted, layer: 'shared', createdBy: 'annotator' },
    })
    // Another who says the same finds it there.
    expect(await by('owner')('POST', '/layers/shared/relations', wanted)).toEqual({ status: 200, body: made.body })
    await until('it has arrived', () => store.relations().length === 1)
    expect((await by('reader')('GET', '/layers/shared/relations')).body).toEqual({
      document: id,
      relations: [made.body],
    })
    expect((await by('reader')('GET', '/layers/shared/relations/r1')).body).toEqual(made.body)
    expect((await by('curator')('DELETE', '/layers/shared/relations/r1')).status).toBe(204)
    await until('it has gone', () => store.relations().length === 0)
    expect(await by('reader')('GET', '/layers/shared/relations/r1')).toMatchObject({
      status: 404,
      body: { error: 'unknown-relation' },
    })
    const { changes } = (await by('owner')('GET', '/history')).body as { changes: { by: string }[] }
    expect(changes.slice(-2).map(({ by }) => by)).toEqual(['annotator', 'curator'])
  })
})

describe('a discussion over HTTP', () => {
  test('is begun, answered, voted in, resolved and removed; who said what and when is what the log has', async () => {
    const { id, by } = await project()
    const { store, claims } = await opened(id, 'shared')
    const made = await by('annotator')('POST', '/layers/shared/threads', { claim: 'shared-a', text: 'Is it?' })
    expect(made).toMatchObject({
      status: 201,
      body: { claim: 'shared-a', resolved: false, comments: [{ by: 'annotator', text: 'Is it?' }] },
    })
    const thread = `/layers/shared/threads/${made.body.id}`
    const voted = await by('curator')('POST', `${thread}/comments`, { vote: 'disagree' })
    expect(voted).toMatchObject({
      status: 201,
      body: { comments: [{ by: 'annotator' }, { by: 'curator', text: '', vote: 'disagree' }] },
    })
    // What an editor says is the time is not what others are told.
    await until('both comments have arrived', () => store.threads()[0]?.comments.length === 2)
    const [open] = store.threads()
    if (open === undefined) throw new Error('It has arrived')
    store.addComment(open.id, { by: 'owner', at: '2001-01-01T00:00:00Z', text: 'I say' })
    await saved(claims)
    const read = await by('reader')('GET', thread)
    const said = read.body.comments as { by: string; at: string }[]
    expect(said.map((comment) => comment.by)).toEqual(['annotator', 'curator', 'owner'])
    expect(said.at(-1)?.at).not.toContain('2001')
    expect(await by('owner')('PATCH', thread, { resolved: true })).toMatchObject({ body: { resolved: true } })
    await until('the editor shows it', () => store.threads()[0]?.resolved === true)
    expect((await by('reader')('GET', '/layers/shared/threads')).body).toMatchObject({ threads: [{ resolved: true }] })
    expect((await by('owner')('DELETE', thread)).status).toBe(204)
    expect(await by('reader')('GET', thread)).toMatchObject({ status: 404, body: { error: 'unknown-thread' } })
  })
})

test('nobody says anything in the name of somebody who has an account, nor names them', async () => {
  const { id, by } = await project()
  const made = await by('annotator')('POST', '/layers/shared/threads', { claim: 'shared-a', text: 'Is it?' })
  const path = `/layers/shared/threads/${made.body.id}`
  const at = '2001-01-01T00:00:00Z'
  for (const forge of [
    (store: Store) => store.addComment(store.threads()[0]?.id ?? nobody(), { by: 'annotator', at, text: 'It is.' }),
    (store: Store) =>
      store.openThread(store.claims()[0]?.id ?? nobody(), { by: 'reader', at, text: 'I say', vote: 'agree' }),
    (_: Store, doc: Doc) => doc.getMap('annotators').set('annotator', 'Evil'),
  ]) {
    const { store, claims } = await opened(id, 'shared')
    const ended = new Promise<string>((resolve) =>
      claims.on('close', ({ event }: { event: { reason: string } }) => resolve(event.reason)),
    )
    forge(store, claims.document)
    expect(await ended).toBe('forbidden-write')
    claims.configuration.websocketProvider.destroy()
  }
  expect((await by('owner')('GET', path)).body).toEqual(made.body)
  // What she did say comes back as hers when somebody else takes its deletion back.
  const { store, claims } = await opened(id, 'shared')
  store.removeThread(store.threads()[0]?.id ?? nobody())
  await saved(claims)
  expect((await by('owner')('GET', '/layers/shared/threads')).body.threads).toEqual([])
  store.history.undo()
  await saved(claims)
  expect((await by('owner')('GET', path)).body).toEqual(made.body)
})

function nobody(): never {
  throw new Error('There is one')
}

describe('a decision over HTTP', () => {
  test('is kept in a curated layer, replaced by a later one, and taken back', async () => {
    const { id, by } = await project()
    const path = '/layers/curated/decisions'
    const decision = { field: 'types', about: 'shared-a', take: ['shared-a'] }
    const kept = await by('curator')('PUT', path, decision)
    expect(kept).toMatchObject({ status: 200, body: { document: id, ...decision, by: 'curator' } })
    const changed = { ...decision, take: [] }
    expect((await by('owner')('PUT', path, changed)).body).toMatchObject({ ...changed, by: 'owner' })
    // The same again is nobody's new decision.
    expect((await by('curator')('PUT', path, changed)).body).toMatchObject({ by: 'owner' })
    expect((await by('reader')('GET', path)).body).toMatchObject({ decisions: [changed] })
    expect((await by('curator')('DELETE', `${path}?field=types&about=shared-a`)).status).toBe(204)
    expect((await by('reader')('GET', path)).body).toEqual({ document: id, decisions: [] })
  })
})

describe('a text over HTTP', () => {
  test.each([
    ['code-point', 4, 7, 13, 15],
    ['utf-16', 5, 8, 14, 16],
    ['byte', 7, 10, 16, 18],
  ])('is edited in place, counted in %s, and claims keep their words', async (unit, from, to, from2, to2) => {
    const { id, by } = await project()
    await by('curator')('POST', '/layers/shared/claims', {
      id: 'sat',
      mentions: [{ spans: [{ from: 8, to: 11 }], quote: 'sat' }],
    })
    const { words } = await opened(id, 'shared')
    const edited = await by('curator')('PATCH', `/text?unit=${unit}`, {
      edits: [
        { from, to, quote: 'cat', text: 'black cat' },
        { from: from2, to: to2, quote: 'It', text: 'He' },
      ],
      blocks: [{ block: 1, kind: 'heading' }],
    })
    const now = 'A 😀 black cat sat.\nHe slept.'
    expect(edited).toEqual({
      status: 200,
      body: { document: id, version: 1, text: now, blocks: ['paragraph', 'heading'] },
    })
    await until('the editor shows it', () => words.document.getText('article').toString() === now)
    expect((await by('reader')('GET', '/layers/shared/claims/sat')).body).toMatchObject({
      mentions: [{ spans: [{ from: 14, to: 17 }], quote: 'sat' }],
    })
    const back = await by('owner')('PATCH', '/text', {
      blocks: [
        { block: 1, kind: 'paragraph' },
        { block: 0, kind: 'quote' },
      ],
    })
    expect(back.body.blocks).toEqual(['quote', 'paragraph'])
    const changes = await by('owner')('GET', '/changes?from=6&to=7')
    expect(changes.body.claims).toMatchObject([])
    const all = await by('owner')('GET', '/changes?from=0&to=999')
    expect(all.body.inserted).toContainEqual({ words: 'black ', at: 5, by: 'curator' })
  })
})

type Refused = readonly [
  what: string,
  method: string,
  path: string,
  body: unknown,
  status: number,
  error: string,
  says: RegExp,
]
const relation = { type: 'supports', from: 'shared-a', to: 'shared-b' }
const edit = { from: 4, to: 7, quote: 'cat', text: 'dog' }

const refused: readonly Refused[] = [
  ['a body that is not JSON', 'POST', '/layers/shared/relations', '{', 400, 'bad-json', /not JSON/],
  [
    'an author',
    'POST',
    '/layers/shared/relations',
    { ...relation, createdBy: 'owner' },
    400,
    'bad-request',
    /createdBy/,
  ],
  ['a prototype', 'POST', '/layers/shared/relations', '{"__proto__":{"a":1}}', 400, 'bad-request', /__proto__/],
  [
    'an id with ../',
    'POST',
    '/layers/shared/relations',
    { ...relation, id: '../r' },
    400,
    'bad-id',
    /id of a relation/,
  ],
  ['no type', 'POST', '/layers/shared/relations', { ...relation, type: '' }, 422, 'unsound-relation', /^\/type/],
  [
    'a claim of another layer',
    'POST',
    '/layers/shared/relations',
    { ...relation, to: 'curated-a' },
    422,
    'unsound-relation',
    /^\/to/,
  ],
  [
    'a claim and itself',
    'POST',
    '/layers/shared/relations',
    { ...relation, to: 'shared-a' },
    422,
    'unsound-relation',
    /itself/,
  ],
  [
    'a note that is a number',
    'POST',
    '/layers/shared/relations',
    { ...relation, note: 4 },
    422,
    'unsound-relation',
    /^\/note/,
  ],
  ['an unknown layer', 'POST', '/layers/mine/relations', relation, 404, 'unknown-layer', /it has shared/],
  [
    'an unknown relation',
    'DELETE',
    '/layers/shared/relations/..%2Fr',
    undefined,
    404,
    'unknown-relation',
    /no relation/,
  ],
  ['no words', 'POST', '/layers/shared/threads', { claim: 'shared-a', text: ' ' }, 400, 'bad-request', /"text"/],
  [
    'too many words',
    'POST',
    '/layers/shared/threads',
    { claim: 'shared-a', text: 'a'.repeat(20_001) },
    400,
    'bad-request',
    /20000/,
  ],
  [
    'half a character',
    'POST',
    '/layers/shared/threads',
    '{"claim":"shared-a","text":"\\ud83d"}',
    400,
    'bad-request',
    /"text"/,
  ],
  ['an unknown claim', 'POST', '/layers/shared/threads', { claim: 'x', text: 'a' }, 422, 'unsound-thread', /^\/claim/],
  [
    'another’s name',
    'POST',
    '/layers/shared/threads',
    { claim: 'shared-a', text: 'a', by: 'reader' },
    400,
    'bad-request',
    /"by"/,
  ],
  [
    'a vote on a draft',
    'POST',
    '/layers/shared/threads',
    { claim: 'shared-b', vote: 'agree' },
    409,
    'not-proposed',
    /draft/,
  ],
  [
    'a vote that is none',
    'POST',
    '/layers/shared/threads',
    { claim: 'shared-a', vote: 'maybe' },
    400,
    'bad-request',
    /agree or disagree/,
  ],
  ['an unknown thread', 'POST', '/layers/shared/threads/x/comments', { text: 'a' }, 404, 'unknown-thread', /"x"/],
  [
    'resolved that is a word',
    'PATCH',
    '/layers/shared/threads/x',
    { resolved: 'yes' },
    400,
    'bad-request',
    /true or false/,
  ],
  [
    'a decision in a shared layer',
    'PUT',
    '/layers/shared/decisions',
    { field: 'types', about: 'shared-a', take: [] },
    409,
    'not-curated',
    /shared/,
  ],
  [
    'a decision on nothing',
    'PUT',
    '/layers/curated/decisions',
    { field: 'types', about: '../x', take: [] },
    400,
    'bad-request',
    /"about"/,
  ],
  [
    'a decision that takes nothing that has an id',
    'PUT',
    '/layers/curated/decisions',
    { field: 'types', about: 'a', take: [4] },
    400,
    'bad-request',
    /"take"/,
  ],
  [
    'words that are others now',
    'PATCH',
    '/text',
    { edits: [{ ...edit, quote: 'dog' }] },
    422,
    'unsound-edit',
    /^\/edits\/0\/quote/,
  ],
  [
    'an edit past the end',
    'PATCH',
    '/text',
    { edits: [edit, { ...edit, from: 400, to: 403 }] },
    422,
    'unsound-edit',
    /^\/edits\/1\/from/,
  ],
  [
    'an edit inside of a character',
    'PATCH',
    '/text?unit=byte',
    { edits: [{ ...edit, from: 3 }] },
    422,
    'unsound-edit',
    /^\/edits\/0\/from/,
  ],
  ['two edits of the same words', 'PATCH', '/text', { edits: [edit, edit] }, 422, 'unsound-edit', /^\/edits\/1\/from/],
  [
    'words put where nothing says which place it is',
    'PATCH',
    '/text',
    { edits: [{ from: 4, to: 4, quote: '', text: 'x' }] },
    422,
    'unsound-edit',
    /beside/,
  ],
  [
    'half a character in a text',
    'PATCH',
    '/text',
    '{"edits":[{"from":4,"to":7,"quote":"cat","text":"\\ud83d"}]}',
    422,
    'unsound-edit',
    /^\/edits\/0\/text/,
  ],
  ['edits that are no list', 'PATCH', '/text', { edits: {} }, 400, 'bad-request', /"edits"/],
  [
    'a block that is not there',
    'PATCH',
    '/text',
    { blocks: [{ block: 9, kind: 'heading' }] },
    422,
    'unsound-edit',
    /^\/blocks\/0\/block/,
  ],
  [
    'a kind that is none',
    'PATCH',
    '/text',
    { edits: [edit], blocks: [{ block: 0, kind: 'poem' }] },
    422,
    'unsound-edit',
    /^\/blocks\/0\/kind/,
  ],
]
test('what is wrong is refused with its place, and nothing changes', async () => {
  const { by } = await project()
  const ask = by('owner')
  const before = (await ask('GET', '/history')).body
  for (const [what, method, path, body, status, error, says] of refused) {
    expect(await ask(method, path, body), what).toMatchObject({
      status,
      body: { error, message: expect.stringMatching(says) },
    })
  }
  const taken = await ask('POST', '/layers/curated/relations', {
    id: 'r',
    type: 't',
    from: 'curated-a',
    to: 'curated-b',
  })
  expect(taken.status).toBe(201)
  expect(await ask('POST', '/layers/shared/relations', { ...relation, id: 'r' })).toMatchObject({
    status: 409,
    body: { error: 'relation-exists' },
  })
  const { changes } = (await ask('GET', '/history')).body as { changes: object[] }
  expect(changes.slice(0, -1)).toEqual(before.changes)
})

describe('by role', () => {
  /** What making something in the shared, annotator's, curator's, curated and suggested layer is answered. */
  const written: Readonly<Record<Role, readonly number[]>> = {
    owner: [201, 403, 403, 201, 403],
    curator: [201, 403, 201, 201, 403],
    annotator: [201, 201, 404, 403, 403],
    reader: [403, 404, 404, 403, 403],
  }
  test.each(roles)('%s', async (role) => {
    const { by } = await project()
    const ask = by(role)
    for (const [at, { id, kind }] of layers.entries()) {
      const expected = written[role][at]
      const ends = { type: 'supports', from: `${id}-a`, to: `${id}-b` }
      const relation = await ask('POST', `/layers/${id}/relations`, ends)
      const thread = await ask('POST', `/layers/${id}/threads`, { claim: `${id}-a`, text: 'Why?' })
      expect([relation.status, thread.status], id).toEqual([expected, expected])
      const seen = expected === 404 ? 404 : 200
      for (const what of ['relations', 'threads', 'decisions']) {
        expect((await ask('GET', `/layers/${id}/${what}`)).status, `${id} ${what}`).toBe(seen)
      }
      const isIn = expected === 201
      const one = isIn ? [201, 200, 204, 204] : Array(4).fill(expected)
      expect([
        (await ask('POST', `/layers/${id}/threads/${thread.body.id}/comments`, { text: 'So.' })).status,
        (await ask('PATCH', `/layers/${id}/threads/${thread.body.id}`, { resolved: true })).status,
        (await ask('DELETE', `/layers/${id}/threads/${thread.body.id}`)).status,
        (await ask('DELETE', `/layers/${id}/relations/${relation.body.id}`)).status,
      ]).toEqual(one)
      const decision = await ask('PUT', `/layers/${id}/decisions`, { field: 'types', about: 'x', take: [] })
      expect(decision.status, id).toBe(isIn ? (kind === 'curated' ? 200 : 409) : expected)
    }
    const mayEdit = role === 'owner' || role === 'curator'
    expect((await ask('PATCH', '/text', { edits: [edit] })).status).toBe(mayEdit ? 200 : 403)
  })
})
