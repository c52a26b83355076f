import * as Y from 'yjs'
import type { LogReader, StoredRoom, UpdateLog } from './update-log.js'

/** Updates merged at once: Yjs needs far longer to apply many small updates than to merge them first. */
const chunk = 500

/** A room's whole state as one Yjs update; `undefined` when nothing was ever written to it. */
export function stateOf(stored: StoredRoom): Uint8Array | undefined {
  let parts = [...(stored.snapshot === undefined ? [] : [stored.snapshot]), ...stored.updates]
  while (parts.length > 1) {
    const merged: Uint8Array[] = []
    for (let at = 0; at < parts.length; at += chunk) merged.push(Y.mergeUpdates(parts.slice(at, at + chunk)))
    parts = merged
  }
  return parts[0]
}

/** Bring a room's state into an empty Yjs document. */
export function loadInto(doc: Y.Doc, stored: StoredRoom): void {
  const state = stateOf(stored)
  if (state !== undefined) Y.applyUpdate(doc, state)
}

/** A room as its log says it is, in a Yjs document of its own. Throws `RangeError` for a room that does not exist. */
export function storedDoc(log: LogReader, room: string): Y.Doc {
  const doc = new Y.Doc()
  loadInto(doc, log.load(room))
  return doc
}

/** Keep a snapshot of what the log says the room is, when at least `pending` updates came after the last one. */
export function compact(log: UpdateLog, room: string, pending: number): boolean {
  if ((log.mark(room)?.pending ?? 0) < pending) return false
  const stored = log.load(room)
  const doc = new Y.Doc()
  loadInto(doc, stored)
  log.snapshot(room, stored.seq, Y.encodeStateAsUpdate(doc))
  doc.destroy()
  return true
}
