import {
  layerRoom,
  readLayer,
  revealedAt,
  revealLayer,
  sharedLayer,
  sharedText,
  textRoom,
  writeAnnotatedLayer,
} from '@claimspan/collab'
import { documentId, isId, type Layer, layer, layerKinds, type OffsetUnit } from '@claimspan/core'
import type { FastifyInstance } from 'fastify'
import * as Y from 'yjs'
import { readNewClaims } from './claim-body.js'
import { refuseTaken } from './claims-api.js'
import { latest, summarize, summaryFor } from './document-summary.js'
import { liveDocument } from './documents-api.js'
import { unitIn } from './export-api.js'
import { HttpProblem } from './http-problem.js'
import type { Identity } from './identity.js'
import { jsonBody } from './json-body.js'
import { newClaimId } from './layer-change.js'
import type { LayersServed } from './layer-request.js'
import { changeLive } from './live-change.js'
import { notSaved } from './not-saved.js'
import { isLayerKind, may } from './roles.js'
import { firstUpdate, storedRooms, textOf } from './stored-document.js'
import { storedDoc } from './stored-room.js'
import { maxRoomBytes } from './sync-rooms.js'
import { type LoggedDocument, type LogReader, type NewUpdate, RoomExists } from './update-log.js'
import { seenDocument } from './visible-document.js'

type Query = Readonly<Record<string, unknown>>

/** More layers than these a document does not have: each is a room that every reader joins. */
export const maxLayers = 200

/** The routes that list a document's layers and make new ones. */
export function layersApi(app: FastifyInstance, { log, rooms, who, doorkeeper }: LayersServed): void {
  const shown = (document: LoggedDocument, asks: Identity) =>
    summaryFor(summarize(log, document, latest(log, document).at), (room) => doorkeeper.access(asks, room)).layers

  app.get<{ Params: { id: string } }>('/api/documents/:id/layers', (request) => {
    const asks = who.mayThey(request, 'read text')
    return shown(seenDocument(log, request.params.id, asks, doorkeeper), asks)
  })

  app.post<{ Params: { id: string }; Querystring: Query }>('/api/documents/:id/layers', async (request, reply) => {
    const asks = who.mayThey(request, 'make own layer')
    const { id } = liveDocument(log, request.params.id)
    const body = jsonBody(request)
    const wanted = layerIn(body)
    const isOwn = wanted.kind === 'independent' && wanted.id === asks.id
    if (!isOwn && !may(asks.role, 'make any layer')) throw onlyOwn(asks)
    const isOthers = wanted.kind === 'independent' && !isOwn
    if (body.claims !== undefined && isOthers && !may(asks.role, 'write another’s independent')) throw notTheirs()
    const unit = unitIn(request.query) ?? 'code-point'
    return log.inTurn(id, async () => {
      const document = liveDocument(log, id)
      const room = layerRoom(documentId(id), wanted.id)
      if (document.rooms.length > maxLayers) {
        throw new HttpProblem(409, 'bad-layer', `This document has ${maxLayers} layers, as many as it can have.`)
      }
      const first = { ...firstUpdate(room, layerDoc(log, document, wanted, body.claims, asks, unit)), user: asks.id }
      if (first.update.length > maxRoomBytes) {
        throw new HttpProblem(413, 'room-full', 'Nothing was made: these are more claims than a layer can hold.')
      }
      try {
        await log.addRoom(id, first)
      } catch (error) {
        // Also when it is one that this person may not see.
        if (error instanceof RoomExists) {
          throw new HttpProblem(
            409,
            'layer-exists',
            `This document has a layer "${wanted.id}" already. Choose another id.`,
          )
        }
        throw notSaved(error)
      }
      const made = shown(liveDocument(log, id), asks).find((one) => one.id === wanted.id)
      reply.code(201).header('location', `/api/documents/${id}/layers/${wanted.id}/claims`)
      return made ?? { ...wanted, claims: 0, access: 'none' }
    })
  })

  app.post<{ Params: { id: string } }>('/api/documents/:id/reveal', (request) => {
    const asks = who.mayThey(request, 'make any layer')
    const { layers } = jsonBody(request)
    const { id } = liveDocument(log, request.params.id)
    return log.inTurn(id, async () => {
      const document = liveDocument(log, id)
      const wanted = independentRooms(log, document, layers)
      // All of them at once: whoever saw the first before the last is closed would not be blind in it.
      await changeLive({ log, rooms }, { ...document, rooms: wanted }, () => ({
        updates: wanted.flatMap((room) => revealing(log, room, asks)),
      }))
      return shown(seenDocument(log, id, asks, doorkeeper), asks)
    })
  })
}

/** The rooms of the independent layers of these ids, or of all. Throws {@link HttpProblem} when one is not there. */
function independentRooms(log: LogReader, document: LoggedDocument, ids: unknown): readonly string[] {
  if (ids !== undefined && !(Array.isArray(ids) && ids.every(isId))) {
    throw bad('The field "layers" has to be a list of ids of independent layers.')
  }
  const { layers } = storedRooms(log, document)
  const independent = layers.flatMap((shared) => {
    const is = readLayer(shared)
    return is?.kind === 'independent' ? [is.id] : []
  })
  const stranger = ids?.find((id: string) => !independent.some((known) => known === id))
  if (stranger !== undefined) {
    throw new HttpProblem(404, 'unknown-layer', `This document has no independent layer "${stranger}".`)
  }
  const wanted = independent.filter((id) => ids === undefined || ids.includes(id))
  return wanted.map((id) => layerRoom(documentId(document.id), id))
}

/** The update that opens an independent layer to everybody; none when it is open. */
function revealing(log: LogReader, room: string, by: Identity): readonly NewUpdate[] {
  const doc = storedDoc(log, room)
  const layer = sharedLayer(doc)
  if (revealedAt(layer) !== undefined) return []
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  const from = Y.getState(doc.store, doc.clientID)
  revealLayer(layer, new Date().toISOString())
  const clocks = [{ client: doc.clientID, from, to: Y.getState(doc.store, doc.clientID) }]
  return updates.map((update) => ({ room, update, user: by.id, clocks }))
}

function layerDoc(
  log: LogReader,
  stored: LoggedDocument,
  is: Layer,
  claims: unknown,
  who: Identity,
  unit: OffsetUnit,
): Y.Doc {
  const text = sharedText(storedDoc(log, textRoom(documentId(stored.id))))
  const document = textOf(text, stored)
  if (claims !== undefined && !Array.isArray(claims)) throw bad('The field "claims" has to be a list of claims.')
  const bodies = (claims ?? []).map((claim: unknown) =>
    typeof claim === 'object' && claim !== null && !Array.isArray(claim) ? { id: newClaimId(), ...claim } : claim,
  )
  const reading = { document, layer: is, unit, who, now: new Date().toISOString() }
  const annotated = readNewClaims(bodies, reading, (index) => `/claims/${index}`)
  if (annotated.claims.length > 0) {
    refuseTaken(
      log,
      stored.id,
      annotated.claims.map(({ id }) => id),
    )
  }
  const made = sharedLayer(new Y.Doc())
  writeAnnotatedLayer(text, made, is, annotated)
  return made.doc
}

function layerIn({ id, kind, name }: Readonly<Record<string, unknown>>): Layer {
  if (!isId(id)) {
    throw new HttpProblem(
      400,
      'bad-id',
      `The field "id" has to be a layer id: 1 to 128 letters, digits or ". _ @ + -", the first a letter or digit, with no "..".`,
    )
  }
  if (!isLayerKind(kind)) throw bad(`The field "kind" has to be ${layerKinds.join(', ')}.`)
  if (name !== undefined && (typeof name !== 'string' || name.trim() === '' || name.length > 80)) {
    throw bad('The field "name" has to be a string of 1 to 80 characters.')
  }
  return layer({ id, kind, ...(name === undefined ? {} : { name: name.trim() }) })
}

const onlyOwn = ({ id }: Identity) =>
  new HttpProblem(
    403,
    'not-allowed',
    `You may make a layer of your own here: {"id": "${id}", "kind": "independent"}. Ask a curator for any other.`,
  )

const notTheirs = () =>
  new HttpProblem(
    403,
    'not-allowed',
    'Only its annotator marks claims in an independent layer: make it without "claims".',
  )

const bad = (sentence: string) => new HttpProblem(400, 'bad-layer', sentence)
