import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Line } from './lines.js'
import type { WritePlan, WrittenEntry } from './write-entry.js'

const linesInBatch = 32

/**
 * What came of each line of a native file, in the order of the file, written by `jobs` threads. Each thread has one batch
 * at work and one waiting, so memory does not grow with the file.
 */
export async function* writtenInParallel(
  lines: AsyncIterable<Line>,
  file: string,
  plan: WritePlan,
  jobs: number,
): AsyncGenerator<WrittenEntry> {
  const threads = Array.from({ length: jobs }, () => new Thread(file, plan))
  const underWay: Promise<readonly WrittenEntry[]>[] = []
  let next = 0
  const send = (batch: readonly Line[]) => {
    const thread = threads[next++ % jobs]
    if (thread !== undefined) underWay.push(thread.write(batch))
  }
  try {
    let batch: Line[] = []
    for await (const line of lines) {
      if (line.bytes.length === 0) continue
      batch.push(line)
      if (batch.length < linesInBatch) continue
      send(batch)
      batch = []
      if (underWay.length >= 2 * jobs) yield* (await underWay.shift()) ?? []
    }
    if (batch.length > 0) send(batch)
    for (let first = underWay.shift(); first !== undefined; first = underWay.shift()) yield* await first
  } finally {
    await Promise.all(threads.map((thread) => thread.end()))
  }
}

/** A thread that answers batches in the order they were sent. */
class Thread {
  private readonly worker: Worker
  private last: Promise<unknown> = Promise.resolve()

  constructor(file: string, plan: WritePlan) {
    this.worker = new Worker(new URL('./export-worker.js', import.meta.url), { workerData: { file, plan } })
    this.worker.setMaxListeners(0)
  }

  write(batch: readonly Line[]): Promise<readonly WrittenEntry[]> {
    // A batch is sent when the one before it is answered, so that an answer is known by its turn.
    const answered = this.last.then(async () => {
      this.worker.postMessage(batch)
      const [written] = await once(this.worker, 'message')
      return written as readonly WrittenEntry[]
    })
    this.last = answered.catch(() => undefined)
    // Awaited in its turn; until then a failure is not unhandled.
    answered.catch(() => undefined)
    return answered
  }

  async end(): Promise<void> {
    await this.worker.terminate()
  }
}
