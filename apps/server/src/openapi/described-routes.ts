import type { FastifyInstance, RouteOptions } from 'fastify'
import type { WhoAsks } from '../who-asks.js'
import type { Operation } from './operation.js'

/**
 * Serve only routes that the table describes, and all of them: a route that is not in it, or an operation that nobody serves,
 * is an error when the server starts. The act of each is asked for before a body is read. To be called before the first
 * route is made; `expected` says which operations have to be there.
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
      const { act } = operation
      if (act !== undefined) route.onRequest = [...hooksOf(route), async (request) => void who.mayThey(request, act)]
    }
  })

  app.addHook('onReady', async () => {
    const missing = operations.filter((operation) => expected(operation) && !served.has(operation))
    if (missing.length > 0) throw new Error(`Nobody serves ${missing.map(({ id }) => id).join(', ')}`)
  })
}

function hooksOf({ onRequest }: RouteOptions) {
  if (onRequest === undefined) return []
  return Array.isArray(onRequest) ? onRequest : [onRequest]
}
