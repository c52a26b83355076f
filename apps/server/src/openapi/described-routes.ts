import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify'
import { HttpProblem } from '../http-problem.js'
import type { WhoAsks } from '../who-asks.js'
import type { Operation } from './operation.js'

/**
 * Serve only routes that the table describes, and all of them: a route that is not in it, or an operation that nobody serves,
 * is an error when the server starts. The act of each is asked for before a body is read, and a body of a type that the
 * operation does not list is refused unread: the server can read more types than any one route takes. To be called before
 * the first route is made; `expected` says which operations have to be there.
 */
export function describedRoutes(
  app: FastifyInstance,
  operations: readonly Operation[],
  who: Pick<WhoAsks, 'mayThey'>,
  expected: (operation: Operation) => boolean,
): void {
  const known = new Map(operations.map((operation) => [`${operation.method} ${operation.path}`, operation]))
  const served = new Set<Operation>()

  app.addHook('onRoute', (route) => {
    if (!route.url.startsWith('/api') && route.url !== '/metrics') return
    for (const method of [route.method].flat()) {
      // Fastify adds a HEAD to each GET, with the same hooks.
      const operation = known.get(`${method === 'HEAD' ? 'GET' : method} ${route.url}`)
      if (operation === undefined) throw new Error(`${method} ${route.url} is not in the table of operations`)
      served.add(operation)
      const { act, body } = operation
      if (act !== undefined) route.onRequest = [...hooksOf(route), async (request) => void who.mayThey(request, act)]
      if (body !== undefined) route.onRequest = [...hooksOf(route), async (request) => takesBody(request, body)]
    }
  })

  app.addHook('onReady', async () => {
    const missing = operations.filter((operation) => expected(operation) && !served.has(operation))
    if (missing.length > 0) throw new Error(`Nobody serves ${missing.map(({ id }) => id).join(', ')}`)
  })
}

/** Throws {@link HttpProblem} when a request has a body of a type that is not one of these. */
function takesBody({ headers }: FastifyRequest, { json, media = [] }: NonNullable<Operation['body']>): void {
  const sent = headers['content-type']
  const isEmpty = (headers['content-length'] ?? '0') === '0' && headers['transfer-encoding'] === undefined
  if (sent === undefined && isEmpty) return
  const taken = [...(json === undefined ? [] : ['application/json']), ...media]
  const type = sent?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (taken.includes(type)) return
  throw new HttpProblem(
    415,
    'unsupported-media-type',
    `Send ${taken.join(' or ')}, and name it in the content-type header, not ${type === '' ? 'nothing' : JSON.stringify(type.slice(0, 100))}.`,
  )
}

function hooksOf({ onRequest }: RouteOptions) {
  if (onRequest === undefined) return []
  return Array.isArray(onRequest) ? onRequest : [onRequest]
}
