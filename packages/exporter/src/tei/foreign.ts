import { blocksOf } from '@claimspan/core'
import { importAuthor, importLayer, importTime } from '../import/imported.js'
import { titleOf } from '../import/title.js'
import type { XmlElement } from '../xml/read-xml.js'
import type { TeiRecord } from './native-record.js'
import type { ReadTei } from './parse.js'

const format = 'tei'
const idName = 'http://www.w3.org/XML/1998/namespace id'

/**
 * The native form of a TEI file that another tool wrote: each `span` and `annotation` that points to words of the text is a
 * claim, each `relation` with one active and one passive end a relation.
 */
export function foreignRecord(read: ReadTei, file: string, id: string): TeiRecord {
  const { text, kinds, language, ranges, pointings } = read
  const layer = importLayer(format)
  const author = importAuthor(format)
  const places = new Map<string, XmlElement>()
  const claims: Record<string, unknown>[] = []
  const relations: Record<string, unknown>[] = []
  const claimIds = new Map<string, string>()
  const left = new Map<string, number>()
  const leave = (what: string): void => void left.set(what, (left.get(what) ?? 0) + 1)

  for (const { element, group, words } of pointings) {
    const { attributes, name } = element
    if (name === 'relation') continue
    const spans = spansOf(element, ranges)
    if (spans === undefined) leave(`elements ${name} that point to no words of the text`)
    else {
      places.set(`/claims/${claims.length}`, element)
      const claimId = `a${claims.length + 1}`
      claimIds.set(`#${attributes.get(idName)}`, claimId)
      const type = attributes.get('type') ?? attributes.get('motivation') ?? group ?? attributes.get('ana')
      const quote = spans.map(({ from, to }) => text.slice(from, to)).join(' … ')
      claims.push({
        id: claimId,
        layer: layer.id,
        mentions: [{ spans, quote }],
        types: type === undefined || type === '' ? [] : [type.replace(/^#/, '')],
        ...(words === '' ? {} : { note: words }),
        status: 'draft',
        origin: { kind: 'import', from: format },
        createdBy: author.id,
        createdAt: importTime,
      })
    }
  }
  const arcs = new Set<string>()
  for (const { element } of pointings.filter((each) => each.element.name === 'relation')) {
    const { attributes } = element
    const [from, to] = ['active', 'passive'].map((end) => claimIds.get(attributes.get(end) ?? ''))
    const type = attributes.get('name') ?? attributes.get('type') ?? 'relation'
    const arc = JSON.stringify([type, from, to])
    if (from === undefined || to === undefined || from === to || arcs.has(arc))
      leave('relations that do not join two claims anew')
    else {
      places.set(`/relations/${relations.length}`, element)
      const relationId = `a${relations.length + 1}`
      relations.push({ id: relationId, type, from, to, layer: layer.id, createdBy: author.id })
    }
    arcs.add(arc)
  }
  const title = read.title?.replace(/\s+/g, ' ').trim()
  return {
    problems: [],
    places,
    notes: [...left].map(([what, count]) => `${file}: ${what} were left out: ${count}.`),
    record: {
      claimspan: 1,
      id,
      version: 1,
      title: title === undefined || title === '' ? titleOf(text, id) : title,
      ...(language === undefined ? {} : { language }),
      offsetUnit: 'utf-16',
      text,
      blocks: blocksOf(text, (at) => kinds[at] ?? 'paragraph'),
      layers: claims.length === 0 ? [] : [layer],
      annotators: claims.length === 0 ? [] : [author],
      claims,
      relations,
    },
  }
}

/** The spans that an element points to: `from` and `to`, or each of its `target`; `undefined` when one is not there or empty. */
function spansOf({ attributes }: XmlElement, ranges: ReadTei['ranges']) {
  const from = attributes.get('from')
  const to = attributes.get('to') ?? from
  const pairs =
    from === undefined
      ? (attributes.get('target') ?? '')
          .trim()
          .split(/\s+/)
          .map((each) => [each, each])
      : [[from, to]]
  const spans: { readonly from: number; readonly to: number }[] = []
  for (const [first = '', last = ''] of pairs) {
    const [start, end] = [ranges.get(first.replace(/^#/, '')), ranges.get(last.replace(/^#/, ''))]
    if (start === undefined || end === undefined || start.from >= end.to) return undefined
    spans.push({ from: start.from, to: end.to })
  }
  spans.sort((a, b) => a.from - b.from)
  return spans.some((span, at) => span.from < (spans[at - 1]?.to ?? 0)) ? undefined : spans
}
