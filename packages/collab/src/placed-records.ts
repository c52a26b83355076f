import { type Reach, type Reaches, within } from './reaches.js'
import { characterIn, type ReturnedWords, type ReturnRecord } from './returned-words.js'
import { type CharacterId, lastUpTo, type Piece, type Run, type TextPlaces } from './text-walk.js'

/** A record of words that came back, with the places of both among all characters of one copy of the text. */
export interface PlacedRecord {
  readonly record: ReturnRecord
  /** The old characters, as far as they have arrived; `at` counts through all runs of the record. */
  readonly old: readonly Piece[]
  readonly now: readonly Piece[]
}

/** Records by where their words are: moves by the old ones only, the others by both. */
export interface PlacedRecords {
  readonly isEmpty: boolean
  /** The records with such a character within a reach, each once, in the order of their keys. */
  touching(reach: Reach): readonly PlacedRecord[]
  /** What a character was before it was restored, once or more often; itself when it was not. */
  rootOf(id: CharacterId): CharacterId
}

/** How often a character may have been restored; more is no editor's. */
const longestChain = 1000

/** Where the runs are; pieces in the order of the runs. */
export function piecesOf(places: TextPlaces, runs: readonly Run[]): readonly Piece[] {
  let before = 0
  return runs.flatMap((run) => {
    const start = before
    before += run.length
    return places.pieces(run).map(({ order, length, at }) => ({ order, length, at: start + at }))
  })
}

export const reachOf = ({ order, length }: Piece): Reach => ({ from: order, to: order + length })

/** The parts of these characters that are within some reaches. */
export function partsWithin(pieces: readonly Piece[], reaches: Reaches): readonly Piece[] {
  return pieces.flatMap((piece) =>
    within(reaches, reachOf(piece)).map(({ from, to }) => ({
      order: from,
      length: to - from,
      at: piece.at + from - piece.order,
    })),
  )
}

/** Of these characters, those from `from` to before `to`, counted through all of them. */
export function slicePieces(pieces: readonly Piece[], from: number, to: number): readonly Piece[] {
  return pieces.flatMap(({ order, length, at }) => {
    const first = Math.max(from, at)
    const end = Math.min(to, at + length)
    return first < end ? [{ order: order + first - at, length: end - first, at: first }] : []
  })
}

/** From the first of these characters to the last in the text; `undefined` when there is none. */
export function spread(pieces: readonly Piece[]): Reach | undefined {
  if (pieces.length === 0) return undefined
  return {
    from: Math.min(...pieces.map(({ order }) => order)),
    to: Math.max(...pieces.map(({ order, length }) => order + length)),
  }
}

/** Place the records of a text. m records take O(m log m). */
export function placedRecords(places: TextPlaces, returned: ReturnedWords): PlacedRecords {
  const entries = returned.all.flatMap((record, rank) => {
    const placed = { record, old: piecesOf(places, record.old), now: piecesOf(places, record.now) }
    if (placed.now.length === 0) return []
    const pieces = record.kind === 'moved' ? placed.old : [...placed.old, ...placed.now]
    return pieces.map((piece) => ({ placed, rank, ...reachOf(piece) }))
  })
  entries.sort((a, b) => a.from - b.from)
  let furthest = 0
  const ends = entries.map(({ to }) => {
    furthest = Math.max(furthest, to)
    return furthest
  })
  return {
    isEmpty: entries.length === 0,
    rootOf(id) {
      let here = id
      for (let step = 0; step < longestChain; step++) {
        const told = returned.into('restored', here)
        const before = told && characterIn(told.record.old, told.at)
        if (before === undefined) break
        here = before
      }
      return here
    },
    touching({ from, to }) {
      const found = new Map<number, PlacedRecord>()
      for (let at = lastUpTo(entries.length, to - 1, (index) => entries[index]?.from ?? 0); at >= 0; at--) {
        const entry = entries[at]
        if (entry === undefined || (ends[at] ?? 0) <= from) break
        if (entry.to > from) found.set(entry.rank, entry.placed)
      }
      return [...found].sort(([a], [b]) => a - b).map(([, placed]) => placed)
    },
  }
}
