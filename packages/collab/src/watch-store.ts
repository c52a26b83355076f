import type { Claim, ClaimId, RelationId, StoreChange, ThreadId } from '@claimspan/core'
import type * as Y from 'yjs'
import type { SharedLayer } from './shared-layer.js'
import type { SharedText } from './shared-text.js'
import { anchorKey, type StoredAnchor } from './stored-claim.js'

/** What the watcher needs of its store. */
export interface Watched {
  isLocal(origin: unknown): boolean
  /** The claims as read are out of date. */
  invalidate(): void
  claims(): readonly Claim[]
}

/**
 * Tell listeners once per transaction which claims, relations and threads are different now: by their own fields and
 * anchors, or because the text under their words was edited.
 */
export function watchStore(shared: SharedText, layer: SharedLayer, store: Watched) {
  const listeners = new Set<(change: StoreChange) => void>()
  let before: ReadonlyMap<ClaimId, string> | undefined
  let pending: { claims: Set<ClaimId>; relations: Set<RelationId>; threads: Set<ThreadId>; text: boolean } | undefined

  const pend = () => {
    pending ??= { claims: new Set(), relations: new Set(), threads: new Set(), text: false }
    store.invalidate()
    return pending
  }
  const topKeys = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[], root: unknown): readonly string[] =>
    events.flatMap((event) => {
      if (event.target === root) return [...event.changes.keys.keys()]
      const key = event.path[0]
      return key === undefined ? [] : [String(key)]
    })
  const onClaims = (events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
    const { claims } = pend()
    for (const key of topKeys(events, layer.claims)) claims.add(key as ClaimId)
  }
  const onAnchors = (event: Y.YMapEvent<StoredAnchor>) => {
    const { claims } = pend()
    for (const key of event.keysChanged) claims.add(anchorKey.claimOf(key) as ClaimId)
  }
  const onRelations = (event: Y.YMapEvent<unknown>) => {
    const { relations } = pend()
    for (const key of event.keysChanged) relations.add(key as RelationId)
  }
  const onThreads = (events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
    const { threads } = pend()
    for (const key of topKeys(events, layer.threads)) threads.add(key as ThreadId)
  }
  const onText = () => {
    pend().text = true
  }
  const after = (transaction: Y.Transaction) => {
    if (pending === undefined) return
    const { claims, relations, threads, text } = pending
    pending = undefined
    if (listeners.size === 0) return
    const now = places(store.claims())
    if (text) for (const [id, place] of now) if (before?.get(id) !== place) claims.add(id)
    before = now
    if (!text && claims.size + relations.size + threads.size === 0) return
    const change = { claims, relations, threads, local: store.isLocal(transaction.origin) }
    for (const listener of [...listeners]) listener(change)
  }

  layer.claims.observeDeep(onClaims)
  layer.anchors.observe(onAnchors)
  layer.relations.observe(onRelations)
  layer.threads.observeDeep(onThreads)
  shared.text.observe(onText)
  shared.returns?.observe(onText)
  const docs = new Set([shared.doc, layer.doc])
  for (const doc of docs) doc.on('afterTransaction', after)

  return {
    observe(listener: (change: StoreChange) => void): () => void {
      if (listeners.size === 0) before = places(store.claims())
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    close(): void {
      listeners.clear()
      layer.claims.unobserveDeep(onClaims)
      layer.anchors.unobserve(onAnchors)
      layer.relations.unobserve(onRelations)
      layer.threads.unobserveDeep(onThreads)
      shared.text.unobserve(onText)
      shared.returns?.unobserve(onText)
      for (const doc of docs) doc.off('afterTransaction', after)
    },
  }
}

/** Where each claim's words are and what they are, as one comparable string. */
function places(claims: readonly Claim[]): ReadonlyMap<ClaimId, string> {
  return new Map(
    claims.map(({ id, mentions, attribution }) => [
      id,
      [...mentions, attribution?.source, attribution?.cue]
        .map((mention) => mention && `${mention.spans.map(({ from, to }) => `${from}-${to}`)}:${mention.quote}`)
        .join('|'),
    ]),
  )
}
