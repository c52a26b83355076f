import { type AnnotatedDocument, type Instant, isInstant } from '@claimspan/core'
import type { AgreementReport } from './agreement-report.js'
import { type AgreementOptions, agreementReport } from './agreement-table.js'
import { kindsToCompare } from './coder-marks.js'

/** The agreement of documents that belong together: those of a month, or of a version of the guideline. */
export interface AgreementPeriod {
  readonly period: string
  readonly report: AgreementReport
}

/**
 * Agreement as it goes on: a report for each period, in the order of their names. `periodOf` says where a document belongs;
 * those that belong nowhere (`undefined`) are left out.
 */
export function agreementSeries(
  documents: Iterable<AnnotatedDocument>,
  periodOf: (document: AnnotatedDocument) => string | undefined,
  options: AgreementOptions = {},
): readonly AgreementPeriod[] {
  const all = [...documents]
  const kinds = options.kinds ?? kindsToCompare(all)
  const periods = new Map<string, AnnotatedDocument[]>()
  for (const document of all) {
    const period = periodOf(document)
    if (period === undefined) continue
    const known = periods.get(period)
    if (known === undefined) periods.set(period, [document])
    else known.push(document)
  }
  return [...periods]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([period, own]) => ({ period, report: agreementReport(own, { ...options, kinds }) }))
}

/** When the last claim of a document was made; `undefined` when it has none. */
export function lastMadeAt({ claims }: AnnotatedDocument): Instant | undefined {
  return claims.reduce<Instant | undefined>(
    (last, { createdAt }) => (last === undefined || createdAt > last ? createdAt : last),
    undefined,
  )
}

/** The month in which the last claim of a document was made, such as `2026-01`, or its day, in UTC. */
export function periodOfTime(unit: 'month' | 'day'): (document: AnnotatedDocument) => string | undefined {
  return (document) => lastMadeAt(document)?.slice(0, unit === 'month' ? 7 : 10)
}

/** A version of the guideline, and since when it has been followed. */
export interface GuidelineVersion {
  readonly version: string
  readonly since: Instant
}

/** A version of the guideline written as `version@instant`; `undefined` for anything else. */
export function readGuidelineVersion(written: string): GuidelineVersion | undefined {
  const at = written.lastIndexOf('@')
  const since = written.slice(at + 1)
  return at >= 1 && isInstant(since) ? { version: written.slice(0, at), since } : undefined
}

/**
 * The version of the guideline that was followed when the last claim of a document was made; `undefined` before the first.
 * Throws `RangeError` when a time is not an instant in UTC.
 */
export function periodOfGuideline(
  versions: readonly GuidelineVersion[],
): (document: AnnotatedDocument) => string | undefined {
  const faulty = versions.find(({ since }) => !isInstant(since))
  if (faulty !== undefined) {
    throw new RangeError(
      `A guideline is followed since an instant in UTC, such as 2026-01-02T03:04:05Z: got ${JSON.stringify(faulty.since)}`,
    )
  }
  const latestFirst = [...versions].sort((one, other) => (one.since < other.since ? 1 : -1))
  return (document) => {
    const made = lastMadeAt(document)
    return made === undefined ? undefined : latestFirst.find(({ since }) => since <= made)?.version
  }
}

/** A figure before and after: what changed between two states of the same documents, such as before and after a reveal. */
export interface FigureChange {
  readonly facet: AgreementReport['rows'][number]['facet']
  readonly measure: AgreementReport['rows'][number]['measure']
  readonly before: AgreementReport['rows'][number]['figure']
  readonly after: AgreementReport['rows'][number]['figure']
}

/** The figures of all coders together in two reports, side by side, in reading order. */
export function agreementChange(before: AgreementReport, after: AgreementReport): readonly FigureChange[] {
  return after.rows.flatMap(({ facet, measure, figure }) => {
    const earlier = before.rows.find((row) => row.facet === facet && row.measure === measure)
    return earlier === undefined ? [] : [{ facet, measure, before: earlier.figure, after: figure }]
  })
}
