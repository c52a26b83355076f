import type { AnnotatedDocument, Claim } from '@claimspan/core'
import { titleOf } from './import/title.js'
import type { Losses } from './loss.js'

/** A thing that a format may have no place for, under the name that its losses have. Mentions and relations are not among them. */
export type Field = DocumentField | ClaimField | 'relation.note'

type DocumentField =
  | 'title'
  | 'version'
  | 'language'
  | 'blocks'
  | 'metadata'
  | 'layers'
  | 'ids'
  | 'authorship'
  | 'threads'

type ClaimField =
  | 'normalizedClaim'
  | 'proposition'
  | 'checkWorthiness'
  | 'verdict'
  | 'verdict.rating'
  | 'verdict.justification'
  | 'confidence'
  | 'attribution'
  | 'attribution.kind'
  | 'attribution.speaker'
  | 'attribution.within'
  | 'evidence'
  | 'tags'
  | 'note'
  | 'status'
  | 'origin'

/**
 * Report everything that is there and has no place in a format that carries these fields only; `isWritten` says of which
 * claims and relations (all when left out), as what is left out as a whole is reported as that.
 */
export function fieldLosses(
  annotated: AnnotatedDocument,
  carried: readonly Field[],
  losses: Losses,
  isWritten: (id: string) => boolean = () => true,
): void {
  const carries = new Set<Field>(carried)
  for (const [field, detail] of documentFields(annotated)) {
    if (!carries.has(field)) losses.add({ what: field, done: doneWith(field), detail })
  }
  for (const claim of annotated.claims) {
    if (!isWritten(claim.id)) continue
    for (const [field, detail] of claimFields(claim)) {
      const whole = field.slice(0, Math.max(field.indexOf('.'), 0))
      if (carries.has(field) || (whole !== '' && !carries.has(whole as Field))) continue
      losses.add({ claim: claim.id, what: field, done: 'left-out', detail })
    }
  }
  if (carries.has('relation.note')) return
  for (const { id, note } of annotated.relations) {
    if (note === undefined || !isWritten(id)) continue
    losses.add({ relation: id, what: 'note', done: 'left-out', detail: 'a note on a relation has no place' })
  }
}

const doneWith = (field: DocumentField) =>
  field === 'ids' ? 'renamed' : field === 'layers' || field === 'blocks' ? 'flattened' : 'left-out'

function* documentFields(annotated: AnnotatedDocument): Generator<readonly [DocumentField, string]> {
  const { document, layers, claims, relations, threads } = annotated
  if (document.title !== titleOf(document.text, document.id)) yield ['title', 'the first line stands for it']
  if (document.version !== 1) yield ['version', `version ${document.version} is not written`]
  if (document.language !== undefined) yield ['language', `${document.language} is not written`]
  if (document.blocks.some(({ kind }) => kind !== 'paragraph'))
    yield ['blocks', 'which lines are headings, quotes or list items is not written']
  const keys = Object.keys(document.metadata)
  if (keys.length > 0) yield ['metadata', `${keys.join(', ')} not written`]
  if (layers.length > 0)
    yield ['layers', `which layer a claim is of is not written: ${layers.map(({ id }) => id).join(', ')}`]
  if (claims.length > 0) {
    yield [
      'ids',
      `ids of ${claims.length} claims with their mentions and of ${relations.length} relations become others`,
    ]
    yield ['authorship', `who made ${claims.length} claims and when is not written`]
  } else if (annotated.annotators.length > 0) yield ['authorship', 'the annotators are not written']
  if (threads.length > 0) yield ['threads', `${threads.length} discussions are not written`]
}

function* claimFields(claim: Claim): Generator<readonly [ClaimField, string]> {
  const { verdict, attribution } = claim
  if (claim.normalizedClaim !== undefined) yield ['normalizedClaim', 'the normalized claim has no place']
  if (claim.proposition !== undefined) yield ['proposition', 'that claims elsewhere say the same has no place']
  if (claim.checkWorthiness !== undefined) yield ['checkWorthiness', `${claim.checkWorthiness} has no place`]
  if (verdict !== undefined) yield ['verdict', `${verdict.label} on the scale ${verdict.scale} has no place`]
  if (verdict?.rating !== undefined) yield ['verdict.rating', 'a numeric rating has no place']
  if (verdict?.justification !== undefined) yield ['verdict.justification', 'the justification has no place']
  if (claim.confidence !== undefined) yield ['confidence', `${claim.confidence} has no place`]
  if (attribution !== undefined) {
    yield ['attribution', 'who is speaking has no place']
    const hasWords = [attribution.source, attribution.cue].some((words) => (words?.spans.length ?? 0) > 0)
    if (attribution.kind !== 'indirect' || !hasWords)
      yield ['attribution.kind', `that the speech is ${attribution.kind} has no place`]
    if (attribution.speaker !== undefined) yield ['attribution.speaker', `${attribution.speaker.name} has no place`]
  }
  if (attribution?.within !== undefined) yield ['attribution.within', 'a nested attribution has no place']
  if (claim.evidence.length > 0) yield ['evidence', `${claim.evidence.length} evidence sets have no place`]
  if (claim.tags.length > 0) yield ['tags', `${claim.tags.join(', ')} have no place`]
  if (claim.note !== undefined) yield ['note', 'the note has no place']
  if (claim.status !== 'draft') yield ['status', `${claim.status} has no place`]
  yield [
    'origin',
    `that it comes from ${claim.origin.kind === 'human' ? 'a human' : `a ${claim.origin.kind}`} is not written`,
  ]
}
