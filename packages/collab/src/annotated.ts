import { type AnnotatedDocument, type Annotator, annotator, type Layer } from '@claimspan/core'
import * as Y from 'yjs'
import { anchorResolver } from './anchor.js'
import { readClaims } from './read-claims.js'
import { readRelations, readThreads } from './read-discussion.js'
import { nameAnnotator, readAnnotators, readLayer, type SharedLayer, writeLayer } from './shared-layer.js'
import { readDocument, type SharedText } from './shared-text.js'
import { yjsClaimStore } from './yjs-claim-store.js'

/**
 * The document with the claims of these layers as they are now; `undefined` until the text has been written. Layers are
 * in the order given. Everybody who made something is listed, by id when no name is known.
 */
export function readAnnotated(shared: SharedText, layers: readonly SharedLayer[]): AnnotatedDocument | undefined {
  const document = readDocument(shared)
  if (document === undefined) return undefined
  const known = layers.flatMap((layer) => {
    const is = readLayer(layer)
    return is === undefined ? [] : [{ layer, is }]
  })
  const spansOf = anchorResolver(shared.text, shared.returns)
  const claims = known.flatMap(({ layer, is }) => readClaims(layer, shared, is.id, document.text, spansOf))
  const relations = known.flatMap(({ layer, is }) => readRelations(layer, is.id))
  const threads = known.flatMap(({ layer }) => readThreads(layer))
  const names = new Map<string, Annotator>()
  for (const { layer } of known) for (const who of readAnnotators(layer)) names.set(who.id, who)
  const makers = [
    ...claims.map(({ createdBy }) => createdBy),
    ...relations.map(({ createdBy }) => createdBy),
    ...threads.flatMap(({ comments }) => comments.map(({ by }) => by)),
  ]
  for (const id of makers) if (!names.has(id)) names.set(id, annotator(id))
  return {
    document,
    layers: known.map(({ is }) => is),
    annotators: [...names.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    claims,
    relations,
    threads,
  }
}

/**
 * Write one layer of an annotated document into an empty shared layer, over a text that has been written from the same
 * document. For the server and for imports: everything keeps its id, author and times.
 */
export function writeAnnotatedLayer(shared: SharedText, layer: SharedLayer, is: Layer, from: AnnotatedDocument): void {
  const claims = from.claims.filter((claim) => claim.layer === is.id)
  const relations = from.relations.filter((relation) => relation.layer === is.id)
  const ids = new Set<string>(claims.map(({ id }) => id))
  const threads = from.threads.filter(({ claim }) => ids.has(claim))
  const makers = new Set<string>([
    ...claims.map(({ createdBy }) => createdBy),
    ...relations.map(({ createdBy }) => createdBy),
    ...threads.flatMap(({ comments }) => comments.map(({ by }) => by)),
  ])
  layer.doc.transact(() => {
    writeLayer(layer, is)
    for (const who of from.annotators) if (makers.has(who.id)) nameAnnotator(layer, who)
    const store = yjsClaimStore(shared, layer, { edges: noEdges, layer: is.id })
    for (const claim of claims) store.put(claim)
    store.close()
    for (const { id, layer: _, ...stored } of relations) layer.relations.set(id, stored)
    for (const { id, claim, comments, resolved } of threads) {
      const map = new Y.Map<unknown>()
      layer.threads.set(id, map)
      map.set('claim', claim)
      map.set('comments', Y.Array.from([...comments]))
      if (resolved) map.set('resolved', true)
    }
  })
}

const noEdges = {
  now: () => {
    throw new Error('Writing an annotated document keeps its times')
  },
  newId: () => {
    throw new Error('Writing an annotated document keeps its ids')
  },
}
