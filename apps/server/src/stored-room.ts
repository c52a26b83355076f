import * as Y from 'yjs'
import { readIncoming } from './incoming-update.js'
import type { LogReader, StoredRoom, UpdateLog } from './update-log.js'

/** Updates merged at once: Yjs needs far longer to apply many small updates than to merge them first. */
const chunk = 500

/** A room in a Yjs document of its own. */
export interface LoadedRoom {
  readonly doc: Y.Doc
  /** Updates that could not be applied. They could not when they arrived either, so nobody has seen what they hold. */
  readonly passedOver: number
}

/**
 * Bring a room back from what is stored. Throws when what is stored is damaged: a room is whole or it is an error.
 *
 * A hostile update can be well formed and still make Yjs throw as it is applied, such as one whose item names a
 * neighbour that is not there. When it arrives it changes nothing, but it is in the log by then. It must not keep
 * everybody out of the room for ever, so it is passed over here as it was there.
 */
export function loadRoom({ snapshot, updates }: StoredRoom): LoadedRoom {
  const doc = new Y.Doc()
  try {
    const state = merged([...(snapshot === undefined ? [] : [snapshot]), ...updates])
    if (state !== undefined) Y.applyUpdate(doc, state)
    return { doc, passedOver: 0 }
  } catch {
    doc.destroy()
    return loadOneByOne(snapshot, updates)
  }
}

/** The room as its log says it is. Throws `RangeError` for a room that does not exist. */
export function storedDoc(log: LogReader, room: string): Y.Doc {
  return loadRoom(log.load(room)).doc
}

/** Keep a snapshot of what the log says the room is, when at least `pending` updates came after the last one. */
export function compact(log: UpdateLog, room: string, pending: number): boolean {
  if ((log.mark(room)?.pending ?? 0) < pending) return false
  const stored = log.load(room)
  const { doc } = loadRoom(stored)
  log.snapshot(room, stored.seq, Y.encodeStateAsUpdate(doc))
  doc.destroy()
  return true
}

function merged(parts: readonly Uint8Array[]): Uint8Array | undefined {
  if (parts.length < 2) return parts[0]
  const chunks: Uint8Array[] = []
  for (let at = 0; at < parts.length; at += chunk) chunks.push(Y.mergeUpdates(parts.slice(at, at + chunk)))
  return merged(chunks)
}

function loadOneByOne(snapshot: Uint8Array | undefined, updates: readonly Uint8Array[]): LoadedRoom {
  let doc = new Y.Doc()
  if (snapshot !== undefined) Y.applyUpdate(doc, snapshot)
  let passedOver = 0
  for (const update of updates) {
    if (readIncoming(update) === undefined) throw new Error('An update in the log is damaged')
    const before = Y.encodeStateAsUpdate(doc)
    try {
      Y.applyUpdate(doc, update)
    } catch {
      // What it may have changed before it failed goes with the document that it failed in.
      doc.destroy()
      doc = new Y.Doc()
      Y.applyUpdate(doc, before)
      passedOver += 1
    }
  }
  return { doc, passedOver }
}
