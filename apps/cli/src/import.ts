import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type AnnotatedDocument, defaultScheme, writeNativeLine, writeScheme } from '@claimspan/core'
import { articleFormats, type ImportProblem, importArticle } from '@claimspan/exporter'
import { asideFolder } from './aside.js'
import { type Command, readArguments } from './command.js'
import { openCorpus } from './corpus.js'
import { Trouble, WrongUse } from './exit.js'
import { problemLine } from './problems.js'
import { progress } from './terminal.js'
import { versionsFile } from './versions.js'

const kinds = ['auto', ...articleFormats] as const

export const importArticles: Command = {
  name: 'import',
  summary: 'make a corpus of articles',
  usage: `claimspan import <file or folder…> --out <corpus> [--from ${kinds.join('|')}] [--replace]

  --from      what the files are; auto (the default) tells by their content, then their name
  --replace   write over what is at --out

A file that cannot be read is reported with its place, the others are imported, the exit code is 1.`,
  async run(args, terminal) {
    const { values, flags, rest } = readArguments(args, { from: 'value', out: 'value', replace: 'flag' })
    if (rest.length === 0) throw new WrongUse('Say which files')
    if (values.out === undefined) throw new WrongUse('Say where: --out <corpus>')
    const from = kinds.find((kind) => kind === (values.from ?? 'auto'))
    if (from === undefined) throw new WrongUse(`--from is ${kinds.join(', ')}: got ${values.from}`)
    const files = rest.flatMap(filesAt)
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
      await folder.write('scheme.json', writeScheme(defaultScheme))
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

/** The files at a path, in the order of their names; a folder is looked through, hidden files, schemes and older versions are passed over. */
function filesAt(path: string): readonly string[] {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) throw new Trouble(`${path} does not exist`)
  if (!stats.isDirectory()) return [path]
  return readdirSync(path)
    .filter((name) => !name.startsWith('.') && name !== 'scheme.json' && name !== versionsFile)
    .sort()
    .flatMap((name) => filesAt(join(path, name)))
}

type Imported =
  | { readonly ok: true; readonly annotated: AnnotatedDocument; readonly notes: readonly string[] }
  | { readonly ok: false; readonly problems: readonly ImportProblem[] }

/** The documents of one file. A native file is read line by line: one bad line does not stop the others. */
async function* documentsIn(file: string, from: (typeof kinds)[number], taken: Set<string>): AsyncGenerator<Imported> {
  if (from === 'native' || (from === 'auto' && file.endsWith('.jsonl'))) {
    for await (const entry of openCorpus(file).entries()) {
      if (!entry.ok) {
        yield entry
        continue
      }
      const { id } = entry.annotated.document
      if (taken.has(id)) {
        const sentence = `Document ${id} is there already; give one of the two another id`
        const line = entry.line === undefined ? {} : { line: entry.line }
        yield { ok: false, problems: [{ kind: 'duplicate-document', file, ...line, sentence }] }
        continue
      }
      taken.add(id)
      yield { ok: true, annotated: entry.annotated, notes: [] }
    }
    return
  }
  const read = importArticle(readFileSync(file), { name: file, from, taken })
  if (!read.ok) {
    yield read
    return
  }
  for (const [at, annotated] of read.documents.entries()) {
    yield { ok: true, annotated, notes: at === 0 ? read.notes : [] }
  }
}
