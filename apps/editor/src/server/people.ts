import { json, posted, request } from './api.js'

/** What people may be. */
export const roles = ['owner', 'curator', 'annotator', 'reader'] as const
export type Role = (typeof roles)[number]

/** Somebody who can sign in. */
export interface Account {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly createdAt: string
  readonly closedAt?: string
}

/** An invitation that can still be used; its link is shown only when it is made. */
export interface Invitation {
  readonly id: string
  readonly role: Role
  readonly by: string
  readonly expiresAt: string
}

export const listPeople = () => json<readonly Account[]>('/api/people')

export const changePerson = (id: string, change: { readonly role?: Role; readonly closed?: boolean }) =>
  json<Account>(`/api/people/${encodeURIComponent(id)}`, posted(change, 'PATCH'))

export const listInvitations = () => json<readonly Invitation[]>('/api/invitations')

export const invite = (role: Role) =>
  json<{ readonly path: string; readonly expiresAt: string }>('/api/invitations', posted({ role }))

export const withdrawInvitation = (id: string) =>
  request(`/api/invitations/${encodeURIComponent(id)}`, { method: 'DELETE' })
