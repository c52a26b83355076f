import { expect, test } from 'vitest'
import { runSession } from './session.js'

/**
 * Law: whatever two or three people do, over whatever network, every editor shows its shared text after each operation,
 * carets stay, all replicas end equal, a fresh editor shows the same, and (where nobody undoes) no character is lost,
 * doubled or brought back. Even seeds undo.
 *
 * A failure names its seed; `CLAIMSPAN_SEED=<seed> npx vitest run --project lexical convergence` runs that one alone.
 * `CLAIMSPAN_SEEDS` (how many) and `CLAIMSPAN_OPERATIONS` (how long) make the search wider.
 */
const count = Number(process.env.CLAIMSPAN_SEEDS ?? 150)
const operations = Number(process.env.CLAIMSPAN_OPERATIONS ?? 60)
const only = process.env.CLAIMSPAN_SEED
const seeds = only === undefined ? Array.from({ length: count }, (_, at) => at + 1) : [Number(only)]

test(
  `people who edit at once end with one text: ${seeds.length} sessions of ${operations} operations`,
  () => {
    const failures = seeds.flatMap((seed) => {
      try {
        runSession({ seed, operations, withUndo: seed % 2 === 0 })
        return []
      } catch (error) {
        return [`CLAIMSPAN_SEED=${seed} fails: ${error instanceof Error ? error.message : String(error)}`]
      }
    })
    expect(failures.slice(0, 5)).toEqual([])
  },
  60_000 + seeds.length * 1_000,
)
