import type * as Y from 'yjs'

/**
 * The one file that touches the insides of Yjs. It relies on the item list of a type as it is in Yjs 13.6 (`_start`,
 * `right`, `id`, `length`, `deleted`, `countable`); `test/text-walk.test.ts` compares it with Yjs's own, public way and
 * fails when that structure changes.
 */
interface Item {
  readonly id: { readonly client: number; readonly clock: number }
  readonly length: number
  readonly deleted: boolean
  readonly countable: boolean
  readonly right: Item | null
}

/** The identity of one character of a shared text, for good: the client that typed it and its count. */
export interface CharacterId {
  readonly client: number
  readonly clock: number
}

/** Where a character is: its offset in UTF-16 code units, or, when it is deleted, where it would stand. */
export interface CharacterPlace {
  readonly offset: number
  readonly deleted: boolean
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
  for (let item = firstItem(text); item !== null; item = item.right) {
    const visible = !item.deleted && item.countable
    const wanted = byClient.get(item.id.client)
    if (wanted !== undefined) {
      const end = item.id.clock + item.length
      for (let at = firstFrom(wanted, item.id.clock); ; at++) {
        const want = wanted[at]
        if (want === undefined || want.clock >= end) break
        places[want.asked] = { offset: visible ? offset + want.clock - item.id.clock : offset, deleted: !visible }
      }
    }
    if (visible) offset += item.length
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
