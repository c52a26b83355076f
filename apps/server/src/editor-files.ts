import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { HttpProblem } from './http-problem.js'

/** The build puts a hash of the content into the names in this folder, so that they never change. */
const hashedFolder = '/assets/'

/**
 * Serve the built editor: its files as they are, and its page for every other address that names no file, since the
 * editor reads the address itself. Unknown addresses under `/api` stay errors.
 */
export function editorFiles(app: FastifyInstance, editorFolder: string | undefined): void {
  const root = editorFolder === undefined ? undefined : resolve(editorFolder)
  const built = root !== undefined && existsSync(join(root, 'index.html'))
  if (built) {
    app.register(fastifyStatic, {
      root,
      wildcard: true,
      cacheControl: false,
      setHeaders(reply, path) {
        const hashed = path.slice(root.length).replaceAll('\\', '/').startsWith(hashedFolder)
        reply.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  }

  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '/'
    if (path === '/api' || path.startsWith('/api/')) {
      throw new HttpProblem(404, 'not-found', `There is no ${request.method} ${path.slice(0, 200)} in this API.`)
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      throw new HttpProblem(405, 'method-not-allowed', 'The editor can only be read.')
    }
    if (path.startsWith(hashedFolder) || /\.[a-z0-9]{1,8}$/i.test(path)) {
      throw new HttpProblem(404, 'not-found', 'There is no such file.')
    }
    if (built) return reply.header('cache-control', 'no-cache').sendFile('index.html')
    return reply.code(503).type('text/plain; charset=utf-8').send('The editor has not been built: run npm run build.\n')
  })
}
