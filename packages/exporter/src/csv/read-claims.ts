import {
  type Annotator,
  type Attribution,
  annotator,
  attributionKinds,
  type Claim,
  checkWorthinesses,
  claim,
  claimStatuses,
  cueMentionId,
  type Document,
  isId,
  isInstant,
  type Layer,
  layer,
  type Mention,
  mention,
  type OffsetTable,
  type OffsetUnit,
  offsetTable,
  type Relation,
  relation,
  sourceMentionId,
  speakerKinds,
  wordsAt,
} from '@claimspan/core'
import type { ImportProblem } from '../format.js'
import { importAuthor, importLayer, importTime } from '../import/imported.js'
import type { Row } from './rows.js'
import { spansOfCell } from './spans.js'
import { valuesOfCell } from './table.js'
import { type ClaimColumn, quoteCell } from './write.js'

interface ClaimReading {
  readonly document: Document
  readonly unit: OffsetUnit
  readonly layers: readonly Layer[]
  readonly annotators: readonly Annotator[]
  readonly problems: ImportProblem[]
}

/** The claims of one document's rows and the relations between them; layers and annotators that were not declared are added. */
export function claimsOfRows(rows: readonly Row[], reading: ClaimReading) {
  const { document, problems } = reading
  const layers = new Map<string, Layer>(reading.layers.map((each) => [each.id, each]))
  const annotators = new Map<string, Annotator>(reading.annotators.map((each) => [each.id, each]))
  const offsets = offsetTable(document.text)
  const claims = new Map<string, Claim>()
  for (const row of rows) {
    const at = columnsOf(row, problems)
    const made = claimOfRow(row, at, reading, offsets)
    if (made === undefined) continue
    if (claims.has(made.id)) at.problem('claim_id', 'duplicate-id', 'is the id of another claim of this document.')
    claims.set(made.id, made)
    if (!layers.has(made.layer))
      layers.set(
        made.layer,
        made.layer === importLayer('csv').id ? importLayer('csv') : layer({ id: made.layer, kind: 'shared' }),
      )
    if (!annotators.has(made.createdBy)) annotators.set(made.createdBy, annotator(made.createdBy))
  }
  return {
    layers: [...layers.values()],
    annotators: [...annotators.values()],
    claims: [...claims.values()],
    relations: rows
      .flatMap((row) => relationsOfRow(row, claims, problems))
      .map((each, at): Relation => relation({ ...each, id: `r${at + 1}` })),
  }
}

/** The cells of a row, empty ones as `undefined`, and what is wrong with one. */
interface Columns {
  text(column: ClaimColumn): string | undefined
  oneOf<Value extends string>(column: ClaimColumn, values: readonly Value[]): Value | undefined
  problem(column: ClaimColumn, kind: string, sentence: string): void
}

function columnsOf(row: Row, problems: ImportProblem[]): Columns {
  const text = (column: ClaimColumn): string | undefined => row.text(column) || undefined
  const problem = (column: ClaimColumn, kind: string, sentence: string): void =>
    row.problem(column, kind, sentence, problems)
  return {
    text,
    problem,
    oneOf(column, values) {
      const given = text(column)
      const found = values.find((value) => value === given)
      if (given !== undefined && found === undefined)
        problem(column, 'unknown-value', `is none of ${values.join(', ')}.`)
      return found
    },
  }
}

function claimOfRow(row: Row, at: Columns, { document, unit }: ClaimReading, offsets: OffsetTable): Claim | undefined {
  function mentionsOf(spans: ClaimColumn, words: ClaimColumn, id: (count: number) => string): readonly Mention[] {
    const cell = at.text(spans)
    if (cell === undefined) return []
    const found = spansOfCell(cell, offsets, unit)
    if (typeof found === 'string') {
      at.problem(spans, 'bad-offsets', `cannot be: ${found}.`)
      return []
    }
    const there = quoteCell(found.map((each) => wordsAt(document.text, each)))
    const said = at.text(words)
    if (said !== undefined && said !== there)
      at.problem(words, 'quote-differs', `is ${JSON.stringify(said)}, but ${JSON.stringify(there)} stands there.`)
    return found.map((each, count) =>
      mention(document.text, each, { id: id(count + 1), documentVersion: document.version }),
    )
  }
  const id = row.text('claim_id')
  if (!isId(id)) at.problem('claim_id', 'bad-id', 'is no id: letters, digits and . _ @ + -.')
  const mentions = mentionsOf('spans', 'quote', (count) => `m${count}`)
  if (at.text('spans') === undefined) at.problem('spans', 'missing', 'is empty: the claim has no words.')
  const place = row.text('layer') || importLayer('csv').id
  if (!isId(place)) at.problem('layer', 'bad-id', 'is no id of a layer.')
  const by = row.text('created_by') || importAuthor('csv').id
  if (!isId(by)) at.problem('created_by', 'bad-id', 'is no id of an annotator.')
  const [created, updated] = [at.text('created_at') ?? importTime, at.text('updated_at')]
  if (!isInstant(created)) at.problem('created_at', 'bad-time', 'is no time such as 2026-01-02T03:04:05Z.')
  if (updated !== undefined && !isInstant(updated))
    at.problem('updated_at', 'bad-time', 'is no time such as 2026-01-02T03:04:05Z.')
  const confidence = at.text('confidence')
  const isSure = confidence === undefined || /^(?:0(?:\.\d+)?|1(?:\.0+)?)$/.test(confidence)
  if (!isSure) at.problem('confidence', 'wrong-number', 'is no number from 0 to 1.')
  const status = at.oneOf('status', claimStatuses)
  const checkWorthiness = at.oneOf('check_worthiness', checkWorthinesses)
  const [normalizedClaim, note, label, justification] = (
    ['normalized_claim', 'note', 'verdict', 'justification'] as const
  ).map((column) => at.text(column))
  const attribution = attributionOf(at, mentionsOf)
  const sound =
    isId(id) && isId(place) && isId(by) && isInstant(created) && (updated === undefined || isInstant(updated))
  if (!sound || !isSure || mentions.length === 0) return undefined
  return claim({
    id,
    layer: place,
    mentions,
    types: valuesOfCell(row.text('types')),
    tags: valuesOfCell(row.text('tags')),
    createdBy: by,
    createdAt: created,
    origin: { kind: 'import', from: 'csv' },
    ...(updated === undefined ? {} : { updatedAt: updated }),
    ...(status === undefined ? {} : { status }),
    ...(normalizedClaim === undefined ? {} : { normalizedClaim }),
    ...(checkWorthiness === undefined ? {} : { checkWorthiness }),
    ...(note === undefined ? {} : { note }),
    ...(confidence === undefined ? {} : { confidence: Number(confidence) }),
    ...(label === undefined
      ? {}
      : {
          verdict: {
            scale: at.text('verdict_scale') ?? 'core',
            label,
            ...(justification === undefined ? {} : { justification }),
          },
        }),
    ...(attribution === undefined ? {} : { attribution }),
  })
}

function attributionOf(
  at: Columns,
  mentionsOf: (spans: ClaimColumn, words: ClaimColumn, id: () => string) => readonly Mention[],
): Attribution | undefined {
  const [source] = mentionsOf('source_spans', 'source', () => sourceMentionId)
  const [cue] = mentionsOf('cue_spans', 'cue', () => cueMentionId)
  const kind = at.oneOf('attribution', attributionKinds)
  const [name, uri] = [at.text('speaker'), at.text('speaker_uri')]
  const speakerKind = at.oneOf('speaker_kind', speakerKinds)
  if ([kind, source, cue, name].every((part) => part === undefined)) return undefined
  return {
    kind: kind ?? 'indirect',
    ...(source && { source }),
    ...(cue && { cue }),
    ...(name === undefined
      ? {}
      : { speaker: { name, ...(speakerKind && { kind: speakerKind }), ...(uri === undefined ? {} : { uri }) } }),
  }
}

function relationsOfRow(row: Row, claims: ReadonlyMap<string, Claim>, problems: ImportProblem[]) {
  const from = claims.get(row.text('claim_id'))
  return valuesOfCell(row.text('relations')).flatMap((value) => {
    const found = /^(.+) (\S+)$/s.exec(value)
    const to = claims.get(found?.[2] ?? '')
    if (from === undefined) return []
    if (found === null || to === undefined || to === from) {
      const sentence = `has ${JSON.stringify(value)}, which is no type and id of another claim of this document.`
      row.problem('relations', 'unknown-claim', sentence, problems)
      return []
    }
    return [{ type: found[1] ?? '', from: from.id, to: to.id, layer: from.layer, createdBy: from.createdBy }]
  })
}
