import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { formatNamed, type Loss, writeCorpus } from '@claimspan/exporter/corpora'
import { type Compression, packedEnds, packer } from './compression.js'
import type { Corpus } from './corpus.js'
import type { EntryBatch } from './entry-batches.js'
import { type Answer, writtenBatches } from './export-pool.js'
import { type ExportTables, exportTables, type TablesState } from './export-tables.js'
import { type IdLedger, idLedger } from './id-ledger.js'
import type { OutputFolder, StoredFile } from './output-folder.js'
import { problemLine } from './problems.js'
import { progress, type Terminal } from './terminal.js'
import {
  type BatchWriter,
  batchWriter,
  lossCounts,
  lossesFile,
  placeOf,
  placeText,
  type WritePlan,
  type WrittenBatch,
  type WrittenEntry,
} from './write-batch.js'

/** How far an export is: plain values, which a checkpoint keeps. */
export interface ExportState {
  readonly batches: number
  /** Bytes of the file of ids. */
  readonly ids: number
  readonly totals: Totals
  readonly tables?: TablesState
}

/** What an export has counted. */
export interface Totals {
  readonly documents: number
  readonly claims: number
  readonly mentions: number
  readonly relations: number
  /** Places of the corpus that could not be exported. */
  readonly bad: number
  /** Documents of each part of a split. */
  readonly parts: Readonly<Record<string, number>>
  /** By format, what was lost and what was done, joined by tabs. */
  readonly losses: Readonly<Record<string, number>>
}

export interface ExportRun {
  readonly corpus: Corpus
  readonly plan: WritePlan
  readonly jobs: number
  readonly compression: Compression | undefined
  /** Milliseconds from one checkpoint to the next; 15,000 when left out. */
  readonly checkpointEvery?: number
}

/** The file with the SHA-256 of every other, as `sha256sum --check` reads it. */
export const sumsFile = 'SHA256SUMS'

const nothing: Totals = { documents: 0, claims: 0, mentions: 0, relations: 0, bad: 0, parts: {}, losses: {} }

/** Write a corpus into a folder, or what is left of it to write. Gives the totals and the ids that were met (`wanted` only). */
export async function runExport(
  { corpus, plan, jobs, compression, checkpointEvery = 15_000 }: ExportRun,
  folder: OutputFolder<ExportState>,
  terminal: Terminal,
): Promise<{ readonly totals: Totals; readonly missing: readonly string[] }> {
  // Documents are let go one by one (but for tables, whose cells wait for their row group), so little room for what is young
  // is enough; left alone, V8 lets the young and the old grow by a multiple, and a longer run takes more than a short one.
  if (plan.formats.every((name) => formatNamed(name).tables === undefined)) {
    setFlagsFromString('--semi-space-growth-factor=1')
  }
  setFlagsFromString('--heap-growing-percent=20')
  const pack = compression === undefined ? undefined : await packer(compression)
  const state = folder.resumed ?? { batches: 0, ids: 0, totals: nothing }
  const totals = copyOf(state.totals)
  const shown = progress(terminal)
  const tell = (line: string): void => {
    shown.end()
    terminal.err(line)
  }
  const append = (file: string, bytes: Uint8Array): void =>
    folder.append(packedName(file, compression), pack === undefined ? bytes : pack(bytes))
  const refuse = (line: string): void => {
    totals.bad += 1
    tell(line)
  }
  if (folder.resumed === undefined) {
    for (const problem of corpus.schemeProblems) refuse(problemLine(problem))
    putCorpusFiles(plan, folder, append)
  } else tell(`Going on after ${totals.documents.toLocaleString('en')} documents\n`)

  const tables = exportTables(plan, folder.append, state.tables)
  const ids = idLedger(join(folder.notes, 'ids'), state.ids)
  const wanted = new Set(plan.documents ?? [])
  let batches = state.batches
  let last = 0
  try {
    // Tables are made in this thread, from the documents.
    const isTabled = tables !== undefined
    const how = { jobs: isTabled ? 1 : jobs, skip: batches, keep: isTabled, pack, compression }
    const again = batchWriter(plan, pack)
    for await (const answer of writtenBatches(corpus, plan, how)) {
      const written = settled(answer, ids, again, refuse)
      store(written, folder, compression)
      const entries: readonly Tabled[] =
        tables === undefined ? written.entries : tabled(answer.batch, written.entries, tables)
      const lost = entries.flatMap((entry) => (entry.kind === 'written' ? (entry.lostInTables ?? []) : []))
      if (lost.length > 0) append(lossesFile, Buffer.from(lost.map((loss) => `${JSON.stringify(loss)}\n`).join('')))
      for (const entry of entries) {
        if (entry.kind !== 'unreadable') wanted.delete(entry.id)
        count(entry, totals, refuse)
      }
      batches += 1
      shown.tell(totals.documents, 'documents')
      const closed = tables?.passed(entries.length)
      const isDue = tables === undefined ? Date.now() - last >= checkpointEvery : closed !== undefined
      if (isDue) {
        folder.checkpoint({ batches, ids: ids.flush(), totals, ...(closed && { tables: closed }) })
        last = Date.now()
      }
    }
    tables?.finish(folder.grown, (file, text) => noteSum(folder, folder.put(file, text)))
    const missing = [...wanted].filter((id) => !ids.has(id))
    return { totals, missing }
  } finally {
    shown.end()
    ids.close()
  }
}

const packedName = (file: string, compression: Compression | undefined): string =>
  compression === undefined ? file : file + packedEnds[compression]

type Counted = { -readonly [Name in keyof Totals]: Totals[Name] extends number ? number : Record<string, number> }

const copyOf = (totals: Totals): Counted => ({
  ...totals,
  parts: { ...totals.parts },
  losses: { ...totals.losses },
})

/**
 * The files that stand once beside all documents and the beginnings of those that documents are added to, in each part of a
 * split. Of shards only the first has the beginnings, so that the files of all, one after another, are those of one run.
 */
function putCorpusFiles(
  plan: WritePlan,
  folder: OutputFolder<ExportState>,
  append: (file: string, bytes: Uint8Array) => void,
): void {
  const parts = plan.split?.parts.map(({ name }) => name) ?? ['']
  for (const format of plan.formats.map(formatNamed)) {
    if (format.write === undefined) continue
    for (const part of parts) {
      for (const { path, text, append: grows } of writeCorpus(format, plan)) {
        const place = placeOf(plan, format.name, part, path)
        if (grows === true) append(place, Buffer.from((plan.shard?.index ?? 1) === 1 ? text : ''))
        else noteSum(folder, folder.put(place, text))
      }
    }
  }
}

/**
 * The batch with ids that were met before left out (and said), and with file names apart from those of other documents. A
 * batch is written without knowing those before it; where that matters, which is rare, it is written again.
 */
function settled(
  { batch, written }: Answer,
  ids: IdLedger,
  again: BatchWriter,
  refuse: (line: string) => void,
): WrittenBatch {
  const leaveOut = new Set<number>()
  const names = new Map<number, string>()
  for (const [at, entry] of written.entries.entries()) {
    if (entry.kind === 'unreadable') continue
    const name = ids.add(entry.id)
    if (name === undefined) {
      leaveOut.add(at)
      refuse(`${placeText(entry)}: Document ${entry.id} is there twice; the first is exported\n`)
    } else if (name !== entry.id) names.set(at, name)
  }
  return leaveOut.size + names.size === 0 ? written : again(batch.entries(), { leaveOut, names })
}

/** An entry, and what its tables could not carry. */
type Tabled = WrittenEntry & { readonly lostInTables?: readonly Loss[] }

/** Put the documents of a batch into the tables; those that are refused there are refused. */
function tabled(batch: EntryBatch, written: readonly WrittenEntry[], tables: ExportTables): readonly Tabled[] {
  const read = [...batch.entries()]
  return written.map((entry, at) => {
    const one = read[at]
    if (entry.kind !== 'written' || !one?.ok) return entry
    try {
      return { ...entry, lostInTables: tables.add(one.annotated, entry.part === '' ? 'train' : entry.part) }
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      const { id, file, line } = entry
      return { kind: 'refused', id, file, ...(line === undefined ? {} : { line }), sentence: error.message }
    }
  })
}

function store(written: WrittenBatch, folder: OutputFolder<ExportState>, compression: Compression | undefined): void {
  for (const { path, bytes } of written.appended) folder.append(packedName(path, compression), bytes)
  for (const { path, from, to } of written.files)
    noteSum(folder, folder.put(path, written.fileBytes.subarray(from, to)))
}

export function noteSum(folder: OutputFolder<ExportState>, { sha256, path }: StoredFile): void {
  folder.append(sumsFile, Buffer.from(`${sha256}  ${path}\n`))
}

function count(entry: Tabled, totals: Counted, refuse: (line: string) => void): void {
  if (entry.kind === 'unreadable') refuse(entry.problems.map(problemLine).join(''))
  else if (entry.kind === 'refused') refuse(`${placeText(entry)}: ${entry.sentence}\n`)
  else if (entry.kind === 'written') {
    const { claims, mentions, relations, losses } = entry.counts
    totals.documents += 1
    totals.claims += claims
    totals.mentions += mentions
    totals.relations += relations
    if (entry.part !== '') totals.parts[entry.part] = (totals.parts[entry.part] ?? 0) + 1
    for (const [key, times] of [...losses, ...lossCounts(entry.lostInTables ?? [])])
      totals.losses[key] = (totals.losses[key] ?? 0) + times
  }
}
