import type { YjsClaimStore } from '@claimspan/collab'
import { type AnnotatedDocument, type Claim, claimId, isId, type OffsetUnit, writeNativeLine } from '@claimspan/core'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { applyClaim, type Reading, readChangedClaim, readNewClaim } from './claim-body.js'
import { liveDocument } from './documents-api.js'
import { layersIn, unitIn } from './export-api.js'
import { HttpProblem } from './http-problem.js'
import { jsonBody } from './json-body.js'
import { newClaimId } from './layer-change.js'
import { changeLayer, type InLayer, type LayersServed, readAskedLayer } from './layer-request.js'
import { readStored, storedRooms } from './stored-document.js'
import type { LogReader } from './update-log.js'
import { seenDocument } from './visible-document.js'

type Query = Readonly<Record<string, unknown>>
type OneClaim = InLayer & { readonly claim: string }

/** The routes that list, make, change and remove claims. Whoever sends a request is their author. */
export function claimsApi(app: FastifyInstance, served: LayersServed): void {
  const { log, who, doorkeeper } = served

  app.get<{ Params: { id: string }; Querystring: Query }>('/api/documents/:id/claims', (request) => {
    const asks = who.mayThey(request, 'read text')
    const annotated = readStored(log, seenDocument(log, request.params.id, asks, doorkeeper))
    const layers = layersIn(request.query, annotated)
    return listed(annotated, unitOf(request), (claim) => layers?.includes(claim.layer) ?? true)
  })

  app.get<{ Params: InLayer; Querystring: Query }>('/api/documents/:id/layers/:layer/claims', (request) => {
    return listed(readAskedLayer(served, request).annotated, unitOf(request))
  })

  app.get<{ Params: OneClaim; Querystring: Query }>('/api/documents/:id/layers/:layer/claims/:claim', (request) => {
    return nativeClaim(readAskedLayer(served, request).annotated, request.params.claim, unitOf(request))
  })

  app.post<{ Params: InLayer; Querystring: Query }>(
    '/api/documents/:id/layers/:layer/claims',
    async (request, reply) => {
      const body = jsonBody(request)
      const made = await changed(served, request, (store, reading) => {
        if (body.id !== undefined && !isId(body.id)) throw badClaimId(body.id)
        const claim = readNewClaim(body, newClaimId(), reading)
        if (body.id !== undefined) refuseTaken(log, request.params.id, [claim.id])
        store.put(claim)
        return claim.id
      })
      const { id, layer } = request.params
      reply.code(201).header('location', `/api/documents/${id}/layers/${layer}/claims/${made.id}`)
      return made.claim()
    },
  )

  app.patch<{ Params: OneClaim; Querystring: Query }>(
    '/api/documents/:id/layers/:layer/claims/:claim',
    async (request) => {
      const body = jsonBody(request)
      const made = await changed(served, request, (store, reading, annotated) => {
        const before = store.claim(knownClaim(annotated, request.params.claim).id)
        if (before === undefined) throw unknownClaim(request.params.claim)
        const wanted = readChangedClaim(body, nativeClaim(annotated, before.id, reading.unit), reading)
        applyClaim(store, before, wanted, Object.keys(body))
        return before.id
      })
      return made.claim()
    },
  )

  app.delete<{ Params: OneClaim; Querystring: Query }>(
    '/api/documents/:id/layers/:layer/claims/:claim',
    async (request, reply) => {
      await changed(served, request, (store, _reading, annotated) => {
        const { id } = knownClaim(annotated, request.params.claim)
        store.remove(id)
        return id
      })
      return reply.code(204).send()
    },
  )
}

/** Change the claims of the layer that a request names; the id of the claim that it is about, and the claim as it is then. */
async function changed(
  served: LayersServed,
  request: FastifyRequest<{ Params: InLayer; Querystring: Query }>,
  change: (store: YjsClaimStore, reading: Reading, annotated: AnnotatedDocument) => string,
) {
  const unit = unitOf(request)
  const { made: id, now } = await changeLayer(served, request, ({ store, annotated, layer, asks }) =>
    change(store, { document: annotated.document, layer, unit, who: asks, now: new Date().toISOString() }, annotated),
  )
  return { id, claim: () => nativeClaim(now(), id, unit) }
}

/** An id is one claim's in the whole document, so that an export is sound. Throws {@link HttpProblem}. */
export function refuseTaken(log: LogReader, document: string, ids: readonly string[]): void {
  const { layers } = storedRooms(log, liveDocument(log, document))
  const taken = ids.find((id) => layers.some(({ claims }) => claims.has(id)))
  if (taken === undefined) return
  const sentence = `A claim of this document has the id "${taken}" already. Choose another, or leave it out.`
  throw new HttpProblem(409, 'claim-exists', sentence)
}

const unitOf = (request: FastifyRequest<{ Querystring: Query }>): OffsetUnit => unitIn(request.query) ?? 'code-point'

function listed(annotated: AnnotatedDocument, unit: OffsetUnit, wanted: (claim: Claim) => boolean = () => true) {
  const { id, version } = annotated.document
  const claims = nativeClaims({ ...annotated, claims: annotated.claims.filter(wanted) }, unit)
  return { document: id, version, offsetUnit: unit, claims }
}

type Native = Readonly<Record<string, unknown>>

/** Claims as a line of the native form has them. */
const nativeClaims = (annotated: AnnotatedDocument, unit: OffsetUnit): readonly Native[] =>
  (JSON.parse(writeNativeLine(annotated, unit)) as { readonly claims: readonly Native[] }).claims

function nativeClaim(annotated: AnnotatedDocument, id: string, unit: OffsetUnit): Native {
  const [found] = nativeClaims({ ...annotated, claims: [knownClaim(annotated, id)] }, unit)
  if (found === undefined) throw unknownClaim(id)
  return found
}

function knownClaim({ claims }: AnnotatedDocument, id: string): Claim {
  const found = isId(id) ? claims.find((claim) => claim.id === claimId(id)) : undefined
  if (found === undefined) throw unknownClaim(id)
  return found
}

const unknownClaim = (id: string) =>
  new HttpProblem(404, 'unknown-claim', `There is no claim ${JSON.stringify(id.slice(0, 140))} in this layer.`)

const badClaimId = (id: unknown) =>
  new HttpProblem(
    400,
    'bad-id',
    `${JSON.stringify(id).slice(0, 140)} is not a claim id: 1 to 128 letters, digits or ". _ @ + -", the first a letter or digit, with no "..".`,
  )
