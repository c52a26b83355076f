import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { claimspan, folderWith } from './at-the-terminal.js'

/** Nobody answers there, so that it is seen what is asked. */
beforeEach(() => void vi.stubEnv('CLAIMSPAN_DATABASE', 'postgres://mei:kitten@127.0.0.1:1/papers'))
afterEach(() => void vi.unstubAllEnvs())

const unreachable = /^The database postgres:\/\/127\.0\.0\.1:1\/papers cannot be used/

test.each([
  ['backup', (folder: string) => ['--out', `${folder}/out`]],
  ['export', (folder: string) => ['--to', 'csv', '--out', `${folder}/out`]],
] as const)('%s without a path is of the database that servers share', async (command, args) => {
  const folder = folderWith()
  const said = await claimspan([command, ...args(folder)])
  expect(said.code).not.toBe(0)
  expect(said.err).toMatch(unreachable)
  expect(said.err).not.toContain('kitten')
  // With a path it is of that, and without a database it has to be said of what.
  expect((await claimspan([command, folder, ...args(folder)])).err).toContain(folder)
  vi.stubEnv('CLAIMSPAN_DATABASE', '')
  expect((await claimspan([command, ...args(folder)])).err).toContain('Say which')
})

test('an export of a database is not gone on with, since each is of another moment', async () => {
  const said = await claimspan(['export', '--to', 'csv', '--out', `${folderWith()}/out`, '--resume'])
  expect(said.err).toContain('claimspan backup')
})
