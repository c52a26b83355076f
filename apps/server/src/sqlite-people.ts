import { isId } from '@claimspan/core'
import { allOrNothing } from './all-or-nothing.js'
import type { Database } from './database.js'
import { guestIdPattern, type Identity, serverUser } from './identity.js'
import { hashPassword, isPassword, type PasswordCost, passwordLength } from './password.js'
import { type Account, type NewAccount, type NewSession, type People, PeopleProblem } from './people.js'
import { isRole, type Role } from './roles.js'
import { keptOf, newSecret } from './secret.js'
import { preparedRows, preparedRun } from './statement.js'

const day = 24 * 60 * 60 * 1000
const sessionLasts = 14 * day
const invitationLasts = 7 * day

/** People in the database of the log. `now` is in milliseconds since 1970; `cost` is of new passwords. */
export function sqlitePeople(
  database: Database.Database,
  edges: { readonly now: () => number; readonly cost?: PasswordCost },
): People {
  const rows = (source: string) => preparedRows(database, source)
  const run = (source: string) => preparedRun(database, source)
  const anyAccount = rows('SELECT 1 FROM accounts LIMIT 1')
  const all = rows('SELECT id, name, role, created_at, closed_at FROM accounts ORDER BY rowid')
  const one = rows('SELECT id, name, role, created_at, closed_at FROM accounts WHERE id = ?')
  const bySubject = rows('SELECT id FROM accounts WHERE subject = ? AND closed_at IS NULL')
  const anyOfSubject = rows('SELECT id, name, role, created_at, closed_at FROM accounts WHERE subject = ?')
  const setSubject = run('UPDATE accounts SET subject = ? WHERE id = ?')
  const passwordOf = rows('SELECT password FROM accounts WHERE id = ? AND closed_at IS NULL')
  const openOwners = rows("SELECT id FROM accounts WHERE role = 'owner' AND closed_at IS NULL")
  const insert = run('INSERT INTO accounts (id, name, role, password, subject, created_at) VALUES (?, ?, ?, ?, ?, ?)')
  const update = run('UPDATE accounts SET name = ?, role = ?, closed_at = ? WHERE id = ?')
  const updatePassword = run('UPDATE accounts SET password = ? WHERE id = ?')
  const insertSession = run('INSERT INTO sessions (secret, account, created_at, expires_at) VALUES (?, ?, ?, ?)')
  const sessionOf = rows(
    `SELECT accounts.id, accounts.name, accounts.role FROM sessions JOIN accounts ON accounts.id = sessions.account
      WHERE secret = ? AND expires_at > ? AND closed_at IS NULL`,
  )
  const endSession = run('DELETE FROM sessions WHERE secret = ?')
  const endSessionsOf = run('DELETE FROM sessions WHERE account = ?')
  const endExpired = run('DELETE FROM sessions WHERE expires_at <= ?')
  const insertInvitation = run('INSERT INTO invitations (secret, role, made_by, expires_at) VALUES (?, ?, ?, ?)')
  const openInvitation = rows('SELECT role FROM invitations WHERE secret = ? AND expires_at > ? AND used_by IS NULL')
  const openInvitations = rows(
    'SELECT secret, role, made_by, expires_at FROM invitations WHERE used_by IS NULL AND expires_at > ? ORDER BY expires_at',
  )
  const endInvitation = run('DELETE FROM invitations WHERE secret = ? AND used_by IS NULL')
  const useInvitation = run(
    'UPDATE invitations SET used_by = ? WHERE secret = ? AND expires_at > ? AND used_by IS NULL',
  )

  const iso = () => new Date(edges.now()).toISOString()

  function read([id, name, role, createdAt, closedAt]: readonly unknown[]): Account {
    if (!isRole(role)) throw new Error(`The account ${String(id)} has no role that this version knows`)
    return {
      id: String(id),
      name: String(name),
      role,
      createdAt: String(createdAt),
      ...(closedAt === null ? {} : { closedAt: String(closedAt) }),
    }
  }

  function account(id: string): Account {
    const found = one(id).map(read)[0]
    if (found === undefined) throw new PeopleProblem('unknown-account', `There is no account ${JSON.stringify(id)}.`)
    return found
  }

  async function prepared({ id, name, password }: Omit<NewAccount, 'role'>): Promise<string | null> {
    if (!isId(id) || id === serverUser || guestIdPattern.test(id)) {
      throw new PeopleProblem(
        'bad-account',
        `${JSON.stringify(id.slice(0, 140))} cannot be an account: 1 to 128 letters, digits or ". _ @ + -", not "server" or "guest".`,
      )
    }
    if (name.trim() === '' || name.length > 80) {
      throw new PeopleProblem('bad-account', 'A name has 1 to 80 characters.')
    }
    if (one(id).length > 0) throw taken(id)
    return password === undefined ? null : await hashed(password)
  }

  async function hashed(password: string): Promise<string> {
    const { least, most } = passwordLength
    if (password.length < least || password.length > most) {
      throw new PeopleProblem('weak-password', `A password has ${least} to ${most} characters.`)
    }
    return hashPassword(password, edges.cost)
  }

  function insertAccount({ id, name, role, subject }: NewAccount, password: string | null): void {
    if (one(id).length > 0) throw taken(id)
    insert(id, name.trim(), role, password, subject ?? null, iso())
  }

  function newSession(id: string): NewSession {
    const secret = newSecret()
    const session = keptOf(secret)
    const expiresAt = edges.now() + sessionLasts
    endExpired(edges.now())
    insertSession(session, id, edges.now(), expiresAt)
    const { name, role } = account(id)
    return { secret, expiresAt, who: { id, name, role, session } }
  }

  async function holds(id: string, password: string): Promise<boolean> {
    const stored = passwordOf(id)[0]?.[0]
    const isRight = await isPassword(password, typeof stored === 'string' ? stored : undefined)
    // Closed, or given another password, while this one was checked.
    return isRight && passwordOf(id)[0]?.[0] === stored
  }

  return {
    hasAccounts: () => anyAccount().length > 0,
    accounts: () => all().map(read),

    async add(asked) {
      const password = await prepared(asked)
      insertAccount(asked, password)
      return account(asked.id)
    },

    async change(id, { role, name, password, closed }) {
      const before = account(id)
      if (name !== undefined && (name.trim() === '' || name.length > 80)) {
        throw new PeopleProblem('bad-account', 'A name has 1 to 80 characters.')
      }
      const kept = password === undefined ? undefined : await hashed(password)
      const endsOwner = before.role === 'owner' && ((role ?? 'owner') !== 'owner' || closed === true)
      if (endsOwner && openOwners().every(([owner]) => owner === id)) {
        throw new PeopleProblem('last-owner', 'Somebody has to be an owner: make another one first.')
      }
      const closedAt = closed === undefined ? (before.closedAt ?? null) : closed ? (before.closedAt ?? iso()) : null
      update(name?.trim() ?? before.name, role ?? before.role, closedAt, id)
      if (kept !== undefined) updatePassword(kept, id)
      if (kept !== undefined || closed === true) endSessionsOf(id)
      return account(id)
    },

    holds,

    signIn: async (id, password) => ((await holds(id, password)) ? newSession(id) : undefined),

    ofSubject: (subject) => anyOfSubject(subject).map(read)[0],

    async link(id, subject) {
      const whose = anyOfSubject(subject).map(read)[0]
      if (whose !== undefined && whose.id !== id) {
        throw new PeopleProblem('account-exists', 'Another account here is already signed in to through this one.')
      }
      account(id)
      setSubject(subject, id)
      return account(id)
    },

    signInAs(subject) {
      const id = bySubject(subject)[0]?.[0]
      return typeof id === 'string' ? newSession(id) : undefined
    },

    session(session): Identity | undefined {
      const [found] = sessionOf(session, edges.now())
      if (found === undefined) return undefined
      const [id, name, role] = found
      return isRole(role) ? { id: String(id), name: String(name), role, session } : undefined
    },

    signOut: (session) => void endSession(session),

    invite(role, by) {
      const secret = newSecret()
      const expiresAt = edges.now() + invitationLasts
      insertInvitation(keptOf(secret), role, by, expiresAt)
      return { secret, expiresAt }
    },

    // What is kept of the secret names it: nobody gets in with that.
    invitations: () =>
      openInvitations(edges.now()).flatMap(([id, role, by, expiresAt]) =>
        isRole(role) ? [{ id: String(id), role, by: String(by), expiresAt: Number(expiresAt) }] : [],
      ),

    withdraw: async (id) => endInvitation(id).changes > 0,

    invitation(secret): Role | undefined {
      const role = openInvitation(keptOf(secret), edges.now())[0]?.[0]
      return isRole(role) ? role : undefined
    },

    async accept(secret, asked) {
      const password = await prepared(asked)
      const role = openInvitation(keptOf(secret), edges.now())[0]?.[0]
      if (!isRole(role)) throw usedUp()
      allOrNothing(database, () => {
        insertAccount({ ...asked, role }, password)
        if (useInvitation(asked.id, keptOf(secret), edges.now()).changes === 0) throw usedUp()
      })
      return account(asked.id)
    },
  }
}

const taken = (id: string) =>
  new PeopleProblem('account-exists', `There is an account ${JSON.stringify(id)} already. Choose another name.`)

const usedUp = () =>
  new PeopleProblem('bad-invitation', 'This invitation was used, has expired or never was. Ask for another one.')
