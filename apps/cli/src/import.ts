import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type AnnotatedDocument, writeNativeLine, writeScheme } from '@claimspan/core'
import { articleFormats, type Format, formats, type ImportProblem, importFile, recognise } from '@claimspan/exporter'
import { asideFolder } from './aside.js'
import { type Command, readArguments } from './command.js'
import { foreignCorpus, openCorpus, schemeBeside } from './corpus.js'
import { Trouble, WrongUse } from './exit.js'
import { sumsFile } from './export-run.js'
import { manifestFile } from './manifest.js'
import { parquetParts } from './parquet-folder.js'
import { problemLine } from './problems.js'
import { progress } from './terminal.js'
import { versionsFile } from './versions.js'
import { lossesFile } from './write-batch.js'

const kinds: readonly string[] = ['auto', ...articleFormats]

export const importArticles: Command = {
  name: 'import',
  summary: 'make a corpus of articles',
  usage: `claimspan import <file or folder…> --out <corpus> [--from ${kinds.join('|')}] [--replace]

  --from      what the files are; auto (the default) tells by their content, then their name. A folder in a format
              whose documents are several files (brat, Parquet) is read as a whole
  --replace   write over what is at --out

The scheme beside a corpus comes along; articles get the default one.
A file that cannot be read is reported with its place, the others are imported, the exit code is 1.`,
  async run(args, terminal) {
    const { values, flags, rest } = readArguments(args, { from: 'value', out: 'value', replace: 'flag' })
    if (rest.length === 0) throw new WrongUse('Say which files')
    if (values.out === undefined) throw new WrongUse('Say where: --out <corpus>')
    const from = kinds.find((kind) => kind === (values.from ?? 'auto'))
    if (from === undefined) throw new WrongUse(`--from is ${kinds.join(', ')}: got ${values.from}`)
    const files = rest.flatMap((path) => filesAt(path, from))
    if (files.length === 0) throw new Trouble(`There is no file in ${rest.join(', ')}`)
    const folder = asideFolder(values.out, flags.has('replace'))
    const shown = progress(terminal)
    const ids = new Set<string>()
    let bad = 0
    let written = 0
    const tell = (line: string) => {
      shown.end()
      terminal.err(line)
    }
    try {
      const { scheme, schemeProblems, others } = schemeOfAll(files)
      bad += schemeProblems.length
      for (const problem of schemeProblems) tell(problemLine(problem))
      for (const other of others) tell(`${other} differs from the scheme that the corpus gets, and is left out\n`)
      await folder.write('scheme.json', writeScheme(scheme))
      for (const file of files) {
        for await (const read of documentsIn(file, from, ids)) {
          if (!read.ok) {
            bad += 1
            for (const problem of read.problems) tell(problemLine(problem))
            continue
          }
          for (const note of read.notes) tell(`${file}: ${note}\n`)
          await folder.write('documents.jsonl', `${writeNativeLine(read.annotated)}\n`, true)
          written += 1
          shown.tell(written, 'documents')
        }
      }
      shown.end()
      if (written === 0) throw new Trouble('Nothing could be imported; no corpus was made')
      await folder.finish()
    } catch (error) {
      await folder.abandon()
      throw error
    }
    const problems = bad === 0 ? '' : `, ${bad} place${bad === 1 ? '' : 's'} with problems`
    terminal.err(`${written} document${written === 1 ? '' : 's'} imported to ${values.out}${problems}\n`)
    return bad === 0 ? 0 : 1
  },
}

/** What an export says of itself beside what it exports. */
const exportNotes: readonly string[] = [manifestFile, lossesFile, sumsFile]

/** The scheme that stands beside the first corpus that has one, and the files of those that differ from it. */
function schemeOfAll(
  files: readonly string[],
): ReturnType<typeof schemeBeside> & { readonly others: readonly string[] } {
  const folders = files.flatMap((file) => {
    if (statSync(file).isDirectory()) return [file]
    return /^documents\.jsonl(?:\.gz|\.zst)?$/.test(basename(file)) ? [dirname(file)] : []
  })
  const beside = [...new Set(folders)].map((folder) => join(folder, 'scheme.json')).filter((file) => existsSync(file))
  const [first, ...more] = beside
  const { scheme, schemeProblems } = schemeBeside(first)
  const written = writeScheme(scheme)
  return { scheme, schemeProblems, others: more.filter((file) => writeScheme(schemeBeside(file).scheme) !== written) }
}

/**
 * The files at a path, in the order of their names; a folder is looked through, hidden files, schemes, older versions and
 * what an export says of itself are passed over. A folder of Parquet tables, or in a format
 * whose documents are several files, stands for itself.
 */
function filesAt(path: string, from: string): readonly string[] {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) throw new Trouble(`${path} does not exist`)
  const isWhole = stats.isDirectory() && (parquetParts(path).length > 0 || formatOfFolder(path, from) !== undefined)
  if (!stats.isDirectory() || isWhole) return [path]
  const names = readdirSync(path)
  const passed = ['scheme.json', versionsFile, ...(names.includes(sumsFile) ? exportNotes : [])]
  return names
    .filter((name) => !name.startsWith('.') && !passed.includes(name))
    .sort()
    .flatMap((name) => filesAt(join(path, name), from))
}

/** The format, as asked for or told by the ends of the names, whose documents are several files each in this folder. */
function formatOfFolder(folder: string, from: string): Format | undefined {
  const names = readdirSync(folder)
  return formats.find(({ name, read, extensions }) => {
    if (read === undefined || extensions.length < 2 || (from !== 'auto' && from !== name)) return false
    const own = extensions.filter((end) => from === name || end !== '.txt')
    return own.some((end) => names.some((file) => file.endsWith(end)))
  })
}

type Imported =
  | { readonly ok: true; readonly annotated: AnnotatedDocument; readonly notes: readonly string[] }
  | { readonly ok: false; readonly problems: readonly ImportProblem[] }

/** The documents of one file. A native file is read line by line: one bad line does not stop the others. */
async function* documentsIn(file: string, from: string, taken: Set<string>): AsyncGenerator<Imported> {
  const isFolder = statSync(file).isDirectory()
  const format = isFolder ? formatOfFolder(file, from) : undefined
  const isCorpus = isFolder && format === undefined
  const isNative = from === 'native' || (from === 'auto' && /\.jsonl(?:\.gz|\.zst)?$/.test(file) && isNativeFile(file))
  if (format === undefined && !isNative && !isCorpus) {
    const read = await importFile(readFileSync(file), { name: file, from, taken })
    if (!read.ok) {
      yield read
      return
    }
    for (const [at, annotated] of read.documents.entries()) {
      yield { ok: true, annotated, notes: at === 0 ? read.notes : [] }
    }
    return
  }
  const corpus = format === undefined ? await openCorpus(file) : foreignCorpus(file, format)
  for await (const entry of corpus.entries()) {
    if (!entry.ok) {
      yield entry
      continue
    }
    const { id } = entry.annotated.document
    if (taken.has(id)) {
      const sentence = `Document ${id} is there already; give one of the two another id`
      const line = entry.line === undefined ? {} : { line: entry.line }
      yield { ok: false, problems: [{ kind: 'duplicate-document', file: entry.file, ...line, sentence }] }
      continue
    }
    taken.add(id)
    yield { ok: true, annotated: entry.annotated, notes: [] }
  }
}

/** Whether a file of lines is not of another format whose documents are lines too, by its first line. */
function isNativeFile(file: string): boolean {
  if (!file.endsWith('.jsonl')) return true
  const bytes = Buffer.alloc(1 << 14)
  const opened = openSync(file, 'r')
  const text = bytes.toString('utf8', 0, readSync(opened, bytes))
  closeSync(opened)
  return recognise({ path: file, text }) === 'native'
}
