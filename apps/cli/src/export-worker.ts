import { parentPort, workerData } from 'node:worker_threads'
import { entryOfLine } from './corpus.js'
import type { Line } from './lines.js'
import { type WritePlan, writeEntry } from './write-entry.js'

/** One of the threads of `claimspan export --jobs N`: is sent batches of lines, answers with what came of each. */
const { file, plan } = workerData as { readonly file: string; readonly plan: WritePlan }

parentPort?.on('message', (lines: readonly Line[]) => {
  parentPort?.postMessage(lines.map((line) => writeEntry(entryOfLine(file, line), plan)))
})
