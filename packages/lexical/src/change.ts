import { type Attributes, type Delta, DeltaBuilder } from './delta.js'
import { diffText } from './diff.js'
import type { Line } from './line.js'
import { lookAttributes } from './run.js'

/**
 * How the old lines became the new ones, as a small delta. Lines that are the same object in both (and still in order)
 * are borders: what lies between two of them is compared as text, since an Enter or a merge moves words from block to
 * block. `caret` is an offset of the new text, see {@link diffText}.
 *
 * What the first line *is* hangs on no `\n` and so is not in the delta.
 */
export function changeBetween(before: readonly Line[], after: readonly Line[], caret: number | null): Delta {
  const built = new DeltaBuilder()
  const signs = new ObjectSigns()
  let [old, now, start] = [0, 0, 0]
  const borders = borderLines(before, after)
  for (const [nextOld, nextNow] of [...borders, [before.length, after.length] as const]) {
    const was = region(before, old, nextOld, signs)
    const is = region(after, now, nextNow, signs)
    compare(was, is, caret === null ? null : caret - start, built)
    start += textOf(is).length
    const border = after[nextNow]
    if (border === undefined) break
    // The first region has taken the `\n` before its border along; later borders bring their own.
    const length = border.length + (old > 0 ? 1 : 0)
    built.retain(length)
    start += length
    old = nextOld + 1
    now = nextNow + 1
  }
  return built.build()
}

/** A stretch of text that is all `\n` with one kind, or all characters of one look. */
interface Piece {
  readonly text: string
  /** What the text is compared as: of the same length, and different objects differ. */
  readonly compared: string
  readonly attributes: Attributes
}

/**
 * The text of lines `from` to `to` with the `\n` that belong to it: the one before each line; or, at the start of the
 * text, the one after each line that has a next one.
 */
function region(lines: readonly Line[], from: number, to: number, signs: ObjectSigns): readonly Piece[] {
  const pieces: Piece[] = []
  for (let index = from; index < to; index++) {
    const of = lines[index]
    if (of === undefined) break
    if (from > 0 || index > 0) pieces.push(borderOf(of))
    for (const run of of.runs) {
      const compared = run.object === null ? run.text : signs.of(run.object).repeat(run.text.length)
      pieces.push({ text: run.text, compared, attributes: lookAttributes(run) })
    }
  }
  const next = lines[to]
  if (from === 0 && to > 0 && next !== undefined) pieces.push(borderOf(next))
  return pieces
}

const borderOf = (of: Line): Piece => ({
  text: '\n',
  compared: '\n',
  attributes: of.kind === 'paragraph' ? {} : { block: of.kind },
})

const textOf = (pieces: readonly Piece[]): string => pieces.map((piece) => piece.text).join('')
const comparedOf = (pieces: readonly Piece[]): string => pieces.map((piece) => piece.compared).join('')

/**
 * In the text all objects are the same character, so that a text does not tell which of two was deleted. To compare, each
 * is the half of a surrogate pair: no text has one by itself. An object that says something else now is so a new
 * character: Yjs (13.6) can lose an attribute that two people set anew at once, and with it the object.
 */
class ObjectSigns {
  private readonly signs = new Map<string, string>()

  of(object: string): string {
    const known = this.signs.get(object)
    if (known !== undefined) return known
    const sign = String.fromCharCode(0xdc00 + (this.signs.size % 0x400))
    this.signs.set(object, sign)
    return sign
  }
}

function compare(was: readonly Piece[], is: readonly Piece[], caret: number | null, built: DeltaBuilder): void {
  const before = comparedOf(was)
  const after = comparedOf(is)
  const text = textOf(is)
  const within = caret !== null && caret >= 0 && caret <= after.length ? caret : null
  const old = new PieceReader(was)
  const now = new PieceReader(is)
  const keep = (length: number) => {
    for (let left = length; left > 0; ) {
      const part = Math.min(left, old.left, now.left)
      built.retain(part, attributesToSet(old.attributes, now.attributes))
      old.skip(part)
      now.skip(part)
      left -= part
    }
  }
  /** How far the old text and the new one are told. */
  let [at, done] = [0, 0]
  for (const { at: next, deleted, inserted } of diffText(before, after, within)) {
    keep(next - at)
    done += next - at
    built.delete(deleted)
    old.skipAll(deleted)
    at = next + deleted
    for (const end = done + inserted.length; done < end; ) {
      const part = Math.min(end - done, now.left)
      built.insert(text.slice(done, done + part), now.attributes)
      now.skip(part)
      done += part
    }
  }
  keep(before.length - at)
}

/** What has to be set on kept characters; `undefined` when they are right as they are. */
function attributesToSet(old: Attributes, now: Attributes): Attributes | undefined {
  const names = new Set([...Object.keys(old), ...Object.keys(now)])
  const changed = [...names].filter((name) => old[name] !== now[name])
  return changed.length === 0 ? undefined : Object.fromEntries(changed.map((name) => [name, now[name] ?? null]))
}

class PieceReader {
  private index = 0
  private used = 0

  constructor(private readonly pieces: readonly Piece[]) {}

  get left(): number {
    return (this.pieces[this.index]?.text.length ?? 0) - this.used
  }

  get attributes(): Attributes {
    return this.pieces[this.index]?.attributes ?? {}
  }

  skipAll(length: number): void {
    for (let left = length; left > 0; ) {
      const part = Math.min(left, this.left)
      this.skip(part)
      left -= part
    }
  }

  /** Within the piece. */
  skip(length: number): void {
    this.used += length
    if (this.left > 0) return
    this.index++
    this.used = 0
  }
}

/** The indexes of unchanged lines, old and new, both rising: as many as possible. */
function borderLines(
  before: readonly Line[],
  after: readonly Line[],
): readonly (readonly [old: number, now: number])[] {
  const same = (old: number, now: number) => before[old] !== undefined && before[old] === after[now]
  let start = 0
  while (same(start, start)) start++
  let [oldEnd, nowEnd] = [before.length, after.length]
  while (oldEnd > start && nowEnd > start && same(oldEnd - 1, nowEnd - 1)) {
    oldEnd--
    nowEnd--
  }
  const oldIndex = new Map(before.slice(start, oldEnd).map((line, at) => [line, start + at]))
  const middle: (readonly [number, number])[] = []
  after.slice(start, nowEnd).forEach((line, at) => {
    const old = oldIndex.get(line)
    if (old !== undefined) middle.push([old, start + at])
  })
  const pair = (old: number, now: number) => [old, now] as const
  return [
    ...Array.from({ length: start }, (_, index) => pair(index, index)),
    ...longestRising(middle),
    ...Array.from({ length: before.length - oldEnd }, (_, index) => pair(oldEnd + index, nowEnd + index)),
  ]
}

/** The longest run of pairs whose first numbers rise (the second ones do already). */
function longestRising(pairs: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  /** For each length the index of the pair that ends a rising run of that length lowest. */
  const ends: number[] = []
  const previous: (number | undefined)[] = []
  const first = (index: number | undefined) => (index === undefined ? -1 : (pairs[index]?.[0] ?? -1))
  pairs.forEach(([value], index) => {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (first(ends[middle]) < value) low = middle + 1
      else high = middle
    }
    previous[index] = ends[low - 1]
    ends[low] = index
  })
  const found: (readonly [number, number])[] = []
  for (let index = ends.at(-1); index !== undefined; index = previous[index]) {
    const pair = pairs[index]
    if (pair !== undefined) found.unshift(pair)
  }
  return found
}
