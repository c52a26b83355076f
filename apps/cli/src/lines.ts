import { isUtf8 } from 'node:buffer'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { unpacked } from './compression.js'

/** A line of a file: `number` counts from 1, `bytes` are without the line end. */
export interface Line {
  readonly number: number
  readonly bytes: Uint8Array
}

/** Lines that follow each other, as they stand in a file: so that they are handed to a thread as one piece. */
export interface LineBatch {
  /** Number of the first line. */
  readonly number: number
  /** Whole lines, each with its line end but perhaps the last of the file. */
  readonly bytes: Uint8Array
}

/** Where a batch stands in a file that is not packed: its bytes from `from` to `to`. */
export interface LineRange {
  readonly from: number
  readonly to: number
}

/** How many bytes a batch has at least, but for the last one. */
const batchSize = 1 << 20

/**
 * The lines of a file (`.gz` and `.zst` are unpacked), so many bytes at a time and always whole lines. A file of any size
 * takes the memory of a batch or of its longest line. The batches depend on the content alone.
 */
export async function* lineBatches(path: string, size = batchSize): AsyncGenerator<LineBatch> {
  let number = 1
  let parts: Buffer[] = []
  let length = 0
  for await (const chunk of unpacked(path)) {
    parts.push(chunk)
    length += chunk.length
    while (length >= size) {
      const whole = parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts)
      const end = whole.indexOf(10, size - 1) + 1
      if (end === 0) {
        parts = [whole]
        break
      }
      const bytes = whole.subarray(0, end)
      yield { number, bytes }
      number += linesIn(bytes)
      parts = end < whole.length ? [whole.subarray(end)] : []
      length = whole.length - end
    }
  }
  if (length > 0) yield { number, bytes: Buffer.concat(parts) }
}

/** Where the batches of {@link lineBatches} stand in a file that is not packed; little of it is read to know. */
export function* lineRanges(path: string, size = batchSize): Generator<LineRange> {
  const file = openSync(path, 'r')
  try {
    const { size: length } = fstatSync(file)
    const bytes = Buffer.allocUnsafe(1 << 14)
    for (let from = 0; from < length; ) {
      let to = length
      for (let at = from + size - 1; at < length; ) {
        const got = readSync(file, bytes, 0, bytes.length, at)
        if (got === 0) break
        const end = bytes.subarray(0, got).indexOf(10)
        if (end !== -1) {
          to = at + end + 1
          break
        }
        at += got
      }
      yield { from, to }
      from = to
    }
  } finally {
    closeSync(file)
  }
}

/** The bytes of a range of a file that is open, read into `room` or memory of their own. */
export function bytesInRange(
  file: number,
  { from, to }: LineRange,
  room: Uint8Array = Buffer.allocUnsafeSlow(to - from),
): Uint8Array {
  let length = 0
  while (length < to - from) {
    const got = readSync(file, room, length, to - from - length, from + length)
    if (got === 0) break
    length += got
  }
  return room.subarray(0, length)
}

/** The lines of a batch. */
export function* linesInBatch({ number, bytes }: LineBatch): Generator<Line> {
  let from = 0
  for (let at = number; from < bytes.length; at++) {
    const end = bytes.indexOf(10, from)
    const to = end === -1 ? bytes.length : end
    yield { number: at, bytes: bytes.subarray(from, to) }
    from = to + 1
  }
}

/** The lines of a file as bytes, one at a time. */
export async function* linesOf(path: string): AsyncGenerator<Line> {
  for await (const batch of lineBatches(path, 1 << 18)) yield* linesInBatch(batch)
}

export function linesIn(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) count += 1
  return count
}

/** The text of UTF-8 bytes; `undefined` when they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  if (!isUtf8(bytes)) return undefined
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
}
