import { type Profile, type Session, sessionOf } from '../../packages/collab/fuzz/operation.js'
import { shrink } from '../../packages/collab/fuzz/shrink.js'
import { run as runText } from '../../packages/collab/fuzz/world.js'
import { profileOf } from './sessions.js'
import { complaint, editorSession, shrunk, told } from './trial.js'
import { run as runEditors } from './world.js'

export interface FuzzOptions {
  /** Milliseconds of the epoch. */
  readonly until: number
  /** Only the flat text, or only the editors; both by turns when left out. */
  readonly only: 'text' | 'editors' | undefined
  readonly first: number
  readonly seeds: number
  /** What people do in one session; 200 on the text and 80 in editors when left out. */
  readonly acts: number | undefined
  readonly print: (line: string) => void
}

/** Run session after session. Returns `false` at the first one that goes wrong, which is printed shrunk. */
export function fuzz({ until, only, first, seeds, acts, print }: FuzzOptions): boolean {
  let [sessions, spans] = [0, 0]
  for (let seed = first; seed < first + seeds && Date.now() < until; seed++) {
    for (const world of only === undefined ? (['text', 'editors'] as const) : [only]) {
      const trial = world === 'text' ? textTrial(seed, acts ?? 200) : editorTrial(seed, acts ?? 80)
      sessions++
      spans += trial.judged
      print(`seed ${seed} ${world}: ${trial.judged} spans, ${trial.complaint ?? 'all right'}`)
      if (trial.complaint === undefined) continue
      print(trial.shrunk())
      print(
        `Again: CLAIMSPAN_SEED=${seed}${acts === undefined ? '' : ` CLAIMSPAN_ACTS=${acts}`} npm run fuzz -- --only ${world}`,
      )
      return false
    }
  }
  print(`${sessions} sessions, ${spans} spans: all right`)
  return sessions > 0
}

function editorTrial(seed: number, acts: number) {
  const session = editorSession(seed, profileOf(seed), acts)
  const outcome = runEditors(session)
  return { judged: sum(outcome.counts), complaint: complaint(outcome), shrunk: () => told(shrunk(session, {}, 120)) }
}

/** Those of which every span is to be on its words. */
const textProfiles: readonly Profile[] = ['typing', 'struct', 'block', 'full']

function textTrial(seed: number, acts: number) {
  const session = sessionOf(seed, textProfiles[seed % textProfiles.length] ?? 'full', acts)
  const complaintOf = (one: Session) => {
    const { failure, wrong, passing } = runText(one)
    return complaint({ failure, wrong: [...wrong, ...passing.values()] })
  }
  const outcome = runText(session)
  const wanted = complaint({ ...outcome, wrong: [...outcome.wrong, ...outcome.passing.values()] })
  return {
    judged: sum(outcome.counts),
    complaint: wanted,
    shrunk(): string {
      const small = shrink(session, (one) => complaintOf(one) === wanted, Date.now() + 120_000)
      const { failure, wrong, passing } = runText(small)
      const all = [...wrong, ...[...passing].map((one) => one.join(' is '))]
      return [
        `CLAIMSPAN_SEED=${seed}, in ${small.operations.length} operations: ${failure ?? all.join('; ')}`,
        JSON.stringify({ ...small, operations: undefined } satisfies Partial<Session>),
        ...small.operations.map((operation) => JSON.stringify(operation)),
      ].join('\n')
    },
  }
}

const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((all, count) => all + count, 0)
