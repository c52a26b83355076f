import { type Instant, isInstant } from './claim.js'
import { type AnnotatorId, annotatorId, type ClaimId, type ThreadId } from './id.js'

export type VoteSide = 'agree' | 'disagree'
export const voteSides: readonly VoteSide[] = ['agree', 'disagree']

/**
 * What somebody said about a claim. With `vote` it takes a side on a proposed claim, and `text` is the reason, which may be
 * empty; of one person's votes on a claim the last one counts.
 */
export interface Comment {
  readonly by: AnnotatorId
  readonly at: Instant
  readonly text: string
  readonly vote?: VoteSide
}

/** A discussion of one claim, oldest comment first. Never counted as an annotation. */
export interface Thread {
  readonly id: ThreadId
  readonly claim: ClaimId
  readonly comments: readonly Comment[]
  readonly resolved: boolean
}

/** Make a comment. Throws `RangeError` when the id, the time or the vote is not one. */
export function comment(parts: Omit<Comment, 'by'> & { readonly by: string }): Comment {
  const { by, at, text, vote } = parts
  if (!isInstant(at)) throw new RangeError(`A comment's time is ISO 8601 in UTC: got ${JSON.stringify(at)}`)
  if (vote !== undefined && !voteSides.includes(vote)) {
    throw new RangeError(`A vote is ${voteSides.join(' or ')}: got ${JSON.stringify(vote)}`)
  }
  return { by: annotatorId(by), at, text, ...(vote === undefined ? {} : { vote }) }
}
