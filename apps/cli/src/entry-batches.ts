import type { Corpus } from './corpus.js'
import { type Entry, entryOfLine } from './entry.js'
import { type LineBatch, linesInBatch } from './lines.js'

/** Entries of a corpus that follow each other, read when they are asked for. */
export interface EntryBatch {
  entries(): Iterable<Entry>
}

const entriesInBatch = 64

/** The entries of a corpus in batches that depend on the corpus alone. */
export async function* entryBatches({ native, entries }: Corpus): AsyncGenerator<EntryBatch> {
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

/** The documents of lines; empty lines are passed over. */
export function* entriesOfLines(file: string, batch: LineBatch): Generator<Entry> {
  for (const line of linesInBatch(batch)) if (line.bytes.length > 0) yield entryOfLine(file, line)
}
