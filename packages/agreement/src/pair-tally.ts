import type { Claim } from '@claimspan/core'
import { type AlignedMarks, alignMarks, type Touch } from './align-marks.js'
import { none, sameScale, sameSpans, valueFields, valueIn, wordsOfPart } from './claim-values.js'
import type { CoderMarks } from './coder-marks.js'
import { overlapOf } from './covered.js'
import { bestMatching } from './matching.js'
import { matchRelations } from './relation-match.js'
import { Tally } from './tally.js'

/** What two coders' claims of one document come to, with the alignment it rests on. */
export interface PairCounted {
  readonly alignment: AlignedMarks
  readonly tally: Tally
}

/** Count how far two coders agree in one document. */
export function countPair(a: CoderMarks, b: CoderMarks): PairCounted {
  const alignment = alignMarks(a, b)
  const tally = new Tally()
  tally.add('claims A', a.claims.length)
  tally.add('claims B', b.claims.length)
  tally.add('found', alignment.pairs.length)
  countBoundaries(alignment, tally)
  countLabels(a, b, alignment, tally)
  countWords(a, b, tally)
  for (const touch of alignment.pairs) countFields(a, b, touch, tally)
  countRelations(a, b, alignment, tally)
  return { alignment, tally }
}

function countBoundaries({ touches, pairs }: AlignedMarks, tally: Tally): void {
  let overlap = 0
  for (const pair of pairs) overlap += pair.overlap
  tally.add('overlap', overlap)
  const equal = takeEqual(touches.filter((touch) => touch.overlap === 1))
  const [lefts, rights] = [new Set(equal.map(({ left }) => left)), new Set(equal.map(({ right }) => right))]
  const others = touches.filter(({ left, right }) => !lefts.has(left) && !rights.has(right))
  tally.add('exact', equal.length)
  tally.add('partial', bestMatching(others.map(({ left, right }) => ({ left, right, weight: 1 }))).length)
}

/** Pairs of claims of the same words: since these all have the same partners, the first that is free is as good as any. */
function takeEqual(touches: readonly Touch[]): readonly Touch[] {
  const [lefts, rights] = [new Set<number>(), new Set<number>()]
  return touches.filter(({ left, right }) => {
    if (lefts.has(left) || rights.has(right)) return false
    lefts.add(left)
    rights.add(right)
    return true
  })
}

/** A claim counts once with each of its types, and with `(none)` where it has none. */
const labelsOf = ({ types }: Claim): readonly string[] => (types.length === 0 ? [none] : types)

function countLabels(a: CoderMarks, b: CoderMarks, { touches }: AlignedMarks, tally: Tally): void {
  for (const [coder, marks] of [
    ['A', a],
    ['B', b],
  ] as const) {
    for (const claim of marks.claims) for (const label of labelsOf(claim)) tally.cell('labels', label, coder)
  }
  const byLabel = new Map<string, Touch[]>()
  for (const touch of touches) {
    const [one, other] = [a.claims[touch.left], b.claims[touch.right]]
    if (one === undefined || other === undefined) continue
    for (const label of labelsOf(one)) {
      if (!labelsOf(other).includes(label)) continue
      const list = byLabel.get(label)
      if (list === undefined) byLabel.set(label, [touch])
      else list.push(touch)
    }
  }
  for (const [label, list] of byLabel) {
    const strict = takeEqual(list.filter(({ overlap }) => overlap === 1)).length
    const type = bestMatching(list.map(({ left, right }) => ({ left, right, weight: 1 }))).length
    tally.cell('labels', label, 'strict', strict)
    tally.cell('labels', label, 'type', type)
  }
}

function countWords(a: CoderMarks, b: CoderMarks, tally: Tally): void {
  let [both, onlyA, onlyB] = [0, 0, 0]
  const words = a.inWords.length
  for (let word = 0; word < words; word++) {
    const [one = 0, other = 0] = [a.inWords[word], b.inWords[word]]
    both += one & other
    onlyA += one & ~other
    onlyB += other & ~one
  }
  const cells = [
    ['in', 'in', both],
    ['in', 'out', onlyA],
    ['out', 'in', onlyB],
    ['out', 'out', words - both - onlyA - onlyB],
  ] as const
  for (const [row, column, count] of cells) if (count > 0) tally.cell('words', row, column, count)
}

function countFields(a: CoderMarks, b: CoderMarks, { left, right, overlap }: Touch, tally: Tally): void {
  const [one, other] = [a.claims[left], b.claims[right]]
  if (one === undefined || other === undefined) return
  let whole = overlap === 1
  for (const field of valueFields) {
    const [ofA, ofB] = [valueIn(one, field), valueIn(other, field)]
    if (ofA !== ofB) whole = false
    if (ofA === undefined || ofB === undefined || (field === 'verdict' && !sameScale(one, other))) continue
    tally.cell(field, ofA, ofB)
  }
  for (const part of ['source', 'cue'] as const) {
    const [wordsA, wordsB] = [wordsOfPart(one, part), wordsOfPart(other, part)]
    const same = sameSpans(wordsA, wordsB)
    if (!same) whole = false
    tally.cell(part, wordsA.length > 0 ? part : none, wordsB.length > 0 ? part : none)
    if (wordsA.length === 0 && wordsB.length === 0) continue
    tally.add(`${part} either`, 1)
    if (same) tally.add(`${part} same`, 1)
    if (wordsA.length === 0 || wordsB.length === 0) continue
    tally.add(`${part} both`, 1)
    tally.add(`${part} overlap`, overlapOf(wordsA, wordsB))
  }
  if (whole) tally.add('whole', 1)
  countTypes(one, other, tally)
}

/** Which types met which: those that both gave meet themselves, what one alone gave meets each that the other alone gave. */
function countTypes(a: Claim, b: Claim, tally: Tally): void {
  const [ofA, ofB] = [labelsOf(a), labelsOf(b)]
  const [restA, restB] = [ofA.filter((label) => !ofB.includes(label)), ofB.filter((label) => !ofA.includes(label))]
  if (restA.length < ofA.length) {
    for (const label of ofA) if (ofB.includes(label)) tally.cell('single types', label, label)
  }
  if (restA.length === 0 && restB.length === 0) return
  for (const label of restA.length === 0 ? [none] : restA) {
    for (const other of restB.length === 0 ? [none] : restB) tally.cell('single types', label, other)
  }
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
