import type { LayerKind } from '@claimspan/core'
import { type BootstrapOptions, bootstrapAll, type FigureInterval } from './bootstrap.js'
import type { Coefficient } from './coefficient.js'
import type { CountedDocument } from './counted-document.js'
import type { Facet, FigureOf, Measure } from './figure-of.js'
import { groupFigures, pairFigures } from './figures.js'
import { labelCounts } from './label-figures.js'
import { share } from './span-scores.js'
import { type Tally, TallySums } from './tally.js'

/** A figure with what is behind it: how many items, and the interval in which samples of the documents have it. */
export type Figure = Coefficient & { readonly items: number; readonly interval: FigureInterval }

/** A line of the table of agreement on claims. */
export interface AgreementRow {
  readonly facet: Facet
  readonly measure: Measure
  /** What its items are, in the plural. */
  readonly of: string
  readonly figure: Figure
}

/** How often each label of A (row) met each label of B (column). */
export interface ConfusionMatrix {
  readonly facet: Facet
  readonly labels: readonly string[]
  readonly counts: readonly (readonly number[])[]
}

/** A label of claim types: how many claims of either have it, and F1 of these. */
export interface LabelAgreement {
  readonly label: string
  readonly a: number
  readonly b: number
  /** Same words and same type. */
  readonly strict: Figure
  /** Shared words and same type. */
  readonly type: Figure
}

/** Two layers, or two annotators, over the documents that both worked on. */
export interface PairAgreement {
  readonly a: string
  readonly b: string
  readonly documents: number
  readonly rows: readonly AgreementRow[]
  readonly labels: readonly LabelAgreement[]
  readonly matrices: readonly ConfusionMatrix[]
}

export interface AgreementReport {
  readonly by: 'layer' | 'annotator'
  /** Of layers whose claims count. */
  readonly kinds: readonly LayerKind[]
  /** How much two claims must overlap to be taken for the same; at 0 any shared character is enough. */
  readonly overlap: number
  /** Ids of all layers or annotators, in order. */
  readonly coders: readonly string[]
  /** Documents that two coders or more worked on. */
  readonly documents: number
  /** All coders together. */
  readonly rows: readonly AgreementRow[]
  readonly pairs: readonly PairAgreement[]
}

/** What the report says beside its figures. */
export interface ReportOptions extends BootstrapOptions {
  readonly by?: 'layer' | 'annotator'
  readonly kinds: readonly LayerKind[]
  readonly overlap?: number
}

/** The report of documents that have been counted. */
export function reportOf(counted: readonly CountedDocument[], options: ReportOptions): AgreementReport {
  const coders = [...new Set(counted.flatMap(({ coded }) => [...coded.coders.keys()]))].sort()
  const shared = counted.filter(({ coded }) => coded.coders.size > 1)
  const byPair = new Map<string, Tally[]>()
  for (const { pairs } of shared) {
    for (const { a, b, counted } of pairs) {
      const key = JSON.stringify([a, b])
      const list = byPair.get(key)
      if (list === undefined) byPair.set(key, [counted.tally])
      else list.push(counted.tally)
    }
  }
  const pairs = coders.flatMap((a, at) =>
    coders.slice(at + 1).flatMap((b) => {
      const tallies = byPair.get(JSON.stringify([a, b]))
      return tallies === undefined ? [] : [pairOf(a, b, tallies, options)]
    }),
  )
  const { by = 'layer', kinds, overlap = 0 } = options
  const { rows } = figuresOf(new TallySums(shared.map(({ all }) => all)), groupFigures, options)
  return { by, kinds, overlap, coders, documents: shared.length, rows, pairs }
}

function pairOf(a: string, b: string, tallies: readonly Tally[], options: BootstrapOptions): PairAgreement {
  const sums = new TallySums(tallies)
  const known = [...labelCounts(sums).keys()]
  const { rows, more } = figuresOf(sums, pairFigures, options, () => {
    const counts = labelCounts(sums)
    return known.flatMap((label) => {
      const { a, b, strict, type } = counts.get(label) ?? { a: 0, b: 0, strict: 0, type: 0 }
      const f1 = (correct: number) => share(2 * correct, a + b, 'neither has a claim')
      return [f1(strict), f1(type)]
    })
  })
  sums.sum(undefined)
  const counts = labelCounts(sums)
  const labels = known.flatMap((label, at): readonly LabelAgreement[] => {
    const { a, b } = counts.get(label) ?? { a: 0, b: 0 }
    const [strict, type] = [more[2 * at], more[2 * at + 1]]
    return strict === undefined || type === undefined
      ? []
      : [{ label, a, b, strict: { ...strict, items: a + b }, type: { ...type, items: a + b } }]
  })
  const matrices = matrixTables.flatMap(([facet, table]) => matrixOf(sums, facet, table))
  return { a, b, documents: tallies.length, rows, labels, matrices }
}

/** The figures with their items and intervals, and more that are computed beside them, from the same samples. */
function figuresOf(
  sums: TallySums,
  figures: readonly FigureOf[],
  options: BootstrapOptions,
  moreOf: () => readonly Coefficient[] = () => [],
): {
  readonly rows: readonly AgreementRow[]
  readonly more: readonly (Coefficient & { readonly interval: FigureInterval })[]
} {
  sums.sum(undefined)
  const values = figures.map(({ value }) => value(sums))
  const items = figures.map((figure) => figure.items(sums))
  const beside = moreOf()
  const intervals = bootstrapAll(
    sums.documents,
    (times) => {
      sums.sum(times)
      return [...figures.map(({ value }) => value(sums)), ...moreOf()]
    },
    figures.length + beside.length,
    options,
  )
  const within = (value: Coefficient, at: number) => ({
    ...value,
    interval: intervals[at] ?? { undefined: 'no sample was drawn' },
  })
  return {
    rows: figures.map(({ facet, measure, of }, at) => ({
      facet,
      measure,
      of,
      figure: { ...within(values[at] ?? { undefined: 'it was not computed' }, at), items: items[at] ?? 0 },
    })),
    more: beside.map((value, at) => within(value, figures.length + at)),
  }
}

/** The tables that are shown as matrices, where somebody disagreed or not. */
const matrixTables: readonly (readonly [Facet, string])[] = [
  ['type', 'single types'],
  ['check-worthiness', 'check-worthiness'],
  ['verdict', 'verdict'],
  ['attribution', 'attribution'],
  ['source', 'source'],
  ['cue', 'cue'],
  ['relation', 'relation'],
]

function matrixOf(sums: TallySums, facet: Facet, table: string): readonly ConfusionMatrix[] {
  const cells = new Map<string, number>()
  const used = new Set<string>()
  sums.eachCell(table, (row, column, count) => {
    if (count === 0) return
    used.add(row).add(column)
    cells.set(JSON.stringify([row, column]), count)
  })
  if (used.size === 0) return []
  const labels = [...used].sort()
  const counts = labels.map((row) => labels.map((column) => cells.get(JSON.stringify([row, column])) ?? 0))
  return [{ facet, labels, counts }]
}
