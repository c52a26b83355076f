import { isId } from '@claimspan/core'
import { serverUser } from './identity.js'

/** Who wrote an item, and when: what the server saw, not what the item says. */
export interface Authored {
  readonly user: string
  /** ISO 8601, UTC. */
  readonly at: string
}

/** Whether it is somebody's id: not the server's own, nor unknown. */
export const isPerson = (user: string | undefined): user is string =>
  user !== undefined && user !== serverUser && isId(user)
