import type { Continuum, LabelledSpan } from '../continuum.js'
import { candidates, type WeightedSets } from './candidates.js'
import { checkDissimilarity, type Dissimilarity } from './dissimilarity.js'
import { type Neighbourhood, neighbourhood } from './neighbours.js'
import { bestPacking } from './packing.js'
import { type Groups, rejoined, worthOf } from './rejoin.js'

/** Units that are taken for the same: at each annotator's place one of theirs, or none. At least one is there. */
export interface UnitaryAlignment {
  readonly units: readonly (LabelledSpan | undefined)[]
  /** Mean dissimilarity over all pairs of annotators, in Δ∅; a pair where one or both have no unit counts 1. */
  readonly disorder: number
}

/** Which units of several annotators are the same: each unit in one unitary alignment. */
export interface UnitAlignment {
  /** In the order of the text. */
  readonly unitary: readonly UnitaryAlignment[]
  /** The sum of all unitary disorders by the mean number of units of an annotator, in Δ∅; 0 when there is no unit. */
  readonly disorder: number
  /** Disorder of the best alignment is no less: the same when it is proved the best, 0 when nothing was proved. */
  readonly atLeast: number
  /** Whether no alignment has less disorder, proved; else what stood in the way. */
  readonly proof: { readonly kind: 'best' } | { readonly kind: 'approximate'; readonly why: string }
}

export interface AlignmentOptions {
  readonly dissimilarity?: Dissimilarity
  /**
   * `exact` (when left out) finds the best alignment and proves it, or says that it could not; `approximate` is the fast
   * search alone, whose result is not proved unless there are two annotators.
   */
  readonly mode?: 'exact' | 'approximate'
  /** How much an exact search may hold: sets of units that may belong together, and steps of its searches. */
  readonly most?: { readonly sets?: number; readonly steps?: number }
}

/**
 * The alignment of least disorder (Mathet, Widlöcher and Métivier 2015, sections 4.3 and 5.1). With two annotators it is an
 * assignment; with more, a choice of disjoint sets of units that saves most over each unit alone, solved exactly.
 * Throws `RangeError` when there are fewer than two annotators, more than 32, or the dissimilarity is none.
 */
export function alignUnits({ units }: Continuum, options: AlignmentOptions = {}): UnitAlignment {
  const { dissimilarity = {}, mode = 'exact', most } = options
  const annotators = units.length
  if (annotators < 2 || annotators > 32) throw new RangeError(`2 to 32 annotators are aligned: got ${annotators}`)
  checkDissimilarity(dissimilarity, [...new Set(units.flat().map(({ label }) => label))])
  const pairs = (annotators * (annotators - 1)) / 2
  const space = neighbourhood(units, dissimilarity, pairs + annotators - 1)
  const quick = rejoined(space)
  if (annotators === 2) return described(units, space, quick, 0, undefined)
  if (mode === 'approximate') return described(units, space, quick, undefined, 'an approximate alignment was asked for')
  const sets = candidates(space, most?.sets ?? 300_000)
  if (sets === undefined) {
    const why = `more than ${most?.sets ?? 300_000} sets of units may belong together`
    return described(units, space, quick, undefined, why)
  }
  const packing = bestPacking(sets, space.units, chosenOf(sets, quick), most?.steps ?? 20_000_000)
  const gap = packing.bound - packing.worth
  const why = gap > 1e-7 ? `the search stopped after ${most?.steps ?? 20_000_000} steps` : undefined
  return described(units, space, groupsOf(sets, space.units, packing.chosen), gap, why)
}

/** The numbers of the sets that are these groups; a group that is no candidate is parted, which costs nothing. */
function chosenOf(sets: WeightedSets, groups: Groups): readonly number[] {
  const numbers = new Map<string, number>()
  for (let set = 0; set < sets.count; set++) {
    numbers.set(sets.members.subarray(sets.starts[set] ?? 0, sets.starts[set + 1] ?? 0).join(), set)
  }
  return groups.flatMap((group) => numbers.get([...group].sort((a, b) => a - b).join()) ?? [])
}

function groupsOf(sets: WeightedSets, units: number, chosen: readonly number[]): Groups {
  const groups = chosen.map((set) => [...sets.members.subarray(sets.starts[set] ?? 0, sets.starts[set + 1] ?? 0)])
  const held = new Set(groups.flat())
  const alone = Array.from({ length: units }, (_, unit) => unit).filter((unit) => !held.has(unit))
  return [...groups, ...alone.map((unit) => [unit])]
}

function described(
  units: Continuum['units'],
  { units: count, annotators, annotatorOf, placeOf, between }: Neighbourhood,
  groups: Groups,
  gap: number | undefined,
  why: string | undefined,
): UnitAlignment {
  const pairs = (annotators * (annotators - 1)) / 2
  const inOrder = [...groups].map((group) => [...group].sort((a, b) => a - b)).sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))
  let total = 0
  const unitary = inOrder.map((group) => {
    const row = new Array<LabelledSpan | undefined>(annotators).fill(undefined)
    for (const unit of group) row[annotatorOf[unit] ?? 0] = units[annotatorOf[unit] ?? 0]?.[placeOf[unit] ?? 0]
    const disorder = group.length - worthOf(pairs, between, group) / pairs
    total += disorder
    return { units: row, disorder }
  })
  const mean = count / annotators
  const disorder = count === 0 ? 0 : total / mean
  return {
    unitary,
    disorder,
    atLeast: why === undefined ? disorder : gap === undefined || count === 0 ? 0 : (total - gap / pairs) / mean,
    proof: why === undefined ? { kind: 'best' } : { kind: 'approximate', why },
  }
}
