import { type PlacedRecord, type PlacedRecords, partsWithin, slicePieces, spread } from './placed-records.js'
import { holds, hullOf, outside, type Reach, type Reaches, withReach } from './reaches.js'
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
          else if (kind === 'retyped') typedOver.add(placed)
          else {
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
      if (done.has(placed) || !isTypedWithin(placed, reaches, places)) continue
      done.add(placed)
      const now = spread(placed.now)
      if (now !== undefined) open.push(now)
    }
    open.push(...typedBetween(reaches, places))
    if (open.length === 0) break
    follow()
  }
  const past = [...typedOver].flatMap((placed) => typedPast(placed, done.has(placed), reaches, places))
  return {
    reaches: reaches.flatMap((reach) => outside(past.reduce<Reaches>(withReach, []), reach)),
    moved: inOrder(moved),
    restored,
  }
}

const inOrder = (placed: ReadonlySet<PlacedRecord>): readonly PlacedRecord[] =>
  [...placed].sort(({ record: a }, { record: b }) => ((a.key ?? '') < (b.key ?? '') ? -1 : 1))

/** Whether words were typed over words of a span, and words of the span stood beside them then. */
function isTypedWithin({ record, old }: PlacedRecord, reaches: Reaches, places: TextPlaces): boolean {
  return (
    isWithinHull(old, reaches) &&
    [...(record.beside?.before ?? []), ...(record.beside?.after ?? [])].some((run) => isOneOf(run, reaches, places))
  )
}

function isWithinHull(old: PlacedRecord['old'], reaches: Reaches): boolean {
  const hull = hullOf(reaches)
  return old.every(({ order, length }) => hull.from <= order && order + length <= hull.to)
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

/**
 * What stands after the deleted first words of a span and is not the span's: what is typed goes after all deleted
 * characters around it. That is words typed over words on both sides of an end, and what was put right before these or
 * right before words that were typed over the first ones of the span.
 */
function typedPast(
  { record, old, now }: PlacedRecord,
  isWithin: boolean,
  reaches: Reaches,
  places: TextPlaces,
): Reaches {
  const [gone, typed] = [spread(old), spread(now)]
  if (gone === undefined || typed === undefined) return []
  const [before] = record.beside?.before ?? []
  if (isWithin ? isOneOf(before, reaches, places) : isWithinHull(old, reaches)) return []
  let past: Reaches = [typed]
  for (const { from, to, right } of [...places.insertedBetween(gone.to, typed.from)].reverse()) {
    if (isOneOf(right, past, places)) past = withReach(past, { from, to })
  }
  return isWithin ? past.flatMap((reach) => outside([typed], reach)) : past
}
