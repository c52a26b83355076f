import type { Attribution } from './attribution.js'
import { type AnnotatorId, annotatorId, type ClaimId, claimId, type DocumentId, type LayerId, layerId } from './id.js'
import type { Mention } from './mention.js'
import { compareSpans } from './span.js'
import type { Verdict } from './verdict.js'

/** ClaimBuster's classes (Hassan et al. 2017): check-worthy factual, unimportant factual, non-factual sentence. */
export type CheckWorthiness = 'CFS' | 'UFS' | 'NFS'
export const checkWorthinesses: readonly CheckWorthiness[] = ['CFS', 'UFS', 'NFS']

export type ClaimStatus = 'draft' | 'proposed' | 'accepted' | 'rejected'
export const claimStatuses: readonly ClaimStatus[] = ['draft', 'proposed', 'accepted', 'rejected']

/** FEVER's labels (Thorne et al. 2018), used as the stance of an evidence set. */
export type EvidenceStance = 'SUPPORTS' | 'REFUTES' | 'NOT ENOUGH INFO'
export const evidenceStances: readonly EvidenceStance[] = ['SUPPORTS', 'REFUTES', 'NOT ENOUGH INFO']

/** Words in this document (`document` absent) or another one, or a page on the web. */
export type EvidenceItem =
  | { readonly kind: 'mention'; readonly mention: Mention; readonly document?: DocumentId }
  | { readonly kind: 'url'; readonly url: string; readonly quote?: string }

/** Items that together bear on a claim; each set stands on its own (FEVER's evidence sets). */
export interface EvidenceSet {
  readonly stance: EvidenceStance
  readonly items: readonly EvidenceItem[]
}

/** Who or what made a claim record: a person, an import, or a model with its name and version. */
export type Origin =
  | { readonly kind: 'human' }
  | { readonly kind: 'import'; readonly from?: string }
  | { readonly kind: 'model'; readonly name: string; readonly version?: string }

/** ISO 8601 in UTC with seconds and an optional fraction, such as `2026-01-02T03:04:05Z`. */
export type Instant = string
export const instantPattern =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z$/

const daysOf = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Whether `value` is an {@link Instant}: it looks like one, and its day is in the calendar. */
export function isInstant(value: unknown): value is Instant {
  if (typeof value !== 'string' || !instantPattern.test(value)) return false
  const [year, month, day] = [Number(value.slice(0, 4)), Number(value.slice(5, 7)), Number(value.slice(8, 10))]
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return day <= (daysOf[month - 1] ?? 0) && (month !== 2 || day < 29 || isLeap)
}

/** A statement that words of a document make, with what is known of it. At least one mention, ids unique. */
export interface Claim {
  readonly id: ClaimId
  readonly layer: LayerId
  readonly mentions: readonly Mention[]
  /** The claim as a sentence that stands alone, out of its context (CheckThat! 2025, task 2). */
  readonly normalizedClaim?: string
  /**
   * Names the proposition that it states: claims with the same one, of whichever documents, say the same. Not empty. A claim
   * without one stands for the proposition of its own, which is named by {@link ownProposition}.
   */
  readonly proposition?: string
  /** Labels of the scheme's claim types, no two equal. */
  readonly types: readonly string[]
  readonly checkWorthiness?: CheckWorthiness
  readonly verdict?: Verdict
  /** 0 to 1. */
  readonly confidence?: number
  readonly attribution?: Attribution
  readonly evidence: readonly EvidenceSet[]
  /** No two equal. */
  readonly tags: readonly string[]
  readonly note?: string
  readonly status: ClaimStatus
  readonly origin: Origin
  readonly createdBy: AnnotatorId
  readonly createdAt: Instant
  readonly updatedAt?: Instant
}

/** What {@link claim} needs; what is left out gets its plain value (no types, tags or evidence; a human's draft). */
export interface ClaimParts extends Partial<Omit<Claim, 'id' | 'layer' | 'mentions' | 'createdBy' | 'createdAt'>> {
  readonly id: string
  readonly layer: string
  readonly mentions: readonly Mention[]
  readonly createdBy: string
  readonly createdAt: Instant
}

/**
 * Make a claim. Throws `RangeError` when an id is not one, there is no mention or two share an id, the confidence is not
 * within 0 to 1, or a time is not an ISO 8601 instant in UTC.
 */
export function claim(parts: ClaimParts): Claim {
  if (parts.mentions.length === 0) throw new RangeError(`Claim ${parts.id} has no mention; it needs at least one`)
  const ids = new Set(parts.mentions.map(({ id }) => id))
  if (ids.size < parts.mentions.length) throw new RangeError(`Claim ${parts.id} has two mentions with one id`)
  if (parts.confidence !== undefined && !(parts.confidence >= 0 && parts.confidence <= 1)) {
    throw new RangeError(`A confidence is a number from 0 to 1: got ${parts.confidence}`)
  }
  for (const time of [parts.createdAt, parts.updatedAt]) {
    if (time !== undefined && !isInstant(time)) {
      throw new RangeError(`A time is ISO 8601 in UTC, such as 2026-01-02T03:04:05Z: got ${JSON.stringify(time)}`)
    }
  }
  const { id, layer, types = [], evidence = [], tags = [], status = 'draft', origin, createdBy, ...rest } = parts
  // A literal that begins with a spread gives each object a shape of its own in V8 (Node 20), and all who read it wait.
  return {
    id: claimId(id),
    layer: layerId(layer),
    ...rest,
    types: unique(types),
    evidence,
    tags: unique(tags),
    status,
    origin: origin ?? { kind: 'human' },
    createdBy: annotatorId(createdBy),
  }
}

const unique = (labels: readonly string[]): readonly string[] => [...new Set(labels)]

/** The name of the proposition of a claim that bears none: its document and id, between which no id has a `/`. */
export const ownProposition = (document: string, claim: string): string => `${document}/${claim}`

/** The order of the text: by the first span of the first mention that has words, detached claims last, then by id. */
export function compareClaims(a: Claim, b: Claim): number {
  const [spanA, spanB] = [firstSpan(a), firstSpan(b)]
  if (spanA === undefined || spanB === undefined) {
    if (spanA !== spanB) return spanA === undefined ? 1 : -1
  } else {
    const order = compareSpans(spanA, spanB)
    if (order !== 0) return order
  }
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/** The first span of a claim in the text, `undefined` when all its mentions are detached. */
export function firstSpan(of: Claim) {
  return of.mentions
    .flatMap(({ spans }) => spans.slice(0, 1))
    .reduce<Mention['spans'][number] | undefined>(
      (first, span) => (first === undefined || compareSpans(span, first) < 0 ? span : first),
      undefined,
    )
}
