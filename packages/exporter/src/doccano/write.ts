import { type AnnotatedDocument, offsetTable } from '@claimspan/core'
import { documentFields } from '../document-fields.js'
import { type Field, fieldLosses } from '../field-losses.js'
import type { WriteOptions, WrittenDocument } from '../format.js'
import { lossesOf } from '../loss.js'
import type { Mark } from '../marks/mark.js'
import { marksOf } from '../marks/write.js'

const carried: readonly Field[] = ['title', 'version', 'language', 'blocks', 'metadata', 'attribution']

/**
 * One document as a line of doccano's JSONL for relation extraction (https://github.com/doccano/doccano, version 1.8): entities
 * and relations by ids of the same line. Offsets count UTF-16 code units, as its editor does unless a project counts grapheme
 * clusters (issue 2290); `offset_unit` says it, and doccano keeps that key, as the document's other fields, as metadata.
 */
export function writeDoccano(annotated: AnnotatedDocument, options: WriteOptions): WrittenDocument {
  const { document } = annotated
  const unit = options.unit ?? 'utf-16'
  const losses = lossesOf(annotated, 'doccano')
  const { marks, links, isWritten } = marksOf(annotated, losses, { labels: 'one' })
  fieldLosses(annotated, carried, losses, isWritten)
  const offsets = offsetTable(document.text)
  const ids = new Map<Mark, number>(marks.map((mark, at) => [mark, at + 1]))
  const line = {
    text: document.text,
    ...documentFields(document),
    offset_unit: unit,
    entities: marks.map((mark) => ({
      id: ids.get(mark),
      label: mark.labels[0],
      start_offset: offsets.fromUtf16(mark.span.from, unit),
      end_offset: offsets.fromUtf16(mark.span.to, unit),
    })),
    relations: links.map(({ label, from, to }, at) => ({
      id: at + 1,
      from_id: ids.get(from),
      to_id: ids.get(to),
      type: label,
    })),
    Comments: [],
  }
  return {
    files: [{ path: 'corpus.doccano.jsonl', text: `${JSON.stringify(line)}\n`, append: true }],
    losses: losses.all,
  }
}
