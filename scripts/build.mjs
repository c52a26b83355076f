// Builds what is not built. Returns the exit code of turbo; its output is shown only when it fails.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** How one turbo task over all workspaces is run. */
export const turboCommand = (task, ...more) => ({
  command: process.execPath,
  args: [`${root}node_modules/turbo/bin/turbo`, 'run', task, '--output-logs=errors-only', '--ui=stream', ...more],
  env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', FORCE_COLOR: '0' },
})

/** Run one turbo task over all workspaces. Returns its exit code. */
export function turbo(task, { quiet = false } = {}) {
  const { command, args, env } = turboCommand(task)
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    stdio: quiet ? 'pipe' : ['ignore', 2, 2],
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env,
  })
  if (quiet && status !== 0) process.stderr.write(`${stdout}${stderr}`)
  return status ?? 1
}
