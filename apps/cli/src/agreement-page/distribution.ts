import type { AgreementReport, Disagreement, PairAgreement } from '@claimspan/agreement'
import type { AnnotatedDocument } from '@claimspan/core'
import { figureIn } from '../agreement-text.js'
import { histogram } from './plots.js'
import { section } from './section.js'

/** How far apart boundaries are, and how the documents differ. */
export function distribution(
  found: readonly Disagreement[],
  pairs: readonly PairAgreement[],
  documents: readonly AnnotatedDocument[],
  report: AgreementReport,
): string {
  const aligned = pairs.reduce((sum, { rows }) => sum + (figureIn(rows, 'boundary', 'mean overlap')?.items ?? 0), 0)
  const boundary = found.filter(({ kind }) => kind === 'boundary')
  const overlaps = boundary.map(({ a, b }) => overlapOf(a.spans, b.spans))
  const same = Math.max(0, aligned - overlaps.length)
  const perDocument = new Map<string, number>(documents.map(({ document }) => [document.id, 0]))
  for (const { document } of found) perDocument.set(document, (perDocument.get(document) ?? 0) + 1)
  const counts = [...perDocument.values()]
  const most = counts.reduce((most, count) => Math.max(most, count), 0)
  const least = counts.reduce((least, count) => Math.min(least, count), most)
  const bars = Math.min(10, most - least + 1)
  const width = Math.ceil((most - least + 1) / bars)
  return section(
    'distribution',
    'Distribution',
    '',
    `<div class="plots">${histogram({
      title: 'Overlap of aligned claims',
      about: `${same.toLocaleString('en')} of ${aligned.toLocaleString('en')} pairs have the same words (1); the others share some.`,
      bars: [
        ...Array.from({ length: 10 }, (_, bin) => ({
          label: bin % 2 === 0 ? `0.${bin}` : '',
          count: overlaps.filter((overlap) => Math.min(9, Math.floor(overlap * 10)) === bin).length,
        })),
        { label: '1', count: same },
      ],
    })}${histogram({
      title: 'Disagreements in a document',
      about: `${report.documents === 1 ? 'One document' : `${report.documents.toLocaleString('en')} documents`}, ${found.length.toLocaleString('en')} disagreements.`,
      bars: Array.from({ length: Math.ceil((most - least + 1) / width) }, (_, bin) => ({
        label: width === 1 ? `${least + bin}` : bin % 2 === 0 ? `from ${least + bin * width}` : '',
        count: counts.filter((count) => Math.floor((count - least) / width) === bin).length,
      })),
    })}</div>`,
  )
}

function overlapOf(a: Disagreement['a']['spans'], b: Disagreement['a']['spans']): number {
  let shared = 0
  for (const one of a)
    for (const other of b) shared += Math.max(0, Math.min(one.to, other.to) - Math.max(one.from, other.from))
  const length = (spans: typeof a) => spans.reduce((sum, { from, to }) => sum + to - from, 0)
  return shared / (length(a) + length(b) - shared)
}
