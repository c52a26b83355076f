import type { Relation } from '@claimspan/core'
import { type AlignedMarks, pairsOf } from './align-marks.js'
import type { CoderMarks } from './coder-marks.js'

/** Types of relations that have no direction. */
const undirected: ReadonlySet<string> = new Set(['equivalent'])

/** Relations of two coders between the same two claims. */
export interface JoinedRelations {
  readonly a: Relation
  readonly b: Relation
  /** The type with the direction in which it runs along the text: `supports →`. */
  readonly labelA: string
  readonly labelB: string
}

/** How far the relations of two coders agree, by their aligned ends. */
export interface RelationMatch {
  /** One to one, of the same type and direction where there is one, else in the order of their labels. */
  readonly joined: readonly JoinedRelations[]
  /** Relations between claims that both have, which the other has not related. */
  readonly onlyA: readonly Relation[]
  readonly onlyB: readonly Relation[]
  /** Relations with an end that the other has not marked at all. */
  readonly unalignedA: readonly Relation[]
  readonly unalignedB: readonly Relation[]
}

/** Match the relations of two coders over the alignment of their claims. */
export function matchRelations(a: CoderMarks, b: CoderMarks, alignment: AlignedMarks): RelationMatch {
  if (a.relations.length === 0 && b.relations.length === 0) {
    return { joined: [], onlyA: [], onlyB: [], unalignedA: [], unalignedB: [] }
  }
  const [pairOfA, pairOfB] = [new Int32Array(a.claims.length).fill(-1), new Int32Array(b.claims.length).fill(-1)]
  const along = new Float64Array(alignment.pairs.length)
  let pair = 0
  for (const { left, right } of pairsOf(alignment)) {
    pairOfA[left] = pair
    pairOfB[right] = pair
    along[pair] = (a.covered[left]?.[0]?.from ?? 0) + (b.covered[right]?.[0]?.from ?? 0)
    pair += 1
  }
  const [ofA, ofB] = [between(a, pairOfA, along), between(b, pairOfB, along)]
  const joined: JoinedRelations[] = []
  const [onlyA, onlyB]: [Relation[], Relation[]] = [[], []]
  for (const [ends, labelsA] of ofA.byEnds) {
    const labelsB = ofB.byEnds.get(ends) ?? []
    const [restA, restB] = [[...labelsA], [...labelsB]]
    for (const one of labelsA) {
      const at = restB.findIndex(({ label }) => label === one.label)
      const [other] = at < 0 ? [] : restB.splice(at, 1)
      if (other === undefined) continue
      restA.splice(restA.indexOf(one), 1)
      joined.push({ a: one.relation, b: other.relation, labelA: one.label, labelB: other.label })
    }
    for (const one of restA) {
      const other = restB.shift()
      if (other === undefined) onlyA.push(one.relation)
      else joined.push({ a: one.relation, b: other.relation, labelA: one.label, labelB: other.label })
    }
    onlyB.push(...restB.map(({ relation }) => relation))
  }
  for (const [ends, labels] of ofB.byEnds) {
    if (!ofA.byEnds.has(ends)) onlyB.push(...labels.map(({ relation }) => relation))
  }
  return { joined, onlyA, onlyB, unalignedA: ofA.unaligned, unalignedB: ofB.unaligned }
}

interface Labelled {
  readonly relation: Relation
  readonly label: string
}

/** Relations by the pairs of claims that are their ends, each list in the order of its labels. */
function between({ relations, ends }: CoderMarks, pairOf: Int32Array, along: Float64Array) {
  const byEnds = new Map<number, Labelled[]>()
  const unaligned: Relation[] = []
  relations.forEach((relation, at) => {
    const [from, to] = [pairOf[ends[2 * at] ?? -1] ?? -1, pairOf[ends[2 * at + 1] ?? -1] ?? -1]
    if (from < 0 || to < 0) {
      unaligned.push(relation)
      return
    }
    const forwards = ((along[to] ?? 0) - (along[from] ?? 0) || to - from) > 0
    const label = undirected.has(relation.type) ? relation.type : `${relation.type} ${forwards ? '→' : '←'}`
    const key = Math.min(from, to) * along.length + Math.max(from, to)
    const list = byEnds.get(key)
    if (list === undefined) byEnds.set(key, [{ relation, label }])
    else list.push({ relation, label })
  })
  for (const list of byEnds.values()) {
    if (list.length > 1) list.sort((x, y) => (x.label < y.label ? -1 : x.label > y.label ? 1 : 0))
  }
  return { byEnds, unaligned }
}
