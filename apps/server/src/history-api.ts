import { parseRoom } from '@claimspan/collab'
import { writeNativeLine } from '@claimspan/core'
import type { FastifyInstance } from 'fastify'
import type { Doorkeeper } from './doorkeeper.js'
import { unitIn } from './export-api.js'
import { HttpProblem } from './http-problem.js'
import { jsonBody } from './json-body.js'
import { changeLive } from './live-change.js'
import { changesOf, documentAtMoment, type Moment, readMoment } from './moments.js'
import type { People } from './people.js'
import { isPruned, isPrunedAt, prunedSentence } from './pruned.js'
import { restoring } from './restore.js'
import type { SyncRooms } from './sync-rooms.js'
import type { LoggedDocument, LogReader, UpdateLog } from './update-log.js'
import { seenDocument } from './visible-document.js'
import { whatChanged } from './what-changed.js'
import type { WhoAsks } from './who-asks.js'

type Query = Readonly<Record<string, unknown>>

/** What the routes of a document's history work on. */
export interface HistoryServed {
  readonly log: UpdateLog
  readonly rooms: Pick<SyncRooms, 'hold'>
  readonly who: WhoAsks
  readonly doorkeeper: Pick<Doorkeeper, 'access'>
  /** For the names of who changed something. */
  readonly people?: Pick<People, 'accounts'>
}

const mostChanges = 1000

/** The routes that tell who changed what and when, give a document as it was, and bring it back. */
export function historyApi(app: FastifyInstance, served: HistoryServed): void {
  const { log, who, doorkeeper, people } = served

  /** Guests and the server itself have no account: they are called by their id. */
  const named = (ids: readonly string[]) => {
    const names = new Map(people?.accounts().map(({ id, name }) => [id, name]))
    return ids.map((id) => ({ id, name: names.get(id) ?? id }))
  }

  app.get<{ Params: { id: string }; Querystring: Query }>('/api/documents/:id/history', (request) => {
    const document = seenDocument(log, request.params.id, who.mayThey(request, 'read history'), doorkeeper)
    const { after = '0', limit = '200' } = request.query
    const most =
      typeof limit === 'string' && /^[1-9]\d{0,3}$/.test(limit) ? Math.min(Number(limit), mostChanges) : undefined
    if (most === undefined) throw bad(`"limit" is a number from 1 to ${mostChanges}.`)
    const from = momentIn(log, document, 'after', after)
    const all = changesOf(log, document, from)
    const shown = all.slice(0, most)
    return {
      changes: shown.map(({ seq, at, user, room, size }) => ({
        seq,
        at,
        ...(user === undefined ? {} : { by: user }),
        room: roomShown(room),
        ...(isPruned({ size }) ? { pruned: true } : { size }),
      })),
      people: named([...new Set(shown.flatMap(({ user }) => (user === undefined ? [] : [user])))]),
      ...(shown.length < all.length ? { next: shown.at(-1)?.seq } : {}),
    }
  })

  app.get<{ Params: { id: string }; Querystring: Query }>('/api/documents/:id/changes', (request) => {
    const document = seenDocument(log, request.params.id, who.mayThey(request, 'read history'), doorkeeper)
    const from = keptMoment(log, document, 'from', request.query.from ?? '0')
    const newest = changesOf(log, document).at(-1)?.seq ?? 0
    const to = request.query.to === undefined ? { seq: newest } : keptMoment(log, document, 'to', request.query.to)
    if (from.seq > to.seq) throw bad('"from" has to be before "to".')
    const found = whatChanged(log, document, from, to)
    const names = new Map(named(found.people.map(({ id }) => id)).map(({ id, name }) => [id, name]))
    return { ...found, people: found.people.map((one) => ({ ...one, name: names.get(one.id) ?? one.id })) }
  })

  app.get<{ Params: { id: string; moment: string }; Querystring: Query }>(
    '/api/documents/:id/at/:moment',
    (request, reply) => {
      const document = seenDocument(log, request.params.id, who.mayThey(request, 'read history'), doorkeeper)
      const found = documentAtMoment(log, document, keptMoment(log, document, 'moment', request.params.moment))
      if (found === undefined) throw notYet(document)
      reply.type('application/json; charset=utf-8')
      return `${writeNativeLine(found, unitIn(request.query))}\n`
    },
  )

  app.post<{ Params: { id: string } }>('/api/documents/:id/restore', async (request) => {
    const asks = who.mayThey(request, 'restore')
    const { to } = jsonBody(request)
    const { id } = seenDocument(log, request.params.id, asks, doorkeeper)
    return log.inTurn(id, async () => {
      // Only what this person may write: somebody else's independent layer stays as it is.
      const document = seenDocument(log, id, asks, doorkeeper)
      const writable = {
        ...document,
        rooms: document.rooms.filter((room) => doorkeeper.access(asks, room) === 'write'),
      }
      const moment = keptMoment(log, document, 'to', to)
      if (documentAtMoment(log, document, moment) === undefined) throw notYet(document)
      const { updates } = await changeLive(served, writable, () => ({
        updates: restoring(log, writable, moment, asks.id),
      }))
      return { restored: moment.seq, changed: updates.map(({ room }) => roomShown(room)) }
    })
  })
}

function momentIn(log: LogReader, document: LoggedDocument, name: string, said: unknown): Moment {
  const moment =
    typeof said === 'string' || typeof said === 'number' ? readMoment(log, document, String(said)) : undefined
  if (moment !== undefined) return moment
  throw bad(`"${name}" is a sequence number or a time such as 2026-01-02T03:04:05Z: got ${JSON.stringify(said)}.`)
}

/**
 * The moment that a request names, of which what the document was has not been pruned; throws {@link HttpProblem} for
 * anything else.
 */
export function keptMoment(log: LogReader, document: LoggedDocument, name: string, said: unknown): Moment {
  const moment = momentIn(log, document, name, said)
  if (isPrunedAt(log, document, moment)) throw new HttpProblem(410, 'pruned', prunedSentence(log, document))
  return moment
}

/** A room as people know it: the text, or a layer by its id. */
function roomShown(name: string): string {
  const room = parseRoom(name)
  return room?.kind === 'layer' ? `layer ${room.layer}` : 'text'
}

const bad = (sentence: string) => new HttpProblem(400, 'bad-request', sentence)

const notYet = ({ id, createdAt }: LoggedDocument) =>
  new HttpProblem(
    404,
    'unknown-version',
    `The document "${id}" was made at ${createdAt}: there is nothing before that.`,
  )
