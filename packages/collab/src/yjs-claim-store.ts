import {
  type Attribution,
  type AttributionFields,
  annotatorId,
  type Claim,
  type ClaimFields,
  type ClaimId,
  type ClaimStore,
  claimId,
  fieldFault,
  isInstant,
  type LayerId,
  layerId,
  type Mention,
  type MentionId,
  claim as makeClaim,
  comment as makeComment,
  relation as makeRelation,
  mentionId,
  type NewClaim,
  type Relation,
  type RelationId,
  type Span,
  type StoreChange,
  type StoreEdges,
  type Thread,
  type ThreadId,
  threadId,
} from '@claimspan/core'
import * as Y from 'yjs'
import { type ClaimCarrier, carryClaims } from './carry-claims.js'
import { type ClaimWriter, claimWriter } from './claim-writer.js'
import { OpenTransactions } from './open-transactions.js'
import { readClaims } from './read-claims.js'
import { readRelations, readThreads } from './read-discussion.js'
import { readLayer, type SharedLayer } from './shared-layer.js'
import type { SharedText } from './shared-text.js'
import { anchorKey, fieldKey, readAttribution, type StoredAnchor } from './stored-claim.js'
import { watchStore } from './watch-store.js'

const plainFields = [
  'normalizedClaim',
  'proposition',
  'checkWorthiness',
  'verdict',
  'confidence',
  'note',
  'status',
] as const satisfies readonly (keyof ClaimFields)[]

/** A claim store on Yjs: what one person does reaches everybody, and {@link history} undoes only what was done here. */
export interface YjsClaimStore extends ClaimStore {
  /** Undo and redo of what was done through this store, a change at a time. */
  readonly history: Y.UndoManager
  /** Stop listening to the shared document. The store is not used after that. */
  close(): void
}

/**
 * The claims of one layer over one shared text. They may live in two Yjs documents or in one. `layer` is needed only
 * where the layer's own `meta` has not been written.
 */
export function yjsClaimStore(
  shared: SharedText,
  layer: SharedLayer,
  options: { readonly edges: StoreEdges; readonly layer?: LayerId },
): YjsClaimStore {
  return new Store(shared, layer, options.edges, options.layer ?? readLayer(layer)?.id ?? layerId('shared'))
}

class Store implements YjsClaimStore {
  readonly history: Y.UndoManager
  private cached:
    | { readonly claims: readonly Claim[]; readonly byId: ReadonlyMap<string, Claim>; readonly isHeard: boolean }
    | undefined
  private readonly watch: ReturnType<typeof watchStore>
  private readonly write: ClaimWriter
  private readonly carrier: ClaimCarrier
  private readonly transactions: OpenTransactions

  constructor(
    private readonly shared: SharedText,
    private readonly maps: SharedLayer,
    private readonly edges: StoreEdges,
    readonly layer: LayerId,
  ) {
    this.write = claimWriter(shared, maps.anchors)
    this.history = new Y.UndoManager([maps.claims, maps.anchors, maps.relations, maps.threads, maps.decisions], {
      trackedOrigins: new Set([this]),
      captureTimeout: 0,
      doc: maps.doc,
    })
    // Before the watcher, so that what it is about to tell has been heard here.
    this.carrier = carryClaims(maps, shared, layer)
    this.transactions = new OpenTransactions(maps.doc)
    this.watch = watchStore(shared, maps, {
      isLocal: (origin) => origin === this || origin === this.history,
      invalidate: ({ claims = [], anchors = [] }) => {
        this.cached = undefined
        this.carrier.claimsChanged(claims)
        this.carrier.anchorsChanged(anchors)
      },
      claims: () => this.claims(),
    })
  }

  close(): void {
    this.watch.close()
    this.carrier.close()
    this.transactions.close()
    this.history.destroy()
  }

  observe(listener: (change: StoreChange) => void): () => void {
    return this.watch.observe(listener)
  }

  transact<T>(change: () => T): T {
    return this.maps.doc.transact(() => {
      try {
        return change()
      } finally {
        // Observers run when the outermost transaction ends; what is read before that must not be the old claims.
        this.cached = undefined
      }
    }, this)
  }

  text(): string {
    return this.shared.text.toString()
  }

  claims(): readonly Claim[] {
    return this.read().claims
  }

  claim(id: ClaimId): Claim | undefined {
    return this.read().byId.get(id)
  }

  private read() {
    const isHeard = this.isHeard()
    // What was read before a transaction is out of date in the middle of it.
    if (this.cached === undefined || (this.cached.isHeard && !isHeard)) {
      const claims = isHeard ? this.carrier.claims() : readClaims(this.maps, this.shared, this.layer)
      this.cached = { claims, byId: new Map(claims.map((claim) => [claim.id, claim])), isHeard }
    }
    return this.cached
  }

  /** Whether all that was done to the text and to the claims has been heard; in the middle of a transaction it has not. */
  private isHeard(): boolean {
    const { claims, anchors } = this.maps
    const isOurs = (type: object | null): boolean =>
      type === claims || type === anchors || (type instanceof Y.AbstractType && isOurs(type.parent))
    return this.carrier.isCurrent && !this.transactions.hasChanged(isOurs)
  }

  add(parts: NewClaim): Claim {
    const id = claimId(parts.id ?? this.edges.newId())
    const fields = Object.entries(parts.fields ?? {}).filter(([, value]) => value !== undefined)
    for (const [field, value] of fields) refuseFault(field as keyof ClaimFields, value as never)
    if (this.maps.claims.has(id)) throw new RangeError(`Claim ${id} is already there`)
    if (parts.mentions.length === 0) throw new RangeError(`Claim ${id} has no mention; it needs at least one`)
    const { source, cue, ...attribution } = parts.attribution ?? { kind: 'indirect' as const }
    const spans = [...parts.mentions, ...(source ? [source] : []), ...(cue ? [cue] : [])]
    const anchors = this.write.anchorsAt(spans)
    const createdBy = annotatorId(parts.createdBy)
    const createdAt = parts.createdAt ?? this.edges.now()
    if (!isInstant(createdAt)) throw new RangeError(`A time is ISO 8601 in UTC: got ${JSON.stringify(createdAt)}`)
    this.transact(() => {
      this.maps.claims.set(id, new Y.Map<unknown>())
      const map = this.mapOf(id)
      map.set('createdBy', createdBy)
      map.set('createdAt', createdAt)
      if (parts.origin !== undefined && parts.origin.kind !== 'human') map.set('origin', parts.origin)
      for (const label of parts.types ?? []) this.write.label(map, 'type', label)
      for (const label of parts.tags ?? []) this.write.label(map, 'tag', label)
      for (const [field, value] of fields) this.write.field(map, field, value)
      if (parts.attribution !== undefined) this.write.attribution(map, attribution)
      parts.mentions.forEach((_, at) => {
        this.write.anchor(anchorKey.mention(id, `m${at + 1}`), anchors[at], { order: at })
      })
      if (source) this.write.anchor(anchorKey.source(id), anchors[parts.mentions.length])
      if (cue) this.write.anchor(anchorKey.cue(id), anchors[anchors.length - 1])
    })
    return this.known(id)
  }

  put(parts: Claim): void {
    const claim = makeClaim(parts)
    if (claim.layer !== this.layer) {
      throw new RangeError(`Claim ${claim.id} is of layer ${claim.layer}, not of ${this.layer}`)
    }
    const mentions = [...claim.mentions, ...own(claim.attribution)]
    const anchors = new Map(mentions.map((mention) => [mention, this.write.anchorOf(mention)]))
    const before = this.maps.claims.has(claim.id) ? this.anchorKeysOf(claim.id) : []
    this.transact(() => {
      for (const key of before) this.maps.anchors.delete(key)
      this.maps.claims.set(claim.id, new Y.Map<unknown>())
      const map = this.mapOf(claim.id)
      map.set('createdBy', claim.createdBy)
      map.set('createdAt', claim.createdAt)
      if (claim.origin.kind !== 'human') map.set('origin', claim.origin)
      for (const label of claim.types) this.write.label(map, 'type', label)
      for (const label of claim.tags) this.write.label(map, 'tag', label)
      for (const field of plainFields) this.write.field(map, field, claim[field])
      if (claim.evidence.length > 0) this.write.field(map, 'evidence', claim.evidence)
      if (claim.attribution !== undefined) this.write.attribution(map, claim.attribution)
      claim.mentions.forEach((mention, order) => {
        this.write.anchor(anchorKey.mention(claim.id, mention.id), anchors.get(mention), { order })
      })
      const { source, cue } = claim.attribution ?? {}
      if (source) this.write.anchor(anchorKey.source(claim.id), anchors.get(source))
      if (cue) this.write.anchor(anchorKey.cue(claim.id), anchors.get(cue))
      if (claim.updatedAt !== undefined) map.set('updatedAt', claim.updatedAt)
    })
  }

  remove(id: ClaimId) {
    const claim = this.known(id)
    const relations = this.relations().filter(({ from, to }) => from === id || to === id)
    const threads = this.threads().filter((thread) => thread.claim === id)
    this.transact(() => {
      this.maps.claims.delete(id)
      for (const key of this.anchorKeysOf(id)) this.maps.anchors.delete(key)
      for (const relation of relations) this.maps.relations.delete(relation.id)
      for (const thread of threads) this.maps.threads.delete(thread.id)
    })
    return { claim, relations, threads }
  }

  set<Field extends keyof ClaimFields>(id: ClaimId, field: Field, value: ClaimFields[Field]): void {
    const before = this.known(id)
    refuseFault(field, value)
    if (before[field] === value) return
    this.change(id, (map) => this.write.field(map, field, value))
  }

  addType(id: ClaimId, type: string): void {
    this.setLabel(id, 'type', type, true)
  }

  removeType(id: ClaimId, type: string): void {
    this.setLabel(id, 'type', type, false)
  }

  addTag(id: ClaimId, tag: string): void {
    this.setLabel(id, 'tag', tag, true)
  }

  removeTag(id: ClaimId, tag: string): void {
    this.setLabel(id, 'tag', tag, false)
  }

  addMention(id: ClaimId, spans: readonly Span[]): MentionId {
    this.known(id)
    const [anchor] = this.write.anchorsAt([spans])
    const prefix = anchorKey.mention(id, '')
    const keys = [...this.maps.anchors.keys()].filter((key) => key.startsWith(prefix))
    const order = Math.max(-1, ...keys.map((key) => this.maps.anchors.get(key)?.order ?? 0)) + 1
    const plain = `m${order + 1}`
    const mention = mentionId(keys.includes(prefix + plain) ? this.edges.newId() : plain)
    this.change(id, () => this.write.anchor(anchorKey.mention(id, mention), anchor, { order }))
    return mention
  }

  markMention(id: ClaimId, mention: MentionId, spans: readonly Span[]): void {
    const order = this.knownMention(id, mention).order
    const [anchor] = this.write.anchorsAt([spans])
    this.change(id, () =>
      this.write.anchor(anchorKey.mention(id, mention), anchor, order === undefined ? {} : { order }),
    )
  }

  removeMention(id: ClaimId, mention: MentionId): void {
    const anchor = this.knownMention(id, mention)
    if (this.known(id).mentions.length === 1) {
      throw new RangeError(`Mention ${mention} is the last of claim ${id}; a claim keeps at least one`)
    }
    this.change(id, () => this.maps.anchors.set(anchorKey.mention(id, mention), { ...anchor, removed: true }))
  }

  markSource(id: ClaimId, spans: readonly Span[] | undefined): void {
    this.markPart(id, anchorKey.source(id), spans)
  }

  markCue(id: ClaimId, spans: readonly Span[] | undefined): void {
    this.markPart(id, anchorKey.cue(id), spans)
  }

  private markPart(id: ClaimId, key: string, spans: readonly Span[] | undefined): void {
    this.known(id)
    if (spans === undefined && !this.maps.anchors.has(key)) return
    const anchor = spans && this.write.anchorsAt([spans])[0]
    this.change(id, (map) => {
      if (anchor === undefined) this.maps.anchors.delete(key)
      else this.write.anchor(key, anchor)
      if (anchor !== undefined && readAttribution(map.get('attribution')) === undefined) {
        map.set('attribution', { kind: 'indirect' })
      }
    })
  }

  setAttribution(id: ClaimId, fields: AttributionFields | undefined): void {
    if (fields === undefined && this.known(id).attribution === undefined) return
    this.change(id, (map) => {
      if (fields !== undefined) {
        this.write.attribution(map, fields)
        return
      }
      map.delete('attribution')
      this.maps.anchors.delete(anchorKey.source(id))
      this.maps.anchors.delete(anchorKey.cue(id))
    })
  }

  relations(): readonly Relation[] {
    return readRelations(this.maps, this.layer)
  }

  addRelation(parts: Parameters<ClaimStore['addRelation']>[0]): Relation {
    this.known(parts.from)
    this.known(parts.to)
    const made = makeRelation({ ...parts, id: parts.id ?? this.edges.newId(), layer: this.layer })
    const same = this.relations().find(
      ({ type, from, to }) => type === made.type && from === made.from && to === made.to,
    )
    if (same !== undefined) return same
    if (this.maps.relations.has(made.id)) throw new RangeError(`Relation ${made.id} is already there`)
    const { id, layer: _, ...stored } = made
    this.transact(() => this.maps.relations.set(id, stored))
    return made
  }

  removeRelation(id: RelationId): void {
    if (!this.maps.relations.has(id)) throw new RangeError(`There is no relation ${id}`)
    this.transact(() => this.maps.relations.delete(id))
  }

  threads(): readonly Thread[] {
    return readThreads(this.maps)
  }

  openThread(claim: ClaimId, first: Parameters<ClaimStore['openThread']>[1]): Thread {
    this.known(claim)
    const id = threadId(this.edges.newId())
    const opening = makeComment(first)
    this.transact(() => {
      const map = new Y.Map<unknown>()
      this.maps.threads.set(id, map)
      map.set('claim', claim)
      map.set('comments', Y.Array.from([opening]))
    })
    return { id, claim, comments: [opening], resolved: false }
  }

  addComment(id: ThreadId, comment: Parameters<ClaimStore['addComment']>[1]): void {
    const comments = this.knownThread(id).get('comments')
    const added = makeComment(comment)
    if (comments instanceof Y.Array) this.transact(() => comments.push([added]))
  }

  resolveThread(id: ThreadId, resolved: boolean): void {
    const map = this.knownThread(id)
    if ((map.get('resolved') === true) === resolved) return
    this.transact(() => map.set('resolved', resolved))
  }

  removeThread(id: ThreadId): void {
    this.knownThread(id)
    this.transact(() => this.maps.threads.delete(id))
  }

  private knownThread(id: ThreadId): Y.Map<unknown> {
    const map = this.maps.threads.get(id)
    if (map === undefined) throw new RangeError(`There is no thread ${id}`)
    return map
  }

  private known(id: ClaimId): Claim {
    const claim = this.claim(id)
    if (claim === undefined) throw new RangeError(`There is no claim ${id} in layer ${this.layer}`)
    return claim
  }

  private knownMention(id: ClaimId, mention: MentionId): StoredAnchor {
    const anchor = this.maps.anchors.get(anchorKey.mention(id, mention))
    if (!this.known(id).mentions.some((known) => known.id === mention) || anchor === undefined) {
      throw new RangeError(`Claim ${id} has no mention ${mention}`)
    }
    return anchor
  }

  private mapOf(id: ClaimId): Y.Map<unknown> {
    const map = this.maps.claims.get(id)
    if (map === undefined) throw new RangeError(`There is no claim ${id} in layer ${this.layer}`)
    return map
  }

  /** Change a claim and say when. */
  private change(id: ClaimId, change: (map: Y.Map<unknown>) => void): void {
    this.known(id)
    this.transact(() => {
      const map = this.mapOf(id)
      change(map)
      map.set('updatedAt', this.edges.now())
    })
  }

  private setLabel(id: ClaimId, kind: keyof typeof fieldKey, label: string, on: boolean): void {
    if (on && label === '') throw new RangeError(`A ${kind} is not empty`)
    if (this.mapOf(id).has(fieldKey[kind](label)) === on) return
    this.change(id, (map) => (on ? this.write.label(map, kind, label) : map.delete(fieldKey[kind](label))))
  }

  private anchorKeysOf(id: ClaimId): readonly string[] {
    return [...this.maps.anchors.keys()].filter((key) => anchorKey.claimOf(key) === id)
  }
}

function refuseFault<Field extends keyof ClaimFields>(field: Field, value: ClaimFields[Field]): void {
  const fault = fieldFault(field, value)
  if (fault !== undefined) throw new RangeError(fault)
}

function own(attribution: Attribution | undefined): readonly Mention[] {
  return [attribution?.source, attribution?.cue].filter((mention) => mention !== undefined)
}
