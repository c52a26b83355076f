import { type AnnotatedDocument, type Claim, type Mention, offsetTable, wordsAt } from '@claimspan/core'
import { type Field, fieldLosses } from '../field-losses.js'
import type { WriteOptions, WrittenDocument, WrittenFile } from '../format.js'
import { type Losses, lossesOf } from '../loss.js'
import { hasWords } from '../mention-losses.js'
import { spansCell } from './spans.js'
import { listCell, tableRow } from './table.js'

export const claimColumns = [
  ...(['document_id', 'claim_id', 'layer', 'status', 'spans', 'quote', 'normalized_claim', 'types'] as const),
  ...(['check_worthiness', 'verdict', 'verdict_scale', 'justification', 'confidence', 'attribution'] as const),
  ...(['speaker', 'speaker_kind', 'speaker_uri', 'source_spans', 'source', 'cue_spans', 'cue'] as const),
  ...(['tags', 'note', 'relations', 'created_by', 'created_at', 'updated_at'] as const),
] as const
export const documentColumns = [
  ...(['document_id', 'version', 'title', 'language', 'offset_unit', 'blocks', 'metadata'] as const),
  ...(['layers', 'annotators', 'text'] as const),
] as const
export type ClaimColumn = (typeof claimColumns)[number]
export type DocumentColumn = (typeof documentColumns)[number]

const carried: readonly Field[] = [
  ...(['version', 'language', 'blocks', 'metadata', 'layers', 'authorship', 'normalizedClaim'] as const),
  ...([
    'checkWorthiness',
    'verdict',
    'verdict.justification',
    'confidence',
    'attribution',
    'attribution.kind',
  ] as const),
  ...(['attribution.speaker', 'tags', 'note', 'status'] as const),
]

/** How a table is written: what parts its cells, the end of its files' names, the format's name. */
export interface Dialect {
  readonly name: 'csv' | 'tsv'
  readonly delimiter: ',' | '\t'
}

/** The header rows of the two tables. */
export const tableHeaders = ({ name, delimiter }: Dialect): readonly WrittenFile[] => [
  { path: `corpus.claims.${name}`, text: tableRow(claimColumns, delimiter, false), append: true },
  { path: `corpus.documents.${name}`, text: tableRow(documentColumns, delimiter, false), append: true },
]

/**
 * The claims of one document as rows of `corpus.claims.csv`, one a claim, and the document as a row of `corpus.documents.csv` (RFC 4180 in
 * UTF-8). Offsets count code points, or the unit asked for, which the document's row says. Cells that a spreadsheet would take
 * for formulas are disarmed with a `'` unless the options say otherwise.
 */
export function writeTable(annotated: AnnotatedDocument, options: WriteOptions, dialect: Dialect): WrittenDocument {
  const { document, claims } = annotated
  const { delimiter, name } = dialect
  const unit = options.unit ?? 'code-point'
  const losses = lossesOf(annotated, name)
  const offsets = offsetTable(document.text)
  const row = (cells: readonly string[]): string => tableRow(cells, delimiter, options.disarmFormulas ?? true)
  const written = new Set<string>()

  const wordsOf = (mentions: readonly (Mention | undefined)[], claim: Claim) => {
    const left = mentions.filter((of) => of !== undefined).filter((of) => hasWords(annotated, of, claim, losses))
    return {
      spans: spansCell(
        left.map(({ spans }) => spans),
        offsets,
        unit,
      ),
      words: quoteCell(left.map(({ spans }) => wordsAt(document.text, spans))),
    }
  }
  const cells = claims.flatMap((claim): readonly Record<ClaimColumn, string>[] => {
    const { verdict, attribution, origin: _, ...rest } = claim
    const own = wordsOf(claim.mentions, claim)
    if (own.spans === '') {
      const detail = 'none of its words is in the text any more'
      losses.add({ claim: claim.id, what: 'claim', done: 'left-out', detail })
      return []
    }
    written.add(claim.id)
    const source = wordsOf([attribution?.source], claim)
    const cue = wordsOf([attribution?.cue], claim)
    return [
      {
        document_id: document.id,
        claim_id: claim.id,
        layer: claim.layer,
        status: claim.status,
        spans: own.spans,
        quote: own.words,
        normalized_claim: rest.normalizedClaim ?? '',
        types: listCell(claim.types),
        check_worthiness: rest.checkWorthiness ?? '',
        verdict: verdict?.label ?? '',
        verdict_scale: verdict?.scale ?? '',
        justification: verdict?.justification ?? '',
        confidence: rest.confidence === undefined ? '' : String(rest.confidence),
        attribution: attribution?.kind ?? '',
        speaker: attribution?.speaker?.name ?? '',
        speaker_kind: attribution?.speaker?.kind ?? '',
        speaker_uri: attribution?.speaker?.uri ?? '',
        source_spans: source.spans,
        source: source.words,
        cue_spans: cue.spans,
        cue: cue.words,
        tags: listCell(claim.tags),
        note: rest.note ?? '',
        relations: '',
        created_by: claim.createdBy,
        created_at: claim.createdAt,
        updated_at: rest.updatedAt ?? '',
      },
    ]
  })
  const arcs = relationCells(annotated, written, losses)
  emptyLosses(annotated, written, losses)
  fieldLosses(annotated, document.title === '' ? carried : [...carried, 'title'], losses, (id) => written.has(id))
  const place: Record<DocumentColumn, string> = {
    document_id: document.id,
    version: String(document.version),
    title: document.title,
    language: document.language ?? '',
    offset_unit: unit,
    blocks: document.blocks.every(({ kind }) => kind === 'paragraph')
      ? ''
      : document.blocks.map(({ kind }) => kind).join(' '),
    metadata: json(document.metadata),
    layers: json(annotated.layers),
    annotators: json(annotated.annotators),
    text: document.text,
  }
  const claimRows = cells.map((of) =>
    row(claimColumns.map((column) => (column === 'relations' ? listCell(arcs.get(of.claim_id) ?? []) : of[column]))),
  )
  return {
    files: [
      { path: `corpus.claims.${name}`, text: claimRows.join(''), append: true },
      { path: `corpus.documents.${name}`, text: row(documentColumns.map((column) => place[column])), append: true },
    ],
    losses: losses.all,
  }
}

/** The words of mentions in one cell, as a person reads them. */
export const quoteCell = (quotes: readonly string[]): string => quotes.join(' | ')

const json = (value: object): string => (Object.keys(value).length === 0 ? '' : JSON.stringify(value))

/** The relations from each claim, each as its type and the claim it goes to. */
function relationCells(
  { claims, relations }: AnnotatedDocument,
  written: Set<string>,
  losses: Losses,
): ReadonlyMap<string, readonly string[]> {
  const byId = new Map<string, Claim>(claims.map((claim) => [claim.id, claim]))
  const cells = new Map<string, string[]>()
  for (const relation of relations) {
    const loss = (what: string, done: 'left-out' | 'flattened', detail: string): void =>
      losses.add({ relation: relation.id, what, done, detail })
    const from = byId.get(relation.from)
    const missing = [relation.from, relation.to].find((id) => !written.has(id))
    const arc = `${relation.type} ${relation.to}`
    const list = cells.get(relation.from) ?? []
    cells.set(relation.from, list)
    if (missing !== undefined || from === undefined)
      loss('relation', 'left-out', `claim ${missing} could not be written`)
    else if (list.includes(arc)) loss('relation', 'left-out', 'another relation says the same of the same claims')
    else {
      list.push(arc)
      written.add(relation.id)
      if (relation.layer !== from.layer)
        loss('layer', 'flattened', `it comes to stand in ${from.layer}, the layer of its claim`)
      if (relation.createdBy !== from.createdBy)
        loss('createdBy', 'flattened', `it is said to be by ${from.createdBy}, who made its claim`)
    }
  }
  return cells
}

/** In a table, a text of no length is as none. */
function emptyLosses({ claims }: AnnotatedDocument, written: ReadonlySet<string>, losses: Losses): void {
  for (const { id, normalizedClaim, note, verdict } of claims) {
    if (!written.has(id)) continue
    const texts = { normalizedClaim, note, 'verdict.justification': verdict?.justification }
    for (const [what, text] of Object.entries(texts)) {
      if (text === '') losses.add({ claim: id, what, done: 'left-out', detail: 'an empty text is as none' })
    }
  }
}
