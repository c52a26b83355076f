import { isId } from '@claimspan/core'
import type { FastifyInstance } from 'fastify'
import { idFromTitle } from './document-id.js'
import { documentSummaries, latest, summarize, summaryFor } from './document-summary.js'
import type { Doorkeeper } from './doorkeeper.js'
import { HttpProblem } from './http-problem.js'
import { badId, type Described, readNewDocument } from './new-document.js'
import { notSaved } from './not-saved.js'
import type { People } from './people.js'
import { firstUpdates } from './stored-document.js'
import type { SyncRooms } from './sync-rooms.js'
import { DocumentExists, type LoggedDocument, type LogReader, type UpdateLog } from './update-log.js'
import type { WhoAsks } from './who-asks.js'
import { namedNow, noWorkflow, type WorkflowStore } from './workflow.js'

/** What the routes work on. */
export interface Served {
  readonly log: UpdateLog
  readonly rooms: Pick<SyncRooms, 'closeDocument'>
  readonly who: WhoAsks
  readonly doorkeeper: Pick<Doorkeeper, 'access'>
  /** How far the work on each document is, and whose it is. */
  readonly workflow: WorkflowStore
  readonly people?: Pick<People, 'accounts'>
}

/** The routes that list, make, read and delete documents. Bodies arrive as bytes. */
export function documentsApi(app: FastifyInstance, { log, rooms, who, doorkeeper, workflow, people }: Served): void {
  const summaries = documentSummaries(log)

  app.get('/api/documents', async (request) => {
    const asks = who.mayThey(request, 'read text')
    const all = await workflow.all()
    return summaries().map((summary) => {
      const said = all.get(summary.id) ?? noWorkflow
      const named = { ...said, assignees: namedNow(said.assignees, people) }
      return summaryFor(summary, (room) => doorkeeper.access(asks, room), named)
    })
  })

  app.post<{ Body: unknown; Querystring: Record<string, unknown> }>('/api/documents', async (request, reply) => {
    const asks = who.mayThey(request, 'create document')
    const mediaType = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
    const isTaken = (id: string) => log.document(id) !== undefined
    const annotated = readNewDocument(bodyOf(request.body), mediaType, describedIn(request.query), (title) =>
      idFromTitle(title, isTaken),
    )
    const { id } = annotated.document
    try {
      await log.createDocument(id, firstUpdates(annotated))
    } catch (error) {
      if (error instanceof DocumentExists) throw new HttpProblem(409, 'document-exists', error.message)
      throw notSaved(error)
    }
    const made = liveDocument(log, id)
    reply.code(201).header('location', `/api/documents/${id}`)
    return summaryFor(summarize(log, made, latest(log, made).at), (room) => doorkeeper.access(asks, room))
  })

  app.delete<{ Params: { id: string } }>('/api/documents/:id', async (request, reply) => {
    who.mayThey(request, 'delete document')
    const { id, rooms: names } = liveDocument(log, request.params.id)
    try {
      await log.deleteDocument(id)
    } catch (error) {
      throw notSaved(error)
    }
    rooms.closeDocument(names)
    return reply.code(204).send()
  })
}

/** The document of this id. Throws {@link HttpProblem}: 400 for what cannot be an id, 404, or 410 when it was deleted. */
export function liveDocument(log: LogReader, id: string): LoggedDocument {
  if (!isId(id)) throw badId(id)
  const found = log.document(id)
  if (found === undefined) throw new HttpProblem(404, 'unknown-document', `There is no document "${id}".`)
  if (found.deletedAt !== undefined) {
    throw new HttpProblem(410, 'document-deleted', `The document "${id}" was deleted at ${found.deletedAt}.`)
  }
  return found
}

function bodyOf(body: unknown): Uint8Array {
  return body instanceof Uint8Array ? body : new Uint8Array()
}

function describedIn(query: Record<string, unknown>): Described {
  const { id, title, language } = query
  return {
    ...(typeof id === 'string' ? { id } : {}),
    ...(typeof title === 'string' ? { title } : {}),
    ...(typeof language === 'string' ? { language } : {}),
  }
}
