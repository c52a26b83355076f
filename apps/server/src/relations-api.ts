import { type AnnotatedDocument, type ClaimId, hasLoneSurrogate, isId, type Relation } from '@claimspan/core'
import type { FastifyInstance } from 'fastify'
import { liveDocument } from './documents-api.js'
import { HttpProblem } from './http-problem.js'
import { jsonBody, refuseOtherKeys } from './json-body.js'
import { changeLayer, type InLayer, type LayersServed, readAskedLayer } from './layer-request.js'
import { storedRooms } from './stored-document.js'
import type { LogReader } from './update-log.js'

type OneRelation = InLayer & { readonly relation: string }

/** The routes that list, make and remove the relations between the claims of a layer. */
export function relationsApi(app: FastifyInstance, served: LayersServed): void {
  app.get<{ Params: InLayer }>('/api/documents/:id/layers/:layer/relations', (request) => {
    const { annotated } = readAskedLayer(served, request)
    return { document: annotated.document.id, relations: annotated.relations }
  })

  app.get<{ Params: OneRelation }>('/api/documents/:id/layers/:layer/relations/:relation', (request) =>
    known(readAskedLayer(served, request).annotated, request.params.relation),
  )

  app.post<{ Params: InLayer }>('/api/documents/:id/layers/:layer/relations', async (request, reply) => {
    const body = jsonBody(request)
    refuseOtherKeys(body, ['id', 'type', 'from', 'to', 'note'], 'a new relation')
    const { made, now } = await changeLayer(served, request, ({ store, annotated, asks }) => {
      const wanted = readRelation(body, annotated)
      if (wanted.id !== undefined) refuseTaken(served.log, request.params.id, wanted.id)
      const before = new Set<string>(store.relations().map(({ id }) => id))
      const { id } = store.addRelation({ ...wanted, createdBy: asks.id })
      return { id, isNew: !before.has(id) }
    })
    const { id, layer } = request.params
    reply.code(made.isNew ? 201 : 200).header('location', `/api/documents/${id}/layers/${layer}/relations/${made.id}`)
    return known(now(), made.id)
  })

  app.delete<{ Params: OneRelation }>(
    '/api/documents/:id/layers/:layer/relations/:relation',
    async (request, reply) => {
      await changeLayer(served, request, ({ store, annotated }) =>
        store.removeRelation(known(annotated, request.params.relation).id),
      )
      return reply.code(204).send()
    },
  )
}

/** What a new relation joins. Throws {@link HttpProblem} with the place of what is wrong. */
function readRelation({ id, type, from, to, note }: Readonly<Record<string, unknown>>, { claims }: AnnotatedDocument) {
  if (id !== undefined && !isId(id)) {
    throw new HttpProblem(400, 'bad-id', `/id: ${JSON.stringify(id)?.slice(0, 140)} is not the id of a relation.`)
  }
  if (typeof type !== 'string' || type === '' || hasLoneSurrogate(type)) {
    throw unsound('/type: a relation has a type, such as "supports".')
  }
  if (note !== undefined && (typeof note !== 'string' || hasLoneSurrogate(note))) {
    throw unsound('/note: a note is words.')
  }
  const end = (value: unknown, key: string): ClaimId => {
    const claim = claims.find((one) => one.id === value)
    if (claim !== undefined) return claim.id
    throw unsound(`/${key}: there is no claim ${JSON.stringify(value)?.slice(0, 140)} in this layer.`)
  }
  const ends = { from: end(from, 'from'), to: end(to, 'to') }
  if (ends.from === ends.to) throw unsound('/to: a relation joins two claims, not one to itself.')
  return { ...(id === undefined ? {} : { id }), type, ...ends, ...(note === undefined ? {} : { note }) }
}

function known({ relations }: AnnotatedDocument, id: string): Relation {
  const found = relations.find((relation) => relation.id === id)
  if (found !== undefined) return found
  const sentence = `There is no relation ${JSON.stringify(id.slice(0, 140))} in this layer.`
  throw new HttpProblem(404, 'unknown-relation', sentence)
}

/** An id is one relation's in the whole document, so that an export is sound. Throws {@link HttpProblem}. */
function refuseTaken(log: LogReader, document: string, id: string): void {
  const { layers } = storedRooms(log, liveDocument(log, document))
  if (!layers.some(({ relations }) => relations.has(id))) return
  const sentence = `A relation of this document has the id "${id}" already. Choose another, or leave it out.`
  throw new HttpProblem(409, 'relation-exists', sentence)
}

const unsound = (sentence: string) => new HttpProblem(422, 'unsound-relation', sentence)
