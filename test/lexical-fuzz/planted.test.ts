import { describe, expect, it } from 'vitest'
import type { Profile } from '../../packages/collab/fuzz/operation.js'
import { complaint, editorSession, shrunk, told } from './trial.js'
import { type Fault, run } from './world.js'

interface Planted {
  readonly name: string
  readonly profile: Profile
  readonly fault: Fault
  /** The same world without the bug. */
  readonly sound: Fault
  readonly complains: RegExp
}

const planted: readonly Planted[] = [
  {
    name: 'a span whose end is held from its other side, so that it takes in what is typed after it',
    profile: 'typing',
    fault: { endHoldsNext: true },
    sound: {},
    complains: /: c\d+ is (near|partial|lost|wrong) on /,
  },
  {
    name: 'one update of the text that is skipped and never sent again',
    profile: 'typing',
    fault: {
      sendsOnce: true,
      send: (update, room, count) => (room === 'text' && count === 3 ? undefined : update),
    },
    sound: { sendsOnce: true },
    complains: /: diverged/,
  },
  {
    name: 'a paragraph split that takes the tail out and puts it in again',
    profile: 'struct',
    fault: {
      split({ text: { doc, text }, origin }, at) {
        const tail = text.toString().slice(at)
        doc.transact(
          () => {
            text.delete(at, tail.length)
            text.insert(at, `\n${tail}`)
          },
          `not ${String(origin)}`,
        )
      },
    },
    sound: {},
    complains: /taken out and put in again|went unasked/,
  },
]

describe('the fuzzer finds, and shrinks to fifteen operations or fewer,', () => {
  it.each(planted)(
    '$name',
    ({ profile, fault, sound, complains }) => {
      const sessions = Array.from({ length: 10 }, (_, at) => editorSession(500 + at, profile, 40))
      const found = sessions.find((session) => complaint(run(session, { fault })) !== undefined)
      if (found === undefined) throw new Error('Not found in ten sessions')
      expect(complaint(run(found, { fault: sound })), told(found, { fault: sound })).toBeUndefined()
      const small = shrunk(found, { fault }, 120)
      expect(told(small, { fault })).toMatch(complains)
      expect(small.operations.length).toBeLessThanOrEqual(15)
    },
    300_000,
  )
})
