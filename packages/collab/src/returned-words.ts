import type * as Y from 'yjs'
import { type CharacterId, lastUpTo, type Run } from './text-walk.js'

/**
 * How words came back under new identities: `restored` in their place by an undo or redo, `moved` elsewhere by a cut and a
 * paste, `retyped` when other words were typed over them.
 */
export type ReturnKind = 'restored' | 'moved' | 'retyped'

/**
 * Characters that stood on either side of words when these were taken out: of words that were moved as many as could decide
 * whether a span goes along, of words that others were typed over one.
 */
export interface Beside {
  readonly before: readonly Run[]
  readonly after: readonly Run[]
}

/**
 * Which old characters came back as which new ones. Both are in the order of the text as it was. Of `restored` and `moved`
 * words each old character is one new one, in order; `retyped` ones may be more or fewer, or none, when what was typed
 * stands among words that were gone before.
 */
export interface ReturnRecord {
  readonly kind: ReturnKind
  /** Its name among the records of a text, once it is stored. */
  readonly key?: string
  readonly old: readonly Run[]
  readonly now: readonly Run[]
  /** Of `moved` and `retyped` words. */
  readonly beside?: Beside
}

const letters: Readonly<Record<ReturnKind, string>> = { restored: 'r', moved: 'm', retyped: 't' }

/** The key and the value of a record as they are stored: the new characters are nobody else's, so keys are not either. */
export function storeReturn({ kind, old, now, beside }: ReturnRecord): readonly [key: string, value: unknown] {
  const value = [numbersOf(now).slice(2), numbersOf(old)]
  if (beside !== undefined) value.push(numbersOf(beside.before), numbersOf(beside.after))
  return [keyOf(kind, now[0]), value]
}

/**
 * The key and the value under which `returns` of a shared text says that characters which were taken away came back in
 * their place, as others: for whoever brings them back otherwise than by an undo.
 */
export function restoredWords(old: Run, now: CharacterId): readonly [key: string, value: unknown] {
  return storeReturn({ kind: 'restored', old: [old], now: [{ ...now, length: old.length }] })
}

/** As {@link storeReturn}, for characters of `now` that were typed on after a record's own: `first` is the first of those. */
export function storeTypedOn(now: Run, first: CharacterId): readonly [key: string, value: unknown] {
  return [keyOf('retyped', now), [first.clock, now.length]]
}

const keyOf = (kind: ReturnKind, id: CharacterId | undefined) => `${letters[kind]}${id?.client}:${id?.clock}`
const numbersOf = (runs: readonly Run[]) => runs.flatMap(({ client, clock, length }) => [client, clock, length])

/** What is stored under one key. Anybody may have written it: `undefined` for what nobody here writes. */
function loadReturn(
  key: string,
  value: unknown,
): ReturnRecord | { readonly on: Run; readonly first: string } | undefined {
  const [, letter, ...id] = /^([rmt])(\d{1,10}):(\d{1,15})$/.exec(key) ?? []
  const [client, clock] = id.map(Number)
  const kind = (['restored', 'moved', 'retyped'] as const).find((one) => letters[one] === letter)
  if (kind === undefined || client === undefined || clock === undefined || !Array.isArray(value)) return undefined
  const [newOnes, oldOnes, ...sides] = value
  if (kind === 'retyped' && isCount(newOnes) && isCount(oldOnes) && oldOnes > 0) {
    return { on: { client, clock, length: oldOnes }, first: keyOf(kind, { client, clock: newOnes }) }
  }
  const now = Array.isArray(newOnes) ? runsOf([client, clock, ...newOnes]) : undefined
  const old = runsOf(oldOnes)
  if (now === undefined || old === undefined || now.length === 0) return undefined
  if (old.length === 0 && kind !== 'retyped') return undefined
  if (kind === 'restored') return { kind, old, now }
  const [before, after] = sides.map(runsOf)
  return before === undefined || after === undefined ? undefined : { kind, old, now, beside: { before, after } }
}

export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

/** Runs stored as client, count and length of each; `undefined` for what nobody here writes. */
export function runsOf(numbers: unknown): readonly Run[] | undefined {
  if (!Array.isArray(numbers) || numbers.length % 3 !== 0 || !numbers.every(isCount)) return undefined
  const runs = Array.from({ length: numbers.length / 3 }, (_, at) => ({
    client: numbers[3 * at] as number,
    clock: numbers[3 * at + 1] as number,
    length: numbers[3 * at + 2] as number,
  }))
  return runs.every(({ clock, length }) => length > 0 && Number.isSafeInteger(clock + length)) ? runs : undefined
}

/** The character `at` characters into these runs. */
export function characterIn(runs: readonly Run[], at: number): CharacterId | undefined {
  let left = at
  for (const { client, clock, length } of runs) {
    if (left < length) return { client, clock: clock + left }
    left -= length
  }
  return undefined
}

/** The characters of these runs from index `from` to before `to`. */
export function sliceRuns(runs: readonly Run[], from: number, to: number): readonly Run[] {
  let at = 0
  return runs.flatMap(({ client, clock, length }) => {
    const first = Math.max(from - at, 0)
    const last = Math.min(to - at, length)
    at += length
    return first < last ? [{ client, clock: clock + first, length: last - first }] : []
  })
}

export function lastOf(runs: readonly Run[]): CharacterId | undefined {
  return characterIn(runs, lengthOf(runs) - 1)
}

export const lengthOf = (runs: readonly Run[]): number => runs.reduce((sum, { length }) => sum + length, 0)

/** A record that tells of a character, and how far into its words the character is. */
export interface Told {
  readonly record: ReturnRecord
  readonly at: number
}

/** What the records of a text say. Everybody who has the same records reads the same, in the same order. */
export interface ReturnedWords {
  readonly isEmpty: boolean
  /** In the order of their keys. */
  readonly all: readonly ReturnRecord[]
  /** The records by which a character came back, as an old one. */
  from(kind: ReturnKind, id: CharacterId): readonly Told[]
  /** The record by which a character is a new one. */
  into(kind: ReturnKind, id: CharacterId): Told | undefined
}

const known = new WeakMap<Y.Map<unknown>, ReturnedWords>()
const none: ReturnedWords = { isEmpty: true, all: [], from: () => [], into: () => undefined }

/** Read the records of a text. Kept until they change, so that many resolutions read them once. */
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
  const records = new Map<string, { readonly kind: ReturnKind; readonly record: ReturnRecord; readonly now: Run[] }>()
  const typedOn: { readonly on: Run; readonly first: string }[] = []
  for (const key of [...map.keys()].sort()) {
    const loaded = loadReturn(key, map.get(key))
    if (loaded === undefined) continue
    if ('on' in loaded) typedOn.push(loaded)
    else {
      const now = [...loaded.now]
      records.set(key, { kind: loaded.kind, record: { ...loaded, key, now }, now })
    }
  }
  for (const { on, first } of typedOn.sort((a, b) => a.on.clock - b.on.clock)) records.get(first)?.now.push(on)
  const all = [...records.values()].map(({ record }) => record)
  if (all.length === 0) return none
  const olds = tables(all, ({ old }) => old)
  const news = tables(all, ({ now }) => now)
  return {
    isEmpty: false,
    all,
    from: (kind, id) => olds[kind].at(id),
    into: (kind, id) => news[kind].at(id)[0],
  }
}

const tables = (records: readonly ReturnRecord[], runsOf: (record: ReturnRecord) => readonly Run[]) => {
  const table = (kind: ReturnKind) =>
    new RunTable(
      records.filter((record) => record.kind === kind),
      runsOf,
    )
  return { restored: table('restored'), moved: table('moved'), retyped: table('retyped') }
}

interface Piece {
  readonly run: Run
  readonly record: ReturnRecord
  readonly before: number
}

/** How many records of a kind may tell of one character before the rest is not heard; more come from no editor. */
const mostTold = 32

/** Records by the characters of one side of them. */
class RunTable {
  private readonly byClient = new Map<number, { readonly pieces: Piece[]; readonly ends: number[] }>()

  constructor(records: readonly ReturnRecord[], runsOf: (record: ReturnRecord) => readonly Run[]) {
    for (const record of records) {
      let before = 0
      for (const run of runsOf(record)) {
        const of = this.byClient.get(run.client) ?? { pieces: [], ends: [] }
        this.byClient.set(run.client, of)
        of.pieces.push({ run, record, before })
        before += run.length
      }
    }
    for (const { pieces, ends } of this.byClient.values()) {
      pieces.sort((a, b) => a.run.clock - b.run.clock)
      let end = 0
      for (const { run } of pieces) {
        end = Math.max(end, run.clock + run.length)
        ends.push(end)
      }
    }
  }

  at({ client, clock }: CharacterId): readonly Told[] {
    const of = this.byClient.get(client)
    if (of === undefined) return []
    const { pieces, ends } = of
    const found: Told[] = []
    for (let at = lastUpTo(pieces.length, clock, (index) => pieces[index]?.run.clock ?? 0); at >= 0; at--) {
      const piece = pieces[at]
      if (piece === undefined || (ends[at] ?? 0) <= clock || found.length === mostTold) break
      const within = clock - piece.run.clock
      if (within < piece.run.length) found.push({ record: piece.record, at: piece.before + within })
    }
    return found
  }
}
