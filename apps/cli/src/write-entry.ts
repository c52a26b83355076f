import type { OffsetUnit, Scheme } from '@claimspan/core'
import { formatNamed, type Loss, type WrittenFile, writeDocument } from '@claimspan/exporter'
import type { Entry } from './corpus.js'
import { problemLine } from './problems.js'
import { inShard, type Shard } from './share.js'

/** What to write of each document: plain values, so that another thread can be told. */
export interface WritePlan {
  /** Names of formats that can be written. */
  readonly formats: readonly string[]
  readonly scheme: Scheme
  readonly unit?: OffsetUnit
  readonly layers?: readonly string[]
  /** Only these documents. */
  readonly documents?: readonly string[]
  readonly shard?: Shard
}

/** A document in each format of the plan, in the plan's order. */
export type WrittenFormats = readonly {
  readonly format: string
  readonly files: readonly WrittenFile[]
  readonly losses: readonly Loss[]
}[]

/**
 * What came of one entry of a corpus: it could not be read; it is not asked for; it could not be written; or here it is,
 * with its files named after its id.
 */
export type WrittenEntry =
  | { readonly kind: 'unreadable'; readonly problems: string }
  | { readonly kind: 'passed-over'; readonly id: string; readonly at: string }
  | { readonly kind: 'refused'; readonly id: string; readonly at: string; readonly sentence: string }
  | { readonly kind: 'written'; readonly id: string; readonly at: string; readonly made: WrittenFormats }

/** Write one entry in every format of the plan; `fileName` when its id is not to be the name of its files. */
export function writeEntry(entry: Entry, plan: WritePlan, fileName?: string): WrittenEntry {
  if (!entry.ok) return { kind: 'unreadable', problems: entry.problems.map(problemLine).join('') }
  const { annotated, file, line } = entry
  const { id } = annotated.document
  const at = line === undefined ? file : `${file}:${line}`
  if (plan.documents?.includes(id) === false || (plan.shard !== undefined && !inShard(id, plan.shard))) {
    return { kind: 'passed-over', id, at }
  }
  const { scheme, unit, layers } = plan
  const options = {
    scheme,
    fileName: fileName ?? id,
    ...(unit === undefined ? {} : { unit }),
    ...(layers === undefined ? {} : { layers }),
  }
  try {
    const made = plan.formats.map((format) => ({ format, ...writeDocument(formatNamed(format), annotated, options) }))
    return { kind: 'written', id, at, made }
  } catch (error) {
    if (error instanceof RangeError) return { kind: 'refused', id, at, sentence: error.message }
    throw error
  }
}
