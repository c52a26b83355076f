import type { FastifyInstance } from 'fastify'
import { summarize, summaryFor } from './document-summary.js'
import { liveDocument } from './documents-api.js'
import type { Doorkeeper } from './doorkeeper.js'
import { HttpProblem } from './http-problem.js'
import { guestIdPattern, type Identity } from './identity.js'
import { jsonBody } from './json-body.js'
import { notSaved } from './not-saved.js'
import type { People } from './people.js'
import { type Act, may } from './roles.js'
import type { LogReader } from './update-log.js'
import type { WhoAsks } from './who-asks.js'
import {
  type Assignee,
  type DocumentStatus,
  documentStatuses,
  isDocumentStatus,
  namedNow,
  reassigned,
  type WorkflowStore,
} from './workflow.js'

/** What the route reads and writes, and who may. */
export interface WorkflowServed {
  readonly workflow: WorkflowStore
  readonly who: WhoAsks
  readonly log: LogReader
  readonly people?: Pick<People, 'accounts'>
  readonly doorkeeper: Pick<Doorkeeper, 'access'>
}

/** More people than these a document is not the work of. */
export const maxAssignees = 50

/** The routes that say how far the work on a document is and whose it is. */
export function workflowApi(app: FastifyInstance, { workflow, who, log, people, doorkeeper }: WorkflowServed): void {
  app.get<{ Params: { id: string } }>('/api/documents/:id/workflow', async (request) => {
    const asks = who.mayThey(request, 'read text')
    const document = liveDocument(log, request.params.id)
    const summary = summarize(log, document, document.createdAt)
    const accessTo = (room: string) => doorkeeper.access(asks, room)
    const { status, statusBy, statusAt, assignees } = summaryFor(summary, accessTo, await workflow.of(document.id))
    return {
      status,
      ...(statusBy === undefined ? {} : { statusBy }),
      ...(statusAt === undefined ? {} : { statusAt }),
      assignees: namedNow(assignees, people),
    }
  })

  app.patch<{ Params: { id: string } }>('/api/documents/:id/workflow', async (request) => {
    const asks = who.mayThey(request, 'set status')
    const { id } = liveDocument(log, request.params.id)
    const body = jsonBody(request)
    const status = statusIn(body.status)
    const assign = listIn(body, 'assign').map((one) => assigneeIn(one, asks, people))
    const unassign = listIn(body, 'unassign').map((one) => {
      if (typeof one === 'string') return one
      throw bad('The field "unassign" has to be a list of ids.')
    })
    for (const one of [...assign.map((assignee) => assignee.id), ...unassign]) {
      if (one !== asks.id) refuse(asks, 'assign anybody')
    }
    let isTooMany = false
    let isCuratorsOnly = false
    try {
      const {
        status: set,
        assignees,
        statusAt,
        statusBy,
      } = await workflow.change(id, (before) => {
        isCuratorsOnly = touchesCurated(before.status, status) && !may(asks.role, 'set curated')
        const all = reassigned(before.assignees, assign, unassign)
        isTooMany = all.length > maxAssignees
        if (isTooMany || isCuratorsOnly) return before
        return { ...before, ...(status === undefined ? {} : said(status, asks)), assignees: all }
      })
      if (!isTooMany && !isCuratorsOnly) {
        return {
          ...(set === undefined ? {} : { status: set }),
          ...(statusBy === undefined ? {} : { statusBy }),
          ...(statusAt === undefined ? {} : { statusAt }),
          assignees: namedNow(assignees, people),
        }
      }
    } catch (error) {
      throw notSaved(error)
    }
    if (isCuratorsOnly) refuse(asks, 'set curated')
    throw bad(`A document is the work of at most ${maxAssignees} people. Take somebody off it first.`)
  })
}

const touchesCurated = (before: DocumentStatus | undefined, after: DocumentStatus | undefined) =>
  after !== undefined && after !== before && (after === 'curated' || before === 'curated')

const said = (status: DocumentStatus, { id, role }: Identity) => ({
  status,
  statusBy: role === 'guest' ? undefined : id,
  statusAt: new Date().toISOString(),
})

function statusIn(value: unknown): DocumentStatus | undefined {
  if (value === undefined || isDocumentStatus(value)) return value
  throw bad(`The field "status" has to be ${documentStatuses.join(', ')}.`)
}

function listIn(body: Readonly<Record<string, unknown>>, field: string): readonly unknown[] {
  const value = body[field] ?? []
  if (Array.isArray(value) && value.length <= maxAssignees) return value
  throw bad(`The field "${field}" has to be a list of at most ${maxAssignees}.`)
}

/** An open account that may annotate; where there are no accounts, a guest by the name that they gave themselves. */
function assigneeIn(value: unknown, asks: Identity, people: Pick<People, 'accounts'> | undefined): Assignee {
  const { id, name } = (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>
  if (typeof id !== 'string') throw bad('Each of "assign" has to be an object with an id.')
  if (asks.role !== 'guest') {
    const account = people?.accounts().find((one) => one.id === id && one.closedAt === undefined)
    if (account === undefined || !may(account.role, 'make own layer')) {
      throw new HttpProblem(
        404,
        'unknown-account',
        `Nobody who may annotate here has the account ${JSON.stringify(id)}.`,
      )
    }
    return { id, name: account.name }
  }
  const shown = typeof name === 'string' ? name.trim().slice(0, 40) : ''
  if (!guestIdPattern.test(id) || shown === '') throw bad('A guest is assigned with the id and the name of that guest.')
  return { id, name: shown }
}

function refuse({ role }: Identity, act: Act): void {
  if (may(role, act)) return
  throw new HttpProblem(
    403,
    'not-allowed',
    `Your role here is ${role}, which may not do this (${act}). Ask a curator of the project.`,
  )
}

const bad = (sentence: string) => new HttpProblem(400, 'bad-request', sentence)
