import { type Claim, type ClaimFields, type ClaimId, type ClaimStore, mentionState, type Span } from '@claimspan/core'

const optional = ['normalizedClaim', 'checkWorthiness', 'verdict', 'confidence'] as const

/**
 * Merge a claim into another of the same store, as one step: mentions, types, tags, evidence and relations of both; where
 * both have a field, that of the one that stays; notes one after the other; comments go along. The mentions of `from` must
 * have the words they were marked on. Throws `RangeError` when one of the two is gone.
 */
export function mergeClaims(store: ClaimStore, into: Claim, from: Claim, by: string): void {
  const set = <Field extends keyof ClaimFields>(field: Field, value: ClaimFields[Field]) =>
    store.set(into.id, field, value)
  store.transact(() => {
    for (const { spans } of from.mentions) {
      if (!into.mentions.some((one) => sameSpans(one.spans, spans))) store.addMention(into.id, spans)
    }
    for (const type of from.types) store.addType(into.id, type)
    for (const tag of from.tags) store.addTag(into.id, tag)
    for (const field of optional) if (into[field] === undefined && from[field] !== undefined) set(field, from[field])
    const notes = [...new Set([into.note, from.note].filter((note) => note !== undefined))]
    if (notes.length > 0) set('note', notes.join('\n'))
    if (from.evidence.length > 0) set('evidence', [...into.evidence, ...from.evidence])
    takeAttribution(store, into, from)
    moveRelations(store, into.id, from.id, by)
    for (const thread of store.threads().filter(({ claim }) => claim === from.id)) {
      const [first, ...rest] = thread.comments
      if (first === undefined) continue
      const moved = store.openThread(into.id, first)
      for (const comment of rest) store.addComment(moved.id, comment)
      if (thread.resolved) store.resolveThread(moved.id, true)
    }
    store.remove(from.id)
  })
}

/** Who says it, when only the claim that goes has it. */
function takeAttribution(store: ClaimStore, into: Claim, { attribution }: Claim): void {
  if (into.attribution !== undefined || attribution === undefined) return
  const { source, cue, ...fields } = attribution
  store.setAttribution(into.id, fields)
  if (source !== undefined && mentionState(source) !== 'detached') store.markSource(into.id, source.spans)
  if (cue !== undefined && mentionState(cue) !== 'detached') store.markCue(into.id, cue.spans)
}

function moveRelations(store: ClaimStore, into: ClaimId, from: ClaimId, by: string): void {
  const moved = (end: ClaimId) => (end === from ? into : end)
  for (const relation of store.relations()) {
    if (relation.from !== from && relation.to !== from) continue
    const ends = { from: moved(relation.from), to: moved(relation.to) }
    if (ends.from === ends.to) continue
    const { type, note } = relation
    store.addRelation({ type, ...ends, ...(note === undefined ? {} : { note }), createdBy: by })
  }
}

const sameSpans = (a: readonly Span[], b: readonly Span[]) =>
  a.length === b.length && a.every(({ from, to }, at) => from === b[at]?.from && to === b[at]?.to)
