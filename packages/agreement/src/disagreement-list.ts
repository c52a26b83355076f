import type { AnnotatedDocument, Claim, ClaimId, DocumentId, Relation, RelationId, Span } from '@claimspan/core'
import { type AlignedPair, pairsOf } from './align-marks.js'
import { none, sameScale, sameSpans, valueFields, valueIn, wordsOfPart } from './claim-values.js'
import { type CoderMarks, type CodersOptions, kindsToCompare } from './coder-marks.js'
import { type CountedDocument, type CountedPair, countDocument } from './counted-document.js'
import { matchRelations } from './relation-match.js'

export type DisagreementKind =
  | 'missed'
  | 'boundary'
  | 'type'
  | 'source'
  | 'cue'
  | 'attribution'
  | 'speaker'
  | 'check-worthiness'
  | 'verdict'
  | 'relation'

/** In the order in which they are listed. */
export const disagreementKinds: readonly DisagreementKind[] = [
  'missed',
  'boundary',
  'type',
  'source',
  'cue',
  'attribution',
  'speaker',
  'check-worthiness',
  'verdict',
  'relation',
]

/** What one coder has at a place where two disagree. Offsets are UTF-16 code units. */
export interface DisagreementSide {
  readonly coder: string
  /** Absent where the coder has no claim there; of a relation, the claim it starts from. */
  readonly claim?: ClaimId
  readonly relation?: RelationId
  /** The words that are marked: the claim's, or those of its source or cue where these differ. */
  readonly spans: readonly Span[]
  /** The words, or the label that was given. */
  readonly value?: string
}

/** A place where two coders disagree in one thing. */
export interface Disagreement {
  readonly kind: DisagreementKind
  readonly document: DocumentId
  readonly documentVersion: number
  /** From the first character that either marked to the last. */
  readonly span: Span
  readonly a: DisagreementSide
  readonly b: DisagreementSide
  /** Types of the claims in question. */
  readonly labels: readonly string[]
}

/**
 * Every place where two coders disagree, in the order of the documents and their text, of all coders two by two. What follows
 * from a missed claim, such as the relations it has, is not listed again.
 */
export function disagreements(
  documents: Iterable<AnnotatedDocument>,
  options: CodersOptions = {},
): readonly Disagreement[] {
  const all = [...documents]
  const kinds = options.kinds ?? kindsToCompare(all)
  return all.flatMap((annotated) => disagreementsIn(countDocument(annotated, { ...options, kinds })))
}

/** The same of a document that has been counted. */
export function disagreementsIn({ coded, pairs }: CountedDocument): readonly Disagreement[] {
  const found = pairs.flatMap((pair) => {
    const [a, b] = [coded.coders.get(pair.a), coded.coders.get(pair.b)]
    return a === undefined || b === undefined ? [] : betweenTwo(coded.annotated, a, b, pair)
  })
  return found.sort(
    (one, other) =>
      one.span.from - other.span.from ||
      disagreementKinds.indexOf(one.kind) - disagreementKinds.indexOf(other.kind) ||
      one.span.to - other.span.to,
  )
}

function betweenTwo(
  { document }: AnnotatedDocument,
  a: CoderMarks,
  b: CoderMarks,
  { counted: { alignment } }: CountedPair,
): readonly Disagreement[] {
  const found: Disagreement[] = []
  const add = (kind: DisagreementKind, sideA: DisagreementSide, sideB: DisagreementSide, claims: readonly Claim[]) => {
    const ends = [...sideA.spans, ...sideB.spans]
    const spans = ends.length > 0 ? ends : claims.flatMap(({ mentions }) => mentions.flatMap(({ spans }) => spans))
    found.push({
      kind,
      document: document.id,
      documentVersion: document.version,
      span: around(spans),
      a: sideA,
      b: sideB,
      labels: [...new Set(claims.flatMap(({ types }) => (types.length === 0 ? [none] : types)))].sort(),
    })
  }
  const words = (spans: readonly Span[]) => spans.map(({ from, to }) => document.text.slice(from, to)).join(' … ')
  const side = (marks: CoderMarks, place: number, value?: string): DisagreementSide => {
    const [claim, spans = []] = [marks.claims[place], marks.covered[place]]
    return {
      coder: marks.coder,
      ...(claim === undefined ? {} : { claim: claim.id }),
      spans,
      ...(claim === undefined ? {} : { value: value ?? words(spans) }),
    }
  }
  const absent = ({ coder }: CoderMarks): DisagreementSide => ({ coder, spans: [] })

  const [lefts, rights] = [new Set<number>(), new Set<number>()]
  for (const { left, right } of pairsOf(alignment)) {
    lefts.add(left)
    rights.add(right)
  }
  a.claims.forEach((claim, at) => {
    if (!lefts.has(at)) add('missed', side(a, at), absent(b), [claim])
  })
  b.claims.forEach((claim, at) => {
    if (!rights.has(at)) add('missed', absent(a), side(b, at), [claim])
  })
  for (const pair of pairsOf(alignment)) aligned(pair)
  relations()
  return found

  function aligned({ left, right, overlap }: AlignedPair): void {
    const [one, other] = [a.claims[left], b.claims[right]]
    if (one === undefined || other === undefined) return
    if (overlap < 1) add('boundary', side(a, left), side(b, right), [one, other])
    for (const field of valueFields) {
      const [ofA, ofB] = [valueIn(one, field), valueIn(other, field)]
      if (ofA === ofB || ofA === undefined || ofB === undefined) continue
      if (field === 'verdict' && !sameScale(one, other)) continue
      add(field, side(a, left, ofA), side(b, right, ofB), [one, other])
    }
    for (const part of ['source', 'cue'] as const) {
      const [ofA, ofB] = [wordsOfPart(one, part), wordsOfPart(other, part)]
      if (sameSpans(ofA, ofB)) continue
      const marked = (marks: CoderMarks, place: number, spans: readonly Span[]): DisagreementSide => ({
        ...side(marks, place, spans.length === 0 ? none : words(spans)),
        spans,
      })
      add(part, marked(a, left, ofA), marked(b, right, ofB), [one, other])
    }
  }

  function relations(): void {
    const { joined, onlyA, onlyB } = matchRelations(a, b, alignment)
    const [placesA, placesB] = [places(a), places(b)]
    const end = (marks: CoderMarks, placeOf: ReadonlyMap<string, number>, { id, from }: Relation, label: string) => ({
      ...side(marks, placeOf.get(from) ?? -1, label),
      relation: id,
    })
    const ends = (marks: CoderMarks, placeOf: ReadonlyMap<string, number>, { from, to }: Relation): readonly Claim[] =>
      [from, to].flatMap((id) => marks.claims[placeOf.get(id) ?? -1] ?? [])
    for (const { a: one, b: other, labelA, labelB } of joined) {
      if (labelA === labelB) continue
      const [sideA, sideB] = [end(a, placesA, one, labelA), end(b, placesB, other, labelB)]
      add('relation', sideA, sideB, ends(a, placesA, one))
    }
    for (const one of onlyA) add('relation', end(a, placesA, one, one.type), absent(b), ends(a, placesA, one))
    for (const one of onlyB) add('relation', absent(a), end(b, placesB, one, one.type), ends(b, placesB, one))
  }
}

const places = ({ claims }: CoderMarks): ReadonlyMap<string, number> => new Map(claims.map(({ id }, at) => [id, at]))

function around(spans: readonly Span[]): Span {
  let [from, to] = [Number.POSITIVE_INFINITY, 0]
  for (const span of spans) {
    from = Math.min(from, span.from)
    to = Math.max(to, span.to)
  }
  return { from, to }
}

/** How many disagreements there are of each kind. */
export type KindCounts = { readonly [kind in DisagreementKind]?: number }

export interface DisagreementCounts {
  readonly byKind: KindCounts
  /** Of what each coder takes part in; a claim is missed by the one who has not marked it. */
  readonly byCoder: Readonly<Record<string, KindCounts>>
  /** By the types of the claims, each claim with all its types. */
  readonly byLabel: Readonly<Record<string, KindCounts>>
}

/** Count disagreements by kind, by kind for each coder, and by kind for each label. */
export function countDisagreements(list: readonly Disagreement[]): DisagreementCounts {
  const [byKind, byCoder, byLabel] = [counter(), new Map<string, Counter>(), new Map<string, Counter>()]
  const of = (map: Map<string, Counter>, key: string): Counter => {
    const known = map.get(key) ?? counter()
    map.set(key, known)
    return known
  }
  for (const { kind, a, b, labels } of list) {
    byKind.add(kind)
    for (const side of [a, b]) {
      if (kind !== 'missed' || side.claim === undefined) of(byCoder, side.coder).add(kind)
    }
    for (const label of labels) of(byLabel, label).add(kind)
  }
  const counts = (map: Map<string, Counter>) =>
    Object.fromEntries(
      [...map].sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, { counts }]) => [key, counts()]),
    )
  return { byKind: byKind.counts(), byCoder: counts(byCoder), byLabel: counts(byLabel) }
}

interface Counter {
  add(kind: DisagreementKind): void
  counts(): KindCounts
}

function counter(): Counter {
  const counts = new Map<DisagreementKind, number>()
  return {
    add: (kind) => void counts.set(kind, (counts.get(kind) ?? 0) + 1),
    counts: () =>
      Object.fromEntries(disagreementKinds.flatMap((kind) => (counts.has(kind) ? [[kind, counts.get(kind)]] : []))),
  }
}
