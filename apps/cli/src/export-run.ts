import { join } from 'node:path'
import { formatNamed, writeCorpus } from '@claimspan/exporter'
import { type Compression, packedEnds, packer } from './compression.js'
import type { Corpus, Entry } from './corpus.js'
import { type Answer, writtenBatches } from './export-pool.js'
import { type IdLedger, idLedger } from './id-ledger.js'
import type { OutputFolder, StoredFile } from './output-folder.js'
import { problemLine } from './problems.js'
import { progress, type Terminal } from './terminal.js'
import { placeOf, type WritePlan, type WrittenBatch, type WrittenEntry, writeBatch } from './write-batch.js'

/** How far an export is: plain values, which a checkpoint keeps. */
export interface ExportState {
  readonly batches: number
  /** Bytes of the file of ids. */
  readonly ids: number
  readonly totals: Totals
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
  /** Milliseconds from one checkpoint to the next; 2,000 when left out. */
  readonly checkpointEvery?: number
}

/** The file with the SHA-256 of every other, as `sha256sum --check` reads it. */
export const sumsFile = 'SHA256SUMS'

const nothing: Totals = { documents: 0, claims: 0, mentions: 0, relations: 0, bad: 0, parts: {}, losses: {} }

/** Write a corpus into a folder, or what is left of it to write. Gives the totals and the ids that were met (`wanted` only). */
export async function runExport(
  { corpus, plan, jobs, compression, checkpointEvery = 2000 }: ExportRun,
  folder: OutputFolder<ExportState>,
  terminal: Terminal,
): Promise<{ readonly totals: Totals; readonly missing: readonly string[] }> {
  const pack = compression === undefined ? undefined : await packer(compression)
  const state = folder.resumed ?? { batches: 0, ids: 0, totals: nothing }
  const totals = copyOf(state.totals)
  const shown = progress(terminal)
  const tell = (line: string): void => {
    shown.end()
    terminal.err(line)
  }
  const refuse = (line: string): void => {
    totals.bad += 1
    tell(line)
  }
  if (folder.resumed === undefined) {
    for (const problem of corpus.schemeProblems) refuse(problemLine(problem))
    putCorpusFiles(plan, folder)
  } else tell(`Going on after ${totals.documents.toLocaleString('en')} documents\n`)

  const ids = idLedger(join(folder.notes, 'ids'), state.ids)
  const wanted = new Set(plan.documents ?? [])
  let batches = state.batches
  let last = 0
  try {
    const how = { jobs, skip: batches, ...(pack && { pack }), ...(compression && { compression }) }
    for await (const answer of writtenBatches(corpus, plan, how)) {
      const written = settled(answer, ids, (entries, known) => writeBatch(entries, plan, pack, known), refuse)
      store(written, folder, compression)
      for (const entry of written.entries) {
        if (entry.kind !== 'unreadable') wanted.delete(entry.id)
        count(entry, totals, refuse)
      }
      batches += 1
      shown.tell(totals.documents, 'documents')
      if (Date.now() - last >= checkpointEvery) {
        folder.checkpoint({ batches, ids: ids.flush(), totals })
        last = Date.now()
      }
    }
    const missing = [...wanted].filter((id) => !ids.has(id))
    return { totals, missing }
  } finally {
    shown.end()
    ids.close()
  }
}

type Counted = { -readonly [Name in keyof Totals]: Totals[Name] extends number ? number : Record<string, number> }

const copyOf = (totals: Totals): Counted => ({
  ...totals,
  parts: { ...totals.parts },
  losses: { ...totals.losses },
})

/** The files that stand once beside all documents, in each part of a split. */
function putCorpusFiles(plan: WritePlan, folder: OutputFolder<ExportState>): void {
  const parts = plan.split?.parts.map(({ name }) => name) ?? ['']
  for (const format of plan.formats.map(formatNamed)) {
    for (const part of parts) {
      for (const { path, text } of writeCorpus(format, plan)) {
        noteSum(folder, folder.put(placeOf(plan, format.name, part, path), text))
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
  again: (entries: Iterable<Entry>, known: { leaveOut: Set<number>; names: Map<number, string> }) => WrittenBatch,
  refuse: (line: string) => void,
): WrittenBatch {
  const leaveOut = new Set<number>()
  const names = new Map<number, string>()
  for (const [at, entry] of written.entries.entries()) {
    if (entry.kind === 'unreadable') continue
    const name = ids.add(entry.id)
    if (name === undefined) {
      leaveOut.add(at)
      refuse(`${entry.at}: Document ${entry.id} is there twice; the first is exported\n`)
    } else if (name !== entry.id) names.set(at, name)
  }
  return leaveOut.size + names.size === 0 ? written : again(batch.entries(), { leaveOut, names })
}

function store(written: WrittenBatch, folder: OutputFolder<ExportState>, compression: Compression | undefined): void {
  const end = compression === undefined ? '' : packedEnds[compression]
  for (const { path, bytes } of written.appended) folder.append(`${path}${end}`, bytes)
  for (const { path, from, to } of written.files)
    noteSum(folder, folder.put(path, written.fileBytes.subarray(from, to)))
}

export function noteSum(folder: OutputFolder<ExportState>, { sha256, path }: StoredFile): void {
  folder.append(sumsFile, Buffer.from(`${sha256}  ${path}\n`))
}

function count(entry: WrittenEntry, totals: Counted, refuse: (line: string) => void): void {
  if (entry.kind === 'unreadable') refuse(entry.problems)
  else if (entry.kind === 'refused') refuse(`${entry.at}: ${entry.sentence}\n`)
  else if (entry.kind === 'written') {
    const { claims, mentions, relations, losses } = entry.counts
    totals.documents += 1
    totals.claims += claims
    totals.mentions += mentions
    totals.relations += relations
    if (entry.part !== '') totals.parts[entry.part] = (totals.parts[entry.part] ?? 0) + 1
    for (const [key, times] of losses) totals.losses[key] = (totals.losses[key] ?? 0) + times
  }
}
