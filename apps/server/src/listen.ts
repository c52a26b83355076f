import type { FastifyInstance } from 'fastify'
import { ServerProblem } from './server-problem.js'

const portsTried = 50

/** Listen on a port, or on the next free one when it may move. Throws {@link ServerProblem} when there is none. */
export async function listen(
  app: FastifyInstance,
  { host, port, mayMove }: { readonly host: string; readonly port: number; readonly mayMove: boolean },
): Promise<{ readonly url: string; readonly port: number }> {
  await app.ready()
  const last = mayMove && port !== 0 ? Math.min(port + portsTried - 1, 65_535) : port
  for (let tried = port; tried <= last; tried++) {
    try {
      await listening(app, host, tried)
      const address = app.server.address()
      const found = typeof address === 'object' && address !== null ? address.port : tried
      return { url: `http://${shownHost(host)}:${found}`, port: found }
    } catch (error) {
      const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
      if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
        throw new ServerProblem(
          'address-not-available',
          `This machine has no address ${host}. Choose 127.0.0.1 or 0.0.0.0.`,
        )
      }
      if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error
      if (tried === last) {
        throw new ServerProblem(
          'port-in-use',
          port === last
            ? `Port ${port} of ${host} is in use or may not be used. Stop what uses it, or choose another port.`
            : `The ports ${port} to ${last} of ${host} are all in use. Choose another port.`,
        )
      }
    }
  }
  throw new RangeError(`A port is a whole number from 0 to 65535: got ${port}`)
}

/** On the server itself: Fastify can listen only once, also when that failed. */
function listening(app: FastifyInstance, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (error: unknown) => {
      app.server.off('listening', succeeded)
      reject(error)
    }
    const succeeded = () => {
      app.server.off('error', failed)
      resolve()
    }
    app.server.once('error', failed)
    app.server.once('listening', succeeded)
    app.server.listen({ host, port })
  })
}

function shownHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
