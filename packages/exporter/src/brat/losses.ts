import type { AnnotatedDocument, Claim } from '@claimspan/core'
import { titleOf } from '../import/title.js'
import type { Losses } from '../loss.js'

/** What brat has no place for in a document as a whole. */
export function documentLosses(annotated: AnnotatedDocument, losses: Losses): void {
  const { document, claims, relations, threads, layers } = annotated
  const lost = (what: string, detail: string, done: 'left-out' | 'flattened' | 'renamed' = 'left-out'): void =>
    losses.add({ what, done, detail })
  if (document.title !== titleOf(document.text.replaceAll('\r', ' '), document.id))
    lost('title', 'a brat document has its first line as title')
  if (document.version !== 1) lost('version', `version ${document.version} is not written`)
  if (document.language !== undefined) lost('language', `${document.language} is not written`)
  if (document.blocks.some(({ kind }) => kind !== 'paragraph'))
    lost('blocks', 'which lines are headings, quotes or list items is not written', 'flattened')
  if (Object.keys(document.metadata).length > 0)
    lost('metadata', `${Object.keys(document.metadata).join(', ')} not written`)
  if (document.text.includes('\r'))
    lost('carriage-return', 'each is written as a space, so that no reader shifts offsets', 'renamed')
  if (layers.length > 0)
    lost('layers', `which layer a claim is of is not written: ${layers.map(({ id }) => id).join(', ')}`, 'flattened')
  if (claims.length > 0) {
    lost('ids', `ids of ${claims.length} claims and ${relations.length} relations become T and R numbers`, 'renamed')
    lost('authorship', `who made ${claims.length} claims, when and from what is not written`)
  }
  if (threads.length > 0) lost('threads', `${threads.length} discussions are not written`)
}

/** What brat has no place for in a claim that is written. */
export function claimFieldLosses(claim: Claim, losses: Losses): void {
  const { proposition, confidence, evidence, tags, verdict, attribution } = claim
  if (
    proposition === undefined &&
    confidence === undefined &&
    evidence.length + tags.length === 0 &&
    !verdict?.rating &&
    !attribution?.within
  )
    return
  const lost = (what: string, detail: string): void => losses.add({ claim: claim.id, what, done: 'left-out', detail })
  if (proposition !== undefined) lost('proposition', 'that claims elsewhere say the same has no place')
  if (claim.confidence !== undefined) lost('confidence', `${claim.confidence} has no place`)
  if (claim.evidence.length > 0) lost('evidence', `${claim.evidence.length} evidence sets have no place`)
  if (claim.tags.length > 0) lost('tags', `${claim.tags.join(', ')} have no place`)
  if (claim.verdict?.rating !== undefined) lost('verdict.rating', 'a numeric rating has no place')
  if (claim.attribution?.within !== undefined) lost('attribution.within', 'a nested attribution has no place')
}
