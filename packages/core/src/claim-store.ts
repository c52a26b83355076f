import type { Attribution } from './attribution.js'
import type { CheckWorthiness, Claim, ClaimStatus, EvidenceSet, Instant, Origin } from './claim.js'
import type { AnnotatorId, ClaimId, LayerId, MentionId, RelationId, ThreadId } from './id.js'
import type { Relation } from './relation.js'
import type { Span } from './span.js'
import type { Comment, Thread } from './thread.js'
import type { Verdict } from './verdict.js'

/** The fields of a claim that are set one at a time, each on its own: two people may set two of them at once. */
export interface ClaimFields {
  readonly normalizedClaim?: string
  readonly proposition?: string
  readonly checkWorthiness?: CheckWorthiness
  readonly verdict?: Verdict
  readonly confidence?: number
  readonly note?: string
  readonly status: ClaimStatus
  readonly evidence: readonly EvidenceSet[]
}

/** An attribution as it is set: words are given as spans, the store keeps them anchored. */
export interface AttributionFields {
  readonly kind: Attribution['kind']
  readonly speaker?: Attribution['speaker']
  readonly within?: Attribution
}

/** A claim as it is added: where its words are; the store takes the quotes from its text. */
export interface NewClaim {
  /** Made by the store when left out. */
  readonly id?: string
  /** One list of spans for each mention, at least one mention, each with at least one span. */
  readonly mentions: readonly (readonly Span[])[]
  readonly types?: readonly string[]
  readonly tags?: readonly string[]
  readonly fields?: Partial<ClaimFields>
  readonly attribution?: AttributionFields & { readonly source?: readonly Span[]; readonly cue?: readonly Span[] }
  readonly origin?: Origin
  readonly createdBy: string
  /** The store's clock when left out. */
  readonly createdAt?: Instant
}

/** What changed: ids of the claims, relations and threads that were added, removed or are different now. */
export interface StoreChange {
  readonly claims: ReadonlySet<ClaimId>
  readonly relations: ReadonlySet<RelationId>
  readonly threads: ReadonlySet<ThreadId>
  /** Whether it was made through this store, rather than arriving from somebody else. */
  readonly local: boolean
}

/**
 * The claims of one layer over one text. Offsets are UTF-16 code units of {@link ClaimStore.text}; the spans of every
 * mention of this text (a claim's own, of its source and cue, of evidence in the same document) follow the text's edits by
 * the laws of `mapSpan`. A claim that is changed through the store gets the clock's time as `updatedAt`; edits of the text,
 * `add` and `put` leave it as it is. Every method that is given an id, a span or a value that cannot be throws `RangeError`
 * and changes nothing. The contract that every implementation keeps is in `@claimspan/core/store-contract`.
 */
export interface ClaimStore {
  readonly layer: LayerId
  /** The text as it is now. */
  text(): string
  /** All claims in the order of the text (`compareClaims`), with their words as they are now. */
  claims(): readonly Claim[]
  claim(id: ClaimId): Claim | undefined
  /** Add a claim. Throws when its id is taken or a span is not within the text. */
  add(claim: NewClaim): Claim
  /**
   * Put a claim as it was, its id, fields, mentions (also detached ones), times and author; for imports and undo. It takes
   * the place of a claim with its id. Where the text has other words now, the quote is those and `markedQuote` the old.
   * Throws when it is another layer's.
   */
  put(claim: Claim): void
  /** Remove a claim with the relations that touch it and its threads. Returns what was removed. */
  remove(id: ClaimId): {
    readonly claim: Claim
    readonly relations: readonly Relation[]
    readonly threads: readonly Thread[]
  }
  /** Set one field; `undefined` takes an optional one away. */
  set<Field extends keyof ClaimFields>(id: ClaimId, field: Field, value: ClaimFields[Field]): void
  /** Add a type label; nothing happens when it is there. Types of two people at once merge as a set. */
  addType(id: ClaimId, type: string): void
  removeType(id: ClaimId, type: string): void
  /** Add a tag; nothing happens when it is there. Tags of two people at once merge as a set. */
  addTag(id: ClaimId, tag: string): void
  removeTag(id: ClaimId, tag: string): void
  /** Add a mention to a claim. */
  addMention(id: ClaimId, spans: readonly Span[]): MentionId
  /** Mark other words as this mention: its quote is taken anew. */
  markMention(id: ClaimId, mention: MentionId, spans: readonly Span[]): void
  /** Remove a mention. Throws when it is the last: a claim keeps at least one. */
  removeMention(id: ClaimId, mention: MentionId): void
  /** Mark the words that name the source, or that are the cue; `undefined` takes the mark away. Makes an indirect attribution when there is none. */
  markSource(id: ClaimId, spans: readonly Span[] | undefined): void
  markCue(id: ClaimId, spans: readonly Span[] | undefined): void
  /**
   * Set kind, speaker and nesting together, source and cue stay as marked; `undefined` takes the whole attribution away,
   * its source and cue too.
   */
  setAttribution(id: ClaimId, fields: AttributionFields | undefined): void
  /** In the order of their ids. */
  relations(): readonly Relation[]
  /** Join two claims. An equal relation (type, from, to) that is there already is returned instead. */
  addRelation(relation: {
    readonly id?: string
    readonly type: string
    readonly from: ClaimId
    readonly to: ClaimId
    readonly note?: string
    readonly createdBy: string
  }): Relation
  removeRelation(id: RelationId): void
  /** In the order of their ids. */
  threads(): readonly Thread[]
  /** Open a thread on a claim with its first comment. */
  openThread(claim: ClaimId, comment: Omit<Comment, 'by'> & { readonly by: string }): Thread
  addComment(thread: ThreadId, comment: Omit<Comment, 'by'> & { readonly by: string }): void
  resolveThread(thread: ThreadId, resolved: boolean): void
  removeThread(thread: ThreadId): void
  /** Several changes as one: listeners hear of them once, after the last. What was changed before it throws stays. */
  transact<T>(change: () => T): T
  /**
   * Call `listener` once after each change or transaction, also of the text under the claims, and never for what changed
   * nothing (a type that is there already); the return value ends it.
   */
  observe(listener: (change: StoreChange) => void): () => void
}

/** What a store is given from outside, so that it is the same every time in a test. */
export interface StoreEdges {
  /** The time now. */
  now(): Instant
  /** A fresh id that nobody else makes. */
  newId(): string
  /** Who writes when nothing else is said. */
  readonly annotator?: AnnotatorId
}
