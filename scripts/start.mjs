// npm start: build what is not built, then serve the editor with the seed article. PORT and CLAIMSPAN_DATA are heeded.
import { spawn } from 'node:child_process'
import { root, turbo } from './build.mjs'

const code = turbo('build', { quiet: true })
if (code !== 0) {
  console.error('The build failed; what it said is above.')
  process.exit(code)
}

const server = spawn(process.execPath, [`${root}apps/cli/dist/main.js`, 'serve', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal))
server.on('exit', (status, signal) => process.exit(status ?? (signal === null ? 0 : 1)))

// npm ended by SIGTERM does not pass it on: when our parent is gone, the server is ended too.
const parent = process.ppid
setInterval(() => {
  if (process.ppid !== parent) server.kill('SIGTERM')
}, 1000).unref()
