import { expect } from 'vitest'
import { type Profile, type Size, sessionOf } from '../../fuzz/operation.js'
import { type Fault, type Outcome, run } from '../../fuzz/world.js'

const first = Number(process.env.CLAIMSPAN_SEED ?? 90001)
const seeds = process.env.CLAIMSPAN_SEEDS === undefined ? undefined : Number(process.env.CLAIMSPAN_SEEDS)
const acts = Number(process.env.CLAIMSPAN_ACTS ?? 200)

/** After how many operations somebody's spans are compared with those of a copy that starts anew. */
const reloadEvery = 25

interface Judged {
  readonly seed: number
  readonly outcome: Outcome
}

/** How long a file of sessions may take. */
export const patience = 600_000

/** Sessions of these seeds, one after the other; CLAIMSPAN_SEED, CLAIMSPAN_SEEDS and CLAIMSPAN_ACTS say others. */
export function sessions(
  profile: Profile,
  { size, count, fault }: { readonly size?: Size; readonly count: number; readonly fault?: Fault },
): readonly Judged[] {
  return Array.from({ length: seeds ?? count }, (_, at) => {
    const session = sessionOf(first + at, profile, acts, size === undefined ? {} : { size })
    return { seed: first + at, outcome: run(session, { reloadEvery, ...(fault === undefined ? {} : { fault }) }) }
  })
}

/**
 * One text at the end, no character lost or doubled, live as reloaded; and of the spans at least this share on their words.
 * What fails names its seed.
 */
export function expectRight(all: readonly Judged[], least: number): void {
  const failures = all.flatMap(({ seed, outcome: { failure } }) =>
    failure === undefined ? [] : [`${seed}: ${failure}`],
  )
  expect(failures).toEqual([])
  const sum = (of: (counts: Outcome['counts']) => number) =>
    all.reduce((total, { outcome }) => total + of(outcome.counts), 0)
  const judged = sum(({ ambiguous: _, ...rest }) => Object.values(rest).reduce((a, b) => a + b, 0))
  const right = sum(({ exact, border }) => exact + border)
  expect(judged).toBeGreaterThan(20 * all.length)
  const wrong = all.flatMap(({ seed, outcome }) => outcome.wrong.map((one) => `seed ${seed}: ${one}`))
  expect(right / judged, wrong.join('\n')).toBeGreaterThanOrEqual(least)
}

/** How many sessions go wrong, or have spans that are not right, with a mistake made on purpose. */
export function found(profile: Profile, fault?: Fault): number {
  return sessions(profile, { count: 6, ...(fault === undefined ? {} : { fault }) }).filter(
    ({ outcome }) => outcome.wrong.length > 0 || outcome.failure !== undefined,
  ).length
}
