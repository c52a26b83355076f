import * as Y from 'yjs'

/**
 * The one file that touches the insides of Yjs. It relies on the item list of a type as it is in Yjs 13.6 (`_start`,
 * `right`, `id`, `length`, `deleted`, `countable`, `redone`); `test/text-walk.test.ts` compares it with Yjs's own, public way and
 * fails when that structure changes.
 */
interface Item {
  readonly id: { readonly client: number; readonly clock: number }
  readonly length: number
  readonly deleted: boolean
  readonly countable: boolean
  readonly right: Item | null
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

/**
 * Where each of these characters is, found in one walk of the text, in the order asked; `undefined` for one that this
 * copy of the text has not received. n characters and m items take O(m + n log n), where Yjs's own way takes O(n · m).
 */
export function characterPlaces(text: Y.Text, ids: readonly CharacterId[]): readonly (CharacterPlace | undefined)[] {
  const places: (CharacterPlace | undefined)[] = new Array(ids.length)
  const byClient = new Map<number, { clock: number; asked: number }[]>()
  ids.forEach(({ client, clock }, asked) => {
    const wanted = byClient.get(client)
    if (wanted === undefined) byClient.set(client, [{ clock, asked }])
    else wanted.push({ clock, asked })
  })
  for (const wanted of byClient.values()) wanted.sort((a, b) => a.clock - b.clock)
  let offset = 0
  let order = 0
  for (let item = firstItem(text); item !== null; item = item.right) {
    const visible = !item.deleted && item.countable
    const wanted = byClient.get(item.id.client)
    if (wanted !== undefined) {
      const end = item.id.clock + item.length
      for (let at = firstFrom(wanted, item.id.clock); ; at++) {
        const want = wanted[at]
        if (want === undefined || want.clock >= end) break
        const within = want.clock - item.id.clock
        places[want.asked] = { offset: visible ? offset + within : offset, deleted: !visible, order: order + within }
      }
    }
    if (visible) offset += item.length
    order += item.length
  }
  return places
}

function firstFrom(wanted: readonly { readonly clock: number }[], clock: number): number {
  let low = 0
  let high = wanted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((wanted[middle]?.clock ?? Number.POSITIVE_INFINITY) < clock) low = middle + 1
    else high = middle
  }
  return low
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
  readonly inserted: readonly Run[]
  /** Characters that were deleted before, beside what was inserted. */
  readonly before: readonly Run[]
}

/**
 * What a transaction that is ending (`afterTransaction`) did to the text, place by place. Only places with an insertion or
 * a deletion are told.
 */
export function changesOf(text: Y.Text, transaction: Y.Transaction): readonly PlacedChange[] {
  const changes: PlacedChange[] = []
  let deleted: Run[] = []
  let inserted: Run[] = []
  let before: Run[] = []
  const end = () => {
    if (deleted.length + inserted.length > 0) changes.push({ deleted, inserted, before })
    deleted = []
    inserted = []
    before = []
  }
  for (let item = firstItem(text); item !== null; item = item.right) {
    if (!item.countable) continue
    const { client, clock } = item.id
    const run = { client, clock, length: item.length }
    const isNew = clock >= (transaction.beforeState.get(client) ?? 0)
    if (isNew && !item.deleted) addRun(inserted, run)
    else if (isNew) continue
    else if (!item.deleted) end()
    else addRun(Y.isDeleted(transaction.deleteSet, item.id) ? deleted : before, run)
  }
  end()
  return changes
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
