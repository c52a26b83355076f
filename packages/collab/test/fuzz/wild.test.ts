import { describe, expect, it } from 'vitest'
import type { Fault } from '../../fuzz/world.js'
import { expectRight, found, patience, sessions } from './sessions.js'

describe('random people in a scrap of text, always at the ends of somebody’s spans', () => {
  it.each([
    ['typing', 0.995],
    ['struct', 0.995],
    ['block', 0.995],
    ['wild', 0.98],
  ] as const)(
    'end with one text, no character lost or doubled, live as reloaded, and nearly every span on its words: %s',
    (profile, least) => {
      expectRight(sessions(profile, { size: 'scrap', count: 30 }), least, false)
    },
    patience,
  )
})

describe('mistakes made on purpose are found', () => {
  it('a span that takes in the character after its end', () => {
    const fault: Fault = {
      resolved: (shared, { from, to }) => ({ from, to: Math.min(shared.text.length, to + 1) }),
    }
    expect(found('typing')).toBe(0)
    expect(found('typing', fault)).toBe(6)
  })

  it('one update in fifty that is never sent', () => {
    const fault: Fault = { send: (update, _, count) => (count % 50 === 49 ? undefined : update) }
    expect(found('typing', fault)).toBeGreaterThan(3)
  })

  it('a paragraph split that takes the tail out and puts it in again', () => {
    const fault: Fault = {
      split(shared, at, origin) {
        const tail = shared.text.toString().slice(at)
        shared.doc.transact(() => {
          shared.text.delete(at, tail.length)
          shared.text.insert(at, `\n${tail}`)
        }, origin)
      },
    }
    expect(found('struct')).toBe(0)
    expect(found('struct', fault)).toBeGreaterThan(3)
  })
})
