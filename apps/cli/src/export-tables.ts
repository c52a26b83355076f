import type { AnnotatedDocument } from '@claimspan/core'
import {
  type Format,
  formatNamed,
  type Loss,
  type TablesStream,
  type WrittenBytes,
  writeTables,
} from '@claimspan/exporter/corpora'
import type { StoredFile } from './output-folder.js'
import { placeOf, type WritePlan } from './write-batch.js'

/** What a run must know of its tables to go on: plain values. */
export interface TablesState {
  /** How many parts each split has. */
  readonly parts: Readonly<Record<string, number>>
  /** Rows of each file, by its path in the export. */
  readonly rows: Readonly<Record<string, number>>
}

/** After so many entries of the corpus the files are closed and others begun: only then can a run be gone on with. */
const entriesInPart = 50_000

/** The formats of an export that are written as tables. */
export interface ExportTables {
  /** Take in a document. Throws `RangeError` as `writeDocument` does. */
  add(annotated: AnnotatedDocument, split: string): readonly Loss[]
  /** Say that so many entries of the corpus are done; gives the state when nothing is half written. */
  passed(entries: number): TablesState | undefined
  /** Close all files and write those beside them, told from the files as they are stored. */
  finish(stored: () => readonly StoredFile[], put: (path: string, text: string) => void): void
}

export function exportTables(
  plan: WritePlan,
  append: (path: string, bytes: Uint8Array) => void,
  state: TablesState = { parts: {}, rows: {} },
): ExportTables | undefined {
  const formats = plan.formats.map(formatNamed).filter(({ tables }) => tables !== undefined)
  if (formats.length === 0) return undefined
  const parts: Record<string, number> = { ...state.parts }
  const rows: Record<string, number> = { ...state.rows }
  const open = new Map<string, readonly (readonly [Format, TablesStream])[]>()
  let entriesOpen = 0

  const store = (format: Format, ready: readonly WrittenBytes[]): void => {
    for (const { path, bytes } of ready) append(placeOf(plan, format.name, '', path), bytes)
  }
  function begin(split: string): readonly (readonly [Format, TablesStream])[] {
    const number = parts[split] ?? 0
    parts[split] = number + 1
    const part = { split, number, ...(plan.shard && { shard: plan.shard }) }
    const streams = formats.map((format) => [format, writeTables(format, part, plan)] as const)
    open.set(split, streams)
    return streams
  }
  function close(): void {
    for (const streams of open.values()) {
      for (const [format, stream] of streams) {
        const end = stream.end()
        store(format, end.ready)
        for (const [path, count] of Object.entries(end.rows)) rows[placeOf(plan, format.name, '', path)] = count
      }
    }
    open.clear()
    entriesOpen = 0
  }
  return {
    add(annotated, split) {
      const losses: Loss[] = []
      for (const [format, stream] of open.get(split) ?? begin(split)) {
        const added = stream.add(annotated)
        store(format, added.ready)
        losses.push(...added.losses)
      }
      return losses
    },
    passed(entries) {
      entriesOpen += entries
      if (entriesOpen < entriesInPart) return undefined
      close()
      return { parts: { ...parts }, rows: { ...rows } }
    },
    finish(stored, put) {
      for (const split of plan.split?.parts.map(({ name }) => name) ?? ['train']) {
        if (parts[split] === undefined) begin(split)
      }
      close()
      const files = stored()
      for (const format of formats) {
        const folder = placeOf(plan, format.name, '', '')
        const own = files.flatMap(({ path, bytes, sha256 }) => {
          const count = rows[path]
          if (count === undefined) return []
          return [{ path: folder === '' ? path : path.slice(folder.length + 1), bytes, sha256, rows: count }]
        })
        for (const { path, text } of format.tables?.corpus(own, plan) ?? [])
          put(placeOf(plan, format.name, '', path), text)
      }
    },
  }
}
