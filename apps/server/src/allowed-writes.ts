import type { Room } from '@claimspan/collab'
import { firstBlockKey } from '@claimspan/collab'
import * as Y from 'yjs'
import type { IncomingStruct, IncomingUpdate } from './incoming-update.js'

/** Where an item is: the shared type at the root that it is in, and the key when it is an entry of a map right there. */
export interface Place {
  readonly root: string
  readonly key?: string
  /** In how many shared types inside the root. */
  readonly depth: number
}

/** The root types that a room has; a client writes into no other. */
const rootsOf: Readonly<Record<Room['kind'], readonly string[]>> = {
  text: ['article', 'meta', 'returns'],
  layer: ['claims', 'anchors', 'relations', 'threads', 'annotators', 'decisions'],
}

/**
 * Whether a client may not write there. What a document or a layer is (its id, kind, version) is the server's to say, and
 * the article holds nothing but text. An item whose place has been deleted is of no effect, wherever it was.
 */
export function isForbiddenPlace(room: Room, item: Y.Item, place: Place | undefined): boolean {
  if (place === undefined) return false
  if (!rootsOf[room.kind].includes(place.root)) return true
  if (place.root === 'meta' && place.key !== firstBlockKey) return true
  return place.root === 'article' && (place.key !== undefined || item.content instanceof Y.ContentType)
}

const sharedTypes: ReadonlySet<unknown> = new Set([Y.Map, Y.Array, Y.Text])

/** Names that would change what objects are rather than what they hold. */
const unsafeKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** Deeper values come from no editor, and whoever walks through them would run out of stack. */
const maxDepth = 64

/** Shared types inside each other: claims and threads need two. */
const maxNesting = 8

/** Where nobody may write. */
const nowhere: Place = { root: '', depth: 0 }

/** Whether the item's content is of a kind that no room has: subdocuments, XML, embeds, objects with a foreign prototype. */
export function isForeignContent({ content, parentSub }: Y.Item): boolean {
  if (parentSub !== null && unsafeKeys.has(parentSub)) return true
  if (content instanceof Y.ContentString || content instanceof Y.ContentDeleted) return false
  if (content instanceof Y.ContentFormat) return unsafeKeys.has(content.key) || isUnsafe(content.value, 0)
  if (content instanceof Y.ContentAny) return content.arr.some((value) => isUnsafe(value, 0))
  if (content instanceof Y.ContentType) return !sharedTypes.has(content.type.constructor)
  return true
}

function isUnsafe(value: unknown, depth: number): boolean {
  // Anchors are kept as bytes.
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false
  if (depth > maxDepth) return true
  if (Array.isArray(value)) return value.some((each) => isUnsafe(each, depth + 1))
  if (Object.getPrototypeOf(value) !== Object.prototype) return true
  return Object.entries(value).some(([key, each]) => unsafeKeys.has(key) || isUnsafe(each, depth + 1))
}

/** Finds where the items of an update are, also those that say it only by naming a neighbour. */
export function placesIn(incoming: IncomingUpdate, doc: Y.Doc): (item: Y.Item) => Place | undefined {
  const found = new Map<Y.Item, Place | undefined>()
  const roots = new Map<unknown, string>([...doc.share].map(([name, type]) => [type, name]))

  const structAt = ({ client, clock }: Y.ID): IncomingStruct | Y.Item | Y.GC | undefined => {
    if (clock < Y.getState(doc.store, client)) {
      const structs = doc.store.clients.get(client) ?? []
      return structs[Y.findIndexSS(structs, clock)]
    }
    const structs = incoming.structs.get(client) ?? []
    let low = 0
    let high = structs.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const struct = structs[middle]
      if (struct === undefined) return undefined
      if (clock < struct.id.clock) high = middle - 1
      else if (clock >= struct.id.clock + struct.length) low = middle + 1
      else return struct
    }
    return undefined
  }

  /** One step: the place, or the item whose place it shares, or the item that it is inside of. */
  const step = (item: Y.Item): { place?: Place; same?: Y.Item; inside?: Y.Item } => {
    // In the room the parent is a type; in an update it is a root's name, an id, or unsaid beside a neighbour.
    const parent: unknown = item.parent
    if (typeof parent === 'string') return { place: placed(parent, item.parentSub) }
    if (parent instanceof Y.AbstractType) {
      const holder = parent._item
      if (holder !== null) return { inside: holder }
      const root = roots.get(parent)
      return root === undefined ? {} : { place: placed(root, item.parentSub) }
    }
    const id = parent instanceof Y.ID ? parent : (item.origin ?? item.rightOrigin)
    const other = id === null ? undefined : structAt(id)
    if (!(other instanceof Y.Item)) return {}
    return parent instanceof Y.ID ? { inside: other } : { same: other }
  }

  return (item) => {
    const way: Y.Item[] = []
    let inside = 0
    let place: Place | undefined
    for (let at: Y.Item | undefined = item; at !== undefined; ) {
      if (found.has(at)) {
        place = found.get(at)
        break
      }
      if (inside === 0) way.push(at)
      const next = step(at)
      place = next.place
      if (next.inside !== undefined && ++inside > maxNesting) place = nowhere
      if (place === nowhere) break
      at = next.inside ?? next.same
    }
    if (inside > 0 && place !== undefined) {
      const depth = place.depth + inside
      place = depth > maxNesting ? nowhere : { root: place.root, depth }
    }
    for (const each of way) found.set(each, place)
    return place
  }
}

const placed = (root: string, key: string | null): Place =>
  key === null ? { root, depth: 0 } : { root, key, depth: 0 }
