import type {
  AnnotatedDocument,
  Attribution,
  BlockKind,
  Claim,
  EvidenceItem,
  Mention,
  Relation,
  Span,
  Thread,
} from '@claimspan/core'
import { safeName } from '../brat/names.js'
import { hasContext } from '../context.js'
import type { WriteOptions, WrittenDocument } from '../format.js'
import { lossesOf } from '../loss.js'
import { attributeText, safeElement } from '../xml/escape.js'

export const teiNamespace = 'http://www.tei-c.org/ns/1.0'
/** The `type` of the `standOff` that holds everything of a document. */
export const standOffType = 'claimspan'

/**
 * One document as `<name>.xml`: TEI P5 (https://tei-c.org/guidelines/p5/, chapters 17 and 19). The text stands under `text`,
 * a block an element, with an `anchor` wherever a mention begins or ends; under `standOff` a `span` from anchor to anchor for
 * each span of a mention, feature structures with all that is known of the claims, and their relations. No offsets, so no
 * unit. Lossless but for characters that XML 1.0 forbids: each is U+FFFD.
 */
export function writeTei(annotated: AnnotatedDocument, options: WriteOptions): WrittenDocument {
  const { document, layers, annotators, claims, relations, threads } = annotated
  const { text, version } = document
  const losses = lossesOf(annotated, 'tei')
  let replaced = 0
  const anchors = anchorIds(annotated)
  const claimIds = new Map<string, string>(claims.map(({ id }, at) => [id, `claim-${at + 1}`]))
  let spans = ''
  let spanCount = 0

  const count = (): void => {
    replaced += 1
  }
  const inText = (value: string): string => safeElement(value, count)
  const feature = (name: string, value: string): string => `<f name="${name}">${value}</f>`
  const string = (name: string, value: string | undefined): string =>
    value === undefined ? '' : `<f name="${name}"><string>${inText(value)}</string></f>`
  const symbol = (name: string, value: string | undefined): string =>
    value === undefined ? '' : `<f name="${name}"><symbol value="${attributeText(value)}"/></f>`
  const number = (name: string, value: number | undefined): string =>
    value === undefined ? '' : feature(name, `<numeric value="${value}"/>`)
  const list = (name: string, values: readonly string[]): string =>
    values.length === 0 ? '' : feature(name, `<vColl org="list">${values.join('')}</vColl>`)
  const structure = (type: string, features: string): string => `<fs type="${type}">${features}</fs>`
  const words = (value: string): string => `<string>${inText(value)}</string>`

  function marked({ from, to }: Span, role: string, claim: string): string {
    spanCount += 1
    spans += `<span xml:id="s${spanCount}" type="${role}" corresp="#${claim}" from="#a${anchors.get(from)}" to="#a${anchors.get(to)}"/>\n`
    return `s${spanCount}`
  }

  /** A mention of this text, with a span for each of its own; of another one with its offsets (UTF-16). */
  function mention(of: Mention, role: string, claim: string, isElsewhere = false): string {
    let out = `<fs type="mention"><f name="id"><symbol value="${of.id}"/></f>`
    if (of.spans.length > 0) {
      out += `<f name="${isElsewhere ? 'offsets' : 'spans'}"><vColl org="list">`
      for (const span of of.spans) {
        out += isElsewhere
          ? `<numeric value="${span.from}"/><numeric value="${span.to}"/>`
          : `<symbol value="${marked(span, role, claim)}"/>`
      }
      out += '</vColl></f>'
    }
    out += `<f name="quote"><string>${inText(of.quote)}</string></f>`
    const isOwn = of.spans.length === 0 || isElsewhere
    const context = isOwn ? undefined : hasContext(text, of)
    if (context?.prefix !== true) out += string('prefix', of.prefix)
    if (context?.suffix !== true) out += string('suffix', of.suffix)
    if (of.documentVersion !== version || isElsewhere) out += number('documentVersion', of.documentVersion)
    if (of.markedQuote !== undefined) out += string('markedQuote', of.markedQuote)
    return `${out}</fs>`
  }

  function attribution({ kind, source, cue, speaker, within }: Attribution, claim: string): string {
    return structure(
      'attribution',
      symbol('kind', kind) +
        (source === undefined ? '' : feature('source', mention(source, 'source', claim))) +
        (cue === undefined ? '' : feature('cue', mention(cue, 'cue', claim))) +
        (speaker === undefined
          ? ''
          : feature(
              'speaker',
              structure(
                'speaker',
                string('name', speaker.name) + symbol('kind', speaker.kind) + string('uri', speaker.uri),
              ),
            )) +
        (within === undefined ? '' : feature('within', attribution(within, claim))),
    )
  }

  function evidenceItem(item: EvidenceItem, claim: string): string {
    if (item.kind === 'url') return structure('url', string('url', item.url) + string('quote', item.quote))
    const isElsewhere = item.document !== undefined
    const made = feature('mention', mention(item.mention, 'evidence', claim, isElsewhere))
    return structure('words', made + symbol('document', item.document))
  }

  function claimStructure(claim: Claim): string {
    const id = claimIds.get(claim.id) ?? ''
    const { verdict, attribution: by, origin } = claim
    let out = `<fs type="claim" xml:id="${id}"><f name="id"><symbol value="${claim.id}"/></f><f name="layer"><symbol value="${claim.layer}"/></f><f name="mentions"><vColl org="list">`
    for (const each of claim.mentions) out += mention(each, 'claim', id)
    out += '</vColl></f>'
    if (claim.types.length > 0) {
      out += '<f name="types"><vColl org="list">'
      for (const type of claim.types) out += `<string>${inText(type)}</string>`
      out += '</vColl></f>'
    }
    if (claim.normalizedClaim !== undefined) out += string('normalizedClaim', claim.normalizedClaim)
    if (claim.proposition !== undefined) out += string('proposition', claim.proposition)
    if (claim.checkWorthiness !== undefined) out += symbol('checkWorthiness', claim.checkWorthiness)
    out +=
      (verdict === undefined
        ? ''
        : feature(
            'verdict',
            structure(
              'verdict',
              string('scale', verdict.scale) +
                string('label', verdict.label) +
                (verdict.rating === undefined
                  ? ''
                  : feature(
                      'rating',
                      structure(
                        'rating',
                        number('value', verdict.rating.value) +
                          number('best', verdict.rating.best) +
                          number('worst', verdict.rating.worst),
                      ),
                    )) +
                string('justification', verdict.justification),
            ),
          )) +
      number('confidence', claim.confidence) +
      (by === undefined ? '' : feature('attribution', attribution(by, id))) +
      list(
        'evidence',
        claim.evidence.map(({ stance, items }) =>
          structure(
            'evidence',
            string('stance', stance) +
              list(
                'items',
                items.map((item) => evidenceItem(item, id)),
              ),
          ),
        ),
      ) +
      list('tags', claim.tags.map(words)) +
      string('note', claim.note) +
      symbol('status', claim.status) +
      `<f name="origin"><fs type="${origin.kind}">` +
      (origin.kind === 'import' ? string('from', origin.from) : '') +
      (origin.kind === 'model' ? string('name', origin.name) + string('version', origin.version) : '') +
      `</fs></f><f name="createdBy"><symbol value="${claim.createdBy}"/></f><f name="createdAt"><symbol value="${claim.createdAt}"/></f>` +
      symbol('updatedAt', claim.updatedAt)
    return `${out}</fs>\n`
  }

  const relationNames = new Map<string, string>()
  function relationElement({ type, from, to }: Relation, at: number): string {
    const ends = `active="#${claimIds.get(from)}" passive="#${claimIds.get(to)}"`
    let name = relationNames.get(type)
    if (name === undefined) {
      name = safeName(type)
      relationNames.set(type, name)
    }
    return `<relation name="${name}" ${ends} ana="#relation-${at + 1}"/>\n`
  }

  function relationStructure({ id, type, layer, note, createdBy }: Relation, at: number): string {
    const features =
      symbol('id', id) +
      string('type', type) +
      symbol('layer', layer) +
      string('note', note) +
      symbol('createdBy', createdBy)
    return `<fs type="relation" xml:id="relation-${at + 1}">${features}</fs>\n`
  }

  function threadStructure({ id, claim, comments, resolved }: Thread): string {
    const made = comments.map(({ by, at, text: said, vote }) =>
      structure('comment', symbol('by', by) + symbol('at', at) + string('text', said) + symbol('vote', vote)),
    )
    const about = `#${claimIds.get(claim)}`
    const features = symbol('id', id) + list('comments', made) + feature('resolved', `<binary value="${resolved}"/>`)
    return `<fs type="thread" corresp="${about}">${features}</fs>\n`
  }

  const metadata = Object.entries(document.metadata).flatMap(([key, value]) =>
    value === undefined ? [] : [structure('entry', string('key', key) + string('value', value))],
  )
  const about = `<fs type="document">${
    symbol('id', document.id) +
    number('version', version) +
    string('title', document.title) +
    list('metadata', metadata) +
    list(
      'layers',
      layers.map(({ id, kind, name }) =>
        structure('layer', symbol('id', id) + symbol('kind', kind) + string('name', name)),
      ),
    ) +
    list(
      'annotators',
      annotators.map(({ id, name }) => structure('annotator', symbol('id', id) + string('name', name))),
    )
  }</fs>\n`
  const claimStructures = claims.map(claimStructure).join('')
  const relationStructures = relations.map(relationStructure).join('')
  const relationList =
    relations.length === 0 ? '' : `<listRelation>\n${relations.map(relationElement).join('')}</listRelation>\n`
  const threadStructures = threads.map(threadStructure).join('')
  const { author, url } = document.metadata
  const out =
    `<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="${teiNamespace}"` +
    `${document.language === undefined ? '' : ` xml:lang="${document.language}"`}>\n<teiHeader>\n<fileDesc>\n` +
    `<titleStmt><title>${inText(document.title)}</title>${author === undefined ? '' : `<author>${inText(author)}</author>`}</titleStmt>\n` +
    '<publicationStmt><p>Written by Claimspan.</p></publicationStmt>\n' +
    `<sourceDesc><p>${url === undefined ? 'An article.' : inText(url)}</p></sourceDesc>\n</fileDesc>\n</teiHeader>\n` +
    `<standOff type="${standOffType}">\n` +
    (spans === '' ? '' : `<spanGrp type="mention">\n${spans}</spanGrp>\n`) +
    about +
    claimStructures +
    relationStructures +
    threadStructures +
    relationList +
    `</standOff>\n<text xml:space="preserve"><body>\n${bodyOf(annotated, anchors, inText)}</body></text>\n</TEI>\n`
  if (replaced > 0) {
    const detail = `characters that XML 1.0 forbids are written U+FFFD, in so many texts: ${replaced}`
    losses.add({ what: 'character', done: 'renamed', detail })
  }
  return { files: [{ path: `${options.fileName ?? document.id}.xml`, text: out }], losses: losses.all }
}

/** A number for each offset that a mention begins or ends at, in the order of the text. */
function anchorIds({ claims }: AnnotatedDocument): ReadonlyMap<number, number> {
  const offsets = new Set<number>()
  const add = (mention: Mention | undefined): void => {
    for (const { from, to } of mention?.spans ?? []) offsets.add(from).add(to)
  }
  const addAttribution = (of: Attribution | undefined): void => {
    add(of?.source)
    add(of?.cue)
    if (of?.within !== undefined) addAttribution(of.within)
  }
  for (const { mentions, attribution, evidence } of claims) {
    mentions.forEach(add)
    addAttribution(attribution)
    for (const { items } of evidence) {
      for (const item of items) if (item.kind === 'mention' && item.document === undefined) add(item.mention)
    }
  }
  return new Map([...offsets].sort((a, b) => a - b).map((offset, at) => [offset, at + 1]))
}

/** The element of a block; a heading begins a division. */
const elements: Readonly<Record<BlockKind, string>> = {
  heading: 'head',
  paragraph: 'p',
  quote: 'quote',
  'list-item': 'item',
}

function bodyOf(
  { document: { text, blocks } }: AnnotatedDocument,
  anchors: ReadonlyMap<number, number>,
  inText: (text: string) => string,
): string {
  const offsets = [...anchors.keys()]
  let next = 0
  let out = ''
  let isInDivision = false
  let isInList = false
  for (const { kind, from, to } of blocks) {
    if (isInList && kind !== 'list-item') {
      out += '</list>\n'
      isInList = false
    }
    if (kind === 'heading') {
      out += isInDivision ? '</div>\n<div>\n' : '<div>\n'
      isInDivision = true
    }
    if (kind === 'list-item' && !isInList) {
      out += '<list>\n'
      isInList = true
    }
    const element = elements[kind]
    out += `<${element}>`
    let at = from
    for (let offset = offsets[next]; offset !== undefined && offset <= to; offset = offsets[++next]) {
      if (offset > at) out += inText(text.slice(at, offset))
      out += `<anchor xml:id="a${anchors.get(offset)}"/>`
      at = offset
    }
    out += `${inText(text.slice(at, to))}</${element}>\n`
  }
  return out + (isInList ? '</list>\n' : '') + (isInDivision ? '</div>\n' : '')
}
