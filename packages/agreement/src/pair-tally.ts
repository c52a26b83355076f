import { type AlignedMarks, type AlignedPair, alignMarks, matchAmong, pairsOf, type Touches } from './align-marks.js'
import type { FieldLabels } from './claim-columns.js'
import { none, sameSpans, valueFields } from './claim-values.js'
import type { CoderMarks } from './coder-marks.js'
import { overlapOf } from './covered.js'
import { CellCounts } from './labels.js'
import { upTo } from './matching.js'
import { matchRelations } from './relation-match.js'
import { Tally } from './tally.js'

/** What two coders' claims of one document come to, with the alignment it rests on. */
export interface PairCounted {
  readonly alignment: AlignedMarks
  readonly tally: Tally
}

/** Count how far two coders agree in one document; their values have codes in `labels`. */
export function countPair(a: CoderMarks, b: CoderMarks, labels: FieldLabels, atLeast?: number): PairCounted {
  const alignment = alignMarks(a, b, atLeast)
  const tally = new Tally()
  tally.add('claims A', a.claims.length)
  tally.add('claims B', b.claims.length)
  tally.add('found', alignment.pairs.length)
  countBoundaries(alignment, tally)
  countLabels(a, b, alignment.touches, labels, tally)
  countWords(a, b, tally)
  countFields(a, b, alignment, labels, tally)
  countTypes(a, b, alignment, labels, tally)
  countRelations(a, b, alignment, tally)
  return { alignment, tally }
}

function countBoundaries(alignment: AlignedMarks, tally: Tally): void {
  const { touches } = alignment
  let overlap = 0
  for (const at of alignment.pairs) overlap += touches.overlap[at] ?? 0
  tally.add('overlap', overlap)
  const [lefts, rights] = [new Set<number>(), new Set<number>()]
  const all = upTo(touches.left.length)
  const exact = takeEqual(touches, all, lefts, rights)
  tally.add('exact', exact)
  const others = all.filter((at) => !lefts.has(touches.left[at] ?? -1) && !rights.has(touches.right[at] ?? -1))
  tally.add('partial', matchAmong(touches, others).length)
}

/**
 * How many pairs of claims of the same words there are: since these all have the same partners, the first that is free is as
 * good as any. What is taken is added to `lefts` and `rights`.
 */
function takeEqual(
  { left, right, overlap }: Touches,
  among: Int32Array,
  lefts: Set<number>,
  rights: Set<number>,
): number {
  let taken = 0
  for (const at of among) {
    const one = left[at] ?? 0
    const other = right[at] ?? 0
    if (overlap[at] !== 1 || lefts.has(one) || rights.has(other)) continue
    lefts.add(one)
    rights.add(other)
    taken += 1
  }
  return taken
}

/** A claim counts once with each of its types, and with `(none)` where it has none. */
function countLabels(a: CoderMarks, b: CoderMarks, touches: Touches, labels: FieldLabels, tally: Tally): void {
  const types = labels['single types']
  for (const [coder, { columns }] of [
    ['A', a],
    ['B', b],
  ] as const) {
    const counts = new Float64Array(types.size)
    for (const type of columns.types) counts[type] = (counts[type] ?? 0) + 1
    counts.forEach((count, type) => {
      if (count > 0) tally.cell('labels', types.label(type), coder, count)
    })
  }
  const byType: number[][] = Array.from({ length: types.size }, () => [])
  const [ofA, ofB] = [a.columns, b.columns]
  for (let at = 0; at < touches.left.length; at++) {
    const one = touches.left[at] ?? 0
    const other = touches.right[at] ?? 0
    for (let place = ofA.typesFrom[one] ?? 0; place < (ofA.typesFrom[one + 1] ?? 0); place++) {
      const type = ofA.types[place] ?? 0
      if (hasType(ofB, other, type)) byType[type]?.push(at)
    }
  }
  byType.forEach((touching, type) => {
    if (touching.length === 0) return
    const among = Int32Array.from(touching)
    tally.cell('labels', types.label(type), 'strict', takeEqual(touches, among, new Set(), new Set()))
    tally.cell('labels', types.label(type), 'type', matchAmong(touches, among).length)
  })
}

function hasType({ types, typesFrom }: CoderMarks['columns'], claim: number, type: number): boolean {
  for (let place = typesFrom[claim] ?? 0; place < (typesFrom[claim + 1] ?? 0); place++) {
    if (types[place] === type) return true
  }
  return false
}

function countWords(a: CoderMarks, b: CoderMarks, tally: Tally): void {
  let [both, onlyA, onlyB] = [0, 0, 0]
  const words = a.inWords.length
  for (let word = 0; word < words; word++) {
    const one = a.inWords[word] ?? 0
    const other = b.inWords[word] ?? 0
    both += one & other
    onlyA += one & ~other
    onlyB += other & ~one
  }
  tally.add('words both', both)
  tally.add('words A', both + onlyA)
  tally.add('words B', both + onlyB)
  const cells = [
    ['in', 'in', both],
    ['in', 'out', onlyA],
    ['out', 'in', onlyB],
    ['out', 'out', words - both - onlyA - onlyB],
  ] as const
  for (const [row, column, count] of cells) if (count > 0) tally.cell('words', row, column, count)
}

function countFields(
  a: CoderMarks,
  b: CoderMarks,
  { touches, pairs }: AlignedMarks,
  labels: FieldLabels,
  tally: Tally,
): void {
  const whole = Uint8Array.from(pairs, (at) => (touches.overlap[at] === 1 ? 1 : 0))
  for (const field of valueFields) {
    const [ofA, ofB] = [a.columns.values[field], b.columns.values[field]]
    const cells = new CellCounts(labels[field])
    pairs.forEach((at, pair) => {
      const one = touches.left[at] ?? 0
      const other = touches.right[at] ?? 0
      const valueA = ofA[one] ?? -1
      const valueB = ofB[other] ?? -1
      if (valueA !== valueB) whole[pair] = 0
      if (valueA < 0 || valueB < 0) return
      if (field === 'verdict' && a.columns.scale[one] !== b.columns.scale[other]) return
      cells.add(valueA, valueB)
    })
    cells.into(tally, field)
  }
  for (const part of ['source', 'cue'] as const) {
    let pair = 0
    for (const aligned of pairsOf({ touches, pairs })) {
      if (!countPart(part, a, b, aligned, tally)) whole[pair] = 0
      pair += 1
    }
  }
  let wholes = 0
  for (const one of whole) wholes += one
  tally.add('whole', wholes)
}

/** Count the words of a source or cue; whether both marked the same, which may be none. */
function countPart(
  part: 'source' | 'cue',
  a: CoderMarks,
  b: CoderMarks,
  { left, right }: AlignedPair,
  tally: Tally,
): boolean {
  const [wordsA, wordsB] = [a.columns[part][left] ?? [], b.columns[part][right] ?? []]
  const same = sameSpans(wordsA, wordsB)
  tally.cell(part, wordsA.length > 0 ? part : none, wordsB.length > 0 ? part : none)
  if (wordsA.length === 0 && wordsB.length === 0) return true
  tally.add(`${part} either`, 1)
  if (same) tally.add(`${part} same`, 1)
  if (wordsA.length === 0 || wordsB.length === 0) return false
  tally.add(`${part} both`, 1)
  tally.add(`${part} overlap`, overlapOf(wordsA, wordsB))
  return same
}

/** Which types met which: those that both gave meet themselves, what one alone gave meets each that the other alone gave. */
function countTypes(a: CoderMarks, b: CoderMarks, alignment: AlignedMarks, labels: FieldLabels, tally: Tally): void {
  const types = labels['single types']
  const cells = new CellCounts(types)
  const nothing = types.codeOf(none)
  const [ofA, ofB] = [a.columns, b.columns]
  for (const { left, right } of pairsOf(alignment)) {
    const fromA = ofA.typesFrom[left] ?? 0
    const toA = ofA.typesFrom[left + 1] ?? 0
    const fromB = ofB.typesFrom[right] ?? 0
    const toB = ofB.typesFrom[right + 1] ?? 0
    if (toA - fromA === 1 && toB - fromB === 1) {
      cells.add(ofA.types[fromA] ?? 0, ofB.types[fromB] ?? 0)
      continue
    }
    const [typesA, typesB] = [ofA.types.subarray(fromA, toA), ofB.types.subarray(fromB, toB)]
    for (const type of typesA) if (typesB.includes(type)) cells.add(type, type)
    const [restA, restB] = [
      typesA.filter((one) => !typesB.includes(one)),
      typesB.filter((one) => !typesA.includes(one)),
    ]
    if (restA.length === 0 && restB.length === 0) continue
    for (const type of restA.length === 0 ? [nothing] : restA) {
      for (const other of restB.length === 0 ? [nothing] : restB) cells.add(type, other)
    }
  }
  cells.into(tally, 'single types')
}

function countRelations(a: CoderMarks, b: CoderMarks, alignment: AlignedMarks, tally: Tally): void {
  tally.add('relations A', a.relations.length)
  tally.add('relations B', b.relations.length)
  const { joined } = matchRelations(a, b, alignment)
  tally.add('relations joined', joined.length)
  for (const { labelA, labelB } of joined) {
    tally.cell('relation', labelA, labelB)
    if (labelA === labelB) tally.add('relations same', 1)
  }
}
