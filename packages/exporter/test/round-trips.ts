import { type AnnotatedDocument, type Claim, check, documentId } from '@claimspan/core'
import fc from 'fast-check'
import { expect } from 'vitest'
import { exportFiles, type Format, formats, type Loss, type ReadableFile, type ReadDocuments } from '../src/index.js'
import { annotatedDocuments, oddScheme } from './annotated-documents.js'

/** What a format's round trip is held to beyond the laws that hold for all. */
export interface RoundTrip {
  /** What reading must give, told from the original and the losses that were reported; equality is then exact. */
  readonly expected?: (annotated: AnnotatedDocument, losses: readonly Loss[]) => AnnotatedDocument
  /** Whether texts have carriage returns too; they have unless this is false. */
  readonly carriageReturns?: boolean
  readonly runs?: number
}

/** By the name of the format. One without a row is held to the laws alone. */
export const roundTrips: Readonly<Record<string, RoundTrip>> = {
  native: { expected: (annotated) => annotated },
}

/** These keep claims without their article: each claim that is read is a document of its own. Their own tests hold their laws. */
const claimsAlone = ['averitec', 'fever']

/** The formats that are written and read. */
export const bothWays: readonly Format[] = formats.filter(
  ({ name, write, read }) => write !== undefined && read !== undefined && !claimsAlone.includes(name),
)

/** Corpora of one to three documents, ids apart. */
export function corpora({ carriageReturns = true }: RoundTrip = {}): fc.Arbitrary<readonly AnnotatedDocument[]> {
  const each = carriageReturns
    ? fc.oneof(annotatedDocuments(), annotatedDocuments({ newline: '\r\n' }))
    : annotatedDocuments()
  return fc
    .array(each, { minLength: 1, maxLength: 3 })
    .map((made) =>
      made.map((one, at) => ({ ...one, document: { ...one.document, id: documentId(`${one.document.id}.${at}`) } })),
    )
}

/**
 * The laws of every format that is written and read, each over a whole corpus:
 * - reading gives a sound document for each, in order, with no problem, whether or not the scheme is told;
 * - a document of which no loss was reported comes back as it was;
 * - a claim of which no loss was reported is there, on the same words;
 * - after one round trip nothing more is lost: a second one gives the same, but for names that it says it changes.
 */
export function checkRoundTrip(format: Format, corpus: readonly AnnotatedDocument[]): void {
  const { expected } = roundTrips[format.name] ?? {}
  const { files, losses } = exportFiles(format, corpus, { scheme: oddScheme() })
  const once = readBack(format, files)
  expect(once.problems).toEqual([])
  expect(once.documents.map(({ document }) => document.id)).toEqual(corpus.map(({ document }) => document.id))
  for (const [at, original] of corpus.entries()) {
    const read = once.documents[at]
    if (read === undefined) continue
    expect(check(read)).toEqual([])
    const lost = losses.filter(({ document }) => document === original.document.id)
    if (expected !== undefined) expect(read).toEqual(expected(original, lost))
    else if (lost.length === 0) expect(read).toEqual(original)
    if (read.document.text.length !== original.document.text.length) continue
    const told = new Set(lost.map(({ claim }) => claim))
    const there = new Set(read.claims.map(placesOf))
    for (const claim of original.claims) if (!told.has(claim.id)) expect(there).toContain(placesOf(claim))
  }
  const second = exportFiles(format, once.documents, { scheme: oddScheme() })
  const again = readBack(format, second.files)
  expect(again.documents).toHaveLength(once.documents.length)
  for (const [at, read] of once.documents.entries()) {
    const changesName = second.losses.some(
      ({ document, done, what }) => document === read.document.id && done === 'renamed' && what !== 'ids',
    )
    if (!changesName) expect(again.documents[at]).toEqual(read)
  }
}

/** Where a claim's words are, mention by mention. */
const placesOf = ({ mentions }: Claim): string =>
  JSON.stringify(mentions.filter(({ spans }) => spans.length > 0).map(({ spans }) => spans))

/** The files of a corpus, read as one corpus: those with one stem together, with the corpus-wide ones. */
export function readBack(format: Format, files: readonly ReadableFile[]): ReadDocuments {
  const read = format.read?.documents(files, { scheme: oddScheme() })
  if (read === undefined) throw new Error(`${format.name} cannot be read`)
  return read
}
