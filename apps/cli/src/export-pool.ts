import { closeSync, openSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import type { Compression, Packer } from './compression.js'
import type { Corpus, NativeFile } from './corpus.js'
import { type EntryBatch, entriesOfLines, entryBatches } from './entry-batches.js'
import { bytesInRange, type LineBatch, type LineRange, linesIn } from './lines.js'
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

/** What a thread is asked: lines of the file, or where they stand in it; the number of the first line counts from 1. */
export type Asked = { readonly lines: LineBatch } | { readonly range: LineRange }

/** What a thread answers: what came of the lines, and how many there are. */
export interface Answered {
  readonly written: WrittenBatch
  readonly lines: number
}

/**
 * What came of each batch of a corpus after the first `skip`, in its order: written here, or by `jobs` threads where the
 * corpus is a file of lines. Each thread has one batch at work and two waiting, so memory does not grow with the corpus.
 */
export async function* writtenBatches(
  corpus: Corpus,
  plan: WritePlan,
  { jobs, skip, keep, pack, compression }: WritingOptions,
): AsyncGenerator<Answer> {
  const { native } = corpus
  if (jobs > 1 && native !== undefined) {
    yield* writtenByThreads(native, plan, { jobs, skip, compression })
    return
  }
  let passed = 0
  for await (const batch of entryBatches(corpus)) {
    if (passed++ < skip) continue
    // Documents that are let go one after another cost the garbage collector next to nothing.
    const entries = keep ? [...batch.entries()] : undefined
    const kept = entries === undefined ? batch : { entries: () => entries }
    yield { batch: kept, written: writeBatch(kept.entries(), plan, pack) }
  }
}

async function* writtenByThreads(
  native: NativeFile,
  plan: WritePlan,
  { jobs, skip, compression }: Pick<WritingOptions, 'jobs' | 'skip' | 'compression'>,
): AsyncGenerator<Answer> {
  const { file } = native
  const threads = Array.from({ length: jobs }, () => new Thread({ file, plan, compression }))
  const underWay: { readonly asked: Asked; readonly answered: Promise<Answered> }[] = []
  const opened = openSync(file, 'r')
  let next = 0
  // Threads that find their lines themselves count them from 1.
  let linesBefore = 0
  const settled = async (first: (typeof underWay)[number]): Promise<Answer> => {
    const { asked } = first
    const { written, lines } = await first.answered
    const number = linesBefore + 1
    linesBefore += lines
    if ('lines' in asked) return { batch: { entries: () => entriesOfLines(file, asked.lines) }, written }
    const again = (): LineBatch => ({ number, bytes: bytesInRange(opened, asked.range) })
    return { batch: { entries: () => entriesOfLines(file, again()) }, written: movedDown(written, number - 1) }
  }
  try {
    for await (const asked of askedOf(native)) {
      if (next < skip) {
        next += 1
        linesBefore += linesIn('lines' in asked ? asked.lines.bytes : bytesInRange(opened, asked.range))
        continue
      }
      const thread = threads[next++ % jobs]
      if (thread === undefined) continue
      const answered = thread.ask(asked)
      // Awaited in its turn; until then a failure is not unhandled.
      answered.catch(() => undefined)
      underWay.push({ asked, answered })
      const first = underWay.length >= 3 * jobs ? underWay.shift() : undefined
      if (first !== undefined) yield await settled(first)
    }
    for (let first = underWay.shift(); first !== undefined; first = underWay.shift()) yield await settled(first)
  } finally {
    closeSync(opened)
    await Promise.all(threads.map((thread) => thread.end()))
  }
}

/** What is asked about each batch. Only a packed file is read here. */
async function* askedOf({ ranges, batches }: NativeFile): AsyncGenerator<Asked> {
  if (ranges === undefined) for await (const lines of batches()) yield { lines }
  else for (const range of ranges()) yield { range }
}

/** What came of a batch whose first line comes after so many others. */
function movedDown(written: WrittenBatch, lines: number): WrittenBatch {
  const moved = <At extends { readonly line?: number }>(at: At): At =>
    at.line === undefined ? at : { ...at, line: at.line + lines }
  const entries = written.entries.map((entry) =>
    entry.kind === 'unreadable' ? { ...entry, problems: entry.problems.map(moved) } : moved(entry),
  )
  return { ...written, entries }
}

/** A thread that answers in the order it is asked. */
class Thread {
  private readonly worker: Worker
  private readonly waiting: { resolve(answered: Answered): void; reject(error: unknown): void }[] = []

  constructor(workerData: object) {
    this.worker = new Worker(new URL('./export-worker.js', import.meta.url), {
      workerData,
      resourceLimits: { maxYoungGenerationSizeMb: 64 },
    })
    this.worker.on('message', (answered: Answered) => this.waiting.shift()?.resolve(answered))
    this.worker.on('error', (error) => {
      for (const one of this.waiting.splice(0)) one.reject(error)
    })
  }

  ask(asked: Asked): Promise<Answered> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject })
      if ('range' in asked) this.worker.postMessage(asked)
      else {
        // A copy goes over, on memory of its own: a view would take along all that it is a view of.
        const bytes = new Uint8Array(asked.lines.bytes)
        this.worker.postMessage({ lines: { number: asked.lines.number, bytes } }, [bytes.buffer as ArrayBuffer])
      }
    })
  }

  async end(): Promise<void> {
    await this.worker.terminate()
  }
}
