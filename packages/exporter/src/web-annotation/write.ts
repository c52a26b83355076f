import type { AnnotatedDocument } from '@claimspan/core'
import type { WriteOptions, WrittenDocument } from '../format.js'
import { lossesOf } from '../loss.js'
import type { AnnotationPage } from './shape.js'
import { annotationContext, claimspanContext, documentIri, partIri } from './vocabulary.js'
import { claimTexts, indented, textualBody } from './write-claims.js'

/**
 * One document as the one page of an annotation collection (W3C Web Annotation Data Model, https://www.w3.org/TR/annotation-model/), lossless. A
 * mention is a target for each of its spans, as the selectors of one target must all select the same words. Positions are
 * code points, as the model says.
 */
export function writeWebAnnotation(annotated: AnnotatedDocument, options: WriteOptions): WrittenDocument {
  const path = `${options.fileName ?? annotated.document.id}.jsonld`
  const losses = lossesOf(annotated, 'web-annotation')
  const page = annotationPage(annotated)
  const items = [...claimTexts(annotated, losses), ...page.items.map((item) => indented(item, 2))]
  const around = JSON.stringify({ ...page, items: [] }, null, 1).slice(0, -emptyItems.length)
  const text = `${around}${items.length === 0 ? emptyItems : `"items": [\n  ${items.join(',\n  ')}\n ]\n}`}\n`
  return { files: [{ path, text }], losses: losses.all }
}

/** How the page ends before its items are put into it. */
const emptyItems = '"items": []\n}'

/** The page with all its items but the claims. */
function annotationPage(annotated: AnnotatedDocument): AnnotationPage {
  const { document, layers, annotators, claims, relations, threads } = annotated
  const { text } = document
  const source = documentIri(document.id)
  const iri = (part: 'claim' | 'relation' | 'thread' | 'annotator', id: string): string =>
    partIri(document.id, part, id)

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
        body: thread.comments.map(({ by, at, text, vote }) => ({
          ...textualBody('commenting', text),
          creator: iri('annotator', by),
          created: at,
          ...(vote === undefined ? {} : { vote }),
        })),
        target: iri('claim', thread.claim),
      })),
    ],
  }
}
