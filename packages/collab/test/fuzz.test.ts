import { describe, expect, it } from 'vitest'
import { type Profile, sessionOf } from '../fuzz/operation.js'
import { type Fault, type Outcome, run } from '../fuzz/world.js'

const first = Number(process.env.CLAIMSPAN_SEED ?? 90001)
const seeds = Number(process.env.CLAIMSPAN_SEEDS ?? 40)
const acts = Number(process.env.CLAIMSPAN_ACTS ?? 200)

function sessions(
  profile: Profile,
  fault?: Fault,
  count = seeds,
): readonly { readonly seed: number; readonly outcome: Outcome }[] {
  return Array.from({ length: count }, (_, at) => {
    const seed = first + at
    return { seed, outcome: run(sessionOf(seed, profile, acts), fault === undefined ? {} : { fault }) }
  })
}

/** What went wrong, each with the seed that shows it again (CLAIMSPAN_SEED=…). */
const failures = (all: ReturnType<typeof sessions>) =>
  all.flatMap(({ seed, outcome }) => (outcome.failure === undefined ? [] : [`seed ${seed}: ${outcome.failure}`]))

/** Spans that are not right, each with its seed. */
const said = (all: ReturnType<typeof sessions>) =>
  all.flatMap(({ seed, outcome }) => outcome.wrong.map((one) => `seed ${seed}: ${one}`)).join('\n')

/** Spans that are not right, and failures, over all sessions. */
const notRight = (profile: Profile, fault?: Fault): number =>
  sessions(profile, fault, Math.min(seeds, 4)).reduce(
    (sum, { outcome }) => sum + outcome.wrong.length + (outcome.failure === undefined ? 0 : 1),
    0,
  )

describe('random people who edit, annotate, undo, part and meet again', () => {
  it.each([
    ['typing', 0.995],
    ['struct', 0.995],
    ['block', 0.995],
    ['full', 0.95],
  ] as const)(
    'end with one text, no character lost or doubled, live as reloaded, and spans on their words: %s',
    (profile, least) => {
      const all = sessions(profile)
      expect(failures(all)).toEqual([])
      const counts = all.map(({ outcome }) => outcome.counts)
      const sum = (of: (counts: Outcome['counts']) => number) => counts.reduce((total, one) => total + of(one), 0)
      const judged = sum(({ ambiguous: _, ...rest }) => Object.values(rest).reduce((a, b) => a + b, 0))
      const right = sum(({ exact, border }) => exact + border)
      expect(judged).toBeGreaterThan(50)
      expect(right / judged, said(all)).toBeGreaterThan(least)
    },
    240_000,
  )

  it('find a span that takes in the character after its end', () => {
    const fault: Fault = {
      resolved: (shared, { from, to }) => ({ from, to: Math.min(shared.text.length, to + 1) }),
    }
    expect(notRight('typing', fault)).toBeGreaterThan(notRight('typing') + 50)
  })

  it('find a paragraph split that takes the tail out and puts it in again', () => {
    const fault: Fault = {
      split(shared, at, origin) {
        const tail = shared.text.toString().slice(at)
        shared.doc.transact(() => {
          shared.text.delete(at, tail.length)
          shared.text.insert(at, `\n${tail}`)
        }, origin)
      },
    }
    expect(notRight('struct', fault)).toBeGreaterThan(notRight('struct') + 3)
  })
})
