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

/** Where there are no accounts, everybody is the guest that they say they are; otherwise tokens say who comes. */
export function doorkeeper(
  log: LogReader,
  people: Pick<People, 'hasAccounts' | 'session'> = noPeople,
  now: () => number = Date.now,
): Doorkeeper {
  const guarded = guardedRooms(log)
  const tokens = new Map<string, { readonly session: string; readonly expiresAt: number }>()

  function forgetExpired(): void {
    for (const [token, { expiresAt }] of tokens) if (expiresAt <= now()) tokens.delete(token)
  }

  return {
    identify(token) {
      if (!people.hasAccounts()) return readGuest(token)
      const known = tokens.get(token)
      return known === undefined || known.expiresAt <= now() ? undefined : people.session(known.session)
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
      forgetExpired()
      const token = newSecret()
      const expiresAt = now() + tokenLasts
      tokens.set(token, { session, expiresAt })
      return { token, expiresAt }
    },
  }
}
