import { attributionKinds, checkWorthinesses } from '@claimspan/core'
import { type Coefficient, numberOf } from './coefficient.js'
import { kappaOfMargins, weightedKappaOf } from './cohen-kappa.js'
import type { Facet, FigureOf, Measure } from './figure-of.js'
import { ac1OfMargins, acOf, nominal } from './gwet-ac.js'
import { alphaOfDisagreement, alphaOfMargins } from './krippendorff-alpha.js'
import { labelFigures } from './label-figures.js'
import { percentOfMargins } from './percent-agreement.js'
import { piOfMargins } from './scott-pi.js'
import { share } from './span-scores.js'
import type { TallySums } from './tally.js'

/** How many labels could be given, where the model of a claim says so; elsewhere those that were given count. */
const possible: { readonly [facet in Facet]?: number } = {
  source: 2,
  cue: 2,
  attribution: attributionKinds.length + 1,
  'check-worthiness': checkWorthinesses.length,
}

const f1 = (sums: TallySums, correct: number, of: 'claims' | 'relations' | 'words' = 'claims'): Coefficient =>
  share(
    2 * correct,
    sums.number(`${of} A`) + sums.number(`${of} B`),
    `neither has a ${of === 'words' ? 'word in a claim' : of.slice(0, -1)}`,
  )

const claims = (sums: TallySums): number => sums.number('claims A') + sums.number('claims B')
const relations = (sums: TallySums): number => sums.number('relations A') + sums.number('relations B')

/** Figures that are sums over pairs of coders, also where there are more than two. */
const ofPairs: readonly FigureOf[] = [
  { facet: 'claim', measure: 'F1', of: 'claims', items: claims, value: (sums) => f1(sums, sums.number('found')) },
  {
    facet: 'boundary',
    measure: 'F1 exact',
    of: 'claims',
    items: claims,
    value: (sums) => f1(sums, sums.number('exact')),
  },
  {
    facet: 'boundary',
    measure: 'F1 partial',
    of: 'claims',
    items: claims,
    value: (sums) => f1(sums, sums.number('exact') + sums.number('partial') / 2),
  },
  {
    facet: 'boundary',
    measure: 'F1 words',
    of: 'words in claims',
    items: (sums) => sums.number('words A') + sums.number('words B'),
    value: (sums) => f1(sums, sums.number('words both'), 'words'),
  },
  {
    facet: 'boundary',
    measure: 'mean overlap',
    of: 'aligned claims',
    items: (sums) => sums.number('found'),
    value: (sums) =>
      share(
        sums.number('overlap'),
        sums.number('found'),
        'no claim of one shares a character with a claim of the other',
      ),
  },
]

const ofRelations: readonly FigureOf[] = [
  {
    facet: 'relation',
    measure: 'F1',
    of: 'relations',
    items: relations,
    value: (sums) => f1(sums, sums.number('relations joined'), 'relations'),
  },
  {
    facet: 'relation',
    measure: 'F1 strict',
    of: 'relations',
    items: relations,
    value: (sums) => f1(sums, sums.number('relations same'), 'relations'),
  },
]

const wholeClaim: FigureOf = {
  facet: 'whole claim',
  measure: 'F1',
  of: 'claims',
  items: claims,
  value: (sums) => f1(sums, sums.number('whole')),
}

/** Of the words that name a source or are a cue: the same words, of the aligned claims where either coder marked some. */
const ofWords = (part: 'source' | 'cue'): readonly FigureOf[] => [
  {
    facet: part,
    measure: 'F1 exact',
    of: `aligned claims with a ${part}`,
    items: (sums) => sums.number(`${part} either`),
    value: (sums) =>
      share(
        2 * sums.number(`${part} same`),
        sums.number(`${part} either`) + sums.number(`${part} both`),
        `no aligned claim has a ${part}`,
      ),
  },
  {
    facet: part,
    measure: 'mean overlap',
    of: `aligned claims with a ${part} of both`,
    items: (sums) => sums.number(`${part} both`),
    value: (sums) =>
      share(sums.number(`${part} overlap`), sums.number(`${part} both`), `no aligned claim has a ${part} of both`),
  },
]

/** Of a field of aligned claims that two coders both gave. */
function ofTable(facet: Facet, of = 'aligned claims', table: string = facet): readonly FigureOf[] {
  const figure = (measure: Measure, value: FigureOf['value']): FigureOf => ({
    facet,
    measure,
    of,
    items: (sums) => sums.table(table).items,
    value,
  })
  return [
    figure('percent', (sums) => percentOfMargins(sums.table(table))),
    figure('κ', (sums) => kappaOfMargins(sums.table(table))),
    figure('π', (sums) => piOfMargins(sums.table(table))),
    figure('α', (sums) => alphaOfMargins(sums.table(table))),
    figure('AC1', (sums) => ac1OfMargins(sums.table(table), possible[facet])),
  ]
}

const worths = ['NFS', 'UFS', 'CFS']

/** κ with check-worthiness as a scale: NFS, UFS, CFS. */
const linearWorth: FigureOf = {
  facet: 'check-worthiness',
  measure: 'κ linear',
  of: 'aligned claims',
  items: (sums) => sums.table('check-worthiness').items,
  value: (sums) => {
    const { items, a, b, labels } = sums.table('check-worthiness')
    const steps = (one: string, other: string) => Math.abs(worths.indexOf(one) - worths.indexOf(other))
    let observed = 0
    sums.eachCell('check-worthiness', (one, other, count) => {
      observed += count * steps(one, other)
    })
    return weightedKappaOf(observed, items, a, b, (one, other) => steps(labels[one] ?? '', labels[other] ?? ''))
  },
}

/** The whole table of two coders, in reading order. */
export const pairFigures: readonly FigureOf[] = [
  ...ofPairs,
  ...ofTable('boundary', 'words', 'words').filter(({ measure }) => measure === 'α' || measure === 'κ'),
  ...labelFigures,
  ...ofTable('type'),
  ...ofWords('source'),
  ...ofTable('source'),
  ...ofWords('cue'),
  ...ofTable('cue'),
  ...ofTable('attribution'),
  ...ofTable('speaker').filter(({ measure }) => measure === 'percent' || measure === 'κ'),
  ...ofTable('check-worthiness'),
  linearWorth,
  ...ofTable('verdict'),
  ...ofRelations,
  ...ofTable('relation', 'relations with the same ends'),
  wholeClaim,
]

/** Of a field of the groups of claims that all coders' claims were aligned to. */
function ofGroups(facet: Facet): readonly FigureOf[] {
  const figure = (measure: Measure, value: FigureOf['value']): FigureOf => ({
    facet,
    measure,
    of: 'aligned claims',
    items: (sums) => sums.number(`${facet} units`),
    value,
  })
  const observed = (sums: TallySums) =>
    share(sums.number(`${facet} agree`), sums.number(`${facet} units`), 'no claim has values of two coders')
  return [
    figure('percent', observed),
    figure('α', (sums) => alphaOfDisagreement(sums.number(`${facet} differ`), sums.table(`${facet} values`).a)),
    figure('AC1', (sums) => {
      const [agree, units] = [numberOf(observed(sums)), sums.number(`${facet} units`)]
      const shares = sums.table(`${facet} shares`).a.map((sum) => sum / units)
      return agree === undefined ? observed(sums) : acOf(agree, shares, nominal, possible[facet])
    }),
  ]
}

const wordsOfAll: FigureOf = {
  facet: 'boundary',
  measure: 'α',
  of: 'words',
  items: (sums) => sums.number('words'),
  value: (sums) =>
    alphaOfDisagreement(sums.number('words differ'), [sums.number('words in'), sums.number('words out')]),
}

/** The whole table of all coders together, in reading order: F1 over their pairs, the others over all at once. */
export const groupFigures: readonly FigureOf[] = [
  ...ofPairs,
  wordsOfAll,
  ...labelFigures.filter(({ measure }) => measure !== 'F1 strict macro'),
  ...ofGroups('type'),
  ...ofWords('source'),
  ...ofGroups('source'),
  ...ofWords('cue'),
  ...ofGroups('cue'),
  ...ofGroups('attribution'),
  ...ofGroups('speaker').filter(({ measure }) => measure === 'percent'),
  ...ofGroups('check-worthiness'),
  ...ofGroups('verdict'),
  ...ofRelations,
  wholeClaim,
]
