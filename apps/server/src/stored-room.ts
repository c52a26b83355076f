import * as Y from 'yjs'
import { readIncoming } from './incoming-update.js'
import type { LogReader, StoredRoom, UpdateLog } from './update-log.js'

/**
 * Updates applied in one transaction. Yjs joins items at the end of each: with one update a transaction that is most of
 * the work, and with very many the items to search among are more than they need be.
 */
const chunk = 100

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
    if (snapshot !== undefined) Y.applyUpdate(doc, snapshot)
    for (let at = 0; at < updates.length; at += chunk) applyAll(doc, updates.slice(at, at + chunk))
    return { doc, passedOver: 0 }
  } catch {
    doc.destroy()
    return loadPassingOver(snapshot, updates)
  }
}

function applyAll(doc: Y.Doc, updates: readonly Uint8Array[]): void {
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update)
  })
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

function loadPassingOver(snapshot: Uint8Array | undefined, updates: readonly Uint8Array[]): LoadedRoom {
  let doc = new Y.Doc()
  if (snapshot !== undefined) Y.applyUpdate(doc, snapshot)
  let passedOver = 0
  /** Whether these could be applied. What they may have changed before they failed goes with the document they failed in. */
  const isApplied = (some: readonly Uint8Array[]): boolean => {
    const before = Y.encodeStateAsUpdate(doc)
    try {
      applyAll(doc, some)
      return true
    } catch {
      doc.destroy()
      doc = new Y.Doc()
      Y.applyUpdate(doc, before)
      return false
    }
  }
  for (let at = 0; at < updates.length; at += chunk) {
    const some = updates.slice(at, at + chunk)
    if (some.some((update) => readIncoming(update) === undefined)) throw new Error('An update in the log is damaged')
    if (isApplied(some)) continue
    for (const update of some) if (!isApplied([update])) passedOver += 1
  }
  return { doc, passedOver }
}
