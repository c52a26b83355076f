export { isDataFolder } from './data-folder.js'
export { type OpenData, openData } from './open-data.js'
export { ServerProblem, type ServerProblemKind } from './server-problem.js'
export { type RunningServer, type ServerOptions, startServer } from './start-server.js'
