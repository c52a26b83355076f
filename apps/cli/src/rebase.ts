import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  type AnnotatedDocument,
  type OffsetUnit,
  offsetUnits,
  type RebaseReport,
  rebase,
  rebaseReportText,
  writeNativeLine,
  writeScheme,
} from '@claimspan/core'
import { importArticle } from '@claimspan/exporter'
import { type AsideFolder, asideFolder } from './aside.js'
import { type Command, onePath, readArguments } from './command.js'
import { type Corpus, openCorpus } from './corpus.js'
import { Trouble, WrongUse } from './exit.js'
import { decodeUtf8, type Line, linesOf } from './lines.js'
import { problemLine } from './problems.js'
import { progress, type Terminal } from './terminal.js'
import { olderVersions, versionsFile, versionsPath } from './versions.js'

export const rebaseCorpus: Command = {
  name: 'rebase',
  summary: 'put the claims of a document on its corrected text',
  usage: `claimspan rebase <corpus> --document <id> --text <file> --out <corpus> [--json] [--replace]

  --document  the document whose text was corrected
  --text      its new text, plain or Markdown (.md), in UTF-8
  --out       where the corpus goes, with the document's next version; the version before goes to versions.jsonl there
  --json      the report as JSON
  --replace   write over what is at --out, which may be the corpus itself

The report says what became of every mention: whole, changed (its old and new words), or detached (its words are gone).
It is no error when some are detached: they are kept and listed.`,
  async run(args, terminal) {
    const { values, flags, rest } = readArguments(args, {
      document: 'value',
      text: 'value',
      out: 'value',
      json: 'flag',
      replace: 'flag',
    })
    const path = onePath(rest, 'corpus')
    const { document: id, text, out } = values
    if (id === undefined) throw new WrongUse('Say which document: --document <id>')
    if (text === undefined) throw new WrongUse('Say what its text is now: --text <file>')
    if (out === undefined) throw new WrongUse('Say where: --out <corpus>')
    const corpus = await openCorpus(path)
    const article = readArticle(text)
    const folder = asideFolder(out, flags.has('replace'))
    try {
      refuseLosing(path, out)
      const found = await find(corpus, id, terminal)
      const { document } = found.annotated
      if (document.text === article.text) {
        throw new Trouble(
          `${text} is the text that ${id} has (version ${document.version}); there is nothing to put the claims on`,
        )
      }
      await refuseKept(path, id, document.version)
      const { annotated, report } = rebase(found.annotated, article.text, article.blocks)
      if (corpus.native === undefined) await writeAnew(corpus, path, annotated, folder)
      else await writeLines(corpus.native.file, found.line, path, annotated, folder)
      await folder.write('scheme.json', schemeOf(corpus, path))
      await folder.finish()
      tell(report, flags.has('json'), terminal)
      terminal.err(`Version ${report.to} of ${id} written to ${out}\n`)
      return found.bad === 0 ? 0 : 1
    } catch (error) {
      await folder.abandon()
      throw error
    }
  },
}

/** The new text; what its lines are only where the form says so. */
function readArticle(file: string) {
  const isMarkdown = /\.(?:md|markdown|mdown)$/i.test(file)
  const read = importArticle(readFileSync(file), { name: file, from: isMarkdown ? 'markdown' : 'text' })
  if (!read.ok) throw new Trouble(read.problems.map(problemLine).join('').trimEnd())
  const [annotated] = read.documents
  if (annotated === undefined) throw new Trouble(`${file} holds no article`)
  const { text, blocks } = annotated.document
  return { text, blocks: isMarkdown ? { blocks } : {} }
}

/** Replacing a corpus by itself takes away what else is in its folder. */
function refuseLosing(path: string, out: string): void {
  if (resolve(path) !== resolve(out)) return
  if (!statSync(path).isDirectory()) throw new Trouble(`${path} is a file; a corpus is written to a folder`)
  const others = readdirSync(path).filter((name) => !['documents.jsonl', 'scheme.json', versionsFile].includes(name))
  if (others.length > 0) {
    throw new Trouble(`${path} also holds ${others.join(', ')}, which would be lost; choose another --out`)
  }
}

interface FoundDocument {
  readonly annotated: AnnotatedDocument
  /** Its line in a native file. */
  readonly line: number | undefined
  /** How many other places have problems; they are reported. */
  readonly bad: number
}

async function find(corpus: Corpus, id: string, terminal: Terminal): Promise<FoundDocument> {
  const shown = progress(terminal)
  let found: Omit<FoundDocument, 'bad'> | undefined
  let bad = 0
  let seen = 0
  const problems = (line: string) => {
    bad += 1
    shown.end()
    terminal.err(line)
  }
  for (const problem of corpus.schemeProblems) problems(problemLine(problem))
  for await (const entry of corpus.entries()) {
    seen += 1
    shown.tell(seen, 'documents')
    if (!entry.ok) {
      problems(entry.problems.map(problemLine).join(''))
      continue
    }
    if (entry.annotated.document.id !== id) continue
    if (found !== undefined) throw new Trouble(`Document ${id} is there twice; take one of the two out first`)
    found = { annotated: entry.annotated, line: entry.line }
  }
  shown.end()
  if (found === undefined) throw new Trouble(`There is no document ${id} in the corpus`)
  return { ...found, bad }
}

async function refuseKept(path: string, id: string, version: number): Promise<void> {
  for await (const entry of olderVersions(path, version)) {
    if (entry.ok && entry.annotated.document.id === id) {
      throw new Trouble(
        `${versionsFile} has a version ${version} of ${id} already; claimspan check tells what is wrong`,
      )
    }
  }
}

/** A native corpus line by line: all lines but the document's stay as they are, sound or not. */
async function writeLines(
  file: string,
  line: number | undefined,
  path: string,
  annotated: AnnotatedDocument,
  folder: AsideFolder,
): Promise<void> {
  const versions = versionsPath(path)
  if (versions !== undefined) {
    for await (const kept of linesOf(versions)) await folder.write(versionsFile, `${lineText(versions, kept)}\n`, true)
  }
  for await (const each of linesOf(file)) {
    const old = lineText(file, each)
    if (each.number !== line) {
      await folder.write('documents.jsonl', `${old}\n`, true)
      continue
    }
    await folder.write(versionsFile, `${old}\n`, true)
    await folder.write('documents.jsonl', `${writeNativeLine(annotated, unitOf(old))}\n`, true)
  }
}

function lineText(file: string, { number, bytes }: Line): string {
  const text = decodeUtf8(bytes)
  if (text === undefined) throw new Trouble(`${file}:${number}: The line is not UTF-8; correct it or take it out first`)
  return text
}

/** What the offsets of a line that has been read count in. */
function unitOf(line: string): OffsetUnit | undefined {
  const { offsetUnit } = JSON.parse(line) as { readonly offsetUnit?: unknown }
  return offsetUnits.find((unit) => unit === offsetUnit)
}

/** A corpus of another form, in the native one. */
async function writeAnew(
  corpus: Corpus,
  path: string,
  annotated: AnnotatedDocument,
  folder: AsideFolder,
): Promise<void> {
  const write = (file: string, of: AnnotatedDocument) => folder.write(file, `${writeNativeLine(of)}\n`, true)
  for await (const entry of olderVersions(path)) if (entry.ok) await write(versionsFile, entry.annotated)
  for await (const entry of corpus.entries()) {
    if (!entry.ok) continue
    const isIt = entry.annotated.document.id === annotated.document.id
    if (isIt) await write(versionsFile, entry.annotated)
    await write('documents.jsonl', isIt ? annotated : entry.annotated)
  }
}

function schemeOf(corpus: Corpus, path: string): string {
  const file = join(path, 'scheme.json')
  return corpus.native !== undefined && existsSync(file) && corpus.schemeProblems.length === 0
    ? readFileSync(file, 'utf8')
    : writeScheme(corpus.scheme)
}

function tell(report: RebaseReport, json: boolean, terminal: Terminal): void {
  terminal.out(json ? `${JSON.stringify(report)}\n` : rebaseReportText(report))
}
