import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { AnnotatedDocument } from '@claimspan/core'
import { importArticle } from '@claimspan/exporter'
import { ServerProblem } from './server-problem.js'
import { firstUpdates } from './stored-document.js'
import { DocumentExists, type UpdateLog } from './update-log.js'

/**
 * What is read in a folder, in this order: of two files with one article, the annotated one is taken. Older versions of
 * the documents beside them (`versions.jsonl`) are not read.
 */
const extensions = ['.jsonl', '.jsonld', '.md', '.txt']

/**
 * Make the documents in these files and folders, but for those whose id the log has had before, also when they were
 * deleted since. Throws {@link ServerProblem} for a path that is not there and for a named file that cannot be read; in a
 * folder such a file is passed over with a line for the operator.
 */
export async function seedArticles(
  log: UpdateLog,
  paths: readonly string[],
  say: (line: string) => void,
): Promise<void> {
  for (const path of paths) {
    const files = isFolder(path) ? filesIn(path) : [path]
    for (const file of files) {
      const read = importArticle(readFileSync(file), { name: file })
      if (read.ok) {
        for (const annotated of read.documents) await add(log, annotated, file, say)
        continue
      }
      const sentences = read.problems
        .slice(0, 5)
        .map(({ line, sentence }) => `${line === undefined ? '' : `line ${line}: `}${sentence}`)
      const more = read.problems.length > 5 ? ` And ${read.problems.length - 5} more problems.` : ''
      const said = `The article ${file} cannot be read: ${sentences.join(' ')}${more}`
      if (files.length === 1) throw new ServerProblem('bad-article', said)
      say(said)
    }
  }
}

async function add(
  log: UpdateLog,
  annotated: AnnotatedDocument,
  file: string,
  say: (line: string) => void,
): Promise<void> {
  const { id } = annotated.document
  if (log.document(id) !== undefined) return
  try {
    await log.createDocument(id, firstUpdates(annotated))
  } catch (error) {
    // Another server that starts at the same time was quicker.
    if (error instanceof DocumentExists) return
    throw error
  }
  say(`Added the article ${id} from ${file}`)
}

function isFolder(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) throw new ServerProblem('bad-article', `There is no article ${path}. Check the path.`)
  return found.isDirectory()
}

function filesIn(folder: string): readonly string[] {
  const order = (name: string) => extensions.indexOf(extname(name).toLowerCase())
  return readdirSync(folder)
    .filter((name) => order(name) !== -1 && name !== 'versions.jsonl')
    .sort((a, b) => order(a) - order(b) || (a < b ? -1 : 1))
    .map((name) => join(folder, name))
}
