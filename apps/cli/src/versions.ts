import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { OpenData } from '@claimspan/server'
import { type Corpus, openCorpus, schemeOf } from './corpus.js'
import { isDataFolder } from './data-folder.js'
import type { Entry } from './entry.js'
import { Trouble } from './exit.js'

/** The file beside `documents.jsonl` that keeps older versions of its documents as they were, a version a line. */
export const versionsFile = 'versions.jsonl'

/** Where a native corpus keeps older versions; `undefined` when it keeps none. */
export function versionsPath(corpus: string): string | undefined {
  const file = join(corpus, versionsFile)
  return statSync(corpus).isDirectory() && existsSync(file) ? file : undefined
}

/** The older versions of the documents of a corpus: of all, or of this number only. */
export async function* olderVersions(path: string, version?: number): AsyncGenerator<Entry> {
  if (isDataFolder(path)) {
    const { openData } = await import('@claimspan/server')
    yield* versionsOfServer(path, openData(path), version)
    return
  }
  const file = versionsPath(path)
  if (file === undefined) return
  for await (const entry of (await openCorpus(file)).entries()) {
    if (!entry.ok || version === undefined || entry.annotated.document.version === version) yield entry
  }
}

function* versionsOfServer(folder: string, data: OpenData, version: number | undefined): Generator<Entry> {
  try {
    for (const { id } of data.documents()) {
      for (const older of data.versions(id).slice(0, -1)) {
        const annotated = version === undefined || older === version ? data.version(id, older) : undefined
        if (annotated !== undefined) yield { ok: true, annotated, file: `${folder}#${id}@${older}` }
      }
    }
  } finally {
    data.close()
  }
}

/** A corpus with its documents as they were at a version; those that have no such version are not in it. */
export function corpusAtVersion(corpus: Corpus, path: string, version: number): Corpus {
  const { kind, scheme, schemeProblems } = corpus
  return {
    kind,
    scheme,
    schemeProblems,
    async *entries() {
      for await (const entry of corpus.entries()) {
        if (!entry.ok || entry.annotated.document.version === version) yield entry
      }
      yield* olderVersions(path, version)
    },
  }
}

/**
 * A server's documents as they were at a sequence number of its log or at a time, with the scheme of that moment; those that
 * were made later are not in it. The same moment gives the same documents every time.
 */
export async function corpusAtMoment(corpus: Corpus, folder: string, moment: string): Promise<Corpus> {
  const { openData, ServerProblem } = await import('@claimspan/server')
  return {
    kind: corpus.kind,
    scheme: schemeOf(openData(folder), moment),
    schemeProblems: corpus.schemeProblems,
    async *entries() {
      const data = openData(folder)
      try {
        for (const { id } of data.documents()) {
          const annotated = data.at(id, moment)
          if (annotated !== undefined) yield { ok: true, annotated, file: `${folder}#${id}@${moment}` }
        }
      } catch (error) {
        if (error instanceof ServerProblem) throw new Trouble(error.message)
        throw error
      } finally {
        data.close()
      }
    },
  }
}
