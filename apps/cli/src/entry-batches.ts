import { closeSync, openSync } from 'node:fs'
import type { Corpus } from './corpus.js'
import { type Entry, entryOfLine } from './entry.js'
import { bytesInRange, type LineBatch, type LineRange, linesIn, linesInBatch } from './lines.js'

/** Entries of a corpus that follow each other, read when they are asked for. */
export interface EntryBatch {
  entries(): Iterable<Entry>
}

const entriesInBatch = 64

/**
 * The entries of a corpus in batches that depend on the corpus alone. A batch is good until the next is asked for: the lines
 * of a file that is not packed are read into the same memory each time.
 */
export async function* entryBatches({ native, entries }: Corpus): AsyncGenerator<EntryBatch> {
  if (native?.ranges !== undefined) {
    yield* rangeBatches(native.file, native.ranges())
    return
  }
  if (native !== undefined) {
    for await (const lines of native.batches()) yield { entries: () => entriesOfLines(native.file, lines) }
    return
  }
  let batch: Entry[] = []
  for await (const entry of entries()) {
    batch.push(entry)
    if (batch.length < entriesInBatch) continue
    const full = batch
    yield { entries: () => full }
    batch = []
  }
  if (batch.length > 0) yield { entries: () => batch }
}

function* rangeBatches(file: string, ranges: Iterable<LineRange>): Generator<EntryBatch> {
  const opened = openSync(file, 'r')
  let room = Buffer.alloc(0)
  let number = 1
  try {
    for (const range of ranges) {
      if (range.to - range.from > room.length) room = Buffer.allocUnsafeSlow((range.to - range.from) * 2)
      const lines = { number, bytes: bytesInRange(opened, range, room) }
      yield { entries: () => entriesOfLines(file, lines) }
      number += linesIn(lines.bytes)
    }
  } finally {
    closeSync(opened)
  }
}

/** The documents of lines; empty lines are passed over. */
export function* entriesOfLines(file: string, batch: LineBatch): Generator<Entry> {
  for (const line of linesInBatch(batch)) if (line.bytes.length > 0) yield entryOfLine(file, line)
}
