import {
  type AgreementPeriod,
  type AgreementReport,
  type AgreementRow,
  type DisagreementCounts,
  disagreementKinds,
  type Facet,
  type Figure,
  type FigureChange,
  type Measure,
} from '@claimspan/agreement'
import { table } from './terminal.js'

/** The table of agreement as a person reads it at a terminal: all coders together, then two by two. */
export function agreementText(report: AgreementReport, counts: DisagreementCounts): string {
  const { by, coders, documents, rows, pairs } = report
  if (pairs.length === 0) {
    return `There are no two ${by}s to compare: ${coders.join(', ') || 'none'}\n`
  }
  const reasons = new Map<string, string>()
  const head = [`${plural(coders.length, by)}, ${plural(documents, 'document')}`, '', 'figure', 'interval', 'items', '']
  const told = rows.map(({ facet, measure, of, figure }, at) => [
    rows[at - 1]?.facet === facet ? '' : facet,
    measure,
    'value' in figure ? figure.value.toFixed(3) : mark(reasons, figure.undefined),
    'value' in figure && 'undefined' in figure.interval
      ? mark(reasons, figure.interval.undefined)
      : intervalText(figure),
    figure.items,
    of,
  ])
  const columns: readonly (readonly [string, Facet, Measure])[] = [
    ['F1', 'claim', 'F1'],
    ['F1 exact', 'boundary', 'F1 exact'],
    ['F1 partial', 'boundary', 'F1 partial'],
    ['α words', 'boundary', 'α'],
    ['κ type', 'type', 'κ'],
    ['κ check-worthiness', 'check-worthiness', 'κ'],
    ['κ verdict', 'verdict', 'κ'],
    ['F1 relation', 'relation', 'F1'],
    ['F1 whole claim', 'whole claim', 'F1'],
  ]
  const byTwo = pairs.map((pair) => [
    `${pair.a} – ${pair.b}`,
    pair.documents,
    ...columns.map(([, facet, measure]) => {
      const figure = figureIn(pair.rows, facet, measure)
      return figure === undefined ? '' : 'value' in figure ? figure.value.toFixed(3) : mark(reasons, figure.undefined)
    }),
  ])
  const headByTwo = ['', 'documents', ...columns.map(([title]) => title)]
  const kinds = disagreementKinds.flatMap((kind) => {
    const count = counts.byKind[kind]
    return count === undefined ? [] : [`${count} ${kind}`]
  })
  return [
    table([head, ...told]),
    table([headByTwo, ...byTwo]),
    `Disagreements: ${kinds.length === 0 ? 'none' : kinds.join(', ')}\n`,
    [...reasons].map(([reason, sign]) => `${sign} ${reason}\n`).join(''),
  ]
    .filter((part) => part !== '')
    .join('\n')
}

/** Agreement as it goes on: a line for each period. */
export function seriesText(series: readonly AgreementPeriod[]): string {
  const columns: readonly (readonly [string, Facet, Measure])[] = [
    ['F1', 'claim', 'F1'],
    ['α words', 'boundary', 'α'],
    ['α type', 'type', 'α'],
    ['F1 whole claim', 'whole claim', 'F1'],
  ]
  const rows = series.map(({ period, report }) => [
    period,
    report.documents,
    ...columns.map(([, facet, measure]) => shown(figureIn(report.rows, facet, measure))),
  ])
  return `\n${table([['', 'documents', ...columns.map(([title]) => title)], ...rows])}`
}

/** Figures before and after. */
export function changeText(change: readonly FigureChange[]): string {
  const rows = change.map(({ facet, measure, before, after }) => {
    const by = 'value' in before && 'value' in after ? after.value - before.value : undefined
    const sign = by === undefined ? '' : signed(by)
    return [`${facet} ${measure}`, shown(before), shown(after), sign]
  })
  return `\n${table([['', 'before', 'after', 'change'], ...rows])}`
}

/** The figure of one line of a table. */
export function figureIn(rows: readonly AgreementRow[], facet: Facet, measure: Measure): Figure | undefined {
  return rows.find((row) => row.facet === facet && row.measure === measure)?.figure
}

const shown = (figure: Figure | undefined): string =>
  figure !== undefined && 'value' in figure ? figure.value.toFixed(3) : '–'

/** A change with its sign; none where it rounds to nothing. */
export function signed(change: number): string {
  const size = Math.abs(change).toFixed(3)
  return Number(size) === 0 ? size : `${change < 0 ? '−' : '+'}${size}`
}

export function intervalText({ interval }: Figure): string {
  return 'undefined' in interval ? '' : `${interval.low.toFixed(3)} to ${interval.high.toFixed(3)}`
}

/** Stands for a figure that does not exist; the reason is told once, below. */
export function mark(reasons: Map<string, string>, reason: string): string {
  const sign =
    reasons.get(reason) ?? `–${[...`${reasons.size + 1}`].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('')}`
  reasons.set(reason, sign)
  return sign
}

const plural = (count: number, what: string): string => `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`
