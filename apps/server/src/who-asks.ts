import type { FastifyRequest } from 'fastify'
import { HttpProblem } from './http-problem.js'
import { type Identity, unnamedGuest } from './identity.js'
import type { People } from './people.js'
import { type Act, may } from './roles.js'
import { keptOf } from './secret.js'

/** The cookie that holds a session's secret. No page can read it, and no other site's page makes a browser send it. */
export const sessionCookie = 'claimspan-session'

/** Says who sends a request: by the cookie of the editor, or by `Authorization: Bearer` for programs. */
export interface WhoAsks {
  /** `undefined` when there are accounts and nobody is signed in. */
  of(request: FastifyRequest): Identity | undefined
  /** The same, when they may do that. Throws {@link HttpProblem}: 401 or 403. */
  mayThey(request: FastifyRequest, act: Act): Identity
}

export function whoAsks(people: Pick<People, 'hasAccounts' | 'session'>): WhoAsks {
  const of = (request: FastifyRequest): Identity | undefined => {
    if (!people.hasAccounts()) return unnamedGuest
    const secret = secretIn(request)
    return secret === undefined ? undefined : people.session(keptOf(secret))
  }
  return {
    of,
    mayThey(request, act) {
      const who = of(request)
      if (who === undefined) throw new HttpProblem(401, 'signed-out', 'Sign in first.')
      if (may(who.role, act)) return who
      throw new HttpProblem(
        403,
        'not-allowed',
        `Your role here is ${who.role}, which may not do this (${act}). Ask an owner of the project.`,
      )
    },
  }
}

/** The session's secret in a request; a bearer token counts before a cookie. */
export function secretIn({ headers }: FastifyRequest): string | undefined {
  const bearer = /^Bearer ([\w-]{1,200})$/i.exec(headers.authorization ?? '')?.[1]
  if (bearer !== undefined) return bearer
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2)
    if (name === sessionCookie && value !== undefined && /^[\w-]{1,200}$/.test(value)) return value
  }
  return undefined
}
