import { openSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { type Compression, packer } from './compression.js'
import { answerTo, buffersOf, type Told } from './export-pool.js'
import { handedMemory } from './handed-memory.js'
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

const memory = handedMemory()

parentPort?.on('message', (told: Told) => {
  if ('back' in told) memory.takeBack(told.back)
  else {
    const answered = answerTo(told, file, opened, write, memory)
    parentPort?.postMessage(answered, buffersOf(answered.written))
  }
})
