import type { Attribution, Claim, EvidenceSet, Mention } from '@claimspan/core'

/** What is adjudicated of claims that are taken for one: whether it is a claim, its words, and field by field what is said of it. */
export type AdjudicatedField = 'is-claim' | ValueField | 'relation'

/** The fields of a claim that are voted on. Confidence, note and status are an annotator's own. */
export type ValueField =
  | 'mentions'
  | 'types'
  | 'checkWorthiness'
  | 'verdict'
  | 'attribution'
  | 'normalizedClaim'
  | 'evidence'
  | 'tags'

export const valueFields: readonly ValueField[] = [
  'mentions',
  'types',
  'checkWorthiness',
  'verdict',
  'attribution',
  'normalizedClaim',
  'evidence',
  'tags',
]

/** The values of a claim's fields that are adjudicated. */
export type FieldValues = Pick<Claim, ValueField>

/** One field of a claim with its value; nothing when the claim has none. */
export const valuesOf = (claim: Claim, field: ValueField): Partial<FieldValues> =>
  claim[field] === undefined ? {} : { [field]: claim[field] }

/** The fields that have labels: what soft labels are made of. */
export type CategoricalField = 'types' | 'checkWorthiness' | 'verdict'
export const categoricalFields: readonly CategoricalField[] = ['types', 'checkWorthiness', 'verdict']

/** What a claim has in a field, so that equal values are equal strings: sets in order, mentions by their places. */
export function keyOfField(claim: Claim, field: ValueField): string {
  switch (field) {
    case 'mentions':
      return JSON.stringify(claim.mentions.map(placeOf).sort())
    case 'types':
    case 'tags':
      return JSON.stringify([...claim[field]].sort())
    case 'evidence':
      return JSON.stringify(claim.evidence.map(evidenceKey).sort())
    case 'attribution':
      return claim.attribution === undefined ? '' : attributionKey(claim.attribution)
    case 'verdict': {
      if (claim.verdict === undefined) return ''
      const { scale, label, rating } = claim.verdict
      return JSON.stringify([scale, label, rating?.value, rating?.best, rating?.worst])
    }
    default:
      return claim[field] ?? ''
  }
}

/** A value in words, for a list of choices. */
export function wordsOfField(values: Partial<FieldValues>, field: ValueField): string {
  return wordsIn(values, field) || '(none)'
}

function wordsIn(values: Partial<FieldValues>, field: ValueField): string | undefined {
  switch (field) {
    case 'mentions':
      return values.mentions?.map(({ quote }) => quote).join(' … ')
    case 'types':
    case 'tags':
      return [...(values[field] ?? [])].sort().join(', ')
    case 'evidence':
      return values.evidence?.map(({ stance, items }) => `${stance} (${items.length})`).join(', ')
    case 'attribution': {
      const { attribution } = values
      if (attribution === undefined) return undefined
      const said = [attribution.speaker?.name, attribution.source?.quote, attribution.cue?.quote]
      return [attribution.kind, ...said.flatMap((part) => part ?? [])].join(', ')
    }
    case 'verdict':
      return values.verdict && `${values.verdict.label} (${values.verdict.scale})`
    default:
      return values[field]
  }
}

/** The label of a claim in a field with labels; `undefined` when it was not given one. Several types are one label. */
export function labelOfField(claim: Claim, field: CategoricalField): string | undefined {
  switch (field) {
    case 'types':
      return claim.types.length === 0 ? undefined : [...claim.types].sort().join(' + ')
    case 'verdict':
      return claim.verdict === undefined ? undefined : `${claim.verdict.scale}: ${claim.verdict.label}`
    case 'checkWorthiness':
      return claim.checkWorthiness
  }
}

const placeOf = ({ spans, quote }: Mention): string =>
  spans.length === 0 ? `gone ${quote}` : spans.map(({ from, to }) => `${from}-${to}`).join(' ')

const evidenceKey = ({ stance, items }: EvidenceSet): string =>
  JSON.stringify([
    stance,
    items
      .map((item) =>
        item.kind === 'url' ? `url ${item.url} ${item.quote ?? ''}` : `${item.document ?? ''} ${placeOf(item.mention)}`,
      )
      .sort(),
  ])

function attributionKey({ kind, source, cue, speaker, within }: Attribution): string {
  const place = (mention: Mention | undefined) => (mention === undefined ? null : placeOf(mention))
  return JSON.stringify([
    kind,
    place(source),
    place(cue),
    speaker === undefined ? null : [speaker.name, speaker.kind, speaker.uri],
    within === undefined ? null : attributionKey(within),
  ])
}
