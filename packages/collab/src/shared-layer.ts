import {
  type Annotator,
  annotator,
  isId,
  type Layer,
  type LayerKind,
  layerKinds,
  layer as makeLayer,
} from '@claimspan/core'
import type * as Y from 'yjs'
import type { StoredAnchor } from './stored-claim.js'

/**
 * The claims of one layer as several people edit them. `claims` has one map a claim, set field by field; `anchors` keeps
 * where the words are apart from the fields, under `<claim>/mention/<mention>`, `<claim>/source` and `<claim>/cue`.
 */
export interface SharedLayer {
  readonly doc: Y.Doc
  readonly meta: Y.Map<unknown>
  readonly claims: Y.Map<Y.Map<unknown>>
  readonly anchors: Y.Map<StoredAnchor>
  readonly relations: Y.Map<unknown>
  readonly threads: Y.Map<Y.Map<unknown>>
  readonly annotators: Y.Map<unknown>
  /** In a curated layer: what persons decided, by question; nothing elsewhere. */
  readonly decisions: Y.Map<unknown>
}

/**
 * The shared layer of a Yjs document. With a `prefix` its root types have other names, so that text and layers can live
 * in one Yjs document.
 */
export function sharedLayer(doc: Y.Doc, prefix = ''): SharedLayer {
  return {
    doc,
    meta: doc.getMap(`${prefix}meta`),
    claims: doc.getMap(`${prefix}claims`),
    anchors: doc.getMap(`${prefix}anchors`),
    relations: doc.getMap(`${prefix}relations`),
    threads: doc.getMap(`${prefix}threads`),
    annotators: doc.getMap(`${prefix}annotators`),
    decisions: doc.getMap(`${prefix}decisions`),
  }
}

/** Say what a layer is. */
export function writeLayer(shared: SharedLayer, layer: Layer, origin?: unknown): void {
  shared.doc.transact(() => {
    shared.meta.set('id', layer.id)
    shared.meta.set('kind', layer.kind)
    if (layer.name !== undefined) shared.meta.set('name', layer.name)
  }, origin)
}

/** What the layer is; `undefined` until it has been written (or has arrived). */
export function readLayer(shared: SharedLayer): Layer | undefined {
  const id = shared.meta.get('id')
  const kind = layerKinds.find((known: LayerKind) => known === shared.meta.get('kind'))
  const name = shared.meta.get('name')
  if (!isId(id) || kind === undefined) return undefined
  return makeLayer({ id, kind, ...(typeof name === 'string' ? { name } : {}) })
}

/** Say that an independent layer is open to everybody from now on. `at`: ISO 8601, UTC. */
export function revealLayer(shared: SharedLayer, at: string, origin?: unknown): void {
  shared.doc.transact(() => shared.meta.set('revealedAt', at), origin)
}

/** When an independent layer was opened to everybody; `undefined` when it is its annotator's still. */
export function revealedAt(shared: SharedLayer): string | undefined {
  const at = shared.meta.get('revealedAt')
  return typeof at === 'string' ? at : undefined
}

/** Say what an annotator is called in this layer. */
export function nameAnnotator(shared: SharedLayer, who: Annotator, origin?: unknown): void {
  if (shared.annotators.get(who.id) === who.name) return
  shared.doc.transact(() => shared.annotators.set(who.id, who.name), origin)
}

/** The annotators of the layer, in the order of their ids. */
export function readAnnotators(shared: SharedLayer): readonly Annotator[] {
  return [...shared.annotators.entries()]
    .filter((entry): entry is [string, string] => isId(entry[0]) && typeof entry[1] === 'string')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, name]) => annotator(id, name))
}
