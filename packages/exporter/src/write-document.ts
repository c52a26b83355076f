import type { AnnotatedDocument } from '@claimspan/core'
import { checkQuotes } from './check-quotes.js'
import type { Format, FormatWriter, WriteOptions, WrittenDocument, WrittenFile } from './format.js'
import type { Loss } from './loss.js'
import { selectLayers } from './select-layers.js'
import type { TablesPart, TablesStream } from './tables.js'

export interface ExportOptions extends WriteOptions {
  /** Ids of the layers to write; all when left out. */
  readonly layers?: readonly string[]
}

/** Whether corpora can be exported to a format. */
export const isWritable = ({ write, tables }: Format): boolean => write !== undefined || tables !== undefined

/**
 * Write one document: choose the layers, check that all words are where they are said to be, then let the format write.
 * The same document and options give the same bytes. Throws `RangeError` when the format cannot be written document by
 * document, has not the unit asked for, or a mention's quote is not at its spans.
 */
export function writeDocument(format: Format, annotated: AnnotatedDocument, options: ExportOptions): WrittenDocument {
  const writer = writerOf(format, options)
  const selected = checked(annotated, options)
  const { files, losses } = writer.document(selected.annotated, options)
  return { files, losses: [...selected.losses, ...losses] }
}

/** The files that stand once beside all documents. Throws as {@link writeDocument} does. */
export function writeCorpus(format: Format, options: ExportOptions): readonly WrittenFile[] {
  return writerOf(format, options).corpus(options)
}

/**
 * Begin the files of some documents of a format that is written as tables; documents are chosen from and checked as
 * {@link writeDocument} does. Throws `RangeError` when the format is not written so or has not the unit asked for.
 */
export function writeTables(format: Format, part: TablesPart, options: ExportOptions): TablesStream {
  if (format.tables === undefined) throw new RangeError(`${format.title} is not written as tables`)
  refuseUnit(format, options)
  const stream = format.tables.begin(part, options)
  return {
    add(annotated) {
      const selected = checked(annotated, options)
      const { ready, losses } = stream.add(selected.annotated)
      return { ready, losses: [...selected.losses, ...losses] }
    },
    end: () => stream.end(),
  }
}

function checked(
  annotated: AnnotatedDocument,
  { layers }: ExportOptions,
): { readonly annotated: AnnotatedDocument; readonly losses: readonly Loss[] } {
  const selected = layers === undefined ? { annotated, losses: [] } : selectLayers(annotated, layers)
  checkQuotes(selected.annotated)
  return selected
}

function writerOf(format: Format, options: ExportOptions): FormatWriter {
  if (format.write === undefined) {
    const how = format.tables === undefined ? 'can be read but not written' : 'is written many documents at a time'
    throw new RangeError(`${format.title} ${how}`)
  }
  refuseUnit(format, options)
  return format.write
}

function refuseUnit(format: Format, { unit }: ExportOptions): void {
  if (unit === undefined || format.units.includes(unit)) return
  throw new RangeError(
    format.units.length === 0
      ? `${format.title} has no offsets, so no unit can be chosen for them: got ${unit}`
      : `Offsets of ${format.title} count in ${format.units.join(' or ')}: got ${unit}`,
  )
}
