import type { Claim, ClaimId, Mention, RelationId, StoreChange, ThreadId } from '@claimspan/core'
import type * as Y from 'yjs'
import type { SharedLayer } from './shared-layer.js'
import type { SharedText } from './shared-text.js'
import { anchorKey, type StoredAnchor } from './stored-claim.js'

/** What the watcher needs of its store. */
export interface Watched {
  isLocal(origin: unknown): boolean
  /** The claims as read are out of date: the fields of these claims and the anchors under these keys are others, or the text. */
  invalidate(what: { readonly claims?: Iterable<string>; readonly anchors?: Iterable<string> }): void
  claims(): readonly Claim[]
}

/**
 * Tell listeners once per transaction which claims, relations and threads are different now: by their own fields and
 * anchors, or because the text under their words was edited.
 */
export function watchStore(shared: SharedText, layer: SharedLayer, store: Watched) {
  const listeners = new Set<(change: StoreChange) => void>()
  let before: ReadonlyMap<ClaimId, Claim> | undefined
  let pending: { claims: Set<ClaimId>; relations: Set<RelationId>; threads: Set<ThreadId>; text: boolean } | undefined

  const pend = () => {
    pending ??= { claims: new Set(), relations: new Set(), threads: new Set(), text: false }
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
    const keys = topKeys(events, layer.claims)
    store.invalidate({ claims: keys })
    for (const key of keys) claims.add(key as ClaimId)
  }
  const onAnchors = (event: Y.YMapEvent<StoredAnchor>) => {
    const { claims } = pend()
    store.invalidate({ anchors: event.keysChanged })
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
    store.invalidate({})
  }
  const after = (transaction: Y.Transaction) => {
    if (pending === undefined) return
    const { claims, relations, threads, text } = pending
    pending = undefined
    if (listeners.size === 0) return
    const now = new Map(store.claims().map((claim) => [claim.id, claim]))
    for (const [id, claim] of now) if (!isInPlace(claim, before?.get(id))) claims.add(id)
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
      if (listeners.size === 0) before = new Map(store.claims().map((claim) => [claim.id, claim]))
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

/** Whether a claim's words are where they were, and what they were. */
function isInPlace(claim: Claim, before: Claim | undefined): boolean {
  if (claim === before) return true
  if (before === undefined || claim.mentions.length !== before.mentions.length) return false
  return (
    claim.mentions.every((mention, at) => isSameWords(mention, before.mentions[at])) &&
    isSameWords(claim.attribution?.source, before.attribution?.source) &&
    isSameWords(claim.attribution?.cue, before.attribution?.cue)
  )
}

function isSameWords(a: Mention | undefined, b: Mention | undefined): boolean {
  if (a === undefined || b === undefined || a === b) return a === b
  return (
    a.quote === b.quote &&
    a.spans.length === b.spans.length &&
    a.spans.every(({ from, to }, at) => from === b.spans[at]?.from && to === b.spans[at]?.to)
  )
}
