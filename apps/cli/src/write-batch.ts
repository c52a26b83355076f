import type { AnnotatedDocument, OffsetUnit, Scheme } from '@claimspan/core'
import {
  countLosses,
  formatNamed,
  type ImportProblem,
  type Loss,
  selectLayers,
  writeDocument,
} from '@claimspan/exporter/corpora'
import type { Packer } from './compression.js'
import type { Entry } from './entry.js'
import { inShard, partOf, type Shard, type Split } from './share.js'

/** What to write of each document: plain values, so that another thread can be told. */
export interface WritePlan {
  /** Names of formats that can be written. */
  readonly formats: readonly string[]
  readonly scheme: Scheme
  readonly unit?: OffsetUnit
  readonly layers?: readonly string[]
  /** Only these documents. */
  readonly documents?: ReadonlySet<string>
  readonly shard?: Shard
  readonly split?: Split
  /** False when cells that a spreadsheet would take for formulas are to stay as they are. */
  readonly disarmFormulas?: boolean
}

/** Where a file of a format goes: into the format's folder when there are several, then into its part of the split. */
export function placeOf(plan: Pick<WritePlan, 'formats'>, format: string, part: string, file: string): string {
  return [plan.formats.length > 1 ? format : '', part, file].filter((step) => step !== '').join('/')
}

/** What came of one entry of a corpus. */
export type WrittenEntry =
  | { readonly kind: 'unreadable'; readonly problems: readonly ImportProblem[] }
  | (Place & { readonly kind: 'passed-over'; readonly id: string })
  | (Place & { readonly kind: 'refused'; readonly id: string; readonly sentence: string })
  | (Place & { readonly kind: 'written'; readonly id: string; readonly part: string; readonly counts: Counts })

/** Where a document was read. Lines count from 1. */
export interface Place {
  readonly file: string
  readonly line?: number
}

/** A place as an editor can jump to it: `file:line`. */
export const placeText = ({ file, line }: Place): string => (line === undefined ? file : `${file}:${line}`)

/** What a document holds, and how often each thing was lost of it (format, what, done: joined by tabs). */
export interface Counts {
  readonly claims: number
  readonly mentions: number
  readonly relations: number
  readonly losses: readonly (readonly [key: string, count: number])[]
}

/** Some entries of a corpus, written. */
export interface WrittenBatch {
  readonly entries: readonly WrittenEntry[]
  /** What goes to the end of files that all documents share, a member each when they are packed. */
  readonly appended: readonly { readonly path: string; readonly bytes: Uint8Array }[]
  /** Files of one document each: where they stand in `fileBytes`. */
  readonly files: readonly { readonly path: string; readonly from: number; readonly to: number }[]
  readonly fileBytes: Uint8Array
}

/** What is known of entries by their place in the batch, from those before: a second document of an id, another file name. */
export interface Known {
  readonly leaveOut: ReadonlySet<number>
  readonly names: ReadonlyMap<number, string>
}

/**
 * Writes entries in every format of the plan. The same entries give the same bytes, in whatever thread. The bytes stand in
 * memory that the next batch is written over.
 */
export type BatchWriter = (entries: Iterable<Entry>, known?: Known) => WrittenBatch

const nothingKnown: Known = { leaveOut: new Set(), names: new Map() }

export function batchWriter(plan: WritePlan, pack: Packer | undefined): BatchWriter {
  const growing = new Map<string, Growing>()
  const fileBytes = new Growing(0)
  const append = (path: string, text: string): void => {
    let file = growing.get(path)
    if (file === undefined) {
      file = new Growing()
      growing.set(path, file)
    }
    file.add(text)
  }
  return (entries, known = nothingKnown) => {
    for (const file of [...growing.values(), fileBytes]) file.length = 0
    const files: { path: string; from: number; to: number }[] = []
    const put = (path: string, text: string): void => {
      const from = fileBytes.length
      fileBytes.add(text)
      files.push({ path, from, to: fileBytes.length })
    }
    const written: WrittenEntry[] = []
    for (const entry of entries) {
      const at = written.length
      written.push(writeEntry(entry, plan, known.leaveOut.has(at), known.names.get(at), append, put))
    }
    return {
      entries: written,
      appended: [...growing]
        .filter(([, file]) => file.length > 0)
        .map(([path, file]) => ({ path, bytes: file.bytes(pack) })),
      files,
      fileBytes: fileBytes.bytes(),
    }
  }
}

function writeEntry(
  entry: Entry,
  plan: WritePlan,
  leaveOut: boolean,
  fileName: string | undefined,
  append: (path: string, text: string) => void,
  put: (path: string, text: string) => void,
): WrittenEntry {
  if (!entry.ok) return { kind: 'unreadable', problems: entry.problems }
  const { annotated, file, line } = entry
  const { id } = annotated.document
  const at: Place = { file, ...(line === undefined ? {} : { line }) }
  if (leaveOut || !isAsked(id, plan)) return { kind: 'passed-over', id, ...at }
  const { scheme, unit, layers, split, disarmFormulas } = plan
  const options = {
    scheme,
    fileName: fileName ?? id,
    ...(unit === undefined ? {} : { unit }),
    ...(layers === undefined ? {} : { layers }),
    ...(disarmFormulas === undefined ? {} : { disarmFormulas }),
  }
  const part = split === undefined ? '' : partOf(id, split)
  try {
    const made = plan.formats
      .map(formatNamed)
      .filter(({ write }) => write !== undefined)
      .map((format) => ({ format: format.name, ...writeDocument(format, annotated, options) }))
    const losses: Loss[] = []
    for (const one of made) {
      for (const { path, text, append: grows } of one.files) {
        const place = placeOf(plan, one.format, part, path)
        if (grows) append(place, text)
        else put(place, text)
      }
      for (const loss of one.losses) losses.push(loss)
    }
    if (losses.length > 0) append(lossesFile, losses.map((loss) => `${JSON.stringify(loss)}\n`).join(''))
    return {
      kind: 'written',
      id,
      ...at,
      part,
      counts: countsOf(layers === undefined ? annotated : selectLayers(annotated, layers).annotated, losses),
    }
  } catch (error) {
    if (error instanceof RangeError) return { kind: 'refused', id, ...at, sentence: error.message }
    throw error
  }
}

/** The file with every loss of an export, one a line. */
export const lossesFile = 'losses.jsonl'

function isAsked(id: string, { documents, shard }: WritePlan): boolean {
  return documents?.has(id) !== false && (shard === undefined || inShard(id, shard))
}

function countsOf({ claims, relations }: AnnotatedDocument, losses: readonly Loss[]): Counts {
  return {
    claims: claims.length,
    mentions: claims.reduce((sum, { mentions }) => sum + mentions.length, 0),
    relations: relations.length,
    losses: lossCounts(losses),
  }
}

/** How often each thing was lost, by format, what and done, joined by tabs. */
export const lossCounts = (losses: readonly Loss[]): Counts['losses'] =>
  countLosses(losses).map(({ format, what, done, count }) => [`${format}\t${what}\t${done}`, count])

/** Bytes to which texts are added as UTF-8. */
class Growing {
  length = 0
  private buffer: Buffer

  constructor(room = 1 << 20) {
    this.buffer = Buffer.allocUnsafeSlow(room)
  }

  add(text: string): void {
    // A UTF-16 code unit takes at most three bytes.
    const most = this.length + text.length * 3
    if (most > this.buffer.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(most, this.buffer.length * 2))
      this.buffer.copy(larger, 0, 0, this.length)
      this.buffer = larger
    }
    this.length += this.buffer.write(text, this.length, 'utf8')
  }

  bytes(pack?: Packer): Uint8Array {
    const bytes = this.buffer.subarray(0, this.length)
    return pack === undefined ? bytes : pack(bytes)
  }
}
