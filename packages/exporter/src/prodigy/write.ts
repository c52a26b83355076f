import { type AnnotatedDocument, offsetTable, type Span } from '@claimspan/core'
import { documentFields } from '../document-fields.js'
import { type Field, fieldLosses } from '../field-losses.js'
import type { WriteOptions, WrittenDocument } from '../format.js'
import { lossesOf } from '../loss.js'
import type { Mark } from '../marks/mark.js'
import { markIds, marksOf } from '../marks/write.js'
import { tokensOf } from './tokens.js'

const carried: readonly Field[] = ['title', 'version', 'language', 'blocks', 'metadata', 'attribution']

/**
 * One document as a line of Prodigy's JSONL (https://prodigy.ai/docs/api-interfaces, `relations` and `spans`), which spaCy's
 * tools read too: tokens, spans, relations between the last tokens of spans. Offsets are code points, `token_end` is the last
 * token itself. Spans have ids besides, so that two with the same words and label stay apart.
 */
export function writeProdigy(annotated: AnnotatedDocument, _: WriteOptions): WrittenDocument {
  const { document } = annotated
  const { text } = document
  const losses = lossesOf(annotated, 'prodigy')
  const { marks, links, isWritten } = marksOf(annotated, losses, { labels: 'one' })
  fieldLosses(annotated, carried, losses, isWritten)
  const offsets = offsetTable(text)
  const codePoint = (at: number): number => offsets.fromUtf16(at, 'code-point')
  const tokens = tokensOf(
    text,
    marks.map(({ span }) => span),
  )
  const byStart = new Map(tokens.map(({ from }, at) => [from, at]))
  const byEnd = new Map(tokens.map(({ to }, at) => [to, at]))
  const tokensIn = ({ from, to }: Span) => ({ token_start: byStart.get(from), token_end: byEnd.get(to) })
  const ids = markIds(marks)
  const spanOf = (mark: Mark) => ({
    id: ids.get(mark),
    start: codePoint(mark.span.from),
    end: codePoint(mark.span.to),
    ...tokensIn(mark.span),
    label: mark.labels[0],
  })
  const line = {
    text,
    meta: documentFields(document),
    tokens: tokens.map(({ from, to, ws }, id) => ({
      text: text.slice(from, to),
      start: codePoint(from),
      end: codePoint(to),
      id,
      ws,
    })),
    spans: marks.map(spanOf),
    relations: links.map(({ label, from, to }) => ({
      head: byEnd.get(from.span.to),
      child: byEnd.get(to.span.to),
      label,
      head_span: spanOf(from),
      child_span: spanOf(to),
    })),
    answer: 'accept',
  }
  return {
    files: [{ path: 'corpus.prodigy.jsonl', text: `${JSON.stringify(line)}\n`, append: true }],
    losses: losses.all,
  }
}
