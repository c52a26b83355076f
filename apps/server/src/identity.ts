import { isId } from '@claimspan/core'
import type { Standing } from './roles.js'

/** Who somebody is to the server: `id` is what the log and the exports have. */
export interface Identity {
  readonly id: string
  readonly name: string
  readonly role: Standing
  /** The session that says so; absent for guests. */
  readonly session?: string
}

/** Who wrote what the server writes itself: nobody signed in has this id. */
export const serverUser = 'server'

/** Somebody who does not say who they are, where there are no accounts. */
export const unnamedGuest: Identity = { id: 'guest', name: 'Guest', role: 'guest' }

/** Guests choose these for themselves, and no account gets one. */
export const guestIdPattern = /^guest(-[a-z0-9]{1,32})?$/

/**
 * The guest that a token names: JSON with `id` and `name`. Only where there are no accounts is anybody a guest, and there
 * everybody may do everything: the name is theirs to choose and proves nothing.
 */
export function readGuest(token: string): Identity {
  if (token === '' || token.length > 400) return unnamedGuest
  let value: unknown
  try {
    value = JSON.parse(token)
  } catch {
    return unnamedGuest
  }
  if (typeof value !== 'object' || value === null) return unnamedGuest
  const { id, name } = value as { readonly id?: unknown; readonly name?: unknown }
  if (typeof id !== 'string' || !guestIdPattern.test(id) || !isId(id)) return unnamedGuest
  const shown = typeof name === 'string' ? name.trim().slice(0, 40) : ''
  return { id, name: shown === '' ? unnamedGuest.name : shown, role: 'guest' }
}
