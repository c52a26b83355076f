import { sharedLayer, sharedText, yjsClaimStore } from '@claimspan/collab'
import { annotator, claim, document, layer, mention, writeNativeLine } from '@claimspan/core'
import { describe, expect, test } from 'vitest'
import type { Role, RunningServer } from '../src/index.js'
import { emptyFolder } from './empty-folder.js'
import { connected, postDocument, saved, served, signedIn, until, withAccounts } from './served.js'

const text = 'A 😀 cat sat.\nIt slept.'
/** Code points: the smiley is one. */
const cat = { spans: [{ from: 4, to: 7 }], quote: 'cat' }
const slept = { spans: [{ from: 13, to: 21 }], quote: 'It slept' }

type Answer = { readonly status: number; readonly body: Record<string, unknown> & { readonly message?: string } }

/** Requests by a program that is signed in, or a guest. */
async function asking(url: string, role?: Role) {
  const headers = role === undefined ? {} : (await signedIn(url, role)).headers
  return async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const answer = await fetch(`${url}/api/documents/d${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const said = await answer.text()
    return { status: answer.status, body: said === '' ? {} : JSON.parse(said) }
  }
}

async function guests() {
  const server = await served()
  await postDocument(server.url, { id: 'd', text })
  return { server, ask: await asking(server.url) }
}

const people = ['owner', 'curator', 'annotator', 'reader'] as const

/** A document that has a layer of each kind, with one claim each. */
async function project(): Promise<RunningServer> {
  const dataFolder = emptyFolder()
  await withAccounts(dataFolder, ...people)
  const server = await served({ dataFolder })
  const layers = [
    layer({ id: 'shared', kind: 'shared' }),
    layer({ id: 'annotator', kind: 'independent' }),
    layer({ id: 'curator', kind: 'independent' }),
    layer({ id: 'curated', kind: 'curated' }),
    layer({ id: 'suggested', kind: 'suggested' }),
  ]
  const line = writeNativeLine({
    document: document({ id: 'd', text }),
    layers,
    annotators: [annotator('somebody')],
    claims: layers.map(({ id }) =>
      claim({
        id: `of-${id}`,
        layer: id,
        mentions: [mention(text, [{ from: 0, to: 1 }])],
        createdBy: 'somebody',
        createdAt: '2026-01-02T03:04:05Z',
      }),
    ),
    relations: [],
    threads: [],
  })
  const { headers } = await signedIn(server.url, 'owner')
  const made = await fetch(`${server.url}/api/documents`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: line,
  })
  expect(made.status).toBe(201)
  return server
}

describe('a claim over HTTP', () => {
  test('is made, read, changed field by field, and removed', async () => {
    const { ask } = await guests()
    const made = await ask('POST', '/layers/shared/claims', {
      mentions: [cat],
      types: ['Numerical Claim'],
      tags: ['one'],
      normalizedClaim: 'The cat sat.',
      confidence: 0.5,
      attribution: { kind: 'direct', source: { spans: [{ from: 0, to: 1 }], quote: 'A' }, speaker: { name: 'Kenny' } },
    })
    expect(made).toMatchObject({
      status: 201,
      body: { layer: 'shared', mentions: [cat], types: ['Numerical Claim'], status: 'draft', createdBy: 'guest' },
    })
    const path = `/layers/shared/claims/${made.body.id}`
    expect(await ask('GET', path)).toEqual({ status: 200, body: made.body })
    const before = made.body
    const changed = await ask('PATCH', path, {
      normalizedClaim: null,
      confidence: 0.75,
      tags: ['two'],
      status: 'proposed',
      mentions: [...(before.mentions as object[]), slept],
      attribution: { kind: 'indirect', cue: { spans: [{ from: 8, to: 11 }], quote: 'sat' } },
      evidence: [{ stance: 'SUPPORTS', items: [{ kind: 'url', url: 'https://example.com/' }] }],
    })
    expect(changed.status).toBe(200)
    expect(changed.body).not.toHaveProperty('normalizedClaim')
    expect(changed.body).toMatchObject({
      types: ['Numerical Claim'],
      tags: ['two'],
      confidence: 0.75,
      status: 'proposed',
      mentions: [cat, slept],
      attribution: { kind: 'indirect', cue: { quote: 'sat' } },
      updatedAt: expect.any(String),
    })
    expect(changed.body.attribution).not.toHaveProperty('source')
    const bare = await ask('PATCH', path, { mentions: [slept], attribution: null, confidence: null })
    expect(bare.body).toMatchObject({ mentions: [slept] })
    for (const gone of ['attribution', 'confidence']) expect(bare.body).not.toHaveProperty(gone)
    expect(await ask('DELETE', path)).toEqual({ status: 204, body: {} })
    expect(await ask('GET', path)).toMatchObject({ status: 404, body: { error: 'unknown-claim' } })
    expect((await ask('GET', '/claims')).body).toEqual({
      document: 'd',
      version: 1,
      offsetUnit: 'code-point',
      claims: [],
    })
  })

  test.each([
    ['code-point', 4, 7],
    ['utf-16', 5, 8],
    ['byte', 7, 10],
  ])('counts in %s when it is asked to', async (unit, from, to) => {
    const { ask } = await guests()
    const made = await ask('POST', `/layers/shared/claims?unit=${unit}`, {
      mentions: [{ spans: [{ from, to }], quote: 'cat' }],
    })
    expect(made.body).toMatchObject({ mentions: [{ spans: [{ from, to }], quote: 'cat' }] })
    expect((await ask('GET', '/layers/shared/claims')).body).toMatchObject({ claims: [{ mentions: [cat] }] })
  })

  test('reaches everybody who has the article open, and what they set at once stays', async () => {
    const { server, ask } = await guests()
    const mei = connected(server.url)
    const [words, claims] = [mei.join('text/d'), mei.join('layer/d/shared')]
    await saved(words)
    await saved(claims)
    const made = await ask('POST', '/layers/shared/claims', { id: 'c1', mentions: [cat] })
    expect(made.status).toBe(201)
    const store = yjsClaimStore(sharedText(words.document), sharedLayer(claims.document), {
      edges: { now: () => '2026-01-02T03:04:05Z', newId: () => 'x' },
    })
    await until('the claim has arrived', () => store.claims().length === 1)
    const [arrived] = store.claims()
    if (arrived === undefined) throw new Error('It has arrived')
    store.set(arrived.id, 'note', 'mine')
    await Promise.all([
      ask('PATCH', '/layers/shared/claims/c1', { confidence: 1 }),
      ask('PATCH', '/layers/shared/claims/c1', { tags: ['t'] }),
      saved(claims),
    ])
    await until('all of it is there', () => store.claims()[0]?.confidence === 1 && store.claims()[0]?.tags.length === 1)
    const { body } = await ask('GET', '/layers/shared/claims/c1')
    expect(body).toMatchObject({ note: 'mine', confidence: 1, tags: ['t'] })
    store.close()
  })

  test('bears the account of the session in the log and in exports, and no other can be given', async () => {
    const server = await project()
    const ask = await asking(server.url, 'annotator')
    expect(await ask('POST', '/layers/shared/claims', { id: 'mine', mentions: [cat] })).toMatchObject({
      status: 201,
      body: { createdBy: 'annotator' },
    })
    for (const key of ['createdBy', 'createdAt', 'updatedAt', 'layer']) {
      for (const [method, path] of [
        ['POST', ''],
        ['PATCH', '/mine'],
      ] as const) {
        const forged = await ask(method, `/layers/shared/claims${path}`, { mentions: [cat], [key]: 'owner' })
        expect(forged).toMatchObject({ status: 400, body: { error: 'bad-request' } })
        expect(forged.body.message).toContain(`"${key}"`)
      }
    }
    const history = await ask('GET', '/history')
    expect((history.body.changes as { by: string }[]).at(-1)).toMatchObject({ by: 'annotator', room: 'layer shared' })
    expect((history.body.changes as object[]).length).toBe(6)
  })

  const refused: readonly (readonly [string, string, string, unknown, number, string, RegExp])[] = [
    ['a body that is not JSON', 'POST', '/layers/shared/claims', '{"mentions":', 400, 'bad-json', /not JSON/],
    ['a list', 'POST', '/layers/shared/claims', [cat], 400, 'bad-json', /object/],
    ['no mention', 'POST', '/layers/shared/claims', {}, 422, 'unsound-claim', /mentions/],
    ['an empty list of mentions', 'POST', '/layers/shared/claims', { mentions: [] }, 422, 'unsound-claim', /mentions/],
    [
      'words that are others now',
      'POST',
      '/layers/shared/claims',
      { mentions: [{ ...cat, quote: 'dog' }] },
      422,
      'unsound-claim',
      /^\/mentions\/0\/quote: the quote is not the words at the spans/,
    ],
    [
      'a span past the end',
      'POST',
      '/layers/shared/claims',
      { mentions: [{ spans: [{ from: 4, to: 700 }], quote: 'cat' }] },
      422,
      'unsound-claim',
      /^\/mentions\/0\/spans\/0\/to: the span ends past the text/,
    ],
    [
      'a mention without words',
      'POST',
      '/layers/shared/claims',
      { mentions: [{ spans: [], quote: 'cat' }] },
      422,
      'unsound-claim',
      /needs spans/,
    ],
    [
      'a key that is no claim’s',
      'POST',
      '/layers/shared/claims',
      { mentions: [cat], colour: 'red' },
      422,
      'unsound-claim',
      /^\/colour: unknown key/,
    ],
    [
      'a prototype',
      'POST',
      '/layers/shared/claims',
      '{"mentions":[{"spans":[{"from":4,"to":7}],"quote":"cat"}],"__proto__":{"a":1}}',
      422,
      'unsound-claim',
      /__proto__/,
    ],
    [
      'an address that runs a script',
      'POST',
      '/layers/shared/claims',
      { mentions: [cat], evidence: [{ stance: 'SUPPORTS', items: [{ kind: 'url', url: 'javascript:alert(1)' }] }] },
      422,
      'unsound-claim',
      /not a safe url/,
    ],
    ['an id with ../', 'POST', '/layers/shared/claims', { id: '../c', mentions: [cat] }, 400, 'bad-id', /claim id/],
    ['an id in use', 'POST', '/layers/shared/claims', { id: 'c1', mentions: [cat] }, 409, 'claim-exists', /"c1"/],
    ['an unknown layer', 'POST', '/layers/mine/claims', { mentions: [cat] }, 404, 'unknown-layer', /it has shared/],
    ['a layer with ../', 'GET', '/layers/..%2Fshared/claims', undefined, 404, 'unknown-layer', /no layer/],
    ['an unknown claim', 'PATCH', '/layers/shared/claims/c9', { note: 'x' }, 404, 'unknown-claim', /"c9"/],
    ['a claim with ../', 'DELETE', '/layers/shared/claims/..%2Fc1', undefined, 404, 'unknown-claim', /no claim/],
    ['an unknown unit', 'GET', '/claims?unit=inch', undefined, 400, 'unknown-unit', /code-point/],
    ['a layer to list that there is not', 'GET', '/claims?layer=mine', undefined, 404, 'unknown-layer', /shared/],
    [
      'a confidence of 2',
      'PATCH',
      '/layers/shared/claims/c1',
      { confidence: 2 },
      422,
      'unsound-claim',
      /^\/confidence/,
    ],
    ['a part that cannot be changed', 'PATCH', '/layers/shared/claims/c1', { id: 'c2' }, 400, 'bad-request', /"id"/],
    ['taking the status away', 'PATCH', '/layers/shared/claims/c1', { status: null }, 422, 'unsound-claim', /status/],
    ['no mention left', 'PATCH', '/layers/shared/claims/c1', { mentions: [] }, 422, 'unsound-claim', /mentions/],
    ['a layer without a kind', 'POST', '/layers', { id: 'x' }, 400, 'bad-layer', /"kind"/],
    ['a layer with a bad id', 'POST', '/layers', { id: 'a/b', kind: 'shared' }, 400, 'bad-id', /layer id/],
    ['a layer that is there', 'POST', '/layers', { id: 'shared', kind: 'shared' }, 409, 'layer-exists', /"shared"/],
    ['a name that is a list', 'POST', '/layers', { id: 'x', kind: 'shared', name: [] }, 400, 'bad-layer', /"name"/],
    ['claims that are none', 'POST', '/layers', { id: 'x', kind: 'shared', claims: 4 }, 400, 'bad-layer', /"claims"/],
    [
      'a claim that is a number',
      'POST',
      '/layers',
      { id: 'x', kind: 'shared', claims: [4] },
      400,
      'bad-request',
      /^\/claims\/0/,
    ],
    [
      'an unsound claim in a new layer',
      'POST',
      '/layers',
      { id: 'x', kind: 'suggested', claims: [{ mentions: [cat] }, { mentions: [{ ...cat, quote: 'dog' }] }] },
      422,
      'unsound-claim',
      /^\/claims\/1\/mentions\/0\/quote/,
    ],
  ]
  test.each(refused)('%s is refused, and nothing changes', async (_what, method, path, body, status, error, says) => {
    const { ask } = await guests()
    await ask('POST', '/layers/shared/claims', { id: 'c1', mentions: [cat] })
    const before = (await ask('GET', '/history')).body
    const answer = await ask(method, path, body)
    expect(answer).toMatchObject({ status, body: { error, message: expect.stringMatching(says) } })
    expect((await ask('GET', '/history')).body).toEqual(before)
  })

  test('what changes nothing writes nothing', async () => {
    const { ask } = await guests()
    await ask('POST', '/layers/shared/claims', { id: 'c1', mentions: [cat], tags: ['a'] })
    const before = (await ask('GET', '/history')).body
    const same = await ask('PATCH', '/layers/shared/claims/c1', { tags: ['a'], mentions: [cat], status: 'draft' })
    expect(same.status).toBe(200)
    expect((await ask('GET', '/history')).body).toEqual(before)
  })
})

describe('layers and their claims by role', () => {
  const written: Readonly<Record<Role, readonly number[]>> = {
    owner: [201, 403, 403, 201, 403],
    curator: [201, 403, 201, 201, 403],
    annotator: [201, 201, 404, 403, 403],
    reader: [403, 404, 404, 403, 403],
  }
  test.each(people)('%s', async (role) => {
    const server = await project()
    const ask = await asking(server.url, role)
    const got: number[] = []
    for (const id of ['shared', 'annotator', 'curator', 'curated', 'suggested']) {
      const made = await ask('POST', `/layers/${id}/claims`, { mentions: [cat] })
      got.push(made.status)
      const isHidden = made.status === 404
      expect((await ask('GET', `/layers/${id}/claims`)).status).toBe(isHidden ? 404 : 200)
      const refusal = made.status === 201 ? [200, 204] : [made.status, made.status]
      expect((await ask('PATCH', `/layers/${id}/claims/of-${id}`, { note: 'x' })).status).toBe(refusal[0])
      expect((await ask('DELETE', `/layers/${id}/claims/of-${id}`)).status).toBe(refusal[1])
    }
    expect(got).toEqual(written[role])
    const seen = (await ask('GET', '/claims')).body.claims as { layer: string }[]
    const listed = (await ask('GET', '/layers')).body as unknown as { id: string }[]
    const hidden = ['shared', 'annotator', 'curator', 'curated', 'suggested'].filter((_, at) => got[at] === 404)
    for (const id of hidden) {
      expect(seen.map((one) => one.layer)).not.toContain(id)
      expect(listed.map((one) => one.id)).not.toContain(id)
    }
    expect(listed).toHaveLength(5 - hidden.length)
  })

  test('an annotator makes their own layer only, a curator any, a reader none', async () => {
    const server = await project()
    const dataless = await asking(server.url, 'annotator')
    const make = async (role: Role, body: object) =>
      (await (await asking(server.url, role))('POST', '/layers', body)).status
    expect(await make('annotator', { id: 'owner', kind: 'independent' })).toBe(403)
    expect(await make('annotator', { id: 'second', kind: 'shared' })).toBe(403)
    expect(await make('reader', { id: 'reader', kind: 'independent' })).toBe(403)
    expect(await make('curator', { id: 'second', kind: 'shared', name: 'Second pass' })).toBe(201)
    expect(await make('owner', { id: 'owner', kind: 'independent' })).toBe(201)
    expect(await make('curator', { id: 'late', kind: 'independent', claims: [{ mentions: [cat] }] })).toBe(403)
    expect(await make('curator', { id: 'late', kind: 'independent' })).toBe(201)
    // Whose it is sees it, others do not, and cannot tell it from one that is not there.
    expect((await dataless('GET', '/layers/owner/claims')).status).toBe(404)
    expect((await dataless('POST', '/layers', { id: 'owner', kind: 'independent' })).status).toBe(403)
    expect((await dataless('POST', '/layers/second/claims', { mentions: [slept] })).status).toBe(201)
  })

  test('an id is one claim’s in the whole document, also among layers that one does not see', async () => {
    const server = await project()
    const ask = await asking(server.url, 'annotator')
    for (const id of ['of-shared', 'of-curator']) {
      const taken = await ask('POST', '/layers/shared/claims', { id, mentions: [cat] })
      expect(taken).toMatchObject({ status: 409, body: { error: 'claim-exists' } })
    }
    const owner = await asking(server.url, 'owner')
    const layer = { id: 'x', kind: 'suggested', claims: [{ id: 'of-curated', mentions: [cat] }] }
    expect(await owner('POST', '/layers', layer)).toMatchObject({ status: 409, body: { error: 'claim-exists' } })
    const twice = { ...layer, claims: [1, 2].map(() => ({ id: 'twice', mentions: [cat] })) }
    expect(await owner('POST', '/layers', twice)).toMatchObject({ status: 422, body: { error: 'unsound-claim' } })
  })

  test('a suggested layer comes with its claims, by who made it and by which model, and stays as it is', async () => {
    const server = await project()
    const ask = await asking(server.url, 'curator')
    const origin = { kind: 'model', name: 'finder', version: '3' }
    const made = await ask('POST', '/layers', {
      id: 'finder',
      kind: 'suggested',
      claims: [
        { mentions: [cat], origin },
        { id: 's2', mentions: [slept], origin },
      ],
    })
    expect(made).toMatchObject({ status: 201, body: { id: 'finder', kind: 'suggested', claims: 2, access: 'read' } })
    expect((await ask('GET', '/layers/finder/claims')).body.claims).toMatchObject([
      { mentions: [cat], origin, createdBy: 'curator' },
      { id: 's2', origin, createdBy: 'curator' },
    ])
    expect((await ask('DELETE', '/layers/finder/claims/s2')).status).toBe(403)
    const owner = await asking(server.url, 'owner')
    const { changes } = (await owner('GET', '/history')).body as { changes: object[] }
    expect(changes.at(-1)).toMatchObject({ by: 'curator', room: 'layer finder' })
    const { token } = await signedIn(server.url, 'annotator')
    const provider = connected(server.url, token).join('layer/d/finder')
    await saved(provider)
    expect(provider.document.getMap('claims').size).toBe(2)
  })
})
