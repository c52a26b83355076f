import {
  type AnnotatedDocument,
  type Claim,
  type LayerKind,
  layerKinds,
  type Relation,
  type Span,
} from '@claimspan/core'
import { type ClaimColumns, claimColumns, claimValues, type FieldLabels, fieldLabels } from './claim-columns.js'
import { markWords, type Words, wordsOf } from './words.js'

/** What is compared, and who of them. */
export interface CodersOptions {
  /**
   * What a coder is: a layer (one without claims in a document found none there), or an annotator, by who made each claim (who
   * made none in a document is taken not to have worked on it). Layers when left out.
   */
  readonly by?: 'layer' | 'annotator'
  /** Ids of the layers or annotators to compare; all when left out. */
  readonly only?: readonly string[]
  /**
   * Kinds of layers whose claims count. When left out: the independent ones if the documents have two of them or more, else
   * also those of which a layer has a claim: the empty shared layer that every document has is nobody's work.
   */
  readonly kinds?: readonly LayerKind[]
  /**
   * How much two claims must overlap to be taken for the same, 0 to 1 (intersection over union). Any shared character is enough
   * when left out.
   */
  readonly overlap?: number
}

/** The independent layers where there are two of them or more, else these and all kinds of which a layer has a claim. */
export function kindsToCompare(documents: Iterable<AnnotatedDocument>): readonly LayerKind[] {
  const independent = new Set<string>()
  const used = new Set<LayerKind>(['independent'])
  for (const { layers, claims } of documents) {
    const withClaims = new Set<string>(claims.map(({ layer }) => layer))
    for (const { id, kind } of layers) {
      if (kind === 'independent') independent.add(id)
      else if (!used.has(kind) && withClaims.has(id)) used.add(kind)
    }
  }
  return independent.size > 1 ? ['independent'] : layerKinds.filter((kind) => used.has(kind))
}

/** What one coder marked in one document, in the order of the text. Claims without words stand apart. */
export interface CoderMarks {
  readonly coder: string
  readonly claims: readonly Claim[]
  /** The characters of each claim: spans in order that neither overlap nor touch. */
  readonly covered: readonly (readonly Span[])[]
  readonly detached: readonly Claim[]
  readonly columns: ClaimColumns
  readonly relations: readonly Relation[]
  /** The places of the claims that a relation is from and to, two for each; -1 for one that is not among the claims. */
  readonly ends: Int32Array
  /** 1 for each word of the document that a claim has a character of. */
  readonly inWords: Uint8Array
}

/** A document as its coders marked it, each in the order of their ids. */
export interface CodedDocument {
  readonly annotated: AnnotatedDocument
  readonly words: Words
  readonly labels: FieldLabels
  readonly coders: ReadonlyMap<string, CoderMarks>
}

/** Set a document's claims apart by coder. What is the same as in `before`, an earlier state of it, is taken over. */
export function codedDocument(
  annotated: AnnotatedDocument,
  { by = 'layer', only, kinds }: CodersOptions,
  before?: CodedDocument,
): CodedDocument {
  const { text } = annotated.document
  const sameText = before?.annotated.document.text === text
  const words = sameText ? before.words : wordsOf(text)
  const labels = before?.labels ?? fieldLabels()
  const layers = annotated.layers.filter(({ kind }) => kinds === undefined || kinds.includes(kind))
  const counted = new Set<string>(layers.map(({ id }) => id))
  const claims = new Map<string, Claim[]>()
  const relations = new Map<string, Relation[]>()
  const isIn = (coder: string) => only === undefined || only.includes(coder)
  if (by === 'layer') for (const { id } of layers) if (isIn(id)) claims.set(id, [])
  for (const claim of annotated.claims) {
    if (!counted.has(claim.layer)) continue
    const coder = by === 'layer' ? claim.layer : claim.createdBy
    const own = claims.get(coder)
    if (own !== undefined) own.push(claim)
    else if (by === 'annotator' && isIn(coder)) claims.set(coder, [claim])
  }
  for (const relation of annotated.relations) {
    if (!counted.has(relation.layer)) continue
    const coder = by === 'layer' ? relation.layer : relation.createdBy
    const own = relations.get(coder)
    if (own === undefined) relations.set(coder, [relation])
    else own.push(relation)
  }
  const coders = [...claims]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([coder, own]) => {
      const given = { coder, claims: own, relations: relations.get(coder) ?? [] }
      const known = sameText ? before.coders.get(coder) : undefined
      return [coder, known !== undefined && isSame(given, known) ? known : marksOf(given, words, labels)] as const
    })
  return { annotated, words, labels, coders: new Map(coders) }
}

interface Given {
  readonly coder: string
  readonly claims: readonly Claim[]
  readonly relations: readonly Relation[]
}

/** As they were given, so that a later state can be compared with them. */
const givenTo = new WeakMap<CoderMarks, Given>()

function isSame(given: Given, known: CoderMarks): boolean {
  const before = givenTo.get(known)
  const same = (one: readonly unknown[], other: readonly unknown[]) =>
    one.length === other.length && one.every((each, at) => each === other[at])
  return before !== undefined && same(before.claims, given.claims) && same(before.relations, given.relations)
}

function marksOf(given: Given, words: Words, labels: FieldLabels): CoderMarks {
  const all = given.claims.map((claim) => ({ claim, values: claimValues(claim) }))
  const placed = all.filter(({ values }) => values.covered.length > 0)
  placed.sort(({ claim: a, values: { covered: inA } }, { claim: b, values: { covered: inB } }) => {
    const [one, other] = [inA[0], inB[0]]
    return (one?.from ?? 0) - (other?.from ?? 0) || (other?.to ?? 0) - (one?.to ?? 0) || (a.id < b.id ? -1 : 1)
  })
  const covered = placed.map(({ values }) => values.covered)
  const inWords = new Uint8Array(words.from.length)
  for (const spans of covered) markWords(words, spans, inWords)
  const claims = placed.map(({ claim }) => claim)
  const marks: CoderMarks = {
    coder: given.coder,
    claims,
    covered,
    detached: all.filter(({ values }) => values.covered.length === 0).map(({ claim }) => claim),
    columns: claimColumns(
      placed.map(({ values }) => values),
      labels,
    ),
    relations: given.relations,
    ends: endsOf(given.relations, claims),
    inWords,
  }
  givenTo.set(marks, given)
  return marks
}

function endsOf(relations: readonly Relation[], claims: readonly Claim[]): Int32Array {
  const ends = new Int32Array(relations.length * 2).fill(-1)
  if (relations.length === 0) return ends
  const placeOf = new Map<string, number>(claims.map(({ id }, place) => [id, place]))
  relations.forEach(({ from, to }, at) => {
    ends[2 * at] = placeOf.get(from) ?? -1
    ends[2 * at + 1] = placeOf.get(to) ?? -1
  })
  return ends
}
