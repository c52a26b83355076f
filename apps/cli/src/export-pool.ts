import { Worker } from 'node:worker_threads'
import type { Compression, Packer } from './compression.js'
import type { Corpus } from './corpus.js'
import { type EntryBatch, entryBatches } from './entry-batches.js'
import type { LineBatch } from './lines.js'
import { type WritePlan, type WrittenBatch, writeBatch } from './write-batch.js'

/** What came of a batch, and the batch. */
export interface Answer {
  readonly batch: EntryBatch
  readonly written: WrittenBatch
}

export interface WritingOptions {
  readonly jobs: number
  /** How many batches are done already. */
  readonly skip: number
  /** Whether the entries of a batch are asked for again: they are kept then, not read twice. */
  readonly keep: boolean
  readonly pack: Packer | undefined
  readonly compression: Compression | undefined
}

/**
 * What came of each batch of a corpus after the first `skip`, in its order: written here, or by `jobs` threads where the
 * corpus is a file of lines. Each thread has one batch at work and one waiting, so memory does not grow with the corpus.
 */
export async function* writtenBatches(
  corpus: Corpus,
  plan: WritePlan,
  { jobs, skip, keep, pack, compression }: WritingOptions,
): AsyncGenerator<Answer> {
  const { native } = corpus
  let passed = 0
  if (jobs === 1 || native === undefined) {
    for await (const batch of entryBatches(corpus)) {
      if (passed++ < skip) continue
      // Documents that are let go one after another cost the garbage collector next to nothing.
      const entries = keep ? [...batch.entries()] : undefined
      const kept = entries === undefined ? batch : { entries: () => entries }
      yield { batch: kept, written: writeBatch(kept.entries(), plan, pack) }
    }
    return
  }
  const threads = Array.from({ length: jobs }, () => new Thread({ file: native.file, plan, compression }))
  const underWay: Promise<Answer>[] = []
  let next = 0
  try {
    for await (const batch of entryBatches(corpus)) {
      const thread = threads[next % jobs]
      if (passed++ < skip || thread === undefined || batch.lines === undefined) continue
      next += 1
      const answer = thread.write(batch.lines).then((written) => ({ batch, written }))
      // Awaited in its turn; until then a failure is not unhandled.
      answer.catch(() => undefined)
      underWay.push(answer)
      const first = underWay.length >= 2 * jobs ? underWay.shift() : undefined
      if (first !== undefined) yield await first
    }
    for (let first = underWay.shift(); first !== undefined; first = underWay.shift()) yield await first
  } finally {
    await Promise.all(threads.map((thread) => thread.end()))
  }
}

/** A thread that answers batches in the order they were sent. */
class Thread {
  private readonly worker: Worker
  private readonly waiting: { resolve(written: WrittenBatch): void; reject(error: unknown): void }[] = []

  constructor(workerData: object) {
    this.worker = new Worker(new URL('./export-worker.js', import.meta.url), {
      workerData,
      resourceLimits: { maxYoungGenerationSizeMb: 64 },
    })
    this.worker.on('message', (written: WrittenBatch) => this.waiting.shift()?.resolve(written))
    this.worker.on('error', (error) => {
      for (const one of this.waiting.splice(0)) one.reject(error)
    })
  }

  write({ number, bytes }: LineBatch): Promise<WrittenBatch> {
    // A copy goes over, on memory of its own: a view would take along all that it is a view of.
    const lines: LineBatch = { number, bytes: new Uint8Array(bytes) }
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject })
      this.worker.postMessage(lines, [lines.bytes.buffer as ArrayBuffer])
    })
  }

  async end(): Promise<void> {
    await this.worker.terminate()
  }
}
