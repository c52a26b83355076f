import * as Y from 'yjs'

/**
 * The one file that touches the insides of Yjs. It relies on the item list of a type as it is in Yjs 13.6 (`_start`,
 * `right`, `id`, `length`, `deleted`, `countable`, `content.str`, `origin`, `rightOrigin`, `redone`) and on the
 * list of a client's items being in the order of their counts; `test/text-walk.test.ts` compares it with Yjs's own, public way and
 * fails when that structure changes.
 */
interface Item {
  readonly id: { readonly client: number; readonly clock: number }
  readonly length: number
  readonly deleted: boolean
  readonly countable: boolean
  readonly left: Item | null
  readonly right: Item | null
  readonly content: { readonly str?: unknown }
  /** The character that stood before this item when it was inserted; it may have been deleted then. */
  readonly origin: CharacterId | null
  /** The character that stood after it then. */
  readonly rightOrigin: CharacterId | null
  /** The first character that this deleted item came back as when its deletion was undone by this client. */
  readonly redone: CharacterId | null
}

/** The identity of one character of a shared text, for good: the client that typed it and its count. */
export interface CharacterId {
  readonly client: number
  readonly clock: number
}

/** Where a character is. */
export interface CharacterPlace {
  /** Its offset in UTF-16 code units, or, when it is deleted, where it would stand. */
  readonly offset: number
  readonly deleted: boolean
  /** Its place among all characters, deleted ones too. */
  readonly order: number
}

/** Characters that follow each other in the text and in their counts. */
export interface Run extends CharacterId {
  readonly length: number
}

function firstItem(text: Y.Text): Item | null {
  return (text as unknown as { readonly _start: Item | null })._start
}

/**
 * The identities of the characters at these offsets, found in one walk of the text; in the order asked. Throws
 * `RangeError` when an offset is not that of a character.
 */
export function characterIds(text: Y.Text, offsets: readonly number[]): readonly CharacterId[] {
  const order = offsets.map((offset, asked) => ({ offset, asked })).sort((a, b) => a.offset - b.offset)
  const found: CharacterId[] = new Array(offsets.length)
  let next = 0
  let from = 0
  for (let item = firstItem(text); item !== null && next < order.length; item = item.right) {
    if (item.deleted || !item.countable) continue
    const to = from + item.length
    for (let want = order[next]; want !== undefined && want.offset < to; want = order[++next]) {
      if (want.offset < from) break
      found[want.asked] = { client: item.id.client, clock: item.id.clock + want.offset - from }
    }
    from = to
  }
  const missing = order[next]
  if (missing !== undefined) throw new RangeError(`No character at offset ${missing.offset}: the text has ${from}`)
  return found
}

/** Characters that follow each other in a text and in a run. */
export interface Piece {
  /** The place of its first character among all characters, deleted ones too. */
  readonly order: number
  readonly length: number
  /** How far into the run its first character is. */
  readonly at: number
}

/** Characters of one text item, with what stood beside them when they were inserted, deleted or not. */
export interface Inserted {
  readonly from: number
  readonly to: number
  readonly left: CharacterId | undefined
  readonly right: CharacterId | undefined
}

/** Where the characters of a text are, as they are now: looked up as often as wanted after one walk of the text. */
export interface TextPlaces {
  /** Where a character is; `undefined` for one that this copy of the text has not received. */
  place(id: CharacterId): CharacterPlace | undefined
  /** Where the characters of a run are, as far as this copy of the text has received them; in the order of the run. */
  pieces(run: Run): readonly Piece[]
  /** How many visible characters, in UTF-16 code units, stand before a place among all characters. */
  visibleBefore(order: number): number
  /** The character at an offset; `undefined` where there is none. */
  idAt(offset: number): CharacterId | undefined
  /** The character at a place among all characters; `undefined` where there is none. */
  characterAt(order: number): CharacterId | undefined
  /** What stood beside a character, and beside all that was inserted with it, when it was inserted, deleted or not. */
  beside(id: CharacterId): { readonly left: CharacterId | undefined; readonly right: CharacterId | undefined }
  /** The deleted characters from one place among all characters to before another. */
  goneBetween(from: number, to: number): readonly Run[]
  /** What stands from one place among all characters to before another, item by item. */
  insertedBetween(from: number, to: number): readonly Inserted[]
}

/** Walk a text once. n look-ups and m items take O(m + n log m), where Yjs's own way takes O(n · m). Not for use after an edit. */
export function textPlaces(text: Y.Text): TextPlaces {
  const items: Item[] = []
  const offsets: number[] = []
  const orders: number[] = []
  const indexOf = new Map<Item, number>()
  let offset = 0
  let order = 0
  for (let item = firstItem(text); item !== null; item = item.right) {
    indexOf.set(item, items.length)
    items.push(item)
    offsets.push(offset)
    orders.push(order)
    if (isVisible(item)) offset += item.length
    order += item.length
  }
  const clients = text.doc?.store.clients as ReadonlyMap<number, readonly Item[]> | undefined
  const indexAt = (structs: readonly Item[], clock: number) =>
    lastUpTo(structs.length, clock, (at) => structs[at]?.id.clock ?? 0)
  const indexAtOrder = (wanted: number) => lastUpTo(items.length, wanted, (at) => orders[at] ?? 0)
  return {
    place({ client, clock }) {
      const structs = clients?.get(client) ?? []
      const item = structs[indexAt(structs, clock)]
      const index = item && indexOf.get(item)
      if (item === undefined || index === undefined || clock - item.id.clock >= item.length) return undefined
      const within = clock - item.id.clock
      const isHere = isVisible(item)
      return {
        offset: (offsets[index] ?? 0) + (isHere ? within : 0),
        deleted: !isHere,
        order: (orders[index] ?? 0) + within,
      }
    },
    pieces({ client, clock, length }) {
      const structs = clients?.get(client) ?? []
      const pieces: Piece[] = []
      for (let at = Math.max(0, indexAt(structs, clock)); ; at++) {
        const item = structs[at]
        if (item === undefined || item.id.clock >= clock + length) return pieces
        const index = indexOf.get(item)
        const from = Math.max(clock, item.id.clock)
        const to = Math.min(clock + length, item.id.clock + item.length)
        if (index === undefined || from >= to) continue
        pieces.push({ order: (orders[index] ?? 0) + from - item.id.clock, length: to - from, at: from - clock })
      }
    },
    visibleBefore(wanted) {
      const index = indexAtOrder(wanted)
      const item = items[index]
      if (item === undefined) return 0
      const within = isVisible(item) ? Math.min(wanted - (orders[index] ?? 0), item.length) : 0
      return (offsets[index] ?? 0) + within
    },
    idAt(wanted) {
      // Of items at one offset only the last can be visible.
      const index = lastUpTo(items.length, wanted, (at) => offsets[at] ?? 0)
      const item = items[index]
      const within = wanted - (offsets[index] ?? 0)
      if (item === undefined || !isVisible(item) || within >= item.length) return undefined
      return { client: item.id.client, clock: item.id.clock + within }
    },
    characterAt(wanted) {
      const index = indexAtOrder(wanted)
      const item = items[index]
      const within = wanted - (orders[index] ?? 0)
      return item === undefined || within >= item.length
        ? undefined
        : { client: item.id.client, clock: item.id.clock + within }
    },
    beside({ client, clock }) {
      const structs = clients?.get(client) ?? []
      const item = structs[indexAt(structs, clock)]
      if (item === undefined || !indexOf.has(item)) return { left: undefined, right: undefined }
      const left = clock > item.id.clock ? { client, clock: clock - 1 } : (item.origin ?? undefined)
      return { left, right: item.rightOrigin ?? undefined }
    },
    goneBetween(from, to) {
      const runs: Run[] = []
      for (let index = Math.max(0, indexAtOrder(from)); ; index++) {
        const item = items[index]
        const start = orders[index] ?? 0
        if (item === undefined || start >= to) return runs
        const [first, end] = [Math.max(from, start), Math.min(to, start + item.length)]
        if (!item.deleted || first >= end) continue
        addRun(runs, { client: item.id.client, clock: item.id.clock + first - start, length: end - first })
      }
    },
    insertedBetween(from, to) {
      const found: Inserted[] = []
      for (let index = Math.max(0, indexAtOrder(from)); ; index++) {
        const item = items[index]
        const start = orders[index] ?? 0
        if (item === undefined || start >= to) return found
        const first = Math.max(from, start)
        const end = Math.min(to, start + item.length)
        if (first >= end) continue
        const { client, clock } = item.id
        const left = first > start ? { client, clock: clock + first - start - 1 } : (item.origin ?? undefined)
        found.push({ from: first, to: end, left, right: item.rightOrigin ?? undefined })
      }
    },
  }
}

const isVisible = (item: Item): boolean => !item.deleted && item.countable

/** The last index below `length` whose ascending value is at most `wanted`; -1 when there is none. */
export function lastUpTo(length: number, wanted: number, valueAt: (index: number) => number): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >> 1
    if (valueAt(middle) <= wanted) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** The runs of the visible characters from offset `from` to `to`, in the order of the text. */
export function runsBetween(text: Y.Text, from: number, to: number): readonly Run[] {
  const runs: Run[] = []
  let at = 0
  for (let item = firstItem(text); item !== null && at < to; item = item.right) {
    if (item.deleted || !item.countable) continue
    const first = Math.max(from - at, 0)
    const last = Math.min(to - at, item.length)
    if (first < last) addRun(runs, { client: item.id.client, clock: item.id.clock + first, length: last - first })
    at += item.length
  }
  return runs
}

/** What one transaction did at one place of the text, with nothing that stayed visible in between. */
export interface PlacedChange {
  readonly deleted: readonly Run[]
  readonly deletedWords: string
  readonly inserted: readonly Run[]
  readonly insertedWords: string
  /** Characters that were deleted before, at the same place, and those of them that stand before everything else there. */
  readonly gone: readonly Run[]
  readonly goneBefore: readonly Run[]
  /** What is deleted there, now or before, in the order of the text. */
  readonly all: readonly Run[]
  /** The visible characters before and after this place. */
  readonly left: CharacterId | undefined
  readonly right: CharacterId | undefined
}

/**
 * What a transaction that is ending (`afterTransaction`) did to the text, place by place. Only places with an insertion or
 * a deletion are told.
 */
export function changesOf(text: Y.Text, transaction: Y.Transaction): readonly PlacedChange[] {
  const changes: PlacedChange[] = []
  let left: CharacterId | undefined
  let deleted: Run[] = []
  let deletedWords = ''
  let inserted: Run[] = []
  let insertedWords = ''
  let gone: Run[] = []
  let goneBefore: readonly Run[] = []
  let all: Run[] = []
  const end = (right?: CharacterId) => {
    if (deleted.length + inserted.length > 0) {
      changes.push({ deleted, deletedWords, inserted, insertedWords, gone, goneBefore, all, left, right })
    }
    deleted = []
    deletedWords = ''
    inserted = []
    insertedWords = ''
    gone = []
    goneBefore = []
    all = []
  }
  for (let item = firstItem(text); item !== null; item = item.right) {
    const { client, clock } = item.id
    const run = { client, clock, length: item.length }
    const isNew = clock >= (transaction.beforeState.get(client) ?? 0)
    if (item.deleted) {
      if (isNew) continue
      all.push(run)
      if (!Y.isDeleted(transaction.deleteSet, item.id)) {
        addRun(gone, run)
        if (deleted.length + inserted.length === 0) goneBefore = [...gone]
      } else if (item.countable) {
        addRun(deleted, run)
        deletedWords += wordsOf(item)
      }
    } else if (!item.countable) continue
    else if (isNew) {
      addRun(inserted, run)
      insertedWords += wordsOf(item)
    } else {
      end({ client, clock })
      left = { client, clock: clock + item.length - 1 }
    }
  }
  end()
  return changes
}

/**
 * Whether something that a transaction inserted has deleted characters right after it. Yjs puts what is typed after all
 * deleted characters around it, but not past a change of format between them.
 */
export function isAmongGone(text: Y.Text, { beforeState, afterState }: Y.Transaction): boolean {
  const clients = text.doc?.store.clients as ReadonlyMap<number, readonly Item[]> | undefined
  for (const [client, end] of afterState) {
    const start = beforeState.get(client) ?? 0
    const structs = clients?.get(client) ?? []
    if (start === end) continue
    for (let at = lastUpTo(structs.length, end - 1, (index) => structs[index]?.id.clock ?? 0); at >= 0; at--) {
      const item = structs[at]
      if (item === undefined || item.id.clock + item.length <= start) break
      for (let next = item.left ?? null; next !== null && !isVisible(next); next = next.left) {
        if (next.deleted && next.countable) return true
      }
      for (let next = item.right ?? null; next !== null && !isVisible(next); next = next.right) {
        if (next.deleted && next.countable) return true
      }
    }
  }
  return false
}

/** The words of an item, one code unit a character, also where it holds something else. */
function wordsOf({ content, length }: Item): string {
  return typeof content.str === 'string' ? content.str : '\ufffc'.repeat(length)
}

/** Which deleted runs came back as which new ones when a transaction undid their deletion. */
export function redoneIn(
  text: Y.Text,
  transaction: Y.Transaction,
): readonly { readonly old: Run; readonly now: CharacterId }[] {
  const found: { old: Run; now: CharacterId }[] = []
  for (let item = firstItem(text); item !== null; item = item.right) {
    const { redone } = item
    if (!item.countable || redone === null) continue
    if (redone.clock < (transaction.beforeState.get(redone.client) ?? 0)) continue
    const old = { client: item.id.client, clock: item.id.clock, length: item.length }
    const last = found[found.length - 1]
    const joins =
      last !== undefined &&
      follows(last.old, old) &&
      last.now.client === redone.client &&
      last.now.clock + last.old.length === redone.clock
    if (joins) last.old = { ...last.old, length: last.old.length + old.length }
    else found.push({ old, now: redone })
  }
  return found
}

/** Whether `next` goes on where `run` ends. */
export function follows(run: Run, next: CharacterId): boolean {
  return run.client === next.client && run.clock + run.length === next.clock
}

function addRun(runs: Run[], run: Run): void {
  const last = runs[runs.length - 1]
  if (last !== undefined && follows(last, run)) runs[runs.length - 1] = { ...last, length: last.length + run.length }
  else runs.push(run)
}
