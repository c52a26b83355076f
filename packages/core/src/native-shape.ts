import type { AttributionKind, Speaker } from './attribution.js'
import type { Claim, EvidenceStance } from './claim.js'
import type { Block, Metadata } from './document.js'
import type { Annotator, Layer } from './layer.js'
import type { Relation } from './relation.js'
import type { Span } from './span.js'
import type { Thread } from './thread.js'
import type { OffsetUnit } from './unit.js'

/** One line of the native form as JSON: what `documentSchema` describes. What may be left out is optional. */
export interface NativeDocument {
  readonly claimspan: 1
  readonly id: string
  readonly version: number
  readonly title: string
  readonly language?: string
  readonly offsetUnit: OffsetUnit
  readonly text: string
  readonly blocks?: readonly Block[]
  readonly metadata?: Metadata
  readonly layers?: readonly Layer[]
  readonly annotators?: readonly Annotator[]
  readonly claims?: readonly NativeClaim[]
  readonly relations?: readonly Relation[]
  readonly threads?: readonly Thread[]
}

export interface NativeMention {
  readonly id?: string
  readonly spans: readonly Span[]
  readonly quote: string
  readonly prefix?: string
  readonly suffix?: string
  readonly documentVersion?: number
  readonly markedQuote?: string
}

export interface NativeAttribution {
  readonly kind: AttributionKind
  readonly source?: NativeMention
  readonly cue?: NativeMention
  readonly speaker?: Speaker
  readonly within?: NativeAttribution
}

export type NativeEvidenceItem =
  | {
      readonly kind: 'mention'
      readonly mention: NativeMention
      readonly document?: string
      readonly offsetUnit?: 'utf-16'
    }
  | { readonly kind: 'url'; readonly url: string; readonly quote?: string }

export interface NativeEvidenceSet {
  readonly stance: EvidenceStance
  readonly items: readonly NativeEvidenceItem[]
}

export interface NativeClaim extends Omit<Claim, 'mentions' | 'attribution' | 'evidence' | 'types' | 'tags'> {
  readonly mentions: readonly NativeMention[]
  readonly types?: readonly string[]
  readonly attribution?: NativeAttribution
  readonly evidence?: readonly NativeEvidenceSet[]
  readonly tags?: readonly string[]
}
