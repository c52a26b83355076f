import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { ImportProblem, ReadTables } from '@claimspan/exporter'
import { type Entry, entryOfText } from './entry.js'
import type { TablesAnswered, TablesAsked } from './parquet-worker.js'

/** How long the thread may work at a few documents, in milliseconds, and how large its heap may grow. */
export interface ParquetLimits {
  readonly time: number
  readonly megabytes: number
}

const usualLimits: ParquetLimits = { time: 10_000, megabytes: 512 }
const tableNames = ['documents', 'claims', 'mentions', 'relations'] as const

/**
 * The parts of a folder of Parquet tables, each the paths of its files by their tables; empty when the folder holds none.
 * Files of a part have one name in the folders of their tables (`documents/train-00000.parquet`), as an export has them.
 */
export function parquetParts(folder: string): readonly Readonly<Record<string, string>>[] {
  const documents = join(folder, 'documents')
  const names = existsSync(documents) ? readdirSync(documents).filter((name) => name.endsWith('.parquet')) : []
  return names.sort().map((name) =>
    Object.fromEntries(
      tableNames.flatMap((table) => {
        const path = join(folder, table, name)
        return existsSync(path) ? [[table, path]] : []
      }),
    ),
  )
}

/**
 * The entries of such parts, read in a thread that is ended when it takes too long or too much memory: then the part is a
 * problem, and the next is gone on with.
 */
export async function* parquetEntries(
  parts: readonly Readonly<Record<string, string>>[],
  limits = usualLimits,
  worker = new URL('./parquet-worker.js', import.meta.url),
): AsyncGenerator<Entry> {
  let thread: TablesThread | undefined
  try {
    for (const part of parts) {
      const file = part.documents ?? ''
      let at = 0
      for (let asked: TablesAsked = { begin: part }; ; asked = 'more') {
        thread ??= new TablesThread(worker, limits)
        const answered: TablesAnswered | ImportProblem = await thread.ask(asked, file)
        if ('kind' in answered) {
          await thread.end()
          thread = undefined
          yield { ok: false, problems: [answered] }
          break
        }
        for (const read of answered.read) {
          at += 1
          yield entryOf(read, file, at)
        }
        if (answered.isLast) break
      }
    }
  } finally {
    await thread?.end()
  }
}

const entryOf = (read: ReadTables, file: string, row: number): Entry =>
  read.ok ? entryOfText(file, row, read.line) : read

/** The thread that reads, and its time. */
class TablesThread {
  private readonly worker: Worker

  constructor(
    url: URL,
    private readonly limits: ParquetLimits,
  ) {
    const { megabytes } = limits
    this.worker = new Worker(url, {
      resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 32 },
    })
  }

  /** What it answers; a problem of the file when it does not, or dies. */
  ask(asked: TablesAsked, file: string): Promise<TablesAnswered | ImportProblem> {
    const { worker, limits } = this
    return new Promise((resolve) => {
      const settle = (answered: TablesAnswered | ImportProblem): void => {
        clearTimeout(timer)
        worker.removeAllListeners()
        // A thread that dies later, when nobody waits for it, must not end the process.
        worker.on('error', () => undefined)
        resolve(answered)
      }
      const timer = setTimeout(() => {
        const sentence = `Reading it takes more than ${limits.time / 1000} seconds at one place: the file is damaged, or made to do harm`
        settle({ kind: 'too-slow', file, sentence })
      }, limits.time)
      worker.removeAllListeners()
      worker.once('message', settle)
      worker.once('error', (error: Error) => {
        const isMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        const sentence = isMemory
          ? `Reading it takes more than ${limits.megabytes} MB at one place: write the file with smaller row groups`
          : `The file cannot be read as Parquet (${error.message}): write it again`
        settle({ kind: isMemory ? 'too-large' : 'damaged', file, sentence })
      })
      worker.postMessage(asked)
    })
  }

  async end(): Promise<void> {
    await this.worker.terminate()
  }
}
