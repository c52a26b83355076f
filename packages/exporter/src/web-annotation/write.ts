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
import type { WriteOptions, WrittenDocument } from '../format.js'
import { type Losses, lossesOf } from '../loss.js'
import type { AnnotationPage, AttributionShape, Body, ClaimItem, EvidenceShape, Target } from './shape.js'
import { annotationContext, claimspanContext, documentIri, partIri } from './vocabulary.js'

/**
 * One document as the one page of an annotation collection (W3C Web Annotation Data Model, https://www.w3.org/TR/annotation-model/), lossless. A
 * mention is a target for each of its spans, as the selectors of one target must all select the same words. Positions are
 * code points, as the model says.
 */
export function writeWebAnnotation(annotated: AnnotatedDocument, options: WriteOptions): WrittenDocument {
  const path = `${options.fileName ?? annotated.document.id}.jsonld`
  const losses = lossesOf(annotated, 'web-annotation')
  const page = annotationPage(annotated, losses)
  return { files: [{ path, text: `${JSON.stringify(page, null, 1)}\n` }], losses: losses.all }
}

function annotationPage(annotated: AnnotatedDocument, losses: Losses): AnnotationPage {
  const { document, layers, annotators, claims, relations, threads } = annotated
  const { text } = document
  const offsets = offsetTable(text)
  const source = documentIri(document.id)
  const iri = (part: 'claim' | 'relation' | 'thread' | 'annotator', id: string): string =>
    partIri(document.id, part, id)

  function targets(mention: Mention): readonly Target[] {
    const common = {
      type: 'SpecificResource',
      source,
      mention: mention.id,
      markedOn: mention.documentVersion,
      ...(mention.markedQuote === undefined ? {} : { markedQuote: mention.markedQuote }),
    } as const
    const { quote: exact, prefix, suffix } = mention
    if (mention.spans.length === 0) {
      return [{ ...common, selector: [{ type: 'TextQuoteSelector', exact, prefix, suffix }] }]
    }
    return mention.spans.map((span, at) => {
      const here = quoteAt(text, [span])
      return {
        ...common,
        selector: [
          {
            type: 'TextQuoteSelector',
            exact: here.quote,
            prefix: at === 0 ? prefix : here.prefix,
            suffix: at === mention.spans.length - 1 ? suffix : here.suffix,
          },
          {
            type: 'TextPositionSelector',
            start: offsets.fromUtf16(span.from, 'code-point'),
            end: offsets.fromUtf16(span.to, 'code-point'),
          },
        ],
      }
    })
  }

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

  function claimItem(claim: Claim): ClaimItem {
    const body = bodiesOf(claim, document.language)
    return {
      id: iri('claim', claim.id),
      type: ['Annotation', 'Claim'],
      motivation: 'describing',
      localId: claim.id,
      layer: claim.layer,
      creator: iri('annotator', claim.createdBy),
      created: claim.createdAt,
      ...(claim.updatedAt === undefined ? {} : { modified: claim.updatedAt }),
      status: claim.status,
      ...(claim.checkWorthiness === undefined ? {} : { checkWorthiness: claim.checkWorthiness }),
      ...(claim.confidence === undefined ? {} : { confidence: claim.confidence }),
      origin: originOf(claim.origin),
      ...(body.length === 0 ? {} : { body }),
      target: claim.mentions.flatMap(targets),
      ...(claim.attribution === undefined ? {} : { attribution: attributionOf(claim.attribution) }),
      ...(claim.evidence.length === 0 ? {} : { evidence: claim.evidence.map((set) => evidenceOf(set, claim)) }),
    }
  }

  const metadata = Object.entries(document.metadata).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, value }],
  )
  return {
    '@context': [annotationContext, claimspanContext],
    id: `${source}/annotations/page`,
    type: 'AnnotationPage',
    partOf: {
      id: `${source}/annotations`,
      type: 'AnnotationCollection',
      label: document.title,
      total: claims.length + relations.length + threads.length,
    },
    startIndex: 0,
    article: {
      id: source,
      type: 'Article',
      localId: document.id,
      textVersion: document.version,
      title: document.title,
      ...(document.language === undefined ? {} : { language: document.language }),
      text,
      blocks: document.blocks.map(({ kind }) => kind),
      ...(metadata.length === 0 ? {} : { metadata }),
    },
    ...(layers.length === 0
      ? {}
      : {
          layers: layers.map(({ id, kind, name }) => ({ localId: id, kind, ...(name === undefined ? {} : { name }) })),
        }),
    ...(annotators.length === 0
      ? {}
      : {
          annotators: annotators.map(({ id, name }) => ({
            id: iri('annotator', id),
            type: 'Person',
            localId: id,
            name,
          })),
        }),
    items: [
      ...claims.map(claimItem),
      ...relations.map((relation) => ({
        id: iri('relation', relation.id),
        type: ['Annotation', 'Relation'] as const,
        motivation: 'linking' as const,
        localId: relation.id,
        layer: relation.layer,
        creator: iri('annotator', relation.createdBy),
        relationType: relation.type,
        body: [
          iri('claim', relation.from),
          ...(relation.note === undefined ? [] : [textualBody('commenting', relation.note)]),
        ] as const,
        target: iri('claim', relation.to),
      })),
      ...threads.map((thread) => ({
        id: iri('thread', thread.id),
        type: ['Annotation', 'Thread'] as const,
        motivation: 'commenting' as const,
        localId: thread.id,
        resolved: thread.resolved,
        body: thread.comments.map(({ by, at, text }) => ({
          ...textualBody('commenting', text),
          creator: iri('annotator', by),
          created: at,
        })),
        target: iri('claim', thread.claim),
      })),
    ],
  }
}

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

const textualBody = (purpose: string, value: string): Body => ({ type: 'TextualBody', purpose, value })

function bodiesOf(claim: Claim, language: string | undefined): readonly Body[] {
  const { verdict, normalizedClaim, note } = claim
  return [
    ...claim.types.map((type) => textualBody('classifying', type)),
    ...claim.tags.map((tag) => textualBody('tagging', tag)),
    ...(normalizedClaim === undefined
      ? []
      : [{ ...textualBody('describing', normalizedClaim), ...(language === undefined ? {} : { language }) }]),
    ...(note === undefined ? [] : [textualBody('commenting', note)]),
    ...(verdict === undefined
      ? []
      : [
          {
            ...textualBody('assessing', verdict.label),
            scale: verdict.scale,
            ...(verdict.rating === undefined ? {} : { rating: verdict.rating }),
            ...(verdict.justification === undefined ? {} : { justification: verdict.justification }),
          },
        ]),
  ]
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
