import type { Coefficient } from './coefficient.js'
import type { FigureOf } from './figure-of.js'
import { share } from './span-scores.js'
import type { TallySums } from './tally.js'

/** How many claims of A and of B have a label, and how many pairs match. */
export interface LabelCounts {
  readonly a: number
  readonly b: number
  readonly strict: number
  readonly type: number
}

/** Counts by label, in the order of labels. */
export function labelCounts(sums: TallySums): ReadonlyMap<string, LabelCounts> {
  const counts = new Map<string, { a: number; b: number; strict: number; type: number }>()
  sums.eachCell('labels', (label, what, count) => {
    const own = counts.get(label) ?? { a: 0, b: 0, strict: 0, type: 0 }
    counts.set(label, own)
    if (what === 'A') own.a += count
    else if (what === 'B') own.b += count
    else if (what === 'strict') own.strict += count
    else own.type += count
  })
  return new Map([...counts].filter(([, { a, b }]) => a + b > 0).sort(([one], [other]) => (one < other ? -1 : 1)))
}

const labelled = (sums: TallySums): number => [...labelCounts(sums).values()].reduce((sum, { a, b }) => sum + a + b, 0)

function microF1(sums: TallySums, of: 'strict' | 'type'): Coefficient {
  let correct = 0
  for (const counts of labelCounts(sums).values()) correct += counts[of]
  return share(2 * correct, labelled(sums), 'neither has a claim')
}

function macroF1(sums: TallySums): Coefficient {
  const all = [...labelCounts(sums).values()]
  const sum = all.reduce((total, { a, b, strict }) => total + (2 * strict) / (a + b), 0)
  return share(sum, all.length, 'neither has a claim')
}

/** Figures of types, each claim with each of its types. */
export const labelFigures: readonly FigureOf[] = [
  {
    facet: 'type',
    measure: 'F1 strict',
    of: 'claims by type',
    items: labelled,
    value: (sums) => microF1(sums, 'strict'),
  },
  { facet: 'type', measure: 'F1 type', of: 'claims by type', items: labelled, value: (sums) => microF1(sums, 'type') },
  { facet: 'type', measure: 'F1 strict macro', of: 'types', items: (sums) => labelCounts(sums).size, value: macroF1 },
]
