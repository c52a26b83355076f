import { openSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { type Compression, packer } from './compression.js'
import { entriesOfLines } from './entry-batches.js'
import type { Answered, Asked } from './export-pool.js'
import { bytesInRange, linesIn } from './lines.js'
import { type WritePlan, writeBatch } from './write-batch.js'

/** One of the threads of `claimspan export --jobs N`: is asked about lines of the corpus, answers with what came of them. */
const { file, plan, compression } = workerData as {
  readonly file: string
  readonly plan: WritePlan
  readonly compression: Compression | undefined
}
const pack = compression === undefined ? undefined : await packer(compression)
const opened = openSync(file, 'r')

parentPort?.on('message', (asked: Asked) => {
  const lines = 'lines' in asked ? asked.lines : { number: 1, bytes: bytesInRange(opened, asked.range) }
  const written = writeBatch(entriesOfLines(file, lines), plan, pack)
  const answered: Answered = { written, lines: linesIn(lines.bytes) }
  parentPort?.postMessage(
    answered,
    [written.fileBytes, ...written.appended.map(({ bytes }) => bytes)].map(({ buffer }) => buffer as ArrayBuffer),
  )
})
