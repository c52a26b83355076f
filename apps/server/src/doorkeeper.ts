import { guardedRooms } from './guarded-room.js'
import type { Identity } from './identity.js'
import { readGuest } from './identity.js'
import { type Access, accessTo } from './roles.js'
import type { LogReader } from './update-log.js'

/** Says who comes in and where they may go. */
export interface Doorkeeper {
  /** Whose token this is; `undefined` when it is nobody's, or has expired. */
  identify(token: string): Identity | undefined
  /** The same person as they are now; `undefined` when they have been signed out since. */
  stillThere(who: Identity): Identity | undefined
  /** What they may do in a room. */
  access(who: Identity, room: string): Access
}

/** Where there are no accounts, everybody is the guest that they say they are. */
export function openDoor(log: LogReader): Doorkeeper {
  const guarded = guardedRooms(log)
  return {
    identify: readGuest,
    stillThere: (who) => who,
    access(who, name) {
      const room = guarded(name)
      return room === undefined ? 'none' : accessTo(room, who)
    },
  }
}
