import { readDocument } from '@claimspan/collab'
import { type AnnotatedDocument, layer } from '@claimspan/core'
import type { ArticleSession, LayerSession } from '../session/article-session.js'
import { frameTask } from '../state/frame.js'
import { cell, type Observable } from '../state/observable.js'
import { type Comparison, compare } from './comparison.js'

/** A comparison that follows what everybody does in its layers, once a frame at most. */
export interface LiveComparison extends Observable<Comparison | undefined> {
  /** Bring it up to date now. */
  settle(): void
  close(): void
}

/** Compare these layers, left to right; `undefined` until the article has arrived. */
export function liveComparison(
  session: Pick<ArticleSession, 'shared'>,
  layers: readonly LayerSession[],
  target: LayerSession | undefined,
): LiveComparison {
  const all = target === undefined ? layers : [...layers, target]
  const make = (): Comparison | undefined => {
    const document = readDocument(session.shared)
    if (document === undefined) return undefined
    const annotated: AnnotatedDocument = {
      document,
      layers: all.map(({ id, kind, name }) => layer({ id, kind, name })),
      annotators: [],
      claims: all.flatMap(({ store }) => store.claims()),
      relations: all.flatMap(({ store }) => store.relations()),
      threads: target?.store.threads() ?? [],
    }
    return compare(
      annotated,
      layers.map(({ store }) => store.layer),
      target === undefined ? undefined : { layer: target.store.layer, shared: target.shared },
    )
  }
  const now = cell<Comparison | undefined>(make())
  const renewal = frameTask(() => now.set(make()))
  const ends = all.map(({ store }) => store.observe(renewal.request))
  // Of what was decided to be no claim, the claims of the layer tell nothing.
  target?.shared.decisions.observe(renewal.request)
  return {
    get: now.get,
    subscribe: now.subscribe,
    settle() {
      renewal.request()
      renewal.flush()
    },
    close() {
      renewal.end()
      for (const end of ends) end()
      target?.shared.decisions.unobserve(renewal.request)
    },
  }
}
