import type {
  AgreementPeriod,
  AgreementReport,
  Disagreement,
  DisagreementCounts,
  FigureChange,
  KindCounts,
  PairAgreement,
  UnitAgreement,
} from '@claimspan/agreement'
import { disagreementKinds } from '@claimspan/agreement'
import type { AnnotatedDocument } from '@claimspan/core'
import { byType } from './agreement-page/by-type.js'
import { disagreementList } from './agreement-page/disagreements.js'
import { distribution } from './agreement-page/distribution.js'
import { figureCell, intervalBar, intervalText, numberCell } from './agreement-page/figure.js'
import { escaped } from './agreement-page/html.js'
import { matrices } from './agreement-page/matrices.js'
import { lines } from './agreement-page/plots.js'
import { scrolled, section } from './agreement-page/section.js'
import { styles } from './agreement-page/styles.js'
import { unitsTable } from './agreement-page/units.js'
import { figureIn, signed } from './agreement-text.js'

/** What the page shows. */
export interface ReportParts {
  readonly documents: readonly AnnotatedDocument[]
  readonly report: AgreementReport
  readonly found: readonly Disagreement[]
  readonly counts: DisagreementCounts
  readonly units?: UnitAgreement
  readonly series?: readonly AgreementPeriod[]
  readonly change?: readonly FigureChange[]
  /** Where the editor runs. */
  readonly server?: string
}

/** The report as one HTML page that asks for nothing else: no script, no network; both themes, narrow and wide. */
export function reportPage(parts: ReportParts): string {
  const { documents, report, found, counts, units, series, change, server } = parts
  const { by, coders, pairs } = report
  const sections = [
    `<header><h1>Agreement</h1><p class="lead">${coders.length} ${by}s (${coders.map(escaped).join(', ')}) on ${report.documents} ${
      report.documents === 1 ? 'document' : 'documents'
    } that two of them or more worked on. ${kindsSentence(report)}${overlapSentence(report)}</p>${contents(parts)}</header>`,
    pairs.length === 0 ? `<p>There are no two ${by}s to compare.</p>` : wholeTable(report),
    units === undefined ? '' : unitsTable(units),
    ...(pairs.length === 0 ? [] : [byTwo(pairs), byType(pairs), distribution(found, pairs, documents, report)]),
    series === undefined ? '' : overTime(series),
    change === undefined ? '' : changes(change),
    pairs.length === 0 ? '' : matrices(pairs),
    pairs.length === 0 ? '' : whereTheyDisagree(counts),
    pairs.length === 0 ? '' : disagreementList(found, documents, server),
  ]
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Agreement of ${coders.map(escaped).join(', ')}</title>
<style>${styles}</style>
</head>
<body>
<main>
${sections.filter((section) => section !== '').join('\n')}
</main>
</body>
</html>
`
}

function overlapSentence({ overlap }: AgreementReport): string {
  return overlap === 0 ? '' : ` Claims are taken for the same when they overlap by ${overlap} or more.`
}

function kindsSentence({ by, kinds }: AgreementReport): string {
  if (kinds.length === 4) return 'Claims of layers of every kind count.'
  const what = by === 'layer' ? 'Compared are' : 'Claims count that are in'
  return `${what} layers of the kind ${kinds.map(escaped).join(', ')}.`
}

function contents({ units, series, change, report }: ReportParts): string {
  if (report.pairs.length === 0) return ''
  const links = [
    ['whole', 'The whole claim'],
    ...(units === undefined ? [] : [['units', 'Units']]),
    ['two', 'Two by two'],
    ['types', 'By type'],
    ['distribution', 'Distribution'],
    ...(series === undefined ? [] : [['time', 'Over time']]),
    ...(change === undefined ? [] : [['change', 'Before and after']]),
    ['matrices', 'Matrices'],
    ['counts', 'Who and what'],
    ['disagreements', 'Disagreements'],
  ]
  return `<nav aria-label="Sections"><ul>${links.map(([id, title]) => `<li><a href="#${id}">${title}</a></li>`).join('')}</ul></nav>`
}

function intervalSentence(rows: AgreementReport['rows']): string {
  const intervals = rows.flatMap(({ figure: { interval } }) => ('undefined' in interval ? [] : [interval]))
  const [first] = intervals
  if (first !== undefined) {
    return `Within its interval the figure lies in ${first.level * 100} % of ${first.resamples.toLocaleString('en')} samples of the documents.`
  }
  const [why] = rows.flatMap(({ figure: { interval } }) => ('undefined' in interval ? [interval.undefined] : []))
  return why === undefined ? '' : `There are no intervals: ${escaped(why)}.`
}

function wholeTable({ rows, coders }: AgreementReport): string {
  const body = rows
    .map(({ facet, measure, of, figure }, at) => {
      const first = rows[at - 1]?.facet !== facet
      const span = rows.filter((row) => row.facet === facet).length
      const head = first ? `<th scope="rowgroup" rowspan="${span}">${escaped(facet)}</th>` : ''
      return `<tr${first ? ' class="first"' : ''}>${head}<th scope="row">${escaped(measure)}</th>${figureCell(figure)}<td class="bar">${intervalBar(figure)}</td><td class="n">${intervalText(figure)}</td>${numberCell(figure.items)}<td class="of">${escaped(of)}</td></tr>`
    })
    .join('')
  const about =
    coders.length > 2
      ? 'All together. F1 and overlap are over all pairs of coders; percent, α and AC1 over the claims of all, aligned.'
      : 'F1 and overlap are over claims; percent, α and AC1 over claims that are aligned: one to one, by greatest overlap.'
  return section(
    'whole',
    'The whole claim',
    `${about} ${intervalSentence(rows)} A dash is a figure that does not exist; it says why.`,
    scrolled(
      'The whole claim',
      `<table><thead><tr><th scope="col">part</th><th scope="col">measure</th><th scope="col" class="n">figure</th><th scope="col">0 to 1</th><th scope="col">interval</th><th scope="col" class="n">items</th><th scope="col">which are</th></tr></thead><tbody>${body}</tbody></table>`,
    ),
  )
}

function byTwo(pairs: readonly PairAgreement[]): string {
  const names = pairs[0]?.rows.map(({ facet, measure }) => ({ facet, measure })) ?? []
  const head = pairs.map(({ a, b }) => `<th scope="col" class="n">${escaped(a)} – ${escaped(b)}</th>`).join('')
  const body = names
    .map(({ facet, measure }, at) => {
      const cells = pairs.map(({ rows }) => figureCell(figureIn(rows, facet, measure))).join('')
      const first = names[at - 1]?.facet !== facet
      return `<tr${first ? ' class="first"' : ''}><th scope="row">${first ? `<strong>${escaped(facet)}</strong> ` : ''}${escaped(measure)}</th>${cells}</tr>`
    })
    .join('')
  const documents = pairs.map((pair) => numberCell(pair.documents)).join('')
  return section(
    'two',
    'Two by two',
    '',
    scrolled(
      'Two by two',
      `<table><thead><tr><th scope="col">measure</th>${head}</tr></thead><tbody><tr><th scope="row">documents</th>${documents}</tr>${body}</tbody></table>`,
    ),
  )
}

function overTime(series: readonly AgreementPeriod[]): string {
  const figures = [
    ['claim', 'F1', 'F1 of claims'],
    ['boundary', 'α', 'α of words'],
    ['type', 'α', 'α of types'],
  ] as const
  return section(
    'time',
    'Over time',
    'By when the last claim of each document was made.',
    `<div class="plots">${figures
      .map(([facet, measure, title]) =>
        lines({
          title,
          points: series.map(({ period, report }) => ({
            label: period,
            figure: figureIn(report.rows, facet, measure),
          })),
        }),
      )
      .join('')}</div>`,
  )
}

function changes(change: readonly FigureChange[]): string {
  const body = change
    .map(({ facet, measure, before, after }) => {
      const by = 'value' in before && 'value' in after ? after.value - before.value : undefined
      const told = by === undefined ? '' : signed(by)
      return `<tr><th scope="row"><strong>${escaped(facet)}</strong> ${escaped(measure)}</th>${figureCell(before)}${figureCell(after)}<td class="n">${told}</td></tr>`
    })
    .join('')
  return section(
    'change',
    'Before and after',
    '',
    scrolled(
      'Before and after',
      `<table><thead><tr><th scope="col">measure</th><th scope="col" class="n">before</th><th scope="col" class="n">after</th><th scope="col" class="n">change</th></tr></thead><tbody>${body}</tbody></table>`,
    ),
  )
}

function whereTheyDisagree({ byKind, byCoder, byLabel }: DisagreementCounts): string {
  const kinds = disagreementKinds.filter((kind) => byKind[kind] !== undefined)
  if (kinds.length === 0) return section('counts', 'Who and what', 'Nobody disagrees in anything.', '')
  const line = (name: string, counts: KindCounts) =>
    `<tr><th scope="row">${escaped(name)}</th>${kinds.map((kind) => numberCell(counts[kind] ?? 0)).join('')}</tr>`
  const lineOf = (all: Readonly<Record<string, KindCounts>>) =>
    Object.entries(all)
      .map(([name, counts]) => line(name, counts))
      .join('')
  const group = (name: string) =>
    `<tr class="first"><th scope="rowgroup" colspan="${kinds.length + 1}"><strong>${name}</strong></th></tr>`
  return section(
    'counts',
    'Who and what',
    'How many disagreements there are of each kind. A claim is missed by the one who has not marked it; all other kinds count for both.',
    scrolled(
      'Who and what',
      `<table><thead><tr><td></td>${kinds.map((kind) => `<th scope="col" class="n">${escaped(kind)}</th>`).join('')}</tr></thead><tbody>${line('all', byKind)}${group('by coder')}${lineOf(byCoder)}${group('by type of the claims')}${lineOf(byLabel)}</tbody></table>`,
    ),
  )
}
