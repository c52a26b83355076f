import { expect, test } from 'vitest'
import { doorkeeper, tokenLasts } from '../src/doorkeeper.js'
import type { Identity } from '../src/identity.js'
import { memoryLog } from '../src/memory-log.js'

const mei: Identity = { id: 'mei', name: 'Mei', role: 'owner', session: 'a-session' }

/** A door of a server with this key, where Mei's session has not ended. */
function door(key: string, clock: { readonly now: number }) {
  const people = { hasAccounts: () => true, session: (session: string) => (session === mei.session ? mei : undefined) }
  return doorkeeper(memoryLog({ now: () => '' }), people, () => clock.now, key)
}

test('a token lets in whose it is, for a minute, at every server with the key and at no other', () => {
  const clock = { now: 1000 }
  const { token } = door('the key', clock).newToken(mei)
  expect(door('the key', clock).identify(token)).toEqual(mei)
  expect(door('another key', clock).identify(token)).toBeUndefined()
  clock.now += tokenLasts - 1
  expect(door('the key', clock).identify(token)).toEqual(mei)
  clock.now += 1
  expect(door('the key', clock).identify(token)).toBeUndefined()
})

test('a token that was changed anywhere lets nobody in', () => {
  const clock = { now: 1000 }
  const { token } = door('the key', clock).newToken(mei)
  for (let at = 0; at < token.length; at++) {
    const other = token[at] === 'x' ? 'y' : 'x'
    expect(door('the key', clock).identify(token.slice(0, at) + other + token.slice(at + 1))).toBeUndefined()
    expect(door('the key', clock).identify(token.slice(0, at))).toBeUndefined()
  }
  for (const said of ['', '..', 'a-session.99999.', `a-session.99999999999.${'x'.repeat(43)}`, `${token}.more`]) {
    expect(door('the key', clock).identify(said)).toBeUndefined()
  }
})
