import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import { formatNamed, type ReadTables, type TablesFile, type TablesFiles } from '@claimspan/exporter/corpora'

/** What the thread is asked: the next documents of the files it was told, or of others. */
export type TablesAsked = { readonly begin: Readonly<Record<string, string>> } | 'more'
/** Some documents, in their order, and whether they are the last. */
export interface TablesAnswered {
  readonly read: readonly ReadTables[]
  readonly isLast: boolean
}

/** So many documents are answered at a time, or fewer when their lines are long. */
const documentsAtOnce = 64
const lettersAtOnce = 1 << 20

/**
 * The thread in which Parquet files are read, as they may come from anybody: hyparquet reads what it is given, and a few
 * bytes can ask for more time and memory than there is. Who asks it keeps the time, its limits keep the memory.
 */
let reading: AsyncGenerator<ReadTables> | undefined
const opened: number[] = []

parentPort?.on('message', async (asked: TablesAsked) => {
  if (asked !== 'more') {
    for (const file of opened.splice(0)) closeSync(file)
    const files: TablesFiles = Object.fromEntries(
      Object.entries(asked.begin).map(([name, path]) => [name, fileAt(path)]),
    )
    reading = formatNamed('parquet').tables?.read(files)
  }
  const read: ReadTables[] = []
  let letters = 0
  let isLast = false
  while (!isLast && read.length < documentsAtOnce && letters < lettersAtOnce) {
    const next = await reading?.next()
    if (next === undefined || next.done === true) isLast = true
    else {
      read.push(next.value)
      if (next.value.ok) letters += next.value.line.length
    }
  }
  parentPort?.postMessage({ read, isLast } satisfies TablesAnswered)
})

function fileAt(path: string): TablesFile {
  const file = openSync(path, 'r')
  opened.push(file)
  const { size } = fstatSync(file)
  return {
    path,
    byteLength: size,
    slice(from, to = size) {
      const [start, end] = [Math.max(0, from), Math.min(size, to)]
      const bytes = new Uint8Array(Math.max(0, end - start))
      readSync(file, bytes, 0, bytes.length, start)
      return bytes.buffer
    },
  }
}
