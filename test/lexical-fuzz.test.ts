import { expect, it } from 'vitest'
import { sessionOf, type Profile } from '../packages/collab/fuzz/operation.js'
import { seeded } from '../packages/collab/fuzz/random.js'
import { run } from './lexical-fuzz/world.js'

const first = Number(process.env.CLAIMSPAN_SEED ?? 70001)
const seeds = Number(process.env.CLAIMSPAN_SEEDS ?? 20)
const acts = Number(process.env.CLAIMSPAN_ACTS ?? 80)
it('probe', () => {
  const total: Record<string, number> = {}
  const began = Date.now()
  const bad: string[] = []
  for (let seed = first; seed < first + seeds; seed++) {
    const crowd = 2 + seeded(seed + 1).below(4)
    const out = run(sessionOf(seed, (process.env.PROFILE ?? 'full') as Profile, acts, crowd))
    for (const [k, v] of Object.entries({ ...out.counts, ...out.did, twice: out.twice })) total[k] = (total[k] ?? 0) + v
    if (out.failure) bad.push(`${seed}: ${out.failure.slice(0, 700)}`)
    if (out.wrong.length) bad.push(`${seed}: wrong ${out.wrong.join('; ')}`)
  }
  console.log(total, (Date.now() - began) / seeds, 'ms a session')
  console.log(bad.length, bad.slice(0, 6).join('\n'))
  expect(1).toBe(1)
}, 600_000)
