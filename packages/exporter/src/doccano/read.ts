import type { AnnotatedDocument, OffsetTable, OffsetUnit } from '@claimspan/core'
import { offsetTable } from '@claimspan/core'
import { documentOfFields } from '../document-fields.js'
import type { ReadableFile, ReadDocuments } from '../format.js'
import type { JsonCursor } from '../json-cursor.js'
import { annotatedOfMarks } from '../marks/annotated.js'
import type { ReadLink, ReadMark } from '../marks/read.js'
import { readLines } from '../read-lines.js'
import type { ReadNotes } from '../sound-document.js'

/**
 * Lines of doccano: `entities` with `relations`, or `label` (older: `labels`) as lists of [start, end, label]. Where no
 * `offset_unit` stands, offsets count UTF-16 code units, or code points when in UTF-16 one of them would cut a character in
 * two; a note says which was taken when it matters.
 */
export function readDoccano(files: readonly ReadableFile[]): ReadDocuments {
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
  const entities = entitiesOf(line)
  const offsets = offsetTable(text)
  const unit = unitOf(line, entities, offsets, notes)
  const document = documentOfFields(text, line, { name, taken })
  if (document === undefined || unit === undefined) return undefined
  const marks = entities.flatMap(({ at, id, label, start, end }, index): readonly ReadMark[] => {
    const from = typeof start === 'number' ? offsets.toUtf16(start, unit) : undefined
    const to = typeof end === 'number' ? offsets.toUtf16(end, unit) : undefined
    if (from === undefined || to === undefined || from >= to) {
      const length = offsets.lengthIn(unit)
      at.problem('bad-offsets', `marks ${start} to ${end}, which is no range of the text's ${length} (${unit}).`)
      return []
    }
    const own = typeof id === 'number' || typeof id === 'string' ? String(id) : `entity ${index + 1}`
    return [{ id: own, labels: [label], span: { from, to }, problem: at.problem }]
  })
  const known = new Set<string>()
  const different = marks.filter(({ id, problem }) => {
    if (known.has(id)) problem('duplicate-id', `has the id ${id}, which another entity has.`)
    return known.has(id) ? false : known.add(id)
  })
  const links = line
    .at('relations')
    .items()
    .map(
      (at): ReadLink => ({
        label: at.at('type').text() ?? '',
        from: String(at.at('from_id').value),
        to: String(at.at('to_id').value),
        problem: at.problem,
      }),
    )
  if (line.at('Comments').items().length > 0) notes.leave('comments')
  return annotatedOfMarks(document, different, links, 'doccano', notes)
}

interface Entity {
  readonly at: JsonCursor
  readonly id: unknown
  readonly label: string
  readonly start: unknown
  readonly end: unknown
}

function entitiesOf(line: JsonCursor): readonly Entity[] {
  if (line.at('entities').isPresent) {
    return line
      .at('entities')
      .items()
      .map((at) => ({
        at,
        id: at.at('id').value,
        label: at.at('label').text() ?? '',
        start: at.at('start_offset').value,
        end: at.at('end_offset').value,
      }))
  }
  const list = line.at('label').isPresent ? line.at('label') : line.at('labels')
  return list.items().map((at) => {
    const [start, end, label] = at.items()
    return { at, id: undefined, label: label?.text() ?? '', start: start?.value, end: end?.value }
  })
}

/** The unit that a line says or that its offsets fit into; nothing, and a problem, when it says another. */
function unitOf(
  line: JsonCursor,
  entities: readonly Entity[],
  offsets: OffsetTable,
  notes: ReadNotes,
): OffsetUnit | undefined {
  const said = line.at('offset_unit').text()
  if (said === 'utf-16' || said === 'code-point') return said
  if (said !== undefined) {
    line.at('offset_unit').problem('unknown-value', 'is neither "utf-16" nor "code-point".')
    return undefined
  }
  if (entities.length === 0 || offsets.lengthIn('code-point') === offsets.lengthIn('utf-16')) return 'utf-16'
  const fits = (unit: OffsetUnit): boolean =>
    entities.every(({ start, end }) =>
      [start, end].every((at) => typeof at === 'number' && offsets.toUtf16(at, unit) !== undefined),
    )
  const unit = !fits('utf-16') && fits('code-point') ? 'code-point' : 'utf-16'
  notes.say(
    `lines with characters beyond U+FFFF whose offsets were taken for ${unit === 'utf-16' ? 'UTF-16 code units' : 'code points'}, as they do not say their unit`,
  )
  return unit
}
