import type { Identity } from './identity.js'
import type { Role } from './roles.js'

/** Somebody who can sign in. `id` is what the log and the exports have; it is never used again. */
export interface Account {
  readonly id: string
  readonly name: string
  readonly role: Role
  /** ISO 8601, UTC. */
  readonly createdAt: string
  /** When it was closed, if it was: its work stays. */
  readonly closedAt?: string
}

/** A session as its owner gets it. The secret is kept nowhere. */
export interface NewSession {
  readonly secret: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
  readonly who: Identity
}

/** What is asked of a new account. */
export interface NewAccount {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly password?: string
  /** Who this is at the OpenID Connect provider: issuer and subject. */
  readonly subject?: string
}

/** An invitation that has not been used and is not over. Its secret is kept nowhere. */
export interface Invitation {
  readonly id: string
  readonly role: Role
  /** The account that made it. */
  readonly by: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

export type PeopleProblemKind =
  | 'account-exists'
  | 'bad-account'
  | 'bad-invitation'
  | 'last-owner'
  | 'unknown-account'
  | 'weak-password'

/** Thrown with a sentence for whoever asked. */
export class PeopleProblem extends Error {
  override readonly name = 'PeopleProblem'
  constructor(
    readonly kind: PeopleProblemKind,
    message: string,
  ) {
    super(message)
  }
}

/** Accounts, their sessions and the invitations to make one. */
export interface People {
  /** Whether anybody has an account. As long as nobody has, everybody on this machine is a guest. */
  hasAccounts(): boolean
  /** All accounts, the oldest first, closed ones too. */
  accounts(): readonly Account[]
  /** Throws {@link PeopleProblem}. */
  add(account: NewAccount): Promise<Account>
  /** Change what is given. Signs the person out when the account is closed or the password is new. Throws {@link PeopleProblem}. */
  change(
    id: string,
    change: { readonly role?: Role; readonly name?: string; readonly password?: string; readonly closed?: boolean },
  ): Promise<Account>
  /** Whether this is the password of that account, when it is open. */
  holds(id: string, password: string): Promise<boolean>
  /** A new session; `undefined` when the account or the password is wrong or the account is closed. */
  signIn(id: string, password: string): Promise<NewSession | undefined>
  /** The account of who the provider says it is, open or closed. */
  ofSubject(subject: string): Account | undefined
  /** From now on that is who the account is at the provider. Rejects with {@link PeopleProblem} when it is somebody else already. */
  link(id: string, subject: string): Promise<Account>
  /** A new session for who the provider says it is; `undefined` when nobody open has that subject. */
  signInAs(subject: string): Promise<NewSession | undefined>
  /** Whose session it is, now; `undefined` when it has ended. `session` is the kept form of the secret. */
  session(session: string): Identity | undefined
  signOut(session: string): Promise<void>
  /** The secret of an invitation to make one account of that role. */
  invite(role: Role, by: string): Promise<{ readonly secret: string; readonly expiresAt: number }>
  /** The invitations that can still be used, the first to end first. */
  invitations(): readonly Invitation[]
  /** Take an invitation back. Resolves with false when there is none of this id. */
  withdraw(id: string): Promise<boolean>
  /** The role that an invitation gives; `undefined` when it was used, has expired or never was. */
  invitation(secret: string): Role | undefined
  /** Make the account that an invitation is for. Throws {@link PeopleProblem}. */
  accept(secret: string, account: Omit<NewAccount, 'role'>): Promise<Account>
}

/** Where nobody can have an account. */
export const noPeople: Pick<People, 'hasAccounts' | 'session'> = {
  hasAccounts: () => false,
  session: () => undefined,
}
