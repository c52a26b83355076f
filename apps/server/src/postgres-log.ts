import { copyReader } from './copy-reader.js'
import type { Database } from './database.js'
import { inTurns } from './in-turn.js'
import type { LogCopy } from './log-copy.js'
import type { Notices } from './notices.js'
import { type Ask, type Postgres, sentenceOf } from './postgres.js'
import { checksumOf, keptClocks } from './sqlite-log.js'
import {
  DocumentExists,
  type KnownClient,
  LogMoved,
  type LogNews,
  type NewUpdate,
  RoomExists,
  type UpdateLog,
} from './update-log.js'

/** Without notices, and when one was lost, a server looks for news so often, in milliseconds. */
const pollEach = 1000

/** How long a reader waits for news before it goes on with what is there, in milliseconds. */
const catchUpWithin = 1000

/** One statement appends no more than so many updates, and so many bytes of them but for the last. */
const batchUpdates = 500
const batchBytes = 8 * 1024 * 1024

interface Waiting {
  readonly update: NewUpdate
  /** What this server had read of each of its clients. */
  readonly known: readonly (readonly [client: number, upTo: number, user: string | null])[]
  readonly resolve: (seq: number) => void
  readonly reject: (error: unknown) => void
}

/** What the database made of an update: neither number for a room that is not there, only the room's where it was not stored. */
interface Given {
  readonly seq?: number
  readonly room?: number
  readonly at?: string
}

export interface PostgresLogOptions {
  readonly postgres: Postgres
  readonly copy: LogCopy
  readonly notices: Notices
  readonly now: () => string
  /** Told when the database is lost and when it is back. */
  readonly say: (line: string) => void
}

/** A log in Postgres, and what else is kept beside it. */
export interface PostgresLog extends UpdateLog {
  /** This server's copy, to be read only. */
  readonly database: Database.Database
  /** A change of anything but updates: one server at a time; all or nothing; in the copy when it resolves. */
  changing<T>(work: (ask: Ask) => Promise<T>): Promise<T>
}

/**
 * The log in a Postgres database that several servers share. Postgres has every update, document and account; what is read
 * is read from this server's own copy, which follows it. Updates that wait while a batch is stored are the next batch, so
 * that many people typing share one flush to disk. A notice tells the other servers to read again; it says no more than
 * how far the log has come, and when it is lost they look by themselves within a second.
 */
export async function postgresLog({ postgres, copy, notices, now, say }: PostgresLogOptions): Promise<PostgresLog> {
  const listeners = new Set<(news: LogNews) => void>()
  const reader = copyReader(postgres, copy, (news) => {
    if (news.updates.length === 0 && news.deleted.length === 0) return
    for (const listener of listeners) listener(news)
  })
  const waiting: Waiting[] = []
  let turn: NodeJS.Immediate | undefined
  let storing: Promise<void> | undefined
  let closed: Promise<void> | undefined
  let isLost = false
  let pushed: Promise<void> | undefined
  const inTurnHere = inTurns()
  /** What the updates that wait or are on their way make of their clients. */
  const expected = new Map<string, KnownClient>()

  const refuseClosed = () => {
    if (closed !== undefined) throw new Error('The log is closed')
  }

  async function read(): Promise<void> {
    try {
      await reader.readAll()
      if (isLost) say('The database answers again')
      isLost = false
    } catch (error) {
      if (closed !== undefined) return
      if (!isLost)
        say(`The database does not answer: ${sentenceOf(error)}. What was read last is served; nothing is saved`)
      isLost = true
    }
  }

  await reader.readAll()
  notices.listen(({ seq, changes }) => {
    const at = copy.mark()
    if (closed === undefined && (seq > at.seq || changes > at.changes)) void read()
  })
  const polls = setInterval(() => void read(), pollEach)

  const tell = () => notices.send(copy.mark())

  function knownOf({ room, clocks = [], user }: NewUpdate): Waiting['known'] {
    return clocks.map(({ client, to }) => {
      const key = `${client} ${room}`
      const before = expected.get(key) ?? copy.client(room, client)
      const whose = before?.user ?? user
      expected.set(key, { ...(whose === undefined ? {} : { user: whose }), to: Math.max(before?.to ?? 0, to) })
      return [client, before?.to ?? 0, before?.user ?? null] as const
    })
  }

  function nextBatch(): readonly Waiting[] {
    let bytes = 0
    const until = waiting.findIndex(({ update }, at) => {
      bytes += update.update.length
      return at >= batchUpdates || (at > 0 && bytes > batchBytes)
    })
    return waiting.splice(0, until === -1 ? waiting.length : until)
  }

  async function storeWaiting(): Promise<void> {
    while (waiting.length > 0) {
      const batch = nextBatch()
      try {
        const given = await appendAll(postgres.ask, batch, now)
        await takeOwn(batch, given)
        tell()
        for (const [at, { resolve, reject, update }] of batch.entries()) {
          const { seq, room } = given[at] ?? {}
          if (room === undefined) reject(noRoom(update.room))
          else if (seq !== undefined) resolve(seq)
          else {
            reject(new LogMoved(update.room))
            expected.clear()
          }
        }
      } catch (error) {
        expected.clear()
        for (const { reject } of batch) reject(error)
      }
    }
    expected.clear()
  }

  /** Bring what was just appended into the copy: by itself where it is next, otherwise with what came before it. */
  async function takeOwn(batch: readonly Waiting[], given: readonly Given[]): Promise<void> {
    const updates = given.flatMap(({ seq, room, at }, index) => {
      const update = batch[index]?.update
      return seq === undefined || update === undefined
        ? []
        : [[seq, room, at, update.user ?? null, keptClocks(update.clocks), update.update] as const]
    })
    const [first] = updates
    const last = updates.at(-1)
    if (first === undefined || last === undefined) return
    const mark = copy.mark()
    if (mark.seq + 1 === first[0]) copy.take({ updates }, { ...mark, seq: last[0] })
    else if (mark.seq < last[0]) await reader.readAll()
  }

  const store = (): Promise<void> => {
    storing ??= storeWaiting().finally(() => {
      storing = undefined
    })
    return storing
  }

  async function changing<T>(work: (ask: Ask) => Promise<T>): Promise<T> {
    refuseClosed()
    const result = await postgres.change(work)
    await reader.readAll()
    tell()
    return result
  }

  return {
    ...copy.reader,
    database: copy.database,
    changing,

    append(update) {
      return new Promise((resolve, reject) => {
        refuseClosed()
        if (copy.roomNumber(update.room) === undefined) throw noRoom(update.room)
        waiting.push({ update: { ...update, update: update.update.slice() }, known: knownOf(update), resolve, reject })
        turn ??= setImmediate(() => {
          turn = undefined
          void store()
        })
      })
    },

    async createDocument(id, first) {
      await changing(async (ask) => {
        const [taken] = await ask('SELECT deleted_at FROM documents WHERE id = $1', [id])
        if (taken !== undefined) throw new DocumentExists(id, taken[0] !== null)
        await ask('INSERT INTO documents (id, created_at) VALUES ($1, $2)', [id, now()])
        for (const { room } of first) {
          await ask('INSERT INTO rooms (name, document) VALUES ($1, $2)', [room, id])
        }
        await appendAll(
          ask,
          first.map((update) => ({ update, known: [] })),
          now,
        )
      })
    },

    async addRoom(id, first) {
      await changing(async (ask) => {
        const there = await ask('SELECT 1 FROM documents WHERE id = $1 AND deleted_at IS NULL', [id])
        if (there.length === 0) throw new RangeError(`There is no document "${id}"`)
        const made = await ask(
          'INSERT INTO rooms (name, document) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING RETURNING number',
          [first.room, id],
        )
        if (made.length === 0) throw new RoomExists(first.room)
        await appendAll(ask, [{ update: first, known: [] }], now)
      })
    },

    deleteDocument: (id) =>
      changing(async (ask) => {
        const marked = await ask(
          'UPDATE documents SET deleted_at = $1 WHERE id = $2 AND deleted_at IS NULL RETURNING id',
          [now(), id],
        )
        return marked.length > 0
      }),

    snapshot(name, upTo, state) {
      const values = [upTo, now(), state, checksumOf(state)] as const
      copy.snapshot(name, ...values)
      // For servers that begin a copy; when it fails, they read the updates.
      pushed = postgres
        .ask(
          `INSERT INTO snapshots AS s (room, up_to, at, bytes, checksum)
             SELECT number, $2, $3, $4, $5 FROM rooms WHERE name = $1
             ON CONFLICT (room) DO UPDATE SET up_to = excluded.up_to, at = excluded.at, bytes = excluded.bytes,
               checksum = excluded.checksum
             WHERE excluded.up_to > s.up_to`,
          [name, ...values],
        )
        .then(
          () => undefined,
          (error) => say(`A snapshot was not shared: ${sentenceOf(error)}`),
        )
    },

    async catchUp() {
      refuseClosed()
      let patience: NodeJS.Timeout | undefined
      await Promise.race([
        read(),
        new Promise<void>((resolve) => {
          patience = setTimeout(resolve, catchUpWithin)
        }),
      ])
      clearTimeout(patience)
    },

    follow: (listener) => void listeners.add(listener),

    async inTurn(document, work) {
      refuseClosed()
      return inTurnHere(document, () =>
        postgres.alone(document, async () => {
          await reader.readAll()
          return await work()
        }),
      )
    },

    close() {
      closed ??= (async () => {
        clearInterval(polls)
        if (turn !== undefined) clearImmediate(turn)
        await store()
        await pushed
        await notices.close()
        await postgres.close()
        copy.close()
      })()
      return closed
    },
  }
}

async function appendAll(
  ask: Ask,
  batch: readonly Pick<Waiting, 'update' | 'known'>[],
  now: () => string,
): Promise<readonly Given[]> {
  const rows = await ask('SELECT given_seq, given_room, given_at FROM append($1, $2, $3, $4, $5, $6)', [
    batch.map(({ update }) => update.room),
    batch.map(() => now()),
    batch.map(({ update }) => update.user ?? null),
    batch.map(({ update }) => keptClocks(update.clocks)),
    batch.map(({ known }) => JSON.stringify(known)),
    batch.map(({ update }) => Buffer.from(update.update)),
  ])
  return rows.map(([seq, room, at]) => ({
    ...(typeof seq === 'number' ? { seq } : {}),
    ...(typeof room === 'number' ? { room } : {}),
    ...(typeof at === 'string' ? { at } : {}),
  }))
}

const noRoom = (name: string) => new RangeError(`There is no room "${name}"`)
