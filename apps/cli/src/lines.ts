import { createReadStream } from 'node:fs'

/** A line of a file: `number` counts from 1, `bytes` are without the line end. */
export interface Line {
  readonly number: number
  readonly bytes: Uint8Array
}

/** The lines of a file as bytes, one at a time, so that a file of any size takes the memory of its longest line. */
export async function* linesOf(path: string): AsyncGenerator<Line> {
  let number = 1
  let parts: Buffer[] = []
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) {
    let from = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      parts.push(chunk.subarray(from, end))
      yield { number: number++, bytes: parts.length === 1 ? (parts[0] ?? chunk) : Buffer.concat(parts) }
      parts = []
      from = end + 1
    }
    if (from < chunk.length) parts.push(chunk.subarray(from))
  }
  if (parts.length > 0) yield { number, bytes: Buffer.concat(parts) }
}

/** The text of UTF-8 bytes; `undefined` when they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}
