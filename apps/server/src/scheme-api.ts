import { problemSentence, readScheme, writeScheme } from '@claimspan/core'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { HttpProblem } from './http-problem.js'
import { jsonBody } from './json-body.js'
import { notSaved } from './not-saved.js'
import type { KeptScheme, SchemeStore } from './schemes.js'
import type { WhoAsks } from './who-asks.js'

/** What the routes read and write, and who may. */
export interface SchemeServed {
  readonly schemes: SchemeStore
  readonly who: WhoAsks
}

/** The most that a scheme may hold with its guideline, in bytes. */
const maxSchemeBytes = 1_000_000

/** The routes of the project's scheme: its newest version, earlier ones, and putting a new one. */
export function schemeApi(app: FastifyInstance, { schemes, who }: SchemeServed): void {
  app.get('/api/scheme', async (_request, reply) => sendScheme(reply, await schemes.newest()))

  app.get('/api/scheme/versions', async () =>
    (await schemes.versions()).map(({ scheme: { version, id, name }, by, at }) => ({
      version,
      id,
      name,
      ...(by === undefined ? {} : { by }),
      ...(at === undefined ? {} : { at }),
    })),
  )

  app.get<{ Params: { version: string } }>('/api/scheme/versions/:version', async (request, reply) => {
    const { version } = request.params
    const found = /^[1-9]\d{0,15}$/.test(version) ? await schemes.version(Number(version)) : undefined
    if (found !== undefined) return sendScheme(reply, found)
    const numbers = (await schemes.versions()).map(({ scheme }) => scheme.version).join(', ')
    throw new HttpProblem(
      404,
      'unknown-version',
      `The scheme has no version ${JSON.stringify(version)}; it has ${numbers}.`,
    )
  })

  app.put<{ Body: unknown }>('/api/scheme', async (request, reply) => {
    const asks = who.mayThey(request, 'edit scheme')
    const body = request.body instanceof Uint8Array ? request.body : new Uint8Array()
    if (body.length > maxSchemeBytes) {
      throw new HttpProblem(
        413,
        'too-large',
        `A scheme may hold ${maxSchemeBytes / 1_000_000} MB. Shorten its guideline.`,
      )
    }
    jsonBody(request)
    // Read from the text, which tells a key that is there twice.
    const read = readScheme(new TextDecoder().decode(body))
    if (!read.ok) {
      const problems = read.problems.map((problem) => ({ ...problem, sentence: problemSentence(problem) }))
      const sentences = problems.map(({ sentence }) => sentence).join(' ')
      throw new HttpProblem(422, 'unsound-scheme', `The scheme is not sound: ${sentences}`, problems)
    }
    const newest = await schemes.newest()
    const edited = read.scheme.version
    if (edited !== newest.scheme.version) throw moved(edited, newest.scheme.version)
    const next: KeptScheme = {
      scheme: { ...read.scheme, version: edited + 1 },
      ...(asks.role === 'guest' ? {} : { by: asks.id }),
      at: new Date().toISOString(),
    }
    let isPut: boolean
    try {
      isPut = await schemes.put(newest, next)
    } catch (error) {
      throw notSaved(error)
    }
    if (!isPut) throw moved(edited, (await schemes.newest()).scheme.version)
    return sendScheme(reply, next)
  })
}

/** The scheme as the text of `scheme.json`; its entity tag is its version. */
function sendScheme(reply: FastifyReply, { scheme }: KeptScheme): FastifyReply {
  return reply.type('application/json; charset=utf-8').header('etag', `"${scheme.version}"`).send(writeScheme(scheme))
}

const moved = (edited: number, newest: number) =>
  new HttpProblem(
    409,
    'scheme-moved',
    `The newest version of the scheme is ${newest}, and what was sent is made of version ${edited}. Read the newest one and make the change there.`,
  )
