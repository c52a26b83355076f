import { createHmac, timingSafeEqual } from 'node:crypto'
import { guardedRooms } from './guarded-room.js'
import { type Identity, readGuest } from './identity.js'
import { noPeople, type People } from './people.js'
import { type Access, accessTo } from './roles.js'
import { newSecret } from './secret.js'
import type { LogReader } from './update-log.js'

/** Says who comes in and where they may go. */
export interface Doorkeeper {
  /** Whose token this is; `undefined` when it is nobody's, or has expired. */
  identify(token: string): Identity | undefined
  /** The same person as they are now; `undefined` when they have been signed out since. */
  stillThere(who: Identity): Identity | undefined
  /** What they may do in a room. */
  access(who: Identity, room: string): Access
  /** A token for the rooms that is good for a minute. */
  newToken(who: Identity): { readonly token: string; readonly expiresAt: number }
}

/** How long a token lets somebody in, in milliseconds. The session that it was made of must last as well. */
export const tokenLasts = 60_000

/**
 * Where there are no accounts, everybody is the guest that they say they are; otherwise tokens say who comes. A token is
 * signed with `key`, so that any server that has the key can read it.
 */
export function doorkeeper(
  log: LogReader,
  people: Pick<People, 'hasAccounts' | 'session'> = noPeople,
  now: () => number = Date.now,
  key: string = newSecret(),
): Doorkeeper {
  const guarded = guardedRooms(log)

  return {
    identify(token) {
      if (!people.hasAccounts()) return readGuest(token)
      const session = sessionIn(token, key, now())
      return session === undefined ? undefined : people.session(session)
    },
    stillThere(who) {
      if (who.session === undefined) return people.hasAccounts() ? undefined : who
      return people.session(who.session)
    },
    access(who, name) {
      const room = guarded(name)
      return room === undefined ? 'none' : accessTo(room, who)
    },
    newToken({ session }) {
      if (session === undefined) throw new RangeError('Only somebody who is signed in gets a token')
      const expiresAt = now() + tokenLasts
      const said = `${session}.${expiresAt}`
      const token = `${said}.${signatureOf(said, key)}`
      return { token, expiresAt }
    },
  }
}

/** The session that a token is of; `undefined` when it was not signed with this key, or has expired. */
function sessionIn(token: string, key: string, now: number): string | undefined {
  const [session = '', expiresAt = '', signature = '', ...more] = token.split('.')
  if (more.length > 0) return undefined
  const expected = Buffer.from(signatureOf(`${session}.${expiresAt}`, key))
  const given = Buffer.from(signature)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  return Number(expiresAt) > now ? session : undefined
}

const signatureOf = (said: string, key: string): string => createHmac('sha256', key).update(said).digest('base64url')
