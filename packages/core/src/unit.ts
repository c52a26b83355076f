import type { Span } from './span.js'

/**
 * What an offset counts: characters as Python does (Unicode code points), UTF-16 code units as JavaScript, Yjs and Lexical
 * do, or bytes of UTF-8. This file alone knows what these are; everything else in memory is UTF-16 code units.
 */
export type OffsetUnit = 'code-point' | 'utf-16' | 'byte'
export const offsetUnits: readonly OffsetUnit[] = ['code-point', 'utf-16', 'byte']

/** Offsets of one text in the three units. A surrogate without its other half counts as U+FFFD: one code point, 3 bytes. */
export interface OffsetTable {
  /**
   * The UTF-16 offset in `unit`. Throws `RangeError` when it is not a whole number within the text or lies inside a
   * surrogate pair.
   */
  fromUtf16(offset: number, unit: OffsetUnit): number
  /** The offset of `unit` in UTF-16; `undefined` when it is not within the text or not on a character's border. */
  toUtf16(offset: number, unit: OffsetUnit): number | undefined
  /** The text's length in `unit`. */
  lengthIn(unit: OffsetUnit): number
  /** Where a UTF-16 offset is: line and column from 1, the column in code points. Throws as `fromUtf16` does. */
  lineColumn(offset: number): { readonly line: number; readonly column: number }
}

/** UTF-16 code units from one checkpoint to the next: a look-up walks over at most so many. */
const stride = 128

/**
 * Make the table of a text: one pass when units that differ are first asked for (in plain ASCII none does, without surrogates
 * only bytes do), one more when lines are. Each look-up then
 * takes the same short time, however long the text or its lines; the table takes at most 12 bytes for 128 code units.
 */
export function offsetTable(text: string): OffsetTable {
  const isPlain = isAscii(text)
  const hasPairs = !isPlain && /[\ud800-\udfff]/.test(text)
  /** Whether a unit counts as UTF-16 does. */
  const isSame = (unit: OffsetUnit): boolean => isPlain || (!hasPairs && unit !== 'byte')
  let checkpoints: ReturnType<typeof checkpointsOf> | undefined
  let lines: Uint32Array | undefined

  function fromUtf16(offset: number, unit: OffsetUnit): number {
    if (!Number.isSafeInteger(offset) || offset < 0 || offset > text.length) {
      throw new RangeError(`An offset in this text is a whole number from 0 to ${text.length}: got ${offset}`)
    }
    if (isSame(unit)) return offset
    if (isInsidePair(text, offset)) throw new RangeError(`Offset ${offset} lies inside a surrogate pair`)
    if (unit === 'utf-16') return offset
    checkpoints ??= checkpointsOf(text)
    const checkpoint = Math.floor(offset / stride)
    const count = checkpoints[unit][checkpoint] ?? 0
    const start = startOf(text, checkpoint)
    return count + (unit === 'byte' ? bytesBetween(text, start, offset) : codePointsBetween(text, start, offset))
  }

  function toUtf16(offset: number, unit: OffsetUnit): number | undefined {
    if (!Number.isSafeInteger(offset) || offset < 0) return undefined
    if (isSame(unit)) return offset <= text.length ? offset : undefined
    if (unit === 'utf-16') return offset > text.length || isInsidePair(text, offset) ? undefined : offset
    checkpoints ??= checkpointsOf(text)
    const counts = checkpoints[unit]
    const checkpoint = lastNotAbove(counts, offset)
    let count = counts[checkpoint] ?? 0
    let at = startOf(text, checkpoint)
    while (count < offset && at < text.length) {
      const size = unitsAt(text, at)
      count += unit === 'byte' ? bytesAt(text, at, size) : 1
      at += size
    }
    return count === offset ? at : undefined
  }

  return {
    fromUtf16,
    toUtf16,
    lengthIn: (unit) => (unit === 'utf-16' ? text.length : fromUtf16(text.length, unit)),
    lineColumn(offset) {
      const codePoints = fromUtf16(offset, 'code-point')
      lines ??= linesOf(text)
      const { line, start } = lineAt(text, lines, offset)
      return { line: line + 1, column: codePoints - fromUtf16(start, 'code-point') + 1 }
    },
  }
}

const isAscii = (text: string): boolean => !/[^\x00-\x7f]/.test(text)

/** How many code points and bytes belong to the characters that begin before each multiple of {@link stride}. */
function checkpointsOf(text: string): { readonly 'code-point': Uint32Array; readonly byte: Uint32Array } {
  const size = Math.floor(text.length / stride) + 1
  const codePoints = new Uint32Array(size)
  const bytes = new Uint32Array(size)
  let codePointCount = 0
  let byteCount = 0
  for (let at = 0, next = 0; at < text.length || next < size; ) {
    while (next < size && next * stride <= at) {
      codePoints[next] = codePointCount
      bytes[next] = byteCount
      next += 1
    }
    if (at >= text.length) break
    const units = unitsAt(text, at)
    codePointCount += 1
    byteCount += bytesAt(text, at, units)
    at += units
  }
  return { 'code-point': codePoints, byte: bytes }
}

/** Where the first character at or after a checkpoint begins. */
function startOf(text: string, checkpoint: number): number {
  const at = checkpoint * stride
  return isInsidePair(text, at) ? at + 1 : at
}

/** The index of the last of some ascending numbers, the first of them 0, that is not above `value`. */
function lastNotAbove(ascending: ArrayLike<number>, value: number): number {
  let low = 0
  let high = ascending.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((ascending[middle] ?? 0) <= value) low = middle
    else high = middle - 1
  }
  return low
}

/** How many line ends come before each multiple of {@link stride}. */
function linesOf(text: string): Uint32Array {
  const lines = new Uint32Array(Math.floor(text.length / stride) + 1)
  let count = 0
  let next = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    for (; next * stride <= at; next++) lines[next] = count
    count += 1
  }
  return lines.fill(count, next)
}

/** The line that an offset is on, counted from 0, and where it starts. */
function lineAt(text: string, lines: Uint32Array, offset: number): { readonly line: number; readonly start: number } {
  const checkpoint = Math.floor(offset / stride)
  const before = lines[checkpoint] ?? 0
  let line = before
  let start = 0
  for (let at = checkpoint * stride; at < offset; at++) {
    if (text.charCodeAt(at) !== 0x0a) continue
    line += 1
    start = at + 1
  }
  if (line > before || before === 0) return { line, start }
  // The line began before the checkpoint: after the last line end ahead of the first checkpoint that counts as many.
  const last = lastNotAbove(lines, before - 1)
  return { line, start: text.lastIndexOf('\n', (last + 1) * stride - 1) + 1 }
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff

/** Whether offset `at` lies between the two halves of a surrogate pair. */
export function isInsidePair(text: string, at: number): boolean {
  return at > 0 && at < text.length && isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at))
}

/** Whether a text has a surrogate without its other half: no UTF-8 file can hold it. */
export function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text)
}

const unitsAt = (text: string, at: number): 1 | 2 => (isInsidePair(text, at + 1) ? 2 : 1)

/** Code points between two borders of characters. */
function codePointsBetween(text: string, from: number, to: number): number {
  let count = to - from
  let afterHigh = false
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    if (afterHigh && isLow(code)) count -= 1
    afterHigh = isHigh(code)
  }
  return count
}

/** Bytes between two borders of characters: of a surrogate pair, 3 are counted for its first half and 1 for its second. */
function bytesBetween(text: string, from: number, to: number): number {
  let count = 0
  let afterHigh = false
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    count += code < 0x80 || (afterHigh && isLow(code)) ? 1 : code < 0x800 ? 2 : 3
    afterHigh = isHigh(code)
  }
  return count
}

function bytesAt(text: string, at: number, units: 1 | 2): number {
  if (units === 2) return 4
  const code = text.charCodeAt(at)
  return code < 0x80 ? 1 : code < 0x800 ? 2 : 3
}

/**
 * The least span that encloses this one and cuts no grapheme (what a reader sees as one character: a family emoji, a flag,
 * a letter with its accents, `\r\n`). Throws `RangeError` when the span is not within the text.
 */
export function snapToGraphemes(text: string, span: Span): Span {
  const { from, to } = span
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 0 || to < from || to > text.length) {
    throw new RangeError(`A span in this text needs 0 ≤ from ≤ to ≤ ${text.length}: got ${from} to ${to}`)
  }
  return { from: graphemeAround(text, from).from, to: graphemeAround(text, to).to }
}

/** The grapheme that `at` lies inside; from and to are both `at` when it lies on a border. */
function graphemeAround(text: string, at: number): Span {
  const border = { from: at, to: at }
  if (at <= 0 || at >= text.length) return border
  const before = text.charCodeAt(at - 1)
  const after = text.charCodeAt(at)
  if (before === 0x0d && after === 0x0a) return { from: at - 1, to: at + 1 }
  // No character below U+0300 joins another; and segmenting a whole long text is slow, its line is enough.
  if ((before < 0x300 && after < 0x300) || before === 0x0a || after === 0x0a) return border
  const lineStart = text.lastIndexOf('\n', at - 1) + 1
  const lineEnd = text.indexOf('\n', at)
  const line = text.slice(lineStart, lineEnd === -1 ? text.length : lineEnd)
  const found = graphemes()
    .segment(line)
    .containing(at - lineStart)
  if (found === undefined || lineStart + found.index === at) return border
  return { from: lineStart + found.index, to: lineStart + found.index + found.segment.length }
}

let segmenter: Intl.Segmenter | undefined
function graphemes(): Intl.Segmenter {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  return segmenter
}
