import { type Profile, sessionOf } from '../../packages/collab/fuzz/operation.js'
import { seeded } from '../../packages/collab/fuzz/random.js'
import { shrink } from './shrink.js'
import type { EditorSession } from './step.js'
import { type Outcome, type RunOptions, run } from './world.js'

/** The session of a seed: two to five people, each with an editor. */
export function editorSession(seed: number, profile: Profile, acts: number): EditorSession {
  return sessionOf(seed, profile, acts, { crowd: 2 + seeded(seed + 9_000_000).below(4) })
}

/** What went wrong in a session, in a few words that stay the same while it shrinks; `undefined` when nothing did. */
export function complaint({ failure, wrong }: Pick<Outcome, 'failure' | 'wrong'>): string | undefined {
  if (failure !== undefined) return failure.split(/[:\d\n]/)[0]?.slice(0, 40)
  return wrong.length > 0 ? 'spans are not right' : undefined
}

/** The same session with as few operations as still go wrong in the same way. */
export function shrunk(session: EditorSession, options: RunOptions = {}, seconds = 60): EditorSession {
  const first = run(session, options)
  const wanted = complaint(first)
  if (wanted === undefined) return session
  // Only a session that is unlike itself reloaded is looked at after each operation: it costs as much as the rest.
  const looking = { ...options, reloadEvery: wanted.startsWith('live') ? 1 : Number.POSITIVE_INFINITY }
  const fails = (one: EditorSession) => complaint(run(one, looking)) === wanted
  const pinned = { ...session, operations: first.steps }
  return shrink(fails(pinned) ? pinned : session, fails, Date.now() + seconds * 1000)
}

/** A session and what went wrong in it, to be read, and to be kept as a case. */
export function told(session: EditorSession, options: RunOptions = {}): string {
  const { failure, wrong } = run(session, { ...options, reloadEvery: 1 })
  const { seed, profile, people, operations } = session
  return [
    `CLAIMSPAN_SEED=${seed}, in ${operations.length} operations: ${failure ?? wrong.join('; ')}`,
    `{ seed: ${seed}, profile: '${profile}', people: ${people}, operations: [`,
    ...operations.map((step) => `  ${JSON.stringify(step)},`),
    '] }',
  ].join('\n')
}
