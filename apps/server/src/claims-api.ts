import { layerRoom, parseRoom, readLayer, textRoom } from '@claimspan/collab'
import {
  type AnnotatedDocument,
  type Claim,
  claimId,
  documentId,
  isId,
  type Layer,
  layerId,
  type OffsetUnit,
  writeNativeLine,
} from '@claimspan/core'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { applyClaim, type Reading, readChangedClaim, readNewClaim } from './claim-body.js'
import { liveDocument } from './documents-api.js'
import type { Doorkeeper } from './doorkeeper.js'
import { layersIn, unitIn } from './export-api.js'
import { HttpProblem } from './http-problem.js'
import type { Identity } from './identity.js'
import { jsonBody } from './json-body.js'
import { layerUpdate, newClaimId } from './layer-change.js'
import { changeLive } from './live-change.js'
import { readStored, storedRooms } from './stored-document.js'
import type { SyncRooms } from './sync-rooms.js'
import type { LoggedDocument, LogReader, UpdateLog } from './update-log.js'
import { seenDocument } from './visible-document.js'
import type { WhoAsks } from './who-asks.js'

type Query = Readonly<Record<string, unknown>>
type InLayer = { readonly id: string; readonly layer: string }
type OneClaim = InLayer & { readonly claim: string }

/** What the routes of claims work on. */
export interface ClaimsServed {
  readonly log: UpdateLog
  readonly rooms: Pick<SyncRooms, 'hold' | 'mayStore'>
  readonly who: WhoAsks
  readonly doorkeeper: Pick<Doorkeeper, 'access'>
}

/** The routes that list, make, change and remove claims. Whoever sends a request is their author. */
export function claimsApi(app: FastifyInstance, served: ClaimsServed): void {
  const { log, who, doorkeeper } = served

  app.get<{ Params: { id: string }; Querystring: Query }>('/api/documents/:id/claims', (request) => {
    const asks = who.mayThey(request, 'read text')
    const annotated = readStored(log, seenDocument(log, request.params.id, asks, doorkeeper))
    const layers = layersIn(request.query, annotated)
    return listed(annotated, unitOf(request), (claim) => layers?.includes(claim.layer) ?? true)
  })

  app.get<{ Params: InLayer; Querystring: Query }>('/api/documents/:id/layers/:layer/claims', (request) => {
    const { document, room } = layerOf(served, request, who.mayThey(request, 'read text'))
    return listed(readStored(log, only(document, room)), unitOf(request))
  })

  app.get<{ Params: OneClaim; Querystring: Query }>('/api/documents/:id/layers/:layer/claims/:claim', (request) => {
    const { document, room } = layerOf(served, request, who.mayThey(request, 'read text'))
    return nativeClaim(readStored(log, only(document, room)), request.params.claim, unitOf(request))
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

/** Change the claims of the layer that a request names, when whoever asks may write there. */
async function changed(
  served: ClaimsServed,
  request: FastifyRequest<{ Params: InLayer; Querystring: Query }>,
  change: (
    store: Parameters<Parameters<typeof layerUpdate>[4]>[0],
    reading: Reading,
    annotated: AnnotatedDocument,
  ) => string,
) {
  const { log, rooms, who, doorkeeper } = served
  const asks = who.mayThey(request, 'read text')
  const unit = unitOf(request)
  const { document, room } = layerOf(served, request, asks)
  if (doorkeeper.access(asks, room) !== 'write') throw mayOnlyRead(request.params.layer)
  return log.inTurn(document.id, async () => {
    // Deleted, or closed to this person, while others were in turn.
    const now = layerOf(served, request, asks)
    const made = await changeLive({ log, rooms }, only(now.document, room), () => {
      const annotated = readStored(log, only(now.document, room))
      const reading: Reading = {
        document: annotated.document,
        layer: now.layer,
        unit,
        who: asks,
        now: new Date().toISOString(),
      }
      let id = ''
      const updates = layerUpdate(log, now.document, room, asks, (store) => {
        id = change(store, reading, annotated)
      })
      if (!updates.every(({ update }) => rooms.mayStore(asks, update.length))) {
        throw new HttpProblem(429, 'too-many-requests', 'Too many changes at once. Nothing was changed: wait a little.')
      }
      return { id, updates: updates.filter(({ room: of }) => of === room) }
    })
    return { ...made, claim: () => nativeClaim(readStored(log, only(now.document, room)), made.id, unit) }
  })
}

/** An id is one claim's in the whole document, so that an export is sound. Throws {@link HttpProblem}. */
export function refuseTaken(log: LogReader, document: string, ids: readonly string[]): void {
  const { layers } = storedRooms(log, liveDocument(log, document))
  const taken = ids.find((id) => layers.some(({ claims }) => claims.has(id)))
  if (taken === undefined) return
  const sentence = `A claim of this document has the id "${taken}" already. Choose another, or leave it out.`
  throw new HttpProblem(409, 'claim-exists', sentence)
}

/** The layer that a request names, as far as whoever asks may see it. Throws {@link HttpProblem}. */
export function layerOf(
  { log, doorkeeper }: Pick<ClaimsServed, 'doorkeeper'> & { readonly log: LogReader },
  { params }: FastifyRequest<{ Params: InLayer }>,
  asks: Identity,
): { readonly document: LoggedDocument; readonly room: string; readonly layer: Layer } {
  const document = seenDocument(log, params.id, asks, doorkeeper)
  const room = isId(params.layer) ? layerRoom(documentId(document.id), layerId(params.layer)) : ''
  const [shared] = document.rooms.includes(room) ? storedRooms(log, { ...document, rooms: [room] }).layers : []
  const layer = shared === undefined ? undefined : readLayer(shared)
  if (layer !== undefined) return { document, room, layer }
  const there = document.rooms.flatMap((name) => {
    const parsed = parseRoom(name)
    return parsed?.kind === 'layer' ? [parsed.layer] : []
  })
  throw new HttpProblem(
    404,
    'unknown-layer',
    `This document has no layer ${JSON.stringify(params.layer.slice(0, 140))}; it has ${there.join(', ')}.`,
  )
}

/** The document with its text and this layer only. */
const only = (document: LoggedDocument, room: string): LoggedDocument => ({
  ...document,
  rooms: [textRoom(documentId(document.id)), room],
})

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

const mayOnlyRead = (layer: string) =>
  new HttpProblem(
    403,
    'not-allowed',
    `You may read the layer ${JSON.stringify(layer)}, not write it. Ask an owner of the project.`,
  )
