import { blockKinds, blocksOf, offsetTable, offsetUnits } from '@claimspan/core'

/** A row of a table by the names of its columns; what it has not is `undefined` or null. */
export type Row = Readonly<Record<string, unknown>>

/**
 * A document as a native line, from its row and those of its claims, mentions and relations; whether its values go together
 * is for who reads the line. A sentence when the rows cannot be told as a line.
 */
export function nativeLineOf(
  document: Row,
  rows: { readonly claims: readonly Row[]; readonly mentions: readonly Row[]; readonly relations: readonly Row[] },
): { readonly line: string } | { readonly sentence: string } {
  try {
    return { line: lineOf(document, rows) }
  } catch (error) {
    // What is thrown here are RangeErrors of its own; JSON in a column that is none is a SyntaxError.
    if (error instanceof RangeError || error instanceof SyntaxError) return { sentence: error.message }
    throw error
  }
}

function lineOf(
  document: Row,
  { claims, mentions, relations }: Readonly<Record<'claims' | 'mentions' | 'relations', readonly Row[]>>,
): string {
  const unit = offsetUnits.find((one) => one === document.offset_unit)
  const { text } = document
  if (unit === undefined) throw new RangeError(`offset_unit is none of ${offsetUnits.join(', ')}`)
  if (typeof text !== 'string') throw new RangeError('text is no text')
  const kinds = listOf(document.block_kinds)
  const table = offsetTable(text)
  const blocks = blocksOf(text, (line) => {
    const kind = blockKinds.find((one) => one === kinds[line])
    if (kind === undefined) throw new RangeError(`block_kinds has no kind of block for line ${line + 1} of the text`)
    return kind
  })
  if (kinds.length > blocks.length) throw new RangeError('block_kinds has more kinds than the text has lines')
  const mentionsOf = new Map<unknown, Row[]>()
  for (const mention of mentions) {
    const own = mentionsOf.get(mention.claim)
    if (own === undefined) mentionsOf.set(mention.claim, [mention])
    else own.push(mention)
  }
  const made = claims.map((claim) => {
    const own = mentionsOf.get(claim.id) ?? []
    mentionsOf.delete(claim.id)
    return claimOf(claim, own)
  })
  const [[astray] = []] = mentionsOf
  if (astray !== undefined)
    throw new RangeError(
      `Mentions are of claim ${JSON.stringify(astray)}, which is not there, or not in the order of the documents: sort the tables by document`,
    )
  const native = {
    claimspan: 1,
    id: document.id,
    version: document.version,
    title: document.title,
    language: known(document.language),
    offsetUnit: unit,
    text,
    blocks: blocks.map(({ kind, from, to }) => ({
      kind,
      from: table.fromUtf16(from, unit),
      to: table.fromUtf16(to, unit),
    })),
    metadata: json(document.metadata),
    layers: json(document.layers),
    annotators: json(document.annotators),
    claims: made,
    relations: relations.map((row) => ({
      id: row.id,
      type: row.type,
      from: row.from_claim,
      to: row.to_claim,
      layer: row.layer,
      note: known(row.note),
      createdBy: row.created_by,
    })),
    threads: json(document.threads),
  }
  // Whole numbers of 64 bits come as bigint.
  return JSON.stringify(native, (_, value) => (typeof value === 'bigint' ? Number(value) : value))
}

function claimOf(row: Row, mentions: readonly Row[]): object {
  const [own = [], [source, ...sources] = [], [cue, ...cues] = []] = ['claim', 'source', 'cue'].map((role) =>
    mentions.filter((mention) => mention.role === role),
  )
  if (sources.length + cues.length > 0) throw new RangeError('A claim has two mentions that are its source, or its cue')
  if (mentions.some(({ role }) => role !== 'claim' && role !== 'source' && role !== 'cue')) {
    throw new RangeError('The role of a mention is claim, source or cue')
  }
  const attribution = {
    kind: known(row.attribution_kind),
    source: source && mentionOf(source),
    cue: cue && mentionOf(cue),
    speaker:
      known(row.speaker_name) === undefined
        ? undefined
        : { name: row.speaker_name, kind: known(row.speaker_kind), uri: known(row.speaker_uri) },
    within: known(row.attribution_within) === undefined ? undefined : withinOf(json(row.attribution_within)),
  }
  const verdict = {
    scale: known(row.verdict_scale),
    label: known(row.verdict_label),
    rating: known(row.verdict_rating) === undefined ? undefined : json(row.verdict_rating),
    justification: known(row.verdict_justification),
  }
  return {
    id: row.id,
    layer: row.layer,
    mentions: own.map((mention) => ({ id: mention.id, ...mentionOf(mention) })),
    normalizedClaim: known(row.normalized_claim),
    proposition: known(row.proposition),
    types: listOf(row.types),
    checkWorthiness: known(row.check_worthiness),
    verdict: Object.values(verdict).every((value) => value === undefined) ? undefined : verdict,
    confidence: known(row.confidence),
    attribution: Object.values(attribution).every((value) => value === undefined) ? undefined : attribution,
    evidence: listOf(json(row.evidence)).map(evidenceOf),
    tags: listOf(row.tags),
    note: known(row.note),
    status: row.status,
    origin: json(row.origin),
    createdBy: row.created_by,
    createdAt: row.created_at,
    updatedAt: known(row.updated_at),
  }
}

/** A mention of a row, or of JSON with the names of the columns. */
function mentionOf(row: Row): object {
  const [starts, ends] = [listOf(row.starts), listOf(row.ends)]
  if (starts.length !== ends.length) throw new RangeError('A mention has not as many starts as ends')
  return {
    spans: starts.map((start, at) => ({ from: start, to: ends[at] })),
    quote: row.quote,
    prefix: row.prefix,
    suffix: row.suffix,
    documentVersion: row.document_version,
    markedQuote: known(row.marked_quote),
  }
}

function withinOf(value: unknown): object {
  const { kind, source, cue, speaker, within } = recordOf(value)
  return {
    kind,
    source: source === undefined ? undefined : mentionOf(recordOf(source)),
    cue: cue === undefined ? undefined : mentionOf(recordOf(cue)),
    speaker,
    within: within === undefined ? undefined : withinOf(within),
  }
}

function evidenceOf(value: unknown): object {
  const { stance, items } = recordOf(value)
  return {
    stance,
    items: listOf(items).map((item) => {
      const { kind, mention, document, offset_unit, ...rest } = recordOf(item)
      if (kind !== 'mention') return { kind, ...rest }
      return { kind, mention: mentionOf(recordOf(mention)), document, offsetUnit: offset_unit }
    }),
  }
}

const known = (value: unknown): unknown => value ?? undefined

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw new RangeError('A list is missing, or is none')
}

function recordOf(value: unknown): Row {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Row
  throw new RangeError('JSON in a column is no object where there should be one')
}

function json(value: unknown): unknown {
  if (typeof value === 'string') return JSON.parse(value)
  throw new RangeError('A column of JSON has no text')
}
