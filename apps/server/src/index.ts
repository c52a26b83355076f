export { ServerProblem, type ServerProblemKind } from './server-problem.js'
export { type RunningServer, type ServerOptions, startServer } from './start-server.js'
