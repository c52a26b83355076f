import * as Y from 'yjs'
import { type Authored, isPerson } from './authored.js'
import { serverUser } from './identity.js'
import { readIncoming } from './incoming-update.js'
import type { LogReader } from './update-log.js'

/** Rows of a log that are read at once. */
const rowsAtOnce = 1000

/** What somebody said about a claim, as it lies in a room; anybody may have written it. */
export interface StoredComment {
  readonly by: string
  readonly at: string
  readonly text: string
  readonly vote?: unknown
}

export function isStoredComment(value: unknown): value is StoredComment {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const { by, at, text } = value as Partial<Record<keyof StoredComment, unknown>>
  return typeof by === 'string' && typeof at === 'string' && typeof text === 'string'
}

const keyOf = ({ by, at, text, vote }: StoredComment): string => JSON.stringify([by, at, text, vote ?? null])

/**
 * The comments that were ever said in a room, each by the one whom it names: so that what comes back by an undo, with a claim
 * that was taken into another, or as the document was at a moment stays theirs, and nobody can put words into their mouth.
 */
export interface Said {
  /** Who said this and when: what the log knows, or `as it says` for what came with an import; `undefined` when they did not. */
  first(comment: StoredComment): Authored | 'as it says' | undefined
}

const known = new WeakMap<
  LogReader,
  Map<string, { readonly said: Map<string, Authored | 'as it says'>; seq: number }>
>()

/** Reads no more of the log than it has to: of what was read before, only what has come since. */
export function saidIn(log: LogReader, room: string): Said {
  return {
    first(comment) {
      const rooms = known.get(log) ?? new Map()
      known.set(log, rooms)
      const here = rooms.get(room) ?? { said: new Map<string, Authored | 'as it says'>(), seq: 0 }
      rooms.set(room, here)
      for (;;) {
        const rows = log.history(room, here.seq, rowsAtOnce)
        for (const { update, user, at, seq } of rows) {
          here.seq = seq
          for (const said of commentsIn(update)) {
            const key = keyOf(said)
            if (here.said.has(key)) continue
            if (user === serverUser) here.said.set(key, 'as it says')
            else if (user === said.by && isPerson(user)) here.said.set(key, { user, at })
          }
        }
        if (rows.length < rowsAtOnce) break
      }
      return here.said.get(keyOf(comment))
    },
  }
}

function* commentsIn(update: Uint8Array): Generator<StoredComment> {
  for (const structs of readIncoming(update)?.structs.values() ?? []) {
    for (const struct of structs) {
      if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentAny)) continue
      for (const value of struct.content.arr) if (isStoredComment(value)) yield value
    }
  }
}
