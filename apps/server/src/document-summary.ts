import { type AnnotatedDocument, offsetTable } from '@claimspan/core'
import { readStored } from './stored-document.js'
import type { LoggedDocument, LogReader } from './update-log.js'

/** What a list of documents says of each. `characters` counts code points. */
export interface DocumentSummary {
  readonly id: string
  readonly title: string
  readonly version: number
  readonly language?: string
  readonly characters: number
  readonly layers: readonly {
    readonly id: string
    readonly kind: string
    readonly name?: string
    readonly claims: number
  }[]
  /** When any of its rooms last changed: ISO 8601, UTC. */
  readonly updatedAt: string
}

/** Summaries are made anew only for documents that have changed since they were asked for last. */
export function documentSummaries(log: LogReader): () => readonly DocumentSummary[] {
  const known = new Map<string, { readonly seq: number; readonly summary: DocumentSummary }>()
  return () =>
    log.documents().map((document) => {
      const { seq, at } = latest(log, document)
      const before = known.get(document.id)
      if (before?.seq === seq) return before.summary
      const summary = summarize(readStored(log, document), at)
      known.set(document.id, { seq, summary })
      return summary
    })
}

export function summarize(annotated: AnnotatedDocument, updatedAt: string): DocumentSummary {
  const { id, title, version, language, text } = annotated.document
  return {
    id,
    title,
    version,
    ...(language === undefined ? {} : { language }),
    characters: offsetTable(text).lengthIn('code-point'),
    layers: annotated.layers.map((layer) => ({
      id: layer.id,
      kind: layer.kind,
      ...(layer.name === undefined ? {} : { name: layer.name }),
      claims: annotated.claims.filter((claim) => claim.layer === layer.id).length,
    })),
    updatedAt,
  }
}

/** The newest update of any room of a document. */
export function latest(log: LogReader, document: LoggedDocument): { readonly seq: number; readonly at: string } {
  let newest = { seq: 0, at: document.createdAt }
  for (const room of document.rooms) {
    const mark = log.mark(room)
    if (mark !== undefined && mark.seq > newest.seq) newest = mark
  }
  return { seq: newest.seq, at: newest.at }
}
