import {
  type AnnotatedDocument,
  type Attribution,
  type Claim,
  type EvidenceSet,
  type Mention,
  type OffsetUnit,
  offsetTable,
} from '@claimspan/core'
import type { TableName } from './tables.js'

/** A value of a column: `undefined` is none. */
export type Cell = string | number | readonly string[] | readonly number[] | undefined

/** Takes a row of a table, its cells in the order of the columns. */
export type AddRow = (table: TableName, cells: readonly Cell[]) => void

type Offset = (utf16: number) => number

/** The rows of a document, table by table; offsets counted in `unit`. */
export function addRows(annotated: AnnotatedDocument, unit: OffsetUnit, add: AddRow): void {
  const { document, layers, annotators, claims, relations, threads } = annotated
  const table = offsetTable(document.text)
  const offset: Offset = (utf16) => table.fromUtf16(utf16, unit)
  add('documents', [
    document.id,
    document.version,
    document.title,
    document.language,
    document.text,
    unit,
    document.blocks.map(({ kind }) => kind),
    JSON.stringify(document.metadata),
    JSON.stringify(layers),
    JSON.stringify(annotators),
    JSON.stringify(threads),
  ])
  for (const claim of claims) {
    add('claims', claimCells(document.id, claim, offset))
    for (const mention of claim.mentions) add('mentions', mentionCells(document.id, claim.id, 'claim', mention, offset))
    const { source, cue } = claim.attribution ?? {}
    if (source) add('mentions', mentionCells(document.id, claim.id, 'source', source, offset))
    if (cue) add('mentions', mentionCells(document.id, claim.id, 'cue', cue, offset))
  }
  for (const { id, type, from, to, layer, note, createdBy } of relations) {
    add('relations', [document.id, id, type, from, to, layer, note, createdBy])
  }
}

function claimCells(document: string, claim: Claim, offset: Offset): readonly Cell[] {
  const { verdict, attribution } = claim
  return [
    document,
    claim.id,
    claim.layer,
    claim.types,
    claim.normalizedClaim,
    claim.checkWorthiness,
    verdict?.scale,
    verdict?.label,
    verdict?.rating && JSON.stringify(verdict.rating),
    verdict?.justification,
    claim.confidence,
    attribution?.kind,
    attribution?.speaker?.name,
    attribution?.speaker?.kind,
    attribution?.speaker?.uri,
    attribution?.within && JSON.stringify(attributionJson(attribution.within, offset)),
    claim.evidence.length === 0 ? '[]' : JSON.stringify(claim.evidence.map((set) => evidenceJson(set, offset))),
    claim.tags,
    claim.note,
    claim.status,
    JSON.stringify(claim.origin),
    claim.createdBy,
    claim.createdAt,
    claim.updatedAt,
    claim.proposition,
  ]
}

function mentionCells(
  document: string,
  claim: string,
  role: string,
  mention: Mention,
  offset: Offset,
): readonly Cell[] {
  const { spans, quote, prefix, suffix } = mention
  const starts = spans.map(({ from }) => offset(from))
  const ends = spans.map(({ to }) => offset(to))
  const version = mention.documentVersion
  return [document, claim, role, mention.id, starts, ends, quote, prefix, suffix, version, mention.markedQuote]
}

/** A mention within JSON: its keys are the names of the columns. */
function mentionJson(mention: Mention, offset: Offset) {
  return {
    starts: mention.spans.map(({ from }) => offset(from)),
    ends: mention.spans.map(({ to }) => offset(to)),
    quote: mention.quote,
    prefix: mention.prefix,
    suffix: mention.suffix,
    document_version: mention.documentVersion,
    marked_quote: mention.markedQuote,
  }
}

function attributionJson({ kind, source, cue, speaker, within }: Attribution, offset: Offset): object {
  return {
    kind,
    source: source && mentionJson(source, offset),
    cue: cue && mentionJson(cue, offset),
    speaker,
    within: within && attributionJson(within, offset),
  }
}

/** Words of another document count in UTF-16 code units, as its text is not at hand. */
function evidenceJson({ stance, items }: EvidenceSet, offset: Offset) {
  return {
    stance,
    items: items.map((item) => {
      if (item.kind === 'url') return item
      if (item.document === undefined) return { kind: item.kind, mention: mentionJson(item.mention, offset) }
      const mention = mentionJson(item.mention, (utf16) => utf16)
      return { kind: item.kind, mention, document: item.document, offset_unit: 'utf-16' }
    }),
  }
}
