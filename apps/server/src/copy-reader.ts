import { bytesOf } from './database.js'
import type { CopiedRows, CopyMark, LogCopy } from './log-copy.js'
import type { Ask, Postgres } from './postgres.js'
import { readClocks } from './sqlite-log.js'
import type { LoggedDocument, LoggedUpdate, LogNews } from './update-log.js'

/** Updates read at once: so many, or fewer when they are large. */
const updatesAtOnce = 2000

/** Brings a copy up to the log it is of. */
export interface CopyReader {
  /** Resolves when all that was in the log at the time of the call is in the copy. Rejects when the database is not there. */
  readAll(): Promise<void>
}

/** `told` is called in the same turn in which news came into the copy. */
export function copyReader(postgres: Postgres, copy: LogCopy, told: (news: LogNews) => void): CopyReader {
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined
  let isFirst = true

  async function read(): Promise<void> {
    const before = copy.mark()
    const [head] = await postgres.ask('SELECT seq, changes FROM head')
    if (!isFirst && !isBefore(before, { seq: Number(head?.[0]), changes: Number(head?.[1]) })) return
    await postgres.atOnce((ask) => bringUp(ask, copy, told, isFirst))
    isFirst = false
  }

  return {
    readAll() {
      // A reading that is under way may have looked already: this call needs the one after it, which many may share.
      if (running === undefined) {
        running = read().finally(() => {
          running = undefined
        })
        return running
      }
      next ??= running
        .catch(() => undefined)
        .then(() => {
          next = undefined
          return this.readAll()
        })
      return next
    },
  }
}

const isBefore = (one: CopyMark, other: CopyMark): boolean => one.seq < other.seq || one.changes < other.changes

async function bringUp(ask: Ask, copy: LogCopy, told: (news: LogNews) => void, isFirst: boolean): Promise<void> {
  const [head] = await ask('SELECT seq, changes FROM head')
  const to: CopyMark = { seq: Number(head?.[0]), changes: Number(head?.[1]) }
  const { changes } = copy.mark()
  const rows: CopiedRows = isFirst || changes < to.changes ? await changedRows(ask, changes, isFirst) : {}
  for (;;) {
    // What this server appends meanwhile comes into the copy by itself.
    const from = copy.mark()
    const updates =
      from.seq < to.seq
        ? await ask(
            'SELECT seq, room, at, by_user, clocks, bytes FROM updates WHERE seq > $1 AND seq <= $2 ORDER BY seq LIMIT $3',
            [from.seq, to.seq, updatesAtOnce],
          )
        : []
    const now = copy.mark()
    const seq = Math.max(Number(updates.at(-1)?.[0] ?? to.seq), now.seq)
    // Documents come with the last of their updates, so that none is seen with rooms that are empty.
    const isLast = seq >= to.seq
    copy.take(
      { ...(isLast ? rows : {}), updates },
      { seq, changes: isLast ? Math.max(to.changes, now.changes) : now.changes },
    )
    told(newsIn(copy, updates, isLast ? (rows.documents ?? []) : []))
    if (isLast) return
  }
}

/** Bring only what has to do with people into a copy that is read for nothing else. */
export async function readPeople({ atOnce }: Postgres, copy: LogCopy): Promise<void> {
  const people = await atOnce((ask) => changedPeople(ask, 0, 0))
  copy.take(people, { seq: 0, changes: 0 })
}

/** Documents and rooms, and what has to do with people, that changed after a change. */
async function changedRows(ask: Ask, after: number, isFirst: boolean): Promise<CopiedRows> {
  return {
    documents: await changedIn(ask, 'documents', 'number, id, created_at, deleted_at', after),
    rooms: await changedIn(ask, 'rooms', 'number, name, document', after),
    // What was taken away is not told for ever, so a server that starts reads anew all that may be.
    ...(await changedPeople(ask, after, isFirst ? 0 : after)),
    removed: isFirst ? [] : await ask('SELECT kind, key FROM removed WHERE changed > $1', [after]),
    // A server that goes on with its copy makes its own.
    ...(after === 0 ? { snapshots: await ask('SELECT room, up_to, at, bytes, checksum FROM snapshots') } : {}),
  }
}

async function changedPeople(ask: Ask, after: number, shortLivedAfter: number): Promise<CopiedRows> {
  return {
    accounts: await changedIn(
      ask,
      'accounts',
      'number, id, name, role, password, subject, created_at, closed_at',
      after,
    ),
    sessions: await changedIn(ask, 'sessions', 'secret, account, created_at, expires_at', shortLivedAfter),
    invitations: await changedIn(ask, 'invitations', 'secret, role, made_by, expires_at, used_by', shortLivedAfter),
  }
}

/** In the order of the first column. */
const changedIn = (ask: Ask, table: string, columns: string, after: number) =>
  ask(`SELECT ${columns} FROM ${table} WHERE changed > $1 ORDER BY 1`, [after])

function newsIn(
  copy: LogCopy,
  updates: readonly (readonly unknown[])[],
  documents: readonly (readonly unknown[])[],
): LogNews {
  return {
    updates: updates.flatMap(([seq, number, at, user, clocks, bytes]): LoggedUpdate[] => {
      const room = copy.roomName(Number(number))
      if (room === undefined) return []
      return [
        {
          room,
          seq: Number(seq),
          at: String(at),
          update: bytesOf(bytes),
          ...(user === null ? {} : { user: String(user) }),
          ...(clocks === null ? {} : { clocks: readClocks(String(clocks)) }),
        },
      ]
    }),
    deleted: documents.flatMap(([, id, , deletedAt]): LoggedDocument[] => {
      const document = deletedAt === null ? undefined : copy.reader.document(String(id))
      return document === undefined ? [] : [document]
    }),
  }
}
