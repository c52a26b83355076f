import type { Profile } from '../../packages/collab/fuzz/operation.js'
import { editorSession, shrunk, told } from './trial.js'
import { type Outcome, run } from './world.js'

const first = Number(process.env.CLAIMSPAN_SEED ?? 90001)
const acts = Number(process.env.CLAIMSPAN_ACTS ?? 80)
/** A seed that is named without a number of seeds is run alone. */
const seeds = Number(process.env.CLAIMSPAN_SEEDS ?? (process.env.CLAIMSPAN_SEED === undefined ? 200 : 1))

/** One seed in four has neither undo nor cut and paste. */
export const profileOf = (seed: number): Profile => (seed % 4 === 0 ? 'block' : 'full')

export interface Sessions {
  /** What may never be, each with its seed; the first one also shrunk, as it can be kept. */
  readonly failures: readonly string[]
  readonly judged: number
  readonly right: number
  /** Spans that are not right, each with its seed. */
  readonly wrong: readonly string[]
  readonly edits: number
  readonly otherwise: number
}

/** Run every `of`th seed, from the `part`th on. */
export function runSessions(part: number, of: number): Sessions {
  const failures: string[] = []
  const wrong: string[] = []
  const total = { judged: 0, right: 0, edits: 0, otherwise: 0 }
  for (let seed = first + part; seed < first + seeds; seed += of) {
    const session = editorSession(seed, profileOf(seed), acts)
    const outcome = run(session)
    total.edits += outcome.did.edits
    total.otherwise += outcome.did.otherwise
    total.judged += judgedIn(outcome)
    total.right += outcome.counts.exact + outcome.counts.border
    wrong.push(...outcome.wrong.map((sentence) => `CLAIMSPAN_SEED=${seed}: ${sentence}`))
    if (outcome.failure !== undefined) {
      failures.push(failures.length === 0 ? told(shrunk(session)) : `CLAIMSPAN_SEED=${seed}: ${outcome.failure}`)
    }
  }
  return { failures, wrong, ...total }
}

const judgedIn = ({ counts: { ambiguous: _, ...judged } }: Outcome) =>
  Object.values(judged).reduce((sum, count) => sum + count, 0)
