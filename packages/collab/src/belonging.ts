import {
  type PlacedRecord,
  type PlacedRecords,
  partsWithin,
  piecesOf,
  reachOf,
  slicePieces,
  spread,
} from './placed-records.js'
import { holds, outside, type Reach, type Reaches, within, withReach } from './reaches.js'
import { characterIn, lastOf } from './returned-words.js'
import type { CharacterId, Piece, Run, TextPlaces } from './text-walk.js'

/** Which characters of a text belong to a span at one place. */
export interface Belonging {
  readonly reaches: Reaches
  /** Those of these characters that belong. */
  partsOf(pieces: readonly Piece[]): readonly Piece[]
  /** Those between its ends that were gone when the span was made. */
  readonly wereGone: Reaches
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
  { known, gone = [] }: { readonly known?: ReadonlySet<string>; readonly gone?: readonly Run[] },
): Belonging {
  const restored: { old: Reach; now: number }[] = []
  const moved = new Set<PlacedRecord>()
  const typedOver = new Set<PlacedRecord>()
  const cameBack = new Set<PlacedRecord>()
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
          // What a span was put on was there before: it has no other place than where it is.
          else if (isMadeOn(home, placed)) continue
          else if (kind === 'retyped') typedOver.add(placed)
          else {
            cameBack.add(placed)
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
  let between: Reaches = []
  for (let round = 0; round < mostRounds; round++) {
    for (const placed of typedOver) {
      if (done.has(placed) || !typedOverOf(placed, (id) => isOneOf(id, reaches, places)).isIn) continue
      done.add(placed)
      const now = spread(placed.now)
      if (now !== undefined) open.push(now)
    }
    const typed = joined([...[...done].flatMap(({ now }) => now.map(reachOf)), ...between])
    const found = typedBetween(reaches, typed, places)
    between = [...between, ...found]
    open.push(...found)
    if (open.length === 0) break
    follow()
  }
  const around = new Around(places, records, reaches, othersAmong([...cameBack], reaches))
  around.place(typedOver)
  const wereGone = joined(piecesOf(places, gone).map(reachOf))
  return {
    reaches: around.trimmed(),
    moved: inOrder(moved),
    restored,
    wereGone,
    partsOf: (pieces) => partsOutside(around.partsOf(pieces), wereGone),
  }
}

const partsOutside = (pieces: readonly Piece[], reaches: Reaches): readonly Piece[] =>
  reaches.length === 0
    ? pieces
    : pieces.flatMap((piece) =>
        outside(reaches, reachOf(piece)).map(({ from, to }) => ({
          order: from,
          length: to - from,
          at: piece.at + from - piece.order,
        })),
      )

/**
 * What came back of words that do not belong: it stands right before these, and so can stand within a span. What came back of
 * that once more, by a redo and an undo, does not belong either.
 */
function othersAmong(cameBack: readonly PlacedRecord[], reaches: Reaches): Reaches {
  let others: Reaches = []
  for (let round = 0; round < mostRounds; round++) {
    const own = reaches.flatMap((reach) => outside(others, reach))
    const found = joined(cameBack.flatMap((placed) => othersIn(placed, own)))
    if (JSON.stringify(found) === JSON.stringify(others)) break
    others = found
  }
  return others
}

function othersIn({ old, now }: PlacedRecord, reaches: Reaches): Reaches {
  return old.flatMap((piece) =>
    outside(reaches, reachOf(piece)).flatMap(({ from, to }) => {
      const at = piece.at + from - piece.order
      return slicePieces(now, at, at + to - from).map(reachOf)
    }),
  )
}

const joined = (reaches: Reaches): Reaches => reaches.reduce<Reaches>(withReach, [])

function isMadeOn({ from, to }: Reach, { now }: PlacedRecord): boolean {
  return [from, to - 1].some((end) => now.some(({ order, length }) => order <= end && end < order + length))
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
function typedOverOf(
  { record }: PlacedRecord,
  isOne: (id: CharacterId | undefined) => boolean,
  goesOn: (id: CharacterId | undefined, side: 'before' | 'after') => boolean = () => false,
): TypedOver {
  const [left, right] = [record.beside?.before[0], record.beside?.after[0]]
  const before = isOne(left) || goesOn(left, 'before')
  const after = isOne(right) || goesOn(right, 'after')
  const [first, last] = [isOne(characterIn(record.old, 0)), isOne(lastOf(record.old))]
  const reachesBoth = (before || first) && (after || last)
  return { before, isIn: reachesBoth && (before || after) }
}

function isOneOf(id: CharacterId | undefined, reaches: Reaches, places: TextPlaces): boolean {
  const place = id && places.place(id)
  return place !== undefined && holds(reaches, place.order)
}

/**
 * What stands between characters that belong, past others, and was put between two that belong, or right before what was
 * typed over words of the span: on its other side there may have been characters of others that were gone.
 */
function typedBetween(reaches: Reaches, typed: Reaches, places: TextPlaces): readonly Reach[] {
  return reaches.slice(1).flatMap(({ from: to }, at) =>
    places
      .insertedBetween(reaches[at]?.to ?? to, to)
      .filter(
        ({ left, right }) =>
          isOneOf(right, typed, places) || (isOneOf(left, reaches, places) && isOneOf(right, reaches, places)),
      )
      .map(({ from, to: end }) => ({ from, to: end })),
  )
}

/** How often it is asked anew what was typed over what was typed over words. */
const mostAnswers = 8
/** How many characters, each put right before the next, are followed; more are no editor's. */
const longestChain = 1000

/**
 * What stands between the ends of a span and is not the span's: what is typed goes after all deleted characters around it,
 * so it can stand after the deleted first words of the span or before its deleted last ones. That is words typed over words
 * on both sides of an end, and what was put right before these or right before the span's new first words.
 */
class Around {
  private within: Reaches = []
  /** The first characters of what was typed in the place of the span's first ones. */
  private first: Reaches = []
  private past: Reaches

  constructor(
    private readonly places: TextPlaces,
    private readonly records: PlacedRecords,
    private readonly reaches: Reaches,
    private readonly others: Reaches,
  ) {
    this.past = joined(others)
  }

  /** Tell of each of these whether it was typed within or past an end; what one is can hang on what others are. */
  place(typedOver: ReadonlySet<PlacedRecord>): void {
    for (let round = 0; round < mostAnswers; round++) {
      const before = JSON.stringify([this.within, this.first, this.past])
      const [within, first, past]: Reach[][] = [[], [], [...this.others]]
      for (const placed of typedOver) {
        const { before: hasBefore, isIn } = typedOverOf(
          placed,
          (id) => this.belongs(id),
          (id, side) => this.goesOn(id, side),
        )
        const now = placed.now.map(reachOf)
        const [start] = now
        if (isIn) within?.push(...now)
        else past?.push(...now)
        if (isIn && !hasBefore && start !== undefined) first?.push({ from: start.from, to: start.from + 1 })
      }
      this.within = joined(within ?? [])
      this.first = joined(first ?? [])
      this.past = joined(past ?? [])
      if (JSON.stringify([this.within, this.first, this.past]) === before) return
    }
  }

  /** What belongs, from its first to its last visible character that does. */
  trimmed(): Reaches {
    if (this.first.length + this.past.length === 0) return this.reaches
    let left = this.reaches
    for (const end of ['first', 'last'] as const) {
      for (let id = visibleAt(left, this.places, end); id !== undefined; id = visibleAt(left, this.places, end)) {
        const order = this.places.place(id)?.order
        if (order === undefined || !this.isPut(id)) break
        left = left.flatMap((reach) => outside([{ from: order, to: order + 1 }], reach))
      }
    }
    return left
  }

  partsOf(pieces: readonly Piece[]): readonly Piece[] {
    const parts = partsWithin(pieces, this.reaches)
    if (this.first.length + this.past.length === 0) return parts
    return parts.flatMap((part) =>
      this.places
        .insertedBetween(part.order, part.order + part.length)
        .flatMap(({ from, to }) => outside(this.past, { from, to }))
        .filter(({ from }) => !this.isPut(this.places.characterAt(from)))
        .map(({ from, to }) => ({ order: from, length: to - from, at: part.at + from - part.order })),
    )
  }

  private belongs(id: CharacterId | undefined): boolean {
    return id !== undefined && this.isIn(id, this.reaches) && !this.isPut(id)
  }

  /** Whether a character was typed past an end and yet stands among those of the span: some of these are there past it. */
  private goesOn(id: CharacterId | undefined, side: 'before' | 'after'): boolean {
    const order = id && this.places.place(id)?.order
    if (order === undefined || !holds(this.past, order)) return false
    const beyond = side === 'before' ? { from: 0, to: order } : { from: order + 1, to: Number.POSITIVE_INFINITY }
    return within(this.reaches, beyond)
      .flatMap((reach) => outside(this.past, reach))
      .some(({ from, to }) => this.places.visibleBefore(from) < this.places.visibleBefore(to))
  }

  /** Whether a character was typed past an end of the span, or put right before what was or before its new first words. */
  private isPut(id: CharacterId | undefined): boolean {
    if (id === undefined) return false
    if (this.first.length + this.past.length === 0) return false
    if (this.isIn(id, this.past)) return true
    let here: CharacterId | undefined = this.records.rootOf(id)
    for (let step = 0; here !== undefined && step < longestChain; step++) {
      if (this.isIn(here, this.past) || (step > 0 && this.isIn(here, this.first))) return true
      if (this.isIn(here, this.within)) return false
      const right: CharacterId | undefined = this.places.beside(here).right
      if (right !== undefined && this.isIn(right, this.past)) return true
      here = right && this.records.rootOf(right)
    }
    return false
  }

  private isIn(id: CharacterId, reaches: Reaches): boolean {
    return isOneOf(id, reaches, this.places)
  }
}

/** The first or the last visible character of these. */
function visibleAt(reaches: Reaches, places: TextPlaces, end: 'first' | 'last'): CharacterId | undefined {
  for (const { from, to } of end === 'first' ? reaches : [...reaches].reverse()) {
    const [start, stop] = [places.visibleBefore(from), places.visibleBefore(to)]
    if (start < stop) return places.idAt(end === 'first' ? start : stop - 1)
  }
  return undefined
}
