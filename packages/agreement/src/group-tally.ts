import { alignGroups, type Groups, type PairOfCoders } from './align-groups.js'
import type { FieldLabels } from './claim-columns.js'
import { none, type ValueField, valueFields } from './claim-values.js'
import type { CoderMarks } from './coder-marks.js'
import { Labels } from './labels.js'
import { Tally } from './tally.js'

/** What all coders together are counted on, over the groups of claims that are one. */
export type GroupField = ValueField | 'source' | 'cue'
export const groupFields: readonly GroupField[] = [...valueFields, 'source', 'cue']

/**
 * Count how far all coders agree in one document. Of each field: units with two values or more, the share of their pairs that
 * agree, the sum of differing pairs by values less one, how often each label is there, and each unit's share of it.
 */
export function countGroups(
  coders: readonly CoderMarks[],
  pairings: readonly PairOfCoders[],
  labels: FieldLabels,
): Tally {
  const tally = new Tally()
  const groups = alignGroups(
    coders.map(({ claims }) => claims.length),
    pairings,
    (coder, claim) => coders[coder]?.covered[claim]?.[0]?.from ?? 0,
  )
  for (const field of groupFields) countField(field, coders, groups, labels, tally)
  countWords(coders, tally)
  return tally
}

/** A coder's values of a field as codes: of a source or cue, whether there is one. */
function columnOf(field: GroupField, { columns }: CoderMarks): Int32Array {
  if (field !== 'source' && field !== 'cue') return columns.values[field]
  const has = new Int32Array(columns[field].length)
  columns[field].forEach((words, claim) => {
    if (words.length > 0) has[claim] = 1
  })
  return has
}

function labelsOf(field: GroupField, labels: FieldLabels): Labels {
  if (field !== 'source' && field !== 'cue') return labels[field]
  const made = new Labels()
  made.codeOf(none)
  made.codeOf(field)
  return made
}

function countField(
  field: GroupField,
  coders: readonly CoderMarks[],
  { count, claims }: Groups,
  labels: FieldLabels,
  tally: Tally,
): void {
  const columns = coders.map((coder) => columnOf(field, coder))
  const size = coders.length
  const names = labelsOf(field, labels)
  const [totals, shares] = [new Float64Array(names.size), new Float64Array(names.size)]
  let [units, agree, differ] = [0, 0, 0]
  const values: number[] = []
  for (let group = 0; group < count; group++) {
    values.length = 0
    for (let coder = 0; coder < size; coder++) {
      const claim = claims[group * size + coder] ?? -1
      const value = claim < 0 ? -1 : (columns[coder]?.[claim] ?? -1)
      if (value >= 0) values.push(value)
    }
    const own = field === 'verdict' ? onOneScale(values, names) : values
    if (own.length < 2) continue
    let same = 0
    own.forEach((value, one) => {
      for (let other = 0; other < one; other++) if (own[other] === value) same += 1
      totals[value] = (totals[value] ?? 0) + 1
      shares[value] = (shares[value] ?? 0) + 1 / own.length
    })
    const pairs = (own.length * (own.length - 1)) / 2
    units += 1
    agree += same / pairs
    differ += (pairs - same) / (own.length - 1)
  }
  tally.add(`${field} units`, units)
  tally.add(`${field} agree`, agree)
  tally.add(`${field} differ`, differ)
  totals.forEach((total, value) => {
    if (total === 0) return
    const label = names.label(value)
    tally.cell(`${field} values`, label, label, total)
    tally.cell(`${field} shares`, label, label, shares[value] ?? 0)
  })
}

/** Verdicts on different scales cannot be compared: those on the scale that most used are, on the first by name of equals. */
function onOneScale(verdicts: readonly number[], names: Labels): readonly number[] {
  const scaleOf = (verdict: number) => {
    const label = names.label(verdict)
    return label.slice(0, label.indexOf(': '))
  }
  const [first] = verdicts
  if (first === undefined || verdicts.every((one) => one === first || scaleOf(one) === scaleOf(first))) return verdicts
  const scales = [...new Set(verdicts.map(scaleOf))].sort()
  const uses = (scale: string) => verdicts.filter((one) => scaleOf(one) === scale).length
  const most = scales.reduce((best, scale) => (uses(scale) > uses(best) ? scale : best))
  return verdicts.filter((one) => scaleOf(one) === most)
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
