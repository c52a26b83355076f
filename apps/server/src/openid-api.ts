import { isId } from '@claimspan/core'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { HttpProblem } from './http-problem.js'
import { guestIdPattern, serverUser } from './identity.js'
import { jsonBody, stringField } from './json-body.js'
import type { OpenIdProvider, SignInAttempt, Subject } from './openid-provider.js'
import type { OpenIdSettings } from './openid-settings.js'
import type { NewSession, People } from './people.js'
import { orProblem } from './people-problem.js'
import { keptOf, newSecret } from './secret.js'
import { begin, isSecure } from './session-api.js'
import type { SignIns } from './sign-ins.js'
import { tokenBucket } from './token-bucket.js'
import type { WhoAsks } from './who-asks.js'

/** What the routes of signing in through a provider work with. */
export interface OpenIdServed {
  readonly people: People
  readonly who: WhoAsks
  readonly openId: { readonly settings: OpenIdSettings; readonly provider: OpenIdProvider; readonly signIns: SignIns }
}

/** Where the provider sends people back to. */
export const openIdCallback = '/api/session/openid/callback'

/** So long somebody may take at the provider, in milliseconds. */
const attemptLasts = 10 * 60_000

/** Ties an attempt to the browser that began it: what was begun elsewhere, nobody can be made to end. */
const attemptCookie = 'claimspan-sign-in'

interface Kept extends SignInAttempt {
  readonly browser: string
  readonly redirect: string
  readonly to: string
  /** The account that is to be signed in to this way from now on. */
  readonly link?: string
}

/** The routes of signing in through a provider. */
export function openIdApi(app: FastifyInstance, { people, who, openId }: OpenIdServed): void {
  const { settings, provider, signIns } = openId
  const mayBegin = tokenBucket({ perSecond: 5, burst: 60 })

  app.post('/api/session/openid', async (request, reply) => {
    const body = jsonBody(request)
    const invitation = body.invitation === undefined ? undefined : stringField(body, 'invitation')
    const to = body.to === undefined ? '/' : stringField(body, 'to')
    const isLink = body.link === true
    if (!people.hasAccounts()) {
      throw new HttpProblem(
        409,
        'no-account',
        'Nobody has an account here yet: first make an owner, on the command line.',
      )
    }
    const asks = isLink ? who.of(request) : undefined
    if (isLink && asks?.session === undefined) throw new HttpProblem(401, 'signed-out', 'Sign in first.')
    if (invitation !== undefined && people.invitation(invitation) === undefined) throw badInvitation()
    if (!mayBegin()) {
      reply.header('retry-after', '15')
      throw new HttpProblem(429, 'too-many-requests', 'Too many people sign in at once. Wait a little, then try again.')
    }
    const redirect = `${settings.url ?? `http://${request.headers.host}`}${openIdCallback}`
    const { location, attempt } = await provider.begin(redirect)
    const browser = newSecret()
    const kept: Kept = {
      ...attempt,
      browser: keptOf(browser),
      redirect,
      to: /^\/d\/[A-Za-z0-9._@+-]{1,128}$/.test(to) ? to : '/',
      ...(asks === undefined ? {} : { link: asks.id }),
    }
    await signIns.keep(keptOf(attempt.state), JSON.stringify(kept), Date.now() + attemptLasts)
    // The invitation's secret stays with the browser; the server keeps none.
    const value = invitation === undefined ? browser : `${browser}.${invitation}`
    reply.header('set-cookie', cookie(request, value, attemptLasts / 1000))
    return { location }
  })

  app.get<{ Querystring: Readonly<Record<string, unknown>> }>(openIdCallback, async (request, reply) => {
    reply.header('set-cookie', cookie(request, '', 0))
    try {
      const { session, to } = await comeBack(request)
      begin(request, reply, session)
      return reply.code(303).header('location', to).send()
    } catch (error) {
      if (!(error instanceof HttpProblem) || !(request.headers.accept ?? '').includes('text/html')) throw error
      return page(reply, error)
    }
  })

  async function comeBack(
    request: FastifyRequest<{ Querystring: Readonly<Record<string, unknown>> }>,
  ): Promise<{ readonly session: NewSession; readonly to: string }> {
    const { state } = request.query
    const [browser = '', invitation] = (cookieIn(request) ?? '').split('.')
    // Taken also when it does not count: nobody tries one twice.
    const found = typeof state === 'string' ? await signIns.take(keptOf(state), Date.now()) : undefined
    const kept = found === undefined ? undefined : (JSON.parse(found) as Kept)
    if (kept === undefined || kept.browser !== keptOf(browser)) {
      throw new HttpProblem(
        401,
        'sign-in-refused',
        'This sign-in was begun in another browser, was used already or took too long. Sign in again.',
      )
    }
    const came = new URL(kept.redirect)
    came.search = new URL(request.url, kept.redirect).search
    const subject = await provider.finish(came, kept)
    if (kept.link !== undefined) await orProblem(people.link(kept.link, subject.subject))
    const session = (await people.signInAs(subject.subject)) ?? (await joined(subject, invitation))
    return { session, to: kept.to }
  }

  /** A session for somebody who has none of the accounts here, when they may have one. */
  async function joined(found: Subject, invitation: string | undefined): Promise<NewSession> {
    const { subject, email } = found
    if (people.ofSubject(subject) !== undefined) {
      throw new HttpProblem(403, 'account-closed', 'Your account here was closed. Ask an owner of the project.')
    }
    const account = { ...named(found, people), subject }
    const domain = email?.split('@').at(-1)?.toLowerCase()
    const isOurs = found.isEmailVerified && domain !== undefined && settings.join?.domains.includes(domain) === true
    if (invitation !== undefined) await orProblem(people.accept(invitation, account))
    else if (isOurs && settings.join !== undefined) {
      await orProblem(people.add({ ...account, role: settings.join.role }))
    } else {
      throw new HttpProblem(
        403,
        'no-account',
        'You have no account here. Ask an owner of the project for an invitation.',
      )
    }
    const session = await people.signInAs(subject)
    if (session === undefined) throw new HttpProblem(403, 'account-closed', 'Your account here was closed.')
    return session
  }
}

/** An id and a name for a new account: the provider's name for the person, numbered when somebody has it. */
function named({ username, email, name }: Subject, people: Pick<People, 'accounts'>) {
  const said = username ?? email ?? name ?? 'person'
  const plain = said
    .split('@', 1)
    .join('')
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9._+-]+/g, '-')
    .replaceAll(/\.{2,}/g, '.')
    .replaceAll(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '')
    .slice(0, 60)
    .toLowerCase()
  const base = isId(plain) && plain !== serverUser && !guestIdPattern.test(plain) ? plain : 'person'
  const taken = new Set(people.accounts().map(({ id }) => id))
  let id = base
  for (let number = 2; taken.has(id); number++) id = `${base}-${number}`
  return { id, name: (name ?? username ?? email ?? id).slice(0, 80) }
}

/** Lax, unlike the session's: the browser comes from the provider's site. */
function cookie(request: FastifyRequest, value: string, seconds: number): string {
  const secure = isSecure(request) ? '; Secure' : ''
  return `${attemptCookie}=${value}; Path=/api/session/openid; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`
}

function cookieIn({ headers }: FastifyRequest): string | undefined {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2)
    if (name === attemptCookie && value !== undefined && /^[\w-]{1,200}(\.[\w-]{1,200})?$/.test(value)) return value
  }
  return undefined
}

/** A person sees this: a browser comes from the provider to an address of the API. */
function page(reply: FastifyReply, { status, message }: HttpProblem): FastifyReply {
  const escaped = message.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sign in · Claimspan</title><main><h1>You are not signed in</h1><p>${escaped}</p><p><a href="/">Back to Claimspan</a></p></main></html>`
  return reply.code(status).type('text/html; charset=utf-8').send(html)
}

const badInvitation = () =>
  new HttpProblem(410, 'bad-invitation', 'This invitation was used, has expired or never was. Ask for another one.')
