import type { Instant } from './claim.js'
import type { AnnotatorId, ClaimId, ThreadId } from './id.js'

export interface Comment {
  readonly by: AnnotatorId
  readonly at: Instant
  readonly text: string
}

/** A discussion of one claim, oldest comment first. Never counted as an annotation. */
export interface Thread {
  readonly id: ThreadId
  readonly claim: ClaimId
  readonly comments: readonly Comment[]
  readonly resolved: boolean
}
