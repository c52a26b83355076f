import { layerRoom, parseRoom, readLayer, type SharedLayer, textRoom, type YjsClaimStore } from '@claimspan/collab'
import { type AnnotatedDocument, documentId, isId, type Layer, layerId } from '@claimspan/core'
import type { FastifyRequest } from 'fastify'
import type { Doorkeeper } from './doorkeeper.js'
import { HttpProblem } from './http-problem.js'
import type { Identity } from './identity.js'
import { layerUpdate } from './layer-change.js'
import { changeLive } from './live-change.js'
import { readStored, storedRooms } from './stored-document.js'
import type { SyncRooms } from './sync-rooms.js'
import type { LoggedDocument, LogReader, NewUpdate, UpdateLog } from './update-log.js'
import { seenDocument } from './visible-document.js'
import type { WhoAsks } from './who-asks.js'

/** What the routes of layers and of what is in them work on. */
export interface LayersServed {
  readonly log: UpdateLog
  readonly rooms: Pick<SyncRooms, 'hold' | 'mayStore'>
  readonly who: WhoAsks
  readonly doorkeeper: Pick<Doorkeeper, 'access'>
}

/** What the address of a layer names. */
export type InLayer = { readonly id: string; readonly layer: string }

/** A layer that somebody asks for, as far as they may see it. */
export interface AskedLayer {
  readonly document: LoggedDocument
  readonly room: string
  readonly layer: Layer
}

/** The layer that a request names, as far as whoever asks may see it. Throws {@link HttpProblem}. */
export function layerOf(
  { log, doorkeeper }: Pick<LayersServed, 'doorkeeper'> & { readonly log: LogReader },
  { params }: FastifyRequest<{ Params: InLayer }>,
  asks: Identity,
): AskedLayer {
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

/** The document with this layer only. Throws {@link HttpProblem} when whoever asks may not see it. */
export function readAskedLayer(
  served: LayersServed,
  request: FastifyRequest<{ Params: InLayer }>,
): { readonly annotated: AnnotatedDocument; readonly asked: AskedLayer } {
  const asked = layerOf(served, request, served.who.mayThey(request, 'read text'))
  return { annotated: readStored(served.log, only(asked)), asked }
}

/** What a change of a layer works on. */
export interface LayerInHand {
  readonly store: YjsClaimStore
  readonly shared: SharedLayer
  /** The document with this layer only, before the change. */
  readonly annotated: AnnotatedDocument
  readonly layer: Layer
  readonly asks: Identity
}

/**
 * Change the layer that a request names, when whoever asks may write there: as an update of theirs that is judged, stored
 * and sent on like one over the socket. What `change` returns, and the document with this layer as it is then. Throws
 * {@link HttpProblem}; then nothing is changed.
 */
export async function changeLayer<T>(
  served: LayersServed,
  request: FastifyRequest<{ Params: InLayer }>,
  change: (layer: LayerInHand) => T,
): Promise<{ readonly made: T; now(): AnnotatedDocument }> {
  const { log, who, doorkeeper } = served
  const asks = who.mayThey(request, 'read text')
  const { document, room } = layerOf(served, request, asks)
  if (doorkeeper.access(asks, room) !== 'write') throw mayOnlyRead(request.params.layer)
  return log.inTurn(document.id, async () => {
    // Deleted, or closed to this person, while others were in turn.
    const asked = layerOf(served, request, asks)
    const { made } = await changeLive(served, only(asked), () => {
      const annotated = readStored(log, only(asked))
      const done: { made?: { readonly value: T } } = {}
      const updates = layerUpdate(log, asked.document, room, asks, (store, shared) => {
        done.made = { value: change({ store, shared, annotated, layer: asked.layer, asks }) }
      })
      if (done.made === undefined) throw new Error('The change was not made')
      refuseFlood(served, asks, updates)
      return { made: done.made.value, updates }
    })
    return { made, now: () => readStored(log, only(asked)) }
  })
}

/** Throws {@link HttpProblem} when somebody stores more than people may in so short a time. */
export function refuseFlood(
  { rooms }: { readonly rooms: Pick<SyncRooms, 'mayStore'> },
  asks: Identity,
  updates: readonly NewUpdate[],
): void {
  if (updates.every(({ update }) => rooms.mayStore(asks, update.length))) return
  throw new HttpProblem(429, 'too-many-requests', 'Too many changes at once. Nothing was changed: wait a little.')
}

/** The document with its text and this layer only. */
const only = ({ document, room }: AskedLayer): LoggedDocument => ({
  ...document,
  rooms: [textRoom(documentId(document.id)), room],
})

const mayOnlyRead = (layer: string) =>
  new HttpProblem(
    403,
    'not-allowed',
    `You may read the layer ${JSON.stringify(layer)}, not write it. Ask an owner of the project.`,
  )
