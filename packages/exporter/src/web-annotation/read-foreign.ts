import {
  type AnnotatedDocument,
  type Annotator,
  annotator,
  type Claim,
  claim,
  document,
  firstSpanOutOfOrder,
  isId,
  isInstant,
  type Mention,
  mention,
  type OffsetTable,
  offsetTable,
  type Span,
} from '@claimspan/core'
import { importAuthor, importLayer, importTime } from '../import/imported.js'
import { nameDocument } from '../import/name-document.js'
import { titleOf } from '../import/title.js'
import type { JsonCursor } from '../json-cursor.js'
import { type JsonRecord, recordOf, textOf } from './json-view.js'
import { onlyPlace, spanInUtf16 } from './read-mentions.js'

interface ForeignReading {
  readonly file: string
  readonly taken: Set<string>
  readonly notes: string[]
}

const listAt = (at: JsonCursor): readonly JsonCursor[] =>
  Array.isArray(at.value) ? at.items() : at.isPresent ? [at] : []

/**
 * Annotations of other tools on a text: each is a claim, its targets the mentions, several positions of one target the spans of
 * a discontinuous one. Bodies that classify are types, those that tag are tags, the others the note. A position is right when
 * the quoted words stand there, by code points or, with a note, by UTF-16 code units; else the words are looked for.
 */
export function readForeign(
  items: readonly JsonCursor[],
  text: string,
  { file, taken, notes }: ForeignReading,
): AnnotatedDocument | undefined {
  const say = (note: string): void => void notes.push(`${file}: ${note}`)
  const id = nameDocument(file, taken)
  const offsets = offsetTable(text)
  const annotators = new Map<string, Annotator>()
  let left = 0
  const claims = items.flatMap((item, at): readonly Claim[] => {
    const targets = listAt(item.at('target'))
    const mentions = targets.flatMap((target) => {
      const spans = spansOf(target, text, offsets, say)
      return spans.length === 0 ? [] : [spans]
    })
    if (mentions.length === 0) {
      left += 1
      return []
    }
    const author = authorOf(item.at('creator'))
    annotators.set(author.id, author)
    const [created, modified] = [timeOf(item.at('created')), timeOf(item.at('modified'))]
    return [
      claim({
        id: `a${at + 1}`,
        layer: importLayer('web-annotation').id,
        mentions: mentions.map((spans, count): Mention => mention(text, spans, { id: `m${count + 1}` })),
        ...bodiesOf(item),
        origin: { kind: 'import', from: 'web-annotation' },
        createdBy: author.id,
        createdAt: created ?? importTime,
        ...(modified === undefined ? {} : { updatedAt: modified }),
      }),
    ]
  })
  if (left > 0) say(`annotations that are not of words of this text were left out: ${left}.`)
  return {
    document: document({ id, text, title: titleOf(text, id) }),
    layers: claims.length === 0 ? [] : [importLayer('web-annotation')],
    annotators: [...annotators.values()],
    claims,
    relations: [],
    threads: [],
  }
}

/** The spans of a target, in order; none when it is of no words, and a problem when its positions cannot be. */
function spansOf(target: JsonCursor, text: string, offsets: OffsetTable, say: (note: string) => void): readonly Span[] {
  const selectors = listAt(target.at('selector'))
  const ofType = (type: string): readonly JsonCursor[] =>
    selectors.filter((selector) => listAt(selector.at('type')).some(({ value }) => value === type))
  const positions = ofType('TextPositionSelector')
  const quotes = ofType('TextQuoteSelector').map(({ value }) => recordOf(value))
  if (positions.length === 0) return quotes.flatMap((quote) => spanOfQuote(quote, text))
  const spans = positions.flatMap((position, at): readonly Span[] => {
    const { value } = position
    const quote = positions.length === quotes.length ? quotes[at] : positions.length === 1 ? quotes[0] : undefined
    const exact = textOf(quote?.exact)
    const [from, to] = ['start', 'end'].map((key) => offsets.toUtf16(Number(recordOf(value)[key]), 'code-point'))
    const isRange = from !== undefined && to !== undefined && from < to
    if (isRange && (exact === undefined || text.slice(from, to) === exact)) return [{ from, to }]
    const utf16 = exact === undefined || exact === '' ? undefined : spanInUtf16(recordOf(value), exact, text, offsets)
    const [found] = utf16 === undefined ? spanOfQuote(quote, text) : [utf16]
    if (found === undefined) {
      const said = exact === undefined ? 'no words' : JSON.stringify(exact)
      position.problem('bad-offsets', `is no place of ${said} in the text, and they stand in no other one place.`)
      return []
    }
    const how =
      utf16 === undefined ? 'was found elsewhere' : 'stands there counted in UTF-16 code units, not in code points'
    say(`${JSON.stringify(exact)} at ${recordOf(value).start} to ${recordOf(value).end}: it ${how}.`)
    return [found]
  })
  const ordered = [...spans].sort((a, b) => a.from - b.from)
  if (firstSpanOutOfOrder(ordered) === undefined) return ordered
  target.problem('span-out-of-order', 'has positions that overlap.')
  return []
}

function spanOfQuote(quote: JsonRecord | undefined, text: string): readonly Span[] {
  const exact = textOf(quote?.exact)
  if (exact === undefined || exact === '') return []
  const [prefix, suffix] = [textOf(quote?.prefix) ?? '', textOf(quote?.suffix) ?? '']
  const from = onlyPlace(text, { exact, prefix, suffix })
  return from === undefined ? [] : [{ from, to: from + exact.length }]
}

function bodiesOf(item: JsonCursor): Partial<Claim> {
  const types: string[] = []
  const tags: string[] = []
  const note: string[] = []
  for (const body of [...listAt(item.at('body')), ...listAt(item.at('bodyValue'))]) {
    const value = typeof body.value === 'string' ? body.value : textOf(recordOf(body.value).value)
    if (value === undefined || value === '') continue
    const purposes = listAt(body.at('purpose')).map((purpose) => purpose.value)
    if (purposes.includes('classifying')) types.push(value)
    else if (purposes.includes('tagging')) tags.push(value)
    else note.push(value)
  }
  return { types, tags, ...(note.length === 0 ? {} : { note: note.join('\n') }) }
}

/** Who made an annotation: the end of the creator's IRI when it can be an id, else the import. */
function authorOf(creator: JsonCursor): Annotator {
  const [first] = listAt(creator)
  const iri = textOf(first?.value) ?? textOf(recordOf(first?.value).id)
  const name = textOf(recordOf(first?.value).name)
  const id = (iri ?? name ?? '').split(/[/:#]/).pop() ?? ''
  return isId(id) ? annotator(id, name ?? id) : importAuthor('web-annotation')
}

const timeOf = (at: JsonCursor): string | undefined => (isInstant(at.value) ? at.value : undefined)
