import type * as Y from 'yjs'
import { isRecord } from './stored-claim.js'
import type { CharacterId, Run } from './text-walk.js'

/**
 * How words came back under new identities: `restored` in their place by an undo or redo, `moved` elsewhere by a cut and a
 * paste, `retyped` when other words were typed over them.
 */
export type ReturnKind = 'restored' | 'moved' | 'retyped'

/**
 * Which old characters came back as which new ones. `old` is in the order of the text as it was. Of `restored` and `moved`
 * words each old character is one new one, in order; `retyped` ones may be more or fewer.
 */
export interface ReturnRecord {
  readonly kind: ReturnKind
  readonly old: readonly Run[]
  readonly now: Run
}

/** The key of a record: the first new character, which is nobody else's. */
export const returnKey = ({ client, clock }: CharacterId): string => `${client}:${clock}`

/** A record as it is stored: a tuple, for there may be many. */
export function storeReturn({ kind, old, now }: ReturnRecord): readonly unknown[] {
  return [kind, now.length, ...old.flatMap(({ client, clock, length }) => [client, clock, length])]
}

function loadReturn(key: string, value: unknown): ReturnRecord | undefined {
  if (!Array.isArray(value)) return undefined
  const [kind, length, ...numbers] = value
  const [client, clock] = key.split(':').map(Number)
  if (kind !== 'restored' && kind !== 'moved' && kind !== 'retyped') return undefined
  if (![length, client, clock, ...numbers].every((one) => Number.isSafeInteger(one) && one >= 0)) return undefined
  if (numbers.length === 0 || numbers.length % 3 !== 0 || client === undefined || clock === undefined) return undefined
  const old = Array.from({ length: numbers.length / 3 }, (_, at) => ({
    client: numbers[3 * at],
    clock: numbers[3 * at + 1],
    length: numbers[3 * at + 2],
  }))
  return { kind, old, now: { client, clock, length } }
}

/** A character that an old one came back as, and the record that says so. */
export interface Returned {
  readonly now: CharacterId
  readonly record: ReturnRecord
  /** How far into the old words the character is, and how many they are. */
  readonly at: number
  readonly of: number
}

/** What the records say of a character. Everybody who has the same records reads the same, in the same order. */
export interface ReturnedWords {
  readonly moved: readonly ReturnRecord[]
  of(kind: ReturnKind, id: CharacterId): readonly Returned[]
}

interface Piece {
  readonly clock: number
  readonly length: number
  readonly record: ReturnRecord
  readonly before: number
  readonly total: number
}

const known = new WeakMap<Y.Map<unknown>, ReturnedWords>()
const none: ReturnedWords = { moved: [], of: () => [] }

/** Read the records of a text. Kept until `forget`, so that many resolutions read them once. */
export function returnedWords(map: Y.Map<unknown> | undefined): ReturnedWords {
  if (map === undefined || map.size === 0) return none
  const before = known.get(map)
  if (before !== undefined) return before
  const words = index(map)
  known.set(map, words)
  const forget = () => {
    known.delete(map)
    map.unobserve(forget)
  }
  map.observe(forget)
  return words
}

function index(map: Y.Map<unknown>): ReturnedWords {
  const pieces: Record<ReturnKind, Map<number, Piece[]>> = { restored: new Map(), moved: new Map(), retyped: new Map() }
  const moved: ReturnRecord[] = []
  for (const key of [...map.keys()].sort()) {
    const record = isRecord(map.get(key)) ? undefined : loadReturn(key, map.get(key))
    if (record === undefined) continue
    if (record.kind === 'moved') moved.push(record)
    const total = record.old.reduce((sum, { length }) => sum + length, 0)
    let before = 0
    for (const { client, clock, length } of record.old) {
      const of = pieces[record.kind]
      const list = of.get(client) ?? []
      of.set(client, list)
      list.push({ clock, length, record, before, total })
      before += length
    }
  }
  const longest = new Map<readonly Piece[], number>()
  for (const kind of Object.values(pieces)) {
    for (const list of kind.values()) {
      list.sort((a, b) => a.clock - b.clock)
      longest.set(list, Math.max(...list.map(({ length }) => length)))
    }
  }
  return {
    moved,
    of(kind, id) {
      const list = pieces[kind].get(id.client)
      if (list === undefined) return []
      const found: Returned[] = []
      const reach = longest.get(list) ?? 0
      for (let at = lastFrom(list, id.clock); at >= 0; at--) {
        const piece = list[at]
        if (piece === undefined || piece.clock + reach <= id.clock) break
        if (piece.clock + piece.length <= id.clock) continue
        const { record, total } = piece
        const within = piece.before + id.clock - piece.clock
        found.push({
          now: { client: record.now.client, clock: record.now.clock + within },
          record,
          at: within,
          of: total,
        })
      }
      return found
    },
  }
}

/** The last piece that begins at or before this clock; -1 when there is none. */
function lastFrom(list: readonly Piece[], clock: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle]?.clock ?? 0) <= clock) low = middle + 1
    else high = middle
  }
  return low - 1
}
