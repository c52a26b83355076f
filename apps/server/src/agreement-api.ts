import {
  type AgreementOptions,
  type AgreementTable,
  agreementChange,
  agreementReport,
  agreementSeries,
  agreementTable,
  countDisagreements,
} from '@claimspan/agreement'
import { documentId, type LayerKind, layerKinds } from '@claimspan/core'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { periodAsked } from './agreement-periods.js'
import { type ChangedRooms, changedRooms } from './changed-rooms.js'
import { latest } from './document-summary.js'
import { keptMoment } from './history-api.js'
import { HttpProblem } from './http-problem.js'
import { documentAtMoment } from './moments.js'
import type { LoggedDocument, LogReader } from './update-log.js'

/** The one project that a server keeps: all its documents. */
export const projectOfAll = 'default'

/** Somebody who asks, as far as they may see. */
export interface Viewer {
  /** The same for those who are the same person, and never for two. */
  readonly key: string
  /** The document without the rooms that they may not enter: what is in those is in no figure. */
  see(document: LoggedDocument): LoggedDocument
}

/** What the route works on. */
export interface AgreementServed {
  readonly log: LogReader
  /** Who asks. Throws {@link HttpProblem} when they may see nothing at all. */
  readonly viewer: (request: FastifyRequest) => Viewer
}

/** So many samples when none are asked for, and at most: a report keeps others waiting while it is made. */
const [samples, samplesAtMost] = [200, 2000]
/** So many tables are kept, each for one person's sight and one set of options; the one that was asked for longest ago goes. */
const tablesKept = 16

type Query = Readonly<Record<string, unknown>>

/** The route that tells how far annotators agree, of what the one who asks may see, as it is now. */
export function agreementApi(app: FastifyInstance, { log, viewer }: AgreementServed): void {
  const tables = new Map<string, LiveAgreement>()
  const rooms = changedRooms(log)

  app.get<{ Params: { id: string }; Querystring: Query }>('/api/projects/:id/agreement', (request) => {
    const who = viewer(request)
    if (request.params.id !== projectOfAll) {
      throw new HttpProblem(
        404,
        'unknown-project',
        `There is no project ${JSON.stringify(request.params.id)}; there is "${projectOfAll}", all documents of this server.`,
      )
    }
    const options = optionsIn(request.query)
    const { before } = request.query
    const periodOf = periodAsked(request.query)
    const key = JSON.stringify([who.key, options])
    const table = tables.get(key) ?? liveAgreement(log, rooms, options)
    tables.delete(key)
    tables.set(key, table)
    for (const [oldest] of tables) {
      if (tables.size <= tablesKept) break
      tables.delete(oldest)
    }
    const { report, found, counts } = table.now(who)
    const withList = request.query.disagreements === 'list'
    const seen = () => log.documents().map((document) => who.see(document))
    return {
      ...report,
      ...(periodOf === undefined
        ? {}
        : {
            series: agreementSeries(
              seen().flatMap((each) => rooms.read(each) ?? []),
              periodOf,
              options,
            ),
          }),
      ...(before === undefined
        ? {}
        : {
            change: agreementChange(
              agreementReport(
                seen().flatMap((each) => documentAtMoment(log, each, keptMoment(log, each, 'before', before)) ?? []),
                // Of the same kinds as now, though there may have been others then.
                { ...options, kinds: report.kinds },
              ),
              report,
            ),
          }),
      disagreements: { offsetUnit: 'utf-16', counts, ...(withList ? { list: found() } : {}) },
    }
  })
}

interface LiveAgreement {
  now(who: Viewer): ReturnType<typeof made>
}

/** Agreement of what somebody sees; only documents that have changed since, or are seen otherwise, are read again. */
function liveAgreement(log: LogReader, rooms: ChangedRooms, options: AgreementOptions): LiveAgreement {
  const table = agreementTable(options)
  const marks = new Map<string, string>()
  let last: ReturnType<typeof made> | undefined
  return {
    now(who) {
      const there = new Set<string>()
      for (const document of log.documents()) {
        const seen = who.see(document)
        const mark = JSON.stringify([latest(log, seen).seq, seen.rooms])
        if (marks.get(document.id) !== mark) {
          const annotated = rooms.read(seen)
          if (annotated === undefined) continue
          table.put(annotated)
          marks.set(document.id, mark)
          last = undefined
        }
        there.add(document.id)
      }
      for (const id of marks.keys()) {
        if (there.has(id)) continue
        rooms.forget(id)
        table.remove(documentId(id))
        marks.delete(id)
        last = undefined
      }
      last ??= made(table)
      return last
    },
  }
}

function made(table: AgreementTable) {
  const found = table.disagreements()
  return { report: table.report(), found: () => found, counts: countDisagreements(found) }
}

function optionsIn({ by, only, kind, overlap, samples: asked }: Query): AgreementOptions {
  if (by !== undefined && by !== 'layer' && by !== 'annotator') {
    throw wrong(`Compared by are layer or annotator: got ${JSON.stringify(by)}.`)
  }
  const ids = only === undefined ? undefined : listed(only)
  const kinds = kind === undefined ? undefined : listed(kind).map(kindOf)
  return {
    ...(by === undefined ? {} : { by }),
    ...(ids === undefined ? {} : { only: ids }),
    ...(kinds === undefined ? {} : { kinds }),
    ...(overlap === undefined ? {} : { overlap: overlapOf(overlap) }),
    resamples: asked === undefined ? samples : samplesOf(asked),
  }
}

/** Given several times or joined by commas. */
const listed = (value: unknown): readonly string[] => [value].flat().flatMap((given) => String(given).split(','))

function kindOf(name: string): LayerKind {
  const found = layerKinds.find((kind) => kind === name)
  if (found === undefined) throw wrong(`A kind of layers is ${layerKinds.join(', ')}: got ${JSON.stringify(name)}.`)
  return found
}

function overlapOf(asked: unknown): number {
  const overlap = typeof asked === 'string' && asked.trim() !== '' ? Number(asked) : Number.NaN
  if (overlap >= 0 && overlap <= 1) return overlap
  throw wrong(`An overlap is a number from 0 to 1: got ${JSON.stringify(asked)}.`)
}

function samplesOf(asked: unknown): number {
  if (typeof asked === 'string' && /^\d{1,4}$/.test(asked) && Number(asked) <= samplesAtMost) return Number(asked)
  throw wrong(`The number of samples is whole, from 0 to ${samplesAtMost}: got ${JSON.stringify(asked)}.`)
}

const wrong = (sentence: string) => new HttpProblem(400, 'bad-request', sentence)
