import { isId } from '@claimspan/core'
import type { Database } from './database.js'
import { guestIdPattern, type Identity, serverUser } from './identity.js'
import { hashPassword, isPassword, type PasswordCost, passwordLength } from './password.js'
import { type Account, type NewAccount, type NewSession, type People, PeopleProblem } from './people.js'
import { type PeopleTables, type Step, sqliteTables } from './people-tables.js'
import { isRole, type Role } from './roles.js'
import { keptOf, newSecret } from './secret.js'

const day = 24 * 60 * 60 * 1000
const sessionLasts = 14 * day
const invitationLasts = 7 * day

/** `now` is in milliseconds since 1970; `cost` is of new passwords. */
export interface PeopleEdges {
  readonly now: () => number
  readonly cost?: PasswordCost
}

/** People in the SQLite database of the log. */
export const sqlitePeople = (database: Database.Database, edges: PeopleEdges): People =>
  peopleIn(sqliteTables(database), edges)

/** People in tables, wherever those are. */
export function peopleIn({ rows, write }: PeopleTables, edges: PeopleEdges): People {
  const anyAccount = rows('SELECT 1 FROM accounts LIMIT 1')
  const all = rows('SELECT id, name, role, created_at, closed_at FROM accounts ORDER BY rowid')
  const one = rows('SELECT id, name, role, created_at, closed_at FROM accounts WHERE id = ?')
  const bySubject = rows('SELECT id FROM accounts WHERE subject = ? AND closed_at IS NULL')
  const anyOfSubject = rows('SELECT id, name, role, created_at, closed_at FROM accounts WHERE subject = ?')
  const passwordOf = rows('SELECT password FROM accounts WHERE id = ? AND closed_at IS NULL')
  const sessionOf = rows(
    `SELECT accounts.id, accounts.name, accounts.role FROM sessions JOIN accounts ON accounts.id = sessions.account
      WHERE secret = ? AND expires_at > ? AND closed_at IS NULL`,
  )
  const openInvitation = rows('SELECT role FROM invitations WHERE secret = ? AND expires_at > ? AND used_by IS NULL')
  const openInvitations = rows(
    'SELECT secret, role, made_by, expires_at FROM invitations WHERE used_by IS NULL AND expires_at > ? ORDER BY expires_at',
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

  const accountRow = ({ id, name, role, subject }: NewAccount, password: string | null): Step => ({
    sql: `INSERT INTO accounts (id, name, role, password, subject, created_at) VALUES (?, ?, ?, ?, ?, ?)
          ON CONFLICT DO NOTHING`,
    values: [id, name.trim(), role, password, subject ?? null, iso()],
    orElse: taken(id),
  })

  async function newSession(id: string): Promise<NewSession> {
    const secret = newSecret()
    const session = keptOf(secret)
    const expiresAt = edges.now() + sessionLasts
    await write([
      { sql: 'DELETE FROM sessions WHERE expires_at <= ?', values: [edges.now()] },
      {
        sql: 'INSERT INTO sessions (secret, account, created_at, expires_at) VALUES (?, ?, ?, ?)',
        values: [session, id, edges.now(), expiresAt],
      },
    ])
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
      await write([accountRow(asked, await prepared(asked))])
      return account(asked.id)
    },

    async change(id, { role, name, password, closed }) {
      const before = account(id)
      if (name !== undefined && (name.trim() === '' || name.length > 80)) {
        throw new PeopleProblem('bad-account', 'A name has 1 to 80 characters.')
      }
      const kept = password === undefined ? undefined : await hashed(password)
      const endsOwner = before.role === 'owner' && ((role ?? 'owner') !== 'owner' || closed === true)
      const closedAt = closed === undefined ? (before.closedAt ?? null) : closed ? (before.closedAt ?? iso()) : null
      const steps: Step[] = [
        {
          sql: `UPDATE accounts SET name = ?, role = ?, closed_at = ?
                 WHERE id = ?${endsOwner ? ` AND EXISTS (${otherOwner})` : ''}`,
          values: [name?.trim() ?? before.name, role ?? before.role, closedAt, id, ...(endsOwner ? [id] : [])],
          orElse: lastOwner(),
        },
      ]
      if (kept !== undefined) steps.push({ sql: 'UPDATE accounts SET password = ? WHERE id = ?', values: [kept, id] })
      if (kept !== undefined || closed === true) {
        steps.push({ sql: 'DELETE FROM sessions WHERE account = ?', values: [id] })
      }
      await write(steps)
      return account(id)
    },

    holds,

    signIn: async (id, password) => ((await holds(id, password)) ? newSession(id) : undefined),

    ofSubject: (subject) => anyOfSubject(subject).map(read)[0],

    async link(id, subject) {
      account(id)
      await write([
        {
          sql: `UPDATE accounts SET subject = ?
                 WHERE id = ? AND NOT EXISTS (SELECT 1 FROM accounts AS other WHERE other.subject = ? AND other.id <> ?)`,
          values: [subject, id, subject, id],
          orElse: new PeopleProblem('account-exists', 'Another account here is already signed in to through this one.'),
        },
      ])
      return account(id)
    },

    async signInAs(subject) {
      const id = bySubject(subject)[0]?.[0]
      return typeof id === 'string' ? newSession(id) : undefined
    },

    session(session): Identity | undefined {
      const [found] = sessionOf(session, edges.now())
      if (found === undefined) return undefined
      const [id, name, role] = found
      return isRole(role) ? { id: String(id), name: String(name), role, session } : undefined
    },

    signOut: (session) => write([{ sql: 'DELETE FROM sessions WHERE secret = ?', values: [session] }]),

    async invite(role, by) {
      const secret = newSecret()
      const expiresAt = edges.now() + invitationLasts
      await write([
        {
          sql: 'INSERT INTO invitations (secret, role, made_by, expires_at) VALUES (?, ?, ?, ?)',
          values: [keptOf(secret), role, by, expiresAt],
        },
      ])
      return { secret, expiresAt }
    },

    // What is kept of the secret names it: nobody gets in with that.
    invitations: () =>
      openInvitations(edges.now()).flatMap(([id, role, by, expiresAt]) =>
        isRole(role) ? [{ id: String(id), role, by: String(by), expiresAt: Number(expiresAt) }] : [],
      ),

    async withdraw(id) {
      const none = new Error('There is no such invitation')
      try {
        await write([
          { sql: 'DELETE FROM invitations WHERE secret = ? AND used_by IS NULL', values: [id], orElse: none },
        ])
        return true
      } catch (error) {
        if (error === none) return false
        throw error
      }
    },

    invitation(secret): Role | undefined {
      const role = openInvitation(keptOf(secret), edges.now())[0]?.[0]
      return isRole(role) ? role : undefined
    },

    async accept(secret, asked) {
      const password = await prepared(asked)
      const role = openInvitation(keptOf(secret), edges.now())[0]?.[0]
      if (!isRole(role)) throw usedUp()
      await write([
        {
          sql: 'UPDATE invitations SET used_by = ? WHERE secret = ? AND expires_at > ? AND used_by IS NULL',
          values: [asked.id, keptOf(secret), edges.now()],
          orElse: usedUp(),
        },
        accountRow({ ...asked, role }, password),
      ])
      return account(asked.id)
    },
  }
}

const otherOwner = "SELECT 1 FROM accounts WHERE role = 'owner' AND closed_at IS NULL AND id <> ?"

const lastOwner = () => new PeopleProblem('last-owner', 'Somebody has to be an owner: make another one first.')

const taken = (id: string) =>
  new PeopleProblem('account-exists', `There is an account ${JSON.stringify(id)} already. Choose another name.`)

const usedUp = () =>
  new PeopleProblem('bad-invitation', 'This invitation was used, has expired or never was. Ask for another one.')
