import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import type { AnnotatedDocument } from '@claimspan/core'
import { idFromTitle } from './document-id.js'
import { readNewDocument } from './new-document.js'
import { ServerProblem } from './server-problem.js'
import { firstUpdates } from './stored-document.js'
import type { UpdateLog } from './update-log.js'

const extensions = ['.txt', '.md', '.jsonl']

/** Make the documents in these files and folders, but for those whose id the log has had before. */
export function seedArticles(log: UpdateLog, paths: readonly string[], say: (line: string) => void): void {
  for (const path of paths.flatMap(articleFiles)) {
    for (const annotated of readArticle(path)) {
      const { id } = annotated.document
      if (log.document(id) !== undefined) continue
      log.createDocument(id, firstUpdates(annotated))
      say(`Added the article ${id} from ${path}`)
    }
  }
}

function articleFiles(path: string): readonly string[] {
  let isFolder: boolean
  try {
    isFolder = statSync(path).isDirectory()
  } catch {
    throw new ServerProblem('bad-article', `There is no article ${path}. Check the path.`)
  }
  if (!isFolder) return [path]
  return readdirSync(path)
    .sort()
    .filter((name) => extensions.includes(extname(name)))
    .map((name) => join(path, name))
}

function readArticle(path: string): readonly AnnotatedDocument[] {
  const name = basename(path, extname(path))
  return [readNewDocument(readFileSync(path), 'text/plain', {}, () => idFromTitle(name, () => false))]
}
