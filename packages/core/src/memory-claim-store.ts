import { type AnnotatedDocument, unannotated } from './annotated-document.js'
import { changeTracker } from './change-tracker.js'
import { type Claim, claim, compareClaims } from './claim.js'
import {
  type Marking,
  newClaim,
  withAttributedWords,
  withAttribution,
  withField,
  withLabel,
  withMarkedMention,
  withMention,
  withoutLabel,
  withoutMention,
} from './claim-edit.js'
import { mapMentions } from './claim-mentions.js'
import type { ClaimStore, StoreEdges } from './claim-store.js'
import type { Document } from './document.js'
import {
  type AnnotatorId,
  type ClaimId,
  type LayerId,
  layerId,
  type RelationId,
  type ThreadId,
  threadId,
} from './id.js'
import { type Annotator, annotator, type Layer } from './layer.js'
import { mention } from './mention.js'
import { mentionAfterEdit, mentionOfText } from './mention-edit.js'
import { type Relation, relation } from './relation.js'
import type { Edit } from './span.js'
import { comment, type Thread } from './thread.js'
import { hasLoneSurrogate, isInsidePair } from './unit.js'

/** The claims of one layer over one text, held in memory by one program. */
export interface MemoryClaimStore extends ClaimStore {
  /**
   * Edit the text: take out `deleted` code units at `at`, then put `inserted` there. Spans follow by `mapSpan`. Throws
   * `RangeError` when the edit reaches past the text or cuts a character in two.
   */
  edit(at: number, deleted: number, inserted: string): void
  /** `document` with this store's claims. Throws `RangeError` when its text is not the store's. */
  annotated(document: Document): AnnotatedDocument
}

export interface MemoryClaimStoreOptions {
  /** The layer; a bare id is one of the kind `shared`. */
  readonly layer: Layer | LayerId
  readonly edges: StoreEdges
  /** The document version that new mentions are made on; 1 when left out. */
  readonly documentVersion?: number
  /** Names for {@link MemoryClaimStore.annotated}; whoever is not named here goes by the id. */
  readonly annotators?: readonly Annotator[]
}

/** Make a claim store that keeps everything in memory, empty to begin with. */
export function memoryClaimStore(initialText: string, options: MemoryClaimStoreOptions): MemoryClaimStore {
  const { edges, documentVersion = 1, annotators = [] } = options
  const layer: Layer =
    typeof options.layer === 'string' ? { id: layerId(options.layer), kind: 'shared' } : options.layer
  let text = initialText
  const claims = new Map<ClaimId, Claim>()
  const relations = new Map<RelationId, Relation>()
  const threads = new Map<ThreadId, Thread>()
  const changes = changeTracker()

  function known(id: ClaimId): Claim {
    const found = claims.get(id)
    if (found === undefined) throw new RangeError(`There is no claim ${JSON.stringify(id)} in layer ${layer.id}`)
    return found
  }

  function knownThread(id: ThreadId): Thread {
    const found = threads.get(id)
    if (found === undefined) throw new RangeError(`There is no thread ${JSON.stringify(id)} in layer ${layer.id}`)
    return found
  }

  const marking: Marking = {
    mark: (spans, id) => mention(text, spans, { id, documentVersion }),
    inText: (of) => mentionOfText(text, of),
  }

  function update(id: ClaimId, change: (before: Claim) => Claim): void {
    changes.within(() => {
      const before = known(id)
      const after = change(before)
      if (after === before) return
      claims.set(id, { ...after, updatedAt: edges.now() })
      changes.note('claims', id)
    })
  }

  const store: MemoryClaimStore = {
    layer: layer.id,
    text: () => text,
    claims: () => [...claims.values()].sort(compareClaims),
    claim: (id) => claims.get(id),
    add: (parts) =>
      changes.within(() => {
        const made = newClaim(parts, { id: parts.id ?? edges.newId(), layer: layer.id, now: edges.now() }, marking)
        if (claims.has(made.id)) throw new RangeError(`There is already a claim ${made.id} in layer ${layer.id}`)
        claims.set(made.id, made)
        changes.note('claims', made.id)
        return made
      }),
    put: (of) =>
      changes.within(() => {
        if (of.layer !== layer.id) throw new RangeError(`Claim ${of.id} is of layer ${of.layer}, not of ${layer.id}`)
        claims.set(of.id, mapMentions(claim(of), marking.inText))
        changes.note('claims', of.id)
      }),
    remove: (id) =>
      changes.within(() => {
        const removed = {
          claim: known(id),
          relations: store.relations().filter(({ from, to }) => from === id || to === id),
          threads: store.threads().filter((thread) => thread.claim === id),
        }
        for (const one of removed.relations) store.removeRelation(one.id)
        for (const one of removed.threads) store.removeThread(one.id)
        claims.delete(id)
        changes.note('claims', id)
        return removed
      }),
    set: (id, field, value) => update(id, (of) => withField(of, field, value, marking)),
    addType: (id, type) => update(id, (of) => withLabel(of, 'types', type)),
    removeType: (id, type) => update(id, (of) => withoutLabel(of, 'types', type)),
    addTag: (id, tag) => update(id, (of) => withLabel(of, 'tags', tag)),
    removeTag: (id, tag) => update(id, (of) => withoutLabel(of, 'tags', tag)),
    addMention(id, spans) {
      const [after, added] = withMention(known(id), spans, marking)
      update(id, () => after)
      return added
    },
    markMention: (id, which, spans) => update(id, (of) => withMarkedMention(of, which, spans, marking)),
    removeMention: (id, which) => update(id, (of) => withoutMention(of, which)),
    markSource: (id, spans) => update(id, (of) => withAttributedWords(of, 'source', spans, marking)),
    markCue: (id, spans) => update(id, (of) => withAttributedWords(of, 'cue', spans, marking)),
    setAttribution: (id, fields) => update(id, (of) => withAttribution(of, fields, marking)),
    relations: () => byId(relations),
    addRelation: (parts) =>
      changes.within(() => {
        for (const end of [parts.from, parts.to]) known(end)
        const made = relation({ ...parts, id: parts.id ?? edges.newId(), layer: layer.id })
        const same = store
          .relations()
          .find(({ type, from, to }) => type === made.type && from === made.from && to === made.to)
        if (same !== undefined) return same
        if (relations.has(made.id)) throw new RangeError(`There is already a relation ${made.id} in layer ${layer.id}`)
        relations.set(made.id, made)
        changes.note('relations', made.id)
        return made
      }),
    removeRelation: (id) =>
      changes.within(() => {
        if (!relations.delete(id)) throw new RangeError(`There is no relation ${JSON.stringify(id)}`)
        changes.note('relations', id)
      }),
    threads: () => byId(threads),
    openThread: (on, first) =>
      changes.within(() => {
        const opened = { id: threadId(edges.newId()), claim: known(on).id, comments: [comment(first)], resolved: false }
        threads.set(opened.id, opened)
        changes.note('threads', opened.id)
        return opened
      }),
    addComment: (id, added) =>
      changes.within(() => {
        const of = knownThread(id)
        threads.set(id, { ...of, comments: [...of.comments, comment(added)] })
        changes.note('threads', id)
      }),
    resolveThread: (id, resolved) =>
      changes.within(() => {
        const of = knownThread(id)
        if (of.resolved === resolved) return
        threads.set(id, { ...of, resolved })
        changes.note('threads', id)
      }),
    removeThread: (id) =>
      changes.within(() => {
        knownThread(id)
        threads.delete(id)
        changes.note('threads', id)
      }),
    transact: (change) => changes.within(change),
    observe: (listener) => changes.observe(listener),
    edit(at, deleted, inserted) {
      const end = at + deleted
      if (!Number.isSafeInteger(at) || !Number.isSafeInteger(deleted) || at < 0 || deleted < 0 || end > text.length) {
        throw new RangeError(`An edit lies within the text's ${text.length} code units: got ${deleted} at ${at}`)
      }
      if (isInsidePair(text, at) || isInsidePair(text, end) || hasLoneSurrogate(inserted)) {
        throw new RangeError(`An edit does not cut a character in two: got ${deleted} at ${at}`)
      }
      if (deleted === 0 && inserted === '') return
      const edit: Edit = { at, deleted, inserted: inserted.length }
      text = text.slice(0, at) + inserted + text.slice(end)
      changes.within(
        () => {
          changes.noteText()
          for (const [id, of] of claims) {
            const moved = mapMentions(of, (one) => mentionAfterEdit(text, one, edit))
            if (moved === of) continue
            claims.set(id, moved)
            changes.note('claims', id)
          }
        },
        { local: false },
      )
    },
    annotated(document) {
      if (document.text !== text) throw new RangeError(`Document ${document.id} has another text than this store`)
      const named = new Map<AnnotatorId, Annotator>(annotators.map((one) => [one.id, one]))
      for (const { createdBy } of [...claims.values(), ...relations.values()]) name(createdBy)
      for (const { comments } of threads.values()) for (const { by } of comments) name(by)
      function name(id: AnnotatorId): void {
        if (!named.has(id)) named.set(id, annotator(id))
      }
      return {
        ...unannotated(document),
        layers: [layer],
        annotators: [...named.values()],
        claims: store.claims(),
        relations: store.relations(),
        threads: store.threads(),
      }
    },
  }
  return store
}

const byId = <One extends { readonly id: string }>(all: ReadonlyMap<string, One>): readonly One[] =>
  [...all.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
