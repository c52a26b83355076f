import { decisionKey, forgetDecision, keepDecision, readDecisions, sharedLayer } from '@claimspan/collab'
import { annotatorId, isId } from '@claimspan/core'
import type { FastifyInstance } from 'fastify'
import { authorsIn } from './authorship.js'
import { HttpProblem } from './http-problem.js'
import { jsonBody, refuseOtherKeys } from './json-body.js'
import { changeLayer, type InLayer, type LayerInHand, type LayersServed, layerOf } from './layer-request.js'
import { storedDoc } from './stored-room.js'
import type { LogReader } from './update-log.js'

type Query = Readonly<Record<string, unknown>>

/** The routes of what persons decided in a curated layer; by whom and when is what the log has. */
export function decisionsApi(app: FastifyInstance, served: LayersServed): void {
  app.get<{ Params: InLayer }>('/api/documents/:id/layers/:layer/decisions', (request) => {
    const { document, room } = layerOf(served, request, served.who.mayThey(request, 'read text'))
    return { document: document.id, decisions: decisionsIn(served.log, document.id, room) }
  })

  app.put<{ Params: InLayer }>('/api/documents/:id/layers/:layer/decisions', async (request) => {
    const body = jsonBody(request)
    refuseOtherKeys(body, ['field', 'about', 'take'], 'a decision')
    const { take } = body
    if (!Array.isArray(take) || !take.every(isId)) throw bad('The field "take" has to be a list of ids: what is taken.')
    const { made } = await changeLayer(served, request, (hand) => {
      refuseUncurated(hand)
      const of = readQuestion(body)
      const at = new Date().toISOString()
      const key = decisionKey(of)
      const before = readDecisions(hand.shared).get(key)
      if (JSON.stringify(before?.take) !== JSON.stringify(take)) {
        keepDecision(hand.shared, { ...of, take, by: annotatorId(hand.asks.id), at })
      }
      return of
    })
    const { document, room } = layerOf(served, request, served.who.mayThey(request, 'read text'))
    const kept = decisionsIn(served.log, document.id, room).find((one) => decisionKey(one) === decisionKey(made))
    if (kept === undefined) throw new HttpProblem(409, 'not-saved', 'Somebody took the decision back meanwhile.')
    return kept
  })

  app.delete<{ Params: InLayer; Querystring: Query }>(
    '/api/documents/:id/layers/:layer/decisions',
    async (request, reply) => {
      await changeLayer(served, request, (hand) => {
        refuseUncurated(hand)
        forgetDecision(hand.shared, readQuestion(request.query))
      })
      return reply.code(204).send()
    },
  )
}

function decisionsIn(log: LogReader, document: string, room: string) {
  const shared = sharedLayer(storedDoc(log, room))
  const authorOf = authorsIn(log, room)
  return [...readDecisions(shared)].map(([key, { field, about, take, by, at }]) => {
    const item = shared.decisions._map.get(key)
    const written = item === undefined ? undefined : authorOf(item.id)
    return { document, field, about, take, by: written?.user ?? by, at: written?.at ?? at }
  })
}

/** What a decision is on. Throws {@link HttpProblem}. */
function readQuestion({ field, about }: Query): { readonly field: string; readonly about: string } {
  if (typeof field !== 'string' || !/^[a-z][a-zA-Z-]{0,60}$/.test(field)) {
    throw bad('"field" has to name a field of a claim, or be `claim`: the whole claim.')
  }
  if (!isId(about)) throw bad('"about" has to be the id of the claim or relation that is decided on.')
  return { field, about }
}

function refuseUncurated({ layer }: LayerInHand): void {
  if (layer.kind === 'curated') return
  throw new HttpProblem(409, 'not-curated', `Decisions are kept in a curated layer; this one is ${layer.kind}.`)
}

const bad = (sentence: string) => new HttpProblem(400, 'bad-request', sentence)
