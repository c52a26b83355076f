import { type OffsetUnit, offsetUnits } from '@claimspan/core'
import { countLosses, type Format, fileNames, formatNamed, type Loss, writeCorpus } from '@claimspan/exporter'
import { isDataFolder } from '@claimspan/server'
import { type AsideFolder, asideFolder } from './aside.js'
import { type Command, list, onePath, readArguments } from './command.js'
import { type Corpus, openCorpus } from './corpus.js'
import { WrongUse } from './exit.js'
import { writtenInParallel } from './export-pool.js'
import { problemLine } from './problems.js'
import { partOf, readShard, readSplit, type Shard, type Split } from './share.js'
import { progress, type Terminal, table } from './terminal.js'
import { corpusAtMoment, corpusAtVersion } from './versions.js'
import { type WritePlan, type WrittenEntry, writeEntry } from './write-entry.js'

export const exportCorpus: Command = {
  name: 'export',
  summary: 'write a corpus in one or more formats',
  usage: `claimspan export <corpus> --to <format>[,<format>…] --out <folder>
                 [--layer id,…] [--document id,…] [--unit code-point|utf-16|byte]
                 [--split 80/10/10 --seed N] [--shard i/n] [--version N] [--at time|seq]
                 [--jobs N] [--replace]

  --to        formats by name (claimspan formats lists them); several get a folder each
  --layer     only the claims of these layers
  --document  only these documents
  --unit      what offsets count in, where the format leaves it open
  --split     by document into train/dev/test (or train/test), stable when documents are added
  --shard     only part i of n; all parts together are the whole
  --version   the documents as they were at version N; those without one are left out
  --at        a server's documents as they were at a time (2026-01-02T03:04:05Z) or a sequence number of its log
  --jobs      so many threads; the bytes are the same
  --replace   write over what is at --out

What a format could not carry is listed in losses.jsonl and summed up at the end.`,
  async run(args, terminal) {
    const { values, flags, rest } = readArguments(args, {
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
      jobs: 'value',
      replace: 'flag',
    })
    const path = onePath(rest, 'corpus')
    if (values.to === undefined) throw new WrongUse('Say which format: --to brat')
    if (values.out === undefined) throw new WrongUse('Say where: --out <folder>')
    if (values.seed !== undefined && values.split === undefined) throw new WrongUse('--seed belongs to --split')
    const plan: Plan = {
      formats: list(values.to).map(named),
      unit: readUnit(values.unit),
      layers: values.layer === undefined ? undefined : list(values.layer),
      documents: values.document === undefined ? undefined : new Set(list(values.document)),
      shard: values.shard === undefined ? undefined : readShard(values.shard),
      split: values.split === undefined ? undefined : readSplit(values.split, values.seed ?? '0'),
      jobs: readJobs(values.jobs),
    }
    if (plan.formats.length === 0) throw new WrongUse('Say which format: --to brat')
    for (const format of plan.formats) {
      if (format.write === undefined) throw new WrongUse(`${format.name} can be read but not written`)
      if (plan.unit !== undefined && !format.units.includes(plan.unit)) {
        const units = format.units.length === 0 ? 'has no offsets' : `counts offsets in ${format.units.join(' or ')}`
        throw new WrongUse(`${format.name} ${units}: got --unit ${plan.unit}`)
      }
    }
    const version = values.version === undefined ? undefined : readVersion(values.version)
    const moment = values.at === undefined ? undefined : readMomentOf(values.at, path)
    if (version !== undefined && moment !== undefined) throw new WrongUse('--version or --at, not both')
    const whole = openCorpus(path)
    const corpus =
      version !== undefined
        ? corpusAtVersion(whole, path, version)
        : moment !== undefined
          ? corpusAtMoment(whole, path, moment)
          : whole
    const folder = asideFolder(values.out, flags.has('replace'))
    try {
      const outcome = await write(corpus, plan, folder, terminal)
      await folder.finish()
      return summary(outcome, version, values.out, terminal)
    } catch (error) {
      await folder.abandon()
      throw error
    }
  },
}

interface Plan {
  readonly formats: readonly Format[]
  readonly unit: OffsetUnit | undefined
  readonly layers: readonly string[] | undefined
  readonly documents: ReadonlySet<string> | undefined
  readonly shard: Shard | undefined
  readonly split: Split | undefined
  readonly jobs: number
}

interface Outcome {
  readonly written: number
  readonly bad: number
  readonly losses: ReadonlyMap<string, number>
  readonly missing: readonly string[]
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

async function write(corpus: Corpus, plan: Plan, folder: AsideFolder, terminal: Terminal): Promise<Outcome> {
  const each: WritePlan = {
    formats: plan.formats.map(({ name }) => name),
    scheme: corpus.scheme,
    ...(plan.unit === undefined ? {} : { unit: plan.unit }),
    ...(plan.layers === undefined ? {} : { layers: plan.layers }),
    ...(plan.documents === undefined ? {} : { documents: [...plan.documents] }),
    ...(plan.shard === undefined ? {} : { shard: plan.shard }),
  }
  const parts = plan.split?.parts.map(({ name }) => name) ?? ['']
  const place = (format: string, part: string, file: string) =>
    [plan.formats.length > 1 ? format : '', part, file].filter((step) => step !== '').join('/')
  for (const format of plan.formats) {
    for (const part of parts) {
      for (const { path, text } of writeCorpus(format, each)) await folder.write(place(format.name, part, path), text)
    }
  }
  const shown = progress(terminal)
  const losses = new Map<string, number>()
  const seen = new Set<string>()
  const nameOf = fileNames()
  let written = 0
  let bad = 0
  const refuse = (line: string) => {
    bad += 1
    shown.end()
    terminal.err(line)
  }
  for (const problem of corpus.schemeProblems) refuse(problemLine(problem))
  for await (const entry of writtenEntries(corpus, each, plan.jobs)) {
    if (entry.kind === 'unreadable') {
      refuse(entry.problems)
      continue
    }
    const { id, at } = entry
    if (seen.has(id)) {
      refuse(`${at}: Document ${id} is there twice; the first is exported\n`)
      continue
    }
    seen.add(id)
    const fileName = nameOf(id)
    if (entry.kind === 'passed-over') continue
    if (entry.kind === 'refused') {
      refuse(`${at}: ${entry.sentence}\n`)
      continue
    }
    const part = plan.split === undefined ? '' : partOf(id, plan.split)
    for (const { format, files, losses: lost } of entry.made) {
      for (const { path, text, append } of files) {
        const named = !append && path.startsWith(`${id}.`) ? fileName + path.slice(id.length) : path
        await folder.write(place(format, part, named), text, append)
      }
      await noteLosses(folder, lost, losses)
    }
    written += 1
    shown.tell(written, 'documents')
  }
  shown.end()
  const missing = [...(plan.documents ?? [])].filter((id) => !seen.has(id))
  return { written, bad, losses, missing }
}

/** What came of each entry of the corpus, in its order; by several threads where the corpus is read line by line. */
async function* writtenEntries(corpus: Corpus, plan: WritePlan, jobs: number): AsyncGenerator<WrittenEntry> {
  if (jobs > 1 && corpus.native !== undefined) {
    yield* writtenInParallel(corpus.native.lines(), corpus.native.file, plan, jobs)
    return
  }
  for await (const entry of corpus.entries()) yield writeEntry(entry, plan)
}

async function noteLosses(folder: AsideFolder, lost: readonly Loss[], into: Map<string, number>): Promise<void> {
  if (lost.length === 0) return
  await folder.write('losses.jsonl', lost.map((loss) => `${JSON.stringify(loss)}\n`).join(''), true)
  for (const { format, what, done, count } of countLosses(lost)) {
    const key = `${format}\t${what}\t${done}`
    into.set(key, (into.get(key) ?? 0) + count)
  }
}

function summary(
  { written, bad, losses, missing }: Outcome,
  version: number | undefined,
  out: string,
  terminal: Terminal,
): 0 | 1 {
  const what = version === undefined ? 'document' : `version ${version} of document`
  for (const id of missing) terminal.err(`There is no ${what} ${id} in the corpus\n`)
  const noneAtVersion = version !== undefined && written === 0 && missing.length === 0
  if (noneAtVersion) terminal.err(`No document in the corpus has a version ${version}\n`)
  if (losses.size > 0) {
    terminal.err('What the formats could not carry (each one is in losses.jsonl):\n')
    const rows = [...losses].sort(([, a], [, b]) => b - a).map(([key, count]) => [count, ...key.split('\t')])
    terminal.err(table(rows.map((row) => ['', ...row])))
  }
  const plural = (n: number, what: string) => `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`
  terminal.err(
    `${plural(written, 'document')} written to ${out}${bad === 0 ? '' : `, ${plural(bad, 'place')} with problems`}\n`,
  )
  return bad + missing.length === 0 && !noneAtVersion ? 0 : 1
}
