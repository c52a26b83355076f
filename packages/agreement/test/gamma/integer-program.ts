import loadHighs from 'highs'
import type { LabelledSpan } from '../../src/index.js'

/** Half-way between programs: one that lists all sets of units and lets an integer program choose (section 5.1 of the paper). */
export type Solver = (costs: readonly number[], sets: readonly (readonly number[])[], items: number) => number

/** Load HiGHS as a solver of set partitions: the least sum of costs. */
export async function integerProgram(): Promise<Solver> {
  const highs = await loadHighs()
  return (costs, sets, items) => {
    const term = (set: number): string => `x${set}`
    const rows = Array.from({ length: items }, (_, item) => {
      const inside = sets.flatMap((set, at) => (set.includes(item) ? [term(at)] : []))
      return ` u${item}: ${inside.join(' + ')} = 1`
    })
    const model = [
      'Minimize',
      ` obj: ${costs.map((cost, at) => `${cost} ${term(at)}`).join(' + ')}`,
      'Subject To',
      ...rows,
      'Binary',
      ` ${sets.map((_, at) => term(at)).join(' ')}`,
      'End',
    ].join('\n')
    const solution = highs.solve(model, { mip_rel_gap: 0, mip_abs_gap: 0 })
    if (solution.Status !== 'Optimal') throw new Error(`The integer program is ${solution.Status}`)
    return solution.ObjectiveValue
  }
}

/** Every choice of at most one unit of each annotator and at least one in all, whose disorder is no more than its units alone. */
export function allSets(
  units: readonly (readonly LabelledSpan[])[],
  disorderOf: (row: readonly (LabelledSpan | undefined)[]) => number,
): { readonly costs: readonly number[]; readonly sets: readonly (readonly number[])[]; readonly items: number } {
  const numbers = new Map(units.flat().map((unit, at) => [unit, at]))
  let rows: (LabelledSpan | undefined)[][] = [[]]
  for (const each of units) rows = rows.flatMap((row) => [undefined, ...each].map((unit) => [...row, unit]))
  const kept = rows.flatMap((row) => {
    const set = row.flatMap((unit) => (unit === undefined ? [] : [numbers.get(unit) ?? -1]))
    const cost = disorderOf(row)
    return set.length > 0 && cost <= set.length + 1e-12 ? [{ set, cost }] : []
  })
  return { costs: kept.map(({ cost }) => cost), sets: kept.map(({ set }) => set), items: numbers.size }
}
