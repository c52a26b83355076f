import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Doorkeeper } from './doorkeeper.js'
import { HttpProblem } from './http-problem.js'
import type { Identity } from './identity.js'
import { jsonBody, stringField } from './json-body.js'
import type { NewSession, People } from './people.js'
import { orProblem } from './people-problem.js'
import { acts, may } from './roles.js'
import { keptOf } from './secret.js'
import { tokenBucket } from './token-bucket.js'
import { secretIn, sessionCookie, type WhoAsks } from './who-asks.js'

/** What the routes of signing in and out work with. */
export interface SessionServed {
  readonly people: People
  readonly doorkeeper: Doorkeeper
  readonly who: WhoAsks
  /** The provider that people may sign in through. */
  readonly openId?: { readonly settings: { readonly name: string } }
  /** Who was signed out is sent out of the rooms. */
  readonly review: () => void
}

/** The routes to sign in and out, and for the token that opens the rooms. */
export function sessionApi(app: FastifyInstance, { people, doorkeeper, who, review, openId }: SessionServed): void {
  const tries = signInTries()

  app.get('/api/session', (request) => {
    const asks = who.of(request)
    const accounts = people.hasAccounts()
    return {
      accounts,
      ...(asks === undefined ? {} : { user: shown(asks) }),
      ...(accounts && openId !== undefined ? { openId: { name: openId.settings.name } } : {}),
    }
  })

  app.post('/api/session', async (request, reply) => {
    const body = jsonBody(request)
    const account = stringField(body, 'account')
    const password = stringField(body, 'password')
    if (!tries(account, request.ip)) throw tooMany(reply)
    const session = await people.signIn(account, password)
    if (session === undefined) {
      throw new HttpProblem(401, 'wrong-password', 'There is no such account, or the password is another one.')
    }
    return begin(request, reply, session, body.as === 'token')
  })

  app.patch('/api/session', async (request, reply) => {
    const asks = who.of(request)
    if (asks?.session === undefined) throw new HttpProblem(401, 'signed-out', 'Sign in first.')
    const body = jsonBody(request)
    const name = body.name === undefined ? {} : { name: stringField(body, 'name') }
    if (body.password === undefined) {
      await orProblem(people.change(asks.id, name))
      return { user: shown({ ...asks, ...name }) }
    }
    const password = stringField(body, 'password')
    if (!tries(asks.id, request.ip)) throw tooMany(reply)
    if (!(await people.holds(asks.id, stringField(body, 'currentPassword')))) {
      throw new HttpProblem(403, 'wrong-password', 'The current password is another one.')
    }
    await orProblem(people.change(asks.id, { ...name, password }))
    review()
    // It ends every session of the account; this one goes on as a new one.
    const session = await people.signIn(asks.id, password)
    if (session === undefined) throw new HttpProblem(401, 'signed-out', 'The password was changed. Sign in.')
    return begin(request, reply, session, body.as === 'token')
  })

  app.delete('/api/session', async (request, reply) => {
    const secret = secretIn(request)
    if (secret !== undefined) await people.signOut(keptOf(secret))
    review()
    return reply
      .code(204)
      .header('set-cookie', cookie(request, '', 0))
      .send()
  })

  app.post('/api/session/token', (request) => {
    const asks = who.of(request)
    if (asks?.session === undefined) {
      throw new HttpProblem(401, 'signed-out', people.hasAccounts() ? 'Sign in first.' : 'Guests need no token.')
    }
    const { token, expiresAt } = doorkeeper.newToken(asks)
    return { token, expiresAt: new Date(expiresAt).toISOString() }
  })
}

/** Answer with a session: in a cookie for the editor, in the body for a program that asks for it. */
export function begin(request: FastifyRequest, reply: FastifyReply, session: NewSession, asToken = false) {
  const { secret, expiresAt, who } = session
  const body = { user: shown(who), expiresAt: new Date(expiresAt).toISOString() }
  if (asToken) return { ...body, token: secret }
  reply.header('set-cookie', cookie(request, secret, Math.floor((expiresAt - Date.now()) / 1000)))
  return body
}

/** Somebody as the editor sees them, with all that they may do. */
const shown = ({ id, name, role }: Identity) => ({ id, name, role, may: acts.filter((act) => may(role, act)) })

/** Whether the browser sees TLS, here or at a proxy. */
export const isSecure = (request: FastifyRequest): boolean =>
  request.protocol === 'https' || request.headers['x-forwarded-proto'] === 'https'

function cookie(request: FastifyRequest, secret: string, seconds: number): string {
  const secure = isSecure(request) ? '; Secure' : ''
  return `${sessionCookie}=${secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure}`
}

function tooMany(reply: FastifyReply): HttpProblem {
  reply.header('retry-after', '15')
  return new HttpProblem(429, 'too-many-requests', 'Too many attempts to sign in. Wait a little, then try again.')
}

/** Whether one more attempt is allowed: for an account, for an address, and for everybody together. */
function signInTries(): (account: string, address: string) => boolean {
  const each = { perSecond: 1 / 15, burst: 8 }
  const buckets = new Map<string, () => boolean>()
  const all = tokenBucket({ perSecond: 4, burst: 40 })
  return (account, address) => {
    if (buckets.size > 2000) buckets.clear()
    return (
      [`account ${account.slice(0, 140)}`, `address ${address}`].every((key) => {
        const bucket = buckets.get(key) ?? tokenBucket(key.startsWith('account') ? each : { perSecond: 1, burst: 30 })
        buckets.set(key, bucket)
        return bucket()
      }) && all()
    )
  }
}
