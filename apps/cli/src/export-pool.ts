import { closeSync, openSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { Compression, Packer } from './compression.js'
import type { Corpus, NativeFile } from './corpus.js'
import { type EntryBatch, entriesOfLines, entryBatches } from './entry-batches.js'
import { type HandedMemory, handedMemory } from './handed-memory.js'
import { bytesInRange, type LineBatch, type LineRange, linesIn } from './lines.js'
import { type BatchWriter, batchWriter, type WritePlan, type WrittenBatch } from './write-batch.js'

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

/** What a thread is told: what to write, or that memory which it handed over has been read. */
export type Told = Asked | { readonly back: readonly ArrayBuffer[] }

/** What a thread answers: what came of the lines, and how many there are. */
export interface Answered {
  readonly written: WrittenBatch
  readonly lines: number
}

/**
 * What came of each batch of a corpus after the first `skip`, in its order: written here or, where the corpus is a file of
 * lines, by `jobs` threads of which this is one. What came of a batch is good until the next is asked for.
 */
export async function* writtenBatches(
  corpus: Corpus,
  plan: WritePlan,
  { jobs, skip, keep, pack, compression }: WritingOptions,
): AsyncGenerator<Answer> {
  const { native } = corpus
  const write = batchWriter(plan, pack)
  if (jobs > 1 && native !== undefined) {
    yield* writtenByThreads(native, plan, write, { jobs, skip, compression })
    return
  }
  let passed = 0
  for await (const batch of entryBatches(corpus)) {
    if (passed++ < skip) continue
    // Documents that are let go one after another cost the garbage collector next to nothing.
    const entries = keep ? [...batch.entries()] : undefined
    const kept = entries === undefined ? batch : { entries: () => entries }
    yield { batch: kept, written: write(kept.entries()) }
  }
}

/** A batch that is being written, or is written and waits for those before it. */
interface UnderWay {
  readonly asked: Asked
  readonly answered: Promise<Answered>
  /** Whose memory its bytes stand on. */
  readonly by: Pick<HandedMemory, 'takeBack'>
  isDone: boolean
}

/** How many batches a thread has at most: one at work, one waiting. */
const mostAsked = 2

async function* writtenByThreads(
  native: NativeFile,
  plan: WritePlan,
  write: BatchWriter,
  { jobs, skip, compression }: Pick<WritingOptions, 'jobs' | 'skip' | 'compression'>,
): AsyncGenerator<Answer> {
  const { file } = native
  const threads = Array.from({ length: jobs - 1 }, () => new Thread({ file, plan, compression }))
  const asked = askedOf(native)
  const opened = openSync(file, 'r')
  const memory = handedMemory()
  const underWay: UnderWay[] = []
  // Threads that find their lines themselves count them from 1.
  let linesBefore = 0

  function begin(of: Asked, answered: Promise<Answered>, by: UnderWay['by']): void {
    const one: UnderWay = { asked: of, answered, by, isDone: false }
    // Awaited in its turn; until then a failure is not unhandled.
    answered
      .catch(() => undefined)
      .finally(() => {
        one.isDone = true
      })
    underWay.push(one)
  }
  async function settled({ asked: of, answered }: UnderWay): Promise<Answer> {
    const { written, lines } = await answered
    const number = linesBefore + 1
    linesBefore += lines
    if ('lines' in of) return { batch: { entries: () => entriesOfLines(file, of.lines) }, written }
    const again = (): LineBatch => ({ number, bytes: bytesInRange(opened, of.range) })
    return { batch: { entries: () => entriesOfLines(file, again()) }, written: movedDown(written, number - 1) }
  }
  try {
    for (let passed = 0; passed < skip; passed++) {
      const { value } = await asked.next()
      if (value !== undefined) linesBefore += linesIn(linesAsked(value, opened).bytes)
    }
    for (let isLeft = true; isLeft || underWay.length > 0; ) {
      for (let free = freest(threads); isLeft && free !== undefined; free = freest(threads)) {
        const { value, done } = await asked.next()
        if (done) isLeft = false
        else begin(value, free.ask(value), free)
      }
      const [first] = underWay
      // This thread writes a batch too while the one whose turn it is has not come, but not far ahead of it.
      if (isLeft && first?.isDone !== true && underWay.length < (mostAsked + 1) * jobs) {
        const { value, done } = await asked.next()
        if (done) isLeft = false
        else {
          begin(value, Promise.resolve(answerTo(value, file, opened, write, memory)), memory)
          await setImmediate()
        }
      } else if (first !== undefined) {
        underWay.shift()
        const answer = await settled(first)
        yield answer
        first.by.takeBack(buffersOf(answer.written))
      }
    }
  } finally {
    closeSync(opened)
    await Promise.all(threads.map((thread) => thread.end()))
  }
}

/** What is asked about each batch. Only a packed file is read here. */
async function* askedOf({ ranges, batches }: NativeFile): AsyncGenerator<Asked, undefined> {
  if (ranges === undefined) for await (const lines of batches()) yield { lines }
  else for (const range of ranges()) yield { range }
}

/** The lines themselves, read into `memory` where it is given. */
function linesAsked(asked: Asked, opened: number, memory?: HandedMemory): LineBatch {
  if ('lines' in asked) return asked.lines
  const { range } = asked
  return { number: 1, bytes: bytesInRange(opened, range, memory?.room(range.to - range.from)) }
}

/** What comes of a batch, on memory that can be handed to another thread, or wait, and is to be given back. */
export function answerTo(
  asked: Asked,
  file: string,
  opened: number,
  write: BatchWriter,
  memory: HandedMemory,
): Answered {
  const lines = linesAsked(asked, opened, memory)
  const written = write(entriesOfLines(file, lines))
  return {
    written: {
      ...written,
      appended: written.appended.map(({ path, bytes }) => ({ path, bytes: memory.copy(bytes) })),
      fileBytes: memory.copy(written.fileBytes),
    },
    lines: linesIn(lines.bytes),
  }
}

/** The memory on which what came of a batch is handed over. */
export function buffersOf({ fileBytes, appended }: WrittenBatch): ArrayBuffer[] {
  return [fileBytes, ...appended.map(({ bytes }) => bytes)].map(({ buffer }) => buffer as ArrayBuffer)
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

/** The thread with the fewest batches, if one has room for another. */
function freest(threads: readonly Thread[]): Thread | undefined {
  const [first] = [...threads].sort((a, b) => a.asked - b.asked)
  return first !== undefined && first.asked < mostAsked ? first : undefined
}

/** A thread that answers in the order it is asked. */
class Thread {
  private readonly worker: Worker
  private readonly waiting: { resolve(answered: Answered): void; reject(error: unknown): void }[] = []

  constructor(workerData: object) {
    this.worker = new Worker(new URL('./export-worker.js', import.meta.url), {
      workerData,
      resourceLimits: { maxYoungGenerationSizeMb: 12 },
    })
    this.worker.on('message', (answered: Answered) => this.waiting.shift()?.resolve(answered))
    this.worker.on('error', (error) => {
      for (const one of this.waiting.splice(0)) one.reject(error)
    })
  }

  /** How many batches it has not answered yet. */
  get asked(): number {
    return this.waiting.length
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

  /** Memory of its answers that has been read. */
  takeBack(buffers: readonly ArrayBuffer[]): void {
    this.worker.postMessage({ back: buffers } satisfies Told, [...buffers])
  }

  async end(): Promise<void> {
    await this.worker.terminate()
  }
}
