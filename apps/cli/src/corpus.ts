import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { defaultScheme, problemSentence, readScheme, type Scheme } from '@claimspan/core'
import { type Format, formats, type ImportProblem, type ReadableFile } from '@claimspan/exporter/corpora'
import type { OpenData } from '@claimspan/server'
import { isPacked, packedEnds } from './compression.js'
import { isDataFolder } from './data-folder.js'
import { type Entry, entryOfLine } from './entry.js'
import { Trouble } from './exit.js'
import { decodeUtf8, type LineBatch, type LineRange, lineBatches, lineRanges, linesOf } from './lines.js'
import { parquetEntries, parquetParts } from './parquet-folder.js'

/** Documents to read one after another: a native file or folder, a folder in another format, a server's data folder. */
export interface Corpus {
  readonly kind: 'native' | 'data folder' | string
  readonly scheme: Scheme
  /** What was wrong with the scheme beside the documents; the default scheme is used then. */
  readonly schemeProblems: readonly ImportProblem[]
  entries(): AsyncGenerator<Entry>
  /** The file that the entries are read from, a line each, where it is a native one: for threads that read them. */
  readonly native?: NativeFile
}

/** A file of lines, a document each. */
export interface NativeFile {
  readonly file: string
  batches(): AsyncIterable<LineBatch>
  /** Where the same batches stand in the file, when it is not packed. */
  ranges?(): Iterable<LineRange>
}

/** Open a corpus. Throws `Trouble` when there is none at `path`. */
export async function openCorpus(path: string): Promise<Corpus> {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined)
    throw new Trouble(`${path} does not exist; a corpus is a file or folder in a form that claimspan reads`)
  if (stats.isFile()) return nativeCorpus(path, undefined)
  if (isDataFolder(path)) return await dataCorpus(path)
  const documents = ['', ...Object.values(packedEnds)]
    .map((end) => join(path, `documents.jsonl${end}`))
    .find(existsSync)
  if (documents !== undefined) return nativeCorpus(documents, join(path, 'scheme.json'))
  const tables = parquetParts(path)
  if (tables.length > 0) return parquetCorpus(path, tables)
  const format = formatOf(path)
  if (format !== undefined) return foreignCorpus(path, format)
  throw new Trouble(
    `${path} holds no corpus: no documents.jsonl, no data of a claimspan server, and no files of a format that can be read (${readable()
      .map(({ name }) => name)
      .join(', ')}). Articles are made into a corpus by: claimspan import ${path} --out <corpus>`,
  )
}

const readable = (): readonly Format[] =>
  formats.filter(({ read, tables }) => read !== undefined || tables !== undefined)

/**
 * The format, other than native, whose files are in a folder: of those that such names belong to the one that knows the
 * content, else the one whose end of a name says the most. Throws `Trouble` when that one is only written.
 */
function formatOf(folder: string): Format | undefined {
  const names = readdirSync(folder).sort()
  const named = formats.flatMap((format) => {
    const end = format.extensions
      .filter((one) => one !== '.txt' && names.some((name) => name.endsWith(one)))
      .sort((a, b) => b.length - a.length)[0]
    return end === undefined || format.name === 'native' ? [] : [{ format, end }]
  })
  const known = named.find(({ format: { read, recognises }, end }) => {
    const name = names.find((one) => one.endsWith(end))
    if (name === undefined || read === undefined || recognises === undefined) return false
    return recognises({ path: name, text: decodeUtf8(readFileSync(join(folder, name))) ?? '' })
  })
  const [best] = named.sort((a, b) => b.end.length - a.end.length)
  const found = (known ?? best)?.format
  if (found === undefined || found.read !== undefined) return found
  throw new Trouble(`${folder} holds ${found.title}, which claimspan writes but does not read`)
}

function nativeCorpus(file: string, schemeFile: string | undefined): Corpus {
  const { scheme, schemeProblems } = schemeBeside(schemeFile)
  return {
    kind: 'native',
    scheme,
    schemeProblems,
    async *entries() {
      for await (const line of linesOf(file)) if (line.bytes.length > 0) yield entryOfLine(file, line)
    },
    native: { file, batches: () => lineBatches(file), ...(isPacked(file) ? {} : { ranges: () => lineRanges(file) }) },
  }
}

function parquetCorpus(folder: string, parts: ReturnType<typeof parquetParts>): Corpus {
  const { scheme, schemeProblems } = schemeBeside(join(folder, 'scheme.json'))
  return { kind: 'parquet', scheme, schemeProblems, entries: () => parquetEntries(parts) }
}

/** The scheme in a file; the default one when it is not there or cannot be read. */
export function schemeBeside(file: string | undefined): Pick<Corpus, 'scheme' | 'schemeProblems'> {
  if (file === undefined || !existsSync(file)) return { scheme: defaultScheme, schemeProblems: [] }
  const text = decodeUtf8(readFileSync(file))
  if (text === undefined) {
    return { scheme: defaultScheme, schemeProblems: [{ kind: 'not-utf-8', file, sentence: 'The scheme is not UTF-8' }] }
  }
  const read = readScheme(text)
  if (read.ok) return { scheme: read.scheme, schemeProblems: [] }
  const schemeProblems = read.problems.map((problem) => ({
    kind: problem.kind,
    file,
    sentence: problemSentence(problem),
  }))
  return { scheme: defaultScheme, schemeProblems }
}

async function dataCorpus(folder: string): Promise<Corpus> {
  const { openData } = await import('@claimspan/server')
  return {
    kind: 'data folder',
    scheme: schemeOf(openData(folder)),
    schemeProblems: [],
    async *entries() {
      const data = openData(folder)
      try {
        for (const { id } of data.documents()) {
          const annotated = data.annotated(id)
          if (annotated !== undefined) yield { ok: true, annotated, file: `${folder}#${id}` }
        }
      } finally {
        data.close()
      }
    },
  }
}

/** The newest scheme of a server's data, or that of a moment. The data is closed. */
export function schemeOf(data: OpenData, moment?: string): Scheme {
  try {
    return data.scheme(moment)
  } finally {
    data.close()
  }
}

/** A folder in a format whose documents are files of their own: the files with one stem are read together. */
export function foreignCorpus(folder: string, format: Format): Corpus {
  return {
    kind: format.name,
    scheme: defaultScheme,
    schemeProblems: [],
    async *entries() {
      // The files that stand once beside all documents, such as a list of labels, are read with each.
      const beside = (format.files ?? []).filter((name) => !name.includes('<') && existsSync(join(folder, name)))
      const shared = beside.map((name) => ({ path: name, text: decodeUtf8(readFileSync(join(folder, name))) ?? '' }))
      for (const group of groups(folder, format)) {
        const own = new Set(group.map((file) => relative(folder, file)))
        const files: ReadableFile[] = shared.filter(({ path }) => !own.has(path))
        const problems: ImportProblem[] = []
        for (const file of group) {
          const text = decodeUtf8(readFileSync(file))
          if (text === undefined) problems.push({ kind: 'not-utf-8', file, sentence: 'The file is not UTF-8' })
          else files.push({ path: relative(folder, file), text })
        }
        if (problems.length > 0) {
          yield { ok: false, problems }
          continue
        }
        const read = format.read?.documents(files, { scheme: defaultScheme })
        if (read === undefined) continue
        if (read.problems.length > 0) yield { ok: false, problems: read.problems }
        for (const annotated of read.documents) yield { ok: true, annotated, file: group[0] ?? folder }
      }
    },
  }
}

function groups(folder: string, format: Format): readonly (readonly string[])[] {
  const byStem = new Map<string, string[]>()
  for (const file of readdirSync(folder).sort()) {
    const end = format.extensions.find((extension) => file.endsWith(extension))
    if (end === undefined) continue
    const stem = basename(file, end)
    byStem.set(stem, [...(byStem.get(stem) ?? []), join(folder, file)])
  }
  return [...byStem.values()]
}
