import type { Room } from '@claimspan/collab'
import * as Y from 'yjs'
import { isForbiddenPlace, isForeignContent, type Place, placesIn } from './allowed-writes.js'
import type { DeletedRun, IncomingStruct, IncomingUpdate } from './incoming-update.js'
import type { RefusalReason } from './refusal.js'
import { isStoredComment, type StoredComment } from './said.js'
import type { ClockRange } from './update-log.js'

/** No update from outside brings more characters and entries than this: a whole document has fewer. */
export const maxNewItems = 32 * 1024 * 1024

/** The room that an update wants to get into, as it is now. */
export interface RoomNow {
  readonly room: Room
  readonly doc: Y.Doc
  /** Whose a Yjs client id is; `undefined` for one that nobody has written under. */
  ownerOf(client: number): string | undefined
  /** Whether a comment was said here before by the one whom it names. */
  wasSaid(comment: StoredComment): boolean
}

/** Who sends it. `client` is the new client id under which this connection has written already. */
export interface Sender {
  readonly user: string
  readonly client: number | undefined
  /** Whether it is known who sends it; guests choose their names. */
  readonly isKnown: boolean
}

export type Admission =
  /** Take `update` into the log: what of it is new. `client` wrote under a new id, which is the sender's from now on. */
  | {
      readonly kind: 'admitted'
      readonly update: Uint8Array
      readonly clocks: readonly ClockRange[]
      readonly newClient?: number
    }
  /** The room has all of it. */
  | { readonly kind: 'known' }
  | { readonly kind: 'refused'; readonly reason: RefusalReason }

const refused = (reason: RefusalReason): Admission => ({ kind: 'refused', reason })

/**
 * Judge an update before it is stored. It may add items only under client ids that are the sender's, one of them new at
 * most; they join those that the room has without a gap; everything they name (a neighbour, a parent, what is deleted) is
 * there before them, so that Yjs neither throws nor keeps them waiting; and they write only what a client may write.
 * What the room has already is taken out of it, so that the log holds each item once.
 */
export function admit(payload: Uint8Array, incoming: IncomingUpdate, now: RoomNow, sender: Sender): Admission {
  const { store } = now.doc
  const known = (client: number) => Y.getState(store, client)
  const fresh: ClockRange[] = []
  let overlaps = false
  let size = 0
  let newClient: number | undefined
  for (const { client, from, to } of incoming.clocks) {
    const have = known(client)
    if (from < have) overlaps = true
    if (to <= have) continue
    if (!Number.isSafeInteger(to)) return refused('malformed-update')
    const owner = now.ownerOf(client)
    if (owner !== undefined && owner !== sender.user) return refused('foreign-items')
    if (owner === undefined) {
      if (newClient !== undefined || (sender.client !== undefined && sender.client !== client)) {
        return refused('foreign-items')
      }
      newClient = client
    }
    if (hasGap(incoming.structs.get(client) ?? [], have)) return refused('out-of-step')
    fresh.push({ client, from: have, to })
    size += to - have
  }
  if (size > maxNewItems) return refused('too-large')
  const until = new Map(fresh.map(({ client, to }) => [client, to]))
  const newDeletions = deletionNews(incoming.deleted, now.doc, until)
  if (newDeletions === undefined) return refused('out-of-step')
  if (fresh.length === 0 && !newDeletions) return { kind: 'known' }
  const wrong = fresh.length === 0 ? undefined : wrongItems(incoming, now, fresh, sender)
  if (wrong !== undefined) return refused(wrong)
  // Yjs can take whole structs out, and cuts the one that the room has a part of.
  const update = overlaps ? Y.diffUpdate(payload, Y.encodeStateVector(now.doc)) : payload
  return { kind: 'admitted', update, clocks: fresh, ...(newClient === undefined ? {} : { newClient }) }
}

/** Whether the structs do not join without a gap from `have` on. */
function hasGap(structs: readonly IncomingStruct[], have: number): boolean {
  let next = have
  for (const struct of structs) {
    const { clock } = struct.id
    const to = clock + struct.length
    if (to <= have) continue
    if (clock > next || struct instanceof Y.Skip) return true
    next = Math.max(next, to)
  }
  return false
}

/**
 * Whether something is deleted that is still there, counting the items that the update itself brings as there;
 * `undefined` when something is deleted that there is not.
 */
function deletionNews(
  deleted: ReadonlyMap<number, readonly DeletedRun[]>,
  doc: Y.Doc,
  until: ReadonlyMap<number, number>,
): boolean | undefined {
  let news = false
  for (const [client, runs] of deleted) {
    const have = Y.getState(doc.store, client)
    const to = until.get(client) ?? have
    const structs = doc.store.clients.get(client) ?? []
    for (const { clock, len } of runs) {
      if (clock + len > to) return undefined
      if (clock + len > have) news = true
      if (news || clock >= have) continue
      for (let at = Y.findIndexSS(structs, clock); at < structs.length; at++) {
        const struct = structs[at]
        if (struct === undefined || struct.id.clock >= clock + len) break
        if (!struct.deleted) news = true
      }
    }
  }
  return news
}

/** What is wrong with the new items: content or places that are not a client's to write, or names of what is not there. */
function wrongItems(
  incoming: IncomingUpdate,
  now: RoomNow,
  fresh: readonly ClockRange[],
  sender: Sender,
): RefusalReason | undefined {
  const places = placesIn(incoming, now.doc)
  // The items of several clients may name each other's: they are gone through as Yjs goes through them.
  const lines = fresh.map(({ client, from }) => ({
    client,
    next: from,
    left: (incoming.structs.get(client) ?? []).filter((struct) => struct.id.clock + struct.length > from),
    at: 0,
  }))
  const reached = new Map(lines.map((line) => [line.client, line]))
  const isThere = ({ client, clock }: Y.ID) => clock < (reached.get(client)?.next ?? Y.getState(now.doc.store, client))
  for (let moved = true; moved; ) {
    moved = false
    for (const line of lines) {
      for (let struct = line.left[line.at]; struct !== undefined; struct = line.left[line.at]) {
        if (struct instanceof Y.Item) {
          const named = [struct.origin, struct.rightOrigin, struct.parent instanceof Y.ID ? struct.parent : null]
          if (named.some((id) => id?.client === line.client && !isThere(id))) return 'malformed-update'
          if (named.some((id) => id !== null && !isThere(id))) break
          if (isForeignContent(struct)) return 'malformed-update'
          const place = places(struct)
          if (isForbiddenPlace(now.room, struct, place)) return 'forbidden-write'
          if (sender.isKnown && isInAnothersName(struct, place, now, sender.user)) return 'forbidden-write'
        }
        line.next = struct.id.clock + struct.length
        line.at += 1
        moved = true
      }
    }
  }
  return lines.every(({ at, left }) => at === left.length) ? undefined : 'out-of-step'
}

/**
 * Whether a new item says something in the name of somebody else: a comment that they never made, or what they are called.
 * Their own comments come back when somebody undoes a deletion, or takes one claim into another.
 */
function isInAnothersName({ content }: Y.Item, place: Place | undefined, now: RoomNow, user: string): boolean {
  if (now.room.kind !== 'layer' || !(content instanceof Y.ContentAny)) return false
  if (place?.root === 'threads') {
    return content.arr.some((value) => isStoredComment(value) && value.by !== user && !now.wasSaid(value))
  }
  const whose = place?.key
  if (place?.root !== 'annotators' || whose === undefined || whose === user) return false
  return [...now.doc.store.clients.keys()].some((client) => now.ownerOf(client) === whose)
}
