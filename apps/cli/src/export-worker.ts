import { openSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { type Compression, packer } from './compression.js'
import { type Asked, answerTo } from './export-pool.js'
import { batchWriter, type WritePlan } from './write-batch.js'

/** One of the threads of `claimspan export --jobs N`: is asked about lines of the corpus, answers with what came of them. */
const { file, plan, compression } = workerData as {
  readonly file: string
  readonly plan: WritePlan
  readonly compression: Compression | undefined
}
const pack = compression === undefined ? undefined : await packer(compression)
const opened = openSync(file, 'r')

const write = batchWriter(plan, pack)

parentPort?.on('message', (asked: Asked) => {
  const answered = answerTo(asked, file, opened, write)
  const { fileBytes, appended } = answered.written
  parentPort?.postMessage(
    answered,
    [fileBytes, ...appended.map(({ bytes }) => bytes)].map(({ buffer }) => buffer as ArrayBuffer),
  )
})
