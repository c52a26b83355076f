import { writeNativeLine } from '@claimspan/core'
import type { FastifyInstance } from 'fastify'
import { documentAt } from './document-at.js'
import { liveDocument } from './documents-api.js'
import type { Doorkeeper } from './doorkeeper.js'
import { unitIn } from './export-api.js'
import { HttpProblem } from './http-problem.js'
import { changeLive } from './live-change.js'
import { readNewDocument } from './new-document.js'
import { nextVersion } from './next-version.js'
import type { SyncRooms } from './sync-rooms.js'
import type { UpdateLog } from './update-log.js'
import { listVersions } from './versions.js'
import { seenDocument } from './visible-document.js'
import type { WhoAsks } from './who-asks.js'

type Query = Readonly<Record<string, unknown>>

/** What the routes work on. */
export interface VersionsServed {
  readonly log: UpdateLog
  readonly rooms: Pick<SyncRooms, 'hold'>
  readonly who: WhoAsks
  readonly doorkeeper: Pick<Doorkeeper, 'access'>
}

/** The routes that make a document's next version and give out the former ones. */
export function versionsApi(app: FastifyInstance, { log, rooms, who, doorkeeper }: VersionsServed): void {
  app.post<{ Params: { id: string }; Body: unknown }>('/api/documents/:id/versions', async (request, reply) => {
    who.mayThey(request, 'make version')
    const { id } = liveDocument(log, request.params.id)
    const mediaType = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
    const { text, blocks } = newText(request.body, mediaType, id)
    const report = await log.inTurn(id, async () => {
      const document = liveDocument(log, id)
      const { report } = await changeLive({ log, rooms }, document, () => {
        const next = nextVersion(log, document, text, {
          ...(blocks === undefined ? {} : { blocks }),
          now: () => new Date().toISOString(),
        })
        if (next === undefined) throw sameText()
        return next
      })
      return report
    })
    reply.code(201).header('location', `/api/documents/${id}/versions/${report.to}`)
    return report
  })

  app.get<{ Params: { id: string } }>('/api/documents/:id/versions', (request) => {
    who.mayThey(request, 'read history')
    return listVersions(log, liveDocument(log, request.params.id))
  })

  app.get<{ Params: { id: string; version: string }; Querystring: Query }>(
    '/api/documents/:id/versions/:version',
    (request, reply) => {
      const asks = who.mayThey(request, 'read history')
      const document = seenDocument(log, request.params.id, asks, doorkeeper)
      const annotated = documentAt(log, document, request.params.version)
      reply.type('application/json; charset=utf-8')
      return `${writeNativeLine(annotated, unitIn(request.query))}\n`
    },
  )
}

/** The text in a request's body, and what its lines are where the form says so. */
function newText(body: unknown, mediaType: string, id: string) {
  const bytes = body instanceof Uint8Array ? body : new Uint8Array()
  if (mediaType === 'application/json' && /^\s*\{\s*"claimspan"/.test(Buffer.from(bytes.subarray(0, 200)).toString())) {
    throw new HttpProblem(
      400,
      'bad-request',
      'A next version is made of a text: send it as text/plain, text/markdown or JSON {"text": "…"}. The claims of the document move to it.',
    )
  }
  const { text, blocks } = readNewDocument(bytes, mediaType, { id }, () => id).document
  return { text, blocks: mediaType === 'text/markdown' ? blocks : undefined }
}

const sameText = () =>
  new HttpProblem(409, 'same-text', 'This is the text that the document has; a next version has another one.')
