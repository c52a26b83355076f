import { isInsidePair } from '../unit.js'
import { foldTable } from './fold.js'
import { type Pattern, similarity } from './pattern.js'

/** Where the pattern's quote is in the text, and how alike (see {@link similarity}). */
export interface Alignment {
  readonly from: number
  readonly to: number
  readonly score: number
}

// What an edit looks like: a run of the pattern is replaced by a run of the text, either of which may be empty. So there
// are two states, "the same" and "in an edit", and a unit that happens to be equal inside an edit does not end it.
const gain = 8
const opening = 18
const unit = 1
const never = -1_000_000

// One byte a cell says where its two states came from.
const sameFromEdit = 1
const editFromText = 2
const editFromSame = 4

/** Room for alignments, used again and again. */
export interface AlignmentRoom {
  same: Int32Array
  edit: Int32Array
  text: Uint16Array
  trace: Uint8Array
  /** For each unit of the pattern the offset of its equal in the text, or -1. */
  places: Int32Array
}

export function alignmentRoom(): AlignmentRoom {
  return {
    same: new Int32Array(0),
    edit: new Int32Array(0),
    text: new Uint16Array(0),
    trace: new Uint8Array(0),
    places: new Int32Array(0),
  }
}

/**
 * Align a pattern whose start lies between text offsets `low` and `high`, with edits that move it by no more than that.
 * `undefined` when no unit of the quote is left.
 */
export function align(
  text: string,
  of: Pattern,
  low: number,
  high: number,
  room: AlignmentRoom,
): Alignment | undefined {
  const { units } = of
  const rows = units.length
  const width = high - low + 1
  grow(room, rows, width)
  const { same, edit, trace, places } = room
  const window = room.text
  const fold = foldTable()
  for (let at = 0, end = rows + width; at < end; at += 1) {
    const place = low + at
    window[at] = place >= 0 && place < text.length ? (fold[text.charCodeAt(place)] ?? 0) : 0
  }
  // Cells outside the text are kept from matching by the bounds of each row.
  same.fill(0, 0, width)
  same[width] = never
  edit.fill(never, 0, width + 1)
  for (let row = 0; row < rows; row += 1) {
    const wanted = units[row] ?? 0
    const first = Math.max(0, -low - row)
    const end = Math.min(width, text.length - low - row)
    const base = row * width
    let sameLeft = never
    let editLeft = never
    let sameHere = same[0] ?? 0
    let editHere = edit[0] ?? 0
    for (let column = 0; column < width; column += 1) {
      const sameAfter = same[column + 1] ?? 0
      const editAfter = edit[column + 1] ?? 0
      let from = 0
      let equal = never
      if (window[row + column] === wanted && column >= first && column < end) {
        if (editHere > sameHere) {
          equal = editHere + gain
          from = sameFromEdit
        } else equal = sameHere + gain
      }
      let changed = editAfter
      if (sameAfter - opening >= changed) {
        changed = sameAfter - opening
        from |= editFromSame
      }
      if (editLeft > changed || sameLeft - opening > changed) {
        from = (from & sameFromEdit) | editFromText
        changed = editLeft
        if (sameLeft - opening >= changed) {
          changed = sameLeft - opening
          from |= editFromSame
        }
      }
      changed -= unit
      same[column] = equal
      edit[column] = changed
      trace[base + column] = from
      sameLeft = equal
      editLeft = changed
      sameHere = sameAfter
      editHere = editAfter
    }
  }
  let best = never
  let column = 0
  let inEdit = false
  for (let at = 0; at < width; at += 1) {
    if ((same[at] ?? 0) > best) {
      best = same[at] ?? 0
      column = at
      inEdit = false
    }
    if ((edit[at] ?? 0) > best) {
      best = edit[at] ?? 0
      column = at
      inEdit = true
    }
  }
  places.fill(-1, 0, rows)
  for (let row = rows - 1; row >= 0; ) {
    const from = trace[row * width + column] ?? 0
    if (!inEdit) {
      places[row] = low + row + column
      inEdit = (from & sameFromEdit) !== 0
      row -= 1
      continue
    }
    inEdit = (from & editFromSame) === 0
    if ((from & editFromText) !== 0) column -= 1
    else {
      row -= 1
      column += 1
    }
  }
  return ends(text, of, places)
}

function grow(room: AlignmentRoom, rows: number, width: number): void {
  if (room.same.length < width + 1) {
    room.same = new Int32Array(width + 1)
    room.edit = new Int32Array(width + 1)
  }
  if (room.text.length < rows + width) room.text = new Uint16Array(rows + width)
  if (room.trace.length < rows * width) room.trace = new Uint8Array(rows * width)
  if (room.places.length < rows) room.places = new Int32Array(rows)
}

/**
 * The quote's ends. An edit that only touches an end stays outside, one that replaces the quote's own first or last units
 * belongs to it, and of one that goes across the end nothing does.
 */
function ends(text: string, of: Pattern, places: Int32Array): Alignment | undefined {
  const { quoteFrom, quoteTo, units } = of
  let firstRow = quoteFrom
  while (firstRow < quoteTo && places[firstRow] === -1) firstRow += 1
  if (firstRow === quoteTo) return undefined
  let lastRow = quoteTo - 1
  while (places[lastRow] === -1) lastRow -= 1
  let from = places[firstRow] ?? 0
  let to = (places[lastRow] ?? 0) + 1
  const before = quoteFrom > 0 ? (places[quoteFrom - 1] ?? -1) : -1
  if (firstRow > quoteFrom && before !== -1) from = before + 1
  const after = quoteTo < units.length ? (places[quoteTo] ?? -1) : -1
  if (lastRow < quoteTo - 1 && after !== -1) to = after
  if (isInsidePair(text, from)) from -= 1
  if (isInsidePair(text, to)) to += 1
  let kept = 0
  for (let row = firstRow; row <= lastRow; row += 1) if (places[row] !== -1) kept += 1
  let around = 0
  for (let row = 0; row < quoteFrom; row += 1) if (places[row] !== -1) around += 1
  for (let row = quoteTo; row < units.length; row += 1) if (places[row] !== -1) around += 1
  const quoteShare = (2 * kept) / (quoteTo - quoteFrom + to - from)
  const context = units.length - (quoteTo - quoteFrom)
  return { from, to, score: similarity(of, Math.min(1, quoteShare), context === 0 ? 1 : around / context) }
}
