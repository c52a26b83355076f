import type { AnnotatedDocument } from '@claimspan/core'
import { checkQuotes } from './check-quotes.js'
import type { Format, FormatWriter, WriteOptions, WrittenDocument, WrittenFile } from './format.js'
import { selectLayers } from './select-layers.js'

export interface ExportOptions extends WriteOptions {
  /** Ids of the layers to write; all when left out. */
  readonly layers?: readonly string[]
}

/**
 * Write one document: choose the layers, check that all words are where they are said to be, then let the format write.
 * The same document and options give the same bytes. Throws `RangeError` when the format cannot be written, has not the
 * unit asked for, or a mention's quote is not at its spans.
 */
export function writeDocument(format: Format, annotated: AnnotatedDocument, options: ExportOptions): WrittenDocument {
  const writer = writerOf(format, options)
  const selected = options.layers === undefined ? { annotated, losses: [] } : selectLayers(annotated, options.layers)
  checkQuotes(selected.annotated)
  const { files, losses } = writer.document(selected.annotated, options)
  return { files, losses: [...selected.losses, ...losses] }
}

/** The files that stand once beside all documents. Throws as {@link writeDocument} does. */
export function writeCorpus(format: Format, options: ExportOptions): readonly WrittenFile[] {
  return writerOf(format, options).corpus(options)
}

function writerOf(format: Format, { unit }: ExportOptions): FormatWriter {
  if (format.write === undefined) throw new RangeError(`${format.title} can be read but not written`)
  if (unit !== undefined && !format.units.includes(unit)) {
    throw new RangeError(
      format.units.length === 0
        ? `${format.title} has no offsets, so no unit can be chosen for them: got ${unit}`
        : `Offsets of ${format.title} count in ${format.units.join(' or ')}: got ${unit}`,
    )
  }
  return format.write
}
