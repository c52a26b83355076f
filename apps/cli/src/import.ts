import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { defaultScheme, writeNativeLine, writeScheme } from '@claimspan/core'
import { importArticle } from '@claimspan/exporter'
import { asideFolder } from './aside.js'
import { type Command, readArguments } from './command.js'
import { Trouble, WrongUse } from './exit.js'
import { problemLine } from './problems.js'
import { progress } from './terminal.js'

const kinds = ['auto', 'text', 'markdown', 'native'] as const

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
    const tell = (line: string) => {
      shown.end()
      terminal.err(line)
    }
    try {
      await folder.write('scheme.json', writeScheme(defaultScheme))
      for (const file of files) {
        const read = importArticle(readFileSync(file), { name: file, from })
        if (!read.ok) {
          bad += 1
          for (const problem of read.problems) tell(problemLine(problem))
          continue
        }
        for (const note of read.notes) tell(`${file}: ${note}\n`)
        for (const annotated of read.documents) {
          const { document } = annotated
          const id = free(document.id, ids)
          if (id !== document.id) tell(`${file}: Document ${document.id} is there already; this one is now ${id}\n`)
          ids.add(id)
          const renamed = id === document.id ? annotated : { ...annotated, document: { ...document, id } }
          await folder.write('documents.jsonl', `${writeNativeLine(renamed)}\n`, true)
          shown.tell(ids.size, 'documents')
        }
      }
      shown.end()
      if (ids.size === 0) throw new Trouble('Nothing could be imported; no corpus was made')
      await folder.finish()
    } catch (error) {
      await folder.abandon()
      throw error
    }
    const problems = bad === 0 ? '' : `, ${bad} file${bad === 1 ? '' : 's'} with problems`
    terminal.err(`${ids.size} document${ids.size === 1 ? '' : 's'} imported to ${values.out}${problems}\n`)
    return bad === 0 ? 0 : 1
  },
}

/** The files at a path, in the order of their names; a folder is looked through, hidden files and schemes are passed over. */
function filesAt(path: string): readonly string[] {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) throw new Trouble(`${path} does not exist`)
  if (!stats.isDirectory()) return [path]
  return readdirSync(path)
    .filter((name) => !name.startsWith('.') && name !== 'scheme.json')
    .sort()
    .flatMap((name) => filesAt(join(path, name)))
}

/** The id, or the id with the first number behind it that is not taken. */
function free<Id extends string>(id: Id, taken: ReadonlySet<string>): Id {
  if (!taken.has(id)) return id
  for (let count = 2; ; count++) {
    const next = `${id.slice(0, 120)}-${count}`
    if (!taken.has(next)) return next as Id
  }
}
