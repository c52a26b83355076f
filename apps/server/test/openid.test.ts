import { join } from 'node:path'
import { OAuth2Server } from 'oauth2-mock-server'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../src/database.js'
import { openIdSettings } from '../src/openid-settings.js'
import { memorySignIns, sqliteSignIns } from '../src/sign-ins.js'
import { emptyFolder } from './empty-folder.js'
import { served, signedIn, withAccounts } from './served.js'
import { signInsContract } from './sign-ins-contract.js'

signInsContract('The store in memory', async () => {
  const store = memorySignIns()
  return { store, other: async () => store }
})

signInsContract('The store in SQLite', async () => {
  const path = join(emptyFolder(), 'sign-ins.db')
  const open = async () => {
    const database = openDatabase(path)
    onTestFinished(() => void database.close())
    return sqliteSignIns(database)
  }
  return { store: await open(), other: open }
})

const page = { accept: 'text/html' }

/** A provider on this machine that lets everybody in as `sub`. */
async function provider() {
  const server = new OAuth2Server()
  await server.issuer.keys.generate('RS256')
  await server.start(0, '127.0.0.1')
  onTestFinished(() => server.stop().catch(() => undefined))
  const { service } = server
  let claims: Record<string, unknown> = { sub: 'mei-at-provider', name: 'Mei Ito', preferred_username: 'mei' }
  service.on('beforeTokenSigning', (token) => {
    Object.assign(token.payload, claims)
  })
  service.on('beforeUserinfo', (answer) => {
    answer.body = claims
  })
  return {
    server,
    service,
    issuer: server.issuer.url ?? '',
    is(more: Record<string, unknown>) {
      claims = { ...claims, ...more }
    },
  }
}

type Provider = Awaited<ReturnType<typeof provider>>

async function project(at: Provider, more: object = {}) {
  const dataFolder = emptyFolder()
  await withAccounts(dataFolder, 'owner')
  const lines: string[] = []
  const openId = { issuer: at.issuer, clientId: 'claimspan', clientSecret: 'canary-secret', name: 'Example' }
  const server = await served({
    dataFolder,
    openId: { ...openId, ...more },
    log: (line) => lines.push(line),
    jsonLog: true,
  })
  return { url: server.url, lines, owner: await signedIn(server.url, 'owner') }
}

/** A browser: it keeps cookies, and goes where it is sent when it is told to. */
function browser(url: string) {
  const cookies = new Map<string, string>()
  const ask = async (address: string, init: RequestInit = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(address, {
      redirect: 'manual',
      ...init,
      headers: { ...(address.startsWith(url) ? { cookie } : {}), ...init.headers },
    })
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (set.includes('Max-Age=0')) cookies.delete(name)
      else cookies.set(name, value)
    }
    return answer
  }
  return {
    cookies,
    ask,
    post: (path: string, body: object) =>
      ask(`${url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    /** From the button to the address that the provider sends the browser back to. */
    async toProvider(body: object = {}): Promise<string> {
      const begun = await this.post('/api/session/openid', body)
      if (begun.status !== 200) throw new Error(`${begun.status} ${await begun.text()}`)
      const { location } = (await begun.json()) as { location: string }
      return (await ask(location)).headers.get('location') ?? ''
    },
    async session() {
      return (await ask(`${url}/api/session`)).json()
    },
  }
}

const back = async (answer: Response) => ({
  status: answer.status,
  ...((await answer.json()) as { error: string; message: string }),
})

describe('signing in through a provider', () => {
  test('by an invitation makes an account, and afterwards finds it by issuer and subject', async () => {
    const at = await provider()
    const { url, owner, lines } = await project(at)
    const invited = await fetch(`${url}/api/invitations`, {
      method: 'POST',
      headers: { ...owner.headers, 'content-type': 'application/json' },
      body: '{"role":"curator"}',
    })
    const invitation = ((await invited.json()) as { path: string }).path.split('#')[1] ?? ''
    const mei = browser(url)
    expect(await mei.session()).toEqual({ accounts: true, openId: { name: 'Example' } })
    const came = await mei.toProvider({ invitation, to: '/d/article' })
    expect(came).toMatch(`${url}/api/session/openid/callback?`)
    const done = await mei.ask(came, { headers: page })
    expect([done.status, done.headers.get('location')]).toEqual([303, '/d/article'])
    const set = done.headers.getSetCookie().find((one) => one.startsWith('claimspan-session='))
    expect(set).toMatch(/HttpOnly; SameSite=Strict/)
    expect([...mei.cookies.keys()]).toEqual(['claimspan-session'])
    expect(await mei.session()).toMatchObject({ user: { id: 'mei', name: 'Mei Ito', role: 'curator' } })
    // The name may change, the subject does not.
    at.is({ name: 'Mei Tanaka', preferred_username: 'owner' })
    const again = browser(url)
    expect((await again.ask(await again.toProvider())).status).toBe(303)
    expect(await again.session()).toMatchObject({ user: { id: 'mei', name: 'Mei Ito' } })
    const secrets = [
      invitation,
      'canary-secret',
      new URL(came).searchParams.get('code') ?? '?',
      set?.slice(18, 61) ?? '?',
    ]
    for (const secret of secrets) expect(lines.join('\n')).not.toContain(secret)
  })

  test('asks with PKCE, state and nonce, and without the secret', async () => {
    const at = await provider()
    const { url } = await project(at)
    const begun = await browser(url).post('/api/session/openid', {})
    const { location } = (await begun.json()) as { location: string }
    const { searchParams, origin } = new URL(location)
    expect(origin).toBe(at.issuer)
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: 'claimspan',
      redirect_uri: `${url}/api/session/openid/callback`,
      response_type: 'code',
      scope: 'openid profile email',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    })
    expect(begun.headers.getSetCookie()[0]).toMatch(
      /^claimspan-sign-in=.*Path=\/api\/session\/openid; HttpOnly; SameSite=Lax/,
    )
  })

  test('by the domain of a verified address only where that is set up, in its role, under a free id', async () => {
    const at = await provider()
    const join = { domains: ['example.org'], role: 'annotator' as const }
    const { url, owner } = await project(at, { join })
    const accounts = async () =>
      (await (await fetch(`${url}/api/people`, { headers: owner.headers })).json()) as { id: string; role: string }[]
    const enter = async () => {
      const someone = browser(url)
      return someone.ask(await someone.toProvider())
    }
    for (const claims of [
      { email: 'mei@example.org' },
      { email: 'mei@example.org', email_verified: 'true' },
      { email: 'mei@evil-example.org', email_verified: true },
      { email: 'mei@example.org.evil.net', email_verified: true },
      { email: 'example.org', email_verified: false },
    ]) {
      at.is({ email_verified: undefined, ...claims })
      expect(await back(await enter())).toMatchObject({ status: 403, error: 'no-account' })
    }
    at.is({ email: 'owner@EXAMPLE.org', email_verified: true, preferred_username: 'owner' })
    expect((await enter()).status).toBe(303)
    // The same address does not make anybody an account that is there: only the subject counts.
    expect(await accounts()).toMatchObject([
      { id: 'owner', role: 'owner' },
      { id: 'owner-2', role: 'annotator' },
    ])
    await fetch(`${url}/api/people/owner-2`, {
      method: 'PATCH',
      headers: { ...owner.headers, 'content-type': 'application/json' },
      body: '{"closed":true}',
    })
    expect(await back(await enter())).toMatchObject({ status: 403, error: 'account-closed' })
    expect(await accounts()).toHaveLength(2)
  })

  test('is linked to an account by who is signed in to it, and to one only', async () => {
    const at = await provider()
    const { url } = await project(at)
    const owner = browser(url)
    await owner.post('/api/session', { account: 'owner', password: 'the password of owner' })
    expect((await owner.ask(await owner.toProvider({ link: true }))).status).toBe(303)
    const again = browser(url)
    expect((await again.ask(await again.toProvider())).status).toBe(303)
    expect(await again.session()).toMatchObject({ user: { id: 'owner' } })
    const nobody = await browser(url).post('/api/session/openid', { link: true })
    expect(await back(nobody)).toMatchObject({ status: 401, error: 'signed-out' })
  })
})

describe('nobody gets in with', () => {
  const hostile: readonly (readonly [string, (at: Provider) => void])[] = [
    ['another nonce', (at) => at.is({ nonce: 'another' })],
    ['no nonce', (at) => at.is({ nonce: undefined })],
    ['another audience', (at) => at.is({ aud: 'another-client' })],
    ['another issuer', (at) => at.is({ iss: 'https://evil.example' })],
    ['an id token that is over', (at) => at.is({ exp: Math.floor(Date.now() / 1000) - 3600 })],
    ['an id token of the future', (at) => at.is({ nbf: Math.floor(Date.now() / 1000) + 3600 })],
    ['no subject', (at) => at.is({ sub: undefined })],
    [
      'a forged signature',
      (at) =>
        at.service.on('beforeResponse', ({ body }) => {
          const answer = body as Record<string, unknown>
          const [head, payload] = String(answer.id_token).split('.')
          answer.id_token = [head, payload, Buffer.alloc(256, 7).toString('base64url')].join('.')
        }),
    ],
    [
      'an unsigned id token',
      (at) =>
        at.service.on('beforeResponse', ({ body }) => {
          const answer = body as Record<string, unknown>
          const [, payload] = String(answer.id_token).split('.')
          answer.id_token = [Buffer.from('{"alg":"none"}').toString('base64url'), payload, ''].join('.')
        }),
    ],
    [
      'no id token',
      (at) =>
        at.service.on('beforeResponse', (answer) => {
          answer.body = { access_token: 'x', token_type: 'Bearer' }
        }),
    ],
    [
      'a refused code',
      (at) =>
        at.service.on('beforeResponse', (answer) => {
          answer.statusCode = 400
          answer.body = { error: 'invalid_grant' }
        }),
    ],
    [
      'user info of somebody else',
      (at) =>
        at.service.on('beforeUserinfo', (answer) => {
          answer.body = { sub: 'somebody-else', email: 'x@example.org', email_verified: true }
        }),
    ],
  ]
  test.each(hostile)('%s', async (_what, spoil) => {
    const at = await provider()
    const { url } = await project(at, { join: { domains: ['example.org'], role: 'reader' } })
    const honest = browser(url)
    const came = await honest.toProvider()
    spoil(at)
    expect(await back(await honest.ask(came))).toMatchObject({
      status: 401,
      error: 'sign-in-refused',
      message: expect.stringContaining('Sign in again'),
    })
    expect(await honest.session()).toMatchObject({ accounts: true })
    expect(await honest.session()).not.toHaveProperty('user')
  })

  test('a state that was used, is of another browser, was changed or is missing', async () => {
    const at = await provider()
    const { url } = await project(at, { join: { domains: ['example.org'], role: 'reader' } })
    at.is({ email: 'mei@example.org', email_verified: true })
    const mei = browser(url)
    const came = await mei.toProvider()
    const attempt = mei.cookies.get('claimspan-sign-in') ?? ''
    expect((await mei.ask(came)).status).toBe(303)
    mei.cookies.set('claimspan-sign-in', attempt)
    expect(await back(await mei.ask(came))).toMatchObject({ status: 401, error: 'sign-in-refused' })
    // Somebody is made to follow an address that another began with: they would be signed in as the other.
    const eve = browser(url)
    const forVictim = await eve.toProvider()
    const victim = browser(url)
    expect(await back(await victim.ask(forVictim))).toMatchObject({ status: 401 })
    await victim.toProvider()
    expect(await back(await victim.ask(forVictim))).toMatchObject({ status: 401 })
    expect(await back(await eve.ask(forVictim))).toMatchObject({ status: 401 })
    for (const change of [
      (query: URLSearchParams) => query.set('state', 'x'),
      (query: URLSearchParams) => query.delete('state'),
    ]) {
      const one = browser(url)
      const spoiled = new URL(await one.toProvider())
      change(spoiled.searchParams)
      expect(await back(await one.ask(spoiled.href))).toMatchObject({ status: 401 })
    }
    const refusing = browser(url)
    const denied = new URL(await refusing.toProvider())
    denied.searchParams.delete('code')
    denied.searchParams.set('error', 'access_denied')
    const seen = await refusing.ask(denied.href, { headers: page })
    expect([seen.status, seen.headers.get('content-type')]).toEqual([401, 'text/html; charset=utf-8'])
    expect(await seen.text()).toContain('Back to Claimspan')
  })

  test('an invitation that was used, or a provider that is down; then it works when it is back', async () => {
    const at = await provider()
    const { url } = await project(at)
    const someone = browser(url)
    expect(await back(await someone.post('/api/session/openid', { invitation: 'made-up' }))).toMatchObject({
      status: 410,
      error: 'bad-invitation',
    })
    const { port } = at.server.address()
    await at.server.stop()
    expect(await back(await someone.post('/api/session/openid', {}))).toMatchObject({
      status: 502,
      error: 'provider-failed',
      message: 'Example does not answer. Try again later.',
    })
    await at.server.start(port, '127.0.0.1')
    expect((await someone.post('/api/session/openid', {})).status).toBe(200)
  })
})

describe('settings', () => {
  const sound = { CLAIMSPAN_OPENID_ISSUER: 'https://id.example.org', CLAIMSPAN_OPENID_CLIENT_ID: 'c' }

  test('are read from the environment', () => {
    expect(openIdSettings(undefined, {})).toBeUndefined()
    expect(
      openIdSettings(undefined, {
        ...sound,
        CLAIMSPAN_OPENID_CLIENT_SECRET: 's',
        CLAIMSPAN_OPENID_NAME: 'Example',
        CLAIMSPAN_OPENID_URL: 'https://claims.example.org/',
        CLAIMSPAN_OPENID_DOMAINS: 'example.org, example.com',
        CLAIMSPAN_OPENID_ROLE: 'annotator',
      }),
    ).toEqual({
      issuer: 'https://id.example.org',
      clientId: 'c',
      clientSecret: 's',
      name: 'Example',
      url: 'https://claims.example.org',
      join: { domains: ['example.org', 'example.com'], role: 'annotator' },
    })
  })

  test.each([
    [{ CLAIMSPAN_OPENID_ISSUER: '' }, /"issuer" has to be a string/],
    [{ CLAIMSPAN_OPENID_ISSUER: 'http://id.example.org' }, /"issuer".*https/],
    [{ CLAIMSPAN_OPENID_CLIENT_ID: '' }, /"clientId"/],
    [{ CLAIMSPAN_OPENID_URL: 'https://x.example/path' }, /"url"/],
    [{ CLAIMSPAN_OPENID_DOMAINS: '*' }, /"join.domains"/],
    [{ CLAIMSPAN_OPENID_DOMAINS: 'example.org', CLAIMSPAN_OPENID_ROLE: 'owner' }, /"join.role"/],
  ])('that are not sound are refused with a sentence: %j', (more, says) => {
    expect(() => openIdSettings(undefined, { ...sound, ...more })).toThrow(says)
  })

  test('for other machines need the address of the server', async () => {
    const dataFolder = emptyFolder()
    await withAccounts(dataFolder, 'owner')
    const openId = { issuer: 'https://id.example.org', clientId: 'c', name: 'x' }
    await expect(served({ dataFolder, host: '0.0.0.0', openId })).rejects.toMatchObject({ kind: 'bad-openid-settings' })
  })
})
