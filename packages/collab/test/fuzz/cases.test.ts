import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Session } from '../../fuzz/operation.js'
import { run } from '../../fuzz/world.js'

const folder = new URL('../../fuzz/cases/', import.meta.url)

/** A kept session: its first line says how it starts, each line after that is one operation. */
function kept(name: string): Session {
  const [head, ...operations] = readFileSync(new URL(name, folder), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  return { ...head, operations }
}

it.each(readdirSync(folder).filter((name) => name.endsWith('.jsonl')))(
  'a session that once went wrong goes right, looked at after each operation: %s',
  (name) => {
    const session = kept(name)
    expect(session.operations.length).toBeLessThanOrEqual(15)
    const { failure, wrong } = run(session, { reloadEvery: 1 })
    expect({ failure, wrong }).toEqual({ failure: undefined, wrong: [] })
  },
)
