import { parentPort, workerData } from 'node:worker_threads'
import { type Compression, packer } from './compression.js'
import { entriesOfLines } from './entry-batches.js'
import type { LineBatch } from './lines.js'
import { type WritePlan, writeBatch } from './write-batch.js'

/** One of the threads of `claimspan export --jobs N`: is sent batches of lines, answers with what came of each. */
const { file, plan, compression } = workerData as {
  readonly file: string
  readonly plan: WritePlan
  readonly compression: Compression | undefined
}
const pack = compression === undefined ? undefined : await packer(compression)

parentPort?.on('message', (lines: LineBatch) => {
  const written = writeBatch(entriesOfLines(file, lines), plan, pack)
  parentPort?.postMessage(
    written,
    [written.fileBytes, ...written.appended.map(({ bytes }) => bytes)].map(({ buffer }) => buffer as ArrayBuffer),
  )
})
