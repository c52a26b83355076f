import {
  type AnnotatedDocument,
  type Attribution,
  type Claim,
  type Mention,
  offsetTable,
  type Span,
} from '@claimspan/core'
import type { WriteOptions, WrittenDocument } from '../format.js'
import { lossesOf } from '../loss.js'
import { claimspanNamespace, documentIri, partIri } from '../web-annotation/vocabulary.js'
import { address, dateTime, double, index, inLanguage, literal, rdfSafe, resource } from './turtle.js'

const prefixes = `@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix claimspan: <${claimspanNamespace}> .
`

/**
 * One document as `<name>.ttl`: NIF 2.1 (https://github.com/NLP2RDF/ontologies, nif-core) in Turtle. The text is a
 * `nif:Context`, each block and each span of a mention a `nif:OffsetBasedString` of it; indexes count code points. Claims,
 * mentions and relations are resources in Claimspan's namespace, as NIF has none for them; the spans of a mention are a list.
 */
export function writeNif(annotated: AnnotatedDocument, options: WriteOptions): WrittenDocument {
  const { document, claims, relations, layers, annotators, threads } = annotated
  const text = rdfSafe(document.text)
  const losses = lossesOf(annotated, 'nif')
  const offsets = offsetTable(text)
  const base = documentIri(document.id)
  const iri = (part: Parameters<typeof partIri>[1], id: string): string => partIri(document.id, part, id)
  const place = (offset: number): number => offsets.fromUtf16(offset, 'code-point')
  const stringIri = ({ from, to }: Span): string => `${base}#offset_${place(from)}_${place(to)}`
  const context = stringIri({ from: 0, to: text.length })
  const written = new Set<string>()
  let strings = ''
  let resources = ''

  /** The string of a span, written once: a block and a mention may be the same one. */
  function stringOf(span: Span): string {
    const made = stringIri(span)
    if (made !== context && !written.has(made)) {
      written.add(made)
      strings += resource(made, 'nif:OffsetBasedString', [
        ['nif:referenceContext', `<${context}>`],
        ['nif:anchorOf', literal(text.slice(span.from, span.to))],
        ['nif:beginIndex', index(place(span.from))],
        ['nif:endIndex', index(place(span.to))],
      ])
    }
    return `<${made}>`
  }

  function mention(of: Mention, id: string, claim: Claim, document?: string): string {
    const isElsewhere = document !== undefined
    if (isElsewhere && of.spans.length > 0) {
      const detail = `words of document ${document} are quoted without their position, as its text is not at hand`
      losses.add({ claim: claim.id, what: 'evidence.spans', done: 'left-out', detail })
    }
    resources += resource(id, 'claimspan:Mention', [
      ['claimspan:localId', literal(of.id)],
      ['claimspan:spans', isElsewhere || of.spans.length === 0 ? undefined : `( ${of.spans.map(stringOf).join(' ')} )`],
      ['claimspan:quote', literal(of.quote)],
      ['claimspan:prefix', literal(of.prefix)],
      ['claimspan:suffix', literal(of.suffix)],
      ['claimspan:markedOn', index(of.documentVersion)],
      ['claimspan:markedQuote', of.markedQuote === undefined ? undefined : literal(of.markedQuote)],
      ['claimspan:ofDocument', isElsewhere ? `<${documentIri(document)}>` : undefined],
    ])
    return `<${id}>`
  }

  function attribution(of: Attribution, id: string, claim: Claim): string {
    const { kind, source, cue, speaker, within } = of
    const parts = [
      ['claimspan:kind', literal(kind)],
      ['claimspan:source', source && mention(source, `${id}/source`, claim)],
      ['claimspan:cue', cue && mention(cue, `${id}/cue`, claim)],
      ['claimspan:speakerName', speaker && literal(speaker.name)],
      ['claimspan:speakerKind', speaker?.kind && literal(speaker.kind)],
      ['claimspan:speakerUri', speaker?.uri && address(speaker.uri)],
      ['claimspan:within', within && attribution(within, `${id}/within`, claim)],
    ] as const
    resources += resource(id, 'claimspan:Attribution', parts)
    return `<${id}>`
  }

  function writeClaim(claim: Claim): void {
    const id = iri('claim', claim.id)
    const { verdict, origin } = claim
    const mentions = claim.mentions.map((each) => mention(each, `${id}/mention/${each.id}`, claim))
    const evidence = claim.evidence.map(({ stance, items }, at) => {
      const set = `${id}/evidence/${at + 1}`
      const made = items.map((item, within) => {
        const part = `${set}/${within + 1}`
        if (item.kind === 'mention') return mention(item.mention, part, claim, item.document)
        resources += resource(part, 'claimspan:Page', [
          ['claimspan:url', address(item.url)],
          ['claimspan:quote', item.quote === undefined ? undefined : literal(item.quote)],
        ])
        return `<${part}>`
      })
      resources += resource(set, 'claimspan:EvidenceSet', [
        ['claimspan:stance', literal(stance)],
        ['claimspan:evidenceItems', `( ${made.join(' ')} )`],
      ])
      return `<${set}>`
    })
    const by = claim.attribution && attribution(claim.attribution, `${id}/attribution`, claim)
    resources += resource(id, 'claimspan:Claim', [
      ['claimspan:localId', literal(claim.id)],
      ['claimspan:layer', literal(claim.layer)],
      ['claimspan:mentions', `( ${mentions.join(' ')} )`],
      ['claimspan:type', claim.types.map(literal)],
      [
        'claimspan:normalizedClaim',
        claim.normalizedClaim === undefined ? undefined : inLanguage(claim.normalizedClaim, document.language),
      ],
      ['claimspan:checkWorthiness', claim.checkWorthiness && literal(claim.checkWorthiness)],
      ['claimspan:verdictScale', verdict && literal(verdict.scale)],
      ['claimspan:verdictLabel', verdict && literal(verdict.label)],
      ['claimspan:justification', verdict?.justification === undefined ? undefined : literal(verdict.justification)],
      ['claimspan:ratingValue', verdict?.rating && double(verdict.rating.value)],
      ['claimspan:ratingBest', verdict?.rating && double(verdict.rating.best)],
      ['claimspan:ratingWorst', verdict?.rating && double(verdict.rating.worst)],
      ['claimspan:proposition', claim.proposition === undefined ? undefined : literal(claim.proposition)],
      ['claimspan:confidence', claim.confidence === undefined ? undefined : double(claim.confidence)],
      ['claimspan:attribution', by],
      ['claimspan:evidence', evidence.length === 0 ? undefined : `( ${evidence.join(' ')} )`],
      ['claimspan:tag', claim.tags.map(literal)],
      ['claimspan:note', claim.note === undefined ? undefined : literal(claim.note)],
      ['claimspan:status', literal(claim.status)],
      ['claimspan:origin', literal(origin.kind)],
      ['claimspan:originName', origin.kind === 'model' ? literal(origin.name) : undefined],
      [
        'claimspan:originVersion',
        origin.kind === 'model' && origin.version !== undefined ? literal(origin.version) : undefined,
      ],
      [
        'claimspan:importedFrom',
        origin.kind === 'import' && origin.from !== undefined ? literal(origin.from) : undefined,
      ],
      ['dcterms:creator', `<${iri('annotator', claim.createdBy)}>`],
      ['dcterms:created', dateTime(claim.createdAt)],
      ['dcterms:modified', claim.updatedAt && dateTime(claim.updatedAt)],
    ])
  }

  const { url, ...metadata } = document.metadata
  const metadataIris = Object.entries(metadata).flatMap(([key, value], at) => {
    if (value === undefined) return []
    const id = `${base}/metadata/${at + 1}`
    resources += resource(id, 'claimspan:MetadataEntry', [
      ['claimspan:key', literal(key)],
      ['claimspan:value', literal(value)],
    ])
    return [`<${id}>`]
  })
  for (const { id, kind, name } of layers) {
    resources += resource(`${base}/layer/${id}`, 'claimspan:Layer', [
      ['claimspan:localId', literal(id)],
      ['claimspan:kind', literal(kind)],
      ['dcterms:title', name === undefined ? undefined : literal(name)],
    ])
  }
  for (const { id, name } of annotators) {
    resources += resource(iri('annotator', id), 'claimspan:Annotator', [
      ['claimspan:localId', literal(id)],
      ['dcterms:title', literal(name)],
    ])
  }
  for (const { kind, from, to } of document.blocks) {
    if (from === to) {
      if (kind !== 'paragraph')
        losses.add({
          what: 'blocks',
          done: 'left-out',
          detail: `an empty line cannot be a string, so not a ${kind} either`,
        })
      continue
    }
    const string = stringOf({ from, to })
    strings += `${string} a ${kind === 'heading' ? 'nif:Title' : 'nif:Paragraph'} ; claimspan:blockKind ${literal(kind)} .\n`
  }
  claims.forEach(writeClaim)
  for (const relation of relations) {
    resources += resource(iri('relation', relation.id), 'claimspan:Relation', [
      ['claimspan:localId', literal(relation.id)],
      ['claimspan:relationType', literal(relation.type)],
      ['claimspan:from', `<${iri('claim', relation.from)}>`],
      ['claimspan:to', `<${iri('claim', relation.to)}>`],
      ['claimspan:layer', literal(relation.layer)],
      ['claimspan:note', relation.note === undefined ? undefined : literal(relation.note)],
      ['dcterms:creator', `<${iri('annotator', relation.createdBy)}>`],
    ])
  }
  for (const thread of threads) {
    const id = iri('thread', thread.id)
    const comments = thread.comments.map(({ by, at, text: said, vote }, number) => {
      resources += resource(`${id}/${number + 1}`, 'claimspan:Comment', [
        ['dcterms:creator', `<${iri('annotator', by)}>`],
        ['dcterms:created', dateTime(at)],
        ['claimspan:text', literal(said)],
        ['claimspan:vote', vote === undefined ? undefined : literal(vote)],
      ])
      return `<${id}/${number + 1}>`
    })
    resources += resource(id, 'claimspan:Thread', [
      ['claimspan:localId', literal(thread.id)],
      ['claimspan:claim', `<${iri('claim', thread.claim)}>`],
      ['claimspan:resolved', String(thread.resolved)],
      ['claimspan:comments', `( ${comments.join(' ')} )`],
    ])
  }
  const head = resource(context, 'nif:Context, nif:OffsetBasedString', [
    ['nif:isString', literal(text)],
    ['nif:beginIndex', index(0)],
    ['nif:endIndex', index(place(text.length))],
    ['nif:sourceUrl', url === undefined ? undefined : address(url)],
    ['dcterms:identifier', literal(document.id)],
    ['dcterms:title', literal(document.title)],
    ['dcterms:language', document.language === undefined ? undefined : literal(document.language)],
    ['claimspan:textVersion', index(document.version)],
    ['claimspan:metadata', metadataIris],
  ])
  const path = `${options.fileName ?? document.id}.ttl`
  return { files: [{ path, text: `${prefixes}\n${head}${strings}${resources}` }], losses: losses.all }
}
