import { expect } from 'vitest'
import { type Profile, type Size, sessionOf } from '../../fuzz/operation.js'
import { type Fault, type Outcome, run } from '../../fuzz/world.js'

const first = Number(process.env.CLAIMSPAN_SEED ?? 90001)
const seeds = process.env.CLAIMSPAN_SEEDS === undefined ? undefined : Number(process.env.CLAIMSPAN_SEEDS)
const acts = Number(process.env.CLAIMSPAN_ACTS ?? 200)

/**
 * Every machine is looked at after each operation that changed it, and compared with one that starts anew, in one session
 * of so many; in the others all that changed are looked at after some operations, and now and then compared so.
 */
const sessionsToEach = 16
const [lookEvery, reloadEvery] = [25, 75]

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
    const looks = at % sessionsToEach === 0 ? { lookEvery: 1, reloadEvery: 1 } : { lookEvery, reloadEvery }
    return { seed: first + at, outcome: run(session, { ...looks, ...(fault === undefined ? {} : { fault }) }) }
  })
}

/**
 * No character lost or doubled at any look, live as reloaded, machines that have the same alike, one text at the end; and of
 * the spans at least this share on their words there. With `areAlways`, 99.9 % are at every look: not all, which has not been
 * traced. What fails names its seed.
 */
export function expectRight(all: readonly Judged[], least: number, areAlways = true): void {
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
  const passing = all.flatMap(({ seed, outcome }) =>
    [...outcome.passing].map((one) => `seed ${seed}: ${one.join(' ')}`),
  )
  if (areAlways) expect(1 - passing.length / judged, passing.join('\n')).toBeGreaterThanOrEqual(Math.min(least, 0.999))
}

/** How many sessions go wrong, or have spans that are not right, with a mistake made on purpose. */
export function found(profile: Profile, fault?: Fault): number {
  return sessions(profile, { count: 6, ...(fault === undefined ? {} : { fault }) }).filter(
    ({ outcome }) => outcome.wrong.length > 0 || outcome.failure !== undefined,
  ).length
}
