import { describe, expect, test } from 'vitest'
import { runSession } from './session.js'

/**
 * Law: whatever two or three people do, over whatever network, every editor shows its shared text after each operation,
 * all replicas end equal, a fresh editor shows the same, and no character is lost, doubled or brought back.
 *
 * A failure names its seed; `CLAIMSPAN_SEED=<seed> npx vitest run --project lexical convergence` runs that one alone.
 * `CLAIMSPAN_SEEDS` (how many) and `CLAIMSPAN_OPERATIONS` (how long) make the search wider.
 */
const seeds = Number(process.env.CLAIMSPAN_SEEDS ?? 150)
const operations = Number(process.env.CLAIMSPAN_OPERATIONS ?? 60)
Error.stackTraceLimit = 60
const only = process.env.CLAIMSPAN_SEED

describe.each([
  { name: 'without undo', withUndo: false },
  { name: 'with undo', withUndo: true },
])('people who edit at once, $name', ({ withUndo }) => {
  const all = Array.from({ length: Math.ceil(seeds / 2) }, (_, at) => 2 * at + (withUndo ? 1 : 2))
  const chosen = only === undefined ? all : [Number(only)]

  test(`end with one text, ${chosen.length} sessions of ${operations} operations`, () => {
    const failures: string[] = []
    for (const seed of chosen) {
      try {
        runSession({ seed, operations, withUndo })
      } catch (error) {
        failures.push(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`)
        if (only !== undefined) { console.log((error as Error).stack); throw error }
      }
    }
    expect(failures.map((failure) => failure.slice(0, 600)).slice(0, 5)).toEqual([])
  })
})
