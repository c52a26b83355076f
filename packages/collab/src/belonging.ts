import { type PlacedRecord, type PlacedRecords, partsWithin, reachOf, slicePieces, spread } from './placed-records.js'
import { holds, outside, type Reach, type Reaches, withReach } from './reaches.js'
import { characterIn, lastOf } from './returned-words.js'
import type { CharacterId, TextPlaces } from './text-walk.js'

/** Which characters of a text belong to a span at one place. */
export interface Belonging {
  readonly reaches: Reaches
  /** The moves of characters that belong. */
  readonly moved: readonly PlacedRecord[]
  /** Characters that belong and, from place `now` on, what they came back as in their place. */
  readonly restored: readonly { readonly old: Reach; readonly now: number }[]
}

/** How many rounds of words typed over words typed over words are followed; more are no editor's. */
const mostRounds = 100

/**
 * The characters that belong to a span which went over `home` when it was made:
 * those within; what they were restored as; what was typed over some of them, unless that reached past an end or took
 * all of the span's words; and what was typed between two that belong.
 */
export function belongingOf(
  home: Reach,
  places: TextPlaces,
  records: PlacedRecords,
  known: ReadonlySet<string> | undefined,
): Belonging {
  const restored: { old: Reach; now: number }[] = []
  const moved = new Set<PlacedRecord>()
  const typedOver = new Set<PlacedRecord>()
  const done = new Set<PlacedRecord>()
  let reaches: Reaches = []
  const open: Reach[] = [home]

  const follow = () => {
    for (let reach = open.pop(); reach !== undefined; reach = open.pop()) {
      const added = outside(reaches, reach)
      reaches = withReach(reaches, reach)
      for (const part of added) {
        for (const placed of records.touching(part)) {
          const { kind, key } = placed.record
          if (key !== undefined && known?.has(key) === true) continue
          if (kind === 'moved') moved.add(placed)
          else if (kind === 'retyped') {
            // What a span was put on was typed before: it has no other place than where it is.
            if (!isMadeOn(home, placed)) typedOver.add(placed)
          } else {
            for (const { order, length, at } of partsWithin(placed.old, [part])) {
              for (const piece of slicePieces(placed.now, at, at + length)) {
                const from = order + piece.at - at
                restored.push({ old: { from, to: from + piece.length }, now: piece.order })
                open.push({ from: piece.order, to: piece.order + piece.length })
              }
            }
          }
        }
      }
    }
  }
  follow()
  for (let round = 0; round < mostRounds; round++) {
    for (const placed of typedOver) {
      if (done.has(placed) || !typedOverOf(placed, (id) => isOneOf(id, reaches, places)).isIn) continue
      done.add(placed)
      const now = spread(placed.now)
      if (now !== undefined) open.push(now)
    }
    open.push(...typedBetween(reaches, places))
    if (open.length === 0) break
    follow()
  }
  const typed = typedAround(typedOver, reaches, places)
  return { reaches: trimmed(reaches, places, typed), moved: inOrder(moved), restored }
}

/** How often it is asked anew what was typed over what was typed over words. */
const mostAnswers = 8

function typedAround(records: ReadonlySet<PlacedRecord>, reaches: Reaches, places: TextPlaces): Typed {
  let typed: Typed = { within: [], first: [], past: [] }
  for (let round = 0; round < mostAnswers; round++) {
    const next = { within: [] as Reach[], first: [] as Reach[], past: [] as Reach[] }
    for (const placed of records) {
      const belongs = (id: CharacterId | undefined) => isOneOf(id, reaches, places) && !isPut(id, places, typed)
      const { before, isIn } = typedOverOf(placed, belongs)
      const now = placed.now.map(reachOf)
      if (!isIn) next.past.push(...now)
      else {
        next.within.push(...now)
        if (!before) next.first.push(...now)
      }
    }
    const joined = { within: all(next.within), first: all(next.first), past: all(next.past) }
    if (JSON.stringify(joined) === JSON.stringify(typed)) break
    typed = joined
  }
  return typed
}

const all = (reaches: Reaches): Reaches => reaches.reduce<Reaches>(withReach, [])

function isMadeOn({ from, to }: Reach, { now }: PlacedRecord): boolean {
  const typed = spread(now)
  return typed !== undefined && [from, to - 1].some((end) => typed.from <= end && end < typed.to)
}

const inOrder = (placed: ReadonlySet<PlacedRecord>): readonly PlacedRecord[] =>
  [...placed].sort(({ record: a }, { record: b }) => ((a.key ?? '') < (b.key ?? '') ? -1 : 1))

/** How words that others were typed over lay to a span. */
interface TypedOver {
  /** Something of the span stood on that side of the words, or was the outermost of them. */
  readonly before: boolean
  readonly isIn: boolean
}

/**
 * Words are typed within a span when they are typed over such that the span reached to both ends of them and past one.
 */
function typedOverOf({ record }: PlacedRecord, isOne: (id: CharacterId | undefined) => boolean): TypedOver {
  const before = isOne(record.beside?.before[0])
  const after = isOne(record.beside?.after[0])
  const [first, last] = [isOne(characterIn(record.old, 0)), isOne(lastOf(record.old))]
  const reachesBoth = (before || first) && (after || last)
  return { before, isIn: reachesBoth && (before || after) }
}

function isOneOf(id: CharacterId | undefined, reaches: Reaches, places: TextPlaces): boolean {
  const place = id && places.place(id)
  return place !== undefined && holds(reaches, place.order)
}

/** What stands between characters that belong, past others, and was put between two that belong. */
function typedBetween(reaches: Reaches, places: TextPlaces): readonly Reach[] {
  return reaches.slice(1).flatMap(({ from: to }, at) =>
    places
      .insertedBetween(reaches[at]?.to ?? to, to)
      .filter(({ left, right }) => isOneOf(left, reaches, places) && isOneOf(right, reaches, places))
      .map(({ from, to: end }) => ({ from, to: end })),
  )
}

/** What was typed over words of a span: within it, in the place of its first words, over words on both sides of an end. */
interface Typed {
  readonly within: Reaches
  readonly first: Reaches
  readonly past: Reaches
}

/**
 * Without what stands between the ends of a span and is not the span's: what is typed goes after all deleted characters
 * around it, so it can stand after the deleted first words of the span or before its deleted last ones. That is words typed
 * over words on both sides of an end, and what was put right before these or right before the span's new first words.
 */
function trimmed(reaches: Reaches, places: TextPlaces, typed: Typed): Reaches {
  if (typed.first.length + typed.past.length === 0) return reaches
  let left = reaches
  for (const end of ['first', 'last'] as const) {
    for (let id = visibleAt(left, places, end); id !== undefined; id = visibleAt(left, places, end)) {
      const order = places.place(id)?.order
      if (order === undefined || !isPut(id, places, typed)) break
      left = left.flatMap((reach) => outside([{ from: order, to: order + 1 }], reach))
    }
  }
  return left
}

/** Whether a character was typed past an end of a span, or put right before what was, or right before its new first words. */
function isPut(id: CharacterId | undefined, places: TextPlaces, { within, first, past }: Typed): boolean {
  if (first.length + past.length === 0) return false
  if (isOneOf(id, past, places)) return true
  if (isOneOf(id, within, places)) return false
  let here = id && places.beside(id).right
  for (let step = 0; here !== undefined && step < longestChain; step++) {
    if (isOneOf(here, past, places) || isOneOf(here, first, places)) return true
    if (isOneOf(here, within, places)) return false
    here = places.beside(here).right
  }
  return false
}

/** How many characters, each put right before the next, are followed; more are no editor's. */
const longestChain = 1000

/** The first or the last visible character of these. */
function visibleAt(reaches: Reaches, places: TextPlaces, end: 'first' | 'last'): CharacterId | undefined {
  for (const { from, to } of end === 'first' ? reaches : [...reaches].reverse()) {
    const [start, stop] = [places.visibleBefore(from), places.visibleBefore(to)]
    if (start < stop) return places.idAt(end === 'first' ? start : stop - 1)
  }
  return undefined
}
