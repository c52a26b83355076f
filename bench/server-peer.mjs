// A server for the benchmark, in a process of its own: `node server-peer.mjs <claimspan|hocuspocus|y-websocket> [bundle] [folder]`.
// Tells its port, and its CPU time whenever it is asked.
import { createServer } from 'node:http'
import { createRequire } from 'node:module'

const [way, bundle, folder] = process.argv.slice(2)

const ways = {
  async claimspan() {
    const { startServer } = await import(bundle)
    const { port } = await startServer({ dataFolder: folder, port: 0 })
    return port
  },
  async hocuspocus() {
    const { Server } = await import('@hocuspocus/server')
    const server = new Server({ port: 0, address: '127.0.0.1', quiet: true, stopOnSignals: false })
    await server.listen()
    return server.address.port
  },
  async 'y-websocket'() {
    const { WebSocketServer } = await import('ws')
    // As CommonJS, whose import of LevelDB, which is not there, does no harm.
    const { setupWSConnection } = createRequire(import.meta.url)('@y/websocket-server/utils')
    const sockets = new WebSocketServer({ noServer: true })
    sockets.on('connection', setupWSConnection)
    const server = createServer()
    server.on('upgrade', (request, socket, head) => {
      sockets.handleUpgrade(request, socket, head, (ws) => sockets.emit('connection', ws, request))
    })
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
    return server.address().port
  },
}

const port = await ways[way]()
process.on('message', () => process.send({ cpu: process.cpuUsage(), memory: process.memoryUsage().rss }))
process.on('disconnect', () => process.exit(0))
process.send({ port })
