import {
  type AnnotatedDocument,
  type AnnotatorId,
  type ClaimId,
  type LayerId,
  type Relation,
  type RelationId,
  relation,
  relationId,
} from '@claimspan/core'
import { faultOf } from './answer.js'
import { curatedId } from './curated-claim.js'
import { type Decisions, takenBy } from './decision.js'
import type { AdjudicationRecord, Choice, FieldOutcome } from './record.js'
import { type AdjudicationRule, decided } from './rule.js'

export interface RelationVoting {
  readonly curated: LayerId
  readonly by: AnnotatorId
  readonly layers: readonly LayerId[]
  readonly rule: AdjudicationRule
  readonly answers: Decisions
  /** What became of each source claim: its curated claim's id, and whether that is there. */
  readonly endOf: ReadonlyMap<ClaimId, RelationEnd>
}

export interface RelationEnd {
  readonly id: ClaimId
  readonly outcome: AdjudicationRecord['outcome']
}

/**
 * Relations of one type between the same curated claims are one. The layers that have both ends vote. A relation is left
 * out with an end that was left out, or when both ends became one claim, and waits, with no question, for an end that is open.
 */
export function adjudicateRelations(
  { document, claims, relations }: AnnotatedDocument,
  { curated, by, layers, rule, answers, endOf }: RelationVoting,
): { readonly relations: readonly Relation[]; readonly records: readonly AdjudicationRecord[] } {
  const others = relations.filter(({ id, layer }) => layer !== curated || !id.startsWith('adj-'))
  const taken = new Set<string>(others.map(({ id }) => id))
  const holders = new Map<ClaimId, Set<LayerId>>()
  for (const { id, layer } of claims) {
    const end = endOf.get(id)
    if (end !== undefined) holders.set(end.id, (holders.get(end.id) ?? new Set()).add(layer))
  }
  const same = new Map<string, { from: RelationEnd; to: RelationEnd; type: string; all: Relation[] }>()
  for (const each of relations) {
    const [from, to] = [endOf.get(each.from), endOf.get(each.to)]
    if (!layers.includes(each.layer) || from === undefined || to === undefined) continue
    const key = JSON.stringify([each.type, from.id, to.id])
    const there = same.get(key)
    if (there === undefined) same.set(key, { from, to, type: each.type, all: [each] })
    else there.all.push(each)
  }
  const made: Relation[] = []
  const records: AdjudicationRecord[] = []
  for (const { from, to, type, all } of [...same.values()].sort((a, b) => inOrder(keyOf(a), keyOf(b)))) {
    all.sort((a, b) => inOrder(a.layer, b.layer) || inOrder(a.id, b.id))
    const voters = layers.filter((layer) => holders.get(from.id)?.has(layer) && holders.get(to.id)?.has(layer))
    const id: RelationId = relationId(
      curatedId(
        all.map((each) => each.id),
        taken,
      ),
    )
    const sources = all.map((each) => ({ layer: each.layer, id: each.id }))
    const record = { document: document.id, kind: 'relation' as const, id, rule: rule.kind, from: sources }
    const ends = [from.outcome, to.outcome]
    if (ends.includes('left-out') || from.id === to.id) {
      records.push({ ...record, outcome: 'left-out', fields: [] })
      continue
    }
    if (ends.includes('open')) {
      records.push({ ...record, outcome: 'open', fields: [] })
      continue
    }
    const outcome = vote(all, voters, type, rule, answers)
    const isThere = outcome.value === 'yes'
    if (isThere) made.push(relation({ id, type, from: from.id, to: to.id, layer: curated, createdBy: by }))
    records.push({
      ...record,
      outcome: outcome.by === 'open' ? 'open' : isThere ? 'curated' : 'left-out',
      fields: [outcome],
    })
  }
  return { relations: [...others, ...made], records }
}

const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const keyOf = ({ type, from, to }: { readonly type: string; readonly from: RelationEnd; readonly to: RelationEnd }) =>
  `${from.id} ${to.id} ${type}`

function vote(
  all: readonly Relation[],
  voters: readonly LayerId[],
  type: string,
  rule: AdjudicationRule,
  answers: Decisions,
): FieldOutcome {
  const having = new Set(all.map(({ layer }) => layer))
  const [first] = all
  const choices: readonly Choice[] = [
    {
      value: type,
      layers: voters.filter((layer) => having.has(layer)),
      ...(first === undefined ? {} : { take: first.id }),
    },
    { value: 'no', layers: voters.filter((layer) => !having.has(layer)) },
  ].filter(({ layers }) => layers.length > 0)
  const decision = answers.on(
    'relation',
    all.map(({ id }) => ({ id })),
    (one) => faultOf(one, ''),
  )
  if (decision !== undefined) {
    const value = takenBy(decision).length === 0 ? 'no' : 'yes'
    return { field: 'relation', by: 'person', choices, value, decision }
  }
  const value = decided(
    voters.map((layer) => ({ layer, key: having.has(layer) ? 'yes' : 'no' })),
    rule,
  )
  return value === undefined
    ? { field: 'relation', by: 'open', choices }
    : { field: 'relation', by: 'rule', choices, value }
}
