import { readDocument, sharedText, textRoom } from '@claimspan/collab'
import { type AnnotatedDocument, documentId, offsetTable } from '@claimspan/core'
import * as Y from 'yjs'
import { serverUser } from './identity.js'
import { documentAtMoment } from './moments.js'
import { isPruned } from './pruned.js'
import { readStored } from './stored-document.js'
import { loadRoom } from './stored-room.js'
import type { LoggedDocument, LogReader } from './update-log.js'

/** One version of a document: from its update in the log until the update of the next one. */
interface VersionMark {
  readonly version: number
  /** When it began: ISO 8601, UTC. */
  readonly at: string
  /** The sequence number of the update that began it. */
  readonly from: number
}

/** A version as it is listed. `characters` counts the code points of its text as it was last. */
export interface ListedVersion {
  readonly version: number
  readonly at: string
  readonly characters: number
}

// Nothing is ever taken out of the log, so former versions need no store of their own: a version is what the log says up
// to the update that began the next. Into a room of a text the server writes only its first update and those of next
// versions, so its rows there are the versions.

/** The versions of a document, the oldest first; the last is the current one. */
function marks(log: LogReader, { id }: LoggedDocument): readonly VersionMark[] {
  const rows = log.history(textRoom(documentId(id)))
  const [first] = rows
  if (first === undefined) return []
  const { doc } = loadRoom({ updates: [first.update], seq: first.seq })
  const oldest = readDocument(sharedText(doc))?.version ?? 1
  // What was pruned is in the first row, whose version is the oldest that is left.
  const begun = rows.slice(1).filter(({ user, update }) => user === serverUser && !isPruned({ size: update.length }))
  return [first, ...begun].map(({ seq, at }, index) => ({
    version: oldest + index,
    at,
    from: seq,
  }))
}

/** The versions of a document, the oldest first, with their sizes; one pass through the text's history. */
export function listVersions(log: LogReader, document: LoggedDocument): readonly ListedVersion[] {
  const all = marks(log, document)
  const rows = log.history(textRoom(documentId(document.id)))
  let updates: readonly Uint8Array[] = []
  return all.map(({ version, at, from }, index) => {
    const until = all[index + 1]?.from ?? Number.POSITIVE_INFINITY
    const since = rows.filter(({ seq }) => from <= seq && seq < until).map(({ update }) => update)
    const { doc } = loadRoom({ updates: [...updates, ...since], seq: from })
    updates = [Y.encodeStateAsUpdate(doc)]
    return { version, at, characters: offsetTable(sharedText(doc).text.toString()).lengthIn('code-point') }
  })
}

/** A version of a document with its claims, as they were when the next one began; `undefined` when there is none. */
export function readVersion(log: LogReader, document: LoggedDocument, version: number): AnnotatedDocument | undefined {
  const all = marks(log, document)
  const index = all.findIndex((mark) => mark.version === version)
  if (index === -1) return undefined
  const until = all[index + 1]?.from
  if (until === undefined) return readStored(log, document)
  return documentAtMoment(log, document, { seq: until - 1 })
}
