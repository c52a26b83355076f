import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type OffsetUnit, offsetUnits } from '@claimspan/core'
import { type Format, formatNamed, isWritable } from '@claimspan/exporter/corpora'
import { type Command, list, onePath, readArguments } from './command.js'
import { type Compression, compressions } from './compression.js'
import { openCorpus } from './corpus.js'
import { isDataFolder } from './data-folder.js'
import { type ExitCode, Trouble, WrongUse } from './exit.js'
import { type ExportState, noteSum, runExport, sumsFile, type Totals } from './export-run.js'
import { manifestFile, manifestText, planPrint } from './manifest.js'
import { outputFolder } from './output-folder.js'
import { readShard, readSplit } from './share.js'
import { type Terminal, table } from './terminal.js'
import { version as ownVersion } from './version.js'
import { corpusAtMoment, corpusAtVersion } from './versions.js'
import type { WritePlan } from './write-batch.js'

const exportOptions = {
  to: 'value',
  out: 'value',
  layer: 'value',
  document: 'value',
  unit: 'value',
  split: 'value',
  seed: 'value',
  shard: 'value',
  version: 'value',
  at: 'value',
  formulas: 'value',
  jobs: 'value',
  compress: 'value',
  resume: 'flag',
  replace: 'flag',
} as const

export const exportCorpus: Command = {
  name: 'export',
  summary: 'write a corpus in one or more formats',
  usage: `claimspan export [<corpus>] --to <format>[,<format>…] --out <folder>
                 [--layer id,…] [--document id,…] [--unit code-point|utf-16|byte]
                 [--split 80/10/10 --seed N] [--shard i/n] [--version N] [--at time|seq]
                 [--formulas disarm|keep] [--jobs N] [--compress gzip|zstd] [--resume] [--replace]

  --to        formats by name (claimspan formats lists them); several get a folder each
  --layer     only the claims of these layers
  --document  only these documents
  --unit      what offsets count in, where the format leaves it open
  --split     by document into train/dev/test (or train/test), stable when documents are added
  --shard     only part i of n; the files of all parts, one after another, are the whole (csv and tsv have their
              header in part 1)
  --version   the documents as they were at version N; those without one are left out
  --at        a server's documents as they were at a time (2026-01-02T03:04:05Z) or a sequence number of its log
  --formulas  disarm (the default) puts a ' before cells of csv and tsv that a spreadsheet would take for formulas;
              keep leaves them
  --jobs      so many threads; the bytes are the same
  --compress  pack the files that grow by each document (documents.jsonl.gz)
  --resume    go on with the run of this command that was interrupted
  --replace   write over what is at --out

Without a corpus: what the database that CLAIMSPAN_DATABASE names, as for serve, has at one moment.

What a format could not carry is listed in losses.jsonl and summed up at the end. manifest.json tells what was written,
SHA256SUMS the sum of every file.`,
  async run(args, terminal) {
    if (readArguments(args, exportOptions).rest.length > 0) return exportFrom(args, terminal)
    const { openSharedFolder, ServerProblem, sharedFrom } = await import('@claimspan/server')
    try {
      const shared = sharedFrom(process.env)
      if (shared === undefined) throw new WrongUse('Say which corpus')
      // Each run would go on with another moment than the one before it.
      if (args.includes('--resume')) throw new WrongUse('--resume needs a corpus: make one with claimspan backup')
      const copy = await openSharedFolder(shared)
      try {
        return await exportFrom([copy.folder, ...args], terminal)
      } finally {
        copy.close()
      }
    } catch (error) {
      if (error instanceof ServerProblem) throw new Trouble(error.message)
      throw error
    }
  },
}

async function exportFrom(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values, flags, rest } = readArguments(args, exportOptions)
  const path = onePath(rest, 'corpus')
  if (values.to === undefined) throw new WrongUse('Say which format: --to brat')
  if (values.out === undefined) throw new WrongUse('Say where: --out <folder>')
  if (values.seed !== undefined && values.split === undefined) throw new WrongUse('--seed belongs to --split')
  const formats = [...new Set(list(values.to).map(named))]
  const unit = readUnit(values.unit)
  const jobs = readJobs(values.jobs)
  const compression = readCompression(values.compress)
  const keepsFormulas = readFormulas(values.formulas) === 'keep'
  const version = values.version === undefined ? undefined : readVersion(values.version)
  const moment = values.at === undefined ? undefined : readMomentOf(values.at, path)
  if (version !== undefined && moment !== undefined) throw new WrongUse('--version or --at, not both')
  refuseFormats(formats, unit)
  const asked = {
    formats: formats.map(({ name }) => name),
    ...(unit === undefined ? {} : { unit }),
    ...(values.layer === undefined ? {} : { layers: list(values.layer) }),
    ...(values.document === undefined ? {} : { documents: new Set(list(values.document)) }),
    ...(values.shard === undefined ? {} : { shard: readShard(values.shard) }),
    ...(values.split === undefined ? {} : { split: readSplit(values.split, values.seed ?? '0') }),
    ...(keepsFormulas ? { disarmFormulas: false } : {}),
  }
  const whole = await openCorpus(path)
  const corpus =
    version !== undefined
      ? corpusAtVersion(whole, path, version)
      : moment !== undefined
        ? await corpusAtMoment(whole, path, moment)
        : whole
  const plan: WritePlan = { ...asked, scheme: corpus.scheme }
  const folder = outputFolder<ExportState>(values.out, {
    replace: flags.has('replace'),
    resume: flags.has('resume'),
    plan: planPrint(
      ownVersion,
      { ...asked, documents: values.document, ...(moment === undefined ? {} : { at: moment }) },
      compression,
      version,
      identityOf(path),
    ),
  })
  try {
    const { totals, missing } = await runExport({ corpus, plan, jobs, compression }, folder, terminal)
    const files = folder.grown().filter((file) => file.path !== sumsFile)
    for (const file of files) noteSum(folder, file)
    noteSum(folder, folder.put(manifestFile, manifestText(ownVersion, formats, plan, totals, files)))
    folder.finish()
    return summary(totals, missing, version, values.out, terminal)
  } catch (error) {
    const isKept = folder.abandon()
    if (isKept) terminal.err('What is written so far is kept: the same command with --resume goes on from there.\n')
    throw error
  }
}

/** A corpus that is another when its file was written to since. */
function identityOf(path: string): unknown {
  return [
    resolve(path),
    ...[path, join(path, 'documents.jsonl')].map((file) => {
      const stats = statSync(file, { throwIfNoEntry: false })
      return stats?.isFile() ? [stats.size, stats.mtimeMs] : undefined
    }),
  ]
}

function refuseFormats(formats: readonly Format[], unit: OffsetUnit | undefined): void {
  if (formats.length === 0) throw new WrongUse('Say which format: --to brat')
  for (const format of formats) {
    if (!isWritable(format)) throw new WrongUse(`${format.name} can be read but not written`)
    if (unit !== undefined && !format.units.includes(unit)) {
      const units = format.units.length === 0 ? 'has no offsets' : `counts offsets in ${format.units.join(' or ')}`
      throw new WrongUse(`${format.name} ${units}: got --unit ${unit}`)
    }
  }
}

function named(name: string): Format {
  try {
    return formatNamed(name)
  } catch (error) {
    if (error instanceof RangeError) throw new WrongUse(error.message)
    throw error
  }
}

function readJobs(jobs: string | undefined): number {
  const number = Number(jobs ?? '1')
  if (Number.isSafeInteger(number) && number >= 1 && number <= 64) return number
  throw new WrongUse(`--jobs is a number from 1 to 64: got ${jobs}`)
}

function readVersion(version: string): number {
  if (/^[1-9]\d{0,8}$/.test(version)) return Number(version)
  throw new WrongUse(`--version is a number from 1: got ${version}`)
}

function readCompression(compression: string | undefined): Compression | undefined {
  const known = compressions.find((one) => one === compression)
  if (compression !== undefined && known === undefined) {
    throw new WrongUse(`--compress is ${compressions.join(' or ')}: got ${compression}`)
  }
  return known
}

function readFormulas(formulas = 'disarm'): 'disarm' | 'keep' {
  if (formulas === 'disarm' || formulas === 'keep') return formulas
  throw new WrongUse(`--formulas is disarm or keep: got ${formulas}`)
}

function readMomentOf(moment: string, path: string): string {
  const isTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(moment)
  if (!/^\d{1,15}$/.test(moment) && !(isTime && !Number.isNaN(Date.parse(moment)))) {
    throw new WrongUse(`--at is a sequence number or a time such as 2026-01-02T03:04:05Z: got ${moment}`)
  }
  if (!isDataFolder(path)) throw new WrongUse('--at belongs to the data folder of a server, which keeps its history')
  return moment
}

function readUnit(unit: string | undefined): OffsetUnit | undefined {
  const known = offsetUnits.find((one) => one === unit)
  if (unit !== undefined && known === undefined) throw new WrongUse(`--unit is ${offsetUnits.join(', ')}: got ${unit}`)
  return known
}

function summary(
  { documents: written, bad, losses }: Totals,
  missing: readonly string[],
  version: number | undefined,
  out: string,
  terminal: Terminal,
): 0 | 1 {
  const what = version === undefined ? 'document' : `version ${version} of document`
  for (const id of missing) terminal.err(`There is no ${what} ${id} in the corpus\n`)
  const noneAtVersion = version !== undefined && written === 0 && missing.length === 0
  if (noneAtVersion) terminal.err(`No document in the corpus has a version ${version}\n`)
  const lost = Object.entries(losses).sort(([, a], [, b]) => b - a)
  if (lost.length > 0) {
    terminal.err('What the formats could not carry (each one is in losses.jsonl):\n')
    terminal.err(table(lost.map(([key, count]) => ['', count, ...key.split('\t')])))
  }
  const plural = (n: number, what: string) => `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`
  terminal.err(
    `${plural(written, 'document')} written to ${out}${bad === 0 ? '' : `, ${plural(bad, 'place')} with problems`}\n`,
  )
  return bad + missing.length === 0 && !noneAtVersion ? 0 : 1
}
