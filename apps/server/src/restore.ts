import { firstBlockKey, parseRoom, restoredWords, type SharedText, sharedText } from '@claimspan/collab'
import * as Y from 'yjs'
import { type Moment, roomAt } from './moments.js'
import { storedDoc } from './stored-room.js'
import { CharacterSet, textPlaces, textRuns } from './text-runs.js'
import type { LoggedDocument, LogReader, NewUpdate } from './update-log.js'

/** The parts of a layer that come back; what the layer is does not change. */
const layerRoots = ['claims', 'anchors', 'relations', 'threads', 'annotators', 'decisions'] as const

/**
 * The updates that bring a document back to what it was at a moment, as a new change by `user`: nothing is taken out of the
 * log, and it can be undone the same way. Words that were taken away since come back in their place, and the spans on them;
 * the number of the version stays. None when nothing is different.
 */
export function restoring(
  log: LogReader,
  document: LoggedDocument,
  moment: Moment,
  user: string,
): readonly NewUpdate[] {
  return document.rooms.flatMap((name): readonly NewUpdate[] => {
    const room = parseRoom(name)
    const now = storedDoc(log, name)
    const then = roomAt(log, name, moment)
    const updates: Uint8Array[] = []
    now.on('update', (update: Uint8Array) => updates.push(update))
    const start = Y.getState(now.store, now.clientID)
    now.transact(() => {
      if (room?.kind === 'text') restoreText(now, then)
      else for (const root of layerRoots) restoreMap(now.getMap(root), then.getMap(root))
    })
    const [update] = updates
    if (update === undefined) return []
    const to = Y.getState(now.store, now.clientID)
    return [{ room: name, update, user, clocks: to === start ? [] : [{ client: now.clientID, from: start, to }] }]
  })
}

function restoreText(now: Y.Doc, then: Y.Doc): void {
  const shared = sharedText(now)
  const before = sharedText(then)
  if (shared.text.toString() !== before.text.toString()) restoreWords(now, shared, before)
  restoreFormat(shared.text, before.text)
  const kind = before.meta.get(firstBlockKey)
  if (kind === undefined) {
    if (shared.meta.has(firstBlockKey)) shared.meta.delete(firstBlockKey)
  } else if (shared.meta.get(firstBlockKey) !== kind) shared.meta.set(firstBlockKey, kind)
}

/** Every character that was there then is there again, in its place among those that have not gone; all others are gone. */
function restoreWords(now: Y.Doc, shared: SharedText, before: SharedText): void {
  const wanted = new CharacterSet(textRuns(before))
  let at = 0
  const edits = textPlaces(shared).flatMap(({ client, clock, length, isThere }) =>
    wanted.split(client, clock, length).map((part) => ({ client, isThere, ...part })),
  )
  for (const { client, isThere, from, length, words } of edits) {
    if (isThere && words === undefined) shared.text.delete(at, length)
    else if (isThere) at += length
    else if (words !== undefined) {
      const clock = Y.getState(now.store, now.clientID)
      // Without a format of their own, which words would take on from those before them.
      shared.text.insert(at, words, {})
      const written = lastString(now, clock, words.length)
      if (written !== undefined) {
        const [key, value] = restoredWords({ client, clock: from, length }, { client: now.clientID, clock: written })
        shared.returns?.set(key, value)
      }
      at += length
    }
  }
}

/** The clock of the words of this length that this client has just written: marks of format may stand around them. */
function lastString(doc: Y.Doc, since: number, length: number): number | undefined {
  const structs = doc.store.clients.get(doc.clientID) ?? []
  for (let at = structs.length - 1; at >= 0; at--) {
    const struct = structs[at]
    if (struct === undefined || struct.id.clock + struct.length <= since) return undefined
    if (struct instanceof Y.Item && struct.content instanceof Y.ContentString && struct.length >= length) {
      return struct.id.clock + struct.length - length
    }
  }
  return undefined
}

type Format = Readonly<Record<string, unknown>>

/** The same words get the format that they had. */
function restoreFormat(now: Y.Text, then: Y.Text): void {
  const wanted = formats(then)
  const has = formats(now)
  let at = 0
  while (at < wanted.length) {
    const change = difference(has[at] ?? {}, wanted[at] ?? {})
    let to = at + 1
    while (to < wanted.length && has[to] === has[at] && wanted[to] === wanted[at]) to++
    if (Object.keys(change).length > 0) now.format(at, to - at, change)
    at = to
  }
}

/** The format of each code unit; those of one run are the same object. */
function formats(text: Y.Text): readonly Format[] {
  const runs = text.toDelta() as readonly { readonly insert: unknown; readonly attributes?: Format }[]
  return runs.flatMap(({ insert, attributes = {} }) =>
    typeof insert === 'string' ? new Array<Format>(insert.length).fill(attributes) : [],
  )
}

function difference(has: Format, wanted: Format): Record<string, unknown> {
  const change: Record<string, unknown> = {}
  for (const key of Object.keys(has)) if (!Object.hasOwn(wanted, key)) change[key] = null
  for (const [key, value] of Object.entries(wanted)) if (!isSame(has[key], value)) change[key] = value
  return change
}

function restoreMap(now: Y.Map<unknown>, then: Y.Map<unknown>): void {
  for (const key of [...now.keys()]) if (!then.has(key)) now.delete(key)
  for (const [key, value] of then.entries()) {
    const has = now.get(key)
    if (value instanceof Y.Map && has instanceof Y.Map) restoreMap(has, value)
    else if (value instanceof Y.AbstractType) {
      if (!(has instanceof Y.AbstractType) || !isSame(has.toJSON(), value.toJSON())) now.set(key, value.clone())
    } else if (has instanceof Y.AbstractType || !isSame(has, value)) now.set(key, value)
  }
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (a instanceof Uint8Array || b instanceof Uint8Array) {
    return a instanceof Uint8Array && b instanceof Uint8Array && Buffer.compare(a, b) === 0
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isSame((a as Format)[key], (b as Format)[key]))
  )
}
