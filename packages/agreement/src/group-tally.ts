import { alignGroups, type Group, type PairOfCoders } from './align-groups.js'
import { none, type ValueField, valueFields, valueIn, wordsOfPart } from './claim-values.js'
import type { CoderMarks } from './coder-marks.js'
import { Tally } from './tally.js'

/** What all coders together are counted on, over the groups of claims that are one. */
export type GroupField = ValueField | 'source' | 'cue'
export const groupFields: readonly GroupField[] = [...valueFields, 'source', 'cue']

/**
 * Count how far all coders agree in one document. Of each field: units with two values or more, the share of their pairs that
 * agree, the sum of differing pairs by values less one, how often each label is there, and each unit's share of it.
 */
export function countGroups(coders: readonly CoderMarks[], pairings: readonly PairOfCoders[]): Tally {
  const tally = new Tally()
  const groups = alignGroups(
    coders.map(({ claims }) => claims.length),
    pairings,
    (coder, claim) => coders[coder]?.covered[claim]?.[0]?.from ?? 0,
  )
  tally.add('groups', groups.length)
  for (const group of groups) {
    let have = 0
    for (const claim of group) if (claim >= 0) have += 1
    if (have === coders.length) tally.add('groups of all', 1)
    if (have < 2) continue
    for (const field of groupFields) countUnit(field, valuesOf(coders, group, field), tally)
  }
  countWords(coders, tally)
  return tally
}

function valuesOf(coders: readonly CoderMarks[], group: Group, field: GroupField): readonly string[] {
  const values: string[] = []
  group.forEach((place, coder) => {
    const claim = place < 0 ? undefined : coders[coder]?.claims[place]
    if (claim === undefined) return
    const isPart = field === 'source' || field === 'cue'
    const value = isPart ? (wordsOfPart(claim, field).length > 0 ? field : none) : valueIn(claim, field)
    if (value !== undefined) values.push(value)
  })
  return field === 'verdict' ? onOneScale(values) : values
}

/** Verdicts on different scales cannot be compared: those on the scale that most used are, on the first by name of equals. */
function onOneScale(verdicts: readonly string[]): readonly string[] {
  const scaleOf = (verdict: string) => verdict.slice(0, verdict.indexOf(': '))
  const [first] = verdicts
  if (first === undefined || verdicts.every((one) => scaleOf(one) === scaleOf(first))) return verdicts
  const scales = [...new Set(verdicts.map(scaleOf))].sort()
  const uses = (scale: string) => verdicts.filter((one) => scaleOf(one) === scale).length
  const most = scales.reduce((best, scale) => (uses(scale) > uses(best) ? scale : best))
  return verdicts.filter((one) => scaleOf(one) === most)
}

function countUnit(field: GroupField, values: readonly string[], tally: Tally): void {
  const size = values.length
  if (size < 2) return
  let same = 0
  for (let one = 1; one < size; one++) {
    for (let other = 0; other < one; other++) if (values[one] === values[other]) same += 1
  }
  const pairs = (size * (size - 1)) / 2
  tally.add(`${field} units`, 1)
  tally.add(`${field} agree`, same / pairs)
  tally.add(`${field} differ`, (pairs - same) / (size - 1))
  for (const value of values) {
    tally.cell(`${field} values`, value, value)
    tally.cell(`${field} shares`, value, value, 1 / size)
  }
}

/** Words in a claim or not, of all coders. */
function countWords(coders: readonly CoderMarks[], tally: Tally): void {
  const size = coders.length
  const [first] = coders
  if (first === undefined || size < 2) return
  const words = first.inWords.length
  const marked = new Int32Array(words)
  for (const { inWords } of coders)
    for (let word = 0; word < words; word++) marked[word] = (marked[word] ?? 0) + (inWords[word] ?? 0)
  let [inside, differing] = [0, 0]
  for (const count of marked) {
    inside += count
    differing += count * (size - count)
  }
  tally.add('words', words)
  tally.add('words in', inside)
  tally.add('words out', words * size - inside)
  tally.add('words differ', differing / (size - 1))
}
