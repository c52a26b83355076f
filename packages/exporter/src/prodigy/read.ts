import { type AnnotatedDocument, type OffsetTable, offsetTable, type Span } from '@claimspan/core'
import { documentOfFields } from '../document-fields.js'
import type { ReadableFile, ReadDocuments } from '../format.js'
import type { JsonCursor } from '../json-cursor.js'
import { annotatedOfMarks } from '../marks/annotated.js'
import type { ReadLink, ReadMark } from '../marks/read.js'
import { readLines } from '../read-lines.js'
import type { ReadNotes } from '../sound-document.js'

/**
 * Lines of Prodigy with spans by character offsets and relations. Where a line has tokens, they have to be the text again, and
 * a span that says its words has to have them; token numbers are not trusted, as Prodigy's own files have wrong ones. Lines
 * that were rejected or ignored are left out.
 */
export function readProdigy(files: readonly ReadableFile[]): ReadDocuments {
  return readLines(files, documentOfLine)
}

function documentOfLine(
  line: JsonCursor,
  name: string,
  taken: Set<string>,
  notes: ReadNotes,
): AnnotatedDocument | undefined {
  const text = line.at('text').text()
  if (text === undefined) {
    line.problem('no-text', 'This line has no "text".')
    return undefined
  }
  const answer = line.at('answer').value
  if (answer === 'reject' || answer === 'ignore') {
    notes.leave(`lines with the answer ${answer}`)
    return undefined
  }
  const document = documentOfFields(text, line.at('meta'), { name, taken })
  const offsets = offsetTable(text)
  checkTokens(line, text, offsets)
  if (document === undefined) return undefined

  const marks: ReadMark[] = []
  const byId = new Map<string, ReadMark>()
  const byPlace = new Map<string, ReadMark>()
  const add = (span: JsonCursor): void => {
    const found = spanOf(span, text, offsets)
    if (found === undefined) return
    const given = span.at('id').value
    const label = span.at('label').text() ?? ''
    const id = typeof given === 'string' || typeof given === 'number' ? String(given) : `span ${marks.length + 1}`
    if (byId.has(id)) {
      span.problem('duplicate-id', `has the id ${id}, which another span has.`)
      return
    }
    const mark = { id, labels: [label], span: found, problem: span.problem }
    marks.push(mark)
    byId.set(id, mark)
    const place = placeOf(found, label)
    if (!byPlace.has(place)) byPlace.set(place, mark)
  }
  for (const span of line.at('spans').items()) add(span)

  /** The span that a relation has at one end, found by its id, else by its place and label; a new one when it is no span yet. */
  const end = (span: JsonCursor): string | undefined => {
    if (!span.isPresent) {
      span.problem('missing', 'is missing: a relation needs its spans, as token numbers are not enough.')
      return undefined
    }
    const given = span.at('id').value
    if (typeof given === 'string' && byId.has(given)) return given
    const found = spanOf(span, text, offsets)
    if (found === undefined) return undefined
    const place = placeOf(found, span.at('label').text() ?? '')
    if (!byPlace.has(place)) add(span)
    return byPlace.get(place)?.id
  }
  const links = line
    .at('relations')
    .items()
    .flatMap((relation): readonly ReadLink[] => {
      const [from, to] = [end(relation.at('head_span')), end(relation.at('child_span'))]
      if (from === undefined || to === undefined) return []
      return [{ label: relation.at('label').text() ?? '', from, to, problem: relation.problem }]
    })
  return annotatedOfMarks(document, marks, links, 'prodigy', notes)
}

const placeOf = ({ from, to }: Span, label: string): string => `${from} ${to} ${label}`

function spanOf(at: JsonCursor, text: string, offsets: OffsetTable): Span | undefined {
  const [start, end] = [at.at('start').value, at.at('end').value]
  const from = typeof start === 'number' ? offsets.toUtf16(start, 'code-point') : undefined
  const to = typeof end === 'number' ? offsets.toUtf16(end, 'code-point') : undefined
  if (from === undefined || to === undefined || from >= to) {
    const length = offsets.lengthIn('code-point')
    at.problem('bad-offsets', `marks ${start} to ${end}, which is no range of the text's ${length} code points.`)
    return undefined
  }
  const words = at.at('text').text()
  if (words !== undefined && words !== text.slice(from, to)) {
    const there = JSON.stringify(text.slice(from, to))
    at.problem('bad-offsets', `says ${JSON.stringify(words)}, but from ${start} to ${end} stands ${there}.`)
    return undefined
  }
  return { from, to }
}

/** The tokens with their spaces have to be the text again: offsets counted by them would be wrong otherwise. */
function checkTokens(line: JsonCursor, text: string, offsets: OffsetTable): void {
  for (const token of line.at('tokens').items()) {
    const [start, end] = [token.at('start').value, token.at('end').value]
    const from = typeof start === 'number' ? offsets.toUtf16(start, 'code-point') : undefined
    const to = typeof end === 'number' ? offsets.toUtf16(end, 'code-point') : undefined
    if (from !== undefined && to !== undefined && text.slice(from, to) === token.at('text').value) continue
    token.problem('bad-token', `is not what stands from ${start} to ${end} of the text.`)
    return
  }
}
