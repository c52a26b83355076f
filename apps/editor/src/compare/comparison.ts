import {
  type Adjudication,
  type AdjudicationRecord,
  adjudicate,
  claimGroups,
  type DecidedField,
  type Decision,
  type FieldOutcome,
  keyOfField,
  type ValueField,
  valueFields,
} from '@claimspan/agreement'
import { readDecisions, type SharedLayer, type StoredDecision } from '@claimspan/collab'
import { type AnnotatedDocument, type Claim, type ClaimId, type LayerId, layerId, type Relation } from '@claimspan/core'

/** What of claims that are taken for one is compared on a line of its own. */
export type RowField = 'is-claim' | ValueField

/** One field of claims that are taken for one. */
export interface Row {
  readonly field: RowField
  readonly differs: boolean
  readonly isOpen: boolean
}

/** A relation that one layer or more have between what are the same claims. */
export interface RelationRow {
  readonly id: string
  /** By which a decision on it is kept. */
  readonly about: string
  readonly type: string
  readonly to: Claim | undefined
  /** In the order of the layers that are compared. */
  readonly has: readonly (Relation | undefined)[]
  readonly differs: boolean
  readonly isOpen: boolean
  /** Whether a claim at one of its ends is not decided yet. */
  readonly waits: boolean
}

/**
 * How it stands: all layers say the same and it has not been taken (`agreed`), there is a question (`open`), it is in the
 * curated layer (`taken`) or was changed there by hand (`edited`), or a person decided that it is no claim (`left-out`).
 */
export type PlaceState = 'agreed' | 'open' | 'taken' | 'edited' | 'left-out'

/** Claims of the compared layers that are taken for one: at most one of each. */
export interface Place {
  /** Its id in the curated layer, whether it is there or not. */
  readonly id: ClaimId
  /** In the order of the layers that are compared. */
  readonly claims: readonly (Claim | undefined)[]
  readonly rows: readonly Row[]
  readonly relations: readonly RelationRow[]
  readonly result: Claim | undefined
  readonly state: PlaceState
  /** Whether the layers do not all say the same. */
  readonly differs: boolean
  /** All that was taken for the same, which is more than its own claims when a person took several of these as claims. */
  readonly sources: readonly ClaimId[]
  /** The sources that a person took as a claim each; empty unless there are several. */
  readonly parted: readonly ClaimId[]
}

/** Layers of one document side by side, with what has been decided about them. */
export interface Comparison {
  readonly annotated: AnnotatedDocument
  /** Left to right. */
  readonly layers: readonly LayerId[]
  readonly curated: LayerId
  readonly decisions: ReadonlyMap<string, StoredDecision>
  readonly records: readonly AdjudicationRecord[]
  readonly places: readonly Place[]
}

/** The layer that the result would go to while there is none. */
const noneYet = layerId('curated-yet-to-be-made')

/** Compare layers of a document; `curated` is the layer with the result, `shared` what is kept in it. */
export function compare(
  annotated: AnnotatedDocument,
  layers: readonly LayerId[],
  target?: { readonly layer: LayerId; readonly shared: SharedLayer },
): Comparison {
  const decisions = target === undefined ? new Map<string, StoredDecision>() : readDecisions(target.shared)
  const curated = target?.layer ?? noneYet
  const { records } = adjudicated(annotated, layers, curated, decisions)
  const claims = new Map(annotated.claims.map((claim) => [`${claim.layer} ${claim.id}`, claim]))
  const roots = new Map<ClaimId, readonly ClaimId[]>()
  for (const group of claimGroups(annotated.claims, layers)) {
    const ids = group.claims.map(({ id }) => id)
    for (const id of ids) roots.set(id, ids)
  }
  const placeOf = new Map<ClaimId, ClaimId>()
  for (const record of records) {
    if (record.kind === 'claim') for (const { id } of record.from) placeOf.set(id as ClaimId, record.id as ClaimId)
  }
  const relations = relationRows(annotated, layers, records, placeOf, claims)
  const places = records.flatMap((record): Place[] => {
    if (record.kind !== 'claim' || record.from.length === 0) return []
    const own = layers.map((layer) => {
      const source = record.from.find((from) => from.layer === layer)
      return source === undefined ? undefined : claims.get(`${layer} ${source.id}`)
    })
    const id = record.id as ClaimId
    const sources = roots.get(record.from[0]?.id as ClaimId) ?? []
    return [placeFrom({ id, own, record, sources, decisions, result: claims.get(`${curated} ${id}`), relations })]
  })
  return { annotated, layers, curated, decisions, records, places }
}

/** The adjudication of layers by what persons decided; where all say the same, nobody has to. */
export function adjudicated(
  annotated: AnnotatedDocument,
  layers: readonly LayerId[],
  curated: LayerId,
  decisions: ReadonlyMap<string, StoredDecision>,
  made: { readonly by: string; readonly at: string } = { by: 'nobody', at: '1970-01-01T00:00:00Z' },
): Adjudication {
  const { id } = annotated.document
  return adjudicate(annotated, {
    ...made,
    rule: { kind: 'unanimous' },
    layers,
    curated,
    decisions: [...decisions.values()].flatMap((one): Decision[] =>
      isDecidedField(one.field)
        ? [
            {
              document: id,
              field: one.field,
              about: one.about as ClaimId,
              take: one.take as ClaimId[],
              by: one.by,
              at: one.at,
            },
          ]
        : [],
    ),
  })
}

const decidedFields: readonly string[] = ['claim', 'is-claim', 'relation', ...valueFields]
const isDecidedField = (field: string): field is DecidedField => decidedFields.includes(field)

interface PlaceParts {
  readonly id: ClaimId
  readonly own: readonly (Claim | undefined)[]
  readonly record: AdjudicationRecord
  readonly sources: readonly ClaimId[]
  readonly decisions: ReadonlyMap<string, StoredDecision>
  readonly result: Claim | undefined
  readonly relations: ReadonlyMap<ClaimId, readonly RelationRow[]>
}

function placeFrom({ id, own, record, sources, decisions, result, relations }: PlaceParts): Place {
  const whole = decisions.get(`claim ${aboutOf(sources)}`)
  const parted = whole !== undefined && whole.take.length > 1 ? (whole.take as readonly ClaimId[]) : []
  const isParted = parted.length > 0 && record.from.length < sources.length
  const outcomes = new Map(record.fields.map((outcome) => [outcome.field, outcome]))
  const rows = isParted
    ? rowsOf(
        own.filter((claim) => claim !== undefined),
        outcomes,
      )
    : rowsOf(own, outcomes)
  const related = relations.get(id) ?? []
  const isOpen = rows.some((row) => row.isOpen) || related.some((row) => row.isOpen)
  const differs = rows.some((row) => row.differs) || related.some((row) => row.differs)
  return {
    id,
    claims: own,
    rows,
    relations: related,
    result,
    state: stateOf(record, result, isOpen, differs),
    differs: differs || isParted,
    sources,
    parted: isParted ? parted : [],
  }
}

function stateOf(
  { outcome }: AdjudicationRecord,
  result: Claim | undefined,
  isOpen: boolean,
  differs: boolean,
): PlaceState {
  if (outcome === 'kept' && result !== undefined) return 'edited'
  if (outcome === 'left-out') return 'left-out'
  if (isOpen) return 'open'
  if (result !== undefined) return 'taken'
  // What was decided and then taken out of the curated layer by hand is a question again.
  return differs ? 'open' : 'agreed'
}

/** By which decisions on claims that are taken for one are kept: the first of their ids. */
export const aboutOf = (sources: readonly string[]): ClaimId => ([...sources].sort()[0] ?? '') as ClaimId

function rowsOf(claims: readonly (Claim | undefined)[], outcomes: ReadonlyMap<string, FieldOutcome>): readonly Row[] {
  const there = claims.filter((claim) => claim !== undefined)
  const isOpen = (field: RowField) => outcomes.get(field)?.by === 'open'
  const isMissing = there.length < claims.length
  return [
    ...(isMissing ? [{ field: 'is-claim' as const, differs: true, isOpen: isOpen('is-claim') }] : []),
    ...valueFields.flatMap((field): Row[] => {
      if (there.every((claim) => isEmpty(claim, field))) return []
      const differs = new Set(there.map((claim) => keyOfField(claim, field))).size > 1
      return [{ field, differs, isOpen: isOpen(field) }]
    }),
  ]
}

/** Whether a claim has nothing in a field. */
export function isEmpty(claim: Claim, field: ValueField): boolean {
  const value = claim[field]
  return value === undefined || (Array.isArray(value) && value.length === 0)
}

function relationRows(
  { relations }: AnnotatedDocument,
  layers: readonly LayerId[],
  records: readonly AdjudicationRecord[],
  placeOf: ReadonlyMap<ClaimId, ClaimId>,
  claims: ReadonlyMap<string, Claim>,
): ReadonlyMap<ClaimId, readonly RelationRow[]> {
  const rows = new Map<ClaimId, RelationRow[]>()
  for (const record of records) {
    if (record.kind !== 'relation') continue
    const sources = record.from.flatMap(
      (from) => relations.find(({ id, layer }) => id === from.id && layer === from.layer) ?? [],
    )
    const [first] = sources
    const at = first === undefined ? undefined : placeOf.get(first.from)
    if (first === undefined || at === undefined) continue
    const [outcome] = record.fields
    const row: RelationRow = {
      id: record.id,
      about: aboutOf(sources.map(({ id }) => id)),
      type: first.type,
      to: claims.get(`${first.layer} ${first.to}`),
      has: layers.map((layer) => sources.find((source) => source.layer === layer)),
      differs: sources.length < layers.length,
      isOpen: outcome?.by === 'open',
      waits: outcome === undefined && record.outcome === 'open',
    }
    rows.set(at, [...(rows.get(at) ?? []), row])
  }
  return rows
}
