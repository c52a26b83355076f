import type { ClaimId, DocumentId, MentionId } from '../id.js'
import type { MentionState } from '../mention.js'
import type { QuoteMatch } from '../quote-finder.js'
import type { Span } from '../span.js'

/** The words of a mention and where they are, in UTF-16 code units of the text of that version. */
export interface PlacedWords {
  readonly quote: string
  readonly spans: readonly Span[]
}

/** What became of one mention. A claim's source, cue and evidence have the ids `source`, `cue` and `evidence`. */
export interface RebasedMention {
  readonly claim: ClaimId
  readonly mention: MentionId
  /** As `mentionState` of the mention now: a mention that was changed before and is as it was then is `changed`. */
  readonly state: MentionState
  readonly before: PlacedWords
  readonly after: PlacedWords
  /** Whether it followed the differences of the texts, or its words were found at a place where they had not been. */
  readonly how: 'diff' | 'quote'
  /** Places in the new text that may be meant and were not taken, the likeliest first; absent when there are none. */
  readonly candidates?: readonly RebaseCandidate[]
}

/** A place that is offered, with the words that stand there. */
export interface RebaseCandidate extends QuoteMatch {
  readonly quote: string
}

/** What became of the mentions of a document in its next version. */
export interface RebaseReport {
  readonly document: DocumentId
  /** The version before and the one after. */
  readonly from: number
  readonly to: number
  readonly counts: {
    readonly whole: number
    readonly changed: number
    readonly detached: number
    /** Of all these, how many were found by their words at another place. */
    readonly moved: number
  }
  /** Every mention, claims in the order of the document before. */
  readonly mentions: readonly RebasedMention[]
}

/** A report of these mentions, counted. */
export function rebaseReport(
  of: Pick<RebaseReport, 'document' | 'from' | 'to'>,
  mentions: readonly RebasedMention[],
): RebaseReport {
  const count = (holds: (mention: RebasedMention) => boolean) => mentions.filter(holds).length
  return {
    ...of,
    counts: {
      whole: count(({ state }) => state === 'whole'),
      changed: count(({ state }) => state === 'changed'),
      detached: count(({ state }) => state === 'detached'),
      moved: count(({ how }) => how === 'quote'),
    },
    mentions,
  }
}
