import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { agreementApi } from './agreement-api.js'
import { claimsApi } from './claims-api.js'
import { decisionsApi } from './decisions-api.js'
import { documentsApi, type Served } from './documents-api.js'
import type { Doorkeeper } from './doorkeeper.js'
import { editorFiles } from './editor-files.js'
import { elsewhereApi } from './elsewhere-api.js'
import { exportApi } from './export-api.js'
import { historyApi } from './history-api.js'
import { HttpProblem } from './http-problem.js'
import { unnamedGuest } from './identity.js'
import { importApi, importMediaTypes } from './import-api.js'
import type { LayersServed } from './layer-request.js'
import { layersApi } from './layers-api.js'
import type { Metrics } from './metrics.js'
import { documentMediaTypes, maxDocumentBytes } from './new-document.js'
import { describedRoutes } from './openapi/described-routes.js'
import { openApi } from './openapi/description.js'
import { openIdOperations } from './openapi/openid-operations.js'
import type { Operation } from './openapi/operation.js'
import { operations } from './openapi/operations.js'
import { peopleOperations } from './openapi/people-operations.js'
import { webhookOperations } from './openapi/webhook-operations.js'
import { type OpenIdServed, openIdApi } from './openid-api.js'
import type { OperatorLog } from './operator-log.js'
import type { People } from './people.js'
import { peopleApi } from './people-api.js'
import { relationsApi } from './relations-api.js'
import { isLoopback, mayReach, mayWrite } from './same-origin.js'
import { type SchemeServed, schemeApi } from './scheme-api.js'
import { searchApi } from './search-api.js'
import { sessionApi } from './session-api.js'
import { textApi } from './text-api.js'
import { threadsApi } from './threads-api.js'
import { type VersionsServed, versionsApi } from './versions-api.js'
import { visibleTo } from './visible-document.js'
import { type WebhooksServed, webhooksApi } from './webhooks-api.js'
import { workflowApi } from './workflow-api.js'

/** What the HTTP side is made with. */
export interface HttpOptions extends Served, VersionsServed, Pick<SchemeServed, 'schemes'> {
  /** Accounts, where there can be any. */
  readonly people?: People
  /** A provider that people may sign in through. */
  readonly openId?: OpenIdServed['openId']
  /** Who is told of events, where that can be kept. */
  readonly webhooks?: WebhooksServed
  readonly doorkeeper: Doorkeeper
  readonly review: () => void
  readonly rooms: Served['rooms'] & LayersServed['rooms']
  /** The address it will listen on. */
  readonly host: string
  /** The folder of the built editor; without it a page says how to get it. */
  readonly editorFolder?: string
  readonly operator: OperatorLog
  readonly metrics: Metrics
}

/** The style element with which react-aria keeps the page from scrolling under a dialog on a telephone (`usePreventScroll`). */
const scrollStyle = 'sha256-gYiS/BvZvRcK27JIXTuwhZ3hs2+VJ1X+2gUlE+farlg='

/** Scripts and styles only from here, connections only to here. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  `style-src 'self' '${scrollStyle}'`,
  "img-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

const headers: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
}

/** The HTTP API and the editor's files, not listening yet. Every error is `{error, message}`. */
export function httpServer(options: HttpOptions): FastifyInstance {
  const warn = (line: string) => options.operator.say(line)
  const app = Fastify({
    bodyLimit: maxDocumentBytes,
    forceCloseConnections: true,
    // Long enough for a slow line to send the largest document.
    requestTimeout: 120_000,
    routerOptions: { maxParamLength: 512 },
    frameworkErrors: (error, _request, reply: FastifyReply) => {
      const problem = asProblem(error, warn)
      reply.code(problem.status).headers(headers).send(problem.body)
    },
  })

  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    [...documentMediaTypes, ...importMediaTypes],
    { parseAs: 'buffer' },
    (_request, body, done) => done(null, body),
  )

  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers)
    if (!mayReach(request.headers.host, options.host)) {
      throw new HttpProblem(403, 'foreign-host', 'This server answers on this machine only, by the name localhost.')
    }
    const writes = !['GET', 'HEAD', 'OPTIONS'].includes(request.method)
    if (writes && !mayWrite(request.headers.origin, request.headers.host)) {
      throw new HttpProblem(403, 'foreign-origin', 'Pages of other sites may not change documents here.')
    }
    if (request.url.startsWith('/api/')) {
      reply.header('cache-control', 'no-store')
      // What another server was told a moment ago counts here.
      await options.log.catchUp()
    }
  })

  app.setErrorHandler((error: FastifyError, _request, reply) => {
    const problem = asProblem(error, warn)
    reply.code(problem.status).send(problem.body)
  })

  app.addHook('onResponse', async (request, reply) => {
    const { method, url } = request
    const ms = Math.round(reply.elapsedTime * 10) / 10
    options.metrics.answered(method, reply.statusCode, reply.elapsedTime / 1000)
    const user = options.who.of(request)?.id
    const path = url.split('?', 1)[0]?.slice(0, 200) ?? '/'
    options.operator.request({ method, path, status: reply.statusCode, ms, ...(user === undefined ? {} : { user }) })
  })

  // On a log alone, without accounts and webhooks, there are no routes for them.
  const isServed = (one: Operation) =>
    (options.people !== undefined || !peopleOperations.includes(one)) &&
    (options.openId !== undefined || !openIdOperations.includes(one)) &&
    (options.webhooks !== undefined || !webhookOperations.includes(one))
  describedRoutes(app, operations, options.who, isServed)
  const description = JSON.stringify(openApi())
  app.get('/api/openapi.json', (_request, reply) => {
    reply.type('application/json; charset=utf-8')
    return description
  })

  app.get('/metrics', async (request, reply) => {
    // A collector on this machine has no account: it may look, but nobody whom a proxy on this machine lets through; they
    // and everybody elsewhere have to be an owner.
    if (!isFromHere(request)) options.who.mayThey(request, 'manage people')
    reply.type(options.metrics.contentType)
    return options.metrics.text()
  })

  app.get('/api/health', () => ({ status: 'ok' }))
  const { people } = options
  if (people === undefined) app.get('/api/session', () => ({ accounts: false, user: unnamedGuest }))
  else {
    sessionApi(app, { ...options, people })
    peopleApi(app, { ...options, people })
    if (options.openId !== undefined) openIdApi(app, { people, who: options.who, openId: options.openId })
  }
  documentsApi(app, options)
  importApi(app, options)
  searchApi(app, options)
  exportApi(app, options)
  schemeApi(app, options)
  workflowApi(app, options)
  versionsApi(app, options)
  historyApi(app, options)
  if (options.webhooks !== undefined) webhooksApi(app, options.webhooks, options.who)
  layersApi(app, options)
  claimsApi(app, options)
  elsewhereApi(app, options)
  relationsApi(app, options)
  threadsApi(app, options)
  decisionsApi(app, options)
  textApi(app, options)
  agreementApi(app, {
    log: options.log,
    viewer: (request) => {
      const asks = options.who.mayThey(request, 'read text')
      return { key: asks.id, see: (document) => visibleTo(asks, document, options.doorkeeper) }
    },
  })
  editorFiles(app, options.editorFolder)
  return app
}

/** Whether a request was sent on this machine, as far as it can be told: not by a proxy that says for whom it asks. */
function isFromHere({ ip, headers: { host, forwarded, 'x-forwarded-for': forwardedFor } }: FastifyRequest): boolean {
  const isHere = isLoopback(ip) && host !== undefined && isLoopback(host.replace(/:\d+$/, ''))
  return isHere && forwarded === undefined && forwardedFor === undefined
}

function asProblem(error: FastifyError | HttpProblem, warn: (line: string) => void): HttpProblem {
  if (error instanceof HttpProblem) return error
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new HttpProblem(
        413,
        'too-large',
        `The document is larger than ${maxDocumentBytes / 1_000_000} MB, the most that can be sent. Split it, or annotate the part you need.`,
      )
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new HttpProblem(
        415,
        'unsupported-media-type',
        `Send a document as ${documentMediaTypes.join(', ')}, and name which in the content-type header.`,
      )
    case 'FST_ERR_BAD_URL':
      return new HttpProblem(400, 'bad-url', 'The address is not a sound url: check what follows each "%".')
  }
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return new HttpProblem(error.statusCode, 'bad-request', error.message)
  }
  warn(`A request failed: ${error.message}`)
  return new HttpProblem(500, 'server-error', 'The server could not answer. Its output says why.')
}
