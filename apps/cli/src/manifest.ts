import { createHash } from 'node:crypto'
import type { Format } from '@claimspan/exporter'
import type { Totals } from './export-run.js'
import type { StoredFile } from './output-folder.js'
import type { WritePlan } from './write-batch.js'

/** The file that says what an export is. */
export const manifestFile = 'manifest.json'

/** A short name for a plan and what it was made of: equal for equal ones. */
export const planPrint = (...parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex')

/**
 * What an export is, as JSON: versions, options, counts, losses, and the files that grow by each document with their size and
 * SHA-256; the sums of all files are in SHA256SUMS. It has no time in it: the same export gives the same manifest.
 */
export function manifestText(
  version: string,
  formats: readonly Format[],
  plan: WritePlan,
  totals: Totals,
  files: readonly StoredFile[],
): string {
  const { losses, parts, bad, ...counts } = totals
  const manifest = {
    claimspan: version,
    formats: formats.map(({ name, title, unit, spec }) => ({
      name,
      title,
      offsetUnit: plan.unit ?? unit,
      ...(spec === undefined ? {} : { spec }),
    })),
    scheme: { name: plan.scheme.name, version: plan.scheme.version },
    options: {
      ...(plan.layers === undefined ? {} : { layers: plan.layers }),
      ...(plan.documents === undefined ? {} : { documents: [...plan.documents] }),
      ...(plan.shard === undefined ? {} : { shard: plan.shard }),
      ...(plan.split === undefined ? {} : { split: plan.split }),
      ...(plan.disarmFormulas === false ? { formulas: 'keep' } : {}),
    },
    counts: { ...counts, ...(plan.split === undefined ? {} : { parts }), placesWithProblems: bad },
    losses: Object.entries(losses)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, count]) => {
        const [format, what, done] = key.split('\t')
        return { format, what, done, count }
      }),
    files,
  }
  return `${JSON.stringify(manifest, null, 2)}\n`
}
