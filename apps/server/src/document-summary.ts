import { countClaims, layerRoom, readLayer, revealedAt, textRoom } from '@claimspan/collab'
import { documentId, layerId, offsetTable } from '@claimspan/core'
import type { Access } from './roles.js'
import { storedRooms, textOf } from './stored-document.js'
import type { LoggedDocument, LogReader } from './update-log.js'
import { type DocumentStatus, type DocumentWorkflow, noWorkflow } from './workflow.js'

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
    /** When an independent layer was opened to everybody: ISO 8601, UTC. */
    readonly revealedAt?: string
    readonly claims: number
    /** How many of them are of each type; one with two types counts for both. */
    readonly types: Readonly<Record<string, number>>
    /** How many of them are draft, proposed, accepted, rejected. */
    readonly statuses: Readonly<Record<string, number>>
    /** What whoever asks may do in it. */
    readonly access?: Access
  }[]
  /** What whoever asks may do with its text. */
  readonly access?: Access
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
      const summary = summarize(log, document, at)
      known.set(document.id, { seq, summary })
      return summary
    })
}

/**
 * What the list says of one document. No anchor is resolved for it, so it costs little more than loading the rooms. Throws
 * when the log does not hold the document's text.
 */
export function summarize(log: LogReader, document: LoggedDocument, updatedAt: string): DocumentSummary {
  const { text, layers } = storedRooms(log, document)
  const { id, title, version, language, text: words } = textOf(text, document)
  return {
    id,
    title,
    version,
    ...(language === undefined ? {} : { language }),
    characters: offsetTable(words).lengthIn('code-point'),
    layers: layers.flatMap((shared) => {
      const layer = readLayer(shared)
      if (layer === undefined) return []
      const revealed = revealedAt(shared)
      return [
        {
          id: layer.id,
          kind: layer.kind,
          ...(layer.name === undefined ? {} : { name: layer.name }),
          ...(revealed === undefined ? {} : { revealedAt: revealed }),
          claims: shared.claims.size,
          ...countClaims(shared),
        },
      ]
    }),
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

/** A summary as somebody may see it. */
export interface SeenSummary extends DocumentSummary, Pick<DocumentWorkflow, 'statusBy' | 'statusAt' | 'assignees'> {
  /** As people said; while nobody has, `in-progress` when there is a claim that may be seen. */
  readonly status: DocumentStatus
}

/** A summary without the layers that somebody may not enter, with what they may do and what was said of the work. */
export function summaryFor(
  summary: DocumentSummary,
  accessTo: (room: string) => Access,
  { status, statusBy, statusAt, assignees }: DocumentWorkflow = noWorkflow,
): SeenSummary {
  const id = documentId(summary.id)
  const layers = summary.layers
    .map((layer) => ({ ...layer, access: accessTo(layerRoom(id, layerId(layer.id))) }))
    .filter(({ access }) => access !== 'none')
  return {
    ...summary,
    access: accessTo(textRoom(id)),
    layers,
    status: status ?? (layers.some(({ claims }) => claims > 0) ? 'in-progress' : 'new'),
    ...(statusBy === undefined ? {} : { statusBy }),
    ...(statusAt === undefined ? {} : { statusAt }),
    assignees,
  }
}
