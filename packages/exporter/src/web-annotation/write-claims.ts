import {
  type AnnotatedDocument,
  type Attribution,
  type Claim,
  type EvidenceSet,
  type Mention,
  type Origin,
  offsetTable,
  quoteAt,
} from '@claimspan/core'
import type { Losses } from '../loss.js'
import type { AttributionShape, Body, ClaimItem, EvidenceShape, Target } from './shape.js'
import { documentIri, partIri } from './vocabulary.js'

/**
 * The claims of a document as items of its page, each as the text that `JSON.stringify` makes of a {@link ClaimItem} with an
 * indent of one space, two levels deep. What most claims have is put together as text: it is most of a corpus.
 */
export function claimTexts(annotated: AnnotatedDocument, losses: Losses): readonly string[] {
  const { document, claims } = annotated
  const { text } = document
  const offsets = offsetTable(text)
  const source = documentIri(document.id)
  const sourceText = JSON.stringify(source)

  /** The parts of {@link target} that are the same for all spans of a mention. */
  function target({ id, documentVersion, markedQuote }: Mention, selector: string): string {
    const marked = markedQuote === undefined ? '' : `     "markedQuote": ${JSON.stringify(markedQuote)},\n`
    return `    {\n     "type": "SpecificResource",\n     "source": ${sourceText},\n     "mention": ${JSON.stringify(id)},\n     "markedOn": ${documentVersion},\n${marked}     "selector": [\n${selector}\n     ]\n    }`
  }

  function targetTexts(mention: Mention): string {
    const { spans, prefix, suffix } = mention
    if (spans.length === 0) return target(mention, quoteSelector(mention.quote, prefix, suffix))
    const [only] = spans
    if (spans.length === 1 && only !== undefined) {
      return target(
        mention,
        `${quoteSelector(mention.quote, prefix, suffix)},\n${positionSelector(only.from, only.to)}`,
      )
    }
    return spans
      .map((span, at) => {
        const here = quoteAt(text, [span])
        const before = at === 0 ? prefix : here.prefix
        const after = at === spans.length - 1 ? suffix : here.suffix
        return target(mention, `${quoteSelector(here.quote, before, after)},\n${positionSelector(span.from, span.to)}`)
      })
      .join(',\n')
  }

  const positionSelector = (from: number, to: number): string =>
    `      {\n       "type": "TextPositionSelector",\n       "start": ${offsets.fromUtf16(from, 'code-point')},\n       "end": ${offsets.fromUtf16(to, 'code-point')}\n      }`

  /** The targets of words that are no claim's own: few, so by way of their values. */
  const targets = (mention: Mention): readonly Target[] => JSON.parse(`[${targetTexts(mention)}]`)

  function evidenceOf({ stance, items }: EvidenceSet, claim: Claim): EvidenceShape {
    for (const item of items) {
      if (item.kind !== 'mention' || item.document === undefined || item.mention.spans.length === 0) continue
      losses.add({
        claim: claim.id,
        what: 'evidence.spans',
        done: 'left-out',
        detail: `words of document ${item.document} are quoted without their position, as its text is not at hand`,
      })
    }
    return {
      stance,
      evidenceItems: items.map((item) =>
        item.kind === 'url'
          ? { url: item.url, ...(item.quote === undefined ? {} : { quote: item.quote }) }
          : item.document === undefined
            ? { words: targets(item.mention) }
            : { words: foreignTargets(item.mention, item.document), ofDocument: item.document },
      ),
    }
  }

  function attributionOf(of: Attribution): AttributionShape {
    return {
      type: 'Attribution',
      kind: of.kind,
      ...(of.source === undefined ? {} : { sourceWords: targets(of.source) }),
      ...(of.cue === undefined ? {} : { cueWords: targets(of.cue) }),
      ...(of.speaker === undefined ? {} : { speaker: of.speaker }),
      ...(of.within === undefined ? {} : { within: attributionOf(of.within) }),
    }
  }

  function claimText(claim: Claim): string {
    let out = `{\n   "id": "${partIri(document.id, 'claim', claim.id)}",\n   "type": [\n    "Annotation",\n    "Claim"\n   ],\n   "motivation": "describing",\n   "localId": "${claim.id}",\n   "layer": "${claim.layer}",\n   "creator": "${partIri(document.id, 'annotator', claim.createdBy)}",\n   "created": "${claim.createdAt}"`
    if (claim.updatedAt !== undefined) out += `,\n   "modified": "${claim.updatedAt}"`
    out += `,\n   "status": "${claim.status}"`
    if (claim.checkWorthiness !== undefined) out += `,\n   "checkWorthiness": "${claim.checkWorthiness}"`
    if (claim.proposition !== undefined) out += `,\n   "proposition": ${JSON.stringify(claim.proposition)}`
    if (claim.confidence !== undefined) out += `,\n   "confidence": ${JSON.stringify(claim.confidence)}`
    out += `,\n   "origin": ${claim.origin.kind === 'human' ? humanOrigin : indented(originOf(claim.origin), 3)}`
    const body = bodyTexts(claim, document.language)
    if (body !== '') out += `,\n   "body": [\n${body}\n   ]`
    out += ',\n   "target": [\n'
    for (const [at, mention] of claim.mentions.entries()) out += `${at === 0 ? '' : ',\n'}${targetTexts(mention)}`
    out += '\n   ]'
    if (claim.attribution !== undefined) out += `,\n   "attribution": ${indented(attributionOf(claim.attribution), 3)}`
    if (claim.evidence.length > 0) {
      const sets = claim.evidence.map((set) => evidenceOf(set, claim))
      out += `,\n   "evidence": ${indented(sets, 3)}`
    }
    return `${out}\n  }`
  }

  return claims.map(claimText)
}

/** A value as JSON with an indent of one space that stands `level` levels deep. No string of JSON holds a line break itself. */
export function indented(value: unknown, level: number): string {
  return JSON.stringify(value, null, 1).replaceAll('\n', `\n${' '.repeat(level)}`)
}

const humanOrigin = '{\n    "kind": "human"\n   }'

const quoteSelector = (exact: string, prefix: string, suffix: string): string =>
  `      {\n       "type": "TextQuoteSelector",\n       "exact": ${JSON.stringify(exact)},\n       "prefix": ${JSON.stringify(prefix)},\n       "suffix": ${JSON.stringify(suffix)}\n      }`

/** Words of another document: its text is not at hand, so they are quoted without a position. */
function foreignTargets(mention: Mention, document: string): readonly Target[] {
  return [
    {
      type: 'SpecificResource',
      source: documentIri(document),
      mention: mention.id,
      markedOn: mention.documentVersion,
      ...(mention.markedQuote === undefined ? {} : { markedQuote: mention.markedQuote }),
      selector: [{ type: 'TextQuoteSelector', exact: mention.quote, prefix: mention.prefix, suffix: mention.suffix }],
    },
  ]
}

export const textualBody = (purpose: string, value: string): Body => ({ type: 'TextualBody', purpose, value })

/** The bodies of a claim, four levels deep; empty when it has none. */
function bodyTexts(claim: Claim, language: string | undefined): string {
  const { verdict, normalizedClaim, note } = claim
  let out = ''
  const add = (purpose: string, value: string, more = ''): void => {
    out += `${out === '' ? '' : ',\n'}    {\n     "type": "TextualBody",\n     "purpose": "${purpose}",\n     "value": ${JSON.stringify(value)}${more}\n    }`
  }
  for (const type of claim.types) add('classifying', type)
  for (const tag of claim.tags) add('tagging', tag)
  if (normalizedClaim !== undefined) {
    add('describing', normalizedClaim, language === undefined ? '' : `,\n     "language": "${language}"`)
  }
  if (note !== undefined) add('commenting', note)
  if (verdict !== undefined) {
    const { rating, justification } = verdict
    add(
      'assessing',
      verdict.label,
      `,\n     "scale": ${JSON.stringify(verdict.scale)}` +
        (rating === undefined ? '' : `,\n     "rating": ${indented(rating, 5)}`) +
        (justification === undefined ? '' : `,\n     "justification": ${JSON.stringify(justification)}`),
    )
  }
  return out
}

function originOf(origin: Origin): ClaimItem['origin'] {
  switch (origin.kind) {
    case 'human':
      return { kind: 'human' }
    case 'import':
      return { kind: 'import', ...(origin.from === undefined ? {} : { importedFrom: origin.from }) }
    case 'model':
      return { kind: 'model', name: origin.name, ...(origin.version === undefined ? {} : { version: origin.version }) }
  }
}
