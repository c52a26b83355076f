import { databasePath } from '../../src/data-folder.js'
import { openDatabaseToRead } from '../../src/database.js'
import { guardedRooms } from '../../src/guarded-room.js'
import { type Act, accessTo, isRole, may, type Role } from '../../src/roles.js'
import { sqliteReader } from '../../src/sqlite-log.js'
import { readStored } from '../../src/stored-document.js'
import type { AttackerRole, Heard } from './attacker.js'

/** The state that attacks are judged by. */
export interface Facts {
  readonly seq: number
  readonly documents: readonly string[]
  readonly accounts: readonly string[]
}

/** What an attack was: whose, on which document, and what came back. */
export interface Attack {
  readonly role: AttackerRole
  readonly document: string
  readonly heard: Heard
}

/** Reads the data of a running server from beside it. */
export function oracle(dataFolder: string) {
  const database = openDatabaseToRead(databasePath(dataFolder))
  const log = sqliteReader(database)
  const rows = (source: string, ...values: unknown[]) =>
    database.prepare<unknown[]>(source).raw().all(values) as readonly (readonly unknown[])[]

  const facts = (): Facts => ({
    seq: Number(rows('SELECT max(seq) FROM updates')[0]?.[0] ?? 0),
    documents: rows('SELECT id, deleted_at FROM documents').map((row) => JSON.stringify(row)),
    accounts: rows('SELECT id, name, role, password, closed_at FROM accounts').map((row) => JSON.stringify(row)),
  })

  /** Everything that came of these attacks and must not have. */
  function forbidden(before: Facts, attacks: readonly Attack[]): readonly string[] {
    const now = facts()
    return [
      ...attacks.flatMap((attack) => [...heardForbidden(attack), ...answeredForbidden(attack)]),
      ...attacks.flatMap(namesForbidden),
      ...rowsForbidden(before.seq),
      ...peopleForbidden(before, now, attacks),
      ...documentsForbidden(before, now, attacks),
    ]
  }

  /** Updates in rooms where their user may not write, or of nobody. */
  function rowsForbidden(since: number): readonly string[] {
    const guarded = guardedRooms(log)
    const all = rows(
      `SELECT seq, updates.user, name, bytes, group_concat(clients.user) FROM updates
         JOIN rooms ON rooms.number = updates.room
         LEFT JOIN json_each(clocks) AS range
         LEFT JOIN clients ON clients.room = updates.room AND clients.client = json_extract(range.value, '$[0]')
        WHERE seq > ? GROUP BY seq`,
      since,
    )
    return all.flatMap(([seq, user, room, bytes, owners]) => {
      const others = String(owners ?? user)
        .split(',')
        .find((owner) => owner !== user)
      if (others !== undefined) return [`${user} wrote as ${others} (update ${seq} in ${room})`]
      const words = Buffer.from(bytes as Uint8Array).toString('latin1')
      if (user === 'server') return []
      if (user === 'honest') return words.includes('evil') ? [`update ${seq} is in the name of the honest user`] : []
      const at = guarded(String(room))
      if (!isRole(user) || at === undefined) return [`update ${seq} of ${user} in ${room}`]
      return accessTo(at, { id: user, role: user }) === 'write' ? [] : [`${user} wrote into ${room} (update ${seq})`]
    })
  }

  /** Claims, relations, comments and names that say that somebody else made them. */
  function namesForbidden({ role, document: id }: Attack): readonly string[] {
    const document = log.document(id)
    if (document === undefined || document.deletedAt !== undefined) return []
    const { claims, relations, threads, annotators } = readStored(log, document)
    const made = [
      ...claims
        .filter((claim) => claim.id.startsWith('evil'))
        .map((claim) => [claim.id, claim.createdBy, claim.createdAt]),
      ...relations.filter((one) => one.id.startsWith('evil')).map((one) => [one.id, one.createdBy, '']),
      ...threads.flatMap((thread) => thread.comments.map(({ by, at }) => [thread.id, by, at])),
    ]
    return [
      ...made.flatMap(([what, by, at]) =>
        by === role
          ? []
          : [`${what} of ${role} is said to be by ${by}`, ...(at?.startsWith('2001') ? ['and then'] : [])],
      ),
      ...annotators.flatMap(({ id, name }) =>
        id === 'honest' && name === 'Evil' ? [`${role} named the honest user`] : [],
      ),
    ]
  }

  return { facts, forbidden, close: () => void database.close() }
}

const layersHidden: Readonly<Record<AttackerRole, readonly string[]>> = {
  owner: [],
  curator: [],
  annotator: ['somebody'],
  reader: ['annotator', 'somebody'],
  stranger: ['shared', 'annotator', 'somebody', 'curated', 'suggested'],
}

/** What somebody was sent and may not see. */
function heardForbidden({ role, heard }: Attack): readonly string[] {
  const all = Buffer.concat(heard.bytes).toString('latin1') + heard.answers.map(({ text }) => text).join('\n')
  const secrets = layersHidden[role].map((layer) => `secret of ${layer}`)
  const words = role === 'stranger' ? [...secrets, 'A cat sat.'] : secrets
  return words.filter((secret) => all.includes(secret)).map((secret) => `${role} was sent "${secret}"`)
}

/** Which act a request that changes something is; `undefined` for what changes nothing of others. */
const actOf = (asked: string): Act | 'nobody’s' | undefined => {
  if (/^(GET|HEAD) /.test(asked)) return undefined
  if (/^POST \/api\/(documents$|import\?)/.test(asked)) return 'create document'
  if (/^POST .*\/versions$/.test(asked)) return 'make version'
  if (/^POST .*\/restore$/.test(asked)) return 'restore'
  if (/layers\/somebody/.test(asked)) return 'nobody’s'
  if (/^POST .*\/layers$/.test(asked)) return 'make any layer'
  if (/^DELETE \/api\/documents\/[^/]*$/.test(asked)) return 'delete document'
  if (/^(PATCH \/api\/people|POST \/api\/invitations)/.test(asked)) return 'manage people'
  if (/webhooks/.test(asked)) return 'manage webhooks'
  if (/^DELETE \/api\/session$/.test(asked)) return undefined
  return 'nobody’s'
}

const mayDo = (role: AttackerRole, act: Act | 'nobody’s') =>
  act !== 'nobody’s' && role !== 'stranger' && may(role satisfies Role, act)

/** Requests that were done and must not have been, and answers that are not as they should be. */
function answeredForbidden({ role, heard }: Attack): readonly string[] {
  return heard.answers.flatMap(({ asked, status, headers, text }) => {
    const act = actOf(asked)
    const wrong: string[] = []
    if (status < 300 && act !== undefined && !mayDo(role, act)) wrong.push(`${role} was allowed: ${asked}`)
    if (status < 300 && role === 'stranger' && /^GET \/api\/(documents|people|projects)/.test(asked))
      wrong.push(`a stranger was told: ${asked}`)
    if (status >= 500 && status !== 503) wrong.push(`${asked} broke the server: ${status} ${text.slice(0, 200)}`)
    if (status >= 400 && status !== 503 && !/^\{"error":"[a-z0-9-]+","message":"./.test(text))
      wrong.push(`${asked} was answered without a sentence: ${status}`)
    if (!headers.get('content-security-policy')?.includes("script-src 'self'"))
      wrong.push(`${asked} came without its policy`)
    return wrong
  })
}

function peopleForbidden(before: Facts, now: Facts, attacks: readonly Attack[]): readonly string[] {
  const byOwner = attacks.some(
    ({ role, heard }) =>
      role === 'owner' &&
      heard.answers.some(({ asked, status }) => asked.startsWith('PATCH /api/people/victim') && status === 200),
  )
  return now.accounts
    .filter((row) => !before.accounts.includes(row) && !(byOwner && row.startsWith('["victim"')))
    .map((row) => `an account was changed: ${row.slice(0, 40)}`)
}

/** Documents that were made or deleted beside those that somebody was told of who may. */
function documentsForbidden(before: Facts, now: Facts, attacks: readonly Attack[]): readonly string[] {
  const told = attacks.flatMap(({ role, heard }) =>
    heard.answers.flatMap(({ asked, status }) =>
      status < 300 && mayDo(role, actOf(asked) ?? 'nobody’s') ? [actOf(asked)] : [],
    ),
  )
  const changed = now.documents.filter((row) => !before.documents.includes(row)).length
  const allowed = told.filter((act) => act === 'create document' || act === 'delete document').length
  return changed > allowed ? [`${changed} documents were made or deleted, ${allowed} of them by those who may`] : []
}
