import { readDecisions, sharedLayer } from '@claimspan/collab'
import type { FastifyInstance } from 'fastify'
import { authorsIn } from './authorship.js'
import { type ClaimsServed, layerOf } from './claims-api.js'
import { storedDoc } from './stored-room.js'

/** The route that tells what persons decided in a curated layer, by whom and when as the log has it. */
export function decisionsApi(app: FastifyInstance, served: ClaimsServed): void {
  app.get<{ Params: { id: string; layer: string } }>('/api/documents/:id/layers/:layer/decisions', (request) => {
    const { document, room } = layerOf(served, request, served.who.mayThey(request, 'read text'))
    const shared = sharedLayer(storedDoc(served.log, room))
    const authorOf = authorsIn(served.log, room)
    return {
      document: document.id,
      decisions: [...readDecisions(shared)].map(([key, { field, about, take, by, at }]) => {
        const item = shared.decisions._map.get(key)
        const written = item === undefined ? undefined : authorOf(item.id)
        return { document: document.id, field, about, take, by: written?.user ?? by, at: written?.at ?? at }
      }),
    }
  })
}
