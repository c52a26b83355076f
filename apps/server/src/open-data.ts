import type { AnnotatedDocument, Scheme } from '@claimspan/core'
import { databasePath, isDataFolder } from './data-folder.js'
import { openDatabaseToRead } from './database.js'
import { latest } from './document-summary.js'
import { documentAtMoment, readMoment } from './moments.js'
import { isPrunedAt, prunedSentence } from './pruned.js'
import { ServerProblem } from './server-problem.js'
import { sqliteReader } from './sqlite-log.js'
import { readStored } from './stored-document.js'
import { schemeIn } from './stored-schemes.js'
import { listVersions, readVersion } from './versions.js'

/** A data folder opened for reading, also while a server works on it. */
export interface OpenData {
  /** The documents that are not deleted, the oldest first. */
  documents(): readonly { readonly id: string; readonly updatedAt: string }[]
  /** A document with the claims of all its layers, as the server's export has it. Throws `RangeError` when there is none. */
  annotated(id: string): AnnotatedDocument
  /** The versions of a document, the oldest first; empty when there is no such document. */
  versions(id: string): readonly number[]
  /** A version as it was when the next one began; `undefined` when there is none. */
  version(id: string, version: number): AnnotatedDocument | undefined
  /**
   * A document as it was at a sequence number or a time (ISO 8601); `undefined` when it was not made yet. Throws
   * `RangeError` when there is no such document, or the moment is neither; {@link ServerProblem} when it was pruned.
   */
  at(id: string, moment: string): AnnotatedDocument | undefined
  /** The newest version of the project's scheme, or the newest at a sequence number or a time (ISO 8601). */
  scheme(moment?: string): Scheme
  close(): void
}

/** Open a server's data folder for reading. Throws {@link ServerProblem} when it is not one. */
export function openData(dataFolder: string): OpenData {
  if (!isDataFolder(dataFolder)) {
    throw new ServerProblem(
      'not-a-data-folder',
      `${dataFolder} is not a data folder of a Claimspan server: it has no claimspan.db.`,
    )
  }
  const database = openDatabaseToRead(databasePath(dataFolder))
  const log = sqliteReader(database)

  /** All reads of one call see one moment, whatever a server writes meanwhile. */
  function atOnce<T>(read: () => T): T {
    database.exec('BEGIN')
    try {
      return read()
    } finally {
      database.exec('COMMIT')
    }
  }

  return {
    documents: () =>
      atOnce(() => log.documents().map((document) => ({ id: document.id, updatedAt: latest(log, document).at }))),
    annotated: (id) =>
      atOnce(() => {
        const document = log.document(id)
        if (document === undefined || document.deletedAt !== undefined) {
          throw new RangeError(`There is no document ${JSON.stringify(id)} in ${dataFolder}`)
        }
        return readStored(log, document)
      }),
    versions: (id) =>
      atOnce(() => {
        const document = log.document(id)
        return document === undefined || document.deletedAt !== undefined
          ? []
          : listVersions(log, document).map(({ version }) => version)
      }),
    version: (id, version) =>
      atOnce(() => {
        const document = log.document(id)
        return document === undefined || document.deletedAt !== undefined
          ? undefined
          : readVersion(log, document, version)
      }),
    at: (id, said) =>
      atOnce(() => {
        const document = log.document(id)
        const moment = document === undefined ? undefined : readMoment(log, document, said)
        if (document === undefined || moment === undefined) {
          throw new RangeError(`There is no document ${JSON.stringify(id)} at ${JSON.stringify(said)} in ${dataFolder}`)
        }
        if (isPrunedAt(log, document, moment)) throw new ServerProblem('pruned', prunedSentence(log, document))
        return documentAtMoment(log, document, moment)
      }),
    scheme: (moment) => schemeIn(database, moment).scheme,
    close: () => void database.close(),
  }
}
