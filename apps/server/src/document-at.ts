import type { AnnotatedDocument } from '@claimspan/core'
import { HttpProblem } from './http-problem.js'
import { readStored } from './stored-document.js'
import type { LoggedDocument, LogReader } from './update-log.js'
import { listVersions, readVersion } from './versions.js'

/** A document as it is, or a version of it when one is asked for. Throws {@link HttpProblem}. */
export function documentAt(log: LogReader, document: LoggedDocument, version: unknown): AnnotatedDocument {
  if (version === undefined) return readStored(log, document)
  const asked = typeof version === 'string' && /^[1-9]\d{0,8}$/.test(version) ? Number(version) : undefined
  const found = asked === undefined ? undefined : readVersion(log, document, asked)
  if (found !== undefined) return found
  const there = listVersions(log, document).map((one) => one.version)
  throw new HttpProblem(
    404,
    'unknown-version',
    `The document "${document.id}" has no version ${JSON.stringify(version)}; it has ${there.join(', ')}.`,
  )
}
